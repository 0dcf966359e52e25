"""Owns the deeds on rows of a draft: added, removed, put back, moved.

Every deed names its row by address, takes the meeting with its body, who and when, and raises RowGone when the row is
no more. Rows that stay keep their keys, so that other editors go on typing.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from meetings.document.item_numbers import count_anew, counts_in_order, depth_of, shapes_of
from meetings.mapping.addresses import ITEM_KINDS, KINDS, Address
from meetings.models import Meeting
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.history import write_history
from meetings.use_cases.proposing import propose_row
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting

#: Above any number of rows a meeting can have: moves orders out of the way while they are set anew.
ASIDE = 1_000_000
#: More rows of one kind than any paper has (forms.rows says the same of a form).
ROWS_LIMIT = 2000


class Deed(TypedDict):
    """What every deed names."""

    meeting: Meeting
    actor: Any
    at: datetime.datetime


@transaction.atomic
def add_row(
    *,
    kind: str,
    item_pk: int | None = None,
    after: Address | None = None,
    values: Mapping[str, Any] | None = None,
    **deed: Unpack[Deed],
) -> Any:
    """Add a row behind another, or at the end; `values` are columns. Returns the row."""
    return add_rows(kind=kind, item_pk=item_pk, after=after, values=[values or {}], **deed)[0]


@transaction.atomic
def add_rows(
    *,
    kind: str,
    item_pk: int | None = None,
    after: Address | None = None,
    values: Sequence[Mapping[str, Any]],
    **deed: Unpack[Deed],
) -> list[Any]:
    """Add several rows of a kind in this order."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    item = find_row(meeting, Address("item", item_pk)) if item_pk is not None else None
    siblings = siblings_of(meeting, kind, item_pk)
    place = len(siblings)
    if after is not None:
        place = _place(siblings, after.pk) + 1
    if len(siblings) + len(values) > ROWS_LIMIT:
        raise CannotSave(_("Строк слишком много."))
    rows = []
    for number, columns in enumerate(values):
        owner: dict[str, Any] = {"item_id": item_pk} if kind in ITEM_KINDS else {}
        before = siblings[place - 1] if place else None
        proposed = propose_row(kind=kind, before=before, item=item, meeting=meeting)
        held = owner | proposed | dict(columns)
        if kind == "item":
            held["number"] = _number_of(held.get("number"), siblings, place, number)
        row = KINDS[kind](meeting=meeting, order=2 * ASIDE + number, **held)
        row.save()
        rows.append(row)
    renumber(kind, siblings, [*siblings[:place], *rows, *siblings[place:]])
    write_history(
        VERBS[kind],
        about=meeting,
        actor=deed["actor"],
        at=deed["at"],
        details={"added": _addresses(kind, rows), "item": item_pk},
    )
    return rows


def _number_of(wanted: str | None, siblings: Sequence[Any], place: int, number: int) -> str:
    """The number of a new question: as wanted, or in the shape of the one above, where numbers are counted anew."""
    above = siblings[place - 1].number if place else ""
    if counts_in_order(_numbers(siblings)):
        return wanted or (above if depth_of(above) else "1")
    return str(place + number + 1)


def _addresses(kind: str, rows: Sequence[Any]) -> list[str]:
    return [str(Address(kind, row.pk)) for row in rows]


@transaction.atomic
def move_row(*, address: Address, by: int, **deed: Unpack[Deed]) -> Any:
    """Move a row up (`by` < 0) or down among its siblings, as far as there are any. Returns the row.

    A question takes its sub-questions along and passes its neighbour with those of the neighbour.
    """
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row = find_row(meeting, address)
    siblings = siblings_of(meeting, address.kind, getattr(row, "item_id", None))
    place = _place(siblings, address.pk)
    target = place
    for _step in range(abs(by)):
        target = _passed(address.kind, siblings, target, place, is_up=by < 0)
    return _move_to(row, address, siblings, target, deed)


@transaction.atomic
def put_row(*, address: Address, after: Address | None, **deed: Unpack[Deed]) -> Any:
    """Put a row, with what is below it, behind another one of its list; at the top for None. Returns the row."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row = find_row(meeting, address)
    siblings = siblings_of(meeting, address.kind, getattr(row, "item_id", None))
    behind = -1 if after is None else _place(siblings, after.pk)
    return _move_to(row, address, siblings, behind + 1, deed)


def _move_to(row: Any, address: Address, siblings: list[Any], target: int, deed: Deed) -> Any:
    """Put a row with its block where `target` stands among the rows as they are; inside the block nothing happens."""
    place = _place(siblings, address.pk)
    block = _block(address.kind, siblings, place)
    end = place + len(block)
    if place <= target <= end:
        transaction.set_rollback(True)
        return row
    at = target if target < place else target - len(block)
    rest = [*siblings[:place], *siblings[end:]]
    renumber(address.kind, siblings, [*rest[:at], *block, *rest[at:]])
    details = {"moved": str(address), "order": [place, at], "item": getattr(row, "item_id", None)}
    write_history(VERBS[address.kind], about=deed["meeting"], actor=deed["actor"], at=deed["at"], details=details)
    return row


def _depth(kind: str, row: Any) -> int:
    return depth_of(row.number) if kind == "item" else 0


def _block(kind: str, siblings: Sequence[Any], place: int) -> Sequence[Any]:
    """A row with the deeper ones that follow it."""
    end, depth = place + 1, _depth(kind, siblings[place])
    while end < len(siblings) and _depth(kind, siblings[end]) > depth:
        end += 1
    return siblings[place:end]


def _passed(kind: str, siblings: Sequence[Any], at: int, place: int, *, is_up: bool) -> int:
    """Where the row of `place` stands after one step from `at`: beyond its neighbour with what is below that one."""
    depth = _depth(kind, siblings[place])
    if is_up:
        at = max(0, at - 1)
        while at and _depth(kind, siblings[at]) > depth:
            at -= 1
        return at
    at = max(at, place + len(_block(kind, siblings, place)))
    at = min(at + 1, len(siblings))
    while at < len(siblings) and _depth(kind, siblings[at]) > depth:
        at += 1
    return at


def siblings_of(meeting: Meeting, kind: str, item_pk: int | None) -> list[Any]:
    """Return the rows among which a row of this kind stands, in order."""
    rows = KINDS[kind]._default_manager.filter(meeting_id=meeting.pk)
    if kind in ITEM_KINDS:
        rows = rows.filter(item_id=item_pk)
    return list(rows.order_by("order", "pk"))


def _place(siblings: Sequence[Any], pk: int) -> int:
    place = next((index for index, row in enumerate(siblings) if row.pk == pk), None)
    if place is None:
        raise RowGone
    return place


def _numbers(rows: Sequence[Any]) -> list[str]:
    return [row.number for row in rows]


def renumber(kind: str, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Set the orders of rows; numbers that counted the rows go on counting them."""
    fields = ["order"]
    if kind == "item" and counts_in_order(_numbers(before)):
        fields.append("number")
        for row, number in zip(after, count_anew(shapes_of(_numbers(after))), strict=True):
            row.number = number
    changed = [row for order, row in enumerate(after) if row.order != order or "number" in fields]
    model = KINDS[kind]
    # The database compares orders row by row: none may meet another on its way.
    model._default_manager.filter(pk__in=[row.pk for row in changed], order__lt=ASIDE).update(order=F("order") + ASIDE)
    for order, row in enumerate(after):
        row.order = order
    model._default_manager.bulk_update(changed, fields)  # type: ignore[arg-type]
