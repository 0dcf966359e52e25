"""Owns the marking of lines: where one line opens two parts it is parted, then each line gets the label it bears."""

import dataclasses
import re

from meetings.importing.lines import Line
from meetings.importing.marks import Mark, read_mark
from meetings.importing.people import starts_with_name
from meetings.importing.speeches import begins_speech
from meetings.wording.labels import ReadLabel, read_label
from meetings.wording.names import find_name_start

LISTS = frozenset({"present", "absent", "invited"})
COUNTS = frozenset({"present_total", "attendance_total", "members_total"})
VALUES = frozenset({"date", "time", "time_end", "place", "meeting_form", "chair", "secretary"})
OPENING_KEYS = LISTS | COUNTS | VALUES | {"quorum", "no_quorum"}
_NEXT_VALUE = re.compile(
    r"(?<=[.;,])\s+(?=(?:секретар|председател|место\s|время\s|дата\s|начало\s|окончание\s|форма\s|всего\s|присутств|отсутств|зарегистрир)[^.;]{0,80}[:–—-])",
    re.IGNORECASE,
)
#: «Решили: утвердить план. Принято единогласно.»
_OUTCOME_BEHIND = re.compile(
    r"(?<=[.;»)])\s+(?=(?:Решение\s)?(?:[Пп]ринято|Поддержано)\s(?:единогласно|большинством)[^.;]{0,40}\.?$)"
)
_TOPIC = re.compile(r"Тема(?: заседания| совещания| собрания| встречи)?\s*:\s*", re.IGNORECASE)
_QUESTIONS = re.compile(r"(?:рассмотрен(?:ы|ные)\s)?вопросы\s?:", re.IGNORECASE)
_TREATMENT = frozenset({"heard", "spoke", "noted", "decisions", "votes", "item_heading", "item_subheading"})
_LONGEST_VALUES = 600


def mark_lines(lines: list[Line]) -> tuple[list[Line], list[ReadLabel | None]]:
    """Part the lines and read the label of each; None for a line without one."""
    lines = _split_columns(lines)
    labels = _number_markers([_read_label(line.flat) for line in lines])
    return lines, _free_listing(lines, _find_plain_agenda(lines, labels))


def _find_plain_agenda(lines: list[Line], labels: list[ReadLabel | None]) -> list[ReadLabel | None]:
    """«Вопросы:» above «1. …», «2. …» is the agenda of a paper that has no other and treats nothing before."""
    if any(label is not None and label.key == "agenda" for label in labels):
        return labels
    for at in range(len(lines) - 2):
        if labels[at] is not None and labels[at].key in _TREATMENT:  # type: ignore[union-attr]
            break
        numbers = [mark.number if (mark := read_mark(lines[at + step].flat)) else "" for step in (1, 2)]
        if _QUESTIONS.fullmatch(lines[at].flat) and numbers == ["1", "2"]:
            return [*labels[:at], ReadLabel("agenda", "", lines[at].flat), *labels[at + 1 :]]
    return labels


def _read_label(text: str) -> ReadLabel | None:
    """The marker of a line; «Тема: …» is the agenda of a paper with one question."""
    label = read_label(text)
    if label is None and (found := _TOPIC.match(text)) is not None:
        return ReadLabel("agenda", text[found.end() :], found[0].strip())
    if label is not None and label.key in ("chair", "secretary") and label.pattern == "{role} {name}":
        name = find_name_start(label.rest)
        # «Председатель Ларин П.С. открыл заседание» tells what he did.
        return None if name is not None and begins_speech(name[1]) else label
    return label


def _number_markers(labels: list[ReadLabel | None]) -> list[ReadLabel | None]:
    """«СЛУШАЛИ:» above «По первому вопросу: Панова Р.Р., который …» opens that question with its speech."""
    for at in range(len(labels) - 1):
        label, below = labels[at], labels[at + 1]
        if label is None or below is None or label.key != "heard" or label.rest or label.number is not None:
            continue
        if below.key == "item_heading" and below.number is not None and starts_with_name(below.rest):
            labels[at : at + 2] = [dataclasses.replace(label, number=below.number), None]
    return labels


def _free_listing(lines: list[Line], labels: list[ReadLabel | None]) -> list[ReadLabel | None]:
    """«РАССМОТРЕЛИ:» above «1. Материалы … РЕШИЛИ: …», «2. … РЕШИЛИ: …» heads all questions: it is no part of one."""
    if any(label is not None and label.key in ("agenda", "item_heading", "item_subheading") for label in labels):
        return labels
    for at in range(len(labels) - 1):
        label, mark = labels[at], read_mark(lines[at + 1].flat)
        if label is None or label.key not in ("noted", "heard") or label.rest or label.number is not None:
            continue
        if (
            mark is not None
            and mark.number == "1"
            and labels[at + 1] is None
            and _has_second(lines, labels, at + 2, mark)
        ):
            return [*labels[:at], None, *labels[at + 1 :]]
    return labels


def _has_second(lines: list[Line], labels: list[ReadLabel | None], start: int, first: Mark) -> bool:
    """Whether question 2 with the same kind of number stands behind a decision on the first, and has its own."""
    decided = False
    for at in range(start, len(lines)):
        label, mark = labels[at], read_mark(lines[at].flat)
        if label is not None and label.key == "decisions":
            below = read_mark(lines[at + 1].flat) if not label.rest and at + 1 < len(lines) else None
            if below is not None and below.number == "1":
                return False  # the numbers are those of the decisions
            decided = True
        elif mark is not None and mark.kind == first.kind and mark.number == "2":
            return decided and any(other is not None and other.key == "decisions" for other in labels[at:])
    return False


def _split_columns(lines: list[Line]) -> list[Line]:
    """Part a line where each column, or each sentence, opens a part of its own: «Дата: …    Место: …»."""
    parted: list[Line] = []
    for line in lines:
        columns = line.columns
        if len(columns) > 1 and all(column for column in columns):
            keys = [label.key if (label := read_label(column)) else "" for column in columns]
            if all(key in OPENING_KEYS for key in keys) and len(set(keys)) == len(keys):
                parted.extend(line.with_text(column) for column in columns)
                continue
        parted.extend(_split_sentences(line))
    return parted


def _split_sentences(line: Line) -> list[Line]:
    """«Председатель – Иванов И.И. Секретарь – Петрова П.П.»: two officers on one line."""
    text = line.flat
    label = read_label(text) if len(text) < _LONGEST_VALUES else None
    if label is not None and label.key == "decisions" and (outcome := _OUTCOME_BEHIND.search(label.rest)) is not None:
        at = len(text) - len(label.rest) + outcome.end()
        return [line.with_text(text[:at]), line.with_text(text[at:])] if text.endswith(label.rest) else [line]
    if label is None or label.key not in VALUES | COUNTS:
        return [line]
    parts: list[Line] = []
    begin, key = 0, label.key
    for found in _NEXT_VALUE.finditer(text):
        following = read_label(text[found.end() :])
        if (
            following is not None
            and following.key in VALUES | COUNTS | LISTS
            and following.key != key
            and found.start() > begin
        ):
            parts.append(line.with_text(text[begin : found.start()]))
            begin, key = found.end(), following.key
    return [*parts, line.with_text(text[begin:])]
