"""Owns the deeds on a voting at the desk: unanimous, an exception by name, the list of votes by name and its end.

Who is absent from the meeting or from the question gets no vote here, ever: absence is never abstention.
"""

from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.document.people import is_same_person
from meetings.document.recount import recounted_for
from meetings.document.roll import Roll, voters_count, voters_of
from meetings.document.vocabulary import AttendanceStatus, VoteMethod, VoteOption
from meetings.mapping.addresses import Address
from meetings.models import Attendance, Meeting, Vote, VoteEvent
from meetings.use_cases.desk_fields import VERBS
from meetings.use_cases.desk_rows import Deed
from meetings.use_cases.history import write_history
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import find_row, lock_meeting, place_of
from meetings.use_cases.vote_fields import COUNTS, Question, count_names, read_question, settle

_TOLD = (*COUNTS, "is_unanimous", "method", "result")


@transaction.atomic
def vote_unanimously(*, address: Address, **deed: Unpack[Deed]) -> VoteEvent:
    """Count every voter of the question as «за»; where votes stand by name, exactly the voters do then, all «за»."""
    event, question = _open(deed["meeting"], address)
    voters = voters_count(question.document, question.item)
    if voters is None:
        raise CannotSave(_("Сначала отметьте присутствующих или впишите их число."))
    before = _state(event)
    if question.event.votes:
        names = voter_names(question)
        away = [one.pk for one in event.votes.all() if not any(is_same_person(one.name_text, name) for name in names)]
        event.votes.filter(pk__in=away).delete()
        event.votes.update(option=VoteOption.YES)
        _enter(event, names, VoteOption.YES)
    event.votes_for, event.votes_against, event.votes_abstained, event.votes_not_cast = voters, 0, 0, None
    event.is_unanimous = bool(voters)
    return _close(event, question, before, address, deed)


@transaction.atomic
def list_by_name(*, address: Address, **deed: Unpack[Deed]) -> VoteEvent:
    """Give every voter of the question a vote by name; those there already keep theirs.

    A new name votes «за» where the count says that all did, or says nothing; elsewhere it has not voted yet.
    """
    event, question = _open(deed["meeting"], address)
    names = _nameable(event, question)
    before = _state(event)
    exceptions = (event.votes_against, event.votes_abstained, event.votes_not_cast)
    is_plain = not question.event.votes and not any(exceptions)
    _enter(event, names, VoteOption.YES if is_plain else VoteOption.NOT_VOTING)
    _count(event, question)
    return _close(event, question, before, address, deed)


@transaction.atomic
def vote_otherwise(*, address: Address, name: str, option: VoteOption, **deed: Unpack[Deed]) -> VoteEvent:
    """Record that one voter voted otherwise than «за»: votes by name are entered for all, and counted."""
    event, question = _open(deed["meeting"], address)
    names = _nameable(event, question)
    known = _named(names, name)
    if known is None:
        raise CannotSave(_not_a_voter(question, name))
    if not question.event.votes and any((event.votes_against, event.votes_abstained, event.votes_not_cast)):
        raise CannotSave(_("Против и воздержавшиеся уже записаны числом. Обнулите их, и они посчитаются по именам."))
    before = _state(event)
    _enter(event, names, VoteOption.YES)
    if not event.votes.filter(name_text=known).update(option=option):
        mine = next(one for one in event.votes.all() if is_same_person(one.name_text, known))
        event.votes.filter(pk=mine.pk).update(option=option)
    _count(event, question)
    return _close(event, question, before, address, deed)


@transaction.atomic
def set_method(*, address: Address, method: VoteMethod, **deed: Unpack[Deed]) -> VoteEvent:
    """Choose how the question was voted; by name brings the list, a secret voting refuses names that stand."""
    event, question = _open(deed["meeting"], address)
    if method == VoteMethod.SECRET and question.event.votes:
        raise CannotSave(_("Голоса записаны поимённо. Уберите имена, и голосование можно сделать тайным."))
    before = _state(event)
    event.method = method
    if method == VoteMethod.ROLL_CALL and not question.event.votes:
        names = _nameable(event, question)
        is_plain = not any((event.votes_against, event.votes_abstained, event.votes_not_cast))
        _enter(event, names, VoteOption.YES if is_plain else VoteOption.NOT_VOTING)
        _count(event, question)
    return _close(event, question, before, address, deed)


@transaction.atomic
def forget_names(*, address: Address, only: str = "", **deed: Unpack[Deed]) -> VoteEvent:
    """Remove the votes by name (`only` that of one person); the history keeps them. The counts of the rest stay."""
    event, question = _open(deed["meeting"], address)
    before = _state(event)
    gone = event.votes.filter(name_text=only) if only else event.votes.all()
    named = [[one.name_text, one.option] for one in gone]
    gone.delete()
    if only:
        _count(event, question)
    elif event.method == VoteMethod.ROLL_CALL:
        event.method = VoteMethod.OPEN
    return _close(event, question, before, address, deed, forgotten={"names": named})


