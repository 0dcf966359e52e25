"""Owns the addresses of a draft's rows: «speech:15» is a row, «speech:15:paragraphs» one field of it.

While a protocol is drafted its rows are the truth, so that an address outlives every move; `where_of_rows` tells which
line of the paper a row prints now («items[0].speeches[1]»).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from django.db import models

from meetings.mapping.rows import MeetingRows, group_by
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

#: Kinds of rows that have an address.
KINDS: dict[str, type[models.Model]] = {
    "meeting": Meeting,
    "attendance": Attendance,
    "item": AgendaItem,
    "absence": ItemAttendance,
    "speech": Speech,
    "decision": Decision,
    "assignment": Assignment,
    "vote": VoteEvent,
    "ballot": Vote,
    "signature": SignatureLine,
    "attachment": Attachment,
}
#: Kinds whose rows belong to a question.
ITEM_KINDS = ("absence", "speech", "decision", "vote")

_ADDRESS = re.compile(r"(?P<kind>[a-z]+):(?P<pk>[1-9]\d{0,17})(?::(?P<field>[a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Address:
    """A row, or one field of it."""

    kind: str
    pk: int
    field: str = ""

    def __str__(self) -> str:
        return ":".join([self.kind, str(self.pk), *([self.field] if self.field else [])])


def read_address(text: str) -> Address | None:
    """Read an address; None for what is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None or match["kind"] not in KINDS:
        return None
    return Address(match["kind"], int(match["pk"]), match["field"] or "")


def where_of_rows(meeting: Meeting, rows: MeetingRows) -> dict[str, str]:
    """Return the row behind each line of the paper: {«items[0].speeches[1]»: «speech:15»}.

    A point of a decision is the line of its decision's text: «decision:7:points:2» (from 0, as the desk shows them).
    """
    found: dict[str, str] = {"": f"meeting:{meeting.pk}"}
    for name, kind, listed in (
        ("attendees", "attendance", rows.attendances),
        ("signatures", "signature", rows.signature_lines),
        ("attachments", "attachment", rows.attachments),
        ("opening", "speech", [row for row in rows.speeches if row.item_id is None]),
        ("items", "item", rows.items),
    ):
        found |= {f"{name}[{place}]": f"{kind}:{row.pk}" for place, row in enumerate(listed)}
    speeches, votes = group_by(rows.speeches, "item_id"), group_by(rows.vote_events, "item_id")
    absences, ballots = group_by(rows.item_attendances, "item_id"), group_by(rows.votes, "vote_event_id")
    assignments = group_by(rows.assignments, "decision_id")
    decisions, points = group_by(rows.decisions, "item_id"), _Points(rows.points)
    for place, item in enumerate(rows.items):
        where = f"items[{place}]"
        found |= {f"{where}.speeches[{index}]": f"speech:{row.pk}" for index, row in enumerate(speeches[item.pk])}
        found |= {f"{where}.votes[{index}]": f"vote:{row.pk}" for index, row in enumerate(votes[item.pk])}
        found |= {f"{where}.absences[{index}]": f"absence:{row.pk}" for index, row in enumerate(absences[item.pk])}
        for index, event in enumerate(votes[item.pk]):
            place_of = f"{where}.votes[{index}].votes"
            found |= {f"{place_of}[{n}]": f"ballot:{row.pk}" for n, row in enumerate(ballots[event.pk])}
        for index, decision in enumerate(decisions[item.pk]):
            above = f"{where}.decisions[{index}]"
            found[above] = f"decision:{decision.pk}"
            found |= {
                f"{above}.assignments[{n}]": f"assignment:{row.pk}" for n, row in enumerate(assignments[decision.pk])
            }
            for line, path in enumerate(points.paths(decision.pk)):
                found[f"{above}{path}"] = f"decision:{decision.pk}:points:{line}"
    return found


class _Points:
    """The points of all decisions by parent."""

    def __init__(self, rows: list[DecisionPoint]) -> None:
        self.first = group_by((row for row in rows if row.parent_id is None), "decision_id")
        self.inner = group_by((row for row in rows if row.parent_id is not None), "parent_id")

    def paths(self, decision_pk: int) -> Iterator[str]:
        """Yield the path of every point, a point before its sub-points."""
        yield from self._below(self.first[decision_pk], "")

    def _below(self, rows: list[DecisionPoint], above: str) -> Iterator[str]:
        for place, row in zip(count(), rows, strict=False):
            path = f"{above}.points[{place}]"
            yield path
            yield from self._below(self.inner[row.pk], path)
