"""Owns the words on who took part from one question to another: «с 3 вопроса», «по 5 вопрос», «с 3 по 5 вопрос».

They stand as a remark with the person in the list of those present.
"""

import re

from meetings.wording.text import soften

#: «3», «2.1», «2 а»
_NUMBER = r"\d[\d.]*(?: [а-я])?"
_SPAN = re.compile(rf"с (?P<from>{_NUMBER}) вопроса|(?:с (?P<first>{_NUMBER}) )?по (?P<last>{_NUMBER}) вопрос")


def write_span(first: str | None, last: str | None) -> str:
    """Write from which question to which a person took part; None is the beginning, or the end; empty for both."""
    if first and last:
        return f"с {first} по {last} вопрос"
    if first:
        return f"с {first} вопроса"
    return f"по {last} вопрос" if last else ""


def read_span(text: str) -> tuple[str | None, str | None] | None:
    """Read what `write_span` writes; None for other remarks."""
    match = _SPAN.fullmatch(soften(text).strip())
    if match is None:
        return None
    return match["from"] or match["first"], match["last"]
