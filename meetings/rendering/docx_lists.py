"""Owns the real numbering of a Word paper: which printed markers become lists that Word counts by itself.

A marker becomes a number of a list only when the list prints exactly that marker; anything else («2 а.», «1.a») stays
text. Every run of siblings is a list of its own, so that no list disturbs the count of another.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from meetings.rendering.docx_styles import FONT, NAMESPACES, indents

_DECIMAL = re.compile(r"(?P<prefix>(?:[1-9]\d{0,3}\.)*)(?P<number>[1-9]\d{0,3})(?P<suffix>[.)]{0,2})")
_SIGN = re.compile(r"(?P<sign>[IVX]+|[а-и])(?P<suffix>[.)]{1,2})")
_BULLETS = frozenset("-–—•")
#: Word leaves out й when it counts with letters, and some programs do not: only the letters before it are sure.
_LETTERS = "абвгдежзи"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a marker is to Word: a form of numbers, the text around the number («1.%1.»), the number itself."""

    form: str
    pattern: str
    number: int


@dataclass(slots=True)
class Lists:
    """The lists of one paper; `number_of` must be called for every row in printed order."""

    #: every list by its first mark and its indents; its position + 1 is its number in Word
    made: list[tuple[_Mark, str]] = field(default_factory=list)
    _open: dict[tuple[str, str, int, str], tuple[int, int]] = field(default_factory=dict)

    def number_of(self, marker: str, *, depth: int, kind: str, is_indented: bool = True) -> int | None:
        """Return the list that prints this marker next; None when the marker must stay text.

        `depth` is the level of the row (1 the outermost); rows of one `kind` continue each other's numbers.
        """
        mark = _read_mark(marker)
        if mark is None:
            return None
        key = (mark.form, mark.pattern, depth, kind)
        list_number, last = self._open.get(key, (0, 0))
        if not list_number or (mark.form != "bullet" and mark.number != last + 1):
            self.made.append((mark, indents(depth, has_first_line=is_indented)))
            list_number = len(self.made)
        self._open[key] = (list_number, mark.number)
        return list_number

    def write_into(self, numbering: Any) -> None:
        """Replace the content of a numbering part's root element by these lists."""
        from docx.oxml.parser import parse_xml  # slow import: a tenth of a second

        for child in list(numbering):
            numbering.remove(child)
        for number, (mark, place) in enumerate(self.made, start=1):
            numbering.append(parse_xml(_abstract(number, mark, place)))
        for number in range(1, len(self.made) + 1):
            numbering.append(
                parse_xml(f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
            )


def _read_mark(marker: str) -> _Mark | None:
    if marker in _BULLETS:
        return _Mark("bullet", marker, 1)
    if found := _DECIMAL.fullmatch(marker):
        return _Mark("decimal", f"{found['prefix']}%1{found['suffix']}", int(found["number"]))
    if found := _SIGN.fullmatch(marker):
        sign, pattern = found["sign"], f"%1{found['suffix']}"
        if sign in _ROMAN:
            return _Mark("upperRoman", pattern, _ROMAN.index(sign))
        if sign in _LETTERS:
            return _Mark("russianLower", pattern, _LETTERS.index(sign) + 1)
    return None


def _abstract(number: int, mark: _Mark, place: str) -> str:
    """Write the definition of one list; behind the number stands a space, as in the other forms of the paper.

    A bullet names its font, or programs take one of signs, where a dash has another code.
    """
    look = f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/></w:rPr>' if mark.form == "bullet" else ""
    return (
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{mark.number}"/><w:numFmt w:val="{mark.form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{mark.pattern}"/><w:lvlJc w:val="left"/><w:pPr>{place}</w:pPr>{look}</w:lvl>'
        "</w:abstractNum>"
    )
