"""Owns the making of a label's pattern from the words of a paper: its changing parts become placeholders."""

import re

from meetings.document.vocabulary import Case
from meetings.wording.ordinals import read_ordinal, read_roman, write_ordinal
from meetings.wording.text import clean_spaces, fold


def number_pattern(written: str) -> str:
    """Return a written number of a question with its changing part as a placeholder.

    «1-му» gives «{number}-му», «I» «{roman}», «Первый» «{Ordinal}», «первому» «{ordinal_dative}».
    """
    digits = re.search(r"\d+", written)
    if digits:
        return written[: digits.start()] + "{number}" + written[digits.end() :]
    number = read_ordinal(written)
    if number is None:
        return escape_braces(written)
    if read_roman(written) is not None:
        return "{roman}"
    for case in Case:
        if fold(write_ordinal(number, case)) == fold(written):
            name = "ordinal" if case is Case.NOMINATIVE else f"ordinal_{case}"
            if written.isupper():
                return "{" + name.upper() + "}"
            return "{" + (name.capitalize() if written[0].isupper() else name) + "}"
    return escape_braces(written)


def escape_braces(text: str) -> str:
    """Return literal text as part of a pattern."""
    return text.replace("{", "{{").replace("}", "}}")


def pattern_of(text: str, stop: int, numbers: list[tuple[int, int]], placeholder: str = "") -> str:
    """Return text[:stop] as a pattern; `numbers` are the spans of numbers of questions in it."""
    parts, at = [], 0
    for start, end in sorted(numbers):
        parts += [escape_braces(text[at:start]), number_pattern(text[start:end])]
        at = end
    parts.append(escape_braces(text[at:stop]))
    if placeholder:
        parts.append(" {" + placeholder + "}")
    return clean_spaces("".join(parts)).replace(" :", ":")
