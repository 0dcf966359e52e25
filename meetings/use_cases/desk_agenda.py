"""Owns the deeds on the agenda beside those on any row: a question made a sub-question, and one again."""

from dataclasses import replace
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.document.item_numbers import DEEPEST, NumberShape, count_anew, counts_in_order, depth_of, shapes_of
from meetings.mapping.addresses import Address
from meetings.models import AgendaItem
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_rows import Deed, siblings_of
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import find_row, lock_meeting


@transaction.atomic
def shift_item(*, address: Address, by: int, **deed: Unpack[Deed]) -> Any:
    """Make a question a sub-question of the one above (`by` 1), or one step less deep (-1). Returns the row.

    Numbers that count the questions are counted anew in their shapes. Others were typed by hand: only this one changes.
    """
    meeting = deed["meeting"]
    lock_meeting(meeting)
    row = find_row(meeting, address)
    items: list[AgendaItem] = siblings_of(meeting, "item", None)
    place = next(index for index, one in enumerate(items) if one.pk == row.pk)
    numbers = [item.number for item in items]
    depth = depth_of(numbers[place]) + by
    deepest = min(DEEPEST, depth_of(numbers[place - 1]) + 1) if place else 0
    if not 0 <= depth <= deepest:
        raise CannotSave(_not_possible(by, place))
    after = _shifted(numbers, place, depth)
    changed = [item for item, number in zip(items, after, strict=True) if item.number != number]
    for item, number in zip(items, after, strict=True):
        item.number = number
    AgendaItem.objects.bulk_update(changed, ["number"])
    told = {"number": [numbers[place], after[place]], "row": str(address)}
    write_history(VERBS["item"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return row


def _not_possible(by: int, place: int) -> str:
    if by < 0:
        return _("Это уже самостоятельный вопрос.")
    return _("Глубже подвопросов не бывает.") if place else _("Первый вопрос не может быть подвопросом.")


def _shifted(numbers: list[str], place: int, depth: int) -> list[str]:
    """Return the numbers with the one at `place` at another depth."""
    shapes = shapes_of(numbers)
    own = shapes[place]
    end = own.end if isinstance(own, NumberShape) else ""
    above = next((shape for shape in reversed(shapes[:place]) if isinstance(shape, NumberShape)), NumberShape())
    # Below «2» stand «2.1» and «2.2»; beside «2 а» stands «2 б».
    shapes[place] = replace(above, end=end) if depth and above.depth == depth else NumberShape(depth, None, end)
    if counts_in_order(numbers):
        return count_anew(shapes)
    return [*numbers[:place], count_anew(shapes[: place + 1])[-1], *numbers[place + 1 :]]
