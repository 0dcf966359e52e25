"""Ordinals of questions: the pair write/read over 1–100 and every form real papers use."""

import pytest

from meetings.document.vocabulary import Case
from meetings.wording.ordinals import read_ordinal, read_roman, write_ordinal

UNITS = ["первому", "второму", "третьему", "четвёртому", "пятому", "шестому", "седьмому", "восьмому", "девятому"]
TEENS = ["один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"]
DATIVE_1_TO_30 = [
    *UNITS,
    "десятому",
    *[f"{teen}надцатому" for teen in TEENS],
    "двадцатому",
    *[f"двадцать {unit}" for unit in UNITS],
    "тридцатому",
]
NOMINATIVES = {1: "первый", 2: "второй", 3: "третий", 6: "шестой", 21: "двадцать первый", 40: "сороковой"} | {
    43: "сорок третий",
    50: "пятидесятый",
    87: "восемьдесят седьмой",
    90: "девяностый",
    100: "сотый",
}


def test_the_dative_of_1_to_30_is_that_of_the_grammar():
    assert [write_ordinal(number, Case.DATIVE) for number in range(1, 31)] == DATIVE_1_TO_30


@pytest.mark.parametrize(("number", "written"), NOMINATIVES.items())
def test_the_nominative_follows_the_stress(number, written):
    assert write_ordinal(number) == written


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("has_yo", [True, False])
def test_every_ordinal_is_read_back(case, has_yo):
    for number in range(1, 131):
        written = write_ordinal(number, case, has_yo=has_yo)
        assert read_ordinal(written) == number, written
        assert read_ordinal(written.upper()) == number, written


def test_the_paper_decides_on_yo():
    assert write_ordinal(4, Case.DATIVE, has_yo=False) == "четвертому"


def test_above_a_hundred_figures_are_printed():
    assert write_ordinal(101, Case.DATIVE) == "101-му"


@pytest.mark.parametrize("written", ["1-му", "1му", "1", "№ 1", "№1", "1-й", "I", "1.", "первого", "первым", "Первом"])
def test_all_manners_of_naming_the_first_question(written):
    assert read_ordinal(written) == 1


def test_roman_numbers_are_read_from_1_to_30_and_beyond():
    tens, units = ("", "X", "XX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    romans = [*[ten + unit for ten in tens for unit in units][1:], "XXX"]
    assert [read_roman(roman) for roman in romans] == list(range(1, 31))
    assert read_roman("XC") == 90


def test_roman_numbers_typed_with_cyrillic_letters_are_read():
    assert read_ordinal("ХІV") == 14


@pytest.mark.parametrize(
    "text", ["", "вопросу", "двадцать двадцать", "0", "IIII", "первому вопросу", "№", "x" * 100_000]
)
def test_anything_else_is_no_ordinal(text):
    assert read_ordinal(text) is None
