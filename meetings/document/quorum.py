"""Owns the counting of a quorum: how many of how many are there, at the meeting or at one question."""

from dataclasses import dataclass

from meetings.document.people import is_same_person
from meetings.document.roll import Roll
from meetings.document.rules import QuorumRule
from meetings.document.tree import AgendaItem, ProtocolDocument


@dataclass(frozen=True, slots=True)
class Quorum:
    """Heads present, of how many members, and how many the rule asks for; never more present than are members."""

    present: int
    members: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Tell whether there are enough."""
        return self.present >= self.needed


def quorum_of(document: ProtocolDocument, rule: QuorumRule, item: AgendaItem | None = None) -> Quorum | None:
    """Count a quorum, for an item without those who were not at it; None when too little is known."""
    members = members_count(document, rule)
    present = present_count(document)
    if not members or present is None:
        return None
    if item is not None:
        present = max(0, present - absent_count(document, item))
    return Quorum(present, members, rule.needed(members))


def members_count(document: ProtocolDocument, rule: QuorumRule) -> int | None:
    """Return of how many the body is counted: its statutory size, the paper's own number, or the list."""
    roll = Roll.of(document)
    listed = len(roll.present) + len(roll.absent) if roll.present else 0
    return rule.size or document.members_total or listed or None


def present_count(document: ProtocolDocument) -> int | None:
    """Return how many members are present: the list goes before the stated number; None when neither is there."""
    return len(Roll.of(document).present) or document.present_total


def absent_count(document: ProtocolDocument, item: AgendaItem) -> int:
    """Return how many of those present were not at an item: each person once, and only who is present at all."""
    present = Roll.of(document).present
    if not present:
        return len(item.absences)
    return sum(any(is_same_person(one.name, out.name) for out in item.absences) for one in present)
