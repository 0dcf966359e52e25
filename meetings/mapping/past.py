"""Owns a meeting as it was: its rows walked back from now by the changes that the database kept (models/keeping.py)."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from meetings.document.tree import ProtocolDocument
from meetings.mapping.compose import compose_rows
from meetings.mapping.rows import PARTS, MeetingRows, collect_rows, column_value, read_rows
from meetings.models import HistoryEntry, HistoryVerb, Meeting, RowChange

#: What of a body its papers print.
_PRINTED = {"name", "name_genitive", "layout", "paper_style"}
#: A row by the name of its model and its key.
Key = tuple[str, int]
Cells = dict[str, Any]

_MODELS = {str(part._meta.model_name): part for part in (Meeting, *PARTS)}
_FIELDS = {name: {field.attname: field for field in part._meta.concrete_fields} for name, part in _MODELS.items()}


class Past:
    """The rows of a meeting as plain cells, walked back change by change."""

    def __init__(self, meeting: Meeting, rows: MeetingRows) -> None:
        self.cells: dict[Key, Cells] = {("meeting", meeting.pk): _cells_of(meeting)}
        for listed in (getattr(rows, name) for name in MeetingRows.__dataclass_fields__):
            self.cells |= {(row._meta.model_name, row.pk): _cells_of(row) for row in listed}

    def undo(self, change: RowChange) -> None:
        """Put one row back to what it was before the change; changes must come newest first."""
        key = (change.part, change.row)
        if change.before is None:
            self.cells.pop(key, None)
            return
        was = cells_before(change)
        self.cells[key] = self.cells.get(key, {}) | was

    def rows(self) -> MeetingRows:
        """The rows as model instances, unsaved."""
        found: dict[str, list[Any]] = defaultdict(list)
        for (name, _pk), cells in self.cells.items():
            if name != "meeting":
                found[name].append(_MODELS[name](**cells))
        return collect_rows(found)

    def meeting(self, now: Meeting) -> Meeting:
        """The meeting as it was, unsaved, with the body of `now`."""
        was = copy.copy(now)
        for name, value in self.cells["meeting", now.pk].items():
            setattr(was, name, value)
        return was


def _cells_of(row: Any) -> Cells:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def cells_before(change: RowChange) -> Cells:
    """What a change found in its row; columns that are no more are left out."""
    fields = _FIELDS[change.part]
    return {name: column_value(fields[name], value) for name, value in (change.before or {}).items() if name in fields}


def changes_after(meeting: Meeting, version: int) -> Iterable[RowChange]:
    """The kept changes of a meeting above a version, newest first (one query)."""
    return RowChange.objects.filter(meeting_id=meeting.pk, version__gt=version).order_by("-pk")


def compose_at(meeting: Meeting, version: int) -> ProtocolDocument:
    """Compose the document as it stood when the meeting had that version, by the body as it was then (four queries)."""
    return read_past(meeting, version)[2]


def read_past(meeting: Meeting, version: int) -> tuple[Meeting, MeetingRows, ProtocolDocument]:
    """Return the meeting, its rows and its document as they stood at a version. The meeting comes with its body."""
    past = Past(meeting, read_rows(meeting))
    for change in changes_after(meeting, version):
        past.undo(change)
    was, rows = past.meeting(meeting), past.rows()
    was.body = _body_at(meeting, version)
    return was, rows, compose_rows(was, rows)


def _body_at(meeting: Meeting, version: int) -> Any:
    """The body as it was: its names and style print too. Its own history tells what changed since."""
    body = copy.copy(meeting.body)
    deeds = HistoryEntry.objects.filter(meeting_id=meeting.pk, version__lte=version)
    if (last := deeds.order_by("version", "at").values_list("at", flat=True).last()) is None:
        return body
    since = HistoryEntry.objects.filter(body_id=meeting.body_id, verb=HistoryVerb.CHANGED_BODY, at__gt=last)
    for entry in since.order_by("-at", "-pk"):
        for name in _PRINTED & set(entry.details):
            setattr(body, name, entry.details[name][0])
    return body
