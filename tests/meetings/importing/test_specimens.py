"""Specimens of the field: what is recognised in each, that its words are printed in order, that no line is lost."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.document.codec import decode, encode
from meetings.importing.lookalikes import restore_cyrillic
from meetings.importing.outline import write_outline
from meetings.importing.reading import read_protocol
from meetings.rendering.text import render_text
from tests.meetings.importing.reading import difference, legible, texts_of, words_of_paper

FOLDER = Path(__file__).resolve().parents[2] / "specimens" / "importing"
SPECIMENS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".txt", ".md", ".docx"))
LINES = sorted(
    {line for path in FOLDER.glob("*.txt") for line in path.read_text("utf-8").splitlines() if 0 < len(line) < 200}
)


@pytest.mark.parametrize("name", SPECIMENS)
def test_outline(name: str, golden: Callable[[str, str], None]) -> None:
    outline = write_outline(read_protocol((FOLDER / name).read_bytes(), name))
    text = json.dumps(outline, ensure_ascii=False, indent=1)
    golden(f"importing/{Path(name).stem}.json", f"{text}\n")


@pytest.mark.parametrize("name", SPECIMENS)
def test_words_are_printed_in_their_order(name: str) -> None:
    imported = read_protocol((FOLDER / name).read_bytes(), name)
    source = "\n".join(line.text for line in imported.lines)
    printed = render_text(imported.document)
    similarity, changes = difference(words_of_paper(legible(source, imported.findings)), words_of_paper(printed))
    assert similarity >= 0.995, changes


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_line_is_lost(name: str) -> None:
    imported = read_protocol((FOLDER / name).read_bytes())
    assert all(line.part for line in imported.lines if any(map(str.isalnum, line.text)))
    # A line parted at a marker inside it keeps its number in each part.
    numbers = list(dict.fromkeys(line.number for line in imported.lines))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", SPECIMENS)
def test_printed_paper_is_read_as_the_same_protocol(name: str) -> None:
    first = read_protocol((FOLDER / name).read_bytes()).document
    second = read_protocol(render_text(first).encode()).document
    assert second == first
    assert read_protocol(render_text(second).encode()).document == second


@pytest.mark.parametrize("name", SPECIMENS)
def test_document_survives_its_codec(name: str) -> None:
    document = read_protocol((FOLDER / name).read_bytes()).document
    assert decode(encode(document)) == document
    assert any(texts_of(document))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=20))
def test_no_word_of_any_mixture_of_lines_is_lost(lines: list[str]) -> None:
    source = "\n".join(["ПРОТОКОЛ № 1", "заседания комиссии", "1 мая 2024 г.", "РЕШИЛИ: одобрить", *lines])
    imported = read_protocol(source.encode())
    told = {word for finding in imported.findings for word in words_of_paper(finding.message)}
    lost = Counter(words_of_paper(restore_cyrillic(source))) - Counter(words_of_paper(render_text(imported.document)))
    assert not [word for word in lost if len(word) > 3 and word not in told]
