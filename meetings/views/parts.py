"""Owns how each part of a protocol becomes a page of forms, and how the cleaned forms become that part again.

An editor is made of a document and, after a post, of what was typed. `replaced` lays what was typed over any document
(the newest one), touching its own part only. Posted unchanged, every editor gives back the document it was made of.
"""

import dataclasses
import zlib
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from meetings.document.tree import (
    AgendaItem,
    Attachment,
    Attendee,
    BodyName,
    Note,
    Officer,
    Paragraph,
    ProtocolDocument,
    SignatureLine,
    Speech,
)
from meetings.forms.agenda import AgendaFormSet
from meetings.forms.attendance import AttendeeFormSet
from meetings.forms.closing import AttachmentFormSet, NoteFormSet, SignatureFormSet
from meetings.forms.header import HEADER_SECTIONS, HeaderForm
from meetings.forms.prose import write_paragraphs
from meetings.forms.rows import RowForm, RowFormSet, apply_row_action, initial_row, placed_fields
from meetings.forms.speech import OpeningFormSet

_OFFICES = ("chair", "secretary")


class QuestionGone(Exception):
    """The question that was typed on is no longer in the protocol; the message is fit for a secretary."""


class PartEditor:
    """One page of forms: at most one main form and any number of formsets."""

    slug = ""
    title: Any = ""

    def __init__(self, document: ProtocolDocument, data: QueryDict | None = None) -> None:
        self.document = document
        self.data = data
        self.main: forms.Form | None = None
        self.formsets: list[RowFormSet] = []
        self.build()

    @property
    def heading(self) -> str:
        """What the page is called."""
        return str(self.title)

    def build(self) -> None:
        """Make the forms."""
        raise NotImplementedError

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Return `document` with this part as typed; call after `is_valid`."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Validate every form, so that all mistakes are shown at once."""
        answers = [one.is_valid() for one in (self.main, *self.formsets) if one is not None]
        return all(answers)

    def sections(self) -> list[tuple[Any, list[tuple[Any, int]]]]:
        """Return the main form for the page: (heading, placed fields) each."""
        return []

    def rare_fields(self) -> list[tuple[Any, int]]:
        """Return the fields of the main form behind «ещё»."""
        return placed_fields(self.main, getattr(self.main, "rare", ())) if self.main else []

    @property
    def is_rare_open(self) -> bool:
        """Say whether a field of the main form behind «ещё» is wrong."""
        names = {name for name, _width in getattr(self.main, "rare", ())}
        return bool(self.main and self.main.is_bound and names & set(self.main.errors))

    def after_row_action(self, data: QueryDict) -> "PartEditor":
        """Return the editor after a pressed row button; what is typed is kept unchecked."""
        editor = self.remade(apply_row_action(data, self.formsets))
        editor.silence()
        return editor

    def remade(self, data: QueryDict) -> "PartEditor":
        """Return an editor of the same part with other typed values."""
        return type(self)(self.document, data)

    def silence(self) -> None:
        """Show no mistakes: nothing was sent for checking yet."""
        for form in [self.main, *(row for formset in self.formsets for row in formset.forms)]:
            if form is not None:
                form._errors = forms.utils.ErrorDict()
                form.cleaned_data = {}

    def add_formset(self, kind: type[RowFormSet], prefix: str, rows: list[dict[str, Any]]) -> RowFormSet:
        """Make a formset of stored rows (their initial values) and remember it for the page."""
        form: type[RowForm] = kind.form
        formset = kind(self.data, prefix=prefix, initial=[initial_row(form, row) for row in rows])
        self.formsets.append(formset)
        return formset


