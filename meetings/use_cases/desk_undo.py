"""Owns undoing at the desk: an editor's own last deed is taken back, or done again, as a deed of its own.

What may be undone is what this editor did to this draft, newest first, whatever the deed: a field, a row added, removed
or moved, a whole part written by a form. Undoing is refused where somebody else wrote since.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.mapping.addresses import Address, read_address
from meetings.mapping.points import read_points
from meetings.mapping.reversal import ChangedSince, reverse_versions
from meetings.models import HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.desk_fields import VERBS, row_field
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_field import RowGone, find_row, lock_meeting

#: How far back an editor's deeds are looked at.
_LOOKED_AT = 300
#: Pauses of one typing: what was saved in them is undone together.
_PAUSE = datetime.timedelta(seconds=20)
_EDITING = {*VERBS.values(), HistoryVerb.CHANGED_OPENING}
#: Facts of an entry that are no field's values.
_FACTS = {"row", "item", "order", "undoes", "redoes", "of", "deed"}
#: What a deed on rows is told by.
ROW_DEEDS = ("removed", "added", "moved", "restored")


class NothingToUndo(Refused):
    """The editor has done nothing here that is left to be undone (or done again)."""


class UndoConflict(Refused):
    """Somebody wrote there since. For a field: its address, what undoing would write, what stands there now."""

    def __init__(self, by: HistoryEntry | None, address: Address | None = None, before: Any = None, now: Any = None):
        super().__init__(_("Отменить нельзя: это место с тех пор изменил кто-то другой."))
        self.by = by
        self.address = address
        self.before = before
        self.now = now


@dataclass(slots=True)
class Deeds:
    """An editor's deeds on one draft that may be undone or done again, each a list of versions, the last one on top."""

    undo: list[list[HistoryEntry]] = field(default_factory=list)
    redo: list[list[HistoryEntry]] = field(default_factory=list)

    def add(self, entry: HistoryEntry) -> None:
        """Tell of one more entry, in the order in which they happened."""
        told = entry.details
        if "undoes" in told:
            self.undo = [deed for deed in self.undo if deed[-1].version not in told["undoes"]]
            self.redo.append([entry])
        elif "redoes" in told:
            self.redo = [deed for deed in self.redo if deed[-1].version not in told["redoes"]]
            self.undo.append([entry])
        else:
            self.redo.clear()
            if self.undo and _is_one_typing(self.undo[-1][-1], entry):
                self.undo[-1].append(entry)
            else:
                self.undo.append([entry])


def changed_fields(entry: HistoryEntry) -> dict[str, list[Any]]:
    """The fields an entry tells of: {field: [before, after]}."""
    return {
        name: told
        for name, told in entry.details.items()
        if name not in _FACTS and isinstance(told, list) and len(told) == 2 and "row" in entry.details
    }


def _is_one_typing(last: HistoryEntry, entry: HistoryEntry) -> bool:
    """Whether both saved the same field within one go, nobody writing in between."""
    fields = changed_fields(entry)
    return (
        len(fields) == 1
        and "redoes" not in last.details
        and (last.version or 0) + 1 == entry.version
        and last.details.get("row") == entry.details.get("row")
        and set(changed_fields(last)) == set(fields)
        and entry.at - last.at <= _PAUSE
    )


def own_deeds(meeting: Meeting, actor: Any) -> Deeds:
    """Read what the editor may undo and do again (one query)."""
    rows = HistoryEntry.objects.filter(meeting_id=meeting.pk, actor=actor, version__gt=1, verb__in=_EDITING)
    deeds = Deeds()
    for entry in reversed(rows.order_by("-version", "-pk")[:_LOOKED_AT]):
        deeds.add(entry)
    return deeds


@transaction.atomic
def undo_last(*, meeting: Meeting, actor: Any, at: datetime.datetime, is_redo: bool = False) -> HistoryEntry:
    """Take back the editor's last deed (or do again what he took back last); return the new entry.

    NothingToUndo, UndoConflict. The meeting comes with its body.
    """
    lock_meeting(meeting)
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    deeds = own_deeds(meeting, actor)
    last = deeds.redo if is_redo else deeds.undo
    if not last:
        raise NothingToUndo(_("Возвращать нечего.") if is_redo else _("Отменять нечего: ваших правок здесь нет."))
    deed = last[-1]
    versions = [entry.version or 0 for entry in deed]
    try:
        reverse_versions(meeting, versions)
    except ChangedSince as clash:
        raise _conflict(meeting, deed, actor, clash) from clash
    except IntegrityError as error:
        raise Refused(_("Отменить нельзя: прежнее значение теперь занято.")) from error
    told = {"redoes" if is_redo else "undoes": versions} | _reversed(deed)
    return write_history(
        HistoryVerb(deed[-1].verb), about=meeting, actor=actor, at=at, details=told, version=meeting.version
    )


def _reversed(deed: list[HistoryEntry]) -> dict[str, Any]:
    """What an entry on undoing tells: the fields the other way round, and the place."""
    first, last = deed[0], deed[-1]
    told: dict[str, Any] = {
        name: [pair[1], changed_fields(first)[name][0]] for name, pair in changed_fields(last).items()
    }
    for name in ("row", "item"):
        if last.details.get(name) is not None:
            told[name] = last.details[name]
    if place := place_of_entry(last):
        told["of"] = str(place)
    deed_told = row_deed(last)
    return told | ({"deed": deed_told} if deed_told else {})


def row_deed(entry: HistoryEntry) -> dict[str, Any]:
    """What was done to rows, of an undoing too: {"removed": "speech"}; empty for an edit of fields."""
    told = entry.details
    return dict(told.get("deed") or {key: told[key] for key in ROW_DEEDS if key in told})


def place_of_entry(entry: HistoryEntry) -> Address | None:
    """The row an entry is about, when it is about one."""
    told = entry.details
    text = told.get("row") or told.get("moved") or told.get("restored") or told.get("of") or ""
    if not text and told.get("added"):
        text = told["added"][0]
    return read_address(text) if isinstance(text, str) else None


def _conflict(meeting: Meeting, deed: list[HistoryEntry], actor: Any, clash: ChangedSince) -> UndoConflict:
    later = HistoryEntry.objects.filter(meeting_id=meeting.pk, version__gt=deed[-1].version).select_related("actor")
    others = later.exclude(actor=actor).order_by("-version", "-pk")
    row = deed[-1].details.get("row", "")
    by = others.filter(details__row=row).first() or others.first()
    fields = changed_fields(deed[0])
    address = read_address(row)
    if len(fields) != 1 or address is None:
        return UndoConflict(by)
    ((name, pair),) = fields.items()
    address = Address(address.kind, address.pk, name)
    try:
        now = _stored(meeting, address)
    except RowGone:
        return UndoConflict(by)
    return UndoConflict(by, address, pair[0], now) if clash.column or name == "points" else UndoConflict(by)


def _stored(meeting: Meeting, address: Address) -> Any:
    """The value of a field now."""
    row = find_row(meeting, address)
    if address.field == "points":
        return read_points(row).encoded()
    known = row_field(address.kind, address.field)
    return known.read(row) if known else None
