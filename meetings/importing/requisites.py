"""Owns the requisites below the title: date, time, place, form; each as a value and as it was printed."""

import datetime
import re

from meetings.document.vocabulary import Block, DateStyle, MeetingForm, Severity, TimeStyle
from meetings.importing.draft import Draft
from meetings.importing.labelling import escape, put_placeholder, same_words
from meetings.importing.lines import COLUMN
from meetings.importing.sections import Section
from meetings.importing.title import find_number
from meetings.wording.dates import find_date, write_date, write_date_range
from meetings.wording.text import fold
from meetings.wording.times import read_time_range, write_time

_TOWN = re.compile(r"(?:(?:г|гор|с|п|пос|пгт|дер|д|ст|х|р\.\s?п|п\.\s?ст|рп)\.\s?|город\s|село\s|пос[её]лок\s)[А-ЯЁ«]")
_CLOCK = re.compile(r"[\s,]{1,4}(?:в\s|с\s|начало\s(?:в\s)?)?\d{1,2}:\d{2}(?:\s?(?:[–—-]|до)\s?\d{1,2}:\d{2})?(?!\d)")
_BARE_TOWN = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё]+){0,3}")
_FORMS = (
    (re.compile(r"очно-?\s?заочн|смешан|очная с|очный с|гибридн"), MeetingForm.MIXED),
    (re.compile(r"заочн|опросн"), MeetingForm.ABSENTEE),
    (re.compile(r"дистанц|видео|онлайн|вкс|телефон|удал"), MeetingForm.REMOTE),
    (re.compile(r"очн|совместн"), MeetingForm.IN_PERSON),
)
_ABBREVIATED_END = re.compile(r"(?:\b(?:г|гг|ул|д|каб|пр|обл|им|п|с|стр|корп|кв|эт|оф|пом|ч|час|мин))\.$")


#: «начало регистрации – 10:30» is not yet the meeting
_REGISTRATION = re.compile(r"(?:начало|окончание|время)\s+регистрации\D{0,25}\d{1,2}[:.-]\d{2}", re.IGNORECASE)


def take_date(text: str, draft: Draft) -> str:
    """Store the first date of a text as the meeting's; returns the text with the date as its placeholder.

    The manner is the style's when it prints the same words, else the printed text is kept as an override.
    """
    found = find_date(text)
    if found is None or draft.fields.get("held_on") is not None:
        return escape(text)
    draft.fields["held_on"] = found.day
    if found.until is not None:
        draft.fields["held_until"] = found.until
    printed = text[found.start : found.end]
    style = _date_style(found.day, found.until, printed)
    if style is None:
        draft.fields["date_text"] = printed
    else:
        draft.style["date_style"] = style
    return put_placeholder(text, found.start, found.end, "date")


def _date_style(day: datetime.date, until: datetime.date | None, printed: str) -> DateStyle | None:
    """The manner in which rendering would print the same words; the exact one before those that differ in marks."""
    writings = [
        (style, write_date_range(day, until, style) if until else write_date(day, style)) for style in DateStyle
    ]
    exact = next((style for style, written in writings if fold(written) == fold(printed)), None)
    return exact or next((style for style, written in writings if same_words(written, printed)), None)


def read_requisites(section: Section, draft: Draft) -> None:
    """Read lines without a marker that hold date, number and town, in columns or on one line."""
    for line in section.lines:
        columns = _join_number(line.columns)
        if "place" in draft.kinds and any(find_date(column) for column in columns):
            # The place has a line of its own: a town beside the date is printed with the date.
            columns = [" ".join(columns)]
        elif any(find_date(other.flat) for other in section.lines):
            columns = [_take_bare_town(column, draft) for column in columns]
        rest = [left for column in columns if column and (left := _read_requisite(column, draft))]
        draft.place("held_on", line)
        if rest:
            is_number = len(rest) == 1 and bool(draft.fields.get("number")) and _is_number_alone(rest[0])
            draft.note(line.with_text(COLUMN.join(rest)), is_expected=is_number)


def _take_bare_town(text: str, draft: Draft) -> str:
    """Take «Москва» in a column beside the date as the place; other columns come back as they are."""
    if _BARE_TOWN.fullmatch(text) is None or draft.fields.get("place") or "place" in draft.kinds:
        return text
    _add_place(text, draft)
    return ""


