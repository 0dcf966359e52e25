"""Owns the fixed words of a paper: labels and patterns per layout, overridable by body, meeting and item.

A pattern holds placeholders in braces; which ones a key may use stands in PLACEHOLDERS. An empty pattern prints
nothing. Braces meant as braces are doubled. The pair: `write_label` prints a label, `read_label` recognises one.
"""

import re

from meetings.document.style import PaperStyle
from meetings.document.vocabulary import Case, Layout
from meetings.wording.label_patterns import number_pattern
from meetings.wording.label_reading import ReadLabel, read_label, read_quorum
from meetings.wording.ordinals import read_ordinal, write_ordinal, write_roman
from meetings.wording.sub_questions import write_sub_number, write_sub_pattern

__all__ = [
    "DEFAULT_LABELS",
    "PLACEHOLDERS",
    "ReadLabel",
    "label_pattern",
    "number_pattern",
    "read_label",
    "read_quorum",
    "write_label",
]

#: Placeholders each key may use. {Ordinal}: «Первый», {ordinal_dative}: «первому», {number}: the item's number.
#: Of an item's labels any key may name its number: {number}, {roman}, {ordinal}, {Ordinal}, {ordinal_<case>},
#: {Ordinal_<case>}, {ORDINAL_<CASE>}; all are written from the value `number`.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "title_word": (),
    "number": ("number", "date"),
    "date": ("date", "number"),
    "time": ("time",),
    "time_end": ("time",),
    "place": ("place",),
    "meeting_form": ("form",),
    "chair": ("role", "name"),
    "secretary": ("role", "name"),
    "members_total": ("count",),
    "present_total": ("count",),
    "present": ("body_genitive",),
    "attendance_total": ("attendance",),
    "online": (),
    "absent": (),
    "invited": (),
    "quorum": (),
    "no_quorum": (),
    "agenda": ("body_genitive",),
    "agenda_number": ("number",),
    "rapporteur": ("name",),
    "opening": ("verb", "attribution"),
    "item_heading": ("Ordinal", "ordinal_dative", "number", "heading"),
    "item_subheading": ("Ordinal", "ordinal_dative", "number", "body_genitive"),
    "heard": (),
    "spoke": (),
    "noted": (),
    "discussion": (),
    "decisions": ("Ordinal", "ordinal_dative", "number"),
    "votes": (),
    "votes_secret": (),
    "vote_for": (),
    "vote_against": (),
    "vote_abstained": (),
    "vote_not_cast": (),
    "attachments": (),
    "annexed": ("people", "count"),
    "annex": ("protocol",),
    "annex_title": (),
}

_COMMON: dict[str, str] = {
    "title_word": "ПРОТОКОЛ",
    "number": "№ {number}",
    "date": "{date}",
    "time": "Начало заседания: {time}",
    "time_end": "Окончание заседания: {time}",
    "place": "Место заседания: {place}",
    "meeting_form": "Форма проведения: {form}",
    "chair": "{role} – {name}",
    "secretary": "{role} – {name}",
    "members_total": "Количество членов: {count}",
    "present_total": "Присутствовали: {count}",
    "present": "Присутствовали:",
    "attendance_total": "Всего присутствует: {attendance}.",
    "online": "онлайн подключение",
    "absent": "Отсутствовали:",
    "invited": "Приглашенные:",
    "quorum": "Кворум имеется.",
    "no_quorum": "Кворум отсутствует.",
    "agenda": "Повестка дня:",
    "agenda_number": "{number}",
    "rapporteur": "Докладчик: {name}",
    "opening": "С вступительным словом {verb} {attribution}",
    "item_heading": "{number}. {heading}",
    "item_subheading": "",
    "heard": "СЛУШАЛИ:",
    "spoke": "ВЫСТУПИЛИ:",
    "noted": "ОТМЕТИЛИ:",
    "discussion": "",
    "decisions": "РЕШИЛИ:",
    "votes": "Голосовали:",
    "votes_secret": "Тайное голосование:",
    "vote_for": "«За»",
    "vote_against": "«Против»",
    "vote_abstained": "«Воздержались»",
    "vote_not_cast": "Не голосовали",
    "attachments": "Приложения:",
    "annexed": "{people} (список прилагается).",
    "annex": "Приложение к протоколу {protocol}",
    "annex_title": "Список присутствующих",
}

DEFAULT_LABELS: dict[Layout, dict[str, str]] = {
    Layout.UNION: _COMMON
    | {
        "title_word": "Протокол",
        "date": "от {date}",
        "time": "Начало проведения: {time}",
        "time_end": "Окончание проведения: {time}",
        "place": "Место проведения: {place}",
        "invited": "Приглашенные участники заседания:",
        "item_heading": "По {ordinal_dative} вопросу {heading}",
        "heard": "Слушали:",
        "spoke": "Выступили:",
        "noted": "Отметили:",
        "decisions": "Решение по {ordinal_dative} вопросу:",
    },
    Layout.KOLLEGIYA: _COMMON
    | {
        "date": "Дата заседания: {date}",
        "present": "На заседании {body_genitive} присутствовали:",
        "absent": "Отсутствуют (по уважительным причинам):",
        "agenda": "Повестка дня заседания:",
        "item_heading": "{Ordinal} вопрос: {heading}",
        "item_subheading": "По {ordinal_dative} вопросу повестки дня заседания:",
        "heard": "Слушали:",
        "spoke": "Выступили:",
        "noted": "Отметили:",
        "decisions": "Решили:",
        "votes": "Проголосовали:",
    },
    Layout.STANDARD: _COMMON,
}

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w{1,40})\}")
_SEVERAL_SPACES = re.compile(" {2,}")


def label_pattern(key: str, style: PaperStyle, item_labels: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the pattern of a label: the item's own, else the style's, else the layout's; '' hides the label."""
    for labels in (item_labels, style.labels):
        for name, pattern in labels:
            if name == key:
                return pattern
    return DEFAULT_LABELS[style.layout][key]


def write_label(key: str, style: PaperStyle, item_labels: tuple[tuple[str, str], ...] = (), **values: str | int) -> str:
    """Write a label of a paper with its values: `write_label("time", style, time="13:00")`.

    An item's labels take `number` (as printed: "3", "2 а") and write the ordinals of it themselves; where it has none
    the noun goes first («По вопросу 2.1»). A value that is given wins, a missing one leaves nothing behind.
    """
    pattern = label_pattern(key, style, item_labels)
    if "number" in values and "rdinal" in pattern.lower() and read_ordinal(str(values["number"])) is None:
        pattern = write_sub_pattern(pattern)
        values["number"] = write_sub_number(str(values["number"]))

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0][0]
        value = values.get(name)
        return str(value) if value is not None else _number_word(name, values.get("number"), has_yo=style.has_yo)

    return _SEVERAL_SPACES.sub(" ", _PLACEHOLDER.sub(fill, pattern)).strip(" ")


def _number_word(name: str, number: str | int | None, *, has_yo: bool) -> str:
    """Write the number of an item as its placeholder asks; a number that is none («2 а») stands as it is."""
    if number is None or not name.lower().startswith(("ordinal", "roman")):
        return ""
    value = read_ordinal(str(number))
    if value is None:
        return str(number)
    if name == "roman":
        return write_roman(value)
    case_name = name.lower().partition("_")[2] or Case.NOMINATIVE
    if case_name not in set(Case):
        return str(number)
    written = write_ordinal(value, Case(case_name), has_yo=has_yo)
    if name.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if name[0].isupper() else written
