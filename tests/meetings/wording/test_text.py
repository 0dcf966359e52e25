"""Shared text facts: what counts as the same text."""

import pytest

from meetings.wording.text import (
    fold,
    is_quote_open,
    is_same_text,
    join_spaced_letters,
    lower_first,
    soften,
    strip_bullet,
    words_of,
)


def test_texts_are_the_same_whatever_spaces_quotes_dashes_and_yo():
    assert is_same_text("Решили  утвердить «план» – молодёжный", "РЕШИЛИ утвердить “план” - молодежный")
    assert not is_same_text("план", "планы")


def test_softening_keeps_the_length():
    text = "«Ёлка» –\u00a0№\u202f5\nПРОТОКОЛ—ИЙ"
    assert len(soften(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("П Р О Т О К О Л", "ПРОТОКОЛ"),
        ("П Р О Т О К О Л № 5", "ПРОТОКОЛ № 5"),
        ("П О В Е С Т К А  Д Н Я:", "ПОВЕСТКА  ДНЯ:"),
        ("Р Е Ш И Л И: а и б", "РЕШИЛИ: а и б"),
        ("а о в", "а о в"),
        ("Иванов И. О.", "Иванов И. О."),
    ],
)
def test_letter_spaced_words_are_joined(written, joined):
    assert join_spaced_letters(written) == joined


@pytest.mark.parametrize(
    ("line", "parts"),
    [("- создать", ("-", "создать")), ("• создать", ("•", "создать")), ("–создать", ("–", "создать"))],
)
def test_a_list_mark_is_parted_from_its_text(line, parts):
    assert strip_bullet(line) == parts


def test_a_negative_number_is_no_list_point():
    assert strip_bullet("-5 градусов") == ("", "-5 градусов")


def test_unbalanced_quotes_are_read_by_the_last_mark():
    assert is_quote_open("ГАУ ДО «Центр «ДОМ")
    assert not is_quote_open("ГАУ ДО «Центр «ДОМ» и")


def test_an_abbreviation_keeps_its_capital():
    assert [lower_first(text) for text in ("Итоги года", "НОКО за год", "И.о. ректора")] == [
        "итоги года",
        "НОКО за год",
        "И.о. ректора",
    ]


def test_words_come_without_marks():
    assert words_of("«Кемерово», кафе-бар (2024)") == ["Кемерово", "кафе-бар", "2024"]


def test_invisible_characters_do_not_make_a_difference():
    assert fold("про\u00adто\u200bкол") == "протокол"
