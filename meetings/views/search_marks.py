"""Owns the marking of found words in the pieces of text that a page of hits shows; everything else is escaped."""

import re
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from meetings.search.asking import Question
from meetings.search.matching import Lens, alternatives
from meetings.wording.lexemes import fold_word, readings_of
from meetings.wording.name_keys import FORM, forms_of_surname

#: Characters of a shown piece, and how many of them stand before the first word found.
SHOWN, BEFORE = 300, 90
#: Characters that are looked through for them.
_READ = 4000

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


class Marks:
    """The words of one question, asked of many texts."""

    def __init__(self, question: Question) -> None:
        self._keys = {key for term in question.terms for key in term.keys}
        self._roots: tuple[str, ...] = ()
        roots: list[str] = []
        for term in question.terms:
            roots += [key[:-1] for key in alternatives(term, Lens.WIDE) if key[-1] == "*" and key[0].isalpha()]
        self._roots = tuple(roots)
        self._surnames = tuple(
            name.removeprefix(FORM) for term in question.terms for name in term.names if name.startswith(FORM)
        )

    def piece(self, text: str, shown: int = SHOWN) -> SafeString:
        """A piece of the text around the first word found, its found words marked."""
        found = self._places(text[:_READ])
        start = 0
        if len(text) > shown and found and found[0][0] > BEFORE:
            start = text.rfind(" ", 0, found[0][0] - BEFORE // 2) + 1
        end = len(text) if len(text) - start <= shown else text.rfind(" ", start, start + shown)
        end = end if end > start else start + shown
        head, tail = ("… " if start else ""), (" …" if end < len(text) else "")
        return mark_safe(head + "".join(_marked(text, start, end, found)) + tail)  # noqa: S308 - every piece is escaped

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where found words stand; relatives of the asked words only where none of their own forms is."""
        keys, readings = self._keys, readings_of
        words = list(_WORD.finditer(text))
        places = [match.span() for match in words if not readings(match[0]).isdisjoint(keys)]
        return places or [match.span() for match in words if self._is_near(match[0])]

    def _is_near(self, word: str) -> bool:
        if self._roots and any(reading.startswith(self._roots) for reading in readings_of(word)):
            return True
        return word[0].isupper() and self._is_surname(word)

    def _is_surname(self, word: str) -> bool:
        start = fold_word(word[:2])
        return any(asked[:2] == start and asked in forms_of_surname(word) for asked in self._surnames)


def _marked(text: str, start: int, end: int, found: Iterable[tuple[int, int]]) -> Iterable[str]:
    at = start
    for first, last in found:
        if first < at or last > end:
            continue
        yield f"{escape(text[at:first])}<mark>{escape(text[first:last])}</mark>"
        at = last
    yield escape(text[at:end])
