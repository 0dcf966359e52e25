"""Owns the deeds on people: a new member by name, a person's card with its posts."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import HistoryVerb
from meetings.use_cases.bodies import add_member, add_person
from meetings.use_cases.history import change_of, write_history
from members.models import Body, Membership, Person, PositionHeld
from members.models.person import NAME_FIELDS


class PostHeld(TypedDict):
    """A post of a person over a period."""

    title: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


@transaction.atomic
def seat_new_person(
    *, body: Body, name: Person, position: str, actor: Any, at: datetime.datetime, **seat: Any
) -> Membership:
    """Create a person (an unsaved one gives the name) and seat him; ValidationError, and then nobody is created."""
    fields = ("family_name", "given_name", "patronymic_name", "gender")
    person = add_person(position=position, **{field: getattr(name, field) for field in fields})
    return add_member(body=body, person=person, actor=actor, at=at, **seat)


@transaction.atomic
def update_person(
    *, person: Person, body: Body, posts: Sequence[PostHeld], actor: Any, at: datetime.datetime, **fields: Any
) -> Person:
    """Change a person's name and replace his posts; told in the history of the body whose secretary did it.

    ValidationError when the values do not hold, or when the name is that of an account and the actor no administrator:
    who bears the name of a line signs it, so that whoever sets names would choose who signs.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    changed: dict[str, Any] = change_of(person, fields)
    if person.user_id is not None and not set(NAME_FIELDS).isdisjoint(changed) and not actor.is_superuser:
        raise ValidationError(
            _("У этого лица есть учётная запись, его именем подписывают протоколы: имя меняет администратор портала.")
        )
    person.fill_sort_key()
    person.full_clean()
    person.save()
    before = [_post_facts(post) for post in person.positions.all()]
    after = [PositionHeld(person=person, **post) for post in posts]
    if before != [_post_facts(post) for post in after]:
        person.positions.all().delete()
        for post in after:
            post.full_clean()
        PositionHeld.objects.bulk_create(after)
        changed["positions"] = [before, [_post_facts(post) for post in after]]
    if changed:
        details = {"person": str(person)} | changed
        write_history(HistoryVerb.CHANGED_MEMBER, about=body, actor=actor, at=at, details=details)
    return person


def _post_facts(post: PositionHeld) -> list[str | None]:
    days = (post.starts_on, post.ends_on)
    return [post.title, *(day.isoformat() if day else None for day in days)]
