"""Owns the deeds on bodies and their people: create, change, seat."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from meetings.document.vocabulary import MemberRole
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.history import change_of, write_history
from meetings.use_cases.numbering import lock_numbers
from members.models import Body, Membership, Person, PositionHeld, Term
from members.models.choices import VotingRight


@transaction.atomic
def create_body(*, actor: Any, at: datetime.datetime, **fields: Any) -> Body:
    """Create a body from its fields; ValidationError (Russian, by field) when they do not hold."""
    body = Body(**fields)
    body.full_clean()
    body.save()
    write_history(HistoryVerb.CREATED_BODY, about=body, actor=actor, at=at, details={"name": body.name})
    return body


@transaction.atomic
def update_body(*, body: Body, actor: Any, at: datetime.datetime, **fields: Any) -> Body:
    """Change fields of a body; ValidationError when they do not hold, or when numbers would meet under new rules."""
    body = lock_numbers(body.pk)
    changed = change_of(body, fields)
    body.full_clean()
    body.save()
    if "numbering" in changed:
        _renumber(body)
    if changed:
        write_history(HistoryVerb.CHANGED_BODY, about=body, actor=actor, at=at, details=changed)
    return body


def _renumber(body: Body) -> None:
    """Recompute the periods of the meetings' numbers, refusing when two numbers meet."""
    meetings = list(Meeting.objects.filter(body=body, number__isnull=False))
    for meeting in meetings:
        meeting.body = body
        meeting.number_period = body.number_period(meeting.held_on)
        meeting.validate_constraints()
        Meeting.objects.filter(pk=meeting.pk).update(number_period=meeting.number_period)


@transaction.atomic
def add_member(
    *,
    body: Body,
    person: Person,
    actor: Any,
    at: datetime.datetime,
    role: MemberRole = MemberRole.MEMBER,
    role_text: str = "",
    voting_right: VotingRight = VotingRight.FULL,
    rank: int | None = None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    term: Term | None = None,
) -> Membership:
    """Seat a person (last in rank unless told); ValidationError when he already sits in that period."""
    # The lock keeps two editors from seating the same person over overlapping periods.
    Body.objects.select_for_update().get(pk=body.pk)
    if rank is None:
        rank = (body.memberships.aggregate(last=Max("rank"))["last"] or 0) + 1
    membership = Membership(
        body=body,
        person=person,
        role=role,
        role_text=role_text,
        voting_right=voting_right,
        rank=rank,
        starts_on=starts_on,
        ends_on=ends_on,
        term=term,
    )
    membership.full_clean()
    membership.save()
    details = {"membership": membership.pk, "person": str(person), "role": str(role)}
    write_history(HistoryVerb.ADDED_MEMBER, about=body, actor=actor, at=at, details=details)
    return membership


@transaction.atomic
def update_member(*, membership: Membership, actor: Any, at: datetime.datetime, **fields: Any) -> Membership:
    """Change a seat (role, rank, period …); ValidationError when it does not hold."""
    body = Body.objects.select_for_update().get(pk=membership.body_id)
    membership = Membership.objects.select_related("person").get(pk=membership.pk)
    changed = change_of(membership, fields)
    membership.full_clean()
    membership.save()
    if changed:
        details = {"membership": membership.pk, "person": str(membership.person)} | changed
        write_history(HistoryVerb.CHANGED_MEMBER, about=body, actor=actor, at=at, details=details)
    return membership


@transaction.atomic
def add_person(*, position: str = "", position_since: datetime.date | None = None, **fields: Any) -> Person:
    """Create a person, with the post held now when it is told; ValidationError when the fields do not hold."""
    person = Person(**fields)
    person.fill_sort_key()
    person.full_clean()
    person.save()
    if position:
        PositionHeld.objects.create(person=person, title=position, starts_on=position_since)
    return person
