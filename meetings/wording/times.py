"""Owns times of day: «13 часов 00 минут», «10⁰⁰», «13:00», «13.00», «13-00», and the ranges of them."""

import datetime
import re
from dataclasses import dataclass

from meetings.document.vocabulary import TimeStyle
from meetings.wording.text import NBSP, soften

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_SUPERSCRIPT = str.maketrans("0123456789", _SUPERSCRIPTS)
_FROM_SUPERSCRIPT = str.maketrans(_SUPERSCRIPTS, "0123456789")

_RAISED = re.compile(rf"(?<=\d)\s?([{_SUPERSCRIPTS}]{{2}})")
_RAISED_TAG = re.compile(r"(?<=\d)\s?(?:<sup>\s?(?:<u>)?\s?|\^\{?)(\d\d)(?:\s?(?:</u>)?\s?</sup>|\}?\^?)")
_RAISED_TIME = re.compile(rf"\d{{1,2}}\s?(?:[{_SUPERSCRIPTS}]{{2}}|<sup>[^<]{{0,9}}\d\d(?:</u>)?</sup>)")
_HOUR_WORD = r"\s?(?:часов|часа|час\.?|ч\.?)(?![а-я])"
_MINUTE_WORD = r"\s?(?:минут[аы]?|мин\.?|м\.?)(?![а-я])"
_TIME = re.compile(
    rf"(?<![\d.,])(?<!\d{{4}}-)(?:(?P<hour>\d{{1,2}})\s?[:.-]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|\.\d|-\d{{4}})"
    rf"(?:{_HOUR_WORD})?"
    rf"|(?P<hour_word>\d{{1,2}}){_HOUR_WORD}(?:\s?,?\s?(?P<minute_word>\d{{1,2}})(?:{_MINUTE_WORD}|(?!\d)))?)"
    r"(?:\s(?P<part>утра|дня|вечера|ночи)(?![а-я]))?"
)
_HOURS_RANGE = re.compile(
    rf"(?:^|\s)с\s(?P<first>\d{{1,2}})(?:{_HOUR_WORD})?\s(?:до|по)\s(?P<last>\d{{1,2}}){_HOUR_WORD}"
)
#: «14 00», «1400», «930»: only where nothing else stands
_BARE = re.compile(r"(?P<hour>\d{1,2})\s?(?P<minute>[0-5]\d)")
_BEFORE_BARE = re.compile(r"^(?:начало|начат\w{1,3}|время|заседани[ея]|в|с|к|около|[\s:.-])*")
_AFTER_BARE = re.compile(r"[\s.,;]*(?:часов|часа|час\.?|ч\.?)?[\s.,;]*$")


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day in a text and the characters it takes ([start:end])."""

    moment: datetime.time
    start: int
    end: int


def write_time(moment: datetime.time, style: TimeStyle) -> str:
    """Write a time of day: «13 часов 00 минут», «13⁰⁰», «13:00», «13.00», «13-00»."""
    hour, minute = moment.hour, moment.minute
    if style is TimeStyle.WORDS:
        hours = _agree(hour, "час", "часа", "часов")
        return f"{hour}{NBSP}{hours} {minute:02}{NBSP}{_agree(minute, 'минута', 'минуты', 'минут')}"
    if style is TimeStyle.SUPERSCRIPT:
        return f"{hour}{f'{minute:02}'.translate(_TO_SUPERSCRIPT)}"
    mark = {TimeStyle.COLON: ":", TimeStyle.DOT: ".", TimeStyle.HYPHEN: "-"}[style]
    return f"{hour:02}{mark}{minute:02}"


def write_time_range(first: datetime.time, last: datetime.time | None, style: TimeStyle) -> str:
    """Write the time of a meeting: the start, and the end behind a dash where it is known."""
    return write_time(first, style) if last is None else f"{write_time(first, style)} – {write_time(last, style)}"


def read_time(text: str) -> datetime.time | None:
    """Read a time of day, in any form; the start where a range is given."""
    return read_time_range(text)[0]


def read_time_range(text: str) -> tuple[datetime.time | None, datetime.time | None]:
    """Read (start, end) of a text that tells a time; either may be None. «до 12.00» gives an end alone."""
    plain = _plain(text[:400])
    hours = _HOURS_RANGE.search(plain)
    if hours:
        return _time(hours["first"], "0"), _time(hours["last"], "0")
    bare = _read_bare(plain)
    if bare:
        return bare, None
    found = _find_all(plain)
    if not found:
        return None, None
    if len(found) == 1:
        is_end = re.search(r"(?:^|\s)до\s?$", plain[: found[0].start])
        return (None, found[0].moment) if is_end else (found[0].moment, None)
    return found[0].moment, found[1].moment


def find_time(text: str) -> FoundTime | None:
    """Find the first time of day inside a text that also holds other things (dates and numbers are passed by)."""
    if not any(mark in text for mark in _SUPERSCRIPTS) and "<sup>" not in text:
        return next(iter(_find_all(soften(text[:2000]))), None)
    # raised minutes change the length: give the span of the written form
    for match in re.finditer(
        rf"\d{{1,2}}\s?(?:[{_SUPERSCRIPTS}]{{2}}|<sup>[^<]{{0,9}}\d\d(?:</u>)?</sup>)", text[:2000]
    ):
        moment = read_time(match[0])
        if moment:
            return FoundTime(moment, *match.span())
    return None


def _plain(text: str) -> str:
    """Soften a text and write raised minutes behind a colon."""
    soft = " ".join(soften(text).split())
    soft = _RAISED.sub(lambda match: ":" + match[1].translate(_FROM_SUPERSCRIPT), soft)
    return _RAISED_TAG.sub(r":\1", soft)


def _find_all(soft: str) -> list[FoundTime]:
    """Find all times of day with a mark or a word for the hour."""
    found = []
    for match in _TIME.finditer(soft):
        moment = _time(
            match["hour"] or match["hour_word"], match["minute"] or match["minute_word"] or "0", match["part"]
        )
        if moment:
            found.append(FoundTime(moment, *match.span()))
    return found


def _read_bare(plain: str) -> datetime.time | None:
    """Read «14 00» or «1400» standing alone, perhaps behind «начало в»."""
    rest = _BEFORE_BARE.sub("", plain, count=1)
    match = _BARE.match(rest)
    if not match or not _AFTER_BARE.match(rest, match.end()):
        return None
    return _time(match["hour"], match["minute"])


def _time(hour: str, minute: str, part: str | None = None) -> datetime.time | None:
    """Build a time; «3 часа дня» and «6 часов вечера» count from noon. None for hours that do not exist."""
    hours = int(hour)
    if part in {"дня", "вечера"} and 1 <= hours < 12:
        hours += 12
    if hours > 23 or int(minute) > 59:
        return None
    return datetime.time(hours, int(minute))


def _agree(number: int, one: str, few: str, many: str) -> str:
    """Choose the form of the noun behind a number."""
    if 11 <= number % 100 <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)
