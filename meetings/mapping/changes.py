"""Owns tree over tree → rows: writes only the parts of a meeting that differ between two documents.

Questions keep their rows when they move or change: equal ones are found first, then those of the same title, then
those in the same place.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db.models import F

from meetings.document import tree
from meetings.document.vocabulary import VoteSource
from meetings.mapping.links import People
from meetings.mapping.record import (
    record_attachments,
    record_attendees,
    record_opening,
    record_signatures,
    set_header,
    set_item,
)
from meetings.mapping.rows import MeetingRows
from meetings.mapping.treatment import record_treatment, relink_absences
from meetings.models import AgendaItem, Attachment, Attendance, Meeting, SignatureLine, Speech

#: Above any number of rows a meeting can have: moves orders out of the way while they are set anew.
_ASIDE = 1_000_000


def record_changes(
    before: tree.ProtocolDocument,
    after: tree.ProtocolDocument,
    meeting: Meeting,
    rows: MeetingRows,
    people: People,
) -> list[str]:
    """Write what differs and return the names of the parts that did («head», «attendees», «items» …).

    `rows` are those `before` was composed of. The meeting's own fields are set, not saved: the caller checks them.
    Must run inside a transaction.
    """
    changed = []
    if _head(before) != _head(after):
        set_header(after, meeting, people)
        changed.append("head")
    if before.attendees != after.attendees:
        Attendance.objects.filter(meeting=meeting).delete()
        record_attendees(meeting, after.attendees, people)
        relink_absences(meeting)
        changed.append("attendees")
    if before.opening != after.opening:
        Speech.objects.filter(meeting=meeting, item=None).delete()
        record_opening(meeting, after.opening, people)
        changed.append("opening")
    if before.items != after.items:
        _record_items(before.items, after.items, meeting, rows.items, people)
        changed.append("items")
    if before.signatures != after.signatures:
        SignatureLine.objects.filter(meeting=meeting).delete()
        record_signatures(meeting, after.signatures, people)
        changed.append("signatures")
    if before.attachments != after.attachments:
        Attachment.objects.filter(meeting=meeting).delete()
        record_attachments(meeting, after.attachments)
        changed.append("attachments")
    return changed


def _head(document: tree.ProtocolDocument) -> tree.ProtocolDocument:
    """The document without its lists."""
    return replace(document, attendees=(), opening=(), items=(), signatures=(), attachments=())


def _record_items(
    before: Sequence[tree.AgendaItem],
    after: Sequence[tree.AgendaItem],
    meeting: Meeting,
    rows: Sequence[AgendaItem],
    people: People,
) -> None:
    origin = trace_items(before, after)
    gone = [row.pk for place, row in enumerate(rows) if place not in set(origin.values())]
    AgendaItem.objects.filter(pk__in=gone).delete()
    AgendaItem.objects.filter(meeting=meeting).update(order=F("order") + _ASIDE)
    kept: list[AgendaItem] = []
    new: list[AgendaItem] = []
    changed: list[tuple[AgendaItem, tree.AgendaItem]] = []
    for order, item in enumerate(after):
        place = origin.get(order)
        row = AgendaItem(meeting=meeting) if place is None else rows[place]
        (new if place is None else kept).append(row)
        row.order = order
        set_item(item, row)
        if place is None or _treatment(before[place]) != _treatment(item):
            changed.append((row, item))
    fields = ["order", "number", "title", "heading_override", "kind", "is_treated", "rapporteur", "notes", "labels"]
    AgendaItem.objects.bulk_update(kept, fields)
    AgendaItem.objects.bulk_create(new)
    for manager in ("item_attendances", "speeches", "vote_events", "decisions"):
        getattr(meeting, manager).filter(item__in=[row.pk for row, _item in changed]).delete()
    record_treatment(meeting, changed, people, source=VoteSource.SECRETARY)


def _treatment(item: tree.AgendaItem) -> tuple[object, ...]:
    return item.speeches, item.decisions, item.votes, item.absences


def trace_items(before: Sequence[tree.AgendaItem], after: Sequence[tree.AgendaItem]) -> dict[int, int]:
    """Tell for places in `after` which place in `before` the question had; new ones are missing."""
    origin: dict[int, int] = {}
    keys: list[Callable[[int, tree.AgendaItem], object]] = [
        lambda _place, item: item,
        lambda _place, item: item.title or item.heading or object(),
        lambda _place, item: _treatment(item) if any(_treatment(item)) else object(),
        lambda place, _item: place,
    ]
    for key in keys:
        free: dict[object, list[int]] = {}
        for place, item in enumerate(before):
            if place not in origin.values():
                free.setdefault(key(place, item), []).append(place)
        for order, item in enumerate(after):
            if order not in origin and (places := free.get(key(order, item))):
                origin[order] = places.pop(0)
    return origin
