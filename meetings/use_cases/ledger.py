"""Owns what the history says of every paper: editions with their sums and states, signatures, extracts.

`read_chain` walks the chain once, from its beginning, and tells where it does not hold; what it read of the papers is
then compared with their rows (use_cases/archive.py).
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from meetings.document.vocabulary import ProtocolState
from meetings.models import HistoryEntry, HistoryVerb
from meetings.models.chain import BEGINNING, entry_text, link

#: Rows read at once.
_AT_ONCE = 2000
#: Entries between two lines of progress.
_STEP = 20_000
_LIVE = (ProtocolState.ISSUED, ProtocolState.SIGNED, ProtocolState.PUBLISHED)

#: A meeting and the number of its edition.
EditionKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry says of a deed: its details, when and by whom (key of the account, None: by a command)."""

    details: Mapping[str, Any]
    at: datetime.datetime
    actor: int | None


@dataclass(slots=True)
class ToldEdition:
    """What the history says of one edition: its issuing, its state, its signatures by line."""

    issued: Told
    state: ProtocolState = ProtocolState.ISSUED
    published: Told | None = None
    reason_of_annulment: str = ""
    signatures: dict[int, Told] = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """What the history says of all papers; extracts by (body, number)."""

    editions: dict[EditionKey, ToldEdition] = field(default_factory=dict)
    by_meeting: dict[int, list[EditionKey]] = field(default_factory=lambda: defaultdict(list))
    extracts: dict[tuple[int, int], Mapping[str, Any]] = field(default_factory=dict)
    annulled_extracts: dict[tuple[int, int], str] = field(default_factory=dict)
    #: the hashes at the places that were asked for
    links: dict[int, str] = field(default_factory=dict)
    length: int = 0

    def take(self, entry: HistoryEntry) -> None:
        """Note what an entry says of a paper."""
        details = entry.details if isinstance(entry.details, dict) else {}
        told = Told(details, entry.at, entry.actor_id)
        if entry.verb == HistoryVerb.MADE_EXTRACT:
            self.extracts[entry.body_id, details.get("number", 0)] = details
        elif entry.verb == HistoryVerb.ANNULLED_EXTRACT:
            self.annulled_extracts[entry.body_id, details.get("number", 0)] = str(details.get("reason", ""))
        elif entry.meeting_id is not None and entry.verb in _OF_EDITIONS:
            self._take_edition(entry.verb, entry.meeting_id, told)

    def _take_edition(self, verb: str, meeting: int, told: Told) -> None:
        key = (meeting, told.details.get("edition", 0))
        if verb == HistoryVerb.ISSUED_PROTOCOL:
            self._supersede(meeting, [ProtocolState.ISSUED])
            self.editions[key] = ToldEdition(told)
            self.by_meeting[meeting].append(key)
        elif edition := self.editions.get(key):
            if verb == HistoryVerb.ADDED_SIGNATURE:
                edition.signatures |= dict.fromkeys(told.details.get("lines", []), told)
            elif verb == HistoryVerb.SIGNED_PROTOCOL and edition.state == ProtocolState.ISSUED:
                edition.state = ProtocolState.SIGNED
            elif verb == HistoryVerb.PUBLISHED_PROTOCOL:
                self._supersede(meeting, _LIVE, before=key[1])
                edition.state, edition.published = ProtocolState.PUBLISHED, told
            elif verb == HistoryVerb.ANNULLED_PROTOCOL:
                edition.state, edition.reason_of_annulment = ProtocolState.ANNULLED, str(told.details.get("reason", ""))

    def _supersede(self, meeting: int, states: Any, before: int | None = None) -> None:
        for key in self.by_meeting[meeting]:
            if self.editions[key].state in states and (before is None or key[1] < before):
                self.editions[key].state = ProtocolState.SUPERSEDED


_OF_EDITIONS = frozenset(
    {
        HistoryVerb.ISSUED_PROTOCOL,
        HistoryVerb.ADDED_SIGNATURE,
        HistoryVerb.SIGNED_PROTOCOL,
        HistoryVerb.PUBLISHED_PROTOCOL,
        HistoryVerb.ANNULLED_PROTOCOL,
    }
)


def read_chain(ledger: Ledger, asked: frozenset[int], tell: Callable[[str], None]) -> Iterator[str]:
    """Fill the ledger from the chain; yield what does not hold, in Russian. Keeps the hashes at the places `asked`."""
    before, place = BEGINNING, 0
    entries = HistoryEntry.objects.order_by("seq", "pk")
    for entry in entries.iterator(chunk_size=_AT_ONCE):
        place += 1
        if entry.seq != place:
            missing = f"{place}–{entry.seq - 1}" if entry.seq - place > 1 else str(place)
            yield f"журнал: нет записей {missing}" if entry.seq > place else f"журнал: место {entry.seq} занято дважды"
            place = entry.seq
        if link(before, entry_text(entry)) != entry.hash:
            yield f"журнал: запись {entry.seq} не сходится с цепочкой: она или предыдущая изменена либо переставлена"
        before = entry.hash
        if entry.seq in asked:
            ledger.links[entry.seq] = entry.hash
        ledger.take(entry)
        if place % _STEP == 0:
            tell(f"журнал: проверено записей: {place}")
    ledger.length = place
