"""Owns the removal of a row of a draft and its undoing: the history keeps what was removed, whole."""

from typing import Any, Unpack

from django.db import transaction
from django.db.models import F

from meetings.document import tree
from meetings.document.codec import decode_value, encode_value
from meetings.document.vocabulary import VoteSource
from meetings.mapping.addresses import KINDS, Address
from meetings.mapping.compose import compose_rows
from meetings.mapping.links import People, linked_people
from meetings.mapping.record import record_attachments, record_attendees, record_opening, record_signatures, set_item
from meetings.mapping.rows import MeetingRows, read_rows
from meetings.mapping.treatment import record_treatment, relink_absences
from meetings.models import AgendaItem, Decision, HistoryEntry, Meeting, VoteEvent
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_points import restore_assignment
from meetings.use_cases.desk_rows import ASIDE, Deed, renumber, siblings_of
from meetings.use_cases.history import write_history
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting

#: What of the tree a removed row was: its type, and for rows of a question the list it stood in.
_TREES: dict[str, tuple[type, str]] = {
    "attendance": (tree.Attendee, ""),
    "item": (tree.AgendaItem, ""),
    "absence": (tree.ItemAbsence, "absences"),
    "speech": (tree.Speech, "speeches"),
    "decision": (tree.Decision, "decisions"),
    "vote": (tree.VoteEvent, "votes"),
    "signature": (tree.SignatureLine, ""),
    "attachment": (tree.Attachment, ""),
}


@transaction.atomic
def remove_row(*, address: Address, **deed: Unpack[Deed]) -> HistoryEntry:
    """Remove a row with everything below it. Returns the history's entry, which `restore_row` takes."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row = find_row(meeting, address)
    if address.kind not in _TREES:
        raise RowGone
    rows = read_rows(meeting)
    details = {
        "removed": address.kind,
        "item": getattr(row, "item_id", None),
        "decision": getattr(row, "decision_id", None),
        "votes": [event.pk for event in rows.vote_events if address == Address("decision", event.decision_id or 0)],
        "value": encode_value(_tree_of(meeting, rows, address, row)),
        "people": linked_people(meeting, rows),
    }
    if isinstance(row, AgendaItem):
        went_to = AgendaItem.objects.filter(carried_from=row).values_list("pk", flat=True).first()
        details["way"] = [row.is_carried, row.carried_from_id, went_to]
    siblings = siblings_of(meeting, address.kind, details["item"])
    details["place"] = next(place for place, one in enumerate(siblings) if one.pk == row.pk)
    row.delete()
    renumber(address.kind, siblings, [one for one in siblings if one.pk != address.pk])
    return write_history(VERBS[address.kind], about=meeting, actor=deed["actor"], at=deed["at"], details=details)


def _tree_of(meeting: Meeting, rows: MeetingRows, address: Address, row: Any) -> Any:
    """Return the part of the document that the row is."""
    document = compose_rows(meeting, rows)
    whole = {
        "attendance": (rows.attendances, document.attendees),
        "item": (rows.items, document.items),
        "signature": (rows.signature_lines, document.signatures),
        "attachment": (rows.attachments, document.attachments),
    }
    if address.kind in whole:
        listed, values = whole[address.kind]
    else:
        source = {
            "absence": rows.item_attendances,
            "speech": rows.speeches,
            "decision": rows.decisions,
            "vote": rows.vote_events,
        }[address.kind]
        listed = [one for one in source if one.item_id == row.item_id]  # type: ignore[attr-defined]
        place = next((index for index, item in enumerate(rows.items) if item.pk == row.item_id), None)
        values = document.opening if place is None else getattr(document.items[place], _TREES[address.kind][1])
    return values[next(index for index, one in enumerate(listed) if one.pk == row.pk)]


@transaction.atomic
def restore_row(*, entry_pk: int, **deed: Unpack[Deed]) -> Address:
    """Put back what an entry of the meeting's history says was removed, where it stood. Returns its new address."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    entry = HistoryEntry.objects.filter(pk=entry_pk, meeting_id=meeting.pk).first()
    details = entry.details if entry else {}
    kind = details.get("removed")
    if entry is not None and kind == "assignment":
        return restore_assignment(entry=entry, **deed)
    if kind not in _TREES:
        raise RowGone
    if (item_pk := details["item"]) is not None:
        find_row(meeting, Address("item", item_pk))
    siblings = siblings_of(meeting, kind, item_pk)
    model = KINDS[kind]
    model._default_manager.filter(pk__in=[row.pk for row in siblings]).update(order=F("order") + 2 * ASIDE)
    for row in siblings:
        row.order += 2 * ASIDE
    _record(meeting, kind, item_pk, decode_value(_TREES[kind][0], details["value"]), details["people"])
    row = next(one for one in siblings_of(meeting, kind, item_pk) if one.order < ASIDE)
    _link_again(kind, row, details)
    place = min(details["place"], len(siblings))
    renumber(kind, siblings, [*siblings[:place], row, *siblings[place:]])
    told = {"restored": str(Address(kind, row.pk)), "item": item_pk}
    write_history(VERBS[kind], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return Address(kind, row.pk)


def _record(meeting: Meeting, kind: str, item_pk: int | None, value: Any, people: People) -> None:
    """Write the removed part as the only row of its list; the others stand aside."""
    if kind == "attendance":
        record_attendees(meeting, [value], people)
        relink_absences(meeting)
    elif kind == "signature":
        record_signatures(meeting, [value], people)
    elif kind == "attachment":
        record_attachments(meeting, [value])
    elif kind == "item":
        row = AgendaItem(meeting=meeting, order=0)
        set_item(value, row)
        row.save()
        record_treatment(meeting, [(row, value)], people, source=VoteSource.SECRETARY)
    elif item_pk is None:
        record_opening(meeting, [value], people)
    else:
        alone = tree.AgendaItem(number="", **{_TREES[kind][1]: (value,)})
        item = AgendaItem.objects.get(pk=item_pk)
        record_treatment(meeting, [(item, alone)], people, source=VoteSource.SECRETARY)


def _link_again(kind: str, row: Any, details: dict[str, Any]) -> None:
    """Tie a decision to its votings again, and a voting to its decision, as far as they are still there."""
    if kind == "decision":
        VoteEvent.objects.filter(pk__in=details["votes"], item_id=row.item_id).update(decision=row)
    elif kind == "vote" and details["decision"]:
        row.decision = Decision.objects.filter(pk=details["decision"], item_id=row.item_id).first()
        row.save()
    elif kind == "item" and "way" in details:
        _find_its_way(row, *details["way"])


def _find_its_way(row: AgendaItem, is_carried: bool, came_from: int | None, went_to: int | None) -> None:
    """Tie a question again to where it was moved from and to, unless others took the places."""
    row.is_carried = is_carried
    if came_from and AgendaItem.objects.waiting(row.meeting.body_id).filter(pk=came_from).exists():
        row.carried_from_id = came_from
    row.save(update_fields=["is_carried", "carried_from"])
    AgendaItem.objects.filter(pk=went_to, carried_from=None).update(carried_from=row)
