"""Owns the extract («выписка») as a value: what may be taken out of a protocol, and the protocol cut down to it.

A place is a path of positions from 0: (item,), (item, decision), (item, decision, point, sub-point, …). A selection is
a tuple of places in its one normal form, so that the same choice, however it was made, is the same extract.
Numbers, markers and texts stay as the protocol prints them; what is not taken leaves no trace («…») behind.
Source of the composition: protocols.md 2.4 (ГОСТ Р 7.0.97, отметка о заверении копии).
"""

import dataclasses
import datetime
import json
import re
import typing
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.document.codec import SCHEMA_VERSION, DocumentFormatError, decode_value, encode_value
from meetings.document.people import NameKey, fold, name_key
from meetings.document.tree import AgendaItem, Assignment, Decision, DecisionPoint, ProtocolDocument, VoteEvent
from meetings.document.vocabulary import NotePlace

Place = tuple[int, ...]
Selection = tuple[Place, ...]

_PATRONYMIC = re.compile("(?:вич|ьич|мич|вна|чна|шна|оглы|кызы)$")
#: Notes that belong to the end of the whole protocol and not to its opening part.
_CLOSING_PLACES = (NotePlace.CLOSING, NotePlace.AFTER_SIGNATURES)


class NotInDocument(ValueError):
    """A place that the protocol does not have, or nothing at all was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """Who certifies («Верно»): post and name as printed, the day; for another organisation where the original is."""

    role: str
    name: str
    certified_on: datetime.date
    original_place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractDocument:
    """A certified extract. `protocol` is the protocol cut down to `places`, its signers as printed text.

    `number` is its own in the body's register; `edition` and `edition_sha256` (of the canonical JSON) name the source.
    """

    protocol: ProtocolDocument
    number: int
    edition: int
    edition_sha256: str
    places: tuple[str, ...]
    certification: Certification
    #: the original bears signatures, so their names may stand as those who signed
    is_original_signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressedPoints:
    """Everything a protocol gives one organisation or person to do; the name as first printed."""

    name: str
    places: Selection


def encode_extract(extract: ExtractDocument) -> str:
    """Write an extract as canonical JSON, in the manner of codec.encode."""
    tree = {"schema": SCHEMA_VERSION, "extract": encode_value(extract)}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode_extract(text: str | bytes) -> ExtractDocument:
    """Read what `encode_extract` wrote; DocumentFormatError for anything else."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentFormatError(f"not JSON: {error}") from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA_VERSION:
        raise DocumentFormatError("no known schema version")
    return typing.cast(ExtractDocument, decode_value(ExtractDocument, tree.get("extract"), "extract"))


def write_place(place: Place) -> str:
    """Write a place for forms and addresses, counted from 1: (1, 0) → «2.1»."""
    return ".".join(str(position + 1) for position in place)


def read_place(text: str) -> Place:
    """Read what `write_place` wrote; NotInDocument for anything else."""
    steps = text.split(".")
    if len(text) > 60 or not all(step.isascii() and step.isdecimal() and int(step) for step in steps):
        raise NotInDocument(text)
    return tuple(int(step) - 1 for step in steps)


def normal_selection(document: ProtocolDocument, places: Iterable[Place]) -> Selection:
    """Bring a choice into its one normal form: in the paper's order, the whole instead of all its parts.

    NotInDocument when a place is not there (or a question was not treated), and when nothing was chosen.
    """
    chosen = frozenset(places)
    found = [place for index in range(len(document.items)) for place in _gathered(document, (index,), chosen)]
    if not found or not all(_children(document, place) is not None for place in chosen):
        raise NotInDocument
    return tuple(found)


def cut(document: ProtocolDocument, selection: Selection) -> ProtocolDocument:
    """Return the protocol with its opening part in full, the selected questions or their parts, and its signers.

    Of a question whose decisions were chosen stay heading, speeches, those decisions, and the votes on them or on the
    question as a whole; paragraphs behind the decisions belong to the whole question only.
    """
    items = tuple(
        _cut_item(item, [place[1:] for place in selection if place[0] == index])
        for index, item in enumerate(document.items)
        if any(place[0] == index for place in selection)
    )
    notes = tuple(note for note in document.notes if note.place not in _CLOSING_PLACES)
    return dataclasses.replace(document, items=items, notes=notes, opening=(), attachments=())


