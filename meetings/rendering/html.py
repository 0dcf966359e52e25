"""Owns the HTML of a protocol: the one printed form that the PDF, the plain text and the portal's page are made of.

It is XHTML (always well formed, whatever a document holds), so that its readers may use an XML parser.
"""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.document.tree import ProtocolDocument
from meetings.rendering.paper import lay_out, lay_out_piece
from meetings.rendering.printed import Paper
from meetings.rendering.typography import keep_compounds, printable, without_controls
from meetings.rendering.verification import VerificationMark

#: Longest markup of one protocol, characters: some 250 pages. A longer one would hold a worker for minutes.
LONGEST_MARKUP = 3_000_000

GENERATOR = "Protocols portal"

# The space parts the words where a break is no character: in the bookmarks of the PDF.
_BREAK = mark_safe(" <br/>")


class PaperTooLong(ValueError):
    """The protocol is too long to be set; the message is fit for a secretary."""


def render_html(document: ProtocolDocument) -> str:
    """Return a whole page that opens anywhere: the print stylesheet stands inside, no other file is named."""
    paper = _laid_out(document)
    return _page(paper, _content(paper, is_anchored=False), stylesheet=_stylesheet())


def render_body(document: ProtocolDocument) -> SafeString:
    """Return the <article> alone, for a page of the portal.

    Every part has an id («item-1-decision-2») and its path in data-where («items[0].decisions[1]»), as in findings.
    """
    return _article(_laid_out(document))


def render_piece(document: ProtocolDocument, section: int | None) -> SafeString:
    """Return the <article> with what an edit can have changed, printed as in `render_body`.

    It is one question (its index), or everything but the questions and the rows of the agenda: sections and list stand
    there empty, so that whoever has them knows their places. The cost does not grow with the questions.
    """
    return _article(_refusing_depth(lambda: lay_out_piece(document, section)))


def _article(paper: Paper) -> SafeString:
    context = {"paper": paper, "content": _content(paper, is_anchored=True)}
    return mark_safe(render_to_string("protocol/article.html", context))  # noqa: S308 - templates escaped every text


def render_page(document: ProtocolDocument, *, is_signable: bool = False, mark: VerificationMark | None = None) -> str:
    """Return the page the PDF and the text are made of: no stylesheet inside, no anchors.

    `is_signable` puts a box for an electronic signature into every line of signature; `mark` stands at the foot of
    every page.
    """
    paper = _laid_out(document)
    content = _content(paper, is_anchored=False, is_signable=is_signable)
    return _page(paper, keep_compounds(content), stylesheet="", mark=mark)


def _laid_out(document: ProtocolDocument) -> Paper:
    return _refusing_depth(lambda: lay_out(document))


def _refusing_depth(laid_out: Callable[[], Paper]) -> Paper:
    try:
        return laid_out()
    except RecursionError as error:
        raise PaperTooLong(_("Пункты решения вложены друг в друга слишком глубоко.")) from error


def _page(paper: Paper, content: str, *, stylesheet: str, mark: VerificationMark | None = None) -> str:
    context = {
        "paper": paper,
        "name": without_controls(paper.name),
        "content": mark_safe(content),  # noqa: S308 - templates escaped every text
        "generator": GENERATOR,
        "stylesheet": stylesheet,
        "mark": mark,
    }
    return render_to_string("protocol/page.html", context)


def _content(paper: Paper, *, is_anchored: bool, is_signable: bool = False) -> SafeString:
    context = {"paper": paper, "is_anchored": is_anchored, "is_signable": is_signable, "BREAK": _BREAK}
    markup = printable(render_to_string(f"protocol/{paper.layout}/content.html", context))
    if len(markup) > LONGEST_MARKUP:
        raise PaperTooLong(_("Протокол слишком длинный для печати. Разделите его или сократите тексты выступлений."))
    return mark_safe(markup)  # noqa: S308 - every text was escaped by the templates


@cache
def _stylesheet() -> str:
    return (settings.BASE_DIR / "static" / "css" / "protocol.css").read_text(encoding="utf-8")
