"""Owns the paper of an extract: the protocol's own page cut down, with «Верно» under it, and its file formats.

The page is made by the templates and the stylesheet of the protocol in its layout, and goes the protocol's way: of one
HTML come PDF, Word file and plain text.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.document.excerpt import ExtractDocument, encode_extract
from meetings.document.final_marks import with_mark
from meetings.document.style import style_over
from meetings.rendering.docx import write_docx
from meetings.rendering.formats import WORD
from meetings.rendering.html import GENERATOR, LONGEST_MARKUP, PaperTooLong
from meetings.rendering.opening import lay_out_title
from meetings.rendering.paper import lay_out
from meetings.rendering.pdf import print_page
from meetings.rendering.printed import Line, Pair, Paper, Piece
from meetings.rendering.text import write_text
from meetings.rendering.typography import keep_compounds, printable, without_controls
from meetings.wording.dates import write_date_range
from meetings.wording.extracts import CERTIFIED, ORIGINAL_SIGNED, SEAL_PLACE, write_extract_title, write_registered
from meetings.wording.labels import write_label

# The space parts the words where a break is no character: in the bookmarks of the PDF.
_BREAK = mark_safe(" <br/>")


@dataclass(frozen=True, slots=True)
class ExtractFormat:
    """A format extracts are given in, by the name used in addresses."""

    name: str
    content_type: str
    render: Callable[[ExtractDocument], bytes]


def render_extract_page(extract: ExtractDocument) -> str:
    """Return the page (XHTML) that PDF, Word file and text are made of. Raises PaperTooLong."""
    paper = lay_out_extract(extract)
    page = {
        "paper": paper,
        "name": without_controls(paper.name),
        "content": mark_safe(keep_compounds(_content(paper, extract))),  # noqa: S308 - templates escaped every text
        "generator": GENERATOR,
    }
    return render_to_string("protocol/page.html", page)


def render_extract_body(extract: ExtractDocument) -> SafeString:
    """Return the <article> alone, for a page of the portal. Raises PaperTooLong."""
    paper = lay_out_extract(extract)
    context = {"paper": paper, "content": _content(paper, extract)}
    return mark_safe(render_to_string("protocol/article.html", context))  # noqa: S308 - templates escaped every text


def lay_out_extract(extract: ExtractDocument) -> Paper:
    """Lay out the protocol part of an extract: its own title, the signers as printed text."""
    document = extract.protocol
    style = document.style
    title_word = write_extract_title(write_label("title_word", style))
    restyled = dataclasses.replace(document, style=style_over(style, {"labels": (("title_word", title_word),)}))
    try:
        paper = lay_out(document)
    except RecursionError as error:
        raise PaperTooLong(_("Пункты решения вложены друг в друга слишком глубоко.")) from error
    heard = extract.is_original_signed and bool(paper.signatures)
    closing = (Line(text=ORIGINAL_SIGNED, css="signed-by", is_kept=True),) if heard else ()
    return dataclasses.replace(
        paper,
        layout=f"{paper.layout} extract",
        title=lay_out_title(restyled),
        name=write_extract_title(paper.name),
        dated=extract.certification.certified_on.isoformat(),
        closing=(*paper.closing, *closing),
    )


def lay_out_certification(extract: ExtractDocument) -> tuple[Piece, ...]:
    """Lay out «Верно», the certifier's line, the day; for another organisation a seal and the original's place."""
    certification = extract.certification
    day = write_date_range(certification.certified_on, None, extract.protocol.style.date_style)
    pieces: list[Piece] = [
        Line(text=CERTIFIED, css="certified-mark certified", is_kept=True),
        Pair(left=certification.role, right=certification.name, css="signature"),
        Line(text=day, css="certified"),
    ]
    if certification.original_place:
        pieces += [
            Line(text=SEAL_PLACE, css="certified"),
            Line(text=with_mark(certification.original_place, "."), css="certified"),
        ]
    return (*pieces, Line(text=write_registered(extract.number), css="certified registered"))


def _content(paper: Paper, extract: ExtractDocument) -> SafeString:
    context = {
        "layout": f"protocol/{extract.protocol.style.layout.value}/content.html",
        "paper": dataclasses.replace(paper, annex=()),
        "certification": lay_out_certification(extract),
        "annex": paper.annex,
        "is_anchored": False,
        "BREAK": _BREAK,
    }
    markup = printable(render_to_string("protocol/extract.html", context))
    if len(markup) > LONGEST_MARKUP:
        raise PaperTooLong(_("Выписка слишком длинная для печати. Выберите меньше вопросов."))
    return mark_safe(markup)  # noqa: S308 - every text was escaped by the templates


EXTRACT_FORMATS = {
    entry.name: entry
    for entry in (
        ExtractFormat("pdf", "application/pdf", lambda extract: print_page(render_extract_page(extract))),
        ExtractFormat("docx", WORD, lambda extract: write_docx(render_extract_page(extract))),
        ExtractFormat(
            "txt", "text/plain; charset=utf-8", lambda extract: write_text(render_extract_page(extract)).encode()
        ),
        ExtractFormat("json", "application/json", lambda extract: encode_extract(extract).encode()),
    )
}
