"""Owns ordinal numbers of questions: «первый», «первому», «1-му», «№ 1», «I», read and written.

A table of ours rather than num2words: both directions are needed, in every case, and ё must be switchable.
"""

import re

from meetings.document.vocabulary import Case
from meetings.wording.text import clean_spaces, fold

#: ordinal stems of 1–19, tens and 100; the third is irregular
_UNITS = (
    *("перв", "втор", "трет", "четвёрт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат"),
    *("семнадцат", "восемнадцат", "девятнадцат"),
)
_TENS = {
    20: ("двадцать", "двадцат"),
    30: ("тридцать", "тридцат"),
    40: ("сорок", "сороков"),
    50: ("пятьдесят", "пятидесят"),
    60: ("шестьдесят", "шестидесят"),
    70: ("семьдесят", "семидесят"),
    80: ("восемьдесят", "восьмидесят"),
    90: ("девяносто", "девяност"),
}
#: the accusative is that of a thing («рассмотрели первый вопрос»)
_MASCULINE = {
    Case.NOMINATIVE: "ый",
    Case.GENITIVE: "ого",
    Case.DATIVE: "ому",
    Case.ACCUSATIVE: "ый",
    Case.INSTRUMENTAL: "ым",
    Case.PREPOSITIONAL: "ом",
}
_THIRD = {
    Case.NOMINATIVE: "ий",
    Case.GENITIVE: "ьего",
    Case.DATIVE: "ьему",
    Case.ACCUSATIVE: "ий",
    Case.INSTRUMENTAL: "ьим",
    Case.PREPOSITIONAL: "ьем",
}
_SUFFIX = {
    Case.NOMINATIVE: "й",
    Case.GENITIVE: "го",
    Case.DATIVE: "му",
    Case.ACCUSATIVE: "й",
    Case.INSTRUMENTAL: "м",
    Case.PREPOSITIONAL: "м",
}
#: numbers whose nominative is stressed on the ending
_STRESSED = {2, 6, 7, 8, 40}
_ALL_ENDINGS = ("ый", "ой", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ые", "ых", "ыми")
_ALL_THIRD = ("ий", "ьего", "ьему", "ьим", "ьем", "ья", "ьей", "ью", "ье", "ьи", "ьих", "ьими")
_LIMIT = 100

#: Cyrillic letters that stand for Roman figures in typed papers
_ROMAN_LOOKALIKES = str.maketrans("хісм", "xicm")
_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FIGURES = re.compile(
    r"(?:№|n|no)?\s*(\d{1,4})\s*(?:-?\s*(?:ый|ий|ой|й|ого|его|го|ому|ему|му|ым|им|ом|ем|м|ая|я|ое|е))?"
)


def write_ordinal(number: int, case: Case = Case.NOMINATIVE, *, has_yo: bool = True) -> str:
    """Write a masculine ordinal: «четвёртому» for 4 and the dative («четвертому» without ё); above 100 «101-му»."""
    if not 1 <= number <= _LIMIT:
        return f"{number}-{_SUFFIX[case]}" if number > _LIMIT else str(number)
    written = _ordinal_words(number, case)
    return written if has_yo else written.replace("ё", "е")


def read_ordinal(text: str) -> int | None:
    """Read a number of a question in any case and gender: «первому», «двадцать первый», «1-му», «1», «№ 1», «XIV».

    ё equals е; a final dot or colon does not matter. Anything else is None.
    """
    if len(text) > 60:
        return None
    folded = fold(text).strip(" .:;,()")
    if folded in _BY_WORDS:
        return _BY_WORDS[folded]
    figures = _FIGURES.fullmatch(folded)
    if figures:
        return int(figures[1]) or None
    return read_roman(text)


def read_roman(text: str) -> int | None:
    """Read a Roman number up to 399, also one typed with Cyrillic look-alikes («ХIV»); None when it is none."""
    bare = fold(text).lower().strip(" .:;,()").translate(_ROMAN_LOOKALIKES)
    match = _ROMAN.fullmatch(bare)
    if not match:
        return None
    values = [_ROMAN_DIGITS[letter] for letter in bare]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def write_roman(number: int) -> str:
    """Write 1–399 as a Roman number; other numbers in figures."""
    if not 1 <= number < 400:
        return str(number)
    written = ""
    for value, figure in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        times, number = divmod(number, value)
        written += figure * times
    return written


def _ordinal_words(number: int, case: Case) -> str:
    """Write 1–100 with ё."""
    if number == _LIMIT:
        return "сот" + _MASCULINE[case]
    if number in _TENS:
        return _with_ending(_TENS[number][1], number, case)
    if number > 20:
        tens, unit = divmod(number, 10)
        return f"{_TENS[tens * 10][0]} {_ordinal_words(unit, case)}"
    return _with_ending(_UNITS[number - 1], number, case)


def _with_ending(stem: str, number: int, case: Case) -> str:
    """Put the ending of the case behind the stem of a simple ordinal."""
    if number == 3:
        return stem + _THIRD[case]
    ending = _MASCULINE[case]
    return stem + ("ой" if ending == "ый" and number in _STRESSED else ending)


def _forms_by_words() -> dict[str, int]:
    """Return every written form, folded, with its number."""
    forms: dict[str, int] = {}
    for number in range(1, _LIMIT + 1):
        nominative = _ordinal_words(number, Case.NOMINATIVE)
        is_third = nominative.endswith("третий")
        stem = nominative[:-2]
        for ending in _ALL_THIRD if is_third else _ALL_ENDINGS:
            forms[fold(clean_spaces(stem + ending))] = number
    return forms


_BY_WORDS = _forms_by_words()
