"""Owns names broken over two lines of a list in columns: surname and post above, given name and patronymic below."""

import re

from meetings.importing.lines import COLUMN, Line
from meetings.importing.marks import read_mark

_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_GIVEN = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]*(?:вич|ьич|мич|вна|чна|шна)")


def is_rest_of_name(line: Line, above: list[Line]) -> bool:
    """Whether a line begins with given name and patronymic while the one above begins with a surname alone."""
    return bool(above) and _surname_of(above[-1]) is not None and _GIVEN.fullmatch(line.columns[0]) is not None


def join_broken_names(lines: list[Line]) -> list[Line]:
    """Join «Берёзова    - начальник управления» and «Инна Львовна    архитектуры» to one line, column by column."""
    joined: list[Line] = []
    for line in lines:
        if is_rest_of_name(line, joined):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _join(above: Line, line: Line) -> Line:
    name, *posts = above.columns
    rest, *more = line.columns
    post = " ".join([*posts, *more])
    return above.with_text(f"{name} {rest}{COLUMN}{post}" if post else f"{name} {rest}")


def _surname_of(line: Line) -> str | None:
    mark = read_mark(line.columns[0])
    first = mark.rest if mark else line.columns[0]
    return first if _SURNAME.fullmatch(first) else None
