"""Owns who finds what: entries are seen as their editions are (models.protocol: visible_to and in_force)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection

from members.models import Body, Membership


@dataclass(frozen=True, slots=True)
class Reader:
    """What of the index a person may find: everything, or what is open to everybody and his own bodies' entries."""

    is_administrator: bool = False
    bodies: tuple[int, ...] = ()

    def where(self, at: datetime.datetime) -> tuple[str, list[Any]]:
        """The condition on entries (as `e`) at that moment, and its parameters."""
        moment = connection.ops.adapt_datetimefield_value(at)
        alive = "(e.closes_at IS NULL OR e.closes_at > %s)"
        if self.is_administrator:
            return alive, [moment]
        public = f"e.body_id IN (SELECT id FROM {Body._meta.db_table} WHERE is_public)"  # noqa: S608 - our own names
        seen = f"(e.opens_at <= %s AND {public})"
        if self.bodies:
            own = ", ".join(str(int(pk)) for pk in self.bodies)
            seen = f"({seen} OR e.body_id IN ({own}))"
        return f"{alive} AND {seen}", [moment, moment]


def reader_of(user: Any, on: datetime.date | None = None) -> Reader:
    """What the user may find on that day (today): at most one query."""
    if not user.is_authenticated:
        return Reader()
    if user.is_superuser:
        return Reader(is_administrator=True)
    return Reader(bodies=tuple(Membership.objects.of_user(user, on).order_by("body").values_list("body", flat=True)))
