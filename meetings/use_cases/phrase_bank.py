"""Owns the phrase bank of a body: what its own past protocols say most, and what its secretary added or hid.

Only the body's own meetings are read, the newest first and no more than the limits below, so that the bank costs a
fixed number of queries. Counting knows no grammar: an opening is the beginning that several texts share.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from meetings.models import AgendaItem, Attendance, BodyPhrase, Decision, DecisionPoint, Meeting, Speech
from members.models import Body

#: Past meetings that are read, and rows of each table.
MEETINGS = 12
ROWS = 3000
#: A phrase longer than this is copied, not offered; shorter ones save nothing.
LONGEST, SHORTEST = 300, 6
#: Phrases of one kind that are offered.
PHRASES = 400
#: Characters of past texts that the word completion learns from.
LEARNT = 150_000
#: Words an opening may have.
OPENING_WORDS = range(3, 11)

_END_MARKS = re.compile(r"[\s;.,]+\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, where it is offered («point», «lead», «speech», «title», «own»), and how often the past says it."""

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A name as printed and the post printed with it."""

    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBank:
    """All that may be offered while a protocol of the body is typed."""

    phrases: list[Phrase]
    people: list[KnownPerson]
    #: to whom decisions were addressed, in the nominative, the most frequent first
    addressees: list[str]
    #: texts of past protocols, the newest first: what the completion of words learns from
    texts: list[str]


def read_bank(body: Body, meeting: Meeting | None = None) -> PhraseBank:
    """Read the bank of a body for one of its meetings, whose own people come first and whose texts do not count.

    Six queries. The caller has made sure that the user may change papers of the body.
    """
    past = Meeting.objects.filter(body=body)
    if meeting is not None:
        past = past.exclude(pk=meeting.pk)
    recent = past.order_by(F("held_on").desc(nulls_last=True), "-pk").values("pk")[:MEETINGS]
    read = _Past(recent, meeting)
    own = list(BodyPhrase.objects.filter(body=body))
    hidden = {fold(phrase.text) for phrase in own if phrase.is_hidden}
    counted = (phrase for phrase in _counted(read) if fold(phrase.text) not in hidden)
    added = (Phrase(phrase.text, "own", 0) for phrase in own if not phrase.is_hidden)
    return PhraseBank(
        phrases=[*added, *counted],
        people=read.people,
        addressees=[name for name, _count in Counter(read.addressees).most_common(PHRASES)],
        texts=list(_learnt(read)),
    )


def fold(text: str) -> str:
    """Fold a phrase for comparison: letter case, ё, spaces and the marks at its end do not count."""
    return " ".join(_END_MARKS.sub("", text).lower().replace("ё", "е").split())


class _Past:
    """The texts of past meetings, newest first."""

    def __init__(self, recent: Any, meeting: Meeting | None) -> None:
        def rows(model: Any, *columns: str) -> Iterator[tuple[Any, ...]]:
            found = model.objects.filter(meeting__in=recent)
            yield from found.order_by("-meeting__held_on", "-meeting_id", "pk").values_list(*columns)[:ROWS]

        self.points = [text for (text,) in rows(DecisionPoint, "text")]
        decisions = list(rows(Decision, "lead", "addressee_name"))
        self.leads = [lead for lead, _name in decisions if lead]
        self.addressees = [name for _lead, name in decisions if name]
        speeches = list(rows(Speech, "paragraphs", "attribution_text"))
        self.said = [part["text"] for paragraphs, _line in speeches for part in paragraphs if part.get("text")]
        self.attributions = [line for _paragraphs, line in speeches if line]
        items = list(rows(AgendaItem, "title", "heading_override"))
        self.titles = [title for title, _heading in items if title]
        self.headings = [heading for _title, heading in items if heading]
        self.people = _people(recent, meeting)


def _people(recent: Any, meeting: Meeting | None) -> list[KnownPerson]:
    """The people of the meeting in their order, then those of past ones (one query)."""
    of_past, own = Q(meeting__in=recent), meeting.pk if meeting else 0
    rows = Attendance.objects.filter(of_past | Q(meeting=own)).order_by("-meeting__held_on", "-meeting_id", "order")
    found = list(rows.values_list("meeting_id", "name_text", "position_text")[:ROWS])
    found.sort(key=lambda row: row[0] != own)
    people: dict[str, KnownPerson] = {}
    for _meeting, name, post in found:
        if name and (name not in people or (post and not people[name].post)):
            people[name] = KnownPerson(name, post)
    return list(people.values())


def _counted(past: _Past) -> Iterator[Phrase]:
    """Whole short texts and shared openings, by kind, the most used first."""
    for kind, texts in (
        ("point", past.points),
        ("lead", past.leads),
        ("speech", past.said),
        ("title", [*past.titles, *past.headings]),
    ):
        whole = _whole(texts)
        openings = [] if kind == "title" else _openings(texts)
        phrases = [Phrase(text, kind, count) for text, count in itertools.chain(openings, whole)]
        phrases.sort(key=lambda phrase: -phrase.count)
        yield from phrases[:PHRASES]


def _whole(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Count whole short texts; each is told as it was written last."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        key = fold(text)
        if SHORTEST <= len(key) <= LONGEST:
            shown.setdefault(key, text if text.endswith(":") else _END_MARKS.sub("", text))
            counts[key] += 1
    return ((shown[key], count) for key, count in counts.items())


def _openings(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Count beginnings shared by different texts; of those equally frequent the longest counts."""
    shown: dict[tuple[str, ...], str] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for text in {fold(text): text for text in texts}.values():
        words = text.split(maxsplit=OPENING_WORDS.stop)
        for length in OPENING_WORDS:
            if length < len(words):
                key = tuple(fold(word) for word in words[:length])
                shown.setdefault(key, " ".join(words[:length]))
                counts[key] += 1
    longest: dict[tuple[str, ...], int] = defaultdict(int)
    for key, count in counts.items():
        longest[key[:-1]] = max(longest[key[:-1]], count)
    return [(shown[key], count) for key, count in counts.items() if count > 1 and longest[key] < count]


def _learnt(past: _Past) -> Iterator[str]:
    """All texts once, within the limit."""
    posts = [post for person in past.people if (post := person.post)]
    groups = (past.titles, past.leads, past.points, past.said, past.headings, past.attributions, past.addressees, posts)
    left = LEARNT
    for text in dict.fromkeys(itertools.chain.from_iterable(groups)):
        left -= len(text)
        if left < 0:
            return
        yield text
