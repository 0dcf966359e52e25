"""Owns how a question is written for FTS5 and for tsquery; both say the same.

Four lenses, each wider than the one before: the entry's own words; those that stand before it too (the question, the
lead, the day); beginnings of long words, without the words of the frame («что решили о …»); at last one word in three
may be missing.
"""

import enum
import itertools
from collections.abc import Iterable

from meetings.search.asking import Question, Term
from meetings.search.tokens import BEFORE
from meetings.wording.lexemes import OTHER


class Lens(enum.IntEnum):
    """How widely a question is looked for."""

    OWN = 0
    BEFORE = 1
    WIDE = 2
    SOME = 3


#: A word that long is looked for by its beginning too: «муниципалитет» and «муниципальный».
_LONG, _ENDING, _ROOT = 8, 4, 6
#: With more words than this no combinations are tried.
_MOST_COMBINED = 7

#: Words of the frame: what every question may say of any decision.
_FRAME = {
    *("решить", "решение", "поручить", "поручение", "рекомендовать", "рекомендация", "постановить", "обязать"),
    *("сказать", "говорить", "выступить", "выступление", "предложить", "предложение", "доложить", "докладчик"),
    *("вопрос", "пункт", "протокол", "заседание", "срок", "ответственный", "исполнитель", "принять", "найти"),
}


def alternatives(term: Term, lens: Lens) -> list[str]:
    """The keys by which a word is found through a lens; `*` at the end means a beginning."""
    keys = [*term.keys, *(OTHER + key for key in term.keys), *term.names]
    if lens is not Lens.OWN:
        keys += [BEFORE + key for key in keys]
    if lens >= Lens.WIDE and not term.is_strict and len(term.keys[:1] and term.keys[0]) >= _LONG:
        root = term.keys[0][: max(_ROOT, len(term.keys[0]) - _ENDING)]
        keys += [f"{root}*", f"{BEFORE}{root}*"]
    return keys


class _Language:
    """How a database writes it."""

    def __init__(self, *, both: str, either: str, without: str, row: str, quote: str, start: str) -> None:
        self.both, self.either, self.without = both, either, without
        self.row, self.quote, self.start = row, quote, start

    def key(self, key: str) -> str:
        """Quote a key; every key is letters, digits and our own signs, so nothing needs an escape."""
        bare = key.removesuffix("*")
        return f"{self.quote}{bare}{self.quote}" + (self.start if bare != key else "")

    def any_of(self, parts: Iterable[str]) -> str:
        return f"({self.either.join(parts)})"

    def term(self, term: Term, lens: Lens) -> str:
        if not term.is_phrase:
            return self.any_of(map(self.key, alternatives(term, lens)))
        if lens >= Lens.WIDE and not term.is_strict:
            return f"({self.both.join(self.term(Term((key,)), lens) for key in term.keys)})"
        rows = [term.keys] if lens is Lens.OWN else [term.keys, tuple(BEFORE + key for key in term.keys)]
        return self.any_of(self.row.join(map(self.key, row)) for row in rows)


FTS5 = _Language(both=" AND ", either=" OR ", without=" NOT ", row=" + ", quote='"', start="*")
TSQUERY = _Language(both=" & ", either=" | ", without=" & !", row=" <-> ", quote="'", start=":*")
LANGUAGES = {"sqlite": FTS5, "postgresql": TSQUERY}


def content_of(question: Question) -> tuple[Term, ...]:
    """The terms of a question but those of its frame; all, when there is nothing else."""
    return tuple(term for term in question.terms if not _FRAME & {*term.keys[:1]}) or question.terms


def write_match(
    question: Question, lens: Lens, vendor: str, facets: Iterable[str] = (), *, is_whole: bool = False
) -> str:
    """Write a question (with at least one term) for a database, narrowed by facets.

    What the narrower lens finds is left out, unless the whole is wanted.
    """
    language = LANGUAGES[vendor]
    narrowed = [language.key(one) for one in facets]
    found = f"({language.both.join([*_looked_for(question, lens, language), *narrowed])})"
    refused = [language.term(term, Lens.OWN) for term in question.excluded]
    if lens is not Lens.OWN and not is_whole:
        refused.append(f"({language.both.join(_looked_for(question, Lens(lens - 1), language))})")
    return language.without.join([found, *refused])


def widens(question: Question, lens: Lens) -> bool:
    """Whether the lens finds anything that the narrower one does not."""
    if lens is Lens.WIDE:
        is_framed = len(content_of(question)) < len(question.terms)
        return is_framed or any(
            term.is_phrase or len(alternatives(term, lens)) > len(alternatives(term, Lens.BEFORE))
            for term in question.terms
            if not term.is_strict
        )
    loose = [term for term in content_of(question) if not term.is_strict]
    return lens is not Lens.SOME or 1 < len(loose) <= _MOST_COMBINED


def _looked_for(question: Question, lens: Lens, language: _Language) -> list[str]:
    """The conditions that an entry meets through a lens."""
    asked = content_of(question) if lens >= Lens.WIDE else question.terms
    terms = [language.term(term, lens) for term in asked if not term.is_strict]
    strict = [language.term(term, lens) for term in asked if term.is_strict]
    if lens is Lens.SOME and 1 < len(terms) <= _MOST_COMBINED:
        enough = len(terms) - max(1, len(terms) // 3)
        chosen = itertools.combinations(terms, enough)
        terms = [language.any_of(f"({language.both.join(some)})" for some in chosen)]
    return [*strict, *terms]


def write_facets(facets: Iterable[str], vendor: str) -> str:
    """Write facets alone: everything that bears them."""
    language = LANGUAGES[vendor]
    return language.both.join(map(language.key, facets))
