"""A page of forms, sent back as it came, changes nothing in the protocol."""

import dataclasses

import pytest
from django.forms import Form
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings

from meetings.document import tree
from meetings.document.style import PaperStyle
from meetings.forms.agenda import AgendaRowForm
from meetings.forms.attendance import AttendeeForm
from meetings.forms.closing import AttachmentForm, NoteForm, SignatureForm
from meetings.forms.decision import AssignmentForm, DecisionForm
from meetings.forms.header import HeaderForm
from meetings.forms.item import AbsenceForm, ItemForm
from meetings.forms.rows import RowForm
from meetings.forms.speech import SpeechForm
from meetings.forms.style import StyleForm, layout_labels, style_initial
from meetings.forms.vote import VoteForm
from meetings.views.item_part import ItemEditor
from meetings.views.parts import PARTS, PartEditor
from tests.posting import form_values
from tests.strategies import documents, items, paper_styles

_SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

#: Fields of the document that pages other than the requisites hold; officers and body are flattened there.
_OTHER_PARTS = {"style", "attendees", "opening", "items", "notes", "attachments", "signatures"} | {
    *("body", "chair", "secretary"),
}


def sent_back(editor: PartEditor) -> QueryDict:
    """What a browser sends when nobody typed anything."""
    shown = [editor.main, *editor.formsets]
    return form_values("".join(str(part) for part in shown if part is not None))


@pytest.mark.parametrize("slug", list(PARTS))
@_SLOW
@given(document=documents())
def test_a_part_sent_back_unchanged_changes_nothing(slug: str, document: tree.ProtocolDocument) -> None:
    editor = PARTS[slug](document, sent_back(PARTS[slug](document)))

    assert editor.is_valid(), [form.errors for form in (editor.main, *editor.formsets) if form is not None]
    assert editor.replaced(document) == document


@settings(_SLOW, max_examples=50)
@given(document=documents(most_items=1), item=items())
def test_a_question_sent_back_unchanged_changes_nothing(document: tree.ProtocolDocument, item: tree.AgendaItem) -> None:
    document = dataclasses.replace(document, items=(*document.items, item))
    position = len(document.items)
    editor = ItemEditor(document, sent_back(ItemEditor(document, position=position)), position)

    assert editor.is_valid(), [form.errors for form in (editor.main, *editor.formsets) if form is not None]
    assert editor.replaced(document) == document


@settings(_SLOW, max_examples=50)
@given(style=paper_styles())
def test_a_style_sent_back_unchanged_changes_nothing(style: PaperStyle) -> None:
    labels = layout_labels(style.layout)
    shown = StyleForm(initial=style_initial(style), default_labels=labels)
    form = StyleForm(form_values(str(shown)), default_labels=labels)

    assert form.is_valid(), form.errors
    assert PaperStyle(**form.style_values()) == style


@pytest.mark.parametrize(
    ("form", "part", "elsewhere"),
    [
        (AttendeeForm, tree.Attendee, {"has_vote"}),  # told by the seat in the body
        (SpeechForm, tree.Speech, set()),
        (VoteForm, tree.VoteEvent, set()),
        (AssignmentForm, tree.Assignment, set()),
        (AbsenceForm, tree.ItemAbsence, set()),
        (SignatureForm, tree.SignatureLine, set()),
        (AttachmentForm, tree.Attachment, set()),
        (NoteForm, tree.Note, set()),
        (DecisionForm, tree.Decision, {"addressee", "assignments"}),
        (ItemForm, tree.AgendaItem, {"speeches", "decisions", "votes", "absences", "labels"}),
        (HeaderForm, tree.ProtocolDocument, _OTHER_PARTS),
    ],
)
def test_every_field_of_the_tree_can_be_typed(form: type[Form], part: type, elsewhere: set[str]) -> None:
    """A field added to the tree must get its place on a page (or a page of its own)."""
    assert {field.name for field in dataclasses.fields(part)} - elsewhere <= set(form.base_fields)


@pytest.mark.parametrize("form", [AttendeeForm, SpeechForm, VoteForm, AssignmentForm, DecisionForm, AgendaRowForm])
def test_every_field_of_a_row_is_shown(form: type[RowForm]) -> None:
    shown = {name for name, _width in (*form.layout, *form.rare)}

    assert set(form.base_fields) - shown <= {"kept", "origin", "mark"}
