"""The papers around a meeting as Word files: LibreOffice prints the words of the PDF on as many pages. Optional."""

import dataclasses
from pathlib import Path

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.rendering.docx import render_docx
from meetings.rendering.meeting_papers import MEETING_PAPERS, print_paper
from meetings.rendering.pdf import render_pdf
from tests.meetings.rendering.documents import kollegiya_document, standard_document
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.meetings.rendering.word import printed_by_libreoffice

DOCUMENTS = {"kollegiya": kollegiya_document, "standard": standard_document}


def printed_words(pdf: bytes, folder: Path) -> list[list[str]]:
    pages = pages_of(pdf, folder)
    return [words_of(without_page_number(page, number)) for number, page in enumerate(pages, start=1)]


def assert_same_words(own: bytes, word: bytes, folder: Path) -> None:
    ours = printed_words(own, folder)
    theirs = printed_words(printed_by_libreoffice(word, folder), folder)
    assert [word for page in theirs for word in page] == [word for page in ours for word in page]
    assert len(theirs) == len(ours)


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("name", sorted(MEETING_PAPERS))
def test_a_paper_says_the_same_in_word(name: str, kind: str, tmp_path: Path) -> None:
    document = DOCUMENTS[kind]()
    assert_same_words(print_paper(document, name, "pdf"), print_paper(document, name, "docx"), tmp_path)


def annexed(document: ProtocolDocument) -> ProtocolDocument:
    return dataclasses.replace(document, style=dataclasses.replace(document.style, annex_over=1))


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_annex_says_the_same_in_word(kind: str, tmp_path: Path) -> None:
    document = annexed(DOCUMENTS[kind]())
    assert_same_words(render_pdf(document), render_docx(document), tmp_path)
