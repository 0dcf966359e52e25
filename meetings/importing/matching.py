"""Owns the likeness of two wordings of one question: agenda title and heading differ in case endings and words."""

import functools
import re

from meetings.wording.text import fold

_WORD = re.compile(r"[a-zа-я\d]+")
_STEM = 5
_ALIKE = 0.55
_SAME = 0.8


def is_alike(first: str, second: str) -> bool:
    """Whether two texts plainly name the same question."""
    return _likeness(first, second) >= _ALIKE


def is_same_title(first: str, second: str) -> bool:
    """Whether a line repeats a title nearly word for word."""
    return _likeness(first, second) >= _SAME


def _likeness(first: str, second: str) -> float:
    """Share of the stems of the shorter text found in the longer, lowered when one is much longer: 0–1."""
    ours, theirs = stems(first), stems(second)
    if not ours or not theirs:
        return 0.0
    common = len(ours & theirs)
    shorter, longer = sorted((len(ours), len(theirs)))
    return common / shorter * min(1.0, 2 * shorter / longer)


@functools.lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """Beginnings of the meaningful words of a text."""
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text[:1000])) if len(word) > 2)
