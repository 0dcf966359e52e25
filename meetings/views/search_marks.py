"""Owns the marking of found words in the pieces of text that a page of hits shows; everything else is escaped."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from meetings.search.asking import Question
from meetings.search.matching import Lens, alternatives
from meetings.wording.lexemes import OTHER, fold_word, keys_of
from meetings.wording.name_keys import FORM, forms_of_surname

#: Characters of a shown piece, and how many of them stand before the first word found.
SHOWN, BEFORE = 300, 90

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


class Marks:
    """The words of one question, asked of many texts; what a word is, is remembered."""

    def __init__(self, question: Question) -> None:
        self._keys: set[str] = set()
        self._roots: tuple[str, ...] = ()
        roots: list[str] = []
        for term in question.terms:
            self._keys.update(term.keys)
            roots += [key[:-1] for key in alternatives(term, Lens.WIDE) if key[-1] == "*" and key[0].isalpha()]
        self._roots = tuple(roots)
        self._surnames = tuple(
            name.removeprefix(FORM) for term in question.terms for name in term.names if name.startswith(FORM)
        )
        self._known: dict[str, bool] = {}

    def piece(self, text: str, shown: int = SHOWN) -> SafeString:
        """A piece of the text around the first word found, its found words marked."""
        found = [match.span() for match in _WORD.finditer(text) if self._is_asked(match[0])]
        start = 0
        if len(text) > shown and found and found[0][0] > BEFORE:
            start = text.rfind(" ", 0, found[0][0] - BEFORE // 2) + 1
        end = len(text) if len(text) - start <= shown else text.rfind(" ", start, start + shown)
        end = end if end > start else start + shown
        head, tail = ("… " if start else ""), (" …" if end < len(text) else "")
        return mark_safe(head + "".join(_marked(text, start, end, found)) + tail)  # noqa: S308 - every piece is escaped

    def _is_asked(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._look(word)
        return known

    def _look(self, word: str) -> bool:
        form = fold_word(word).replace(",", ".")
        keys = (form, form.partition(".")[0]) if form[0].isdigit() else keys_of(form)
        if any(key.lstrip(OTHER) in self._keys for key in keys):
            return True
        if self._roots and keys[0].startswith(self._roots):
            return True
        return word[0].isupper() and any(
            asked[:2] == form[:2] and asked in forms_of_surname(word) for asked in self._surnames
        )


def _marked(text: str, start: int, end: int, found: Iterable[tuple[int, int]]) -> Iterable[str]:
    at = start
    for first, last in found:
        if first < at or last > end:
            continue
        yield f"{escape(text[at:first])}<mark>{escape(text[first:last])}</mark>"
        at = last
    yield str(escape(text[at:end]))
