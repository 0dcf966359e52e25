"""Owns the line: what every source is turned into before anything is recognised.

A line keeps its number in the source, so that a finding can point at it, and its columns, because many papers put two
parts on one line (date and town, role and name). All clearing of spaces, Markdown marks and letter-spaced words
happens here and nowhere else.
"""

import dataclasses
import re
from dataclasses import dataclass

from meetings.importing.lookalikes import restore_cyrillic

#: Between the columns of a line's text.
COLUMN = "\t"

_SUPERSCRIPT_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPT_TAG = re.compile(r"<sup>\s*([^<>]{0,20}?)\s*</sup>", re.IGNORECASE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f]")
_COLUMN_GAP = re.compile(r" *\t[ \t]*| {3,}")
_SPACES = re.compile(r" {2,}")
_EMPHASIS = re.compile(r"(\*\*)(?=\S)(.+?)(?<=\S)\1")
_ITALICS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]{1,200}?)(?<=[^\s*])\*(?![*\w])")
_WHOLE_EMPHASIS = re.compile(r"\*\*\s*(\S[^*]*?\S|\S)\s*\*\*[\s.:;]*")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_QUOTE_MARK = re.compile(r"(?:>\s+)+")
_TABLE_ROW = re.compile(r"\|(.+)\|\s*")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*")
_SPACED_WORD = re.compile(r"(?<![^\W_])([А-ЯЁа-яё])(?: [А-ЯЁа-яё]){3,}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or, from Word, one paragraph or table row) that holds text.

    `number` counts from 1 in the source. `text` is cleared: single spaces, no marks of emphasis, columns divided by
    a tab. `is_cell` says that the source line began with a tab, as the cells of a flattened table do. `gap` counts the
    blank lines above it. `last` is the last line of the source in it and `last_text` that line's text, when several
    lines were joined.
    """

    number: int
    text: str
    is_cell: bool = False
    is_bold: bool = False
    is_row: bool = False
    gap: int = 0
    last: int = 0
    last_text: str = ""

    def with_text(self, text: str) -> "Line":
        """The same line of the source with other text."""
        return dataclasses.replace(self, text=text.strip(" \t"))

    @property
    def columns(self) -> list[str]:
        """The texts of the columns, never empty as a list."""
        return [part.strip() for part in self.text.split(COLUMN)]

    @property
    def flat(self) -> str:
        """The text on one line, the columns joined by spaces."""
        return self.text.replace(COLUMN, " ")


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """A line of the source for the preview: its number, its text as it stood and the part it went to ("" for blank)."""

    number: int
    text: str
    part: str


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as a source delivers it, before clearing. `is_row` marks a row of a real table."""

    number: int
    text: str
    is_bold: bool = False
    is_row: bool = False


def clear_lines(raw_lines: list[RawLine]) -> list[Line]:
    """Clear the lines of a source and drop the blank ones (they survive as `gap`)."""
    has_markdown = any("**" in raw.text or raw.text.startswith("# ") for raw in raw_lines)
    lines: list[Line] = []
    gap = 0
    for raw in raw_lines:
        text = clear_text(raw.text, has_markdown=has_markdown)
        if not text or not _holds_words(text):
            gap += 1
            continue
        is_bold = raw.is_bold or (has_markdown and _WHOLE_EMPHASIS.fullmatch(raw.text.strip()) is not None)
        is_cell = raw.text.startswith("\t")
        is_row = raw.is_row or (COLUMN in text and _TABLE_ROW.fullmatch(raw.text.strip()) is not None)
        lines.append(Line(raw.number, text, is_cell=is_cell, is_bold=is_bold, is_row=is_row, gap=gap, last=raw.number))
        gap = 0
    return lines


def clear_text(text: str, *, has_markdown: bool = False) -> str:
    """Clear one line: odd and repeated spaces, invisible characters, Markdown marks, letter-spaced words."""
    text = _LINE_BREAK_TAG.sub(" ", _INVISIBLE.sub("", text))
    text = _SUPERSCRIPT_TAG.sub(lambda found: found[1].translate(_SUPERSCRIPT_DIGITS), text)
    text = _ODD_SPACES.sub(" ", text).replace("\v", " ").replace("\f", " ")
    if has_markdown:
        text = _clear_markdown(text)
    text = text.strip(" \t")
    if _TABLE_RULE.fullmatch(text):
        return ""
    if (row := _TABLE_ROW.fullmatch(text)) is not None:
        text = COLUMN.join(cell.strip() for cell in row[1].split("|"))
    text = _COLUMN_GAP.sub(COLUMN, text)
    text = _SPACES.sub(" ", text)
    return restore_cyrillic(_SPACED_WORD.sub(lambda found: found[0].replace(" ", ""), text))


def find_spaced_words(raw_lines: list[RawLine]) -> dict[str, str]:
    """The letter-spaced words of a source, which are read joined and printed as they stood: joined → as printed."""
    return {
        found[0].replace(" ", ""): found[0]
        for raw in raw_lines
        for found in _SPACED_WORD.finditer(raw.text.replace("\u00a0", " "))
    }


def superscript(digits: str) -> str:
    """Write digits raised, as the sources of times do («10⁰⁰»)."""
    return digits.translate(_SUPERSCRIPT_DIGITS)


def _clear_markdown(text: str) -> str:
    text = _HEADING_MARK.sub("", text, count=1) if text.startswith("#") else text
    text = _QUOTE_MARK.sub("", text, count=1) if text.startswith("> ") else text
    text = _EMPHASIS.sub(r"\2", text)
    text = _ITALICS.sub(r"\1", text.replace("**", ""))
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|>])", r"\1", text)


def _holds_words(text: str) -> bool:
    """Whether a line says anything: rules of underscores, dashes and dots do not."""
    return any(character.isalnum() for character in text)
