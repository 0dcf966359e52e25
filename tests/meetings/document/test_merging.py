"""Parts taken over from another protocol: the law that what is not taken stays, and no note is lost."""

from dataclasses import replace

import pytest

from meetings.document.merging import DocumentPart, is_part_empty, take_parts
from meetings.document.tree import Note, ProtocolDocument, SignatureLine
from meetings.document.vocabulary import NotePlace
from tests.factories import make_body, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ProtocolDocument:
    return replace(make_document(make_body()), number=None, ends_at=None)


@pytest.fixture
def other(draft: ProtocolDocument) -> ProtocolDocument:
    return replace(
        draft,
        number="8",
        place="в парке",
        attendees=draft.attendees[:1],
        items=draft.items[:1],
        signatures=(SignatureLine(role="Секретарь", name="О.И. Ручьёв"),),
        notes=(Note(place=NotePlace.AGENDA, text="о повестке"), Note(place=NotePlace.TITLE, text="о заголовке")),
    )


def test_without_parts_only_empty_facts_are_filled(draft: ProtocolDocument, other: ProtocolDocument) -> None:
    assert take_parts(draft, other, ()) == replace(draft, number="8")


def test_a_taken_part_replaces_its_like_and_brings_its_notes(draft: ProtocolDocument, other: ProtocolDocument) -> None:
    draft = replace(
        draft, notes=(Note(place=NotePlace.AGENDA, text="прежняя"), Note(place=NotePlace.DATE, text="день"))
    )
    taken = take_parts(draft, other, {DocumentPart.ITEMS})
    assert taken.items == other.items
    assert taken.attendees == draft.attendees
    assert [note.text for note in taken.notes] == ["день", "о повестке"]


def test_all_parts_make_the_other_paper(draft: ProtocolDocument, other: ProtocolDocument) -> None:
    assert take_parts(draft, other, set(DocumentPart)) == other


def test_facts_that_the_other_does_not_tell_stay(draft: ProtocolDocument, other: ProtocolDocument) -> None:
    taken = take_parts(replace(draft, chair=draft.chair), replace(other, chair=None), {DocumentPart.HEADER})
    assert taken.chair == draft.chair
    assert taken.place == "в парке"


def test_every_note_has_its_part(draft: ProtocolDocument) -> None:
    notes = tuple(Note(place=place, text=place.value) for place in NotePlace)
    taken = take_parts(draft, replace(draft, notes=notes), set(DocumentPart))
    assert taken.notes == notes


def test_empty_parts_are_told(draft: ProtocolDocument) -> None:
    bare = replace(draft, attendees=(), items=(), signatures=(), attachments=(), opening=())
    assert [part for part in DocumentPart if is_part_empty(bare, part)] == [
        DocumentPart.ATTENDANCE,
        DocumentPart.OPENING,
        DocumentPart.ITEMS,
        DocumentPart.CLOSING,
        DocumentPart.STYLE,
    ]
