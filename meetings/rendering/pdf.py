"""Owns the PDF: sets the HTML of a protocol with WeasyPrint, the same bytes for the same document everywhere.

One press per process: a FontConfiguration leaks about 0.2 MB each and the stylesheet takes time to parse, so both are
made once. A press prints one paper at a time (FontConfiguration is not documented as thread-safe).
"""

import atexit
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.document.signature_fields import signature_fields
from meetings.document.tree import ProtocolDocument
from meetings.rendering.archive import finish_archive
from meetings.rendering.fetching import closed_fetcher
from meetings.rendering.fonts import find_typeface
from meetings.rendering.html import render_page
from meetings.rendering.press_process import PRESS
from meetings.rendering.roomy import with_room
from meetings.rendering.shortcuts import taken_shortcuts
from meetings.rendering.signature_boxes import boxes_finisher
from meetings.rendering.verification import VerificationMark

#: Tagged PDF for archives and for screen readers (with the PDF/UA identifier, see archive.py).
ARCHIVE = "pdf/a-3a"

#: What a browser knows without a stylesheet, for the few elements of our pages. WeasyPrint's own defaults hold some
#: 200 rules for all of HTML and take 5 % of the time; the bytes are the same (tests/meetings/rendering/test_pdf.py).
_DEFAULTS = """
head, meta, title, style { display: none }
html, body, article, section, div, p, h1, h2, h3, ul { display: block }
li { display: list-item }
table { display: table; box-sizing: border-box; text-indent: initial; border-color: gray }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group; vertical-align: middle; border-color: inherit }
tbody { display: table-row-group; vertical-align: middle; border-color: inherit }
tr { display: table-row; vertical-align: inherit; border-color: inherit }
td, th { display: table-cell; vertical-align: inherit; border-color: gray }
b, th, h1, h2, h3 { font-weight: bold }
sup { font-size: smaller; line-height: normal; vertical-align: super }
br::before { content: "\\A"; white-space: pre-line }
h1 { bookmark-level: 1 }
h2 { bookmark-level: 2 }
h3 { bookmark-level: 3 }
h1, h2, h3 { bookmark-label: content(text); break-after: avoid; break-inside: avoid }
ul { break-before: avoid; counter-reset: list-item }
::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }
body { margin: 8px }
@page { margin: 75px; @footnote { margin-top: 1em } @top-center { text-align: center; vertical-align: middle } }
"""


class PrintingFailed(RuntimeError):
    """The paper could not be set; the message is fit for a secretary."""


class TooManyPages(PrintingFailed):
    """The text does not fit on as many pages as it may take."""


def render_pdf(
    document: ProtocolDocument,
    *,
    variant: str = ARCHIVE,
    is_signable: bool = False,
    mark: VerificationMark | None = None,
) -> bytes:
    """Return the PDF of a document; the bytes depend on what is given, the templates, the font and WeasyPrint only.

    `is_signable` gives every line of signature an empty signature field (names: document.signature_fields); `mark`
    tells at the foot of every page how to check the paper. An empty `variant` is a plain PDF, to measure with.
    Raises PaperTooLong, FontMissing or PrintingFailed, each with a Russian message.
    """
    if not is_signable:
        return print_page(render_page(document, mark=mark), variant=variant)
    markup = render_page(document, is_signable=True, mark=mark)
    return print_page(markup, variant=variant, boxes=signature_fields(document))


def print_page(
    markup: str, *, variant: str = ARCHIVE, boxes: tuple[str, ...] = (), most_pages: int | None = None
) -> bytes:
    """Set a page of ours (XHTML) as PDF; `boxes` names the signature fields it holds.

    In a process of its own, with limits, unless the settings say otherwise (PRINTING_PROCESS).
    Raises TooManyPages when it takes more than `most_pages`, PrintingFailed when it takes too much.
    """
    if not settings.PRINTING_PROCESS:
        return print_here(markup, variant=variant, boxes=boxes, most_pages=most_pages)
    return PRESS.print(markup=markup, variant=variant, boxes=boxes, most_pages=most_pages)


def print_here(
    markup: str, *, variant: str = ARCHIVE, boxes: tuple[str, ...] = (), most_pages: int | None = None
) -> bytes:
    """Set a page as print_page does, in this process and without its limits."""
    from weasyprint.urls import FatalURLFetchingError  # slow import: a third of a second

    with _LOCK:
        press = _press()
        try:
            with _paused_collector(), taken_shortcuts():
                return with_room(lambda: press.print(markup, variant, _finisher(variant, boxes, most_pages)))
        except FatalURLFetchingError as error:  # derives from BaseException
            raise PrintingFailed(_("Не удалось сформировать PDF: запрошен посторонний файл.")) from error
        except RecursionError as error:
            raise PrintingFailed(_("Не удалось сформировать PDF: слишком сложный документ.")) from error


class _Press:
    """WeasyPrint with everything that outlives one paper."""

    def __init__(self) -> None:
        from weasyprint import CSS  # slow import: a third of a second
        from weasyprint.text.fonts import FontConfiguration

        typeface = find_typeface()
        folder = settings.BASE_DIR / "static"
        self.fetcher = closed_fetcher(folder=folder, files=frozenset({typeface.regular, typeface.bold}))
        self.font_config = FontConfiguration()
        rules = (folder / "css" / "protocol.css").read_text(encoding="utf-8")
        self.defaults = CSS(string=_DEFAULTS)
        self.stylesheet = CSS(
            string=typeface.font_face_rules() + rules, font_config=self.font_config, url_fetcher=self.fetcher
        )

    def print(self, markup: str, variant: str, finisher: Any) -> bytes:
        page = _parsed_page(markup, self.fetcher)
        page._ua_stylesheets = lambda forms=False: [self.defaults]  # noqa: ARG005
        content: bytes = page.write_pdf(
            stylesheets=[self.stylesheet],
            font_config=self.font_config,
            finisher=finisher,
            pdf_variant=variant,
            pdf_identifier=True,
        )
        return content


def _finisher(variant: str, boxes: tuple[str, ...], most_pages: int | None) -> Any:
    """Return what finishes the PDF: nothing, the promises to the archive, and before them the signature fields."""
    last = finish_archive if variant == ARCHIVE else None
    if not boxes and most_pages is None:
        return last

    def finish(document: Any, pdf: Any) -> None:
        if most_pages is not None and pdf.pages["Count"] > most_pages:
            raise TooManyPages(_("Текст не помещается в отведённое место."))
        boxes_finisher(boxes)(document, pdf)
        if last:
            last(document, pdf)

    return finish


_LOCK = threading.Lock()


@cache
def _press() -> _Press:
    # WeasyPrint removes its folder of fonts when the configuration goes; at the very end of a process it no longer can.
    atexit.register(_press.cache_clear)
    return _Press()


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Hold the cyclic collector back: a page makes many long-lived boxes and no garbage worth looking for."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parsed_page(markup: str, fetcher: Any) -> Any:
    """Hand XHTML to WeasyPrint as a parsed tree, without its HTML5 parser (bytes equal: tests/…/test_pdf.py)."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML  # slow import: a third of a second

    root = ElementTree.fromstring(markup)  # noqa: S314 - our own markup, every text in it escaped
    page = HTML.__new__(HTML)
    page.base_url, page.url_fetcher, page.media_type = None, fetcher, "print"
    page.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page
