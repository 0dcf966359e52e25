"""Owns the road from bytes to `ImportedProtocol`: sources → sections → parts → document, one call per room.

The law of this room: nothing but UnreadableSource is raised, and no word of the source is lost.
"""

from collections.abc import Iterator

from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import Block, Severity
from meetings.importing.agenda import read_titles
from meetings.importing.annex import read_annex
from meetings.importing.attendance import read_attendance_sum, read_people, read_quorum_block, read_total
from meetings.importing.closing import keep_unplaced, read_closing
from meetings.importing.cutting import cut
from meetings.importing.draft import Draft
from meetings.importing.heading import read_heading, read_number_line
from meetings.importing.imported import ImportedProtocol
from meetings.importing.items import name_items, read_items, read_opening
from meetings.importing.known_people import KnownPeople
from meetings.importing.left_out import report_left_out
from meetings.importing.lines import ImportedLine, RawLine, clear_lines, find_spaced_words
from meetings.importing.lookalikes import find_mixed_words
from meetings.importing.officers import infer_officers, read_officer
from meetings.importing.requisites import (
    keep_section,
    read_also,
    read_date_block,
    read_form_block,
    read_place_block,
    read_requisites,
    read_time_block,
    read_time_end,
)
from meetings.importing.sections import Section, Sections
from meetings.importing.sources import read_source
from meetings.importing.styling import infer_style, restore_spaced_letters
from meetings.importing.wrapping import join_wrapped
from meetings.wording.names import find_names

_READERS = {
    "requisites": read_requisites,
    "date": read_date_block,
    "time": read_time_block,
    "time_end": read_time_end,
    "place": read_place_block,
    "meeting_form": read_form_block,
    "chair": read_officer,
    "secretary": read_officer,
    "members_total": read_total,
    "present_total": read_total,
    "attendance_total": read_attendance_sum,
    "present": read_people,
    "absent": read_people,
    "invited": read_people,
    "quorum": read_quorum_block,
    "no_quorum": read_quorum_block,
}
#: Blocks that are printed once: a second one of the kind is kept as a note.
_BLOCKS = {
    "date": Block.DATE,
    "time": Block.TIME,
    "place": Block.PLACE,
    "quorum": Block.QUORUM,
    "attendance_total": Block.ATTENDANCE_TOTAL,
}


_MOST_WORDS = 10


def read_protocol(source: bytes, filename: str = "") -> ImportedProtocol:
    """Read a text or Word file as a protocol; raises UnreadableSource with a Russian message."""
    raw_lines = read_source(source, filename)
    lines = join_wrapped(clear_lines(raw_lines))
    sections = cut(lines)
    draft = Draft(spaced=find_spaced_words(raw_lines))
    document = _read_document(sections, draft)
    _report(document, draft)
    report_left_out(lines, document, draft)
    _report_latin(raw_lines, draft)
    return ImportedProtocol(
        document=document,
        findings=tuple(sorted(draft.findings, key=lambda finding: finding.line or 0)),
        lines=_trace(raw_lines, draft),
    )


def _read_document(sections: Sections, draft: Draft) -> ProtocolDocument:
    draft.kinds = frozenset(section.kind for section in sections.header)
    read_heading(sections, draft)
    for section in sections.header:
        _read_block(section, draft)
    read_annex(sections, draft)
    draft.people = KnownPeople(_known_names(sections, draft))
    opening = read_opening(sections.opening, draft)
    items = read_items(sections, draft)
    read_closing(sections, draft)
    keep_unplaced(sections, draft)
    attendees = tuple(draft.fields.pop("attendees", ()))
    infer_officers(attendees, draft.fields.get("signatures", ()), draft)
    items = restore_spaced_letters(name_items(items, draft), draft)
    style, items = infer_style(draft, items, has_opening=bool(opening))
    return ProtocolDocument(
        style=style,
        attendees=attendees,
        opening=opening,
        items=tuple(items),
        notes=tuple(draft.notes),
        **draft.fields,
    )


def _known_names(sections: Sections, draft: Draft) -> Iterator[str]:
    """The names that the paper gives in the nominative."""
    for person in draft.fields.get("attendees", ()):
        yield person.name
    for key in ("chair", "secretary"):
        if draft.fields.get(key) is not None:
            yield draft.fields[key].name
    for section in sections.header:
        if section.kind == "agenda":
            for title in read_titles(section.lines):
                yield from (found.text for found in find_names(title.rapporteur))
    if sections.signatures is not None:
        for signature in sections.signatures.entries:
            yield signature.name


def _read_block(section: Section, draft: Draft) -> None:
    if section.kind == "agenda":
        if not section.lines:
            keep_section(section, draft)
            return
        draft.add_block(Block.AGENDA)
        draft.labels["agenda"] = section.label.pattern if section.label is not None else ""
        return
    if section.kind == "note":
        for line in section.lines:
            draft.note(line, is_expected=read_number_line(line, draft))
        return
    block = _BLOCKS.get(section.kind)
    if block is not None and block in draft.blocks:
        keep_section(section, draft)
        if section.kind == "date" and section.label is not None:
            read_also(section.label.also, section.text, draft)
        return
    _READERS.get(section.kind, keep_section)(section, draft)


def _report(document: ProtocolDocument, draft: Draft) -> None:
    """Say what a protocol should hold and this text does not."""
    if document.held_on is None:
        draft.find("date_missing", Severity.WARNING, "held_on", "Дата заседания не найдена. Укажите её.")
    if not any(item.is_treated for item in document.items):
        draft.find("items_missing", Severity.WARNING, "items", "Не найдено ни одного рассмотренного вопроса.")


def _report_latin(raw_lines: list[RawLine], draft: Draft) -> None:
    """Say which words were written with Latin letters that look like Russian ones."""
    found = [(word, raw.number) for raw in raw_lines for word in find_mixed_words(raw.text)]
    if not found:
        return
    words = list(dict.fromkeys(word for word, _ in found))
    shown = ", ".join(f"«{word}»" for word in words[:_MOST_WORDS]) + (" и другие" if len(words) > _MOST_WORDS else "")
    message = f"Латинские буквы, похожие на русские, заменены русскими в словах: {shown}."
    draft.find("latin_letters", Severity.NOTE, "notes", message, found[0][1])


def _trace(raw_lines: list[RawLine], draft: Draft) -> tuple[ImportedLine, ...]:
    """Every line of the source with the part it went to; rules and blank lines go nowhere."""
    return tuple(ImportedLine(raw.number, raw.text, draft.parts.get(raw.number, "")) for raw in raw_lines)
