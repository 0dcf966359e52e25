"""Owns the standard phrases of decisions that adopt nothing: taken note of, postponed, withdrawn, rejected."""

import re

from meetings.document.vocabulary import Outcome
from meetings.wording.text import clean_spaces, soften

_PHRASES = {
    Outcome.NOTED: "Принять информацию к сведению",
    Outcome.POSTPONED: "Перенести рассмотрение вопроса на следующее заседание",
    Outcome.WITHDRAWN: "Снять вопрос с рассмотрения",
    Outcome.REJECTED: "Отклонить предложение",
}
_PATTERNS = (
    (Outcome.NOTED, r"(?:принять|принимается|приняли)\s(?:\S+\s){0,12}?к\s?сведению"),
    (Outcome.POSTPONED, r"(?:перенести|отложить)\s(?:\S+\s){0,6}?(?:рассмотрени|вопрос|обсуждени)"),
    (Outcome.WITHDRAWN, r"снять\s(?:\S+\s){0,4}?(?:вопрос\S*\s(?:\S+\s){0,3}?)?с\s(?:рассмотрени|повестк|обсуждени)"),
    (
        Outcome.REJECTED,
        r"(?:отклонить|не\sпринимать|отказать\sв)\s(?:\S+\s){0,4}?(?:предложени|решени|ходатайств|заявлени)",
    ),
)
_READ = tuple(
    (outcome, re.compile(rf"(?:[-–—•]|\d{{1,2}}(?:\.\d{{1,2}})*[.)])?\s?{words}")) for outcome, words in _PATTERNS
)
_LIMIT = 400


def write_outcome(outcome: Outcome) -> str:
    """Write the standard phrase of an outcome; empty for what is adopted, whose words are its own."""
    return _PHRASES.get(outcome, "")


def read_outcome(text: str) -> Outcome | None:
    """Read the outcome that a decision's words name; None for a decision like any other."""
    soft = soften(clean_spaces(text[:_LIMIT]))
    return next((outcome for outcome, pattern in _READ if pattern.match(soft)), None)
