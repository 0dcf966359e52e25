"""Owns dates: written in the four manners of official papers, read in every form real papers hold.

The date of a protocol is the date of the meeting (ГОСТ Р 7.0.97-2025); a month alone is never made into a day.
"""

import datetime
import re
from dataclasses import dataclass

from meetings.document.vocabulary import DateStyle
from meetings.wording.text import NBSP, soften

MONTHS_GENITIVE = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
#: first letters that name a month whatever its case or abbreviation («дек.», «сентябрь»)
_MONTH_STEMS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
#: the name of a month in any case or abbreviated, for softened text
MONTH_PATTERN = (
    r"(?:янв(?:ар[ьяюе])?|фев(?:р(?:ал[ьяюе])?)?|мар(?:та?|те)?|апр(?:ел[ьяюе])?|ма[яйю]|июн[ьяюе]?|июл[ьяюе]?"
    r"|авг(?:уста?|усте)?|сен(?:т(?:ябр[ьяюе])?)?|окт(?:ябр[ьяюе])?|ноя(?:бр[ьяюе])?|дек(?:абр[ьяюе])?)(?![а-я])\.?"
)
_QUOTES = r'["<>_,]{0,4}'


def _day(name: str) -> str:
    """Return the pattern of a day in marks of any kind, as group `name`."""
    return rf"{_QUOTES}\s?(?P<{name}>\d{{1,2}})(?:\s?-?\s?го)?\s?{_QUOTES}"


def _year(name: str) -> str:
    """Return the pattern of a year in four figures («20 24» of filled forms too), as group `name`."""
    return rf"(?P<{name}>2[01]\s?\d\d|19\d\d)(?!\d)"


#: «г.», «г», «года», «году», «гг.»; a «г.» before a capital is cut off by the caller (the town of «г. Приморск»)
_YEAR_WORD = r"(?:\s?-?\s?(?:года|году|год|г\.г\.|гг\.|г\.|г(?![а-я])))?"
_DASH = r"\s?(?:-|по|до|и)\s?"

