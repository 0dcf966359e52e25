"""Dates: written and read back, and every form that stands in real protocols."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.vocabulary import DateStyle
from meetings.wording.dates import find_date, find_dates, read_date, read_date_range, write_date, write_date_range
from meetings.wording.text import clean_spaces

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))
STYLES = st.sampled_from(DateStyle)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@given(DAYS, STYLES)
def test_a_written_date_is_read_back(held_on, style):
    assert read_date(write_date(held_on, style)) == held_on


@given(DAYS, st.integers(1, 700), STYLES)
def test_a_written_range_is_read_back(first, length, style):
    last = first + datetime.timedelta(days=length)
    found = read_date_range(write_date_range(first, last, style))
    assert found
    assert (found.day, found.until) == (first, last)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (DateStyle.QUOTED, "«05» мая 2024 года"),
        (DateStyle.WORDS, "5 мая 2024 года"),
        (DateStyle.WORDS_SHORT, "5 мая 2024 г."),
        (DateStyle.NUMERIC, "05.05.2024"),
    ],
)
def test_the_four_manners(style, written):
    assert clean_spaces(write_date(day("2024-05-05"), style)) == written


def test_a_date_does_not_break_at_the_line_end():
    assert " " not in write_date(day("2024-05-05"), DateStyle.WORDS_SHORT).replace("мая ", "мая")


@pytest.mark.parametrize(
    ("last", "written"),
    [("2004-12-21", "19–21 декабря 2004 года"), ("2005-01-02", "19 декабря 2004 года – 2 января 2005 года")],
)
def test_a_range_says_once_what_both_days_share(last, written):
    assert clean_spaces(write_date_range(day("2004-12-19"), day(last), DateStyle.WORDS)) == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("от 19 августа 2021 года", "2021-08-19"),
        ("30 сентября 2024 г.", "2024-09-30"),
        ("«23» января 2024 года", "2024-01-23"),
        ("« 14 » июня 2012г.", "2012-06-14"),
        ('"21" марта 2016 г. г. Приморск', "2016-03-21"),
        ('"21" марта 2016 г. Приморск', "2016-03-21"),
        ("22.08.2021 года", "2021-08-22"),
        ("11.10.2022 г.", "2022-10-11"),
        ("17 мая состоялось второе в 2022 году заседание", "2022-05-17"),
        ("ПРОТОКОЛ 14 мая 2002 года №7 г. Тверь", "2002-05-14"),
        ("№ 5 от 19 мая 2016 г.", "2016-05-19"),
        ("Документ создан: 11-Окт-2023", "2023-10-11"),
        ("_05_ мая 2023г.", "2023-05-05"),
        ("«23» января 20 24 г.", "2024-01-23"),
        ("23-го января 2024", "2024-01-23"),
        ("2024-01-23", "2024-01-23"),
        ("13 часов 00 минут 23 января 2024 года", "2024-01-23"),
        ("г. Заволжск    1 МАРТА 2019 Г.", "2019-03-01"),
    ],
)
def test_dates_of_real_papers_are_found(text, expected):
    found = find_date(text)
    assert found
    assert (found.day, found.until) == (day(expected), None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("19 – 21.12.04", "2004-12-19", "2004-12-21"),
        ("19-21 декабря 2004 г.", "2004-12-19", "2004-12-21"),
        ("с 19 по 21 декабря 2004 года", "2004-12-19", "2004-12-21"),
        ("30 ноября – 1 декабря 2023 г.", "2023-11-30", "2023-12-01"),
        ("2 и 3 марта 2023 года", "2023-03-02", "2023-03-03"),
    ],
)
def test_several_days_are_a_range(text, first, last):
    found = find_date(text)
    assert found
    assert (found.day, found.until) == (day(first), day(last))
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "№ 2 апрель 2012 г.",
        "апрель 2012 г.",
        "«__» ________ 2024 г.",
        "31 февраля 2020 года",
        "1.1.10",
        "п. 8.4 статьи 181.2",
        "8-960-920-12-12",
        "99.99.2020",
    ],
)
def test_no_day_is_invented(text):
    assert find_date(text) is None


def test_the_town_behind_the_date_is_not_taken():
    text = '"21" марта 2016 г. г. Приморск'
    found = find_date(text)
    assert found
    assert text[found.end :].strip() == "г. Приморск"


def test_the_first_of_several_dates_is_the_date_of_the_text():
    text = "от 19 мая 2016 г., предыдущее – 01.02.2016"
    assert [found.day for found in find_dates(text)] == [day("2016-05-19"), day("2016-02-01")]


def test_a_sentence_with_a_date_is_not_a_date():
    assert read_date("до 22.08.2021 года определит") is None


@pytest.mark.parametrize("hostile", ["1 ", "12.", "«", "5 мая ", "1-", '"_', "17 мая слово ", "с 1 по "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    find_date(line)
    assert time.process_time() - started < 1
