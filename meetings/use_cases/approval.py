"""Owns the approval of a draft before it is issued: chosen people are asked, remark, approve or decline.

Who approved is not asked again unless the secretary names him; who declined is, once his remarks were looked at.
While somebody has not answered, or declined, the draft is not issued (use_cases.freeze).
"""

import datetime
import hashlib
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from meetings.document.codec import encode
from meetings.document.vocabulary import ApprovalState, MeetingState
from meetings.mapping.compose import compose
from meetings.models import Approval, ApprovalRemark, Attendance, HistoryVerb, Meeting
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from members.models import Membership, Person

#: Remarks of one person on one draft: more is no remark but another protocol.
REMARKS_LIMIT = 200
#: Characters of a remark or a reason.
TEXT_LIMIT = 5000


class CannotAskApproval(Refused):
    """Nobody to ask, or the people named cannot be asked."""


class CannotAnswer(Refused):
    """The request was answered, withdrawn or asked anew meanwhile; or the answer lacks its reason."""


def may_be_asked(meeting: Meeting, on: datetime.date) -> Any:
    """People who may be asked: members of the body on that day and who is on the meeting's list, with an account."""
    seats = Membership.objects.filter(body=meeting.body_id, person=OuterRef("pk")).valid_on(on)
    listed = Attendance.objects.filter(meeting=meeting, person=OuterRef("pk"))
    return Person.objects.filter(Exists(seats) | Exists(listed), user__is_active=True).order_by("sort_key", "pk")


@transaction.atomic
def ask_approval(
    *,
    meeting: Meeting,
    people: Collection[int],
    actor: Any,
    at: datetime.datetime,
    due_on: datetime.date | None = None,
) -> list[Approval]:
    """Ask people (by keys) to approve the draft; who is being asked already stays asked. Raises CannotAskApproval.

    A person who answered before gets a new round: his old answer no longer counts.
    """
    meeting = _locked(meeting)
    today = meeting.body.day_of(at)
    if due_on is not None and due_on < today:
        raise CannotAskApproval(_("Срок ответа уже прошёл: укажите другой день или оставьте поле пустым."))
    chosen = _chosen(meeting, people, today)
    waiting = set(meeting.approvals.waiting().values_list("person_id", flat=True))
    rounds = dict(meeting.approvals.values_list("person").annotate(last=Max("round")).order_by())
    asked = [
        Approval(
            meeting=meeting,
            person=person,
            round=rounds.get(person.pk, 0) + 1,
            asked_at=at,
            asked_by=actor,
            due_on=due_on,
        )
        for person in chosen
        if person.pk not in waiting
    ]
    if not asked:
        raise CannotAskApproval(_("Все отмеченные уже спрошены и ещё не ответили."))
    asked = Approval.objects.bulk_create(asked)
    details = {"asked": [one.person_id for one in asked], "due_on": due_on.isoformat() if due_on else None}
    write_history(HistoryVerb.ASKED_APPROVAL, about=meeting, actor=actor, at=at, details=details)
    return asked


def _chosen(meeting: Meeting, people: Collection[int], today: datetime.date) -> list[Person]:
    chosen = list(may_be_asked(meeting, today).filter(pk__in=people))
    if not chosen:
        raise CannotAskApproval(_("Отметьте хотя бы одно лицо, которому отправить протокол."))
    if len(chosen) != len(set(people)):
        raise CannotAskApproval(_("Кого-то из отмеченных спросить нельзя: у него нет учётной записи. Отметьте заново."))
    return chosen


@transaction.atomic
def ask_again(*, meeting: Meeting, actor: Any, at: datetime.datetime) -> list[Approval]:
    """Ask those who declined, and only them; CannotAskApproval when nobody did."""
    declined = list(meeting.approvals.newest().filter(state=ApprovalState.DECLINED).values_list("person_id", flat=True))
    if not declined:
        raise CannotAskApproval(_("Отказов нет: спрашивать снова некого."))
    return ask_approval(meeting=meeting, people=declined, actor=actor, at=at)


@transaction.atomic
def answer_approval(
    *, approval: Approval, is_approved: bool, seen: str, actor: Any, at: datetime.datetime, reason: str = ""
) -> Approval:
    """Approve or decline. `seen` is the SHA-256 of the document that the person read (document_sum).

    CannotAnswer when the draft was changed since, when the request is over, or when a refusal tells no reason.
    """
    meeting = _locked(approval.meeting)
    approval = _current(approval)
    state = ApprovalState.APPROVED if is_approved else ApprovalState.DECLINED
    reason = reason.strip()[:TEXT_LIMIT]
    if not is_approved and not reason:
        raise CannotAnswer(_("Напишите, почему не согласны: секретарь исправит протокол и пришлёт его снова."))
    now = document_sum(meeting)
    if seen != now:
        raise CannotAnswer(_("Пока вы читали, секретарь изменил протокол. Перечитайте его и ответьте снова."))
    approval.state, approval.reason, approval.answered_at = state, "" if is_approved else reason, at
    approval.document_sha256 = now
    approval.save()
    verb = HistoryVerb.APPROVED_DRAFT if is_approved else HistoryVerb.DECLINED_DRAFT
    details = {"approval": approval.pk, "document_sha256": now} | ({} if is_approved else {"reason": reason})
    write_history(verb, about=meeting, actor=actor, at=at, details=details)
    return approval


