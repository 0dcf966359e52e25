"""Owns the marks that open a list point: «1.», «1.2.», «2)», «а)», «-», «•», «Вопрос 1.», «II.».

A mark tells the level of a point only in its list, so each has a `kind`; the lists themselves are built elsewhere.
"""

import re
from dataclasses import dataclass

from meetings.wording.ordinals import read_roman
from meetings.wording.text import BULLETS

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?P<end>\.\)|[.)]|(?=\t)|(?=\s[А-ЯЁ«\"]))(?!\d)[\s\t]*")
_LETTER = re.compile(r"(?P<number>[а-яёa-z])\)[\s\t]*", re.IGNORECASE)
_SUB_NUMBER = re.compile(r"(?P<number>\d{1,2} ?[а-е])[.)][\s\t]+")
_ROMAN = re.compile(r"(?P<number>[IVXХІ]{1,6})(?P<end>[.)])[\s\t]*(?=[А-ЯЁ«\"A-Z])")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b")
_TIME = re.compile(r"\d{1,2}[.:]\d{2}(?!\d|\.\d)(?:\s*(?:ч|час|мин)|\s*$|\s*[-–—])")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a list point: its kind, the number without the dot («1.1», "" for bullets) and the text behind."""

    kind: str
    number: str
    #: as printed: «1.», «2)», «-»
    printed: str
    rest: str

    @property
    def is_bullet(self) -> bool:
        return self.kind.startswith("bullet")

    @property
    def depth(self) -> int:
        """How many parts the number has: 1 for «1.», 2 for «1.1.»."""
        return self.number.count(".") + 1


def read_mark(text: str) -> Mark | None:
    """Read the mark at the beginning of a line; None for running text, dates and times of day."""
    text = text.lstrip()
    if not text:
        return None
    if text[0] in BULLETS:
        return _read_bullet(text)
    if not _DATE.match(text) and not _TIME.match(text) and (found := _NUMBER.match(text)):
        end = found["end"]
        kind = f"number{found['number'].count('.') + 1}" + (")" if ")" in end else "")
        return Mark(kind, found["number"], found["number"] + (end or "."), text[found.end() :].lstrip())
    if found := _SUB_NUMBER.match(text):
        return Mark("number2", found["number"], found[0].strip(), text[found.end() :])
    if found := _LETTER.match(text):
        return Mark("letter", found["number"], found[0].strip(), text[found.end() :])
    return None


def read_roman_mark(text: str) -> Mark | None:
    """Read a Roman number at the beginning of a line; a lone «I.» may as well be an initial: the caller decides."""
    found = _ROMAN.match(text)
    if found is None or read_roman(found["number"]) is None:
        return None
    return Mark("roman", found["number"], found["number"] + found["end"], text[found.end() :])


def _read_bullet(text: str) -> Mark | None:
    rest = text[1:].lstrip()
    if not rest or (text[0] in "-–—−" and text[1].isdigit()):
        return None
    return Mark(f"bullet{text[0]}", "", text[0], rest)
