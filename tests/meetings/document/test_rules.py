"""A paper measured by the rules of its body: quorum, quorum of a question, proxies, the chair's vote on a tie."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.checks import check_document
from meetings.document.quorum import quorum_of
from meetings.document.rules import BodyRules, QuorumRule
from meetings.document.tree import ItemAbsence, VoteEvent
from meetings.document.vocabulary import (
    AttendanceMode,
    ItemPresence,
    Severity,
    VoteBase,
    VoteMethod,
    VoteOption,
    VoteResult,
)
from tests.meetings.document.test_checks import ABSENTEE, CHAIR, MEMBER, SECRETARY, listed, paper, question, voting

HALF = BodyRules()
MORE = BodyRules(quorum=QuorumRule(is_strict=True))
TWO_THIRDS = BodyRules(quorum=QuorumRule(numerator=2, denominator=3))
CASTING = BodyRules(has_casting_vote=True)


def codes(document, rules):
    return [finding.code for finding in check_document(document, rules)]


def left(*names, presence=ItemPresence.LEFT):
    return tuple(ItemAbsence(name=name, presence=presence) for name in names)


def tie(**fields):
    """Two votes of four against two, all of them present."""
    votes = (VoteEvent(**{"votes_for": 2, "votes_against": 2, "votes_abstained": 0} | fields),)
    return paper(question(votes=votes), attendees=(), present_total=4, online_total=None)


@given(
    members=st.integers(1, 300),
    part=st.integers(1, 5).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 6))),
    is_strict=st.booleans(),
)
def test_needed_is_the_least_number_of_the_share(members: int, part: tuple[int, int], is_strict: bool) -> None:
    numerator, denominator = part
    needed = QuorumRule(numerator=numerator, denominator=denominator, is_strict=is_strict).needed(members)

    def is_met(present: int) -> bool:
        share, asked = present * denominator, members * numerator
        return share > asked if is_strict else share >= asked

    assert is_met(needed)
    assert not is_met(needed - 1)


def test_an_own_number_goes_before_the_share():
    assert QuorumRule(count=7).needed(60) == 7
    assert "quorum_lacking" in codes(paper(), BodyRules(quorum=QuorumRule(count=4)))
    assert "quorum_lacking" not in codes(paper(), BodyRules(quorum=QuorumRule(count=3)))


def test_the_quorum_is_counted_of_the_statutory_size_where_the_body_says_so():
    document = paper(members_total=4)
    assert "quorum_lacking" not in codes(document, HALF)
    assert "quorum_lacking" in codes(document, BodyRules(quorum=QuorumRule(size=9)))


def test_exactly_half_is_enough_or_not_by_the_rule():
    half = paper(members_total=6)
    assert "quorum_half" in codes(half, None), "without a rule the law for associations is remembered"
    assert not {"quorum_half", "quorum_lacking"} & set(codes(half, HALF))
    assert "quorum_lacking" in codes(half, MORE)
    assert "quorum_stated_wrongly" in codes(replace(half, has_quorum=True), MORE)
    assert "quorum_denied" in codes(replace(half, has_quorum=False), HALF)


def test_a_question_may_lose_the_quorum():
    document = paper(replace(question(votes=()), absences=left(MEMBER)))
    assert "item_without_quorum" not in codes(document, HALF)
    assert "item_without_quorum" in codes(document, TWO_THIRDS)
    assert quorum_of(document, TWO_THIRDS.quorum, document.items[0]).present == 2
    undecided = paper(replace(question(votes=(), decisions=()), absences=left(MEMBER)))
    assert "item_without_quorum" not in codes(undecided, TWO_THIRDS)


def test_a_person_away_counts_once_and_a_stranger_not_at_all():
    document = paper(replace(question(votes=()), absences=left(MEMBER, "Чайка И.Р.", "Сомов К.К.")))
    assert quorum_of(document, HALF.quorum, document.items[0]).present == 2
    assert {"absence_double", "absence_unlisted"} <= set(codes(document, HALF))


def test_proxies_only_where_the_body_has_them():
    people = (listed(CHAIR), listed(SECRETARY), listed(MEMBER, mode=AttendanceMode.PROXY), listed(ABSENTEE))
    document = paper(attendees=people, present_total=None, online_total=None)
    assert "proxy_forbidden" in codes(document, HALF)
    assert "proxy_nameless" in codes(document, BodyRules(has_proxies=True))
    named = (*people[:2], replace(people[2], represented_by=CHAIR), people[3])
    found = codes(replace(document, attendees=named), BodyRules(has_proxies=True))
    assert not {code for code in found if code.startswith("proxy")}
    away = (*people[:2], replace(people[2], represented_by="Липатова А.Ю."), paper().attendees[3])
    assert "proxy_absent" in codes(replace(document, attendees=away), BodyRules(has_proxies=True))


def test_a_tie_is_broken_by_the_chair_where_the_body_says_so():
    assert "majority_lacking" in codes(tie(), HALF)
    assert "tie_unbroken" in codes(tie(), CASTING)
    assert not {"tie_unbroken", "majority_lacking"} & set(codes(tie(chair_vote=VoteOption.YES), CASTING))
    assert "majority_lacking" in codes(tie(chair_vote=VoteOption.NO), CASTING)
    assert "majority_lacking" in codes(tie(chair_vote=VoteOption.YES), HALF), "a body without that rule"


def test_the_chair_does_not_make_half_of_those_present_a_majority_of_all_members():
    document = replace(tie(base=VoteBase.MEMBERS, chair_vote=VoteOption.YES), members_total=7)
    assert "majority_lacking" in codes(document, CASTING)
    assert "majority_lacking" not in codes(replace(document, members_total=4), CASTING)


def test_the_chairs_vote_is_the_one_by_name():
    event = voting(CHAIR, SECRETARY, MEMBER).votes[0]
    assert "chair_vote_differs" in codes(paper(question(votes=(replace(event, chair_vote=VoteOption.NO),))), HALF)
    assert "chair_vote_differs" not in codes(paper(question(votes=(replace(event, chair_vote=VoteOption.YES),))), HALF)


def test_a_secret_vote_has_no_names():
    document = paper(voting(CHAIR, SECRETARY, MEMBER, method=VoteMethod.SECRET))
    found = [one for one in check_document(document) if one.code == "secret_with_names"]
    assert [one.severity for one in found] == [Severity.ERROR]
    assert "secret_with_names" not in codes(paper(voting(method=VoteMethod.SECRET)), None)


def test_who_recused_himself_has_no_vote():
    item = replace(voting(CHAIR, SECRETARY, MEMBER), absences=left(MEMBER, presence=ItemPresence.RECUSED))
    messages = [one.message for one in check_document(paper(item)) if one.code == "voter_left"]
    assert messages == [f"Записан голос взявшего самоотвод: {MEMBER} (вопрос 1)."]


@pytest.mark.parametrize("reason", ["", "Устав, п. 5.2"])
def test_a_result_against_the_count_wants_its_reason(reason):
    event = VoteEvent(votes_for=1, votes_against=2, votes_abstained=0, result=VoteResult.ADOPTED, result_reason=reason)
    assert ("majority_lacking" in codes(paper(question(votes=(event,))), HALF)) is not bool(reason)
