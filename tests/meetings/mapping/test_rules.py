"""The card of a body as the rules its drafts are measured by."""

import pytest

from meetings.document.rules import BodyRules, QuorumRule
from meetings.mapping.rules import rules_of
from members.models import Body


@pytest.mark.parametrize(
    ("present", "total", "is_strict", "expected"),
    [(30, 60, False, True), (30, 60, True, False), (31, 60, True, True), (2, 3, True, True), (0, 1, False, False)],
)
def test_half_is_enough_unless_more_is_asked(present: int, total: int, is_strict: bool, expected: bool) -> None:
    rule = rules_of(Body(is_quorum_strict=is_strict)).quorum
    assert (present >= rule.needed(total)) is expected


def test_two_thirds_are_exact() -> None:
    assert rules_of(Body(quorum_numerator=2, quorum_denominator=3)).quorum.needed(60) == 40


def test_a_card_becomes_rules() -> None:
    body = Body(quorum_count=5, statutory_size=9, has_proxies=True, has_casting_vote=True)
    assert rules_of(body) == BodyRules(quorum=QuorumRule(count=5, size=9), has_proxies=True, has_casting_vote=True), (
        "the statutory size counts where the quorum is counted of it"
    )
    body.quorum_base = "members"
    assert rules_of(body).quorum.size is None
