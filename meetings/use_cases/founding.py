"""Owns the making and changing of a body by those who work with it: its organisation by name, its first secretary."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from meetings.document.vocabulary import MemberRole
from meetings.use_cases.bodies import add_member, create_body, update_body
from members.models import Body, Organization, Person


@transaction.atomic
def found_body(*, organization_name: str, actor: Any, at: datetime.datetime, **fields: Any) -> Body:
    """Create a body and seat who created it as its secretary, so that he may go on with it.

    ValidationError (Russian, by field) when the fields do not hold; nothing is made then.
    """
    organization = _organization_named(organization_name)
    body = create_body(actor=actor, at=at, organization=organization, **fields)
    person = Person.objects.filter(user_id=actor.pk).first()
    if person is not None and not actor.is_superuser:
        today = timezone.localdate(at)
        add_member(body=body, person=person, actor=actor, at=at, role=MemberRole.SECRETARY, starts_on=today)
    return body


@transaction.atomic
def change_card(*, body: Body, organization_name: str, actor: Any, at: datetime.datetime, **fields: Any) -> Body:
    """Change a body's card; refusals as of update_body."""
    organization = _organization_named(organization_name)
    return update_body(body=body, actor=actor, at=at, organization=organization, **fields)


def _organization_named(name: str) -> Organization | None:
    """Find the organisation of that name, or make it; None for an empty name."""
    return Organization.objects.get_or_create(name=name)[0] if name else None
