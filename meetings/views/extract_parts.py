"""Owns what a page offers to take out of an edition, and who certifies it unless told otherwise."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.access import may_extract
from meetings.document.excerpt import addressed_points, write_place
from meetings.document.tree import AgendaItem, Decision, DecisionPoint, ProtocolDocument
from meetings.document.vocabulary import MemberRole, NameStyle
from meetings.models import Extract, Protocol
from meetings.models.protocol import TRANSITIONS
from meetings.wording.names import read_name, write_name
from members.models import Body, Membership

#: Letters of a question or decision shown where it is chosen.
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Choice:
    """A question or decision that may be taken: its place («2.1») and what it says."""

    place: str
    title: str
    decisions: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True)
class Addressed:
    """Everything for one addressee: the places to take together."""

    name: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExtractPanel:
    """What the page of an edition says of extracts; `may_make` and something to take make it offer new ones."""

    may_make: bool
    choices: tuple[Choice, ...]
    addressed: tuple[Addressed, ...]
    made: list[Extract]


def extract_panel(user: Any, protocol: Protocol, document: ProtocolDocument) -> ExtractPanel | None:
    """Return the panel for people of the body (one query), None for others and when there is nothing to show."""
    if not user.is_authenticated:
        return None
    made = list(Extract.objects.visible_to(user).filter(protocol=protocol).without_files())
    may_make = is_in_force(protocol) and may_extract(protocol)
    if not may_make:
        return ExtractPanel(False, (), (), made) if made else None
    return ExtractPanel(True, list_choices(document), list_addressed(document), made)


def is_in_force(protocol: Protocol) -> bool:
    """Say whether the edition counts: neither superseded nor annulled."""
    return bool(TRANSITIONS[protocol.state])  # type: ignore[index]


def list_choices(document: ProtocolDocument) -> tuple[Choice, ...]:
    """Return the treated questions with their decisions, in the paper's order."""
    return tuple(
        Choice(write_place((index,)), _item_title(item), _decisions(item, index))
        for index, item in enumerate(document.items)
        if item.is_treated
    )


def list_addressed(document: ProtocolDocument) -> tuple[Addressed, ...]:
    """Return the addressees, by name, each with the places that are for it."""
    found = (Addressed(one.name, tuple(map(write_place, one.places))) for one in addressed_points(document))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def all_places(document: ProtocolDocument) -> list[str]:
    """Return every place that may be asked for."""
    found: list[str] = []
    for index, item in enumerate(document.items):
        if item.is_treated:
            found.append(write_place((index,)))
            for number, decision in enumerate(item.decisions):
                found += [write_place((index, number)), *_points(decision.points, (index, number))]
    return found


def default_certification(user: Any, body: Body) -> dict[str, Any]:
    """Return who certifies unless told otherwise: the user with his office in the body, today."""
    seat = Membership.objects.of_user(user).filter(body=body).select_related("person").first()
    role = name = ""
    if seat is not None:
        titles = {MemberRole.SECRETARY: body.secretary_title, MemberRole.CHAIR: body.chair_title}
        role = titles.get(seat.role) or seat.role_text or str(seat.get_role_display())  # type: ignore[call-overload]
        known = read_name(seat.person.full_name)
        written = write_name(known, NameStyle.INITIALS_FIRST) if known else seat.person.full_name
        name = written.replace("\u00a0", " ")  # a field holds what people type; the paper keeps names together itself
    return {"role": role[:1].upper() + role[1:], "name": name, "certified_on": body.day_of(timezone.now())}


def _points(points: tuple[DecisionPoint, ...], above: tuple[int, ...]) -> list[str]:
    found: list[str] = []
    for index, point in enumerate(points):
        found += [write_place((*above, index)), *_points(point.points, (*above, index))]
    return found


def _decisions(item: AgendaItem, index: int) -> tuple[Choice, ...]:
    """Return the decisions to choose among; a lone one is the question itself."""
    if len(item.decisions) < 2:
        return ()
    return tuple(
        Choice(write_place((index, number)), _decision_title(decision, number))
        for number, decision in enumerate(item.decisions)
    )


def _item_title(item: AgendaItem) -> str:
    title = item.title or item.heading or _("без названия")
    return Truncator(f"{item.number}. {title}" if item.number else title).chars(_SHOWN)


def _decision_title(decision: Decision, place: int) -> str:
    texts = [decision.lead or "", *(point.text for point in decision.points)]
    return Truncator(f"{decision.number or place + 1}. {' '.join(texts).strip()}").chars(_SHOWN)
