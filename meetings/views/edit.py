"""Owns the pages where a part of a draft is typed: shown, rows moved, compared, saved, or found changed meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_meeting_for
from meetings.document.checks import check_document
from meetings.document.tree import ProtocolDocument
from meetings.forms.rows import row_action
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import StaleMeeting, save_draft
from meetings.views.changes import describe_changes
from meetings.views.item_part import ItemEditor
from meetings.views.navigation import meeting_title, part_links, show_findings
from meetings.views.parts import PartEditor, QuestionGone, part_editor

#: What the history calls a change of each part.
_VERBS = {
    "header": HistoryVerb.CHANGED_HEADER,
    "attendance": HistoryVerb.CHANGED_ATTENDANCE,
    "agenda": HistoryVerb.CHANGED_AGENDA,
    "opening": HistoryVerb.CHANGED_OPENING,
    "closing": HistoryVerb.CHANGED_SIGNATURES,
}
#: How many entries of the history a conflict shows.
_ENTRIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class EditPage:
    """What every answer of one editing page needs."""

    request: HttpRequest
    meeting: Meeting
    document: ProtocolDocument
    #: the part's key in the navigation: «header», «item-2»
    part: str
    verb: HistoryVerb
    make: Callable[[ProtocolDocument, QueryDict | None], PartEditor]


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Type one part of a draft."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    editor = part_editor(part)
    return _answer(EditPage(request, meeting, compose(meeting), part, _VERBS[part], editor))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Type the treatment of one question (`position` from 1)."""
    meeting = get_meeting_for(request.user, pk, to="edit")

    def make(document: ProtocolDocument, data: QueryDict | None) -> PartEditor:
        return ItemEditor(document, data, position)

    return _answer(EditPage(request, meeting, compose(meeting), f"item-{position}", HistoryVerb.CHANGED_ITEM, make))


def _answer(page: EditPage) -> HttpResponse:
    request = page.request
    if request.method != "POST":
        return _show(page, page.make(page.document, None))
    typed = page.make(page.document, request.POST)
    if row_action(request.POST):
        editor = typed.after_row_action(request.POST)
        return _show(page, editor, is_unsaved=True, version=sent_version(request))
    if not typed.is_valid():
        return _show(page, typed, has_errors=True, version=sent_version(request))
    if "preview" in request.POST:
        return _preview(page, typed)
    return _save(page, typed)


def _preview(page: EditPage, typed: PartEditor) -> HttpResponse:
    """Show what would change, saving nothing."""
    version = sent_version(page.request)
    try:
        changes = describe_changes(page.document, typed.replaced(page.document))
    except QuestionGone as refusal:
        messages.error(page.request, str(refusal))
        return _show(page, typed, version=version)
    return _show(page, typed, changes=changes, is_unsaved=True, version=version)


def _save(page: EditPage, typed: PartEditor) -> HttpResponse:
    version = sent_version(page.request)
    try:
        save_draft(
            meeting=page.meeting,
            version=version,
            replace=typed.replaced,
            verb=page.verb,
            actor=page.request.user,
            at=timezone.now(),
        )
    except StaleMeeting:
        return _show_conflict(page, typed)
    except (Refused, QuestionGone) as refusal:
        messages.error(page.request, str(refusal))
        return _show(page, typed, version=version)
    messages.success(page.request, _("Сохранено."))
    return redirect(page.request.path)


def sent_version(request: HttpRequest) -> int:
    """The version the page was made of; one that never matches when it is no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _show_conflict(page: EditPage, typed: PartEditor) -> HttpResponse:
    """Show both texts; the form keeps what was typed and, sent again, goes over the newest version."""
    try:
        changes = describe_changes(page.document, typed.replaced(page.document))
    except QuestionGone as gone:
        messages.error(page.request, str(gone))
        return _show(page, typed, status=409)
    entries = HistoryEntry.objects.filter(meeting=page.meeting).select_related("actor")[:_ENTRIES_SHOWN]
    conflict = {
        "entries": list(entries),
        "changes": changes,
        "title": _("Сохранено сейчас и набрано вами"),
    }
    return _show(page, typed, conflict=conflict, status=409)


def _show(page: EditPage, editor: PartEditor, *, status: int = 200, **extra: Any) -> HttpResponse:
    findings = show_findings(page.meeting.pk, check_document(page.document, rules_of(page.meeting.body)))
    context = {
        "editor": editor,
        "meeting": page.meeting,
        "meeting_title": meeting_title(page.document),
        "body": page.meeting.body,
        "version": page.meeting.version,
        "part_links": part_links(page.meeting, page.document, findings, page.part),
        "part_findings": [finding for finding in findings if finding.part == page.part],
        "changes": None,
        "changes_title": _("Что изменится в протоколе"),
        "has_errors": False,
    }
    return render(page.request, "meetings/part/edit.html", context | extra, status=status)
