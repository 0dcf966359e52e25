"""Owns who may do what with meetings and protocols: fetch-and-check for views."""

import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, OuterRef, Subquery, Value
from django.http import Http404
from django.utils.translation import gettext as _

from meetings.document.vocabulary import MemberRole
from meetings.models import Extract, Meeting, Protocol, Signature, Task
from meetings.models.meeting import ADMINISTRATOR, READING_ROLES
from members.models import Membership

Purpose = Literal["read", "edit"]
_EDITING_ROLES = (MemberRole.SECRETARY, ADMINISTRATOR)
_EXTRACTING_ROLES = (MemberRole.SECRETARY, MemberRole.CHAIR)
_PROPOSING_ROLES = (MemberRole.SECRETARY, MemberRole.CHAIR)
_CONFIRMING_ROLES = (MemberRole.CHAIR, MemberRole.DEPUTY)


def get_meeting_for(user: Any, pk: int, to: Purpose = "read", on: datetime.date | None = None) -> Meeting:
    """Return the meeting, with its body and the user's role in it as `viewer_role`, in one query.

    Http404 for who may not see drafts of the body on that day (today), PermissionDenied for who may only read them.
    """
    meeting = (
        Meeting.objects.visible_to(user, on)
        .select_related("body__organization")
        .annotate(viewer_role=_role_of(user, on))
        .filter(pk=pk)
        .first()
    )
    if meeting is None:
        raise Http404(_("Такого заседания нет."))
    if to == "edit" and not may_edit(meeting):
        raise PermissionDenied(_("Протокол ведёт секретарь."))
    return meeting


def may_edit(meeting: Meeting) -> bool:
    """Whether the user for whom `get_meeting_for` gave the meeting may change it (no query)."""
    return meeting.viewer_role in _EDITING_ROLES  # type: ignore[attr-defined]


def get_protocol_for(user: Any, pk: int, on: datetime.date | None = None) -> Protocol:
    """Return the edition with its meeting and body, the PDF not loaded; Http404 when the user may not read it.

    The user's role in the body comes with it as `viewer_role`.
    """
    protocol = (
        Protocol.objects.visible_to(user, on)
        .select_related("meeting__body", "meeting__archive_address")
        .defer("pdf")
        .annotate(viewer_role=_role_of(user, on, body="meeting__body"))
        .filter(pk=pk)
        .first()
    )
    if protocol is None:
        raise Http404(_("Такого протокола нет."))
    return protocol


def get_archived_for(user: Any, slug: str, path: str, on: datetime.date | None = None) -> list[Protocol]:
    """Return the editions of a meeting that the user may read, newest first, without document and PDF: one query.

    `path` is that of its archive address under the body. Http404 when there is none for him.
    """
    editions = Protocol.objects.visible_to(user, on).filter(
        meeting__archive_address__path=path, meeting__archive_address__body__slug=slug
    )
    found = list(
        editions.select_related("meeting__body", "meeting__archive_address")
        .defer("document", "pdf")
        .order_by("-edition")
    )
    if not found:
        raise Http404(_("Такого протокола нет."))
    return found


def _role_of(user: Any, on: datetime.date | None, body: str = "body") -> Any:
    if user.is_authenticated and user.is_superuser:
        return Value(ADMINISTRATOR, output_field=CharField())
    return Subquery(Membership.objects.of_user(user, on).filter(body=OuterRef(body)).values("role")[:1])


def get_protocol_to_extract(user: Any, pk: int, on: datetime.date | None = None) -> Protocol:
    """Return the edition to make an extract of; Http404 for who may not read it, PermissionDenied for who only may."""
    protocol = get_protocol_for(user, pk, on)
    if not may_extract(protocol):
        raise PermissionDenied(_("Выписки делают секретарь и председатель органа."))
    return protocol


def may_extract(paper: Protocol | Extract) -> bool:
    """Whether the user for whom the paper was got certifies extracts: secretary, chair, administrator (no query)."""
    return _role_in(paper) in (*_EXTRACTING_ROLES, ADMINISTRATOR)


