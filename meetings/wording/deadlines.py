"""Owns deadlines: the term a decision names, verbatim, and its last day where it has one.

The wording of the paper is kept whatever its grammar («в течении» too); only a calendar term gets a day. A term that
depends on another event («в месячный срок со дня …») or returns («ежеквартально») has none.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from meetings.wording.dates import MONTH_PATTERN, find_date, read_month
from meetings.wording.ordinals import read_ordinal, read_roman
from meetings.wording.text import soften

_LIMIT = 6000
_YEAR_WORD = r"(?:\s?(?:года|году|год|гг?\.|г(?![а-я])))?"
_YEAR = rf"(?:\s?(?P<year>20\d\d){_YEAR_WORD})?"
_UNTIL = (
    r"(?<![а-я])(?:в\sсрок\s(?:не\sпозднее|до|к|по)|со\sсроком\s(?:исполнения\s)?(?:до|по)"
    r"|не\sпозднее(?:\sчем)?(?:\sдо)?|до|к)\s"
)
_CLOCK = r"(?:\d{1,2}[:.-]\d\d(?![.\d-])\s?(?:час[а-я]{0,2}\.?\s|ч\.\s)?,?\s?)?"

_DATED = re.compile(_UNTIL + _CLOCK)
_DAY_MONTH = re.compile(rf"[\"«_]?(?P<day>\d{{1,2}})(?:-?го)?[\"»_]?\s(?P<month>{MONTH_PATTERN})(?!\s?\d)")
_BETWEEN = re.compile(
    rf"(?<![а-я])с\s(?:\d[\d.]{{0,9}}|\d{{1,2}}\s{MONTH_PATTERN})\s?(?:20\d\d\s?(?:г\.|года)?\s?)?(?:по|до)\s"
)
_MONTH = re.compile(
    r"(?<![а-я])(?:в\sтечени[еи]|до\sконца|не\sпозднее(?:\sконца)?|в\sсрок\sдо\sконца)\s(?:месяца\s)?"
    rf"(?P<month>{MONTH_PATTERN})(?:\sмесяца)?{_YEAR}"
)
_QUARTER_NUMBER = (
    r"(?P<quarter>[1-4](?:-?го|-?м)?|iv|i{1,3}|первого|второго|третьего|четвертого|первом|втором|третьем|четвертом)"
)
_QUARTER = re.compile(rf"(?<![а-я])(?:в\sтечени[еи]|до\sконца|не\sпозднее)\s{_QUARTER_NUMBER}\sквартала{_YEAR}")
_YEAR_END = re.compile(
    rf"(?<![а-я])(?:в\sсрок\s)?(?:до\sконца|в\sтечени[еи])\s(?:(?P<year>20\d\d)(?P<school>\s?[-/]\s?20\d\d)?(?P<school2>\sучебного)?{_YEAR_WORD}"
    r"|(?:текущего|этого|календарного)\s(?P<school3>учебного\s)?года|(?<=конца\s)года)(?![а-я])"
)
_UNIT = (
    r"(?:календарных\s|рабочих\s)?"
    r"(?:дн[а-я]{1,2}|день|недел[а-я]{1,2}|месяц[а-я]{0,3}|лет|год[а-я]?|час[а-я]{0,2}|суток)"
)
_SINCE = r"(?:\s(?:со\sдня|с\sмомента|с\sдаты|после|до)\s[^,.;:()]{1,80})?"
_RELATIVE = re.compile(
    rf"(?<![а-я])(?:в\sтечени[еи]\s(?:[\d-]{{1,5}}\s?(?:\([а-я\s]{{1,30}}\)\s)?|[а-я]{{3,14}}\s){{0,2}}{_UNIT}(?![а-я]){_SINCE}"
    r"|(?:в|не\sпозднее|не\sболее)\s(?:чем\sв\s)?(?:[а-я]{2,20}|\d{1,3}-?(?:х-?|ти-?|и-?)?)\s?-?"
    r"(?:дневный|недельный|месячный|часовой|суточный|летний)\sсрок"
    rf"{_SINCE}"
    rf"|в\s(?:месячный|недельный|годичный|кратчайший|возможно\sкороткий)\sсрок{_SINCE}|в\sкратчайшие\sсроки"
    rf"|не\sпозднее(?:\sчем)?\s(?:за\s)?\d{{1,3}}\s?(?:\([а-я\s]{{1,30}}\)\s)?{_UNIT}(?![а-я]){_SINCE}"
    r"|(?:до|к)\s(?:следующе|очередно|ближайше)[а-я]{2,3}\s(?:заседани[юя]|собрани[юя]|совещани[юя]|сессии)(?:\s[а-я]{4,12})?)"
)
_RETURNING = re.compile(
    r"(?<![а-я])(?:ежеквартально|ежемесячно|еженедельно|ежегодно|ежедневно|незамедлительно|немедленно|на\sпостоянной\sоснове"
    r"|(?:один\s|\d\s|два\s)?раза?\sв\s(?:квартал|месяц|неделю|год|полугодие)|по\sмере\sнеобходимости"
    r"|постоянно(?=\s?[.;,)]|\s?$))(?![а-я])(?:,?\sдо\s\d{1,2}(?:-?го)?\sчисла(?:\s[^,.;:()]{1,60})?)?"
)
_TERM_LABEL = re.compile(
    r"(?<![а-я])(?<!в\s)срок[аи]?(?:\s(?:исполнения|выполнения|реализации|проведения|представления|сдачи)(?:\sрешения)?)?\s?(?::|-\s|\s-|\s(?=до\s|постоянно|\d))\s?-?\s?"
)
_BARE_MONTH = re.compile(rf"(?:{MONTH_PATTERN}\s?[,-]\s?){{0,3}}(?P<month>{MONTH_PATTERN}){_YEAR}")
_BARE_QUARTER = re.compile(
    rf"{_QUARTER_NUMBER.replace('первого', 'первый|второй|третий|четвертый|первого')}\sквартал[ае]?{_YEAR}"
)
_BARE_YEAR = re.compile(r"(?:в\s)?(?P<year>20\d\d)\s?(?:год[ау]?|г\.)")
_VALUE_END = re.compile(r"[.;)](?:\s|$)|$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term as the paper words it, and its last day; None when it names none. [start:end] is its place in the text."""

    text: str
    due_on: datetime.date | None
    start: int = 0
    end: int = 0


