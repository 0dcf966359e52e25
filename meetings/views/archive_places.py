"""Owns the links between the places of an archived protocol: above, beside and below one."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.document.excerpt import Place
from meetings.document.tree import AgendaItem, ProtocolDocument
from meetings.models import Meeting
from meetings.views.places import url_of

_SHORT = 140


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place by its number and first words, with its address."""

    title: str
    url: str


def lead_of(document: ProtocolDocument, place: Place) -> str:
    """Return the heading of a place's page: «Вопрос 1. О плане …», «Решение 1.1», «Решение 1.1, подпункт 2»."""
    if not place:
        return ""
    item = document.items[place[0]]
    if len(place) == 1:
        return _("Вопрос %(number)s. %(title)s") % {"number": _number(item, place), "title": _title(item)}
    decision = item.decisions[place[1]]
    number = decision.number or str(place[1] + 1)
    if len(place) == 2:
        return _("Решение %(number)s") % {"number": number}
    point = ".".join(str(position + 1) for position in place[2:])
    return _("Решение %(number)s, подпункт %(point)s") % {"number": number, "point": point}


def path_to(meeting: Meeting, document: ProtocolDocument, place: Place) -> list[PlaceLink]:
    """Return the places above one, the outermost first."""
    above = [place[:depth] for depth in range(1, min(len(place), 3))]
    titles = [_("вопрос %(number)s") % {"number": _number(document.items[place[0]], place)}] if place else []
    titles += [lead_of(document, one).lower() for one in above[1:]]
    return [PlaceLink(title, url_of(meeting, document, one)) for title, one in zip(titles, above, strict=False) if one]


def siblings_of(meeting: Meeting, document: ProtocolDocument, place: Place) -> dict[str, PlaceLink | None]:
    """Return the question, decision or point before and the one behind a place."""
    if not place:
        return {}
    total = len(_children(document, place[:-1]))
    links: dict[str, PlaceLink | None] = {}
    for name, position in (("before", place[-1] - 1), ("behind", place[-1] + 1)):
        there = (*place[:-1], position)
        links[name] = _link(meeting, document, there) if 0 <= position < total else None
    return links


def children_of(meeting: Meeting, document: ProtocolDocument, place: Place) -> list[PlaceLink]:
    """Return the questions of a protocol, the decisions of a question, the points of a decision or a point.

    The one point of a decision without a lead is that decision, and no place of its own.
    """
    below = [(*place, position) for position in range(len(_children(document, place)))]
    if len(place) == 2 and len(below) == 1 and document.items[place[0]].decisions[place[1]].lead is None:
        return []
    return [_link(meeting, document, there) for there in below]


def _link(meeting: Meeting, document: ProtocolDocument, place: Place) -> PlaceLink:
    return PlaceLink(Truncator(_words(document, place)).chars(_SHORT), url_of(meeting, document, place))


def _words(document: ProtocolDocument, place: Place) -> str:
    item = document.items[place[0]]
    if len(place) == 1:
        return f"{_number(item, place)}. {_title(item)}"
    decision = item.decisions[place[1]]
    if len(place) == 2:
        first = decision.points[0].text if decision.points else ""
        return f"{decision.number or place[1] + 1}. {decision.lead or first}"
    points = decision.points
    for position in place[2:]:
        point = points[position]
        points = point.points
    return f"{'.'.join(str(position + 1) for position in place[2:])}) {point.text}"


def _children(document: ProtocolDocument, place: Place) -> tuple[object, ...]:
    parts: tuple[object, ...] = document.items
    for position in place:
        part = parts[position]
        parts = part.decisions if isinstance(part, AgendaItem) else part.points  # type: ignore[attr-defined]
    return parts


def _number(item: AgendaItem, place: Place) -> str:
    return item.number or str(place[0] + 1)


def _title(item: AgendaItem) -> str:
    return item.title or item.heading or _("без названия")
