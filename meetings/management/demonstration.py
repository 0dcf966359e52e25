"""Owns the loading of the demonstration: invented bodies, people, accounts and a dozen protocols in every state.

The protocols are texts (demo/*.txt) that go the way of a secretary's own: through the importer and the use cases.
All moments are fixed, so two fresh loads give the same papers. What is there already is left as it is.
"""

import datetime
import json
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from meetings.document.tree import AgendaItem
from meetings.document.vocabulary import MeetingState, MemberRole
from meetings.importing.reading import read_protocol
from meetings.management.demonstration_execution import execute
from meetings.models import Meeting, Protocol
from meetings.use_cases.bodies import add_member, create_body
from meetings.use_cases.create_meeting import create_meeting
from meetings.use_cases.freeze import freeze
from meetings.use_cases.import_meeting import import_meeting
from meetings.use_cases.parts import update_agenda, update_header
from meetings.use_cases.publish import publish
from members.models import Body, Membership, Organization, Person, PositionHeld

FOLDER = Path(__file__).parent / "demo"
PASSWORD = "protokol-2026"  # noqa: S105 - printed for everybody: the demonstration listens on this machine only
#: When the demonstration's bodies were set up.
FOUNDED_AT = datetime.datetime(2024, 11, 1, 9, tzinfo=datetime.UTC)


@transaction.atomic
def load(tell: Callable[[str], None]) -> list[tuple[str, str]]:
    """Load all that is missing, telling each step; return the logins as (name, who that is)."""
    told = json.loads((FOLDER / "portal.json").read_text(encoding="utf-8"))
    people = {entry["name"]: _person(entry) for entry in told["people"]}
    tell(f"лица: {len(people)}")
    for entry in told["bodies"]:
        body = _body(entry, people)
        tell(f"орган: {body}")
    for entry in told["users"]:
        _account(entry, people)
    for entry in told["meetings"]:
        _held(entry, tell)
    for entry in told["planned"]:
        _planned(entry, tell)
    execute(told["executed"], tell)
    return [(entry["username"], entry["who"]) for entry in told["users"]]


def _person(entry: dict[str, Any]) -> Person:
    family, given, patronymic = entry["name"].split()
    person, is_new = Person.objects.get_or_create(
        family_name=family, given_name=given, patronymic_name=patronymic, defaults={"gender": entry["gender"]}
    )
    if is_new:
        PositionHeld.objects.bulk_create(PositionHeld(person=person, **_dated(post)) for post in entry["positions"])
    return person


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """Read the dates among an entry's values."""
    return {
        name: datetime.date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in entry.items()
    }


def _body(entry: dict[str, Any], people: dict[str, Person]) -> Body:
    if body := Body.objects.filter(slug=entry["slug"]).first():
        return body
    organization, _ = Organization.objects.get_or_create(
        name=entry["organization"]["name"], defaults={"short_name": entry["organization"]["short_name"]}
    )
    body = create_body(actor=None, at=FOUNDED_AT, slug=entry["slug"], organization=organization, **entry["fields"])
    for rank, seat in enumerate(entry["members"], start=1):
        fields = _dated(seat)
        person, role = people[fields.pop("person")], MemberRole(fields.pop("role"))
        add_member(body=body, person=person, role=role, rank=rank, actor=None, at=FOUNDED_AT, **fields)
    return body


def _account(entry: dict[str, Any], people: dict[str, Person]) -> None:
    users = get_user_model().objects
    user = users.filter(username=entry["username"]).first()
    if user is None:
        make = users.create_superuser if entry.get("is_superuser") else users.create_user
        names = entry.get("person", "").split()
        user = make(
            username=entry["username"],
            password=PASSWORD,
            last_name=names[0] if names else "",
            first_name=" ".join(names[1:]),
        )
    if "person" in entry:
        Person.objects.filter(pk=people[entry["person"]].pk, user=None).update(user=user)


def _held(entry: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Read one protocol in, and lead it through its life up to where the demonstration wants it."""
    source = FOLDER / entry["source"]
    body = Body.objects.get(slug=entry["body"])
    document = read_protocol(source.read_bytes(), source.name).document
    if Meeting.objects.filter(body=body, held_on=document.held_on).exists():
        return
    actor = _secretary(body)
    moments = _moments(document.held_on or FOUNDED_AT.date(), body)
    meeting = import_meeting(document=document, body=body, actor=actor, at=next(moments))
    for step in entry["life"]:
        _live(step, meeting, entry, actor, next(moments))
        meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    tell(f"протокол: {meeting}")


def _live(step: str, meeting: Meeting, entry: dict[str, Any], actor: Any, at: datetime.datetime) -> None:
    if step == "open":
        # a meeting that still goes on while its secretary types
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.IN_SESSION)
    elif step == "correct":
        update_header(meeting=meeting, version=meeting.version, actor=actor, at=at, changes=entry["correction"])
    elif step == "freeze":
        is_correction = Protocol.objects.filter(meeting=meeting).exists()
        freeze(meeting=meeting, actor=actor, at=at, reason=entry["reason"] if is_correction else "")
    elif step == "publish":
        publish(protocol=Protocol.objects.filter(meeting=meeting).latest("edition"), actor=actor, at=at)


def _planned(entry: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Plan a meeting that has not been held: members entered, agenda set, no paper yet."""
    body = Body.objects.get(slug=entry["body"])
    held_on = datetime.date.fromisoformat(entry["held_on"])
    if Meeting.objects.filter(body=body, held_on=held_on).exists():
        return
    actor, at = _secretary(body), next(_moments(held_on - datetime.timedelta(days=30), body))
    meeting = create_meeting(
        body=body, held_on=held_on, starts_at=datetime.time.fromisoformat(entry["starts_at"]), actor=actor, at=at
    )
    items = [
        AgendaItem(number=str(number), title=title, is_treated=False)
        for number, title in enumerate(entry["agenda"], start=1)
    ]
    meeting = update_agenda(meeting=meeting, version=meeting.version, actor=actor, at=at, items=items)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState(entry["state"]))
    tell(f"план: {meeting}")


def _secretary(body: Body) -> Any:
    """Return the account of the body's secretary, who does all this."""
    seat = Membership.objects.filter(body=body, role=MemberRole.SECRETARY).select_related("person__user").first()
    return seat.person.user if seat else None


def _moments(day: datetime.date, body: Body) -> Iterator[datetime.datetime]:
    """Yield working moments after a meeting, a day apart, in the body's time zone."""
    moment = datetime.datetime.combine(day, datetime.time(17, 45), zoneinfo.ZoneInfo(body.time_zone))
    while True:
        yield moment
        moment += datetime.timedelta(days=1)
