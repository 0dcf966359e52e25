"""Owns the planning of a meeting: the facts of its body, its officers, the people of the day and who will sign."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.document.vocabulary import MeetingForm, MemberRole
from meetings.models import Attendance, HistoryVerb, Meeting, SignatureLine
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import check_meeting
from members.models import Body, Membership, Person
from members.models.names import print_name
from members.models.person import fold_name


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
    chair: str | None = None,
    secretary: str | None = None,
    attendances: Sequence[Attendance] | None = None,
    base: Meeting | None = None,
) -> Meeting:
    """Plan a meeting; what is not told comes from the body. CannotSave when the number is taken.

    The members of the day of the meeting (of `at`, without one) are entered as present, in rank order, unless other
    lines are given. Officers are told by full name (those of the body otherwise, "" for none); who is no officer of the
    body presides as «Председательствующий». With `base` the meeting is printed and signed as that one was.
    """
    day = held_on or body.day_of(at)
    seats = list(body.memberships.valid_on(day).in_printed_order())
    meeting = Meeting(body=body, held_on=held_on, form=form, number=number or None, is_number_due=True)
    meeting.starts_at, meeting.place = starts_at or body.starts_at, body.place if place is None else place
    meeting.title = body.meeting_title if title is None else title
    meeting.members_total = body.statutory_size or len(seats) or None
    if base is not None:
        _print_as(meeting, base)
    _name_officer(meeting, "chair", MemberRole.CHAIR, seats, chair)
    _name_officer(meeting, "secretary", MemberRole.SECRETARY, seats, secretary)
    check_meeting(meeting)
    meeting.save()
    _enter_people(meeting, _seated(seats, day) if attendances is None else attendances)
    SignatureLine.objects.bulk_create(_signature_lines(meeting, base))
    write_history(HistoryVerb.CREATED_MEETING, about=meeting, actor=actor, at=at)
    return meeting


def _print_as(meeting: Meeting, base: Meeting) -> None:
    """Take the look of an earlier paper, and how people took part from afar when they do so again."""
    meeting.paper_style, meeting.is_style_own = base.paper_style, base.is_style_own
    meeting.remote_method = base.remote_method if meeting.form == base.form else ""


def _name_officer(
    meeting: Meeting, office: str, role: MemberRole, seats: Sequence[Membership], name: str | None
) -> None:
    """Set the officer's name, role and person; the body's own officer when no name is told."""
    seat = next((seat for seat in seats if seat.role == role), None)
    if name is not None:
        same = [one for one in seats if fold_name(one.person.full_name) == fold_name(name)]
        seat = same[0] if same and name else None
    elif seat is None:
        return
    if seat is None and not name:
        return
    setattr(meeting, office, seat.person if seat else None)
    setattr(meeting, f"{office}_name", seat.person.full_name if seat else name)
    own = getattr(meeting.body, f"{office}_title") or (seat.role_text if seat else "")
    acting = {"chair": _("Председательствующий"), "secretary": _("Секретарь заседания")}[office]
    setattr(meeting, f"{office}_role", own if seat and seat.role == role else acting)


def _seated(seats: Sequence[Membership], day: datetime.date) -> list[Attendance]:
    """Make a line for each member, with the post of the day."""
    return [
        Attendance(
            person=seat.person,
            name_text=seat.person.full_name,
            position_text=next((post.title for post in seat.person.positions.all() if post.is_held(day)), ""),
            role_text=seat.role_text,
        )
        for seat in seats
    ]


def members_present(body: Body, day: datetime.date) -> list[Attendance]:
    """Return a line of the attendance, unsaved, for each member of that day, in rank order."""
    return _seated(list(body.memberships.valid_on(day).in_printed_order()), day)


def _enter_people(meeting: Meeting, lines: Sequence[Attendance]) -> None:
    for order, line in enumerate(lines):
        line.meeting, line.order = meeting, order
    Attendance.objects.bulk_create(lines)


def _signature_lines(meeting: Meeting, base: Meeting | None) -> list[SignatureLine]:
    """Make the lines for signatures: those of the base with today's officers in their places, or the officers'."""
    officers = {office: _signing(meeting, office) for office in ("chair", "secretary")}
    lines = []
    for line in base.signature_lines.all() if base else ():
        office = _office_of(line, base)
        line.pk = None
        if office is None or getattr(meeting, f"{office}_id") == line.person_id is not None:
            lines.append(line)  # as it was printed
        elif officer := officers[office]:
            lines.append(officer)
        if office:
            officers[office] = None
    if not lines:
        lines = [line for line in (_signing(meeting, "chair"), _signing(meeting, "secretary")) if line]
    for order, line in enumerate(lines):
        line.meeting, line.order, line._state.adding = meeting, order, True
    return lines


def _office_of(line: SignatureLine, base: Meeting | None) -> str | None:
    """Tell which officer of the base signed there."""
    for office in ("chair", "secretary"):
        person, role = getattr(base, f"{office}_id"), getattr(base, f"{office}_role")
        if (person and line.person_id == person) or (role and fold_name(line.role_text) == fold_name(role)):
            return office
    return None


def _signing(meeting: Meeting, office: str) -> SignatureLine | None:
    """Make the line of an officer, the name as the style prints it."""
    person: Person | None = getattr(meeting, office)
    name: str | None = getattr(meeting, f"{office}_name")
    if not name:
        return None
    printed = print_name(person, meeting.style.signature_name_style) if person else name
    return SignatureLine(role_text=getattr(meeting, f"{office}_role"), name_text=printed, person=person)
