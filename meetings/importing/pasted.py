"""Owns the pasted line: what a clipboard becomes (text, printed mark, depth), and the clearing of such lines.

Spaces: a single no-break space between words stays, runs become one space; soft hyphens and what nobody sees go.
A mark that stands in the text itself («- », «1)», the bullets of Word) is taken out of it and kept beside it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from meetings.importing.lines import COLUMN, RawLine

#: Deepest level of a list; deeper ones count as this one.
MAX_DEPTH = 6

_ODD_SPACES = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_GAP = re.compile("[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{4,}")
_SPACES = re.compile("[ \u00a0]{2,}")
_ROW_NUMBER = re.compile(r"\d{1,4}[.)]?")
_EDGES = " \u00a0\t"
#: Bullets as programs write them, Word's private signs of Symbol and Wingdings among them.
_BULLETS = "•·▪●○◦■□◆◊➢➤►✓✔❖⁃∙*\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0b0\uf06f\uf0e8"
_DASHES = "-–—−"
_SIGN = re.compile(rf"[{re.escape(_BULLETS)}]")
_PRIVATE_DASHES = {"\uf02d": "-", "\uf0be": "–", "−": "–"}
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}(?=\s)|[А-ЯЁа-яёA-Za-z]\)|\(\d{1,3}\)"
_TYPED_MARK = re.compile(rf"(?P<mark>[{re.escape(_BULLETS + _DASHES)}\uf02d\uf0be]|{_NUMBER})(?:[ \u00a0\t]+(?=\S))")
#: Bullets that are letters (Courier New's «o», Wingdings' «§»): only before a gap that no sentence has.
_LETTER_MARK = re.compile("(?P<mark>[oоv§])(?:\t|[ \u00a0]{2,})[ \u00a0\t]*(?=\\S)")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A paragraph, a point of a list or a row of a table; `text` holds a tab between columns, "" is a blank line.

    `marker` is the mark as printed («1.», «а)», «•», «-»), `depth` the level of a point from 0.
    """

    text: str
    marker: str = ""
    depth: int = 0
    is_bold: bool = False
    is_row: bool = False

    @property
    def cells(self) -> list[str]:
        """The texts of the columns."""
        return [cell for cell in self.text.split(COLUMN) if cell]

    @property
    def printed_mark(self) -> str:
        """The mark; of a row of a table the number in its first column."""
        cells = self.cells
        if self.marker or not self.is_row or len(cells) < 2 or not _ROW_NUMBER.fullmatch(cells[0]):
            return self.marker
        return f"{cells[0].rstrip('.)')}."

    @property
    def flat(self) -> str:
        """The text on one line without its mark; of a row: «–» behind the first column, commas behind the others."""
        cells = self.cells
        if not self.is_row:
            return " ".join(cells)
        if self.printed_mark and not self.marker:
            cells = cells[1:]
        others = [cell.lstrip(_DASHES + " ") or cell for cell in cells[1:]]
        return " – ".join([cells[0], ", ".join(others)]) if others else "".join(cells)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A clipboard read: its lines, and how many pictures were left out."""

    lines: tuple[PastedLine, ...]
    pictures: int = 0


def clear_pasted(text: str) -> str:
    """Clear the spaces of one line; gaps as wide as a column become a tab."""
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text)).replace("\v", " ").replace("\f", " ").replace("\x85", " ")
    text = _GAP.sub(COLUMN, text.strip(_EDGES))
    return _SPACES.sub(" ", text)


def clear_mark(mark: str) -> str:
    """Write the mark of a list as papers print it: every kind of bullet is «•»."""
    mark = mark.strip(_EDGES + "\r\n")
    mark = _PRIVATE_DASHES.get(mark, mark)
    if len(mark) == 1 and (mark in "oоv§" or _SIGN.match(mark) or "\ue000" <= mark <= "\uf8ff"):
        return "•"
    return mark


def split_mark(text: str, *, is_list: bool = False) -> tuple[str, str]:
    """Take the mark out of a line's raw text: (mark, rest); ("", text) without one.

    In a list a number may stand without a dot behind it («1.1 Утвердить»).
    """
    text = text.strip(_EDGES + "\r\n")
    found = _LETTER_MARK.match(text) or _TYPED_MARK.match(text)
    if found is None:
        return "", text
    mark = found["mark"]
    if not is_list and mark[-1].isdigit():
        return "", text
    return clear_mark(mark), text[found.end() :]


def read_plain(text: str) -> Pasted:
    """Read the plain text of a clipboard: one line is one paragraph, tabs and spaces before a mark its level."""
    lines = []
    seen: list[str] = []
    for raw in re.split("\r\n|[\n\r\v\f\u2028\u2029]", text):
        lead = re.match("[ \u00a0\t]*", raw)
        indent = lead.group() if lead else ""
        mark, rest = split_mark(raw)
        depth = (indent.count("\t") + len(indent.replace("\t", "")) // 2) if mark else 0
        if mark and not depth:
            depth = _depth_of_bullet(raw.strip(_EDGES)[:1], seen)
        if not mark and rest:
            seen.clear()
        lines.append(PastedLine(clear_pasted(rest), mark, min(depth, MAX_DEPTH)))
    return Pasted(tuple(level_out(lines)))


def _depth_of_bullet(sign: str, seen: list[str]) -> int:
    """Word tells the levels of a plain list by the bullet alone: «·», below it «o», below that «§»."""
    if sign not in "·\uf0b7oо§\uf0a7":
        return 0
    if sign in seen:
        del seen[seen.index(sign) + 1 :]
    else:
        seen.append(sign)
    return seen.index(sign)


def level_out(lines: Iterable[PastedLine]) -> Iterator[PastedLine]:
    """Let the shallowest point stand at level 0, and no point more than one level below the one above it."""
    lines = list(lines)
    least = min((line.depth for line in lines if line.marker), default=0)
    last = -1
    for line in lines:
        if not line.marker:
            last = last if not line.text else -1
            yield line
            continue
        last = min(max(0, line.depth - least), last + 1, MAX_DEPTH)
        yield replace(line, depth=last)


def raw_lines(pasted: Pasted) -> list[RawLine]:
    """Return the lines as the importer reads every source: the mark before the text, blank lines kept."""
    return [
        RawLine(
            number, f"{line.marker} {line.text}" if line.marker else line.text, is_bold=line.is_bold, is_row=line.is_row
        )
        for number, line in enumerate(pasted.lines, start=1)
    ]
