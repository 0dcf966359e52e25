"""Owns the switch between a list of names and numbers alone («54 из 60»): one deed there, one back, nothing lost."""

from typing import Any, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from meetings.document import tree
from meetings.document.codec import decode_value, encode_value
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.mapping.compose import compose_rows
from meetings.mapping.links import linked_people
from meetings.mapping.record import record_attendees
from meetings.mapping.rows import read_rows
from meetings.mapping.treatment import relink_absences
from meetings.models import Attendance, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.desk_rows import ASIDE, Deed
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import lock_meeting

#: In the history's entry of the switch: the names that stood in the list.
_KEPT = "counted_list"


@transaction.atomic
def count_only(**deed: Unpack[Deed]) -> Meeting:
    """Put numbers in the place of the members' names; guests stay. The history keeps the list for `list_names`."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    rows = read_rows(meeting)
    document = compose_rows(meeting, rows)
    members = [one for one in document.attendees if one.status != AttendanceStatus.INVITED]
    if not members:
        raise CannotSave(_("В списке нет членов органа: считать нечего."))
    present = [one for one in members if one.status == AttendanceStatus.PRESENT]
    online = sum(one.mode == AttendanceMode.ONLINE for one in present)
    told: dict[str, Any] = {
        "present_total": [meeting.present_total, len(present)],
        "members_total": [meeting.members_total, meeting.members_total or len(members)],
        "online_total": [meeting.online_total, online or None],
    }
    Meeting.objects.filter(pk=meeting.pk).update(**{name: after for name, (_before, after) in told.items()})
    for name, (_before, after) in told.items():
        setattr(meeting, name, after)
    told |= {_KEPT: encode_value(tuple(members)), "people": linked_people(meeting, rows)}
    Attendance.objects.filter(meeting=meeting).exclude(status=AttendanceStatus.INVITED).delete()
    write_history(HistoryVerb.CHANGED_ATTENDANCE, about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return meeting


@transaction.atomic
def list_names(**deed: Unpack[Deed]) -> Meeting:
    """Put the names back that `count_only` took, or the members of the day of the meeting; the numbers stay."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    if Attendance.objects.filter(meeting=meeting).exclude(status=AttendanceStatus.INVITED).exists():
        raise CannotSave(_("Список уже ведётся поимённо."))
    entry = HistoryEntry.objects.filter(meeting=meeting, details__has_key=_KEPT).order_by("-at", "-pk").first()
    if entry:
        members = decode_value(tuple[tree.Attendee, ...], entry.details[_KEPT], "attendees")
        people = entry.details["people"]
    else:
        members, people = _members_of_the_day(meeting, deed)
    if not members:
        raise CannotSave(_("На день заседания в органе нет членов: добавьте лица по одному."))
    guests = Attendance.objects.filter(meeting=meeting)
    guests.update(order=F("order") + ASIDE)
    record_attendees(meeting, members, people)
    guests.filter(order__gte=ASIDE).update(order=F("order") - ASIDE + len(members))
    relink_absences(meeting)
    # The list counts from now on; a number beside it would only differ with the first change.
    told = {"present_total": [meeting.present_total, None], "listed": len(members)}
    Meeting.objects.filter(pk=meeting.pk).update(present_total=None, online_total=None)
    meeting.present_total = meeting.online_total = None
    write_history(HistoryVerb.CHANGED_ATTENDANCE, about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return meeting


def _members_of_the_day(meeting: Meeting, deed: Deed) -> tuple[tuple[tree.Attendee, ...], dict[str, int]]:
    day = meeting.held_on or meeting.body.day_of(deed["at"])
    seats = list(meeting.body.memberships.valid_on(day).in_printed_order())
    members = tuple(
        tree.Attendee(
            name=seat.person.full_name,
            position=next((post.title for post in seat.person.positions.all() if post.is_held(day)), ""),
            role=seat.role_text,
        )
        for seat in seats
    )
    return members, {seat.person.full_name: seat.person_id for seat in seats}
