"""Owns the finding: the newest hits of a question that its reader may see, ranked among themselves.

Nothing here counts or ranks all hits. A batch of the newest is taken (the key of an entry is its order), at most one
for each lens, and ranked in memory; the next batch begins below the last key.
"""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from meetings.document.places import place_of, where_of
from meetings.models import EntryKind
from meetings.models.search_words import TABLE, WORDS
from meetings.search.asking import Question, Term
from meetings.search.matching import Lens, alternatives, widens, write_facets, write_match
from meetings.search.readers import Reader

#: Hits that one lens gives, and are ranked against each other.
BATCH = 30
#: A wider lens is taken only while fewer hits than this are found.
ENOUGH = 10

_COLUMNS = (
    *(
        "id",
        "protocol_id",
        "meeting_id",
        "body_id",
        "kind",
        "where",
        "path",
        "number",
        "held_on",
        "title",
        "lead",
        "text",
    ),
    *("addressee", "speaker", "outcome", "due_on", "due_text", "tokens"),
)
_SELECTED = ", ".join(f'e."{column}"' for column in _COLUMNS)
#: What a reader looks for first.
_KIND_WEIGHTS = {
    EntryKind.POINT.value: 12,
    EntryKind.ITEM.value: 11,
    EntryKind.VOTE.value: 8,
    EntryKind.SPEECH.value: 7,
    EntryKind.PROTOCOL.value: 0,
}
_LENS_WEIGHTS = ((Lens.OWN, 60), (Lens.BEFORE, 30), (Lens.WIDE, 20))


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; the fields are those of models.SearchEntry."""

    id: int
    protocol_id: int
    meeting_id: int
    body_id: int
    kind: str
    where: str
    path: str
    number: str
    held_on: datetime.date | None
    title: str
    lead: str
    text: str
    addressee: str
    speaker: str
    outcome: str
    due_on: datetime.date | None
    due_text: str
    tokens: str = field(repr=False)

    @property
    def is_page(self) -> bool:
        """Whether the place is a page of the archive, and no spot on one."""
        return self.where == where_of(place_of(self.where))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the facets leave: keys that an entry must bear, and how its term stands to the day `due_by`."""

    tokens: tuple[str, ...] = ()
    #: True: overdue on `due_by`; False: not yet; None: not asked
    is_overdue: bool | None = None
    due_by: datetime.date | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition that the words cannot tell, with its parameters."""
        if self.is_overdue is None:
            return "", []
        day = connection.ops.adapt_datefield_value(self.due_by)
        return f" AND e.due_on {'<' if self.is_overdue else '>='} %s", [day]


@dataclass(frozen=True, slots=True)
class Found:
    """A batch in the order of rank; `following` is where the next one begins (lens, key), None when there is none."""

    hits: tuple[Hit, ...]
    following: tuple[Lens, int | None] | None = None
    #: nothing has all the words: the hits are the nearest to them
    is_near: bool = False


NOTHING = Narrowing()


def find(
    question: Question,
    reader: Reader,
    at: datetime.datetime,
    narrowing: Narrowing = NOTHING,
    *,
    lens: Lens = Lens.OWN,
    below: int | None = None,
) -> Found:
    """Find a batch: one query when the question's own words give enough, four at most."""
    hits: list[Hit] = []
    lenses: dict[int, Lens] = {}
    following: tuple[Lens, int | None] | None = None
    for wider in list(Lens)[lens:]:
        if wider > lens and not widens(question, wider):
            continue
        match = write_match(question, wider, connection.vendor, narrowing.tokens)
        batch = select(match, reader, at, narrowing, below=below, limit=BATCH + 1)
        hits += batch[:BATCH]
        lenses.update(dict.fromkeys((hit.id for hit in batch), wider))
        if len(batch) > BATCH:
            following = (wider, batch[BATCH - 1].id)
            break
        if wider is Lens.OWN and (below is not None or len(hits) >= ENOUGH):
            following = (Lens.BEFORE, None)
            break
        if len(hits) >= ENOUGH or below is not None or lens > Lens.OWN:
            break
    ranked = sorted(_newest_editions(hits), key=lambda hit: (lenses[hit.id], -_score(hit, question), -hit.id))
    return Found(tuple(ranked), following, is_near=bool(ranked) and lenses[ranked[0].id] is Lens.SOME)