def fields_of(part: Any, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a dataclass's fields as they are."""
    return {field.name: getattr(part, field.name) for field in dataclasses.fields(part) if field.name not in without}


def mark_of(item: AgendaItem) -> str:
    """Return a short mark that tells one question from another when somebody else has moved them meanwhile."""
    return f"{zlib.crc32(f'{item.number}|{item.title}|{item.heading}'.encode()):08x}"


def place_of(items: tuple[AgendaItem, ...], mark: str, place: int | None) -> int | None:
    """Return where (from 0) the question with this mark stands: at its old place (from 1) if it still does."""
    if place is not None and 1 <= place <= len(items) and mark_of(items[place - 1]) == mark:
        return place - 1
    return next((index for index, item in enumerate(items) if mark_of(item) == mark), None)


def speech_initial(speech: Speech) -> dict[str, Any]:
    """Return the initial values of a speech's row."""
    return fields_of(speech) | {"paragraphs": write_paragraphs(speech.paragraphs)}


def speech_of(row: dict[str, Any]) -> Speech:
    """Make a speech of a cleaned row."""
    paragraphs = tuple(Paragraph(text=p.text, level=p.level, marker=p.marker) for p in row["paragraphs"])
    return Speech(**(row | {"paragraphs": paragraphs}))


class HeaderEditor(PartEditor):
    """Requisites."""

    slug = "header"
    title = _("Реквизиты")
    _PLAIN = (
        *("title", "number", "held_on", "held_until", "date_text", "starts_at", "ends_at", "time_text", "place"),
        *("form", "remote_method", "members_total", "present_total", "online_total", "attendance_total_text"),
        *("has_quorum", "quorum_text"),
    )

    def build(self) -> None:
        """Flatten the body and the officers."""
        document = self.document
        initial = {name: getattr(document, name) for name in self._PLAIN}
        initial |= {"body_nominative": document.body.nominative, "body_genitive": document.body.genitive}
        for office in _OFFICES:
            officer: Officer | None = getattr(document, office)
            initial |= {f"{office}_{part}": getattr(officer, part) if officer else "" for part in ("role", "name")}
        self.main = HeaderForm(self.data, initial=initial)

    def sections(self) -> list[tuple[Any, list[tuple[Any, int]]]]:
        """Return the requisites in their groups."""
        return [(title, placed_fields(self.main, names)) for title, names in HEADER_SECTIONS if self.main]

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Lay the requisites over a document."""
        assert self.main is not None  # noqa: S101 - build() made it
        typed = self.main.cleaned_data
        values: dict[str, Any] = {name: typed[name] for name in self._PLAIN}
        for office in _OFFICES:
            name, role = typed[f"{office}_name"], typed[f"{office}_role"]
            values[office] = Officer(name=name, role=role) if name else None
        body = BodyName(nominative=typed["body_nominative"], genitive=typed["body_genitive"])
        return dataclasses.replace(document, body=body, **values)


class AttendanceEditor(PartEditor):
    """Members and guests."""

    slug = "attendance"
    title = _("Присутствие")

    def build(self) -> None:
        """One formset, a row a person."""
        self.attendees = self.add_formset(AttendeeFormSet, "attendees", [fields_of(a) for a in self.document.attendees])

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Replace the list of people."""
        return dataclasses.replace(document, attendees=tuple(Attendee(**row) for row in self.attendees.rows()))


class OpeningEditor(PartEditor):
    """What is said before the first question."""

    slug = "opening"
    title = _("Вступительное слово")

    def build(self) -> None:
        """One formset of speeches."""
        self.speeches = self.add_formset(OpeningFormSet, "opening", [speech_initial(s) for s in self.document.opening])

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Replace the opening speeches."""
        return dataclasses.replace(document, opening=tuple(speech_of(row) for row in self.speeches.rows()))


class AgendaEditor(PartEditor):
    """The questions and their order."""

    slug = "agenda"
    title = _("Повестка дня")
    _TYPED = ("number", "kind", "rapporteur", "title")

    def build(self) -> None:
        """One formset; each row remembers which question it was."""
        rows = [
            {name: getattr(item, name) for name in self._TYPED} | {"origin": place, "mark": mark_of(item)}
            for place, item in enumerate(self.document.items, start=1)
        ]
        self.questions = self.add_formset(AgendaFormSet, "items", rows)

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Reorder, add and remove questions; what was said and decided on a question moves with it."""
        items = []
        for place, row in self._placed_rows(document):
            items.append(AgendaItem(**row) if place is None else dataclasses.replace(document.items[place], **row))
        return dataclasses.replace(document, items=tuple(items))

    def _placed_rows(self, document: ProtocolDocument) -> list[tuple[int | None, dict[str, Any]]]:
        """Return each typed row with the place (from 0) of the stored question it changes, None for a new one."""
        placed: list[tuple[int | None, dict[str, Any]]] = []
        taken: set[int | None] = set()
        for number, row in enumerate(self.questions.rows(), start=1):
            place = place_of(document.items, row.pop("mark"), row.pop("origin"))
            row["number"] = row["number"] or str(number)
            placed.append((None if place in taken else place, row))
            taken.add(place)
        return placed


class ClosingEditor(PartEditor):
    """Signatures, attachments, other lines."""

    slug = "closing"
    title = _("Подписи и приложения")

    def build(self) -> None:
        """Three formsets."""
        document = self.document
        self.signatures = self.add_formset(SignatureFormSet, "signatures", [fields_of(s) for s in document.signatures])
        self.attachments = self.add_formset(
            AttachmentFormSet, "attachments", [fields_of(a) for a in document.attachments]
        )
        self.notes = self.add_formset(NoteFormSet, "notes", [fields_of(n) for n in document.notes])

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Replace the three lists."""
        return dataclasses.replace(
            document,
            signatures=tuple(SignatureLine(**row) for row in self.signatures.rows()),
            attachments=tuple(Attachment(**row) for row in self.attachments.rows()),
            notes=tuple(Note(**row) for row in self.notes.rows()),
        )


#: The parts with a page of their own, in the order of the paper; the questions stand between agenda and closing.
PARTS: dict[str, type[PartEditor]] = {
    editor.slug: editor for editor in (HeaderEditor, AttendanceEditor, AgendaEditor, OpeningEditor, ClosingEditor)
}


def part_editor(slug: str) -> type[PartEditor]:
    """Return the editor of a part; Http404 for an unknown one."""
    if slug not in PARTS:
        raise Http404
    return PARTS[slug]
