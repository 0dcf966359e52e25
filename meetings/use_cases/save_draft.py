"""Owns the edit of a draft: a document replaced by another, the rows that differ written, two editors kept apart."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import encode, encode_value
from meetings.document.tree import ProtocolDocument
from meetings.mapping.changes import record_changes
from meetings.mapping.compose import compose_rows
from meetings.mapping.links import People, linked_people
from meetings.mapping.record import SAME_FIELDS
from meetings.mapping.rows import read_rows
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused


class StaleMeeting(Refused):
    """Somebody changed the meeting since the editor's page was made."""

    def __init__(self) -> None:
        super().__init__(
            _("Пока вы правили, протокол изменил кто-то другой. Откройте страницу заново и повторите правку.")
        )


class CannotSave(Refused):
    """Values that no record of a meeting may hold: a number already given, a last day before the first."""


@transaction.atomic
def save_draft(
    *,
    meeting: Meeting,
    version: int,
    replace: Callable[[ProtocolDocument], ProtocolDocument],
    verb: HistoryVerb,
    actor: Any,
    at: datetime.datetime,
    people: People | None = None,
) -> Meeting:
    """Replace the draft's document by `replace(document)` and return the meeting fresh, its version one higher.

    `version` is the one the editor's page was made of (StaleMeeting). Links of rows to persons are kept by printed
    name; `people` adds to them. Nothing is written, and the version stays, when the document does not change.
    """
    meeting = claim(meeting, version)
    rows = read_rows(meeting)
    before = compose_rows(meeting, rows)
    after = replace(before)
    if before == after and not people:
        Meeting.objects.filter(pk=meeting.pk).update(version=version)
        meeting.version = version
        return meeting
    links = linked_people(meeting, rows) | dict(people or {})
    with refusing_unstorable(after, CannotSave):
        parts = record_changes(before, after, meeting, rows, links)
        if "head" in parts:
            check_meeting(meeting)
            meeting.save()
    write_history(verb, about=meeting, actor=actor, at=at, details={"parts": parts} | _head_changes(before, after))
    return meeting


def claim(meeting: Meeting, version: int) -> Meeting:
    """Take the meeting for one edit and return it fresh, its version one higher; StaleMeeting when it moved on.

    Locks the row until the end of the transaction.
    """
    if not Meeting.objects.filter(pk=meeting.pk, version=version).update(version=F("version") + 1):
        raise StaleMeeting
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@contextmanager
def refusing_unstorable(document: ProtocolDocument, refusal: type[Refused]) -> Iterator[None]:
    """Turn what no database can hold (characters of code zero, counts of astronomers) into the refusal."""
    message = _("В протоколе есть знаки или числа, которые нельзя сохранить.")
    try:
        # SQLite would store a character of code zero, and then lose what follows it.
        is_storable = b"\\u0000" not in encode(document).encode()
    except UnicodeEncodeError:
        is_storable = False
    if not is_storable:
        raise refusal(message)
    try:
        yield
    except (DataError, IntegrityError, OverflowError) as error:
        raise refusal(message) from error


def check_meeting(meeting: Meeting, refusal: type[Refused] = CannotSave) -> None:
    """Raise the refusal with the first reason why the meeting's own fields may not be stored."""
    try:
        meeting.full_clean()
    except ValidationError as error:
        if taken := taken_by(meeting):
            raise refusal(number_taken(meeting, taken)) from error
        raise refusal(" ".join(error.messages)) from error


def number_taken(meeting: Meeting, taken: Meeting) -> str:
    """Tell that another meeting has the number."""
    return _("Протокол № %(number)s в этом периоде уже есть (заседание %(pk)s).") % {
        "number": meeting.number,
        "pk": taken.pk,
    }


def taken_by(meeting: Meeting) -> Meeting | None:
    """The other meeting that already has this number in this period."""
    if meeting.number is None or meeting.number_period is None:
        return None
    same = Meeting.objects.filter(body=meeting.body, number=meeting.number, number_period=meeting.number_period)
    return same.exclude(pk=meeting.pk).first()


def _head_changes(before: ProtocolDocument, after: ProtocolDocument) -> dict[str, list[Any]]:
    """What changed among the plain facts of the head: {field: [before, after]}."""
    return {
        name: [encode_value(getattr(before, name)), encode_value(getattr(after, name))]
        for name in (*SAME_FIELDS, "chair", "secretary")
        if getattr(before, name) != getattr(after, name)
    }
