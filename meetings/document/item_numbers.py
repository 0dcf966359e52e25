"""Owns the numbers of questions as values: «2», its sub-questions «2.1» or «2 а», and counting them in their shape.

A number is text and may be anything («б/н»); only numbers that count their questions are counted again when the
questions move. What was typed otherwise by hand stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Deepest sub-question: «2.1.1».
DEEPEST = 2
_NUMBER = re.compile(
    r"(?P<main>\d{1,3})(?:(?P<subs>(?:\.\d{1,3}){1,2})|(?P<gap>[ \xa0]?)(?P<letter>[а-я]))?(?P<end>[.)]?)"
)
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(frozen=True, slots=True)
class NumberShape:
    """How a number is written: its depth, the gap before a letter (None: figures), the mark at its end."""

    depth: int = 0
    gap: str | None = None
    end: str = ""


def read_shape(number: str) -> NumberShape | None:
    """Read how a number is written; None for what counts nothing."""
    match = _NUMBER.fullmatch(number.strip())
    if match is None:
        return None
    if match["letter"]:
        return NumberShape(1, match["gap"], match["end"])
    return NumberShape((match["subs"] or "").count("."), None, match["end"])


def depth_of(number: str) -> int:
    """Return 0 for a question, 1 for a sub-question («2.1», «2 а»), 2 for «2.1.1»; 0 for what counts nothing."""
    shape = read_shape(number)
    return shape.depth if shape else 0


def count_anew(shapes: Sequence[NumberShape | str]) -> list[str]:
    """Number questions in their order by their shapes; a text among them counts nothing and stays.

    A sub-question stands below the question before it; the first cannot be one.
    """
    counts: list[int] = []
    numbers = []
    for shape in shapes:
        if isinstance(shape, str):
            numbers.append(shape)
            continue
        depth = min(shape.depth, len(counts), DEEPEST)
        counts[depth:] = [(counts[depth] if depth < len(counts) else 0) + 1]
        numbers.append(_write(counts, shape))
    return numbers


def _write(counts: Sequence[int], shape: NumberShape) -> str:
    is_lettered = shape.gap is not None and len(counts) == DEEPEST and counts[1] <= len(_LETTERS)
    if is_lettered:
        return f"{counts[0]}{shape.gap}{_LETTERS[counts[1] - 1]}{shape.end}"
    return ".".join(map(str, counts)) + shape.end


def shapes_of(numbers: Sequence[str]) -> list[NumberShape | str]:
    """Read the shapes of numbers; what counts nothing stays as text."""
    return [read_shape(number) or number for number in numbers]


def counts_in_order(numbers: Sequence[str]) -> bool:
    """Tell whether numbers count their questions in order, so that they may be counted anew."""
    return count_anew(shapes_of(numbers)) == [number.strip() for number in numbers]
