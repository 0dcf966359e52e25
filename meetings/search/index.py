"""Owns the index: which entries of which editions are in it, and from when to when they may be found.

The use cases that change an edition's life call `index_meeting` in their transaction.
"""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef

from meetings.document.codec import decode
from meetings.document.places import place_of, write_segments
from meetings.document.vocabulary import Audience, ProtocolState
from meetings.models import Meeting, Protocol, SearchEntry
from meetings.models.protocol import SCHEDULABLE
from meetings.search.entries import entries_of, people_of
from meetings.search.tokens import tokens_of
from meetings.wording.name_keys import keys_of_people

#: Raise it with every change of what is indexed, or of the keys.
SCHEME = 2
_DEAD = (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED)
_EDITION_BITS, _PLACE_BITS = 27, 14
_BATCH = 500


def entry_key(held_on: datetime.date | None, protocol: int, place: int) -> int:
    """The key of an entry: newer meetings have greater keys, and within a protocol what is printed first."""
    day = held_on.toordinal() if held_on else 0
    return ((day << _EDITION_BITS) + protocol << _PLACE_BITS) + (1 << _PLACE_BITS) - 1 - place


def index_meeting(meeting: Meeting, *, is_anew: bool = False) -> None:
    """Bring the entries of a meeting in line with its editions; within the caller's transaction.

    An edition never changes, so its entries are made once (again, with `is_anew`).
    """
    editions = Protocol.objects.filter(meeting=meeting).exclude(state__in=_DEAD).defer("pdf", "document")
    alive = list(editions.order_by("edition"))
    entries = SearchEntry.objects.filter(meeting=meeting)
    if is_anew:
        entries.delete()
    entries.exclude(protocol__in=[one.pk for one in alive], scheme=SCHEME).delete()
    there = set(entries.values_list("protocol", flat=True).distinct().order_by())
    for edition in alive:
        if edition.pk not in there:
            SearchEntry.objects.bulk_create(_entries(edition, meeting), batch_size=_BATCH)
    for edition in alive:
        entries.filter(protocol=edition).update(opens_at=opens_at(edition), closes_at=closes_at(edition, alive))


def opens_at(edition: Protocol) -> datetime.datetime | None:
    """From when everybody may read an edition of a public body (models.protocol visible_to); None: never."""
    if edition.audience != Audience.EVERYBODY:
        return None
    if edition.state == ProtocolState.PUBLISHED:
        return edition.published_at
    return edition.publish_at if edition.state in SCHEDULABLE else None


def closes_at(edition: Protocol, editions: Iterable[Protocol]) -> datetime.datetime | None:
    """When a later edition supersedes this one because its set moment comes; None: no such moment is set."""
    moments = [
        one.publish_at
        for one in editions
        if one.edition > edition.edition and one.publish_at and one.state in SCHEDULABLE
    ]
    return min(moments, default=None)


def _entries(edition: Protocol, meeting: Meeting) -> Iterator[SearchEntry]:
    document = decode(edition.document)
    people = keys_of_people(people_of(document))
    for place, entry in enumerate(entries_of(document)):
        yield SearchEntry(
            id=entry_key(document.held_on, edition.pk, place),
            protocol_id=edition.pk,
            meeting_id=meeting.pk,
            body_id=meeting.body_id,
            scheme=SCHEME,
            path="/".join(write_segments(document, place_of(entry.where))),
            held_on=document.held_on,
            tokens=tokens_of(entry, document, meeting.body_id, people),
            **{name: getattr(entry, name) for name in entry.__slots__},
        )


def meetings_to_index(after: int = 0, *, is_all: bool = False) -> Iterator[int]:
    """Yield the keys of meetings above `after` whose editions the index lacks (or all that have any), in order."""
    meetings = Meeting.objects.filter(pk__gt=after)
    alive = Protocol.objects.filter(meeting=OuterRef("pk")).exclude(state__in=_DEAD)
    entries = SearchEntry.objects.filter(protocol=OuterRef("pk"), scheme=SCHEME)
    chosen = Exists(alive if is_all else alive.filter(~Exists(entries)))
    stale = SearchEntry.objects.filter(meeting=OuterRef("pk")).exclude(scheme=SCHEME)
    yield from meetings.filter(chosen | Exists(stale)).order_by("pk").values_list("pk", flat=True)
