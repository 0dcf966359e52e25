"""Owns the reading of a meeting's parts: eleven tables in one statement, so that a page's cost never grows.

Each table contributes (its name, a JSON object of its columns) to one UNION ALL; the objects become ordinary
model instances again. A paper of 3 items and one of 100 cost the same single query.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, JSONObject

from meetings.models import (
    AgendaItem,
    Assignment,
    Attachment,
    Attendance,
    Decision,
    DecisionPoint,
    ItemAttendance,
    Meeting,
    SignatureLine,
    Speech,
    Vote,
    VoteEvent,
)
from members.models import Membership
from members.models.choices import VotingRight

#: Parts of a meeting, parents before children.
PARTS: tuple[type[models.Model], ...] = (
    Attendance,
    AgendaItem,
    ItemAttendance,
    Speech,
    Decision,
    DecisionPoint,
    Assignment,
    VoteEvent,
    Vote,
    SignatureLine,
    Attachment,
)
Row = TypeVar("Row", bound=models.Model)


class RowObject(JSONObject):
    """A row as a JSON object. On SQLite without Django's probe for JSON, which is one more query per connection."""

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return Func.as_sql(self, compiler, connection, **extra_context)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRows:
    """All parts of one meeting as model instances, each list in its order; parents are named by `*_id`."""

    attendances: list[Attendance]
    items: list[AgendaItem]
    item_attendances: list[ItemAttendance]
    speeches: list[Speech]
    decisions: list[Decision]
    points: list[DecisionPoint]
    assignments: list[Assignment]
    vote_events: list[VoteEvent]
    votes: list[Vote]
    signature_lines: list[SignatureLine]
    attachments: list[Attachment]


#: How a part leads to its question, for parts that have one.
_ITEM_LOOKUPS: dict[type[models.Model], str] = {
    ItemAttendance: "item",
    Speech: "item",
    Decision: "item",
    DecisionPoint: "decision__item",
    Assignment: "decision__item",
    VoteEvent: "item",
    Vote: "vote_event__item",
}


def _is_advisory(meeting: Meeting) -> Exists:
    """Whether the seat of a line's person gave no deciding vote on the day of the meeting (now, when it has none)."""
    seats = Membership.objects.filter(
        body=meeting.body_id, person=OuterRef("person"), voting_right=VotingRight.ADVISORY
    )
    return Exists(seats.valid_on(meeting.held_on) if meeting.held_on else seats.filter(ends_on=None))


def read_rows(meeting: Meeting, *, only_item: int | None = None) -> MeetingRows:
    """Read every part of a meeting in one query.

    With `only_item` the treatment of that question alone is read (0: of none), beside all that belongs to no question:
    a paper of a hundred questions then costs no more than one of three.
    """
    first, *others = (_as_json(part, meeting, only_item) for part in PARTS)
    found: dict[str, list[Any]] = defaultdict(list)
    by_name = {part._meta.model_name: part for part in PARTS}
    for name, stored in first.union(*others, all=True):
        part = by_name[name]
        found[name].append(_from_json(part, json.loads(stored), meeting._state.db or "default"))
    return collect_rows(found)


def collect_rows(found: dict[str, list[Any]]) -> MeetingRows:
    """Sort rows, given by the name of their model, into the parts of a meeting; a missing name is an empty part."""
    found = defaultdict(list, found)
    for rows in found.values():
        rows.sort(key=lambda row: row.order)
    return MeetingRows(
        attendances=found["attendance"],
        items=found["agendaitem"],
        item_attendances=found["itemattendance"],
        speeches=found["speech"],
        decisions=found["decision"],
        points=found["decisionpoint"],
        assignments=found["assignment"],
        vote_events=found["voteevent"],
        votes=found["vote"],
        signature_lines=found["signatureline"],
        attachments=found["attachment"],
    )


def group_by(rows: Iterable[Row], key: str) -> dict[int | None, list[Row]]:
    """Group rows by a `*_id` attribute, keeping their order; a missing key gives an empty list."""
    groups: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _as_json(part: type[models.Model], meeting: Meeting, only_item: int | None) -> Any:
    columns: dict[str, Any] = {field.attname: F(field.attname) for field in part._meta.concrete_fields}
    if part is Attendance:
        columns["is_advisory"] = _is_advisory(meeting)
    rows = part._default_manager.filter(meeting_id=meeting.pk)
    if only_item is not None and (lookup := _ITEM_LOOKUPS.get(part)):
        of_none = Q(item=None) if part is Speech else Q()
        rows = rows.filter(Q(**{lookup: only_item}) | of_none) if of_none else rows.filter(**{lookup: only_item})
    return (
        rows.order_by()
        # As text: the two databases' own JSON types do not unite under one converter.
        .values_list(Value(part._meta.model_name, output_field=TextField()), Cast(RowObject(**columns), TextField()))
    )


def _from_json(part: type[models.Model], stored: dict[str, Any], using: str) -> models.Model:
    fields = part._meta.concrete_fields
    row = part.from_db(
        using, [field.attname for field in fields], [column_value(field, stored[field.attname]) for field in fields]
    )
    if part is Attendance:
        row.is_advisory = bool(stored["is_advisory"])  # type: ignore[attr-defined]
    return row


def column_value(field: Any, value: Any) -> Any:
    """Turn a column's value within a JSON object of either database into the field's."""
    if isinstance(field, models.JSONField):
        # SQLite keeps JSON as text, which a JSON object quotes; PostgreSQL nests it. Our columns hold lists.
        return json.loads(value) if isinstance(value, str) else value
    # Booleans come as 0/1 from SQLite, dates as ISO text from both.
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
