"""Owns the Latin letters that look like Russian ones: scanned and retyped papers mix them, readers do not see it.

A word is restored when it holds Russian letters beside Latin ones and each of the Latin ones has a Russian twin; so is
a lone small letter that can only be a preposition or a conjunction («o работе»).
"""

import re

_TWINS = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2,60}")
_MIXED = re.compile(r"(?=.*[А-Яа-яЁё])(?=.*[ABCEHKMOPTXaceopxy])[А-Яа-яЁёABCEHKMOPTXaceopxy]+")
_LONE = re.compile(r"(?<![^\s(«])(?:[ocyka](?= [А-Яа-яЁё«])|[oc](?= \d))")
_LATIN = re.compile("[A-Za-z]")


def restore_cyrillic(text: str) -> str:
    """Put Russian letters for their Latin twins inside Russian words; of the same length."""
    if _LATIN.search(text) is None:
        return text
    text = _WORD.sub(lambda found: _restore(found[0]), text)
    return _LONE.sub(lambda found: found[0].translate(_LONE_TWINS), text)


_LONE_TWINS = str.maketrans("ocyka", "осука")


def find_mixed_words(text: str) -> list[str]:
    """The words of a text that `restore_cyrillic` changes, as printed."""
    if _LATIN.search(text) is None:
        return []
    words = [found[0] for found in _WORD.finditer(text) if _restore(found[0]) != found[0]]
    return [*words, *(found[0] for found in _LONE.finditer(text))]


def _restore(word: str) -> str:
    if _MIXED.fullmatch(word) is None:
        return word
    return word.translate(_TWINS)
