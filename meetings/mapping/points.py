"""Owns the points of one decision as rows ⇄ tree, so that an edit of their text keeps the rows that stay.

An edit of words alone writes only the points that changed; a change of the structure renumbers the decision's points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F

from meetings.document.codec import encode_value
from meetings.document.tree import DecisionPoint as Point
from meetings.mapping.rows import group_by
from meetings.models import Assignment, Decision, DecisionPoint

#: Above any number of points a decision can have.
_ASIDE = 1_000_000


@dataclass(slots=True)
class StoredPoints:
    """The points of a decision: their rows, a point before its sub-points, with their depths; and as a tree."""

    rows: list[DecisionPoint] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    tree: tuple[Point, ...] = ()

    def encoded(self) -> Any:
        """The tree as JSON values, as the desk compares it."""
        return encode_value(self.tree)


def read_points(decision: Decision) -> StoredPoints:
    """Read the points of a decision (one query)."""
    return compose_points(list(DecisionPoint.objects.filter(decision=decision).order_by("order", "pk")))


def compose_points(rows: list[DecisionPoint]) -> StoredPoints:
    """Compose the points of one decision from its rows, given in order."""
    below = group_by(rows, "parent_id")
    found = StoredPoints()

    def compose(parent: int | None, depth: int) -> tuple[Point, ...]:
        points = []
        for row in below[parent]:
            found.rows.append(row)
            found.depths.append(depth)
            inner = compose(row.pk, depth + 1)
            points.append(Point(text=row.text, marker=row.marker, is_inline=row.is_inline, points=inner))
        return tuple(points)

    found.tree = compose(None, 0)
    return found


def write_points(decision: Decision, stored: StoredPoints, points: Sequence[Any]) -> None:
    """Make the rows of a decision those of `points` (anything with text, marker, is_inline and points).

    Assignments stay with their point, and with the whole decision when it is gone. Must run inside a transaction.
    """
    wanted = list(_flat(points, 0))
    if [depth for depth, _place, _point in wanted] == stored.depths:
        _rewrite(stored.rows, [point for _depth, _place, point in wanted])
    else:
        _restructure(decision, stored, wanted)


def _flat(points: Sequence[Any], depth: int) -> Iterator[tuple[int, int, Any]]:
    """Yield (depth, place among its siblings, point), a point before its sub-points."""
    for place, point in enumerate(points):
        yield depth, place, point
        yield from _flat(point.points, depth + 1)


def _set(row: DecisionPoint, point: Any) -> bool:
    """Set a point's own words; say whether that changed the row."""
    before = (row.text, row.marker, row.is_inline)
    row.text, row.marker, row.is_inline = point.text, point.marker, point.is_inline
    return before != (point.text, point.marker, point.is_inline)


def _rewrite(rows: list[DecisionPoint], points: list[Any]) -> None:
    changed = [row for row, point in zip(rows, points, strict=True) if _set(row, point)]
    DecisionPoint.objects.bulk_update(changed, ["text", "marker", "is_inline"])


def _restructure(decision: Decision, stored: StoredPoints, wanted: list[tuple[int, int, Any]]) -> None:
    kept = _kept_rows(stored, wanted)
    gone = [row.pk for row in stored.rows if row not in kept.values()]
    Assignment.objects.filter(decision=decision, point__in=gone).update(point=None)
    DecisionPoint.objects.filter(decision=decision).update(order=F("order") + _ASIDE)
    # A kept row may stand below a new one: make the new ones first, all at the first level and out of the way.
    new = {place: _new_row(decision, place) for place in range(len(wanted)) if place not in kept}
    DecisionPoint.objects.bulk_create(new.values())
    above: list[DecisionPoint] = []
    rows = []
    for place, (depth, order, point) in enumerate(wanted):
        row = kept.get(place) or new[place]
        del above[depth:]
        row.parent = above[-1] if above else None
        row.order = order
        _set(row, point)
        above.append(row)
        rows.append(row)
    DecisionPoint.objects.bulk_update(rows, ["parent", "order", "text", "marker", "is_inline"])
    DecisionPoint.objects.filter(pk__in=gone).delete()


def _new_row(decision: Decision, place: int) -> DecisionPoint:
    return DecisionPoint(meeting_id=decision.meeting_id, decision=decision, order=2 * _ASIDE + place, text="")


def _kept_rows(stored: StoredPoints, wanted: list[tuple[int, int, Any]]) -> dict[int, DecisionPoint]:
    """Return the row that each wanted place keeps: points of equal text first, then rewritten ones in their order."""
    before = [row.text for row in stored.rows]
    after = [point.text for _depth, _place, point in wanted]
    kept: dict[int, DecisionPoint] = {}
    for _tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for old, new in zip(range(old_from, old_to), range(new_from, new_to), strict=False):
            kept[new] = stored.rows[old]
    return kept