def _is_number_alone(text: str) -> bool:
    number = find_number(text)
    return number is not None and number[1] == 0 and number[2] == len(text.rstrip(" ."))


def _join_number(columns: list[str]) -> list[str]:
    """Put a column that is a number alone to its neighbour with the date: they are printed together."""
    for position, column in enumerate(columns):
        number = find_number(column)
        if number is None or number[1] > 0 or number[2] < len(column.rstrip(" .")):
            continue
        for other in (position + 1, position - 1):
            if 0 <= other < len(columns) and find_date(columns[other]) is not None:
                first, last = sorted((position, other))
                return [*columns[:first], f"{columns[first]} {columns[last]}", *columns[last + 1 :]]
    return columns


def _read_requisite(text: str, draft: Draft) -> str:
    """Read one column; returns what could not be read."""
    found = find_date(text) if draft.fields.get("held_on") is None else None
    if found is None:
        return _read_town_or_number(text, draft)
    begin, stop = 0, len(text)
    before, behind = text[: found.start].strip(" ,"), text[found.end :].strip(" ,")
    has_place = "place" in draft.kinds
    if _TOWN.match(before) and not has_place:
        _add_place(before, draft)
        begin = found.start
    if _TOWN.match(behind) and not has_place:
        stop = found.end
    draft.labels["date"] = _take_number(take_date(text[begin:stop], draft), draft)
    draft.add_block(Block.DATE)
    if (clock := _CLOCK.match(text[found.end :])) is not None and "time" not in draft.kinds:
        # «19 февраля 2024 года, 10:00–11:20, …»: printed with the date, known as the time.
        draft.fields["starts_at"], draft.fields["ends_at"] = read_time_range(clock[0])
    if stop < len(text):
        _add_place(behind, draft)
    return ""


def _read_town_or_number(text: str, draft: Draft) -> str:
    number = find_number(text)
    if number is not None and _is_number_alone(text) and not draft.fields.get("number"):
        # A number on a line of its own below the title is printed there, not behind the word.
        draft.fields["number"] = number[0] or None
        draft.labels["number"] = ""
        return text
    if _TOWN.match(text) and not draft.fields.get("place") and "place" not in draft.kinds:
        _add_place(text, draft)
        return ""
    return text


def _take_number(pattern: str, draft: Draft) -> str:
    """Take «№ 5» out of the words around a date: it is printed there."""
    number = find_number(pattern)
    if number is None or draft.fields.get("number"):
        return pattern
    draft.fields["number"] = number[0] or None
    draft.labels["number"] = ""
    return pattern.replace(number[0], "{number}", 1) if number[0] else pattern


def _add_place(text: str, draft: Draft) -> None:
    number = find_number(text)
    rest = ""
    if number is not None and number[1] > 0 and not text[number[2] :].strip(" .") and not draft.fields.get("number"):
        # «г. Орск № 1»: the number is printed behind the town.
        draft.fields["number"] = number[0] or None
        draft.labels["number"] = ""
        text, rest = text[: number[1]], f" {escape(text[number[1] : number[2]])}"
    draft.fields["place"] = strip_full_stop(text)
    draft.labels["place"] = f"{{place}}{rest}"
    draft.add_block(Block.PLACE)


def strip_full_stop(text: str) -> str:
    """Take a final dot away unless it belongs to an abbreviation."""
    text = text.strip().rstrip(";,")
    return text if _ABBREVIATED_END.search(text) else text.removesuffix(".")


def read_date_block(section: Section, draft: Draft) -> None:
    """Read «Дата заседания: …», also where it announces time and place too."""
    draft.place_section("held_on", section)
    label, text = section.label, section.text
    if label is None or not text:
        keep_section(section, draft)
        return
    written = take_date(text, draft)
    if written == escape(text):
        draft.fields["date_text"] = text
        message = "Дата заседания не распознана."
        draft.find("date_unreadable", Severity.WARNING, "held_on", message, section.number)
    else:
        draft.labels["date"] = label.pattern.replace("{date}", written)
    draft.labels.setdefault("date", label.pattern)
    draft.add_block(Block.DATE)
    read_also(label.also, text, draft)


