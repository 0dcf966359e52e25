"""Owns the term of a task in words: «до 15 марта 2025 года», «до конца II квартала 2025 года», «постоянно»."""

import calendar
import datetime
import re
from dataclasses import dataclass

from meetings.document.vocabulary import DateStyle, TermKind
from meetings.wording.dates import MONTH_PATTERN, MONTHS_GENITIVE, write_date
from meetings.wording.deadlines import find_deadline
from meetings.wording.ordinals import write_roman
from meetings.wording.text import clean_spaces, soften

#: Kinds that come again, and in how many months.
MONTHS_BETWEEN = {TermKind.MONTHLY: 1, TermKind.QUARTERLY: 3, TermKind.YEARLY: 12}
_RETURNING = {TermKind.MONTHLY: "ежемесячно", TermKind.QUARTERLY: "ежеквартально", TermKind.YEARLY: "ежегодно"}
_STANDING = re.compile(r"(?<![а-я])(?:постоянно|на постоянной основе)(?![а-я])")
_MONTH = re.compile(rf"(?<![а-я])(?:{MONTH_PATTERN})(?![а-я])")
_DAY = re.compile(rf"\d[\"»]?(?:-?го)?\s(?:{MONTH_PATTERN})|\d\.\d")


@dataclass(frozen=True, slots=True)
class Term:
    """What a term names, and its (next) last day; None where it has none or does not say."""

    kind: TermKind
    due_on: datetime.date | None = None


def write_term(term: Term) -> str:
    """Write a term; "" for an open one. What comes again is written without its next day."""
    day = term.due_on
    if term.kind in _RETURNING:
        return _RETURNING[term.kind]
    if term.kind is TermKind.STANDING:
        return "постоянно"
    if day is None or term.kind is TermKind.OPEN:
        return ""
    if term.kind is TermKind.MONTH:
        return f"до конца {MONTHS_GENITIVE[day.month - 1]} {day.year} года"
    if term.kind is TermKind.QUARTER:
        return f"до конца {write_roman((day.month + 2) // 3)} квартала {day.year} года"
    return f"до {clean_spaces(write_date(day, DateStyle.WORDS))}"


def read_term(text: str, held_on: datetime.date | None = None) -> Term:
    """Read the term that a text names; `held_on` (the day of the meeting) completes years and starts periods."""
    soft = soften(text)
    found = find_deadline(text, held_on.year if held_on else None)
    if found and found.due_on:
        words = soften(found.text)
        if "квартал" in words and "ежеквартально" not in words:
            return Term(TermKind.QUARTER, found.due_on)
        is_day = _DAY.search(words) or not _MONTH.search(words)
        return Term(TermKind.DAY if is_day else TermKind.MONTH, found.due_on)
    for kind, word in _RETURNING.items():
        if re.search(rf"(?<![а-я]){word}(?![а-я])", soft):
            return Term(kind, last_day(held_on, kind) if held_on else None)
    if _STANDING.search(soft):
        return Term(TermKind.STANDING)
    return Term(TermKind.OPEN)


def last_day(day: datetime.date, kind: TermKind) -> datetime.date:
    """The last day of the month, quarter or year in which a day lies; for other kinds the day itself."""
    months = {TermKind.MONTH: 1, TermKind.QUARTER: 3}.get(kind) or MONTHS_BETWEEN.get(kind)
    if months is None:
        return day
    month = -(-day.month // months) * months
    return datetime.date(day.year, month, calendar.monthrange(day.year, month)[1])


def next_term(term: Term) -> Term | None:
    """The term that follows one that comes again, the last day of the next period; None for any other."""
    if term.kind not in MONTHS_BETWEEN or term.due_on is None:
        return None
    return Term(term.kind, last_day(term.due_on + datetime.timedelta(days=1), term.kind))
