"""Owns the one morphological analyser of the process, and the small questions the wording asks of it.

Surnames are never declined with it (wording.declension does that): it takes them for common words.
"""

import functools
from typing import Any

_NAME_TAGS = frozenset({"Name", "Surn", "Patr"})


@functools.lru_cache(maxsize=1)
def analyser() -> Any:
    """Return the analyser, one per process (38 MB)."""
    import pymorphy3  # type: ignore[import-untyped]  # slow: loads its dictionaries, 0.1 s

    return pymorphy3.MorphAnalyzer(lang="ru")


@functools.lru_cache(maxsize=8192)
def parses(word: str) -> tuple[Any, ...]:
    """Return the readings of a word, the likeliest first."""
    return tuple(analyser().parse(word))


def has_tag(word: str, tag: str) -> bool:
    """Tell whether any reading of the word bears the grammeme."""
    return any(tag in reading.tag for reading in parses(word))


def is_known(word: str) -> bool:
    """Tell whether the dictionary holds the word."""
    return bool(analyser().word_is_known(word.lower()))


def is_common_word(word: str) -> bool:
    """Tell whether the word is in the dictionary and no part of a person's name."""
    return is_known(word) and not any(_NAME_TAGS & reading.tag.grammemes for reading in parses(word))


def is_given_name(word: str) -> bool:
    """Tell whether the word is a given name, in any case."""
    return has_tag(word, "Name")
