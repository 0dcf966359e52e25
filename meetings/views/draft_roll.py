"""Owns the roll as the desk shows it: totals and quorum, and from which question to which a person was there."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from meetings.document.quorum import members_count, present_count, quorum_of
from meetings.document.roll import Roll
from meetings.document.rules import BodyRules
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceMode
from meetings.mapping.rows import MeetingRows
from meetings.models import Attendance
from meetings.use_cases.desk_presence import span_of


@dataclass(frozen=True, slots=True)
class Totals:
    """Who is there, counted as the list is marked; `needed` is None when the body's size is not known."""

    present: int
    online: int
    absent: int
    invited: int
    members: int | None
    needed: int | None
    has_quorum: bool
    stated: int | None

    @property
    def percent(self) -> int:
        """Share of those present, for the bar."""
        return min(100, round(100 * self.present / self.members)) if self.members else 0


def count_totals(document: ProtocolDocument, rules: BodyRules) -> Totals:
    """Count the attendance by the rules of the body."""
    roll, quorum = Roll.of(document), quorum_of(document, rules.quorum)
    return Totals(
        present=present_count(document) or 0,
        online=sum(one.mode == AttendanceMode.ONLINE for one in roll.present),
        absent=len(roll.absent),
        invited=len(roll.invited),
        members=members_count(document, rules.quorum),
        needed=quorum.needed if quorum else None,
        has_quorum=bool(quorum and quorum.is_met),
        stated=document.present_total if roll.present else None,
    )


@dataclass(frozen=True, slots=True)
class Span:
    """The questions as choices (key, label), and the first and the last of them at which a person was."""

    items: list[tuple[int, str]]
    #: keys; None for "from the beginning" and "to the end"
    arrived: int | None
    left: int | None


def read_span_of(line: Attendance, rows: MeetingRows) -> Span:
    """Return from which question to which a person was there, by the exceptions of single questions."""
    own: list[Any] = [
        row
        for row in rows.item_attendances
        if row.attendance_id == line.pk or (row.attendance_id is None and row.name_text == line.name_text)
    ]
    items = rows.items
    first, last = span_of(items, own) if items else (0, -1)
    return Span(
        items=[(item.pk, Truncator(f"{item.number}. {item.title or ''}").chars(60)) for item in items],
        arrived=items[first].pk if first else None,
        left=items[last].pk if items and last < len(items) - 1 else None,
    )
