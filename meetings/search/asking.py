"""Owns the question: what a reader typed, read as words, phrases in quotes, exclusions and people.

A question becomes a value that knows nothing of databases; `search.matching` writes it for each of them.
"""

import dataclasses
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.wording.lexemes import OTHER, Lexeme, is_empty, lexemes_of
from meetings.wording.name_keys import FORM, initial_of_name, read_initials
from meetings.wording.text import QUOTE_MARKS

#: Characters and words of a question; what is more is left out.
LONGEST = 200
_MOST_TERMS = 12

_QUOTES = str.maketrans(dict.fromkeys(QUOTE_MARKS.replace("'", ""), '"'))
#: -"слова подряд", "слова подряд", -слово, слово; a quote not closed ends with the question
_CHUNK = re.compile(r'(?P<minus>(?<!\S)[-–—](?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_JOINED = re.compile(r"[-‐‑./]")


@dataclass(frozen=True, slots=True)
class Term:
    """What must be (or, excluded, must not be) in an entry: one word by any of its keys, or lemmas in a row."""

    keys: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False
    #: in quotes: to be found as it is, or not at all
    is_strict: bool = False
    #: keys that count beside the lemmas and stand for themselves: a surname's form, initials
    names: tuple[str, ...] = ()
    #: the word as typed, folded
    form: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read; `text` as typed."""

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


@functools.lru_cache(maxsize=512)
def read_question(text: str) -> Question:
    """Read what a reader typed. Words that say nothing («что», «для») are left out, unless there is nothing else."""
    text = " ".join(text[:LONGEST].replace("\x00", " ").split())
    terms = tuple(dict.fromkeys(_terms(text, with_empty=False)))
    if not any(not term.is_excluded for term in terms):
        terms = tuple(dict.fromkeys(_terms(text, with_empty=True)))
    asked = _with_initials([term for term in terms if not term.is_excluded])[:_MOST_TERMS]
    return Question(text, tuple(asked), tuple(term for term in terms if term.is_excluded)[:_MOST_TERMS])


def _terms(text: str, *, with_empty: bool) -> Iterator[Term]:
    rest, initials = read_initials(text)
    for chunk in _CHUNK.finditer(rest.translate(_QUOTES)):
        is_excluded = bool(chunk["minus"])
        if chunk["phrase"] is not None:
            yield from _phrase(list(lexemes_of(chunk["phrase"])), is_excluded=is_excluded, is_strict=True)
            continue
        for joined in _joined(chunk["plain"]):
            if with_empty or not all(is_empty(one.form) for one in joined):
                yield from _phrase(joined, is_excluded=is_excluded)
    for key in initials:
        yield Term((), names=(key,))


def _phrase(lexemes: list[Lexeme], *, is_excluded: bool, is_strict: bool = False) -> Iterator[Term]:
    """Words in a row; one word alone is found by every reading."""
    if len(lexemes) > 1:
        yield Term(tuple(one.lemma for one in lexemes), is_phrase=True, is_excluded=is_excluded, is_strict=is_strict)
    for one in lexemes if len(lexemes) == 1 else ():
        keys = tuple(key.lstrip(OTHER) for key in one.keys)
        names = (FORM + one.form,)
        yield Term(keys, is_excluded=is_excluded, is_strict=is_strict, names=names, form=one.form)


def _joined(chunk: str) -> Iterator[list[Lexeme]]:
    """Part a chunk into words; what a hyphen, a point or nothing joins stays a row: «273-ФЗ», «22.08.2021», «ПМ01»."""
    row: list[Lexeme] = []
    for lexeme in lexemes_of(chunk):
        between = chunk[row[-1].end : lexeme.start] if row else ""
        if row and between and not _JOINED.fullmatch(between):
            yield row
            row = []
        row.append(lexeme)
    if row:
        yield row


def _with_initials(terms: list[Term]) -> list[Term]:
    """Let a given name beside other words meet people known by initials only."""
    if len(terms) < 2:
        return terms
    return [
        dataclasses.replace(term, names=(*term.names, key))
        if term.form and not term.is_phrase and (key := initial_of_name(term.form))
        else term
        for term in terms
    ]
