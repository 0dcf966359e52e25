"""Helps the tests of importing: words, texts of a document, and a Word document made of a text."""

import dataclasses
import difflib
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from meetings.document.finding import Finding
from meetings.importing.lookalikes import restore_cyrillic

#: Keys of the expected structure that tell how the paper looks, not what it says.
_LOOKS = {"heading_as_written", "kind", "format", "findings"}


def words_of_paper(text: str) -> list[str]:
    """The words of a text in order: capitals, marks, ё and the raising of minutes aside."""
    text = text.replace("<sup>", "").replace("</sup>", "").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    return re.findall(r"[^\W_]+", text.lower().replace("ё", "е"))


def legible(text: str, findings: Iterable[Finding]) -> str:
    """The source as a careful reader copies it: words parted at a line's end whole, Latin letters inside Russian words
    Russian, and without the words of which a finding says that they are left out."""
    lines = text.splitlines()
    for finding in findings:
        if finding.code == "words_left_out":
            words, numbers = re.findall(r"«(.+?)» \(строки: ([\d, ]+)\)", finding.message)[0]
            for number in map(int, numbers.split(", ")):
                for word in words.split():
                    lines[number - 1] = re.sub(rf"(?i)\b{word}\b(?: г\b)?", "", lines[number - 1])
    text = re.sub(r"(?<=[а-яё])-[ \t]*\n[ \t]*(?=[а-яё])", "", "\n".join(lines))
    return restore_cyrillic(text)


def difference(first: list[str], second: list[str]) -> tuple[float, list[str]]:
    """Similarity of two lists of words (0–1) and the words that differ."""
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    changes = [
        f"{' '.join(first[a:b])!r} → {' '.join(second[c:d])!r}"
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return matcher.ratio(), changes


def texts_of(value: object) -> Iterator[str]:
    """All strings of a tree, with numbers and days as words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from texts_of(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_of(getattr(value, field.name))


def recognised(outline: dict[str, Any]) -> Any:
    """The outline without what an expected structure does not fix."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: strip(part)
                for key, part in value.items()
                if not (key.startswith("_") or key.endswith("_marker") or key in _LOOKS)
            }
        if isinstance(value, list):
            return [strip(part) for part in value]
        return value

    return strip(outline)


def docx_bytes(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_of_text(text: str) -> Any:
    """A Word document with a paragraph per line, bold and raised runs for the marks of Markdown."""
    from docx import Document

    document = Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for part in re.split(r"(\*\*.+?\*\*|<sup>.+?</sup>)", line):
            if part.startswith("**"):
                paragraph.add_run(part.strip("*")).bold = True
            elif part.startswith("<sup>"):
                paragraph.add_run(part.removeprefix("<sup>").removesuffix("</sup>")).font.superscript = True
            else:
                paragraph.add_run(part)
    return document
