"""Owns the start of a meeting in one press: what comes from the body, from an earlier meeting, and what was moved on.

Nothing comes along that was not chosen; what came is told in the history.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from meetings.document.skeleton import numbered, skeleton_of, speakers_of
from meetings.document.tree import AgendaItem as Question
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, MeetingForm, MeetingState
from meetings.mapping.compose import compose_rows
from meetings.mapping.links import linked_people
from meetings.mapping.record import record_items, record_opening
from meetings.mapping.rows import MeetingRows, read_rows
from meetings.models import AgendaItem, Attendance, HistoryVerb, Meeting
from meetings.models.agenda import approves_minutes
from meetings.use_cases.create_meeting import create_meeting, members_present
from meetings.use_cases.history import write_history
from meetings.use_cases.numbering import lock_numbers
from members.models import Body
from members.models.person import fold_name


class PeopleFrom(StrEnum):
    """Whose names the list of those present begins with."""

    MEMBERS = "members"
    BASE = "base"


class Take(StrEnum):
    """What the base gives to the new protocol."""

    AGENDA = "agenda"
    SPEAKERS = "speakers"
    DECISIONS = "decisions"
    FORM = "form"
    GUESTS = "guests"


#: Facts of the meeting that are chosen as they are stored.
_FACTS = ("held_on", "starts_at", "place", "form", "number", "chair", "secretary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """All that is chosen of a new meeting.

    `chair` and `secretary` are full names, "" for none, None for the body's own. `base` is an earlier meeting of the
    body that gives what `takes` names (FORM: how it was printed and who signed), and its people when they are chosen.
    `minutes_of` is the meeting whose protocol is approved, `carried` are questions moved on to this meeting,
    `questions` titles typed.
    """

    held_on: datetime.date
    starts_at: datetime.time | None = None
    place: str = ""
    form: MeetingForm = MeetingForm.IN_PERSON
    number: str | None = None
    chair: str | None = None
    secretary: str | None = None
    people_from: PeopleFrom = PeopleFrom.MEMBERS
    base: Meeting | None = None
    takes: frozenset[Take] = frozenset()
    minutes_of: Meeting | None = None
    has_standing: bool = False
    carried: tuple[AgendaItem, ...] = ()
    questions: tuple[str, ...] = ()


def begun_on(body: Body, day: datetime.date) -> Meeting | None:
    """The meeting of that day that has no protocol yet."""
    return (
        body.meetings.filter(held_on=day, protocols=None).exclude(state=MeetingState.CANCELLED).order_by("pk").first()
    )


@transaction.atomic
def start_meeting(*, body: Body, start: Start, actor: Any, at: datetime.datetime, is_once: bool = False) -> Meeting:
    """Plan the meeting as chosen. CannotSave when the number is taken.

    A question moved on that another meeting took up meanwhile is left out. With `is_once` a meeting of that day that is
    begun already is returned as it is.
    """
    lock_numbers(body.pk)  # one after another: a question is taken up once, and a double press starts one meeting
    if is_once and (begun := begun_on(body, start.held_on)):
        return begun
    base = start.base if start.takes or start.people_from == PeopleFrom.BASE else None
    rows = read_rows(base) if base else None
    meeting = create_meeting(
        body=body,
        actor=actor,
        at=at,
        **{name: getattr(start, name) for name in _FACTS},
        attendances=_people(body, start, rows.attendances if rows else []),
        base=base if Take.FORM in start.takes else None,
    )
    if start.starts_at is None and meeting.starts_at:  # wiped out on purpose
        meeting.starts_at = None
        meeting.save(update_fields=["starts_at"])
    carried = list(AgendaItem.objects.waiting(body.pk).filter(pk__in=[one.pk for one in start.carried]))
    based = _based(meeting, start, base, rows) if base and rows and Take.AGENDA in start.takes else ()
    links = linked_people(base, rows) if base and rows else {}
    items = _agenda(body, start, carried, based)
    record_items(meeting, items, links)
    _tie(meeting, carried)
    if items:
        told = {"items": len(items), "carried": [one.pk for one in carried], "base": base.pk if base else None}
        write_history(HistoryVerb.CHANGED_AGENDA, about=meeting, actor=actor, at=at, details=told)
    return meeting


def _based(meeting: Meeting, start: Start, base: Meeting, rows: MeetingRows) -> tuple[Question, ...]:
    """Return the base's questions as chosen; who opened that meeting may open this one."""
    document = compose_rows(base, rows)
    has_speakers = Take.SPEAKERS in start.takes
    if has_speakers:
        record_opening(meeting, speakers_of(document.opening), linked_people(base, rows))
    return skeleton_of(document.items, has_speakers=has_speakers, has_decisions=Take.DECISIONS in start.takes)


def _people(body: Body, start: Start, lines: list[Attendance]) -> list[Attendance]:
    """Return unsaved lines: the members (of the day, or those of the base), then the base's guests when chosen."""
    members = (
        members_present(body, start.held_on)
        if start.people_from == PeopleFrom.MEMBERS
        else [_again(line) for line in lines if line.status != AttendanceStatus.INVITED]
    )
    if Take.GUESTS not in start.takes:
        return members
    present = {line.person_id for line in members} - {None}
    guests = [line for line in lines if line.status == AttendanceStatus.INVITED and line.person_id not in present]
    return [*members, *(_again(line) for line in guests)]


def _again(line: Attendance) -> Attendance:
    """Copy a line: name, post, role and group; who was absent then is present now."""
    is_guest = line.status == AttendanceStatus.INVITED
    return Attendance(
        person_id=line.person_id,
        name_text=line.name_text,
        position_text=line.position_text,
        role_text=line.role_text,
        group_text=line.group_text,
        status=AttendanceStatus.INVITED if is_guest else AttendanceStatus.PRESENT,
        mode=AttendanceMode.ROOM,
    )


def _agenda(body: Body, start: Start, carried: Iterable[AgendaItem], based: Iterable[Question]) -> tuple[Question, ...]:
    """Put the questions in order, each once: minutes, standing, moved on, the base's, typed, standing at the end."""
    first, last = body.standing_items if start.has_standing else ((), ())
    minutes = [start.minutes_of.minutes_title] if start.minutes_of else []
    middle = [
        *(Question(number="", title=one.title, kind=one.kind, rapporteur=one.rapporteur) for one in carried),
        *(item for item in based if not approves_minutes(item.title)),
        *(Question(number="", title=title) for title in start.questions),
    ]
    ends = {fold_name(title) for title in (*first, *last)}
    standing = {fold_name(item.title or ""): item for item in middle}
    items: list[Question] = [Question(number="", title=title) for title in minutes]
    # A standing question that the base treated keeps what is known of it, in the place of the standing one.
    items += [standing.get(fold_name(title), Question(number="", title=title)) for title in first]
    items += _each_once(item for item in middle if fold_name(item.title or "") not in ends)
    items += [standing.get(fold_name(title), Question(number="", title=title)) for title in last]
    return numbered(items)


def _each_once(items: Iterable[Question]) -> list[Question]:
    known: set[str] = set()
    return [item for item in items if not ((key := fold_name(item.title or "")) in known or known.add(key))]  # type: ignore[func-returns-value]


def _tie(meeting: Meeting, carried: Iterable[AgendaItem]) -> None:
    """Tie each question to the one it was moved from."""
    rows = {fold_name(row.title or ""): row for row in AgendaItem.objects.filter(meeting=meeting)} if carried else {}
    for source in carried:
        if (row := rows.get(fold_name(source.title or ""))) and row.carried_from_id is None:
            row.carried_from = source
            row.save(update_fields=["carried_from"])
