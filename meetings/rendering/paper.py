"""Lays out a whole document as printed lines, so that templates decide only where pieces stand, never what they say."""

import dataclasses

from meetings.document.signature_fields import signature_fields
from meetings.document.tree import Attachment, ProtocolDocument
from meetings.document.vocabulary import DateStyle, DocumentForm, NotePlace
from meetings.rendering.opening import (
    lay_out_agenda,
    lay_out_annex,
    lay_out_behind_agenda,
    lay_out_notes,
    lay_out_opening,
    lay_out_title,
    with_dot,
)
from meetings.rendering.phrases import heading_line
from meetings.rendering.printed import Pair, Paper, Piece, Row, Rows, Section, kept
from meetings.rendering.treatment import lay_out_section, lay_out_speeches
from meetings.rendering.typography import plain
from meetings.wording.dates import write_date_range

_SMALLEST, _LARGEST = 12, 14


def lay_out(document: ProtocolDocument) -> Paper:
    """Lay out a document: every printed line of it, in order."""
    style = document.style
    title = lay_out_title(document)
    closing = lay_out_closing(document)
    sections = tuple(lay_out_section(document, index) for index, item in enumerate(document.items) if item.is_treated)
    if document.signatures:
        sections, closing = _keep_last_lines(sections, closing)
    return Paper(
        layout=style.layout.value,
        size=min(max(style.font_size_pt, _SMALLEST), _LARGEST),
        name=_name(document, title),
        dated=document.held_on.isoformat() if document.held_on else "",
        letterhead=tuple(note.text for note in document.notes if note.place is NotePlace.LETTERHEAD),
        title=title,
        opening=(*lay_out_notes(document, NotePlace.TITLE), *lay_out_opening(document)),
        agenda=lay_out_agenda(document),
        discussion=(
            *lay_out_behind_agenda(document),
            *(() if style.form is DocumentForm.SHORT else lay_out_speeches(document.opening, style, "opening")),
        ),
        sections=sections,
        closing=closing,
        signatures=tuple(
            Pair(left=line.role, right=line.name, css="signature", where=f"signatures[{index}]", box=box)
            for index, (line, box) in enumerate(zip(document.signatures, signature_fields(document), strict=True))
        ),
        afterword=tuple(lay_out_notes(document, NotePlace.AFTER_SIGNATURES)),
        annex=lay_out_annex(document),
    )


def lay_out_piece(document: ProtocolDocument, section: int | None) -> Paper:
    """Lay out a part of the paper: one treated question by its index, or all but what the questions print.

    Of the questions their sections stay, and the list of the agenda, both empty.
    """
    if section is None:
        paper = lay_out(document)
        return dataclasses.replace(
            paper,
            agenda=tuple(_without_rows(piece) for piece in paper.agenda),
            sections=tuple(Section(pieces=(), where=one.where) for one in paper.sections),
        )
    nothing = dataclasses.replace(document, attendees=(), opening=(), items=(), notes=(), attachments=(), signatures=())
    treated = [index for index, item in enumerate(document.items) if item.is_treated]
    sections: tuple[Section, ...] = (lay_out_section(document, section),) if section in treated else ()
    if document.signatures and treated[-1:] == [section]:
        sections, _closing = _keep_last_lines(sections, lay_out_closing(document))
    return dataclasses.replace(lay_out(nothing), sections=sections)


def lay_out_closing(document: ProtocolDocument) -> tuple[Piece, ...]:
    """Lay out what stands between the questions and the signatures."""
    return (*_attachments(document.attachments, document), *lay_out_notes(document, NotePlace.CLOSING))


def _without_rows(piece: Piece) -> Piece:
    return dataclasses.replace(piece, rows=()) if isinstance(piece, Rows) else piece


def _name(document: ProtocolDocument, title: tuple[str, ...]) -> str:
    """Write the one-line name of the paper: «Протокол № 14 Общего собрания … от 19 августа 2021 года»."""
    words = " ".join(title)
    head, _, rest = words.partition(" ")
    name = f"{head.capitalize()} {rest}".strip()
    if document.held_on is None:
        return plain(name)
    return plain(f"{name} от {write_date_range(document.held_on, document.held_until, DateStyle.WORDS)}")


def _attachments(attachments: tuple[Attachment, ...], document: ProtocolDocument) -> list[Piece]:
    if not attachments:
        return []
    heading = heading_line("attachments", document.style)
    rows = tuple(
        Row(
            marker=with_dot(str(number)) if len(attachments) > 1 else "",
            text=f"{attachment.title} {attachment.extent}".strip(),
            where=f"attachments[{number - 1}]",
        )
        for number, attachment in enumerate(attachments, start=1)
    )
    return [*([heading] if heading else []), Rows(rows=rows, css="attachments")]


def _keep_last_lines(
    sections: tuple[Section, ...], closing: tuple[Piece, ...]
) -> tuple[tuple[Section, ...], tuple[Piece, ...]]:
    """Tie the last lines of the text to the signatures, so that these never stand alone on a page."""
    if len(closing) > 1 or not sections:
        return sections, _kept(closing)
    last = dataclasses.replace(sections[-1], pieces=_kept(sections[-1].pieces))
    return (*sections[:-1], last), _kept(closing)


def _kept(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return (*pieces[:-2], *(kept(piece, rows=2) for piece in pieces[-2:]))
