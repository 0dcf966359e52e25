"""Owns the shapes of a paper: the few kinds of printed pieces every template knows, and nothing about their content.

Templates ask a piece only for its `shape`; what stands in it was decided by the modules that lay out the document.
`where` is the path of the tree that a piece prints («items[0].decisions[1]»), the same as findings use.
"""

import dataclasses
import re
from dataclasses import dataclass

_STEP = re.compile(r"(\w+?)(?:(?<=ch)es|s)?\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph: a bold label and the text behind it. `css` is its class; level 2–3 makes it a heading.

    The label carries the space behind it. `is_kept`: no page ends behind this line.
    """

    label: str = ""
    text: str = ""
    css: str = "text"
    level: int = 0
    where: str = ""
    is_kept: bool = False

    @property
    def shape(self) -> str:
        return "heading" if self.level else "line"

    @property
    def anchor(self) -> str:
        return anchor_of(self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a list; `marker` is printed text («1.», «-»), level 1 the outermost."""

    marker: str = ""
    text: str = ""
    level: int = 1
    where: str = ""
    is_kept: bool = False

    @property
    def anchor(self) -> str:
        return anchor_of(self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list of rows."""

    rows: tuple[Row, ...]
    css: str = "points"
    shape: str = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A row of the table of attendance: number, surname above name and patronymic, position; lines parted by \\n."""

    number: str
    name: str
    position: str
    where: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleTable:
    """The table of attendance."""

    rows: tuple[PersonRow, ...]
    shape: str = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts on one line, at its left and right edge: date and place, a role and a name.

    `box` names the field for an electronic signature that may stand between them.
    """

    left: str
    right: str
    css: str = "pair"
    where: str = ""
    box: str = ""
    shape: str = "pair"

    @property
    def anchor(self) -> str:
        return anchor_of(self.where)


Piece = Line | Rows | PeopleTable | Pair


def kept(piece: Piece, rows: int = 1) -> Piece:
    """Let no page end behind a piece, nor behind the last `rows` of a list; tables and pairs stay as they are."""
    if isinstance(piece, Line):
        return dataclasses.replace(piece, is_kept=True)
    if isinstance(piece, Rows):
        tied = (dataclasses.replace(row, is_kept=True) for row in piece.rows[-rows:])
        return dataclasses.replace(piece, rows=(*piece.rows[:-rows], *tied))
    return piece


def with_company(rows: list[Row]) -> tuple[Row, ...]:
    """Let no page begin with the last row of a list alone."""
    return (*rows[:-2], *(dataclasses.replace(row, is_kept=True) for row in rows[-2:-1]), *rows[-1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question of the agenda with everything printed under it."""

    pieces: tuple[Piece, ...]
    where: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole protocol as printed. `name` is its title for catalogues and window bars; `dated` an ISO date or ""."""

    layout: str
    size: int
    name: str
    dated: str
    letterhead: tuple[str, ...]
    title: tuple[str, ...]
    opening: tuple[Piece, ...]
    agenda: tuple[Piece, ...]
    discussion: tuple[Piece, ...]
    sections: tuple[Section, ...]
    closing: tuple[Piece, ...]
    signatures: tuple[Pair, ...]
    afterword: tuple[Piece, ...]
    #: the list of those present, on pages of its own
    annex: tuple[Piece, ...] = ()


def anchor_of(where: str) -> str:
    """Turn a path into an id, counted from 1: «items[0].decisions[1]» → «item-1-decision-2»."""
    if not where:
        return ""
    steps = (_STEP.sub(lambda found: f"{found[1]}-{int(found[2]) + 1}", step) for step in where.split("."))
    return "-".join(steps).replace("_", "-")
