"""Owns whom a secretary may find while typing a name: people of the bodies he serves, and of this body's meetings."""

from dataclasses import dataclass
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from meetings.document.vocabulary import MemberRole
from meetings.mapping.addresses import Address
from meetings.models import Attendance, Meeting
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_rows import Deed
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting
from members.models import Body, Membership, Person
from members.models.person import fold_name

#: Shown at once; more is no help.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person found: `source` is «person:12», or «attendance:77» for a name of an earlier list without a card."""

    source: str
    name: str
    position: str


def find_known(user: Any, meeting: Meeting, typed: str) -> list[KnownPerson]:
    """Find by the beginning of any part of the name, who is not in this list yet: at most three queries."""
    start = fold_name(typed)
    if not start:
        return []
    here = Attendance.objects.filter(meeting=meeting)
    people = _people(user, meeting).filter(Q(sort_key__startswith=start) | Q(sort_key__contains=f" {start}"))
    people = people.exclude(Exists(here.filter(person=OuterRef("pk"))))
    found = [_known(person, meeting) for person in people.order_by("sort_key", "pk")[:SHOWN]]
    names = {one.name for one in found}
    for line in _lines(meeting, typed)[: SHOWN * 4]:
        if len(found) < SHOWN and line.name_text not in names:
            names.add(line.name_text)
            found.append(KnownPerson(f"attendance:{line.pk}", line.name_text, line.position_text))
    return found


@transaction.atomic
def enter_known(*, address: Address, source: Address, user: Any, **deed: Unpack[Deed]) -> Attendance:
    """Enter a person found into a line of the attendance: name, post (where none is typed) and the link to his card."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    line: Attendance = find_row(meeting, address)
    known, person_id = _of_source(user, meeting, source)
    before = [line.name_text, line.position_text]
    line.name_text, line.person_id = known.name, person_id
    line.position_text = line.position_text or known.position
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        raise CannotSave(_("Это лицо уже есть в списке.")) from error
    told = {
        "name": [before[0], line.name_text],
        "position": [before[1], line.position_text],
        "row": str(address),
    }
    write_history(VERBS["attendance"], about=meeting, actor=deed["actor"], at=deed["at"], details=told)
    return line


def _of_source(user: Any, meeting: Meeting, source: Address) -> tuple[KnownPerson, int | None]:
    if source.kind == "person":
        person = _people(user, meeting).filter(pk=source.pk).first()
        if person is None:
            raise RowGone
        return _known(person, meeting), person.pk
    line = Attendance.objects.filter(meeting__body=meeting.body_id, pk=source.pk).first()
    if line is None:
        raise RowGone
    return KnownPerson(str(source), line.name_text, line.position_text), line.person_id


def _people(user: Any, meeting: Meeting) -> QuerySet[Person]:
    """People whom the secretary may see, with the post of their last line in this body's lists as `last_post`."""
    if user.is_superuser:
        served = Body.objects.values("pk")
    else:
        served = Membership.objects.of_user(user).filter(role=MemberRole.SECRETARY).values("body")
    seats = Membership.objects.filter(person=OuterRef("pk"), body__in=served)
    lines = Attendance.objects.filter(person=OuterRef("pk"), meeting__body=meeting.body_id)
    last = lines.exclude(position_text="").order_by("-meeting__held_on", "-pk").values("position_text")[:1]
    people = Person.objects.filter(Exists(seats) | Exists(lines))
    return people.annotate(last_post=Subquery(last)).prefetch_related("positions")


def _known(person: Person, meeting: Meeting) -> KnownPerson:
    posts = person.positions.all()
    held = next((post.title for post in posts if meeting.held_on and post.is_held(meeting.held_on)), "")
    last: str = person.last_post or ""  # type: ignore[attr-defined]
    return KnownPerson(f"person:{person.pk}", person.full_name, held or last)


def _lines(meeting: Meeting, typed: str) -> QuerySet[Attendance]:
    """Lines of earlier lists of the body that lead to no card. Databases fold Cyrillic badly: both cases are asked."""
    words = {typed.strip(), typed.strip().capitalize()}
    begins = Q()
    for word in words:
        begins |= Q(name_text__startswith=word) | Q(name_text__contains=f" {word}")
    here = Attendance.objects.filter(meeting=meeting, name_text=OuterRef("name_text"))
    lines = Attendance.objects.filter(begins, meeting__body=meeting.body_id, person=None).exclude(meeting=meeting)
    return lines.exclude(Exists(here)).order_by("-meeting__held_on", "-pk")
