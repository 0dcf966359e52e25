"""Both seeds: every key of the expected structure, the same from Word, in every encoding, and their words in print."""

import re
from typing import Any

import pytest

from meetings.importing.outline import write_outline
from meetings.importing.reading import read_protocol
from tests.meetings.importing.reading import (
    difference,
    docx_bytes,
    recognised,
    word_of_text,
    words_of_paper,
)
from tests.seeds import SEED_NAMES, expected, seed_bytes, seed_text


@pytest.mark.parametrize("name", SEED_NAMES)
def test_structure_is_recognised_whole(name: str) -> None:
    outline = write_outline(read_protocol(seed_bytes(name)))
    assert recognised(outline) == recognised(expected(name))
    assert outline["findings"] == []


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"])
def test_encoding_does_not_matter(name: str, encoding: str) -> None:
    text = seed_text(name)
    if encoding in ("koi8-r", "cp866"):
        text = text.translate(str.maketrans({"«": '"', "»": '"', "–": "-", "№": "N"}))
    source = text.encode(encoding)
    assert read_protocol(source).document == read_protocol(text.encode()).document


@pytest.mark.parametrize("name", SEED_NAMES)
def test_line_ends_and_no_break_spaces_do_not_matter(name: str) -> None:
    text = seed_text(name)
    changed = re.sub(r"(?<=\w) (?=\w)", "\u00a0", text.replace("\n", "\r\n"))
    assert read_protocol(changed.encode()).document == read_protocol(text.encode()).document


@pytest.mark.parametrize("name", SEED_NAMES)
def test_word_document_of_paragraphs_gives_the_same(name: str) -> None:
    source = docx_bytes(word_of_text(seed_text(name)))
    assert recognised(write_outline(read_protocol(source, f"{name}.docx"))) == recognised(expected(name))


def test_word_document_with_a_table_of_attendance_gives_the_same() -> None:
    source = docx_bytes(_with_table(seed_text("kollegiya")))
    assert recognised(write_outline(read_protocol(source))) == recognised(expected("kollegiya"))


def test_word_document_with_automatic_numbers_gives_the_same() -> None:
    text = seed_text("union")
    document = word_of_text(text)
    for paragraph in document.paragraphs:
        if re.match(r"\d\. ", paragraph.text):
            _strip_mark(paragraph, 3)
            paragraph.style = document.styles["List Number"]
    assert recognised(write_outline(read_protocol(docx_bytes(document)))) == recognised(expected("union"))


@pytest.mark.parametrize("name", SEED_NAMES)
def test_words_are_printed_in_their_order(name: str) -> None:
    from meetings.rendering.text import render_text

    printed = render_text(read_protocol(seed_bytes(name)).document)
    similarity, changes = difference(words_of_paper(seed_text(name)), words_of_paper(printed))
    assert similarity >= 0.995, changes


def _with_table(text: str) -> Any:
    """The collegium's attendance as a real table of three columns, with line breaks inside the cells."""
    head, attendance, tail = re.split(r"(?<=присутствовали:\n)|(?=Всего присутствует)", text)
    document = word_of_text(head)
    table = document.add_table(rows=0, cols=3)
    for entry in re.split(r"(?m)^\t(?=\d+\.$)", attendance)[1:]:
        cells = [re.sub(r"\n+", "\n", cell.strip()) for cell in entry.split("\t")]
        for cell, content in zip(table.add_row().cells, cells, strict=True):
            cell.text = content
    for line in tail.splitlines():
        document.add_paragraph(line)
    return document


def _strip_mark(paragraph: Any, length: int) -> None:
    paragraph.runs[0].text = paragraph.runs[0].text[length:]
