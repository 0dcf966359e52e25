"""Owns the rules of a body as values: when it is competent to decide, who may stand in for whom, how a tie is broken.

A paper does not print them, so they stand beside the tree and not in it: a frozen edition is what was signed, while
the rules are what a draft is measured by (`check_document(document, rules)`).
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """How many must be there. `count` (heads) goes before the share; `size` is the statutory size, when counted of it.

    The default is ГК РФ, ст. 181.2 п. 1: not less than half.
    """

    numerator: int = 1
    denominator: int = 2
    is_strict: bool = False
    count: int | None = None
    size: int | None = None

    def needed(self, members: int) -> int:
        """Return the least number present of `members` that makes a quorum; at least one."""
        if self.count:
            return self.count
        share = Fraction(members * self.numerator, self.denominator)
        whole = -(-share.numerator // share.denominator)
        return max(1, whole + 1 if self.is_strict and share == whole else whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRules:
    """What a draft of a body is measured by; the defaults are those of a body that has set nothing."""

    quorum: QuorumRule = QuorumRule()
    #: a member may be represented by another («по доверенности»)
    has_proxies: bool = False
    #: on a tie the vote of the chair decides
    has_casting_vote: bool = False
