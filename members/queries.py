"""Owns the questions asked about bodies and their people."""

import datetime

from members.models import Body, Membership
from members.models.membership import MembershipQuerySet


def members_on(body: Body, day: datetime.date) -> MembershipQuerySet:
    """The seats of a body on a day in printed order, with persons and their posts (two queries)."""
    return (
        Membership.objects.valid_on(day)
        .filter(body=body)
        .select_related("person")
        .prefetch_related("person__positions")
        .order_by("rank", "person__sort_key", "pk")
    )