@transaction.atomic
def recount(*, address: Address, **deed: Unpack[Deed]) -> VoteEvent:
    """Count a voting anew by those who vote now: by the names without those who do not, else «за» by the voters."""
    event, question = _open(deed["meeting"], address)
    before = _state(event)
    if question.event.votes:
        names = voter_names(question)
        gone = [one for one in event.votes.all() if not any(is_same_person(one.name_text, name) for name in names)]
        told = {"forgotten": {"names": [[one.name_text, one.option] for one in gone]}} if gone else {}
        event.votes.filter(pk__in=[one.pk for one in gone]).delete()
        _count(event, question)
        return _close(event, question, before, address, deed, **told)
    votes_for = recounted_for(question.event, voters_count(question.document, question.item))
    if votes_for is None:
        raise CannotSave(_("Пересчитать нельзя: числа сходятся, или неизвестно, кто как голосовал."))
    event.votes_for = votes_for
    event.is_unanimous = bool(event.is_unanimous and votes_for)
    return _close(event, question, before, address, deed)


def voter_names(question: Question) -> list[str]:
    """Return who may vote, by the list; in an absentee voting every member listed may."""
    if question.event.method == VoteMethod.ABSENTEE:
        people = question.document.attendees
        return [one.name for one in people if one.status != AttendanceStatus.INVITED and one.name]
    return [one.name for one in voters_of(question.document, question.item) if one.name]


def _open(meeting: Meeting, address: Address) -> tuple[VoteEvent, Question]:
    lock_meeting(meeting)
    event: VoteEvent = find_row(meeting, address)
    return event, read_question(meeting, event)


def _state(event: VoteEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _TOLD}


def _nameable(event: VoteEvent, question: Question) -> list[str]:
    if event.method == VoteMethod.SECRET:
        raise CannotSave(_("Голосование тайное: имена не записываются."))
    names = voter_names(question)
    if not names:
        raise CannotSave(_("Присутствующие не названы поимённо: голоса можно записать только числом."))
    return names


def _named(names: Sequence[str], typed: str) -> str | None:
    """Find a voter by his printed name, or by any part of it that means one voter only."""
    if typed in names:
        return typed
    found = [name for name in names if is_same_person(name, typed, in_any_case=False)]
    found = found or [name for name in names if typed.strip() and name.lower().startswith(typed.strip().lower())]
    return found[0] if len(found) == 1 else None


def _not_a_voter(question: Question, name: str) -> str:
    if Roll.of(question.document).is_absent(name):
        return _("%(name)s отсутствует: голос записать нельзя.") % {"name": name}
    if any(is_same_person(name, out.name) for out in question.item.absences):
        return _("%(name)s по этому вопросу не участвует: голос записать нельзя.") % {"name": name}
    return _("Среди голосующих по этому вопросу нет: %(name)s.") % {"name": name}


def _enter(event: VoteEvent, names: Sequence[str], option: VoteOption) -> None:
    """Add votes for those of `names` that have none, behind the others, with the persons of the attendance."""
    known = list(event.votes.values_list("name_text", "person_id", "order"))
    missing = [one for one in names if not any(is_same_person(one, name) for name, _person, _order in known)]
    listed = Attendance.objects.filter(meeting_id=event.meeting_id, name_text__in=missing)
    people = dict(listed.values_list("name_text", "person_id"))
    taken = {person for _name, person, _order in known if person}
    first = max((order for _name, _person, order in known), default=-1) + 1
    rows = []
    for order, name in enumerate(missing, start=first):
        person = people.get(name)
        row = Vote(meeting=event.meeting, vote_event=event, order=order, name_text=name, option=option)
        row.person_id = None if person in taken else person
        taken |= {person} if person else set()
        rows.append(row)
    Vote.objects.bulk_create(rows)


def _count(event: VoteEvent, question: Question) -> None:
    """Count the names of those who may vote: the vote of who is away is told, not counted."""
    names = voter_names(question)
    votes = event.votes.values_list("name_text", "option")
    count_names(event, [option for name, option in votes if any(is_same_person(name, one) for one in names)])


def _close(
    event: VoteEvent,
    question: Question,
    before: dict[str, Any],
    address: Address,
    deed: Deed,
    **facts: Any,
) -> VoteEvent:
    """Settle the result, save and tell."""
    settle(event, question)
    event.save()
    told = {name: [old, getattr(event, name)] for name, old in before.items() if old != getattr(event, name)}
    details = {**told, **facts} | place_of(address, event)
    write_history(VERBS["vote"], about=deed["meeting"], actor=deed["actor"], at=deed["at"], details=details)
    return event
