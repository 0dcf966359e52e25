"""Owns the result of a voting: how many votes «за» were needed, of how many, and whether they were there.

Who voted is not asked here, only counts. Abstaining is a vote cast; being away is none. A tie (as many «за» as
«против») is broken by the chair only where the body says so, and only where a simple majority is asked for.
"""

from dataclasses import dataclass
from fractions import Fraction

from meetings.document.quorum import members_count
from meetings.document.roll import voters_count
from meetings.document.rules import BodyRules, QuorumRule
from meetings.document.tree import AgendaItem, ProtocolDocument, VoteEvent
from meetings.document.vocabulary import Requirement, VoteBase, VoteMethod, VoteOption, VoteResult

#: The share of the base that must be «за»; of a simple majority, more than it.
_SHARES = {
    Requirement.SIMPLE: Fraction(1, 2),
    Requirement.TWO_THIRDS: Fraction(2, 3),
    Requirement.THREE_QUARTERS: Fraction(3, 4),
    Requirement.UNANIMITY: Fraction(1),
}


@dataclass(frozen=True, slots=True)
class Majority:
    """The arithmetic of a result: votes «за», of how many they are counted, how many were needed.

    `result` is None for a tie that the chair may still break.
    """

    votes_for: int
    base: int
    needed: int
    is_tie: bool
    result: VoteResult | None


def count_majority(
    votes_for: int,
    votes_against: int,
    base: int,
    requirement: Requirement,
    *,
    has_casting_vote: bool = False,
    chair_vote: VoteOption | None = None,
) -> Majority:
    """Count a result. `base` is heads and never less than the votes counted here."""
    base = max(base, votes_for + votes_against)
    needed = needed_votes(base, requirement)
    is_won = votes_for >= needed
    is_tie = requirement == Requirement.SIMPLE and not is_won and votes_for == votes_against > 0
    result: VoteResult | None = VoteResult.ADOPTED if is_won else VoteResult.REJECTED
    if is_tie and has_casting_vote:
        result = {VoteOption.YES: VoteResult.ADOPTED, VoteOption.NO: VoteResult.REJECTED}.get(chair_vote)  # type: ignore[arg-type]
    return Majority(votes_for, base, needed, is_tie, result)


def needed_votes(base: int, requirement: Requirement) -> int:
    """Return the least number of votes «за» that is enough of `base`; at least one."""
    share = base * _SHARES[requirement]
    whole = -(-share.numerator // share.denominator)
    return max(1, whole + 1 if requirement == Requirement.SIMPLE and share == whole else whole)


def majority_of(
    document: ProtocolDocument, item: AgendaItem, event: VoteEvent, rules: BodyRules | None = None
) -> Majority | None:
    """Count the result of a voting; None when the votes «за» or the base are not known."""
    base = base_count(document, item, event, (rules or BodyRules()).quorum)
    if event.votes_for is None or not base:
        return None
    # Without the body's rules a recorded vote of the chair is believed to count.
    has_casting_vote = rules.has_casting_vote if rules else event.chair_vote is not None
    # «Большинством от всех членов»: a chair adds nothing to less than half of them.
    is_far = event.base == VoteBase.MEMBERS and 2 * event.votes_for < base
    return count_majority(
        event.votes_for,
        event.votes_against or 0,
        base,
        event.requirement,
        has_casting_vote=has_casting_vote and not is_far,
        chair_vote=event.chair_vote,
    )


def base_count(document: ProtocolDocument, item: AgendaItem, event: VoteEvent, rule: QuorumRule) -> int | None:
    """Return of how many the majority is counted: never fewer than have voted, for the sum has its own remark."""
    cast = votes_cast(event) or 0
    if event.base == VoteBase.MEMBERS:
        members = members_count(document, rule)
        return max(cast, members) if members else None
    if event.base == VoteBase.CAST or event.method == VoteMethod.ABSENTEE:
        return cast
    return max(cast, voters_count(document, item) or 0)


def votes_cast(event: VoteEvent) -> int | None:
    """Return the stated votes together; None when nothing is stated. What is not stated counts as none."""
    stated = (event.votes_for, event.votes_against, event.votes_abstained)
    return None if all(count is None for count in stated) else sum(count or 0 for count in stated)
