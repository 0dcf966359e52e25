"""Owns the phrases by which one meeting follows another: the last minutes approved, a question moved on."""

import datetime
import re
from dataclasses import dataclass

from meetings.document.vocabulary import DateStyle
from meetings.wording.dates import read_date, write_date
from meetings.wording.text import clean_spaces, soften

#: Longer lines are something else than these phrases.
_LONGEST = 200
_APPROVAL = re.compile(
    r"(?:об\s)?утверждени[еи]\sпротокола(?P<meeting>\s(?:(?:предыдущего|прошлого|прошедшего)\s)?заседания)?"
    r"(?:\s№\s?(?P<number>\S{1,30}))?(?:\s(?P<date>(?:от|за)\s.{6,40}))?"
)
_PROGRESS = re.compile(
    r"о\s(?:ходе\s|состоянии\s)?(?:исполнени|выполнени)[еия]\s(?:ранее\sпринятых\s|предыдущих\s)?(?:решений|поручений)"
    r"(?:\s.{1,80})?"
)
_POSTPONEMENT = re.compile(
    r"(?:перенести|отложить)\s(?:рассмотрение\s)?(?:данного\s|этого\s)?вопрос[аы]?\s(?:на|до)\s"
    r"(?:(?P<next>следующе(?:е|го)\sзаседани[ея])|заседани[ея]\s(?P<date>.{6,40}))"
)


@dataclass(frozen=True, slots=True)
class MinutesApproval:
    """What a question on the approval of minutes says of them; None for what it leaves out."""

    number: str | None = None
    held_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Postponement:
    """To which day a question is moved; None: to the next meeting, whenever it is."""

    held_on: datetime.date | None = None


def write_minutes_approval(approval: MinutesApproval) -> str:
    """Write «Об утверждении протокола № 14 от 10 ноября 2026 года»; without a number «… протокола заседания от …»."""
    words = ["Об утверждении протокола"]
    if approval.number is not None:
        words.append(f"№ {approval.number}")
    else:
        words.append("заседания" if approval.held_on else "предыдущего заседания")
    if approval.held_on:
        words.append(f"от {clean_spaces(write_date(approval.held_on, DateStyle.WORDS))}")
    return " ".join(words)


def read_minutes_approval(text: str) -> MinutesApproval | None:
    """Read a question on the approval of minutes («Утверждение протокола № 3» too); None for any other."""
    written = clean_spaces(text).rstrip(".;") if len(text) < _LONGEST else ""
    match = _APPROVAL.fullmatch(soften(written))
    if match is None:
        return None
    held_on = read_date(written[slice(*match.span("date"))].partition(" ")[2]) if match["date"] else None
    if match["date"] and held_on is None:
        return None
    return MinutesApproval(written[slice(*match.span("number"))] if match["number"] else None, held_on)


def write_progress_title() -> str:
    """Write the question by which a meeting hears how earlier decisions are executed."""
    return "О ходе исполнения ранее принятых решений"


def read_progress_title(text: str) -> bool:
    """Tell whether a question is that one («О выполнении решений коллегии» too)."""
    return len(text) < _LONGEST and _PROGRESS.fullmatch(soften(clean_spaces(text).rstrip(".;"))) is not None


def write_postponement(postponement: Postponement) -> str:
    """Write «Перенести рассмотрение вопроса на следующее заседание» or «… на заседание 15 декабря 2026 года»."""
    where = "следующее заседание"
    if postponement.held_on:
        where = f"заседание {clean_spaces(write_date(postponement.held_on, DateStyle.WORDS))}"
    return f"Перенести рассмотрение вопроса на {where}"


def read_postponement(text: str) -> Postponement | None:
    """Read a decision that moves the question to another meeting («Отложить вопрос до следующего заседания» too)."""
    written = clean_spaces(text).rstrip(".;") if len(text) < _LONGEST else ""
    match = _POSTPONEMENT.fullmatch(soften(written))
    if match is None:
        return None
    if match["next"]:
        return Postponement()
    held_on = read_date(match["date"])
    return Postponement(held_on) if held_on else None
