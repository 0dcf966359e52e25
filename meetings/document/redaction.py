"""Owns the public edition: a protocol without the personal data of people who hold no office (152-ФЗ, ст. 10.1).

A pure function of the document and of whom to hide. It hides names in any case, wherever they stand, and what is never
published: e-mail, telephone, СНИЛС, ИНН of a person, passport, date of birth, where somebody lives. In doubt it hides.
"""

import dataclasses
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.document.people import fold, is_same_person, is_same_word, name_key
from meetings.document.style import PaperStyle
from meetings.document.tree import Note, ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus, NotePlace

HIDDEN = "[скрыто]"
MARK = "ПУБЛИЧНАЯ РЕДАКЦИЯ. Персональные данные скрыты (152-ФЗ). Подлинник хранится в органе."

_WORD = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:[-'’][А-ЯЁа-яёA-Za-z]+)*")
#: What never belongs into a public paper, whoever it is of.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)",
        r"(?<!\d)\d{3}-\d{3}-\d{3}[\s-]\d{2}(?!\d)",
        r"(?:СНИЛС|ИНН)\s*(?:№|:)?\s*\d[\d\s-]{9,14}\d",
        r"паспорт\w*\s*(?:РФ|гражданина РФ)?\s*(?:сери\w+)?[\s:№]*\d{2}\s?\d{2}[\s,№]*(?:номер)?\s*\d{6}",
        r"(?<!\d)\d{2}\s?\d{2}\s№?\s?\d{6}(?!\d)",
        r"\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}\s*(?:г\.|года)?\s*р(?:\.|ожд\w*)",
        r"\d{1,2}\s[а-я]+\s(?:19|20)\d{2}\s*(?:г\.|года)?\s*р(?:\.|ожд\w*)",
        r"(?:дата рождения|родил\w+)\s*:?\s*\d{1,2}[.\s][\dа-я]+[.\s]\d{4}",
        r"(?:проживающ\w*|зарегистрированн\w*|место жительства|домашний адрес)[^;.\n]*(?:\.\s?(?=\d|[а-яё])[^;.\n]*)*",
    )
)


class NotRedacted(ValueError):
    """Something that was to be hidden is still there; nothing of such a paper may be published."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody whom the protocol names; `is_official`: by office or seat, so that the name is public by law."""

    name: str
    is_official: bool


def named_people(document: ProtocolDocument) -> tuple[NamedPerson, ...]:
    """Return who is named in the places of names, in the order of the paper, each once."""
    found: list[NamedPerson] = []
    for name, is_official in _names(document):
        if name_key(name) is None:
            continue
        same = next((place for place, one in enumerate(found) if is_same_person(one.name, name)), None)
        if same is None:
            found.append(NamedPerson(name, is_official))
        elif len(name) > len(found[same].name) or is_official:
            known = found[same]
            longer = name if len(name) > len(known.name) else known.name
            found[same] = NamedPerson(longer, known.is_official or is_official)
    return tuple(found)


def _names(document: ProtocolDocument) -> Iterator[tuple[str, bool]]:
    for officer in (document.chair, document.secretary, *document.signatures):
        if officer is not None:
            yield officer.name, True
    for one in document.attendees:
        yield one.name, bool(one.status != AttendanceStatus.INVITED or one.position or one.role)
        yield one.represented_by, False
    for speech in document.opening:
        yield speech.name, bool(speech.position or speech.membership)
    for item in document.items:
        yield item.rapporteur, False
        for speech in item.speeches:
            yield speech.name, bool(speech.position or speech.membership)
        for event in item.votes:
            yield from ((vote.name, True) for vote in event.votes)
        yield from ((absence.name, False) for absence in item.absences)
        for decision in item.decisions:
            yield from ((one.responsible, False) for one in decision.assignments)


