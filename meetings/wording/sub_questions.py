"""Owns how a question is named whose number has no ordinal: «По вопросу 2.1», «Вопрос 2 а»; never «По 2.1 вопросу».

A pattern of a paper says it with an ordinal before the noun («По {ordinal_dative} вопросу»); for such a number the noun
goes first and keeps its case.
"""

import re

from meetings.wording.text import clean_spaces

_ORDINAL_NOUN = re.compile(
    r"\{(?P<ordinal>ordinal\w{0,20})\}(?P<gap>[ \xa0])(?P<noun>(?:вопрос|пункт)[а-яё]{0,3})\b", re.IGNORECASE
)
_BARE_END = re.compile(r"[.)]+$")
_NAMED = re.compile(
    r"(?P<before>(?:[А-ЯЁа-яё]{1,12}\s+){0,3}?)(?P<noun>(?:вопрос|пункт)[а-яё]{0,3})\s+"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}[а-я](?![а-яё])|\d{1,3}[ \xa0](?![овскуия])[а-я](?![а-яё]))"
    r"(?P<rest>[ :.,].*|$)",
    re.IGNORECASE | re.DOTALL,
)


def write_sub_pattern(pattern: str) -> str:
    """Turn «По {ordinal_dative} вопросу {heading}» into «По вопросу {number} {heading}»; capitals go with the place."""

    def noun_first(match: re.Match[str]) -> str:
        noun, ordinal = match["noun"], match["ordinal"]
        if ordinal.isupper():
            noun = noun.upper()
        elif ordinal[0].isupper():
            noun = noun[:1].upper() + noun[1:]
        return f"{noun} {{number}}"

    return _ORDINAL_NOUN.sub(noun_first, pattern)


def write_sub_number(number: str) -> str:
    """Write such a number inside a phrase: «2.1» for the «2.1.» of a list."""
    return _BARE_END.sub("", clean_spaces(number))


def read_sub_question(text: str) -> tuple[str, str] | None:
    """Read the number and what stands behind it: «По вопросу 2.1 о смете» → («2.1», «о смете»); None for all else.

    A letter parted from its figure is not read where it may be a preposition («По вопросу 2 о смете»).
    """
    match = _NAMED.match(text[:4000].strip())
    if match is None:
        return None
    return clean_spaces(match["number"]), clean_spaces(match["rest"].lstrip(" :.,"))
