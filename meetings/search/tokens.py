"""Owns the keys under which an entry is filed, written for both databases alike: one text with a blank between.

In their order: the lemmas of the entry's own words; behind a guard those of what stands before it, marked `:`; then,
where no phrase reaches, other readings, people, and facets (`#y2024`).
"""

import functools
import hashlib
from collections.abc import Iterable

from meetings.document.excerpt import addressee_key
from meetings.document.tree import ProtocolDocument
from meetings.search.entries import Entry
from meetings.wording.lexemes import Lexeme, lexemes_of
from meetings.wording.name_keys import PeopleKeys, keys_of_named

#: Keys of what stands before an entry: the question, the lead, the day.
BEFORE = ":"
FACET = "#"
_GUARD = "|"
#: PostgreSQL refuses a lexeme of more than 2 KB; nobody types such a word.
_LONGEST_KEY = 60


def tokens_of(entry: Entry, document: ProtocolDocument, body: int, people: PeopleKeys) -> str:
    """Write the keys of an entry."""
    held_on = document.held_on
    before = [entry.lead, entry.title, entry.number, f"{held_on:%d.%m.%Y}" if held_on else ""]
    own_lemmas, own_others = _keys(entry.text, people)
    lemmas, others = _keys("\n".join(part for part in before if part), people)
    keys = [*own_lemmas, _GUARD, *(BEFORE + key for key in lemmas), _GUARD, *own_others]
    keys += [BEFORE + key for key in others]
    keys += facet_tokens(entry, body, held_on.year if held_on else None)
    return " ".join(key[:_LONGEST_KEY] for key in keys)


def facet_tokens(entry: Entry, body: int, year: int | None) -> list[str]:
    """The facets by which hits are narrowed, as keys among the others: as quick as a word, however rare."""
    tokens = [facet("b", str(body)), facet("k", entry.kind)]
    tokens += [facet("y", str(year))] if year else []
    tokens += [facet("o", entry.outcome)] if entry.outcome else []
    tokens += [facet("a", name_digest(entry.addressee))] if entry.addressee else []
    tokens += [facet("s", name_digest(entry.speaker))] if entry.speaker else []
    return [*tokens, facet("d", "")] if entry.due_on else tokens


def facet(sign: str, value: str) -> str:
    """Write a facet: «#y2024»."""
    return f"{FACET}{sign}{value}"


@functools.lru_cache(maxsize=4096)
def name_digest(name: str) -> str:
    """What the names of one addressee or speaker share («Пфетцер С.А.», «Пфетцер Сергей Александрович»)."""
    return hashlib.blake2s(addressee_key(name).encode(), digest_size=6).hexdigest()


def _keys(text: str, people: PeopleKeys) -> tuple[list[str], list[str]]:
    """The lemmas of a text in their order; and, each once, other readings and the keys of people named in it."""
    named = keys_of_named(text)
    lemmas: list[str] = []
    others: dict[str, None] = {}
    for lexeme in lexemes_of(text):
        lemmas.append(lexeme.lemma)
        others.update(dict.fromkeys(lexeme.keys[1:]))
        if _is_capital(text, lexeme):
            others.update(dict.fromkeys((*people.get(lexeme.form, ()), *named.get(lexeme.form, ()))))
    return lemmas, list(_unlike(others, lemmas))


def _is_capital(text: str, lexeme: Lexeme) -> bool:
    return text[lexeme.start].isupper()


def _unlike(others: Iterable[str], lemmas: list[str]) -> Iterable[str]:
    """Leave out readings that stand among the lemmas already."""
    there = set(lemmas)
    return (key for key in others if key[1:] not in there or key[0] != "~")
