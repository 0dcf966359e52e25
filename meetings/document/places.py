"""Owns the readable names of a protocol's places: «1», «r1.3», «p2.1» for a question, its decision, a point of it.

A name is made of what the paper prints, so that it can be said aloud and outlives an edition: a question by its number,
a decision by «r» and its number, a point by «p» and its positions from 1. What has no number, or one that another bears
too, is named by its position; a name that is taken already gets «-2».
Places are paths of positions from 0 as in document.excerpt; `where` is the path of findings («items[0].decisions[1]»).
"""

import re
from collections.abc import Sequence

from meetings.document.excerpt import Place
from meetings.document.tree import ProtocolDocument

_WHERE = re.compile(r"items\[(\d+)\](?:\.decisions\[(\d+)\](?P<points>(?:\.points\[\d+\])*))?")
_UNFIT = re.compile(r"[^0-9a-zа-яё.]+")


def place_of(where: str) -> Place:
    """Return the place nearest to a path: its question, decision or point; () when it lies in none of them."""
    found = _WHERE.match(where)
    if found is None:
        return ()
    steps = [found[1], *([found[2]] if found[2] else []), *re.findall(r"\d+", found["points"] or "")]
    return tuple(int(step) for step in steps)


def where_of(place: Place) -> str:
    """Return the path of a place: (0, 1, 2) → «items[0].decisions[1].points[2]»."""
    names = ["items", "decisions", *["points"] * len(place)]
    return ".".join(f"{name}[{position}]" for name, position in zip(names, place, strict=False))


def write_segments(document: ProtocolDocument, place: Place) -> tuple[str, ...]:
    """Return the names that lead to a place, one for each part of an address."""
    if not place:
        return ()
    segments = [item_names(document)[place[0]]]
    if len(place) > 1:
        segments.append(decision_names(document, place[0])[place[1]])
    if len(place) > 2:
        segments.append("p" + ".".join(str(position + 1) for position in place[2:]))
    return tuple(segments)


def find_place(document: ProtocolDocument, segments: Sequence[str]) -> Place | None:
    """Return the place that names lead to; None when the protocol has no such place."""
    if not segments or len(segments) > 3:
        return None
    items = item_names(document)
    if segments[0] not in items:
        return None
    place: Place = (items.index(segments[0]),)
    if len(segments) > 1:
        decisions = decision_names(document, place[0])
        if segments[1] not in decisions:
            return None
        place = (*place, decisions.index(segments[1]))
    return _with_point(document, place, segments[2]) if len(segments) > 2 else place


def item_names(document: ProtocolDocument) -> list[str]:
    """Return the names of all questions, in their order."""
    return _names([item.number for item in document.items])


def decision_names(document: ProtocolDocument, item: int) -> list[str]:
    """Return the names of a question's decisions, in their order."""
    return [f"r{name}" for name in _names([one.number or "" for one in document.items[item].decisions])]


def _names(numbers: list[str]) -> list[str]:
    """Name rows by their printed numbers; those first, so that a position never takes a printed number's name."""
    printed = [_UNFIT.sub("-", number.lower()).strip("-.") for number in numbers]
    names: dict[int, str] = {}
    for index in sorted(range(len(printed)), key=lambda index: (not printed[index], index)):
        wanted = name = printed[index] or str(index + 1)
        count = 1
        while name in names.values():
            count += 1
            name = f"{wanted}-{count}"
        names[index] = name
    return [names[index] for index in range(len(printed))]


def _with_point(document: ProtocolDocument, place: Place, segment: str) -> Place | None:
    if not re.fullmatch(r"p[1-9]\d{0,4}(?:\.[1-9]\d{0,4}){0,19}", segment):
        return None
    path = tuple(int(step) - 1 for step in segment[1:].split("."))
    points = document.items[place[0]].decisions[place[1]].points
    for position in path:
        if position >= len(points):
            return None
        points = points[position].points
    return (*place, *path)
