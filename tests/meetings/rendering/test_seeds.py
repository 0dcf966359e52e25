"""The two real protocols: read in and printed, their papers hold the words of the sources in order."""

import difflib
from pathlib import Path

import pytest

from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.seeds import SEED_NAMES, seed_bytes, seed_text


def differing(source: list[str], printed: list[str]) -> str:
    """The words that differ, for the message of a failed test."""
    matcher = difflib.SequenceMatcher(None, source, printed, autojunk=False)
    changes = [
        f"{' '.join(source[a:b])!r} → {' '.join(printed[c:d])!r}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return f"{matcher.ratio():.4f}\n" + "\n".join(changes)


def similarity(source: list[str], printed: list[str]) -> float:
    return difflib.SequenceMatcher(None, source, printed, autojunk=False).ratio()


@pytest.mark.parametrize("manner", ["", "-raw", "-layout"], ids=["reading order", "content order", "lines"])
@pytest.mark.parametrize("name", SEED_NAMES)
def test_pdf_holds_the_words_of_the_source(name: str, manner: str, tmp_path: Path) -> None:
    from meetings.importing.reading import read_protocol

    document = read_protocol(seed_bytes(name), f"{name}.txt").document
    pages = pages_of(render_pdf(document), tmp_path, manner=manner)
    printed = words_of("\n".join(without_page_number(page, number) for number, page in enumerate(pages, start=1)))
    source = words_of(seed_text(name))
    assert similarity(source, printed) >= 0.995, differing(source, printed)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_text_is_read_back_as_the_same_protocol(name: str) -> None:
    from meetings.importing.reading import read_protocol

    document = read_protocol(seed_bytes(name), f"{name}.txt").document
    assert read_protocol(render_text(document).encode(), f"{name}.txt").document == document


@pytest.mark.parametrize("name", SEED_NAMES)
def test_paper_keeps_its_shape(name: str, tmp_path: Path) -> None:
    from meetings.importing.reading import read_protocol

    document = read_protocol(seed_bytes(name), f"{name}.txt").document
    pages = pages_of(render_pdf(document), tmp_path)
    assert len(pages) == {"union": 2, "kollegiya": 7}[name]
    last = [line for line in without_page_number(pages[-1], len(pages)).splitlines() if line.strip()]
    signatures = [f"{line.role} {line.name}" for line in document.signatures]
    assert [" ".join(line.split()) for line in last[-2:]] == signatures
