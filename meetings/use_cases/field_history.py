"""Owns the values that one field of a draft has had: read from what the database kept, whoever wrote them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from meetings.mapping.addresses import KINDS, Address
from meetings.mapping.past import Cells, cells_before
from meetings.mapping.points import compose_points
from meetings.models import DecisionPoint, HistoryEntry, Meeting, RowChange
from meetings.use_cases.desk_fields import row_field
from meetings.use_cases.save_field import RowGone, find_row


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value (as encode_value writes it) and the deed that set it; None for the value the meeting came with."""

    value: Any
    entry: HistoryEntry | None


def values_of_field(meeting: Meeting, address: Address) -> list[FieldValue]:
    """Return the values of a field, newest first, the present one included (three or four queries).

    RowGone when the row is no more, or has no such field. The meeting comes with its body.
    """
    row = find_row(meeting, address)
    reader = _Points(row) if (address.kind, address.field) == ("decision", "points") else _Column(row, address)
    values: list[tuple[Any, int]] = []
    value, version = reader.value(), 0
    changes = _changes(meeting, reader.part, reader.rows)
    for version, one_version in changes.items():
        for change in one_version:
            reader.undo(change)
        before = reader.value()
        if before != value:
            values.append((value, version))
        value = before
    if value is not None or not values:
        values.append((value, 0))
    entries = _entries(meeting, [version for _value, version in values if version])
    return [FieldValue(value, entries.get(version)) for value, version in values]


def _changes(meeting: Meeting, part: str, rows: list[int] | None) -> dict[int, list[RowChange]]:
    """Changes of a table by version, newest first."""
    found = RowChange.objects.filter(meeting_id=meeting.pk, part=part)
    if rows is not None:
        found = found.filter(row__in=rows)
    by_version: dict[int, list[RowChange]] = defaultdict(list)
    for change in found.order_by("-pk"):
        by_version[change.version].append(change)
    return by_version


def _entries(meeting: Meeting, versions: list[int]) -> dict[int, HistoryEntry]:
    """The deed that made each version: the first entry of it; later ones (an issue) changed nothing."""
    rows = HistoryEntry.objects.filter(meeting_id=meeting.pk, version__in=versions).select_related("actor")
    return {entry.version or 0: entry for entry in rows.order_by("-pk")}


class _Column:
    """A field that stands in one row."""

    def __init__(self, row: Any, address: Address) -> None:
        known = row_field(address.kind, address.field)
        if known is None:
            raise RowGone
        self.row: Any = row
        self.read = known.read
        self.part = str(KINDS[address.kind]._meta.model_name)
        self.rows: list[int] | None = [row.pk]
        self.is_there = True

    def value(self) -> Any:
        return self.read(self.row) if self.is_there else None

    def undo(self, change: RowChange) -> None:
        self.is_there = change.before is not None
        for name, value in cells_before(change).items():
            setattr(self.row, name, value)


class _Points:
    """The points of a decision, which are rows."""

    def __init__(self, decision: Any) -> None:
        self.decision = decision
        self.part = str(DecisionPoint._meta.model_name)
        self.rows: list[int] | None = None
        rows = DecisionPoint.objects.filter(decision=decision).values()
        self.cells: dict[int, Cells] = {row["id"]: dict(row) for row in rows}

    def value(self) -> Any:
        rows = [DecisionPoint(**cells) for cells in self.cells.values() if cells["decision_id"] == self.decision.pk]
        return compose_points(sorted(rows, key=lambda row: (row.order, row.pk))).encoded()

    def undo(self, change: RowChange) -> None:
        if change.before is None:
            self.cells.pop(change.row, None)
        elif change.row in self.cells or "decision_id" in change.before:
            self.cells[change.row] = self.cells.get(change.row, {}) | cells_before(change)
