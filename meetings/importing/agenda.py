"""Owns the agenda: its lines → numbered titles with their rapporteurs."""

import re
from dataclasses import dataclass

from meetings.importing.inline_lists import split_numbers
from meetings.importing.lines import Line
from meetings.importing.marks import Mark, read_mark, read_roman_mark
from meetings.importing.people import split_before_name
from meetings.wording.labels import read_label
from meetings.wording.names import read_name

_RAPPORTEUR = re.compile(
    r"^\(?\s*(?:(?:со)?докладчик(?:и|а)?|докл\.|докладыва[ею]т|ответственн(?:ый|ая|ые)|вносит|информаци[яю])(?![а-яё])",
    re.IGNORECASE,
)
_INNER_RAPPORTEUR = re.compile(
    r"\s*[–—-]?\s*[(/]?(?:Докладыва[ею]т(?=\s[А-ЯЁ])|Докладчик(?:и)?|Докл\.|докладчик(?:и)?|докл\.)\s*[:–—-]?\s",
    re.DOTALL,
)
_BRACKETED_NAMES = re.compile(
    r"\((?:[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+)(?:[,;][^()]*)?\)[.;]?"
)

_LONGEST_PERSON = 120


@dataclass(slots=True)
class Title:
    """A title of the agenda: number as printed without the dot ("" for none), its text, its rapporteur line."""

    number: str
    text: str
    line: int
    rapporteur: str = ""
    mark: Mark | None = None


def read_titles(lines: list[Line]) -> list[Title]:
    """Read the lines below the agenda's marker as titles; lines without a mark continue the title above."""
    titles: list[Title] = []
    lines = [part for line in lines for part in split_numbers(line)]
    marks = [_read_mark(line.flat) for line in lines]
    has_marks = any(mark is not None for mark in marks)
    outer = _outer_kind(marks)
    for line, mark in zip(lines, marks, strict=True):
        text = line.flat
        if titles and _is_rapporteur(text, is_title=mark is not None and mark.kind == outer):
            titles[-1].rapporteur = f"{titles[-1].rapporteur} {text}".strip()
        elif mark is not None and (not titles or mark.kind == outer or mark.kind in ("letter", "number2")):
            titles.append(Title(mark.number, mark.rest, line.number, mark=mark))
        elif (mark is not None and titles) or (titles and (has_marks or _continues(titles[-1].text, text))):
            titles[-1].text = f"{titles[-1].text} {text}"
        else:
            titles.append(Title("", text, line.number))
    for title in titles:
        _take_inner_rapporteur(title)
        title.text = title.text.strip().removesuffix(";").rstrip()
    return titles


def _read_mark(text: str) -> Mark | None:
    """A mark, the heading words of a question («Вопрос 1.»), or a Roman number."""
    label = read_label(text)
    if label is not None and label.key == "item_heading" and label.number is not None:
        return Mark("question", str(label.number), label.pattern, label.rest)
    return read_mark(text) or read_roman_mark(text)


def _outer_kind(marks: list[Mark | None]) -> str:
    return next((mark.kind for mark in marks if mark is not None), "")


def _is_rapporteur(text: str, *, is_title: bool) -> bool:
    """Whether a line tells who reports; a further number of the agenda does not, though it may end with a name."""
    if _RAPPORTEUR.match(text) or _BRACKETED_NAMES.fullmatch(text):
        return True
    return not is_title and names_person(text)


def names_person(text: str) -> bool:
    """Whether a line of the agenda names a person and nothing more: «Директор Соколова Т.Н.»."""
    text = text.strip(" ;,")
    is_named = split_before_name(text) is not None or read_name(text.rstrip(".")) is not None
    return len(text) < _LONGEST_PERSON and is_named


def _continues(above: str, text: str) -> bool:
    return text[:1].islower() or (text[:1] in "(«" and not above.endswith((".", ";")))


def _take_inner_rapporteur(title: Title) -> None:
    """Part «О ходе ремонта. Докладчик: Иванов И.И.» at the rapporteur."""
    found = _INNER_RAPPORTEUR.search(title.text)
    if found is None or found.start() < 3:
        return
    rapporteur = title.text[found.start() :].strip(" –—-")
    title.rapporteur = f"{rapporteur} {title.rapporteur}".strip()
    title.text = title.text[: found.start()].rstrip()
