"""Owns the parts of a protocol as things that can be taken over from another one: which fields each holds.

A part that is taken replaces its like; of the head, facts the other paper does not tell stay as they are.
"""

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import Any

from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import NotePlace


class DocumentPart(StrEnum):
    """The parts of a protocol that are taken over as a whole."""

    HEADER = "header"
    ATTENDANCE = "attendance"
    OPENING = "opening"
    ITEMS = "items"
    CLOSING = "closing"
    STYLE = "style"


_FIELDS: dict[DocumentPart, tuple[str, ...]] = {
    DocumentPart.HEADER: (
        *("number", "held_on", "held_until", "date_text", "starts_at", "ends_at", "time_text", "place", "form"),
        *("remote_method", "chair", "secretary", "title"),
    ),
    DocumentPart.ATTENDANCE: (
        *("attendees", "members_total", "present_total", "online_total", "attendance_total_text", "has_quorum"),
        "quorum_text",
    ),
    DocumentPart.OPENING: ("opening",),
    DocumentPart.ITEMS: ("items",),
    DocumentPart.CLOSING: ("signatures", "attachments"),
    DocumentPart.STYLE: ("style",),
}
#: Fields that tell whether a part holds anything.
_TELLING: dict[DocumentPart, tuple[str, ...]] = {
    DocumentPart.HEADER: ("number", "held_on", "starts_at", "ends_at", "place", "chair", "secretary"),
    DocumentPart.ATTENDANCE: ("attendees",),
    DocumentPart.OPENING: ("opening",),
    DocumentPart.ITEMS: ("items",),
    DocumentPart.CLOSING: ("signatures", "attachments"),
    DocumentPart.STYLE: (),
}
_NOTE_PARTS = {
    **dict.fromkeys(
        (NotePlace.PRESENT, NotePlace.ABSENT, NotePlace.INVITED, NotePlace.ATTENDANCE_TOTAL, NotePlace.QUORUM),
        DocumentPart.ATTENDANCE,
    ),
    **dict.fromkeys((NotePlace.MEMBERS_TOTAL, NotePlace.PRESENT_TOTAL), DocumentPart.ATTENDANCE),
    NotePlace.AGENDA: DocumentPart.ITEMS,
    **dict.fromkeys((NotePlace.CLOSING, NotePlace.AFTER_SIGNATURES), DocumentPart.CLOSING),
}


def is_part_empty(document: ProtocolDocument, part: DocumentPart) -> bool:
    """Whether a part holds nothing; the style never does."""
    return not any(getattr(document, name) for name in _TELLING[part])


def take_parts(
    document: ProtocolDocument, other: ProtocolDocument, parts: Collection[DocumentPart]
) -> ProtocolDocument:
    """Return the document with parts of another one; facts of its head that say nothing are filled in any case.

    Notes go with the part in whose place they are printed.
    """
    changes: dict[str, Any] = {}
    for name in _FIELDS[DocumentPart.HEADER]:
        known, told = getattr(document, name), getattr(other, name)
        if told and (DocumentPart.HEADER in parts or not known):
            changes[name] = told
    for part in set(parts) - {DocumentPart.HEADER}:
        changes |= {name: getattr(other, name) for name in _FIELDS[part]}
    own = tuple(note for note in document.notes if _part_of(note.place) not in parts)
    taken = tuple(note for note in other.notes if _part_of(note.place) in parts)
    return replace(document, **changes, notes=own + taken)


def _part_of(place: NotePlace) -> DocumentPart:
    return _NOTE_PARTS.get(place, DocumentPart.HEADER)
