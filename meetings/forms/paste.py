"""Owns what a pasted line becomes in each kind of field: one line, a list of lines, paragraphs and points, rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

from meetings.forms.prose import DEPTH_LIMIT, ProseLine, write_prose

_NO_BREAK = "\u00a0"
_BULLETS = "-–—•"
#: The head of a table of people or questions: every cell names a column.
_HEAD_CELL = (
    r"(?:№(?:\s*п\s*/?\s*п\.?)?|п\s*/\s*п|ф\.?\s?и\.?\s?о\.?|фамилия(?:, имя(?:, отчество|и отчество)?)?|имя|отчество"
    r"|должность|место работы|подпись|роспись|примечани[ея]|вопросы?|наименование(?: вопроса)?|докладчики?)"
)
_HEAD = re.compile(rf"{_HEAD_CELL}(?:\t{_HEAD_CELL})+", re.IGNORECASE)
_NUMBER = re.compile(r"[\dа-яa-zA-ZА-ЯIVX.]{1,9}[.)]|\(\d{1,3}\)")


class PasteKind(StrEnum):
    """Kinds of fields; a page names the kind of a field in data-paste."""

    #: one paragraph: everything on one line
    LINE = "line"
    #: values one to a line
    LINES = "lines"
    #: paragraphs and points (forms.prose)
    PROSE = "prose"
    #: the text of a whole protocol, as a source of importing: columns by tabs
    SOURCE = "source"
    #: rows of people and of questions: one line each, without its number, columns by tabs
    ROWS = "rows"


class Line(Protocol):
    """A pasted line, as importing.pasted.PastedLine."""

    @property
    def text(self) -> str:
        """The text; a tab between columns."""

    @property
    def printed_mark(self) -> str:
        """The mark of a point or the number of a row, or nothing."""

    @property
    def marker(self) -> str:
        """The mark of a point, or nothing."""

    @property
    def depth(self) -> int:
        """The level of a point, from 0."""

    @property
    def flat(self) -> str:
        """The text on one line."""


def write_pasted(lines: Iterable[Line], kind: PasteKind, *, is_inside: bool = False) -> str:
    """Write pasted lines as the text of a field.

    `is_inside`: the first line goes on where something is typed already, so nothing in it is read as a mark. No-break
    spaces become spaces: the paper sets its own.
    """
    filled = [line for line in lines if line.text]
    if kind is PasteKind.SOURCE:
        text = "\n".join(f"{line.marker} {line.text}".strip(" ") for line in lines).strip("\n")
    elif kind is PasteKind.LINE:
        text = filled[0].flat if len(filled) == 1 and not is_inside else _joined(filled)
    elif kind is PasteKind.LINES:
        text = "\n".join(_marked(line, line.flat) for line in filled)
    elif kind is PasteKind.ROWS:
        text = "\n".join(_row(line) for line in filled if not _HEAD.fullmatch(line.text))
    else:
        text = _prose(filled, is_inside=is_inside)
    return text.replace(_NO_BREAK, " ")


def _marked(line: Line, text: str) -> str:
    return f"{line.printed_mark} {text}" if line.printed_mark else text


def _joined(lines: Sequence[Line]) -> str:
    """A field of one line keeps the marks of a list: «1) … 2) …» is how papers write it in running text."""
    return " ".join(_marked(line, line.flat) for line in lines)


def _row(line: Line) -> str:
    """The columns of a row without the first one, when that is only its number."""
    number, tab, rest = line.text.partition("\t")
    return rest if tab and re.fullmatch(r"\d{1,4}[.)]?", number) else line.text


def _prose(lines: Sequence[Line], *, is_inside: bool) -> str:
    written = [
        ProseLine(line.flat, depth=min(line.depth, DEPTH_LIMIT) if line.printed_mark else 0, marker=line.printed_mark)
        for line in lines
    ]
    written = _nested(written)
    if is_inside and written and not written[0].marker:
        return "\n".join(text for text in (written[0].text, write_prose(written[1:])) if text)
    return write_prose(written)


def _nested(lines: list[ProseLine]) -> list[ProseLine]:
    """Put dashes behind a number that ends with a colon one level below it: Word makes two lists of them."""
    nested: list[ProseLine] = []
    lead: ProseLine | None = None
    for line in lines:
        is_bullet = line.marker in _BULLETS if line.marker else False
        if is_bullet and lead is not None and line.depth <= lead.depth:
            nested.append(replace(line, depth=min(lead.depth + 1, DEPTH_LIMIT)))
            continue
        if not is_bullet:
            lead = line if _NUMBER.fullmatch(line.marker) and line.text.endswith(":") else None
        nested.append(line)
    return nested