def addressed_points(document: ProtocolDocument) -> tuple[AddressedPoints, ...]:
    """Gather by addressee and responsible person what the protocol gives them to do, in order of first mention."""
    names: dict[str, str] = {}
    places: dict[str, list[Place]] = {}
    for item_index, item in enumerate(document.items):
        for index, decision in enumerate(item.decisions):
            for name, path in _addressees(decision):
                key = addressee_key(name)
                names.setdefault(key, name)
                places.setdefault(key, []).append((item_index, index, *path))
    return tuple(
        AddressedPoints(name=name, places=normal_selection(document, valid))
        for key, name in names.items()
        if (valid := [place for place in places[key] if _children(document, place) is not None])
    )


def addressee_key(name: str) -> str:
    """Return what names of one addressee share: case and ё folded, of a person the surname and the initials."""
    key = name_key(name)
    if key is None or not _is_person(key):
        return fold(name)
    return f"{key.family} {''.join(other[0] for other in key.others)}"


def _is_person(key: NameKey) -> bool:
    """Tell surname with initials or with a patronymic from «ГКУ «Створ»»: two bodies must never become one."""
    are_initials = 1 <= len(key.others) <= 2 and all(len(other) == 1 for other in key.others)
    return are_initials or (len(key.others) == 2 and _PATRONYMIC.search(key.others[1]) is not None)


def _addressees(decision: Decision) -> Iterable[tuple[str, Place]]:
    if decision.addressee is not None and decision.addressee.name.strip():
        yield decision.addressee.name.strip(), ()
    for assignment in decision.assignments:
        if assignment.responsible.strip():
            yield assignment.responsible.strip(), assignment.path


def _children(document: ProtocolDocument, place: Place) -> Sequence[object] | None:
    """Return the parts of a place; None when there is no such place."""
    parts: Sequence[object] = document.items
    for depth, position in enumerate(place):
        if not 0 <= position < len(parts):
            return None
        part = parts[position]
        if isinstance(part, AgendaItem) and not part.is_treated:
            return None
        parts = typing.cast("Sequence[object]", getattr(part, "decisions" if depth == 0 else "points"))
    return parts


def _gathered(document: ProtocolDocument, place: Place, chosen: frozenset[Place]) -> list[Place]:
    """Return the normal places at and below one: itself when it or all its parts are chosen."""
    if place in chosen:
        return [place]
    below = [(*place, index) for index in range(len(_children(document, place) or ()))]
    found = [_gathered(document, child, chosen) for child in below]
    if below and all(one == [child] for one, child in zip(found, below, strict=True)):
        return [place]
    return [one for some in found for one in some]


def _cut_item(item: AgendaItem, below: Sequence[Place]) -> AgendaItem:
    if () in below:
        return item
    kept = sorted({place[0] for place in below})
    return dataclasses.replace(
        item,
        decisions=tuple(
            _cut_decision(item.decisions[index], [place[1:] for place in below if place[0] == index]) for index in kept
        ),
        votes=tuple(_moved(event, kept) for event in item.votes if event.decision is None or event.decision in kept),
        notes=(),
    )


def _moved(event: VoteEvent, kept: list[int]) -> VoteEvent:
    """Let a voting name its decision by the new position."""
    return event if event.decision is None else dataclasses.replace(event, decision=kept.index(event.decision))


def _cut_decision(decision: Decision, below: Sequence[Place]) -> Decision:
    if () in below:
        return decision
    moved = (_moved_path(path.path, below) for path in decision.assignments)
    assignments: tuple[Assignment, ...] = tuple(
        dataclasses.replace(assignment, path=path)
        for assignment, path in zip(decision.assignments, moved, strict=True)
        if path is not None
    )
    return dataclasses.replace(decision, points=_cut_points(decision.points, below), assignments=assignments)


def _cut_points(points: tuple[DecisionPoint, ...], below: Sequence[Place]) -> tuple[DecisionPoint, ...]:
    """Keep the chosen points; one of which only sub-points were chosen keeps its text and those."""
    if () in below:
        return points
    return tuple(
        dataclasses.replace(point, points=_cut_points(point.points, deeper))
        for index, point in enumerate(points)
        if (deeper := [place[1:] for place in below if place[0] == index])
    )


def _moved_path(path: Place, below: Sequence[Place]) -> Place | None:
    """Return the path of a point after the cut; None when the point is not kept."""
    if () in below or not path:
        return path
    kept = sorted({place[0] for place in below})
    if path[0] not in kept:
        return None
    rest = _moved_path(path[1:], [place[1:] for place in below if place[0] == path[0]])
    return None if rest is None else (kept.index(path[0]), *rest)
