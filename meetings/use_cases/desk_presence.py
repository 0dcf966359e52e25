"""Owns who is away from which question: one exception named at the question, or a person's coming and going.

Coming with question N is «not yet» at all before it, going after question N is «left» at all behind it; the remark
with the name in the list («с 3 вопроса») follows while nobody wrote another one.
"""

from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.document.people import is_same_person
from meetings.document.roll import Roll
from meetings.document.vocabulary import AttendanceStatus, ItemPresence
from meetings.mapping.addresses import Address
from meetings.mapping.compose import compose_rows
from meetings.mapping.rows import read_rows
from meetings.models import AgendaItem, Attendance, ItemAttendance
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_rows import Deed
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting


@transaction.atomic
def mark_away(*, item_pk: int, name: str, presence: ItemPresence, **deed: Unpack[Deed]) -> ItemAttendance:
    """Mark one of those present as away from a question; who is marked already is marked anew.

    CannotSave for who is not among those present, as long as they are listed by name.
    """
    meeting = deed["meeting"]
    lock_meeting(meeting)
    item = find_row(meeting, Address("item", item_pk))
    document = compose_rows(meeting, rows := read_rows(meeting, only_item=item_pk))
    present = Roll.of(document).present
    known = _find([one.name for one in present], name) if present else name.strip()
    if not known:
        raise CannotSave(_("Среди присутствующих нет: %(name)s.") % {"name": name})
    own = next((row for row in rows.item_attendances if is_same_person(row.name_text, known)), None)
    before = own.presence if own else None
    if own is None:
        line = next((row for row in rows.attendances if row.name_text == known), None)
        order = max((row.order for row in rows.item_attendances), default=-1) + 1
        own = ItemAttendance(meeting=meeting, item=item, order=order, attendance=line, name_text=known)
    own.presence = presence
    own.save()
    told = {"presence": [before, str(presence)], "name": known, "row": str(Address("absence", own.pk)), "item": item_pk}
    write_history(VERBS["absence"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return own


def _find(names: Sequence[str], typed: str) -> str | None:
    """Find a person by the printed name, or by a beginning that means one person only."""
    if typed in names:
        return typed
    found = [name for name in names if is_same_person(name, typed, in_any_case=False)]
    start = typed.strip().lower()
    found = found or [name for name in names if start and name.lower().startswith(start)]
    return found[0] if len(found) == 1 else None


@transaction.atomic
def set_span(
    *, address: Address, arrived: int | None = None, left: int | None = None, **deed: Unpack[Deed]
) -> Attendance:
    """Set with which question a person came and after which he went (keys of questions; None: was there all along)."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    line: Attendance = find_row(meeting, address)
    if line.status != AttendanceStatus.PRESENT:
        raise CannotSave(_("Сначала отметьте, что лицо присутствует."))
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("order", "pk"))
    rows = _rows_of(line)
    first, last = _place(items, arrived, 0), _place(items, left, len(items) - 1)
    if first > last:
        raise CannotSave(_("Лицо не могло уйти раньше, чем пришло."))
    was = span_of(items, rows)
    _write(line, items, rows, (first, last))
    _remark(line, items, (first, last))
    told = {"span": {"before": list(was), "after": [first, last]}, "row": str(address)}
    write_history(VERBS["attendance"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return line


def span_of(items: Sequence[AgendaItem], rows: Sequence[ItemAttendance]) -> tuple[int, int]:
    """Return the places of the first and the last question at which a person was, by his exceptions."""
    marks = {row.item_id: row.presence for row in rows}
    first, last = 0, len(items) - 1
    while first < len(items) and marks.get(items[first].pk) == ItemPresence.NOT_YET:
        first += 1
    while last > first and marks.get(items[last].pk) == ItemPresence.LEFT:
        last -= 1
    return (first, last) if first < len(items) else (0, last)


def _rows_of(line: Attendance) -> list[ItemAttendance]:
    """The exceptions of one person: linked to his line, or (never linked) of his name."""
    own = Q(attendance=line) | Q(attendance=None, name_text=line.name_text)
    return list(ItemAttendance.objects.filter(own, meeting_id=line.meeting_id))


def _place(items: Sequence[AgendaItem], pk: int | None, default: int) -> int:
    if pk is None:
        return default
    place = next((place for place, item in enumerate(items) if item.pk == pk), None)
    if place is None:
        raise RowGone
    return place


def _write(
    line: Attendance, items: Sequence[AgendaItem], rows: Sequence[ItemAttendance], span: tuple[int, int]
) -> None:
    """Write the exceptions outside the span; those inside that were of the old span go, single ones stay."""
    first, last = span
    was_first, was_last = span_of(items, rows)
    own = {row.item_id: row for row in rows}
    gone, changed, wanted = [], [], []
    for place, item in enumerate(items):
        row = own.get(item.pk)
        presence = ItemPresence.NOT_YET if place < first else ItemPresence.LEFT if place > last else None
        if presence is None:
            if row and (place < was_first or place > was_last):
                gone.append(row.pk)
        elif row is None:
            wanted.append((item, presence))
        elif row.presence != presence:
            row.presence = presence
            changed.append(row)
    ItemAttendance.objects.filter(pk__in=gone).delete()
    ItemAttendance.objects.bulk_update(changed, ["presence"])
    _add(line, wanted)


def _add(line: Attendance, wanted: Sequence[tuple[AgendaItem, ItemPresence]]) -> None:
    orders: dict[int, int] = {}
    taken = ItemAttendance.objects.filter(item__in=[item.pk for item, _presence in wanted])
    for item_pk, order in taken.values_list("item_id", "order"):
        orders[item_pk] = max(order + 1, orders.get(item_pk, 0))
    ItemAttendance.objects.bulk_create(
        ItemAttendance(
            meeting=line.meeting,
            item=item,
            order=orders.get(item.pk, 0),
            attendance=line,
            name_text=line.name_text,
            presence=presence,
        )
        for item, presence in wanted
    )


def _remark(line: Attendance, items: Sequence[Any], span: tuple[int, int]) -> None:
    """Let the remark follow, unless another one is written there."""
    first, last = span
    number_first = items[first].number if first else None
    number_last = items[last].number if items and last < len(items) - 1 else None
    if line.remark_span(number_first, number_last):
        line.save(update_fields=["note"])
