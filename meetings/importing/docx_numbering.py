"""Owns the automatic numbers of Word lists: they stand in numbering.xml, not in the text of the paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DASHES = {"-": "-", "–": "–", "—": "—", "•": "•", "\uf02d": "-", "\uf0be": "–"}
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document; `next_mark` must be called once for each numbered paragraph in document order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, _Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next_mark(self, number_id: str, level: int) -> str:
        """Count one paragraph of a list and return its printed mark («1.», «2.1.», «-»), "" for none."""
        abstract = self.abstract_of.get(number_id)
        shape = self._level(number_id, level)
        if abstract is None or shape is None:
            return ""
        counters = self.counters.setdefault(abstract, [None] * _MAX_LEVELS)
        if number_id not in self.begun:
            self.begun.add(number_id)
            for changed, start in self.starts.get(number_id, {}).items():
                counters[changed] = start - 1
        now = counters[level]
        counters[level] = shape.start if now is None else now + 1
        counters[level + 1 :] = [None] * (_MAX_LEVELS - level - 1)
        if shape.form == "bullet":
            return _DASHES.get(shape.text.strip(), "•")
        return self._fill(number_id, shape, counters)

    def _level(self, number_id: str, level: int) -> _Level | None:
        if not 0 <= level < _MAX_LEVELS:
            return None
        own = self.overrides.get(number_id, {}).get(level)
        return own or self.levels.get(self.abstract_of.get(number_id, ""), {}).get(level)

    def _fill(self, number_id: str, shape: _Level, counters: list[int | None]) -> str:
        text = shape.text
        for position in range(_MAX_LEVELS):
            place = f"%{position + 1}"
            if place not in text:
                continue
            other = self._level(number_id, position)
            value = counters[position]
            if value is None:
                value = other.start if other else 1
            text = text.replace(place, _FORMS.get(other.form if other else "decimal", str)(value))
        return text.strip()


def read_numbering(root: Element | None) -> Numbering:
    """Read numbering.xml; without one every list has no marks."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        number = abstract.get(f"{W}abstractNumId", "")
        numbering.levels[number] = {key: level for key, level in map(_read_level, abstract.iter(f"{W}lvl")) if key >= 0}
    for num in root.iter(f"{W}num"):
        number_id = num.get(f"{W}numId", "")
        abstract_id = num.find(f"{W}abstractNumId")
        numbering.abstract_of[number_id] = "" if abstract_id is None else abstract_id.get(f"{W}val", "")
        for override in num.iter(f"{W}lvlOverride"):
            key = _whole(override.get(f"{W}ilvl"), 0)
            if (start := override.find(f"{W}startOverride")) is not None and 0 <= key < _MAX_LEVELS:
                numbering.starts.setdefault(number_id, {})[key] = _whole(start.get(f"{W}val"), 1)
            if (level := override.find(f"{W}lvl")) is not None:
                numbering.overrides.setdefault(number_id, {})[key] = _read_level(level)[1]
    return numbering


def _read_level(level: Element) -> tuple[int, _Level]:
    def value(name: str, default: str) -> str:
        part = level.find(f"{W}{name}")
        return default if part is None else part.get(f"{W}val", default)

    shape = _Level(_whole(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", ""))
    return _whole(level.get(f"{W}ilvl"), -1), shape


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else default


def roman(value: int) -> str:
    """Write a number in Roman digits; from 400 on in Arabic ones."""
    if not 0 < value < 400:
        return str(value)
    written = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        written += letters * count
    return written


def letter(value: int, alphabet: str = _RUSSIAN) -> str:
    """Write a number as a letter of an alphabet, over and over again."""
    return alphabet[(value - 1) % len(alphabet)] if value > 0 else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": lambda value: letter(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": lambda value: letter(value, "abcdefghijklmnopqrstuvwxyz"),
    "russianLower": lambda value: letter(value, _RUSSIAN),
    "russianUpper": lambda value: letter(value, _RUSSIAN).upper(),
    "none": lambda _value: "",
}
