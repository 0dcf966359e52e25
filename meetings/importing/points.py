"""Owns nested lists: lines with their marks → a forest of points, and the sub-points inside one sentence."""

import itertools
import re
from dataclasses import dataclass, field

from meetings.document.tree import DecisionPoint
from meetings.importing.lines import Line
from meetings.importing.marks import Mark, read_mark

_MAX_DEPTH = 5
#: No point is continued beyond this, so that the cost of a text grows with its length only.
_LONGEST_PARAGRAPH = 20_000
_LONGEST_INLINE = 8000
_COLONS = 8
_INLINE = re.compile(r"(?<=:)\s+(?=[А-ЯЁA-Z«])")
_SENTENCE_END = (".", ";", ":", "!", "?")


@dataclass(slots=True)
class Point:
    """A point under construction: its text, its mark (None for a plain paragraph), its line and its sub-points."""

    text: str
    mark: Mark | None
    line: int
    points: list["Point"] = field(default_factory=list)

    @property
    def is_lead(self) -> bool:
        """Whether a list follows by the author's own sign."""
        return self.text.endswith(":")


def build_points(lines: list[Line]) -> list[Point]:
    """Build the forest of the points of some lines; a line without a mark is a point of its own or a continuation."""
    forest: list[Point] = []
    stack: list[Point] = []
    for line in lines:
        mark = read_mark(line.flat)
        text = mark.rest if mark else line.flat
        point = Point(text.strip(), mark, line.number)
        if mark is None:
            _place_plain(point, forest, stack)
        else:
            _place_marked(point, forest, stack)
    return forest


def _place_plain(point: Point, forest: list[Point], stack: list[Point]) -> None:
    """A line without a mark continues an unfinished sentence, stands below a numbered point or begins anew."""
    last = stack[-1] if stack else None
    if last is not None and _goes_on(last, point):
        last.text = f"{last.text} {point.text}"
        return
    numbered = next((other for other in stack if other.mark is not None and not other.mark.is_bullet), None)
    if numbered is not None and not point.is_lead:
        numbered.points.append(point)
        del stack[stack.index(numbered) + 1 :]
        stack.append(point)
        return
    forest.append(point)
    stack[:] = [point]


def _goes_on(above: Point, point: Point) -> bool:
    is_open = not above.text.endswith(_SENTENCE_END) and len(above.text) < _LONGEST_PARAGRAPH
    return is_open and point.text[:1].islower()


def _place_marked(point: Point, forest: list[Point], stack: list[Point]) -> None:
    """A marked line is a sibling of the nearest point above with the same kind of mark, else a level deeper."""
    for position in range(len(stack) - 1, -1, -1):
        if _is_sibling(point, stack[position], stack[-1]):
            siblings = stack[position - 1].points if position else forest
            siblings.append(point)
            stack[position:] = [point]
            return
    parent = _find_parent(point, stack)
    (parent.points if parent else forest).append(point)
    if parent is None:
        stack.clear()
    else:
        del stack[stack.index(parent) + 1 :]
    stack.append(point)


def _is_sibling(point: Point, other: Point, last: Point) -> bool:
    ours, theirs = point.mark, other.mark
    if ours is None or theirs is None:
        return False
    if ours.kind == theirs.kind:
        return not (
            ours.is_bullet and other is last and other.is_lead and not other.points and _starts_deeper(point, other)
        )
    # «-» and «–» side by side are one list, unless a colon opens a deeper one.
    return ours.is_bullet and theirs.is_bullet and not (last.is_lead and other is last)


def _starts_deeper(point: Point, other: Point) -> bool:
    """«- Рекомендовать …:» followed by «- создать»: the same sign, but a capital above and a small letter below."""
    return other.text[:1].isupper() and point.text[:1].islower()


def _find_parent(point: Point, stack: list[Point]) -> Point | None:
    if not stack or len(stack) >= _MAX_DEPTH:
        return stack[-2] if len(stack) >= _MAX_DEPTH else None
    mark = point.mark
    if mark is not None and mark.kind.startswith("number") and mark.depth > 1:
        prefix = mark.number.rpartition(".")[0]
        for other in reversed(stack):
            if other.mark is not None and other.mark.number == prefix:
                return other
    if stack[-1].mark is None and not stack[-1].is_lead and len(stack) == 1:
        return None
    if mark is not None and mark.kind == "number1" and not stack[-1].is_lead:
        return None
    return stack[-1]


def finish_point(point: Point) -> DecisionPoint:
    """Turn a built point into the tree's, its inline sub-points taken apart."""
    mark = point.mark.printed if point.mark else ""
    text, inline = split_inline(point.text)
    below = tuple(DecisionPoint(text=part, is_inline=True) for part in inline)
    return DecisionPoint(
        text=strip_list_mark(text), marker=mark, points=below + tuple(finish_point(other) for other in point.points)
    )


def split_inline(text: str) -> tuple[str, tuple[str, ...]]:
    """Part «…: Первое; Второе; Третье.» into the text up to the colon and its parts, when each begins a sentence.

    Parts in brackets are not looked at. Without two such parts the text comes back whole.
    """
    if len(text) > _LONGEST_INLINE:
        return text, ()
    for found in itertools.islice(_INLINE.finditer(text), _COLONS):
        parts = _split_outside_brackets(text[found.end() :])
        if len(parts) > 1 and all(part[:1].isupper() or part[:1] == "«" for part in parts):
            return text[: found.start()], tuple(parts)
    return text, ()


def strip_list_mark(text: str) -> str:
    """Take the «;» of a list away; the last «.» belongs to the text."""
    return text.rstrip().removesuffix(";").rstrip()


def _split_outside_brackets(text: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            parts.append(text[begin:position].strip())
            begin = position + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]
