"""Owns the planning of a meeting: the facts of its body and the members of the day, entered as present."""

import datetime
from typing import Any

from django.db import transaction

from meetings.document.vocabulary import MeetingForm, MemberRole
from meetings.models import Attendance, HistoryVerb, Meeting, SignatureLine
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import check_meeting
from members.models import Body, Membership
from members.models.names import print_name


@transaction.atomic
def create_meeting(
    *,
    body: Body,
    actor: Any,
    at: datetime.datetime,
    held_on: datetime.date | None = None,
    starts_at: datetime.time | None = None,
    place: str | None = None,
    form: MeetingForm = MeetingForm.IN_PERSON,
    title: str | None = None,
    number: str | None = None,
) -> Meeting:
    """Plan a meeting; what is not told comes from the body. CannotSave when the number is taken.

    The members of the day of the meeting (of `at`, without one) are entered as present, in rank order.
    """
    day = held_on or body.day_of(at)
    seats = list(body.memberships.valid_on(day).in_printed_order())
    meeting = Meeting(
        body=body,
        held_on=held_on,
        starts_at=starts_at,
        place=body.place if place is None else place,
        form=form,
        title=body.meeting_title if title is None else title,
        number=number or None,
        is_number_due=True,
        members_total=body.statutory_size or len(seats) or None,
    )
    _name_officers(meeting, seats)
    check_meeting(meeting)
    meeting.save()
    _enter_members(meeting, seats, day)
    write_history(HistoryVerb.CREATED_MEETING, about=meeting, actor=actor, at=at)
    return meeting


def _name_officers(meeting: Meeting, seats: list[Membership]) -> None:
    for role, field in ((MemberRole.CHAIR, "chair"), (MemberRole.SECRETARY, "secretary")):
        seat = next((seat for seat in seats if seat.role == role), None)
        if seat:
            setattr(meeting, field, seat.person)
            setattr(meeting, f"{field}_name", seat.person.full_name)
            setattr(meeting, f"{field}_role", getattr(meeting.body, f"{field}_title") or seat.role_text)


def _enter_members(meeting: Meeting, seats: list[Membership], day: datetime.date) -> None:
    """Enter the members as present, each with the post of the day, and lines for the officers to sign."""
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            order=order,
            person=seat.person,
            name_text=seat.person.full_name,
            position_text=next((post.title for post in seat.person.positions.all() if post.is_held(day)), ""),
            role_text=seat.role_text,
        )
        for order, seat in enumerate(seats)
    )
    name_style = meeting.style.signature_name_style
    officers = [(meeting.chair_role, meeting.chair), (meeting.secretary_role, meeting.secretary)]
    SignatureLine.objects.bulk_create(
        SignatureLine(
            meeting=meeting, order=order, role_text=role, name_text=print_name(person, name_style), person=person
        )
        for order, (role, person) in enumerate(officers)
        if person
    )
