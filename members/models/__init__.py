"""WHO: organisations, bodies with their terms, people with their dated posts, and dated memberships."""

from members.models.body import Body, Term
from members.models.membership import Membership
from members.models.organization import Organization
from members.models.person import Person, PositionHeld

__all__ = ["Body", "Membership", "Organization", "Person", "PositionHeld", "Term"]
