"""Laws of the papers, on generated protocols: every one prints, and every format says the same."""

from pathlib import Path
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings

from meetings.document.tree import ProtocolDocument
from meetings.rendering.formats import FORMATS
from meetings.rendering.html import render_body, render_html
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.strategies import documents


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_every_protocol_is_printed_well_formed(document: ProtocolDocument) -> None:
    page = ElementTree.fromstring(render_html(document))  # noqa: S314
    article = ElementTree.fromstring(render_body(document))  # noqa: S314
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert words_of("".join(page.find("body").itertext())) == words_of("".join(article.itertext()))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_pdf_says_what_the_text_says(document: ProtocolDocument, tmp_path_factory: object) -> None:
    folder: Path = tmp_path_factory.mktemp("paper")  # type: ignore[attr-defined]
    pages = pages_of(render_pdf(document), folder)
    printed = "".join(without_page_number(page, number) for number, page in enumerate(pages, start=1))
    assert "".join(words_of(printed)) == "".join(words_of(render_text(document)))


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_format_gives_bytes(document: ProtocolDocument) -> None:
    for entry in FORMATS.values():
        assert entry.render(document)
        assert entry.extension
