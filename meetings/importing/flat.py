"""Owns the breaking of flat texts: protocols whose line ends were lost, or whose markers follow on one line."""

import re

from meetings.importing.lines import RawLine

#: A line this long with several markers of different kinds inside has lost its line ends.
_FLAT_CHARACTERS = 700
_FLAT_MARKERS = 4
#: A whole short protocol on one line: it begins with the word and holds so many markers.
_SHORT_CHARACTERS = 250
_SHORT_MARKERS = 5

_VERBS = "СЛУШАЛИ|ЗАСЛУШАЛИ|ВЫСТУПИЛИ|ВЫСТУПИЛ|ВЫСТУПИЛА|ОТМЕТИЛИ|ОБСУДИЛИ|РЕШИЛИ|ПОСТАНОВИЛИ|ГОЛОСОВАЛИ|ПРОГОЛОСОВАЛИ"
#: Behind the end of a sentence a marker in capitals, or one followed by a colon, begins a line of its own.
_BEHIND_SENTENCE = re.compile(
    rf"(?<=[^\W\d][.!?;]|[^\W\d][»)])[ \t]+(?=(?:{_VERBS})\b(?!\s*,))"
    rf"|(?<=[^\W\d][.!?;]|[^\W\d][»)])[ \t]+(?=(?:{'|'.join(verb.capitalize() for verb in _VERBS.split('|'))}"
    r"|Голосование|Результаты? голосования|Итоги голосования)\s*:)"
    r"|(?<=[^\W\d][.!?;])[ \t]+(?=(?:Слушали|Заслушали|Выступили|Постановили|Решили)\s[А-ЯЁ])"
)
_ANYWHERE = re.compile(
    r"(?<![ \t])[ \t]+(?="
    r"(?:(?:ПРОТОКОЛ|Протокол)\s+(?:№|заседания|собрания|совещания|общего|очередного|внеочередного))|"
    rf"(?:(?:\d{{1,2}}\. ?)?(?:{_VERBS})\b)"
    rf"|(?:{'|'.join(verb.capitalize() for verb in _VERBS.split('|'))})\s*:"
    r"|(?:ПОВЕСТКА|Повестка)(?:\s+(?:ДНЯ|дня))?[^.:]{0,60}:"
    r"|(?:ПРИСУТСТВОВАЛИ|Присутствовали|ОТСУТСТВОВАЛИ|Отсутствовали|Отсутствуют|Присутствуют)\b"
    r"|(?:ПРИГЛАШ[ЕЁ]ННЫЕ|Приглаш[её]нные|Приглашены)\b[^.:]{0,60}:"
    r"|(?:Дата|Место|Время|Начало|Форма) (?:проведения|заседания|собрания|начала)[^.:]{0,30}:"
    r"|(?:По [а-яё]{5,20}(?: [а-яё]{5,20})? вопросу|[А-ЯЁ][а-яё]{4,20} вопрос:|Вопрос №? ?\d{1,2}\b)"
    r"|(?:Председател[а-яё]+|Секретарь)(?: [а-яё]+){0,2}\s*(?:[:–—-]|_{3,}|\t)"
    r"|(?:Председател[а-яё]+|Секретарь)(?: [а-яё]+){0,2} [А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]"
    r"|\d{1,2} [а-я]{3,8} \d{4} ?(?:г\.|года)? (?:г|с|п|пос|пгт)\. ?[А-ЯЁ]"
    r"|(?<=[.;:] )\d{1,2}\. (?=[А-ЯЁ])"
    r")"
)


def break_flat_text(lines: list[RawLine]) -> list[RawLine]:
    """Break lines before the markers inside them; the pieces keep the number of their line."""
    broken: list[RawLine] = []
    for line in lines:
        pattern = _ANYWHERE if _is_flat(line.text) else _BEHIND_SENTENCE
        broken.extend(_split(line, pattern) if len(line.text) > 20 else [line])
    return broken


def _is_flat(text: str) -> bool:
    is_protocol = text[:8].upper() == "ПРОТОКОЛ"
    if len(text) <= (_SHORT_CHARACTERS if is_protocol else _FLAT_CHARACTERS):
        return False
    markers = {text[found.end() : found.end() + 8].lower() for found in _ANYWHERE.finditer(text)}
    return len(markers) >= (_FLAT_MARKERS if len(text) > _FLAT_CHARACTERS else _SHORT_MARKERS)


def _split(line: RawLine, pattern: re.Pattern[str]) -> list[RawLine]:
    parts = pattern.split(line.text)
    if len(parts) == 1:
        return [line]
    return [RawLine(line.number, part, is_bold=line.is_bold) for part in parts if part.strip()]
