"""Owns what a speaker proposes: «Предложила: заслушать руководителей» – written and read."""

import re

from meetings.document.vocabulary import Gender
from meetings.wording.text import clean_spaces
from meetings.wording.verbs import write_verb

_VERB = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.\s?){1,2},?\s)?"
    r"(?:предложил[аи]?|рекомендовал[аи]?|(?:по)?просил[аи]?|вн[её]с(?:л[аи])?\sпредложение"
    r"|выступил[аи]?\sс\sпредложением|предлага[ею]т(?:ся)?)(?:\s?[:–—-]\s?|\s)",
    re.IGNORECASE,
)
_END = " \t;.,"


def write_proposal(text: str, gender: Gender | None = None) -> str:
    """Write «Предложила: заслушать отчёт.» for what is proposed."""
    verb = write_verb("предложить", gender)
    return f"{verb[:1].upper()}{verb[1:]}: {text}."


def read_proposal(text: str) -> str:
    """Read what a phrase of a speech proposes, ready to be a point: without «Предложила:» and the mark at its end.

    A phrase without such a verb is taken as it is: the secretary chose it.
    """
    clean = clean_spaces(text).strip(_END)
    match = _VERB.match(clean)
    rest = clean[match.end() :].strip(_END) if match else ""
    return rest or clean
