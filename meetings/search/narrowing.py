"""Owns the facets: what a reader chose of them, and how many of the newest hits bear each."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from meetings.models import EntryKind
from meetings.models.choices import OUTCOMES
from meetings.search.asking import Question
from meetings.search.finding import Narrowing, selection
from meetings.search.matching import Lens, write_facets, write_match
from meetings.search.readers import Reader
from meetings.search.tokens import facet, name_digest

#: So many of the newest hits are counted; with more of them the page says so.
COUNTED = 500
#: Values of one facet that are shown.
_SHOWN = 8
_SIGNS = {"body": "b", "year": "y", "kind": "k", "outcome": "o", "to": "a", "who": "s"}
NAMES = (*_SIGNS, "due")
_COLUMNS = "e.body_id, e.held_on, e.kind, e.outcome, e.addressee, e.speaker, e.due_on"
_KINDS = set(EntryKind.values)
_OUTCOMES = {value for value, _label in OUTCOMES}


@dataclass(frozen=True, slots=True)
class Choice:
    """The facets that a reader chose, by name: {"year": "2024"}; values that make no sense are left out."""

    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: dict[str, str]) -> "Choice":
        """Read what an address says."""
        return cls({name: value for name in NAMES if (value := asked.get(name, "")[:300]) and _is_sound(name, value)})

    def __bool__(self) -> bool:
        return bool(self.values)

    def narrowing(self, today: datetime.date) -> Narrowing:
        """The choice as a condition on hits."""
        tokens = [facet(sign, _token(name, self.values[name])) for name, sign in _SIGNS.items() if name in self.values]
        if "due" not in self.values:
            return Narrowing(tuple(tokens))
        return Narrowing((*tokens, facet("d", "")), self.values["due"] == "past", today)


@dataclass(frozen=True, slots=True)
class Counts:
    """For each facet its values with the number of hits, the most frequent first; years newest first."""

    of: dict[str, list[tuple[str, int]]]
    #: there are more hits than were counted
    is_cut: bool


def count_facets(
    question: Question, reader: Reader, at: datetime.datetime, choice: Choice, today: datetime.date
) -> Counts:
    """Count the facets of the newest hits: one query when the question's words are found, three at most."""
    narrowing = choice.narrowing(today)
    rows: list[tuple[Any, ...]] = []
    for lens in (Lens.BEFORE, Lens.WIDE, Lens.SOME) if question else (Lens.OWN,):
        match = (
            write_match(question, lens, connection.vendor, narrowing.tokens, is_whole=True)
            if question
            else write_facets(narrowing.tokens, connection.vendor)
        )
        sql, parameters = selection(match, reader, at, narrowing, columns=_COLUMNS, limit=COUNTED)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        if rows:
            break
    return Counts(_counted(rows, today), len(rows) == COUNTED)


def _counted(rows: Iterable[tuple[Any, ...]], today: datetime.date) -> dict[str, list[tuple[str, int]]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
    printed: dict[str, str] = {}
    for body, held_on, kind, outcome, addressee, speaker, due_on in rows:
        values = {"body": str(body), "year": str(held_on)[:4] if held_on else "", "kind": kind, "outcome": outcome}
        for name, written in (("to", addressee), ("who", speaker)):
            values[name] = printed.setdefault(name_digest(written), written) if written else ""
        values["due"] = ("past" if str(due_on) < str(today) else "ahead") if due_on else ""
        for name, value in values.items():
            if value:
                counts[name][value] += 1
    found = {
        name: sorted(counter.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN] for name, counter in counts.items()
    }
    found["year"].sort(reverse=True)
    return found


def _token(name: str, value: str) -> str:
    return name_digest(value) if name in {"to", "who"} else value


def _is_sound(name: str, value: str) -> bool:
    if name == "body":
        return value.isascii() and value.isdecimal() and len(value) <= 18
    if name == "year":
        return value.isascii() and value.isdecimal() and len(value) == 4
    known = {"kind": _KINDS, "outcome": _OUTCOMES, "due": {"past", "ahead"}}.get(name)
    return known is None or value in known
