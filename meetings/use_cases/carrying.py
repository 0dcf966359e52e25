"""Owns the way of a question to another meeting: put off here by a decision, taken up there, and back again.

A question that is moved on without a meeting named waits (AgendaItem.objects.waiting) until the start of a meeting
takes it up. Every step can be taken back as long as nothing was decided on the question there.
"""

from typing import Any, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.document.vocabulary import MeetingState, Outcome
from meetings.mapping.addresses import Address
from meetings.models import AgendaItem, Decision, DecisionPoint, HistoryVerb, Meeting
from meetings.models.decision import is_postponement, postponement_text
from meetings.use_cases.desk_removal import remove_row
from meetings.use_cases.desk_rows import Deed, add_row, move_row
from meetings.use_cases.history import write_history
from meetings.use_cases.numbering import lock_numbers
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_field import find_row, lock_meeting
from members.models.person import fold_name


class CannotCarry(Refused):
    """The question is on its way already, or what became of it there cannot be undone from here."""


def later_drafts(meeting: Meeting) -> Any:
    """Meetings of the body that are still to come after this one and have no protocol: where a question may go."""
    drafts = Meeting.objects.filter(body=meeting.body_id, protocols=None).exclude(pk=meeting.pk)
    drafts = drafts.exclude(state=MeetingState.CANCELLED)
    if meeting.held_on:
        drafts = drafts.filter(Q(held_on=None) | Q(held_on__gt=meeting.held_on))
    return drafts.select_related("body").order_by("held_on", "pk")


@transaction.atomic
def carry_item(*, item_pk: int, target_pk: int | None = None, **deed: Unpack[Deed]) -> AgendaItem:
    """Move a question to the next meeting, or into a planned one (its number, `later_drafts`); return its row here.

    Here it gets the decision that puts it off, unless it has one; there its title and who reports. RowGone,
    CannotCarry.
    """
    meeting = deed["meeting"]
    lock_numbers(meeting.body_id)  # a meeting that is started now takes questions under this lock too
    for pk in sorted(
        {meeting.pk, *([] if target_pk is None else [target_pk])}
    ):  # always in this order: nobody waits in a ring
        lock_meeting(Meeting(pk=pk))
    item: AgendaItem = find_row(meeting, Address("item", item_pk))
    if not (item.title or item.heading_override):
        raise CannotCarry(_("Сначала напишите, о чём вопрос."))
    if AgendaItem.objects.filter(carried_from=item).exists():
        raise CannotCarry(_("Этот вопрос уже стоит в повестке другого заседания."))
    target = later_drafts(meeting).filter(pk=target_pk).first() if target_pk else None
    if target_pk is not None and target is None:
        raise CannotCarry(_("В это заседание вопрос перенести нельзя: оно уже прошло, отменено или удалено."))
    decision = _put_off(item, target, deed)
    item.is_carried = True
    item.save(update_fields=["is_carried"])
    told = {"carried": str(Address("item", item.pk)), "decision": decision, "target": target_pk}
    write_history(HistoryVerb.CHANGED_AGENDA, about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    if target:
        _take_up(item, target, deed)
    return item


def _put_off(item: AgendaItem, target: Meeting | None, deed: Deed) -> str | None:
    """Add the decision that moves the question; None when the secretary recorded one already."""
    if item.decisions.filter(outcome=Outcome.POSTPONED).exists():
        return None
    row = add_row(kind="decision", item_pk=item.pk, values={"outcome": Outcome.POSTPONED}, **deed)
    text = postponement_text(target.held_on if target else None)
    DecisionPoint.objects.create(meeting=deed["meeting"], decision=row, order=0, text=text)
    return str(Address("decision", row.pk))


def _take_up(item: AgendaItem, target: Meeting, deed: Deed) -> AgendaItem:
    """Put the question on the agenda of the planned meeting, before what always stands last there."""
    last = {fold_name(title) for title in target.body.standing_items[1]}
    titles = [fold_name(title or "") for title in target.items.order_by("order").values_list("title", flat=True)]
    behind = next((count for count, title in enumerate(reversed(titles)) if title not in last), len(titles))
    there: Deed = {"meeting": target, "actor": deed["actor"], "at": deed["at"]}
    columns = {
        "title": item.title or item.heading_override,
        "rapporteur": item.rapporteur,
        "kind": item.kind,
        "carried_from": item,
    }
    row = add_row(kind="item", values=columns, **there)
    if behind:
        move_row(address=Address("item", row.pk), by=-behind, **there)
    return row


def waiting_for(meeting: Meeting) -> Any:
    """Questions moved on from earlier meetings of the body that this one may take up, with their meeting."""
    waiting = AgendaItem.objects.waiting(meeting.body_id, meeting.held_on).exclude(meeting=meeting.pk)
    return waiting.select_related("meeting")


@transaction.atomic
def take_up(*, source_pk: int, **deed: Unpack[Deed]) -> AgendaItem:
    """Put a waiting question (its row there) on this meeting's agenda; return its row here. CannotCarry."""
    meeting = deed["meeting"]
    lock_numbers(meeting.body_id)
    lock_meeting(meeting)
    source = waiting_for(meeting).filter(pk=source_pk).first()
    if source is None:
        raise CannotCarry(_("Этот вопрос уже взят в другое заседание или перенос отменён."))
    return _take_up(source, meeting, deed)


@transaction.atomic
def take_back(*, item_pk: int, **deed: Unpack[Deed]) -> AgendaItem:
    """Undo the move: the decision made for it goes, and the question where it was taken up. RowGone, CannotCarry.

    A decision in other words stays; what was removed can be put back from the history.
    """
    meeting = deed["meeting"]
    lock_numbers(meeting.body_id)
    successor = AgendaItem.objects.filter(carried_from=item_pk).select_related("meeting__body").first()
    for pk in sorted({meeting.pk, *([successor.meeting_id] if successor else [])}):
        lock_meeting(Meeting(pk=pk))
    item: AgendaItem = find_row(meeting, Address("item", item_pk))
    if successor:
        _give_up(successor, deed)
    for decision in item.decisions.filter(outcome=Outcome.POSTPONED).prefetch_related("points"):
        if _is_made_for_it(decision):
            remove_row(address=Address("decision", decision.pk), **deed)
    item.is_carried = False
    item.save(update_fields=["is_carried"])
    told = {"taken_back": str(Address("item", item.pk))}
    write_history(HistoryVerb.CHANGED_AGENDA, about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return item


def _is_made_for_it(decision: Decision) -> bool:
    points = list(decision.points.all())
    return not decision.lead and len(points) == 1 and is_postponement(points[0].text)


def _give_up(successor: AgendaItem, deed: Deed) -> None:
    """Remove the question where it was taken up, unless something happened to it there."""
    there = successor.meeting
    if there.protocols.exists() or successor.decisions.exists() or successor.vote_events.exists():
        raise CannotCarry(_("Вопрос уже рассмотрен: %(meeting)s. Отменить перенос нельзя.") % {"meeting": there})
    if successor.speeches.exists():
        raise CannotCarry(
            _("По вопросу уже есть выступления: %(meeting)s. Сначала уберите его там.") % {"meeting": there}
        )
    remove_row(address=Address("item", successor.pk), **{"meeting": there, "actor": deed["actor"], "at": deed["at"]})
