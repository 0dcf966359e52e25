"""Owns printed names ↔ persons: who of a document is who of the portal. It proposes; the user decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from meetings.document.tree import ProtocolDocument
from members.models import Body, Membership, Person
from members.models.names import is_same_name, name_of, parse_name

#: Letters that all case forms of a surname share; names are compared only within such a bucket.
_BUCKET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """One person of a document: the fullest printed form, all forms, and who it may be.

    `person` is a certain match; without it `candidates` are persons it may be (none: a new person).
    """

    printed: str
    forms: tuple[str, ...]
    position: str = ""
    person: Person | None = None
    candidates: tuple[Person, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether nobody on the portal bears the name."""
        return self.person is None and not self.candidates


@dataclass(slots=True)
class _Named:
    """A person of the document while the forms of his name are gathered."""

    name: Any
    printed: str
    position: str
    forms: list[str] = field(default_factory=list)


def match_people(document: ProtocolDocument, body: Body | None) -> tuple[NameMatch, ...]:
    """Match the people of a document with those of the portal, members of the body first (one query).

    A full name equal to one person's, or initials that fit exactly one member of the body (one person of the portal),
    is certain; everything else is left to the user.
    """
    named = gather_names(document)
    known = _known_people(body)
    return tuple(_match(person, known) for person in named)


def gather_names(document: ProtocolDocument) -> list["_Named"]:
    """Gather the document's people in order of appearance, the forms of one person's name together.

    Speakers and voters are joined to those named in the lists, and never start a person: their names may stand in
    any case («Слушали: Носова Е.А.»).
    """
    lists = [(attendee.name, attendee.position) for attendee in document.attendees]
    officers = [officer for officer in (document.chair, document.secretary) if officer]
    lists += [(officer.name, "") for officer in officers]
    lists += [(line.name, "") for line in document.signatures]
    buckets: dict[str, list[_Named]] = {}
    people: list[_Named] = []
    # The fullest forms first: «Швец С.С.» then finds «Швец Семён Семёнович», wherever he stands in the lists.
    parsed = [(text, position, parse_name(text)) for text, position in _unique(lists)]
    for text, position, name in sorted(parsed, key=lambda entry: -_fullness(entry[2])):
        if name is not None and not _join(buckets, text, name, fuzzy_case=False):
            person = _Named(name=name, printed=text, position=position, forms=[text])
            buckets.setdefault(_bucket(name), []).append(person)
            people.append(person)
    for text in _spoken_names(document):
        if (name := parse_name(text)) is not None:
            _join(buckets, text, name, fuzzy_case=True)
    order = {text: place for place, (text, _position) in enumerate(lists)}
    return sorted(people, key=lambda person: min(order.get(form, len(order)) for form in person.forms))


def _unique(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    seen: dict[str, str] = {}
    for text, position in pairs:
        seen[text] = seen.get(text) or position
    return list(seen.items())


def _spoken_names(document: ProtocolDocument) -> list[str]:
    items = document.items
    speeches = [*document.opening, *(speech for item in items for speech in item.speeches)]
    votes = [vote for item in items for event in item.votes for vote in event.votes]
    assignments = [one for item in items for decision in item.decisions for one in decision.assignments]
    names = [*(speech.name for speech in speeches), *(vote.name for vote in votes)]
    return list(dict.fromkeys(text for text in (*names, *(one.responsible for one in assignments)) if text))


def _join(buckets: dict[str, list[_Named]], text: str, name: Any, *, fuzzy_case: bool) -> bool:
    """Add a form to the one person it fits; False when it fits none. A form that fits two is nobody's."""
    fitting = [
        person
        for person in buckets.get(_bucket(name), [])
        if is_same_name(person.name, name) or (fuzzy_case and is_same_name(person.name, name, fuzzy_case=True))
    ]
    if len(fitting) == 1 and text not in fitting[0].forms:
        fitting[0].forms.append(text)
    return bool(fitting)


def _fullness(name: Any) -> int:
    if name is None:
        return 0
    return sum(len(part.rstrip(".")) > 1 for part in (name.given_name, name.patronymic_name))


def _bucket(name: Any) -> str:
    return str(name.family_name)[:_BUCKET].casefold().replace("ё", "е")


def _known_people(body: Body | None) -> dict[str, list[tuple[Any, Person]]]:
    """All persons of the portal by bucket, `is_member` set on each: one query, however long the list of names."""
    seats = Membership.objects.filter(person=OuterRef("pk"), body=body)
    known: dict[str, list[tuple[Any, Person]]] = {}
    for person in Person.objects.annotate(is_member=Exists(seats)).order_by("sort_key", "pk"):
        name = name_of(person)
        known.setdefault(_bucket(name), []).append((name, person))
    return known


def _match(named: _Named, known: dict[str, list[tuple[Any, Person]]]) -> NameMatch:
    candidates = [person for name, person in known.get(_bucket(named.name), []) if is_same_name(name, named.name)]
    candidates.sort(key=lambda person: not person.is_member)  # type: ignore[attr-defined]
    person = _certain(named, candidates)
    return NameMatch(
        printed=named.printed,
        forms=tuple(named.forms),
        position=named.position,
        person=person,
        candidates=() if person else tuple(candidates),
    )


def _certain(named: _Named, candidates: Sequence[Person]) -> Person | None:
    members = [person for person in candidates if person.is_member]  # type: ignore[attr-defined]
    for group in (members, candidates):
        exact = [person for person in group if name_of(person) == named.name]
        if len(exact) == 1:
            return exact[0]
    return members[0] if len(members) == 1 else candidates[0] if len(candidates) == 1 else None