def browse(reader: Reader, at: datetime.datetime, narrowing: Narrowing, *, below: int | None = None) -> Found:
    """Give what bears the facets when no word is asked for, newest first."""
    match = write_facets(narrowing.tokens, connection.vendor)
    batch = select(match, reader, at, narrowing, below=below, limit=BATCH + 1)
    following = (Lens.OWN, batch[BATCH - 1].id) if len(batch) > BATCH else None
    return Found(tuple(_newest_editions(batch[:BATCH])), following)


def select(
    match: str,
    reader: Reader,
    at: datetime.datetime,
    narrowing: Narrowing = NOTHING,
    *,
    below: int | None = None,
    limit: int = BATCH,
) -> list[Hit]:
    """Select the newest entries that match and may be seen: one query."""
    sql, parameters = selection(match, reader, at, narrowing, below=below, limit=limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    if connection.vendor == "sqlite":
        return [Hit(*row[:8], _day(row[8]), *row[9:15], _day(row[15]), *row[16:]) for row in rows]
    return [Hit(*row) for row in rows]


def selection(
    match: str,
    reader: Reader,
    at: datetime.datetime,
    narrowing: Narrowing,
    *,
    columns: str = _SELECTED,
    below: int | None = None,
    limit: int = BATCH,
) -> tuple[str, list[Any]]:
    """Write the query. On SQLite the index of words leads and gives its rows in order (CROSS JOIN keeps it so)."""
    seen, seen_parameters = reader.where(at)
    narrow, narrow_parameters = narrowing.where()
    if connection.vendor == "sqlite":
        key, source = "w.rowid", f"{WORDS} w CROSS JOIN {TABLE} e ON e.id = w.rowid WHERE w.tokens MATCH %s"
    else:
        key, source = "e.id", f"{TABLE} e WHERE e.words @@ %s::tsquery"
    start = f" AND {key} < {int(below)}" if below is not None else ""
    sql = f"SELECT {columns} FROM {source} AND {seen}{narrow}{start} ORDER BY {key} DESC LIMIT {int(limit)}"  # noqa: S608
    return sql, [match, *seen_parameters, *narrow_parameters]


def papers_of(meetings: Iterable[int]) -> dict[int, tuple[str | None, str, str, str, str | None]]:
    """Of meetings their number, and of their body address, short name and name; last the meeting's path in the archive.

    One query, none without meetings.
    """
    keys = ", ".join(str(int(pk)) for pk in {*meetings})
    if not keys:
        return {}
    sql = (
        "SELECT m.id, m.number, b.slug, b.short_name, b.name, a.path FROM meetings_meeting m "  # noqa: S608 - our own keys
        "JOIN members_body b ON b.id = m.body_id LEFT JOIN meetings_archiveaddress a ON a.meeting_id = m.id "
        f"WHERE m.id IN ({keys})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def _newest_editions(hits: Iterable[Hit]) -> list[Hit]:
    """Keep of one place in one meeting the newest edition's: a member sees two of them until the later is published."""
    kept: dict[tuple[int, str, str], Hit] = {}
    for hit in hits:
        place = (hit.meeting_id, hit.where, hit.text)
        if place not in kept or kept[place].protocol_id < hit.protocol_id:
            kept[place] = hit
    return list(kept.values())


def _has(padded: str, term: Term, lens: Lens) -> bool:
    if term.is_phrase and lens >= Lens.WIDE and not term.is_strict:
        return all(_has(padded, Term((key,)), lens) for key in term.keys)
    if term.is_phrase:
        rows = [" ".join(term.keys), " ".join(f":{key}" for key in term.keys)][: lens + 1]
        return any(f" {row} " in padded for row in rows)
    return any(f" {key[:-1]}" in padded if key[-1] == "*" else f" {key} " in padded for key in alternatives(term, lens))


def _score(hit: Hit, question: Question) -> float:
    """How well a hit answers: own words before words of what stands before it, words in the asked order, brevity."""
    score = float(_KIND_WEIGHTS.get(hit.kind, 0)) - min(12.0, len(hit.text) / 80)
    terms = question.terms
    if len(terms) == 1 and not terms[0].names:
        return score
    padded = f" {hit.tokens} "
    for term in terms:
        found = next((weight for lens, weight in _LENS_WEIGHTS if _has(padded, term, lens)), 0)
        score += found
    for first, second in itertools.pairwise(terms):
        if first.keys and second.keys and f" {first.keys[-1]} {second.keys[0]} " in padded:
            score += 10
    return score