def get_extract_for(user: Any, pk: int, to: Purpose = "read", on: datetime.date | None = None) -> Extract:
    """Return the extract with its edition, meeting and body, the files not loaded; errors as for meetings.

    The user's role in the body comes with it as `viewer_role`.
    """
    extract = (
        Extract.objects.visible_to(user, on)
        .select_related("protocol__meeting", "body")
        .defer("pdf", "protocol__document", "protocol__pdf")
        .annotate(viewer_role=_role_of(user, on))
        .filter(pk=pk)
        .first()
    )
    if extract is None:
        raise Http404(_("Такой выписки нет."))
    if to == "edit" and not may_extract(extract):
        raise PermissionDenied(_("Выписки делают секретарь и председатель органа."))
    return extract


def get_signature_for(user: Any, pk: int, on: datetime.date | None = None) -> Signature:
    """Return the signature with its scan; Http404 when it has none or the user is not of the body."""
    signature = Signature.objects.filter(pk=pk).exclude(sha256="").first()
    readable = Protocol.objects.visible_to(user, on).annotate(viewer_role=_role_of(user, on, body="meeting__body"))
    protocol = readable.only("pk").filter(pk=signature.protocol_id).first() if signature else None
    if signature is None or protocol is None or not is_of_body(protocol):
        raise Http404(_("Такого файла нет."))
    return signature


def is_of_body(protocol: Protocol) -> bool:
    """Whether the user for whom the edition was got holds a seat in its body, or is an administrator (no query)."""
    return bool(_role_in(protocol))


def may_edit_body(protocol: Protocol) -> bool:
    """Whether the user for whom the edition was got keeps its body's protocols: secretary, administrator (no query)."""
    return _role_in(protocol) in _EDITING_ROLES


def _role_in(paper: Protocol | Extract) -> str | None:
    """The role in the body of the user for whom `get_…_for` gave the paper."""
    return paper.viewer_role  # type: ignore[union-attr]


def get_protocol_to_annul(user: Any, pk: int, on: datetime.date | None = None) -> Protocol:
    """Return the edition to annul; Http404 for who may not read it, PermissionDenied for who has no part in that."""
    protocol = get_protocol_for(user, pk, on)
    if not takes_part_in_annulment(protocol):
        raise PermissionDenied(_("Протокол аннулируют секретарь и председатель органа."))
    return protocol


def may_propose_annulment(user: Any, protocol: Protocol, on: datetime.date | None = None) -> bool:
    """Whether the user for whom the edition was got proposes to annul it: secretary, chair.

    An administrator proposes only where he holds such a seat himself: the one query of the rights.
    """
    if _role_in(protocol) == ADMINISTRATOR:
        seats = Membership.objects.of_user(user, on).filter(body=protocol.meeting.body_id)
        return seats.filter(role__in=_PROPOSING_ROLES).exists()
    return _role_in(protocol) in _PROPOSING_ROLES


def may_answer_annulment(protocol: Protocol) -> bool:
    """Whether the user for whom the edition was got confirms annulments: chair, deputy, administrator (no query)."""
    return _role_in(protocol) in (*_CONFIRMING_ROLES, ADMINISTRATOR)


def get_task_for(user: Any, pk: int, to: Purpose = "read", on: datetime.date | None = None) -> Task:
    """Return the task with its body, meeting and edition, and the user's role in the body as `viewer_role`.

    Http404 for who neither is of the body nor executes it, PermissionDenied (to edit) for who does not control it.
    """
    task = (
        Task.objects.visible_to(user, on)
        .select_related("body", "meeting", "protocol__meeting__body", "protocol__meeting__archive_address")
        .defer("protocol__document", "protocol__pdf")
        .annotate(viewer_role=_role_of(user, on))
        .filter(pk=pk)
        .first()
    )
    if task is None:
        raise Http404(_("Такого поручения нет."))
    if to == "edit" and not may_control(task):
        raise PermissionDenied(_("Исполнение контролирует секретарь органа."))
    return task


def may_control(task: Task) -> bool:
    """Whether the user for whom the task was got accepts and returns reports: secretary, administrator (no query)."""
    return task.viewer_role in _EDITING_ROLES  # type: ignore[attr-defined]


def takes_part_in_annulment(protocol: Protocol) -> bool:
    """Whether the user for whom the edition was got may propose or confirm its annulment (no query)."""
    return _role_in(protocol) in (*READING_ROLES, ADMINISTRATOR)
