"""Owns the roll as the desk shows it: totals and quorum, of the meeting and of a question."""

from dataclasses import dataclass

from meetings.document.quorum import members_count, present_count, quorum_of
from meetings.document.roll import Roll
from meetings.document.rules import BodyRules
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceMode


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
