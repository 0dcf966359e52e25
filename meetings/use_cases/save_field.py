"""Owns the saving of one field of a draft: two editors on different fields never meet, two on one see both texts."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import encode_value
from meetings.mapping.addresses import KINDS, Address
from meetings.mapping.points import read_points, write_points
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.desk_fields import VERBS, row_field
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import CannotSave, number_taken, taken_by
from meetings.use_cases.vote_fields import find_ballot

#: Fields of the meeting that its constraints compare.
_COMPARED = ("number", "held_on", "held_until")


class RowGone(Refused):
    """The row is no longer in the draft: somebody removed it, or wrote its part anew."""

    def __init__(self) -> None:
        super().__init__(_("Этой строки в протоколе больше нет: её удалили или переписали. Откройте часть заново."))


class FieldConflict(Refused):
    """Somebody changed the same field meanwhile; `stored` is its value now (as encode_value writes it)."""

    def __init__(self, stored: Any) -> None:
        super().__init__(_("Пока вы правили, это поле изменил кто-то другой."))
        self.stored = stored


@dataclass(frozen=True, slots=True)
class SavedField:
    """What was saved: the meeting's version then, and the values of other fields that were set along.

    A field of the same row stands by its name, one of another row by its address.
    """

    version: int
    is_changed: bool
    others: dict[str, Any] = field(default_factory=dict)


def lock_meeting(meeting: Meeting) -> None:
    """Take the meeting for one change until the end of the transaction and count its version up; RowGone."""
    if not Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1):
        raise RowGone


def find_row(meeting: Meeting, address: Address) -> Any:
    """Return a row of the meeting, which must be locked, with the meeting's version as `version_now`; RowGone."""
    rows = KINDS[address.kind]._default_manager
    if address.kind == "meeting":
        found = rows.select_related("body").filter(pk=meeting.pk) if address.pk == meeting.pk else rows.none()
        row = found.annotate(version_now=F("version")).first()
    elif address.kind == "ballot":
        row = find_ballot(meeting, address.pk)
    else:
        row = rows.filter(meeting_id=meeting.pk, pk=address.pk).annotate(version_now=F("meeting__version")).first()
        if row is not None:
            row.meeting = meeting  # type: ignore[attr-defined]
    if row is None:
        raise RowGone
    return row


@transaction.atomic
def save_field(
    *, meeting: Meeting, address: Address, value: Any, base: Any, actor: Any, at: datetime.datetime
) -> SavedField:
    """Save one field of one row; `meeting` comes with its body.

    `base` is the value the editor last saw. The stored value must equal it (FieldConflict), or the new one already:
    then nothing is written. RowGone when the row is no more, CannotSave for what no record may hold.
    """
    lock_meeting(meeting)
    row = find_row(meeting, address)
    if address == Address("decision", address.pk, "points"):
        return _save_points(meeting=meeting, row=row, address=address, value=value, base=base, actor=actor, at=at)
    known = row_field(address.kind, address.field)
    if known is None:
        raise CannotSave(_("Такого поля нет."))
    stored = known.read(row)
    if stored == encode_value(value):
        return _unchanged(row)
    if stored != encode_value(base):
        raise FieldConflict(stored)
    refuse_unstorable(value)
    others = known.write(row, value)
    _store(row, address)
    told = {address.field: [stored, known.read(row)]} | place_of(address, row)
    write_history(_verb(row, address), about=meeting, actor=actor, at=at, details=told, version=row.version_now)
    also = {name: _read_beside(address.kind, name, row) for name in others}
    return SavedField(row.version_now, True, also)


def _read(kind: str, name: str, row: Any) -> Any:
    known = row_field(kind, name)
    return known.read(row) if known else None


def _read_beside(kind: str, name: str, row: Any) -> Any:
    """Read a field set along: of the same row, or («vote:5:votes_for») of the voting behind a vote by name."""
    owner, _pk, field_name = name.split(":") if ":" in name else (kind, "", name)
    return _read(owner, field_name, row if owner == kind else row.vote_event)


def _unchanged(row: Any) -> SavedField:
    """Undo the count of the version: nothing was written."""
    transaction.set_rollback(True)
    return SavedField(row.version_now - 1, False)


def _save_points(
    *, meeting: Meeting, row: Any, address: Address, value: Any, base: Any, actor: Any, at: datetime.datetime
) -> SavedField:
    """Save the points of a decision, which are rows: those that stay keep their keys."""
    points = read_points(row)
    stored, after = points.encoded(), encode_value(value)
    if stored == after:
        return _unchanged(row)
    if stored != encode_value(base):
        raise FieldConflict(stored)
    refuse_unstorable(value)
    write_points(row, points, value)
    told = {"points": [stored, after]} | place_of(address, row)
    write_history(VERBS["decision"], about=meeting, actor=actor, at=at, details=told, version=row.version_now)
    return SavedField(row.version_now, True)


def place_of(address: Address, row: Any) -> dict[str, Any]:
    """Tell in a history entry which row was changed, and of which question it is."""
    item_pk = getattr(row, "item_id", None)
    told = {"row": str(Address(address.kind, address.pk))}
    return told if item_pk is None else told | {"item": item_pk}


def _verb(row: Any, address: Address) -> HistoryVerb:
    if address.kind == "speech" and row.item_id is None:
        return HistoryVerb.CHANGED_OPENING
    return VERBS[address.kind]


def _store(row: Any, address: Address) -> None:
    if isinstance(row, Meeting) and address.field in _COMPARED:
        _check_number_and_days(row)
    try:
        row.save()
    except (DataError, IntegrityError, OverflowError) as error:
        raise CannotSave(_("Это значение нельзя сохранить.")) from error


def _check_number_and_days(meeting: Meeting) -> None:
    """Refuse a number already given and days in the wrong order (one query)."""
    if meeting.held_until and meeting.held_on and meeting.held_until < meeting.held_on:
        raise CannotSave(_("Последний день заседания раньше первого."))
    meeting.clean()
    if taken := taken_by(meeting):
        raise CannotSave(number_taken(meeting, taken))


def refuse_unstorable(value: Any) -> None:
    """Refuse what no database can hold: characters of code zero, halves of characters."""
    try:
        is_storable = "\0" not in (text := repr(encode_value(value))) and "\\x00" not in text
        str(encode_value(value)).encode()
    except UnicodeEncodeError:
        is_storable = False
    if not is_storable:
        raise CannotSave(_("В тексте есть знаки, которые нельзя сохранить."))
