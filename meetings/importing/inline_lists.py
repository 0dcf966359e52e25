"""Owns lists that run on inside one line: «1) провести концерт; 2) выпустить газету»."""

import re

from meetings.importing.lines import Line

_INNER_NUMBER = re.compile(
    r"(?:(?<=[;.,])\s+|(?<=[а-яё]{2}[;.]))(?P<number>\d{1,2})[.)](?:\s+(?=[А-ЯЁа-яё«])|(?=[А-ЯЁ]))"
)


def split_numbers(line: Line) -> list[Line]:
    """Part «1) провести концерт; 2) выпустить газету» at its numbers when they follow one another from 1."""
    text = line.flat
    if not re.match(r"1[.)]\s*\D", text):
        return [line]
    parts: list[Line] = []
    begin = 0
    for found in _INNER_NUMBER.finditer(text):
        if int(found["number"]) == len(parts) + 2:
            parts.append(line.with_text(text[begin : found.start()]))
            begin = found.start("number")
    return [*parts, line.with_text(text[begin:])]
