"""Owns the reference to a place of a protocol: «протокол заседания коллегии … от 23.01.2024, п. 1.1»."""

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass

#: Longer lines are no references.
_LONGEST = 2000
_REFERENCE = re.compile(
    r"протокол (?P<paper>.+?)(?: № (?P<number>\S+))?(?: от (?P<day>\d\d\.\d\d\.\d{4}))?"
    r"(?:, вопрос (?P<item>[^,]+))?(?:, (?:решение (?P<position>\d+)|п\. (?P<decision>[^,]+)))?"
    r"(?:, подпункт (?P<point>\d+(?:\.\d+)*))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference says. `paper` is the kind of meeting and the body in the genitive («заседания коллегии …»).

    `item` and `decision` as printed; `position` counts an unnumbered decision from 1; `point` its points («2.1»).
    """

    paper: str
    number: str | None = None
    held_on: datetime.date | None = None
    item: str = ""
    decision: str = ""
    position: int | None = None
    point: str = ""


def write_reference(reference: Reference) -> str:
    """Write «протокол заседания коллегии № 3 от 23.01.2024, вопрос 1, п. 2»; «…, п. 1.2» where that says all."""
    parts = [f"протокол {reference.paper}"]
    if reference.number:
        parts[0] += f" № {reference.number}"
    if reference.held_on:
        parts[0] += f" от {reference.held_on:%d.%m.%Y}"
    if reference.item and not (reference.decision and reference.decision.startswith(f"{reference.item}.")):
        parts.append(f"вопрос {reference.item}")
    if reference.decision:
        parts.append(f"п. {reference.decision}")
    elif reference.position is not None:
        parts.append(f"решение {reference.position}")
    if reference.point:
        parts.append(f"подпункт {reference.point}")
    return ", ".join(parts)


def read_reference(text: str) -> Reference | None:
    """Read what `write_reference` wrote; the question of «п. 1.2» is «1». None for anything else."""
    match = _REFERENCE.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        return None
    held_on = None
    if match["day"]:
        with suppress(ValueError):
            held_on = datetime.date.fromisoformat("-".join(reversed(match["day"].split("."))))
    decision = match["decision"] or ""
    return Reference(
        paper=match["paper"],
        number=match["number"],
        held_on=held_on,
        item=match["item"] or decision.rpartition(".")[0],
        decision=decision,
        position=int(match["position"]) if match["position"] else None,
        point=match["point"] or "",
    )
