"""Owns body → rules: the rules of a body's card as the values that checks and counts are measured by."""

from meetings.document.rules import BodyRules, QuorumRule
from members.models import Body
from members.models.choices import QuorumBase


def rules_of(body: Body) -> BodyRules:
    """Return the rules of a body (no query)."""
    return BodyRules(
        quorum=QuorumRule(
            numerator=body.quorum_numerator,
            denominator=body.quorum_denominator,
            is_strict=body.is_quorum_strict,
            count=body.quorum_count,
            size=body.statutory_size if body.quorum_base == QuorumBase.STATUTORY else None,
        ),
        has_proxies=body.has_proxies,
        has_casting_vote=body.has_casting_vote,
    )
