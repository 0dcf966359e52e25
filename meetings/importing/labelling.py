"""Owns the comparison of printed words with those that rendering would write, and the patterns made of them."""

import re

from meetings.wording.text import fold, words_of

_WORDS = re.compile(r"\w+")


def same_words(first: str, second: str) -> bool:
    """Whether two texts have the same words in the same order, marks and capitals aside."""
    return [fold(word) for word in _WORDS.findall(first)] == [fold(word) for word in _WORDS.findall(second)]


def escape(text: str) -> str:
    """Write literal text as part of a pattern."""
    return text.replace("{", "{{").replace("}", "}}")


def put_placeholder(text: str, start: int, end: int, name: str) -> str:
    """Make a pattern of a text whose part [start:end) is the value `name`."""
    return f"{escape(text[:start])}{{{name}}}{escape(text[end:])}"


def put_phrase(pattern: str, phrase: str, name: str) -> str:
    """Put a placeholder for a phrase that a pattern holds literally («коллегии …» → {body_genitive})."""
    if not phrase or len(words_of(phrase)) < 2:
        return pattern
    literal = escape(phrase)
    return pattern.replace(literal, f"{{{name}}}", 1) if literal in pattern else pattern
