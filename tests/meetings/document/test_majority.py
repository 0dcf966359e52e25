"""The result of a voting as arithmetic: what is enough, what follows from what, and when the chair decides."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.majority import count_majority, needed_votes
from meetings.document.vocabulary import Requirement, VoteOption, VoteResult

HEADS = st.integers(0, 400)
SHARES = {Requirement.TWO_THIRDS: Fraction(2, 3), Requirement.THREE_QUARTERS: Fraction(3, 4)}
#: the rules from the mildest to the strictest
STRICTER = (Requirement.SIMPLE, Requirement.TWO_THIRDS, Requirement.THREE_QUARTERS, Requirement.UNANIMITY)


def is_enough(votes_for: int, base: int, requirement: Requirement) -> bool:
    """The rule as the law words it."""
    if not votes_for:
        return False
    if requirement == Requirement.SIMPLE:
        return votes_for * 2 > base
    return Fraction(votes_for, base) >= SHARES.get(requirement, Fraction(1))


@given(votes_for=HEADS, others=HEADS, requirement=st.sampled_from(Requirement))
def test_the_result_is_the_rule_in_words(votes_for: int, others: int, requirement: Requirement) -> None:
    majority = count_majority(votes_for, 0, votes_for + others, requirement)
    expected = bool(votes_for) and is_enough(votes_for, votes_for + others, requirement)
    assert (majority.result == VoteResult.ADOPTED) is expected


@given(base=st.integers(1, 400), requirement=st.sampled_from(Requirement))
def test_needed_is_the_least_that_is_enough(base: int, requirement: Requirement) -> None:
    needed = needed_votes(base, requirement)
    assert 1 <= needed <= base
    assert is_enough(needed, base, requirement)
    assert not is_enough(needed - 1, base, requirement)


@given(base=st.integers(1, 400))
def test_a_stricter_rule_never_needs_less(base: int) -> None:
    needed = [needed_votes(base, requirement) for requirement in STRICTER]
    # of two heads two thirds and more than half are the same; of one, everything is
    assert needed[1:] == sorted(needed[1:])
    assert needed[3] == base
    assert needed[0] <= base // 2 + 1


@given(
    votes=st.tuples(HEADS, HEADS, HEADS), requirement=st.sampled_from(Requirement), chair=st.sampled_from(VoteOption)
)
def test_the_chair_decides_a_tie_and_nothing_else(
    votes: tuple[int, int, int], requirement: Requirement, chair: VoteOption
) -> None:
    votes_for, votes_against, _abstained = votes
    base = sum(votes)
    plain = count_majority(votes_for, votes_against, base, requirement)
    deciding = count_majority(votes_for, votes_against, base, requirement, has_casting_vote=True, chair_vote=chair)
    assert plain.is_tie == deciding.is_tie
    if not plain.is_tie:
        assert plain == deciding
        return
    assert votes_for == votes_against > 0
    assert plain.result == VoteResult.REJECTED
    expected = {VoteOption.YES: VoteResult.ADOPTED, VoteOption.NO: VoteResult.REJECTED}.get(chair)
    assert deciding.result == expected


@given(votes_for=HEADS, more=st.integers(1, 20), base=HEADS, requirement=st.sampled_from(Requirement))
def test_one_vote_more_never_loses(votes_for: int, more: int, base: int, requirement: Requirement) -> None:
    base = max(base, votes_for + more)
    before = count_majority(votes_for, 0, base, requirement)
    after = count_majority(votes_for + more, 0, base, requirement)
    assert not (before.result == VoteResult.ADOPTED and after.result == VoteResult.REJECTED)


@pytest.mark.parametrize(
    ("votes", "base", "requirement", "needed", "result"),
    [
        ((10, 10), 20, Requirement.SIMPLE, 11, VoteResult.REJECTED),
        ((11, 9), 20, Requirement.SIMPLE, 11, VoteResult.ADOPTED),
        ((5, 4), 9, Requirement.SIMPLE, 5, VoteResult.ADOPTED),
        ((40, 20), 60, Requirement.TWO_THIRDS, 40, VoteResult.ADOPTED),
        ((44, 15), 59, Requirement.THREE_QUARTERS, 45, VoteResult.REJECTED),
        ((19, 0), 20, Requirement.UNANIMITY, 20, VoteResult.REJECTED),
    ],
)
def test_figures_of_real_life(
    votes: tuple[int, int], base: int, requirement: Requirement, needed: int, result: VoteResult
) -> None:
    majority = count_majority(*votes, base, requirement)
    assert (majority.needed, majority.result) == (needed, result)
