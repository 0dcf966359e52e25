"""Owns what the desk shows: a fixed number of queries, whatever there is to show."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, Subquery, Value

from meetings.document.codec import decode
from meetings.document.people import is_same_person
from meetings.document.vocabulary import AssignmentState, MeetingState, MemberRole, ProtocolState
from meetings.models import Acknowledgement, AgendaItem, Approval, Attendance, Meeting, Protocol, Signature, Task
from meetings.models.meeting import ADMINISTRATOR, READING_ROLES
from meetings.models.task import OPEN_STATES
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
    """What a user finds after signing in; `bodies` carry `viewer_role`, tasks their body, meeting and executors."""

    bodies: list[Body]
    drafts: list[Meeting]
    due: list[Task]
    #: drafts that wait for the user's approval, the soonest answer first
    approvals: list[Approval]
    #: issued editions with a line of the user's that is not signed, the longest waiting first
    unsigned: list[Protocol]
    #: recent protocols the user may read, newest meeting first
    protocols: list[Protocol]
    #: what he executes himself and nobody has accepted yet
    own_tasks: list[Task]
    #: reports that wait for him as the secretary
    reported: list[Task]
    #: editions put before him that he has not acknowledged
    acknowledgements: list[Acknowledgement]
    #: meetings to come of his bodies, with `is_led`
    coming: list[Meeting]
    #: editions of his bodies since his visit before
    news: list[Protocol]


def desk(user: Any, today: datetime.date, since: datetime.datetime | None = None) -> Desk:
    """What concerns the user: his bodies, drafts, terms, papers, tasks, meetings, news; a fixed number of queries.

    `since` is the end of his visit before this one; without it nothing is news.
    """
    visible = Meeting.objects.visible_to(user, today)
    led = Task.objects.in_force().filter(Exists(visible.filter(body=OuterRef("body"))))
    due = led.open().filter(due_on__lte=today + datetime.timedelta(days=DUE_DAYS))
    seats = Membership.objects.of_user(user, today).filter(body=OuterRef("body"), role=MemberRole.SECRETARY)
    waiting = Task.objects.in_force().filter(Exists(seats), state=AssignmentState.REPORTED)
    own = Task.objects.of_user(user).filter(state__in=(*OPEN_STATES, AssignmentState.REPORTED))
    asked = (
        Acknowledgement.objects.of_user(user)
        .waiting()
        .filter(protocol__in=Protocol.objects.visible_to(user, today).in_force())
    )
    readable = _readable(user, today)
    return Desk(
        bodies=list(_own_bodies(user, today)),
        drafts=list(_drafts(visible)[:SHOWN]),
        due=_shown(due),
        approvals=list(_requests(user)[:SHOWN]),
        unsigned=_unsigned(user, today),
        protocols=list(readable.order_by("-meeting__held_on", "-pk")[:SHOWN]),
        own_tasks=_shown(own),
        reported=_shown(waiting),
        acknowledgements=list(
            asked.select_related("protocol__meeting__body")
            .defer("protocol__document", "protocol__pdf")
            .order_by("asked_at", "pk")[:SHOWN]
        ),
        coming=list(_coming(user, today)[:SHOWN]),
        news=list(_news(user, readable, since, today)[:SHOWN]) if since else [],
    )


def _shown(tasks: Any) -> list[Task]:
    """The tasks of a list with all that is shown of them, the soonest term first: two queries."""
    shown = tasks.select_related("body", "meeting").prefetch_related("executors")
    return list(shown.in_order()[:SHOWN])


def _coming(user: Any, today: datetime.date) -> Any:
    """Meetings to come of the bodies where the user holds a seat, the nearest first; `is_led`: he sees their drafts.

    A member is told when and where his body meets, as a notice tells him; nothing else of the draft.
    """
    seats = Membership.objects.of_user(user, today).filter(body=OuterRef("body"))
    states = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.IN_SESSION)
    coming = Meeting.objects.filter(Exists(seats), held_on__gte=today, state__in=states)
    led = Exists(seats.filter(role__in=READING_ROLES))
    return coming.annotate(is_led=led).select_related("body").order_by("held_on", "starts_at", "pk")


def _news(user: Any, readable: Any, since: datetime.datetime, today: datetime.date) -> Any:
    """Editions of the user's bodies issued or published since a moment, the newest first."""
    seats = Membership.objects.of_user(user, today).filter(body=OuterRef("meeting__body"))
    new = readable.filter(Exists(seats)).filter(Q(issued_at__gt=since) | Q(published_at__gt=since))
    return new.order_by("-issued_at", "-pk")


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