def redact(document: ProtocolDocument, hidden: Collection[str]) -> ProtocolDocument:
    """Return the marked public edition in which the named people are not to be recognised. Raises NotRedacted."""
    people = _labelled(hidden)
    public: ProtocolDocument = _walk(document, lambda text: _hide(text, people))
    public = dataclasses.replace(public, notes=(Note(place=NotePlace.LETTERHEAD, text=MARK), *public.notes))
    for text in _texts(public):
        if _hide(text, people) != text:
            raise NotRedacted(text[:20])
    return public


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody to hide: folded surname, given name and patronymic (words or letters), and what stands instead."""

    family: str
    others: tuple[str, ...]
    label: str


def _labelled(hidden: Collection[str]) -> list[_Person]:
    """Give each a label that tells no more than a letter: «гр. К.», the next one «гр. К.-2»."""
    counts: dict[str, int] = {}
    people = []
    for name in dict.fromkeys(hidden):
        key = name_key(name)
        if key is None:
            continue
        letter = key.family[0].upper()
        counts[letter] = counts.get(letter, 0) + 1
        label = f"гр. {letter}." + (f"-{counts[letter]}" if counts[letter] > 1 else "")
        people.append(_Person(key.family, key.others, label))
    return people


def _walk(value: Any, change: Any) -> Any:
    """Return the same tree with every text changed; the style holds phrases of the body, not of people."""
    if isinstance(value, PaperStyle):
        return value
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_walk(one, change) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {one.name: _walk(getattr(value, one.name), change) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


def _texts(document: ProtocolDocument) -> list[str]:
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _walk(document, note)
    return found


def _hide(text: str, people: Sequence[_Person]) -> str:
    for person in people:
        text = _hide_person(text, person)
    for pattern in _PATTERNS:
        text = pattern.sub(HIDDEN, text)
    return text


def _hide_person(text: str, person: _Person) -> str:
    words = list(_WORD.finditer(text))
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if spans and word.start() < spans[-1][1]:
            continue
        if not word[0][0].isupper():
            continue
        if _is_word(word[0], person.family):
            first, last = _around(text, words, place, person)
            if first <= last:
                end = words[last].end()
                spans.append(
                    (words[first].start(), end + (text[end : end + 1] == "." and _is_initial(text, words[last])))
                )
        elif _is_named_without_family(words, place, person):
            spans.append((word.start(), words[place + 1].end()))
    for start, end in reversed(spans):
        text = text[:start] + person.label + text[end:]
    return text


def _is_word(printed: str, folded: str) -> bool:
    return is_same_word(fold(printed), folded)


def _is_initial(text: str, word: re.Match[str]) -> bool:
    return len(word[0]) == 1 and word[0].isupper() and text[word.end() : word.end() + 1] == "."


def _around(text: str, words: Sequence[re.Match[str]], place: int, person: _Person) -> tuple[int, int]:
    """The first and last word of the name around a surname; first > last when its initials are another person's."""
    first = last = place
    while last + 1 < len(words) and last - place < 2 and _belongs(text, words, last, last + 1, person):
        last += 1
    while first > 0 and place - first < 2 and _belongs(text, words, first - 1, first, person):
        first -= 1
    beside = [words[one] for one in range(first, last + 1) if one != place]
    letters = [fold(one[0]) for one in beside if _is_initial(text, one)]
    known = [one[0] for one in person.others]
    if letters and known and letters[0] != known[0]:
        return 1, 0
    return first, last


def _belongs(text: str, words: Sequence[re.Match[str]], left: int, right: int, person: _Person) -> bool:
    """Whether two neighbouring words are of one name: initials, or the given name and patronymic themselves."""
    between = text[words[left].end() : words[right].start()]
    if not re.fullmatch(r"\.?[\s\u00a0]?", between):
        return False
    for one in (words[left], words[right]):
        is_own = _is_word(one[0], person.family) or any(
            len(name) > 1 and _is_word(one[0], name) for name in person.others
        )
        if not is_own and not _is_initial(text, one):
            return False
    return True


def _is_named_without_family(words: Sequence[re.Match[str]], place: int, person: _Person) -> bool:
    """Whether given name and patronymic stand here together: «слово дали Петру Ильичу»."""
    names = [name for name in person.others if len(name) > 1]
    if len(names) < 2 or place + 1 >= len(words):
        return False
    return _is_word(words[place][0], names[0]) and _is_word(words[place + 1][0], names[1])