def find_deadline(text: str, year_hint: int | None = None) -> Deadline | None:
    """Find the term a decision names; `year_hint` (the year of the meeting) completes «до 1 сентября».

    A term behind the word «срок» comes first, then the first calendar or relative term, then «ежеквартально» and kin.
    """
    soft = soften(text[:_LIMIT])
    label = _TERM_LABEL.search(soft)
    if label:
        return _labelled(text, soft, label.end(), year_hint)
    found = [deadline for find in _FINDERS if (deadline := find(text, soft, year_hint))]
    if found:
        return min(found, key=lambda deadline: (deadline.start, -deadline.end))
    match = _RETURNING.search(soft)
    return _deadline(text, match.start(), match.end(), None) if match else None


def _labelled(text: str, soft: str, at: int, year_hint: int | None) -> Deadline | None:
    """Read the value behind «Срок:»: any term, a date, a month, a quarter, a year, else the words up to the stop."""
    end = at + _VALUE_END.search(soft[at : at + 300]).start()  # type: ignore[union-attr]
    for find in _FINDERS:
        found = find(text[at:], soft[at:], year_hint)
        if found and found.start == 0:
            return _deadline(text, at, at + found.end, found.due_on)
    day = find_date(text[at : at + 60])
    if day and day.start <= 1:
        return _deadline(text, at, at + day.end, day.until or day.day)
    for form, last in (
        (_DAY_MONTH, _of_day),
        (_BARE_MONTH, _of_month),
        (_BARE_QUARTER, _of_quarter),
        (_BARE_YEAR, _of_year),
    ):
        match = form.match(soft, at)
        if match:
            return _deadline(text, at, match.end(), last(match, year_hint))
    returning = _RETURNING.match(soft, at)
    end = max(end, returning.end()) if returning else end
    return _deadline(text, at, end, None) if soft[at:end].strip() else None


def _find_dated(text: str, soft: str, year_hint: int | None) -> Deadline | None:
    """Find «до 22.08.2021 года», «в срок до 1 декабря», «с 1 по 15 мая 2024 года»."""
    for match in sorted((*_DATED.finditer(soft), *_BETWEEN.finditer(soft)), key=lambda match: match.start()):
        at = match.end()
        day = find_date(text[at : at + 60])
        if day and day.start <= 1:
            return _deadline(text, match.start(), at + day.end, day.until or day.day)
        short = _DAY_MONTH.match(soft, at)
        if short:
            return _deadline(text, match.start(), short.end(), _of_day(short, year_hint))
    return None


def _finder(
    pattern: re.Pattern[str], last_day: Callable[[re.Match[str], int | None], datetime.date | None]
) -> Callable[[str, str, int | None], Deadline | None]:
    """Make a finder of the first match of a pattern."""

    def find(text: str, soft: str, year_hint: int | None) -> Deadline | None:
        match = pattern.search(soft)
        return _deadline(text, match.start(), match.end(), last_day(match, year_hint)) if match else None

    return find


def _of_day(match: re.Match[str], year_hint: int | None) -> datetime.date | None:
    month = read_month(match["month"])
    if month is None or year_hint is None:
        return None
    try:
        return datetime.date(year_hint, month, int(match["day"]))
    except ValueError:
        return None


def _of_month(match: re.Match[str], year_hint: int | None) -> datetime.date | None:
    month, year = read_month(match["month"]), _year(match, year_hint)
    return _last_of(year, month) if month and year else None


def _of_quarter(match: re.Match[str], year_hint: int | None) -> datetime.date | None:
    written = match["quarter"]
    number = int(written[0]) if written[0].isdigit() else read_roman(written) or read_ordinal(written)
    year = _year(match, year_hint)
    return _last_of(year, number * 3) if number and year else None


def _of_year(match: re.Match[str], year_hint: int | None) -> datetime.date | None:
    if any(match.groupdict().get(group) for group in ("school", "school2", "school3")):
        return None  # a school year ends where its school says
    year = _year(match, year_hint)
    return datetime.date(year, 12, 31) if year else None


def _of_none(_match: re.Match[str], _year_hint: int | None) -> None:
    return None


def _year(match: re.Match[str], year_hint: int | None) -> int | None:
    return int(match["year"]) if match["year"] else year_hint


def _last_of(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _deadline(text: str, start: int, end: int, due_on: datetime.date | None) -> Deadline:
    written = text[start:end].rstrip(" ,;:")
    return Deadline(written, due_on, start, start + len(written))


_FINDERS = (
    _find_dated,
    _finder(_MONTH, _of_month),
    _finder(_QUARTER, _of_quarter),
    _finder(_YEAR_END, _of_year),
    _finder(_RELATIVE, _of_none),
)