def read_also(also: tuple[str, ...], text: str, draft: Draft) -> None:
    """Read time and place announced by a joint label: values only, for they are printed with the date."""
    if "time" in also or "date" in also:
        found = find_date(text)
        rest = _REGISTRATION.sub("", text if found is None else f"{text[: found.start]} {text[found.end :]}")
        begins_at, ends_at = read_time_range(rest)
        draft.fields.setdefault("starts_at", begins_at)
        if ends_at is not None:
            draft.fields.setdefault("ends_at", ends_at)
    if "place" in also and (town := re.search(r"(?:г|с|п|пос)\.\s?[А-ЯЁ].*", text)) is not None:
        draft.fields.setdefault("place", strip_full_stop(town[0]))


def read_time_block(section: Section, draft: Draft) -> None:
    """Read the time of the beginning, or of beginning and end."""
    draft.place_section("starts_at", section)
    label, text = section.label, strip_full_stop(section.text)
    if label is None or not text:
        keep_section(section, draft)
        return
    begins_at, ends_at = read_time_range(text)
    draft.fields["starts_at"] = begins_at
    if ends_at is not None:
        draft.fields["ends_at"] = ends_at
    draft.labels["time"] = label.pattern
    draft.add_block(Block.TIME)
    style = _time_style(begins_at, text) if ends_at is None else None
    if style is None:
        draft.fields["time_text"] = text
        if begins_at is None:
            message = "Время заседания не распознано."
            draft.find("time_unreadable", Severity.WARNING, "starts_at", message, section.number)
        read_also(label.also, text, draft)
    else:
        draft.style["time_style"] = style


def read_time_end(section: Section, draft: Draft) -> None:
    """Read the time of the end; behind the beginning it is part of that block, elsewhere a note."""
    text = strip_full_stop(section.text)
    ends_at = read_time_range(text)[0] or read_time_range(text)[1]
    draft.place_section("ends_at", section)
    if ends_at is None or section.label is None:
        keep_section(section, draft)
        return
    draft.fields["ends_at"] = ends_at
    style = _time_style(ends_at, text)
    is_behind_time = bool(draft.blocks) and draft.blocks[-1] is Block.TIME and "time_text" not in draft.fields
    if is_behind_time and style is not None and style is draft.style.get("time_style"):
        draft.labels["time_end"] = section.label.pattern
        return
    draft.labels["time_end"] = ""
    keep_section(section, draft)


def _time_style(moment: datetime.time | None, printed: str) -> TimeStyle | None:
    if moment is None:
        return None
    exact = next((style for style in TimeStyle if fold(write_time(moment, style)) == fold(printed)), None)
    return exact or next((style for style in TimeStyle if same_words(write_time(moment, style), printed)), None)


def read_place_block(section: Section, draft: Draft) -> None:
    """Read the place, on one line or several."""
    draft.place_section("place", section)
    if section.label is None or not section.text:
        keep_section(section, draft)
        return
    draft.labels["place"] = section.label.pattern
    draft.add_block(Block.PLACE)
    text = section.text
    if section.label.also:
        take_date(text, draft)
        read_also(section.label.also, text, draft)
    draft.fields["place"] = strip_full_stop(text)


def read_form_block(section: Section, draft: Draft) -> None:
    """Read the form of the meeting; its printed words stand in the label."""
    draft.place_section("form", section)
    label = section.label
    if label is None or not section.text:
        keep_section(section, draft)
        return
    soft = fold(section.text)
    form = next((form for pattern, form in _FORMS if pattern.search(soft)), None)
    if form is None:
        keep_section(section, draft)
        return
    draft.fields["form"] = form
    draft.labels["meeting_form"] = label.pattern.replace("{form}", escape(section.text))
    draft.add_block(Block.MEETING_FORM)


def keep_section(section: Section, draft: Draft) -> None:
    """Keep a block that could not be understood as notes behind the last block, whole."""
    lines = list(section.lines)
    if section.marker is not None:
        has_rest = section.label is not None and bool(section.label.rest)
        lines = [section.marker, *(lines[1:] if has_rest else lines)]
    for line in lines:
        draft.note(line, is_expected=True)
