"""Owns what the desk makes of words: points out of a speech's phrases, assignments out of a decision's words.

The prose is the master: an assignment annotates it, is kept when the words change, and never changes a letter of them.
"""

import datetime
from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from meetings.document import tree
from meetings.document.codec import encode_value
from meetings.document.people import is_same_person
from meetings.document.vocabulary import AssignmentState, Outcome
from meetings.importing.decisions import find_assignments
from meetings.mapping.addresses import Address
from meetings.mapping.points import StoredPoints, read_points, write_points
from meetings.models import Assignment, Attendance, Decision, DecisionPoint, HistoryEntry, Meeting
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_rows import Deed, add_row
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting, refuse_unstorable

#: The columns of an assignment that its removal keeps in the history.
_KEPT = ("responsible", "due_text", "state")


@transaction.atomic
def add_points(*, item_pk: int, texts: Sequence[str], decision_pk: int | None = None, **deed: Unpack[Deed]) -> Decision:
    """Add points behind those of a decision of the question: the named one, else its last, else a new one."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    find_row(meeting, Address("item", item_pk))
    texts = [text for text in texts if text.strip()]
    if not texts:
        raise CannotSave(_("Выделите слова выступления, которые станут пунктом решения."))
    refuse_unstorable(texts)
    of_item = Decision.objects.filter(meeting_id=meeting.pk, item_id=item_pk).order_by("-order", "-pk")
    decision = (of_item.filter(pk=decision_pk) if decision_pk else of_item).first()
    if decision is None and decision_pk:
        raise RowGone
    decision = decision or add_row(kind="decision", item_pk=item_pk, **deed)
    stored = read_points(decision)
    before = stored.encoded()
    marker = _marker_of(decision, stored)
    points = [*stored.tree, *(tree.DecisionPoint(text=text, marker=mark) for text, mark in _marked(texts, marker))]
    write_points(decision, stored, points)
    told = {"points": [before, encode_value(points)], "row": str(Address("decision", decision.pk)), "item": item_pk}
    write_history(VERBS["decision"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return decision


def _marker_of(decision: Decision, stored: StoredPoints) -> str:
    """The mark that a new point goes on with: that of the last one, else a dash below a lead."""
    if stored.tree:
        return _next_mark(stored.tree[-1].marker)
    return "-" if decision.lead else ""


def _marked(texts: Sequence[str], marker: str) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        found.append((text, marker))
        marker = _next_mark(marker)
    return found


def _next_mark(marker: str) -> str:
    """«2)» → «3)», «1.2.» → «1.3.»; a dash stays a dash."""
    bare = marker.rstrip(".)")
    head, dot, last = bare.rpartition(".")
    return f"{head}{dot}{int(last) + 1}{marker[len(bare) :]}" if last.isdecimal() else marker


@transaction.atomic
def accept_assignment(*, decision_pk: int, point_pk: int | None, **deed: Unpack[Deed]) -> Assignment:
    """Keep what the words of a point (of the whole decision: None) say as its assignment; an old one is brought up.

    The words are read anew, so that what is kept is what they say now. CannotSave when they name nobody and no term.
    """
    meeting = deed["meeting"]
    lock_meeting(meeting)
    decision: Decision = find_row(meeting, Address("decision", decision_pk))
    said = read_said(meeting.held_on, decision, read_points(decision)).get(point_pk)
    if said is None:
        raise CannotSave(_("Здесь не названы ни срок, ни ответственный."))
    kept = Assignment.objects.filter(decision=decision, point_id=point_pk).first()
    row = kept or Assignment(meeting=meeting, decision=decision, point_id=point_pk, order=_next_order(decision))
    before = _facts(row) if kept else None
    row.responsible, row.due_text, row.due_on = said.responsible, said.due_text, said.due_on
    row.responsible_person_id = _person_named(meeting, said.responsible)
    row.save()
    told = {"assignment": [before, _facts(row)], "row": str(Address("assignment", row.pk)), "item": decision.item_id}
    write_history(VERBS["assignment"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return row


def read_said(
    held_on: datetime.date | None, decision: Decision, stored: StoredPoints
) -> dict[int | None, tree.Assignment]:
    """Return what the words of a decision charge, by the point's key; None: the decision as a whole. No query.

    The day of the meeting completes a term without a year.
    """
    value = tree.Decision(lead=decision.lead, points=stored.tree)
    keys = dict(zip(_paths(stored.tree), (row.pk for row in stored.rows), strict=True))
    year = held_on.year if held_on else None
    return {keys.get(said.path): said for said in find_assignments(value, year=year)}


def _paths(points: Sequence[tree.DecisionPoint], above: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """The path of every point, a point before its sub-points, as the rows stand."""
    found = []
    for place, point in enumerate(points):
        found += [(*above, place), *_paths(point.points, (*above, place))]
    return found


def _facts(row: Assignment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _KEPT} | {"due_on": encode_value(row.due_on)}


def _next_order(decision: Decision) -> int:
    last = Assignment.objects.filter(decision=decision).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _person_named(meeting: Meeting, name: str) -> int | None:
    """The person whom the attendance of the meeting knows by this name."""
    if not name:
        return None
    lines = Attendance.objects.filter(meeting_id=meeting.pk, person__isnull=False)
    return next((line.person_id for line in lines if is_same_person(line.name_text, name)), None)


@transaction.atomic
def remove_assignment(*, address: Address, **deed: Unpack[Deed]) -> HistoryEntry:
    """Take an assignment off its words. Returns the history's entry, which `restore_assignment` takes."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row: Assignment = find_row(meeting, address)
    told = {"removed": "assignment", "decision": row.decision_id, "point": row.point_id, "value": _facts(row)}
    row.delete()
    return write_history(VERBS["assignment"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)


@transaction.atomic
def restore_assignment(*, entry: HistoryEntry, **deed: Unpack[Deed]) -> Address:
    """Put an assignment back; its point may be gone meanwhile, then it belongs to the decision as a whole."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    decision: Decision = find_row(meeting, Address("decision", entry.details["decision"]))
    point = DecisionPoint.objects.filter(decision=decision, pk=entry.details["point"]).first()
    value = entry.details["value"]
    row = Assignment.objects.create(
        meeting=meeting,
        decision=decision,
        point=point,
        order=_next_order(decision),
        responsible=value["responsible"],
        responsible_person_id=_person_named(meeting, value["responsible"]),
        due_text=value["due_text"],
        due_on=datetime.date.fromisoformat(value["due_on"]) if value["due_on"] else None,
        state=AssignmentState(value["state"]),
    )
    told = {"restored": str(Address("assignment", row.pk))}
    write_history(VERBS["assignment"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return Address("assignment", row.pk)


@transaction.atomic
def accept_addressee(*, decision_pk: int, text: str, name: str, **deed: Unpack[Deed]) -> Decision:
    """Keep to whom a decision is addressed: as written and in the nominative."""
    return _set_on_decision(decision_pk, {"addressee_text": text, "addressee_name": name}, **deed)


@transaction.atomic
def accept_outcome(*, decision_pk: int, outcome: Outcome, **deed: Unpack[Deed]) -> Decision:
    """Keep what became of a decision."""
    return _set_on_decision(decision_pk, {"outcome": outcome.value}, **deed)


def _set_on_decision(decision_pk: int, values: dict[str, str], **deed: Unpack[Deed]) -> Decision:
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row: Decision = find_row(meeting, Address("decision", decision_pk))
    told: dict[str, Any] = {"row": str(Address("decision", row.pk))}
    for column, value in values.items():
        told[column] = [encode_value(getattr(row, column)), value]
        setattr(row, column, value)
    row.save()
    write_history(VERBS["decision"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return row
