r"""Owns the text of a textarea as paragraphs and points, and back: `write_prose` and `read_prose`, exact inverses.

One line is one paragraph. How a line begins says what it is::

    plain text              a paragraph
    - text                  a point, printed with its dash (likewise «–», «•», «1.», «1)», «а)», «(1)»)
      - text                two spaces in front: a point of the point above
      + text                a point printed inside the paragraph above
    > text                  a point printed without a mark
    {§ 1} text              a point with an unusual mark
    < 1) text               a paragraph (no point) that has a mark
    \- text                 a backslash: what follows is text, whatever it looks like
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Longest paragraph, characters: layout time grows faster than the length (performance notes).
PARAGRAPH_LIMIT = 20_000
#: Deepest nesting a text may ask for.
DEPTH_LIMIT = 6

_MARKER = r"[-–—•·▪*]|\d{1,3}(?:\.\d{1,3}){0,3}[.)]|[А-ЯЁа-яёA-Za-z]\)|\(\d{1,3}\)"
_KNOWN_MARKER = re.compile(rf"(?:{_MARKER})\Z")
_BEGINNING = re.compile(rf"(?P<sign>[+<>](?: |\Z))?(?:(?P<marker>{_MARKER})(?: |\Z)|\{{(?P<odd>[^{{}}]*)\}}(?: |\Z))?")


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One paragraph: `depth` from the indent, `sign` one of "", "+", ">", "<"; the text has no line break."""

    text: str
    depth: int = 0
    marker: str = ""
    sign: str = ""


def write_prose(lines: Iterable[ProseLine]) -> str:
    """Write lines as the text of a textarea."""
    return "\n".join(_write_line(line) for line in lines)


def read_prose(text: str) -> list[ProseLine]:
    """Read a textarea: blank lines separate and are dropped, tabs indent like two spaces, ends are trimmed."""
    return [_read_line(line) for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


def _write_line(line: ProseLine) -> str:
    parts = [line.sign] if line.sign else []
    if line.marker:
        is_known = _KNOWN_MARKER.match(line.marker)
        parts.append(line.marker if is_known else f"{{{line.marker}}}")
    text = f"\\{line.text}" if _needs_escape(line) else line.text
    return "  " * line.depth + " ".join([*parts, text]).rstrip(" ")


def _needs_escape(line: ProseLine) -> bool:
    """Would the text be taken for a sign, a mark or an indent?"""
    text = line.text
    if text[:1] in ("\\", " ", "\t", "\xa0") or (not text and not line.marker and not line.sign):
        return True
    match = _BEGINNING.match(text)
    if match is None or not match.group():
        return False
    # Behind a mark nothing but text is read; behind a sign a mark may still follow.
    return not line.marker


def _read_line(line: str) -> ProseLine:
    # A no-break space at the end of a line is Word's, never the secretary's.
    line = line.rstrip()
    indent = re.match(r"[ \t]*", line)
    lead = indent.group() if indent else ""
    depth = min((lead.count(" ") + 2 * lead.count("\t")) // 2, DEPTH_LIMIT)
    rest = line[len(lead) :]
    sign = marker = ""
    match = _BEGINNING.match(rest)
    if match is not None and match.group():
        sign = (match["sign"] or "").strip()
        marker = match["marker"] if match["marker"] is not None else (match["odd"] or "")
        rest = rest[match.end() :]
    if rest.startswith("\\"):
        rest = rest[1:]
    elif sign or marker:
        rest = rest.lstrip()
    return ProseLine(text=rest, depth=depth, marker=marker, sign=sign)


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph of a speech, fields as in the document tree."""

    text: str
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """A point of a decision with its sub-points, fields as in the document tree."""

    text: str
    marker: str = ""
    is_inline: bool = False
    points: "tuple[ReadPoint, ...]" = ()


def write_paragraphs(paragraphs: Iterable[ReadParagraph]) -> str:
    """Write the paragraphs of a speech (anything with text, level and marker)."""
    return write_prose(_paragraph_line(part.text, part.level, part.marker) for part in paragraphs)


def read_paragraphs(text: str) -> tuple[ReadParagraph, ...]:
    """Read the paragraphs of a speech: running text is level 0, a point is level 1 and deeper by its indent."""
    read = []
    for line in read_prose(text):
        is_point = line.sign != "<" and bool(line.marker or line.sign == ">" or line.depth)
        read.append(ReadParagraph(line.text, line.depth + 1 if is_point else 0, line.marker))
    return tuple(read)


def _paragraph_line(text: str, level: int, marker: str) -> ProseLine:
    if level == 0:
        return ProseLine(text, marker=marker, sign="<" if marker else "")
    sign = "" if marker or level > 1 else ">"
    return ProseLine(text, depth=level - 1, marker=marker, sign=sign)


def write_points(points: Iterable[ReadPoint], depth: int = 0) -> str:
    """Write the points of a decision (anything with text, marker, is_inline and points)."""
    return write_prose(_point_lines(points, depth))


def _point_lines(points: Iterable[ReadPoint], depth: int) -> Iterable[ProseLine]:
    for point in points:
        yield ProseLine(point.text, depth=depth, marker=point.marker, sign="+" if point.is_inline else "")
        yield from _point_lines(point.points, depth + 1)


def read_points(text: str) -> tuple[ReadPoint, ...]:
    """Read the points of a decision; an indent deeper than one step below its parent counts as one step."""
    lines = read_prose(text)
    points, _ = _read_level(lines, 0, 0)
    return points


def _read_level(lines: list[ProseLine], start: int, depth: int) -> tuple[tuple[ReadPoint, ...], int]:
    """Read the points of one depth from `start`; return them and where the next shallower line stands."""
    points: list[ReadPoint] = []
    position = start
    while position < len(lines) and (lines[position].depth >= depth):
        line = lines[position]
        inner, position = _read_level(lines, position + 1, depth + 1)
        points.append(ReadPoint(line.text, line.marker, line.sign == "+", inner))
    return tuple(points), position


def longest_paragraph(text: str) -> int:
    """Return the length of the longest line, characters: what PARAGRAPH_LIMIT bounds."""
    return max((len(line) for line in text.splitlines()), default=0)
