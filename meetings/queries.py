"""Owns what the desk shows: a fixed number of queries, whatever there is to show."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Subquery, Value

from meetings.document.codec import decode
from meetings.document.people import is_same_person
from meetings.document.vocabulary import AssignmentState, MeetingState, ProtocolState
from meetings.models import AgendaItem, Approval, Assignment, Attendance, Meeting, Protocol, Signature
from meetings.models.meeting import ADMINISTRATOR
from members.models import Body, Membership, Person
from members.models.choices import VotingRight

#: A term is due this many days ahead.
DUE_DAYS = 30
#: Rows shown of each list.
SHOWN = 50
#: Earlier meetings that a new one may be based on.
EARLIER_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a user finds after signing in; `bodies` carry `viewer_role`, `due` their meeting and body."""

    bodies: list[Body]
    drafts: list[Meeting]
    due: list[Assignment]
    #: drafts that wait for the user's approval, the soonest answer first
    approvals: list[Approval]
    #: issued editions with a line of the user's that is not signed, the longest waiting first
    unsigned: list[Protocol]
    #: recent protocols the user may read, newest meeting first
    protocols: list[Protocol]


def desk(user: Any, today: datetime.date) -> Desk:
    """The user's bodies, drafts, terms that come or are past, what waits for him, protocols: eight queries at most."""
    visible = Meeting.objects.visible_to(user, today)
    due = (
        Assignment.objects.filter(
            meeting__in=visible,
            state__in=[AssignmentState.IN_WORK, AssignmentState.RETURNED],
            due_on__lte=today + datetime.timedelta(days=DUE_DAYS),
        )
        .select_related("meeting__body", "decision__item", "point")
        .order_by("due_on", "pk")
    )
    return Desk(
        bodies=list(_own_bodies(user, today)),
        drafts=list(_drafts(visible)[:SHOWN]),
        due=list(due[:SHOWN]),
        approvals=list(_requests(user)[:SHOWN]),
        unsigned=_unsigned(user, today),
        protocols=list(_readable(user, today).order_by("-meeting__held_on", "-pk")[:SHOWN]),
    )


def _requests(user: Any) -> Any:
    """Drafts that the user was asked to approve and has not answered about."""
    asked = Approval.objects.of_user(user).newest().waiting().exclude(meeting__state=MeetingState.CANCELLED)
    return asked.select_related("meeting__body").order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")


def _unsigned(user: Any, today: datetime.date) -> list[Protocol]:
    """Issued editions of the user's bodies with a line in his name that nobody signed: three queries at most."""
    person = Person.objects.filter(user_id=user.pk).first()
    if person is None:
        return []
    seats = Membership.objects.of_user(user, today).filter(body=OuterRef("meeting__body"))
    named = Protocol.objects.filter(
        Exists(seats), state=ProtocolState.ISSUED, document__contains=person.family_name
    ).select_related("meeting__body")
    signed = Prefetch("signatures", queryset=Signature.objects.only("protocol", "order"))
    return [
        protocol
        for protocol in named.defer("pdf").prefetch_related(signed).order_by("issued_at", "pk")[:SHOWN]
        if _waits_for(protocol, person)
    ]


def _waits_for(protocol: Protocol, person: Person) -> bool:
    taken = {one.order for one in protocol.signatures.all()}
    return any(
        order not in taken and is_same_person(person.full_name, line.name, in_any_case=False)
        for order, line in enumerate(decode(protocol.document).signatures, start=1)
    )


def members_without_vote(meeting: Meeting, today: datetime.date) -> frozenset[str]:
    """Printed names of those present whose seat gave no vote on the day of the meeting (today): one query."""
    seats = Membership.objects.filter(body=meeting.body_id, person=OuterRef("person"))
    advisory = seats.valid_on(meeting.held_on or today).filter(voting_right=VotingRight.ADVISORY)
    names = Attendance.objects.filter(Exists(advisory), meeting=meeting).values_list("name_text", flat=True)
    return frozenset(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """What a new meeting of a body can be made of, as of the day it is to be held."""

    #: with persons and posts, in printed order
    seats: list[Membership]
    #: meetings held before that day, the last one first
    earlier: list[Meeting]
    #: questions moved on from meetings before, with their meeting
    waiting: list[AgendaItem]
    #: titles of the last meeting's agenda
    last_titles: list[str]


def starting(body: Body, day: datetime.date) -> Starting:
    """What can be taken into a meeting of that day: five queries."""
    earlier = list(body.meetings.before(day)[:EARLIER_SHOWN])
    titles = AgendaItem.objects.filter(meeting=earlier[0]) if earlier else AgendaItem.objects.none()
    return Starting(
        seats=list(body.memberships.valid_on(day).in_printed_order()),
        earlier=earlier,
        waiting=list(AgendaItem.objects.waiting(body.pk, day).select_related("meeting")[:SHOWN]),
        last_titles=list(titles.exclude(title=None).values_list("title", flat=True)),
    )


def _own_bodies(user: Any, today: datetime.date) -> Any:
    """Bodies where the user holds a seat (all, for an administrator), his role as `viewer_role`."""
    if user.is_authenticated and user.is_superuser:
        role: Any = Value(ADMINISTRATOR, output_field=CharField())
        return Body.objects.select_related("organization").annotate(viewer_role=role)
    seats = Membership.objects.of_user(user, today).filter(body=OuterRef("pk"))
    bodies = Body.objects.filter(Exists(seats)).select_related("organization")
    return bodies.annotate(viewer_role=Subquery(seats.values("role")[:1]))


def _drafts(visible: Any) -> Any:
    """Meetings without an edition, the nearest to come first in their order."""
    editions = Protocol.objects.filter(meeting=OuterRef("pk"))
    return visible.filter(~Exists(editions)).exclude(state=MeetingState.CANCELLED).select_related("body")


def _readable(user: Any, today: datetime.date) -> Any:
    """The editions in force that the user may read, without their files."""
    protocols = Protocol.objects.visible_to(user, today).in_force()
    return protocols.select_related("meeting__body").defer("document", "pdf")