_WORDS_RANGE = re.compile(
    r"(?<!\d)(?:с\s)?"
    + _day("day1")
    + rf"(?:\s?(?P<month1>{MONTH_PATTERN}))?(?:\s?{_year('year1')}{_YEAR_WORD})?{_DASH}"
    + _day("day2")
    + rf"\s?(?P<month2>{MONTH_PATTERN})\s{{0,3}}{_QUOTES}{_year('year2')}{_YEAR_WORD}"
)
_WORDS = re.compile(
    r"(?<![\d.])"
    + _day("day")
    + rf"\s?-?(?P<month>{MONTH_PATTERN})\s{{0,3}}-?{_QUOTES}{_year('year')}{_QUOTES}{_YEAR_WORD}"
)
#: «17 мая состоялось второе в 2022 году …»: day and year in one sentence
_SPLIT = re.compile(
    r"(?<![\d.])"
    + _day("day")
    + rf"\s?(?P<month>{MONTH_PATTERN})(?=\s)[^.;:\d]{{1,80}}?\s(?P<year>20\d\d)\sгод[ау]?(?![а-я])"
)
_NUMERIC_RANGE = re.compile(
    r"(?<![\d.])(?P<day1>\d{1,2})(?:\.(?P<month1>\d{1,2}))?(?:\.(?P<year1>\d{4}|\d\d))?(?:\s?г(?:\.|ода)?)?\s?-\s?"
    r"(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4}|\d\d)(?!\d|\.\d)" + _YEAR_WORD
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>\s?[./-]\s?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?!\d|[./-]\d)"
    + _YEAR_WORD
)
_ISO = re.compile(r"(?<![\d.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_AROUND = re.compile(r"(?:от|дата|за|на|с)?[\s.,;:()]*")
_TAIL = re.compile(r"[\s.,;:()]*")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: the day, the last day when it is a range, and the characters it takes ([start:end])."""

    day: datetime.date
    until: datetime.date | None
    start: int
    end: int


def write_date(day: datetime.date, style: DateStyle) -> str:
    """Write a date: ««23» января 2024 года», «23 января 2024 года», «23 января 2024 г.», «23.01.2024»."""
    month = MONTHS_GENITIVE[day.month - 1]
    if style is DateStyle.NUMERIC:
        return f"{day.day:02}.{day.month:02}.{day.year:04}"
    if style is DateStyle.QUOTED:
        return f"«{day.day:02}»{NBSP}{month} {day.year}{NBSP}года"
    return f"{day.day}{NBSP}{month} {day.year}{NBSP}{'г.' if style is DateStyle.WORDS_SHORT else 'года'}"


def write_date_range(first: datetime.date, last: datetime.date | None, style: DateStyle) -> str:
    """Write the days of a meeting; what both days share is written once: «19–21 декабря 2004 года»."""
    if last is None or last == first:
        return write_date(first, style)
    if style is DateStyle.NUMERIC or first.year != last.year:
        return f"{write_date(first, style)} – {write_date(last, style)}"
    day = f"«{first.day:02}»" if style is DateStyle.QUOTED else str(first.day)
    if first.month == last.month:
        return f"{day}–{write_date(last, style)}"
    return f"{day}{NBSP}{MONTHS_GENITIVE[first.month - 1]} – {write_date(last, style)}"


def read_date(text: str) -> datetime.date | None:
    """Read a text that is one date and nothing else (a leading «от» and marks around are allowed)."""
    found = read_date_range(text)
    return found.day if found and found.until is None else None


def read_date_range(text: str) -> FoundDate | None:
    """Read a text that is one date or one range of dates and nothing else."""
    found = find_date(text[:200])
    if not found or len(text) > 200:
        return None
    soft = soften(text)
    is_whole = _AROUND.fullmatch(soft, 0, found.start) and _TAIL.fullmatch(soft, found.end)
    return found if is_whole else None


def find_date(text: str) -> FoundDate | None:
    """Find the first date inside a text, in any form that names a day, a month and a year."""
    soft = soften(text)
    best: FoundDate | None = None
    for pattern in (_WORDS_RANGE, _NUMERIC_RANGE, _WORDS, _NUMERIC, _ISO, _SPLIT):
        limit = len(soft) if best is None else best.start
        for match in pattern.finditer(soft):
            if match.start() >= limit:
                break
            found = _found(match, text)
            if found:
                best = found
                break
    return best


def find_dates(text: str) -> list[FoundDate]:
    """Find all dates inside a text, in their order."""
    dates: list[FoundDate] = []
    rest_at = 0
    while found := find_date(text[rest_at:]):
        dates.append(FoundDate(found.day, found.until, found.start + rest_at, found.end + rest_at))
        rest_at += found.end
    return dates


def read_month(word: str) -> int | None:
    """Return 1–12 for the name of a month in any case («сентябрь», «сентября», «сент.»)."""
    soft = soften(word).strip(" .")
    if not re.fullmatch(MONTH_PATTERN, soft) and not re.fullmatch(r"\w{3,8}(?:е|ю|ем|ом)", soft):
        return None
    for number, stem in reversed(list(enumerate(_MONTH_STEMS, start=1))):
        if soft.startswith(stem) and number != 5:
            return number
    return 5 if re.fullmatch(r"ма[йяюе]|маем", soft) else None


def _found(match: re.Match[str], text: str) -> FoundDate | None:
    """Turn a match of one of the patterns into a date; None for days that do not exist (31 февраля)."""
    parts = match.groupdict()
    start, end = _trimmed_span(match, text)
    if text[:start].rstrip().endswith("№"):  # «№ 2 апрель 2012 г.»: a number and a month alone
        return None
    if "day2" not in parts:
        day = _date(parts["day"], parts["month"], parts["year"])
        return FoundDate(day, None, start, end) if day else None
    last = _date(parts["day2"], parts["month2"], parts["year2"])
    first = _date(parts["day1"], parts["month1"] or parts["month2"], parts["year1"] or parts["year2"])
    if not first or not last or first >= last:
        return None
    return FoundDate(first, last, start, end)


def _trimmed_span(match: re.Match[str], text: str) -> tuple[int, int]:
    """Return the span without marks taken along on the left, and without a «г.» that begins the name of a town."""
    start, end = match.span()
    while text[start] in " ,_<>":
        start += 1
    written = text[start:end]
    tail = re.search(r"\s[гГ]\.?$", written)
    follows = re.match(r"\s{0,2}[А-ЯЁ][а-яё]", text[end : end + 5])
    if tail and follows and not re.search(r"[гГ](?:\.|ода)?\s?$", written[: tail.start()]):
        # «"21" марта 2016 г. Приморск»: the only «г.» may be the year's or the town's; the town needs it more
        end = start + tail.start()
    return start, end


def _date(day: str, month: str, year: str) -> datetime.date | None:
    """Build a date from its written parts; two-figure years are of this century, years outside 1900–2199 none."""
    figures = int(re.sub(r"\s", "", year))
    if len(year) == 2:
        if len(month) != 2:  # «1.1.10» is the number of a point
            return None
        figures += 2000
    number = int(month) if month.isdigit() else read_month(month)
    if number is None or not 1900 <= figures < 2200:
        return None
    try:
        return datetime.date(figures, number, int(day))
    except ValueError:
        return None