@transaction.atomic
def remark_draft(
    *, approval: Approval, text: str, actor: Any, at: datetime.datetime, where: str = "", quote: str = ""
) -> ApprovalRemark:
    """Write a remark on a paragraph (`where`, with the words as read), or on the draft as a whole. CannotAnswer."""
    meeting = _locked(approval.meeting)
    approval = _current(approval)
    text = text.strip()
    if not text:
        raise CannotAnswer(_("Напишите замечание."))
    if len(text) > TEXT_LIMIT:
        raise CannotAnswer(_("Замечание слишком длинное: разделите его."))
    if approval.remarks.count() >= REMARKS_LIMIT:
        raise CannotAnswer(_("Замечаний слишком много. Напишите секретарю, что протокол нужно составить заново."))
    remark = approval.remarks.create(where=where, quote=quote[:TEXT_LIMIT], text=text, at=at)
    details = {"remark": remark.pk, "where": where}
    write_history(HistoryVerb.REMARKED_DRAFT, about=meeting, actor=actor, at=at, details=details)
    return remark


@transaction.atomic
def settle_remark(*, meeting: Meeting, remark_pk: int, actor: Any, at: datetime.datetime) -> ApprovalRemark:
    """Mark a remark as looked at; CannotAnswer when there is no such remark. Settling twice changes nothing."""
    meeting = _locked(meeting)
    remark = ApprovalRemark.objects.filter(pk=remark_pk, approval__meeting=meeting).first()
    if remark is None:
        raise CannotAnswer(_("Такого замечания нет."))
    if remark.settled_at is None:
        remark.settled_at, remark.settled_by = at, actor
        remark.save(update_fields=["settled_at", "settled_by"])
        write_history(HistoryVerb.SETTLED_REMARK, about=meeting, actor=actor, at=at, details={"remark": remark.pk})
    return remark


@transaction.atomic
def withdraw_approval(*, meeting: Meeting, approval_pk: int, actor: Any, at: datetime.datetime) -> Approval:
    """Take a request back: unanswered, or declined and not to be asked again. CannotAnswer when it is over."""
    meeting = _locked(meeting)
    approval = meeting.approvals.newest().filter(pk=approval_pk).first()
    if approval is None or approval.state not in (ApprovalState.WAITING, ApprovalState.DECLINED):
        raise CannotAnswer(_("Отозвать можно запрос без ответа или с отказом."))
    details: dict[str, Any] = {"approval": approval.pk, "was": approval.state}
    if approval.state == ApprovalState.DECLINED:
        # His refusal stays on record; a round without an answer stands behind it, so that it blocks nothing.
        approval = Approval(meeting=meeting, person=approval.person, round=approval.round + 1, asked_at=at)
        approval.asked_by = actor
    approval.state = ApprovalState.WITHDRAWN
    approval.save()
    write_history(HistoryVerb.WITHDREW_APPROVAL, about=meeting, actor=actor, at=at, details=details)
    return approval


def open_approvals(meeting: Meeting) -> str:
    """Tell in Russian why the draft may not be issued yet by its approval; empty when it may. One query."""
    states = list(meeting.approvals.newest().values_list("state", flat=True))
    waiting, declined = states.count(ApprovalState.WAITING), states.count(ApprovalState.DECLINED)
    told = []
    if waiting:
        told.append(_("ответов не получено: %(count)d") % {"count": waiting})
    if declined:
        told.append(_("не согласовано: %(count)d") % {"count": declined})
    if not told:
        return ""
    return _("Согласование не закончено: %(what)s. Дождитесь ответов или отзовите запросы.") % {"what": ", ".join(told)}


def document_sum(meeting: Meeting) -> str:
    """The SHA-256 of the draft's document as it stands now, lower-case hex."""
    return hashlib.sha256(encode(compose(meeting)).encode()).hexdigest()


def _locked(meeting: Meeting) -> Meeting:
    """Take the meeting for one deed; a cancelled or vanished one has no approval."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").filter(pk=meeting.pk).first()
    if locked is None or locked.state == MeetingState.CANCELLED:
        raise CannotAskApproval(_("Заседание отменено или удалено: согласовывать нечего."))
    return locked


def _current(approval: Approval) -> Approval:
    """The request as it is now; CannotAnswer unless it waits for an answer."""
    now = Approval.objects.newest().filter(Q(pk=approval.pk)).select_related("person", "meeting__body").first()
    if now is None or not now.may_become(ApprovalState.APPROVED):
        raise CannotAnswer(_("На этот запрос уже ответили, или секретарь отозвал его. Откройте «Мой стол»."))
    return now
