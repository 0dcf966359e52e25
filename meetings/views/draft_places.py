"""Owns where on the desk a line of the paper or a finding is typed: path in the tree → part and field."""

import re
from dataclasses import dataclass

from meetings.views.navigation import FLATTENED

#: Lists of the document → the part where they are typed.
_LIST_PARTS = {
    "attendees": "attendance",
    "opening": "opening",
    "signatures": "closing",
    "attachments": "closing",
    "items": "agenda",
    "agenda": "agenda",
}
_LAST_STEP = re.compile(r"(?P<above>.*?)\.?(?P<step>[a-z_]+(?:\[\d+\])?)")
#: Fields of a question that belong to the agenda; the rest is typed with the question.
_AGENDA_FIELDS = ("title", "rapporteur", "number")


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """A part of the desk and the address in it; the address is empty for the part as a whole."""

    part: str
    address: str = ""


def locate(where: str, rows: dict[str, str]) -> DeskPlace | None:
    """Return where a path is typed; None for what the desk does not type (style, notes).

    `rows` is mapping.addresses.where_of_rows.
    """
    known, rest = where, ""
    while known and known not in rows:
        match = _LAST_STEP.fullmatch(known)
        if match is None:
            return None
        known = match["above"]
        rest = f"{match['step']}.{rest}" if rest else match["step"]
    if not known:
        return _whole(rest, rows[""])
    address = rows[known]
    kind = address.partition(":")[0]
    if kind == "item":
        return _of_item(address, rest)
    if known.startswith("items["):
        part = rows[known.partition(".")[0]].replace(":", "-")
        return DeskPlace(part, address)
    return DeskPlace(_LIST_PARTS[known.partition("[")[0]], address)


def _of_item(address: str, rest: str) -> DeskPlace:
    name = re.sub(r"\[.*", "", rest)
    if name in _AGENDA_FIELDS:
        return DeskPlace("agenda", f"{address}:{name}")
    return DeskPlace(address.replace(":", "-"), f"{address}:{name}" if name in ("heading", "notes") else address)


def _whole(rest: str, meeting: str) -> DeskPlace | None:
    """A path that stands in no list: a field of the head, or a list as a whole."""
    name = re.sub(r"[\[.].*", "", rest)
    if name in _LIST_PARTS:
        return DeskPlace(_LIST_PARTS[name])
    if name in ("style", "notes", ""):
        return None
    field = FLATTENED.get(rest) or FLATTENED.get(name) or name
    return DeskPlace("header", f"{meeting}:{field}")
