"""Deadlines: kept verbatim, with a last day where the calendar gives one."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.vocabulary import DateStyle
from meetings.wording.dates import write_date
from meetings.wording.deadlines import find_deadline


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(DateStyle))
def test_a_written_date_behind_until_is_a_deadline(due_on, style):
    written = f"в срок до {write_date(due_on, style)}"
    found = find_deadline(f"Управлению образования {written} представить отчёт")
    assert found
    assert (found.text, found.due_on) == (written, due_on)


@pytest.mark.parametrize(
    ("text", "deadline", "due_on"),
    [
        ("Министерство до 22.08.2021 года определит квоты", "до 22.08.2021 года", "2021-08-22"),
        ("провести выборы в течении сентября 2021г., либо", "в течении сентября 2021г.", "2021-09-30"),
        ("в срок до 1 декабря 2021 г. представить", "в срок до 1 декабря 2021 г.", "2021-12-01"),
        ("не позднее 15 мая 2024 года", "не позднее 15 мая 2024 года", "2024-05-15"),
        ("Срок: до 1 сентября 2024 г.", "до 1 сентября 2024 г.", "2024-09-01"),
        ("Срок исполнения – 01.09.2024.", "01.09.2024", "2024-09-01"),
        ("Утвердить план. Срок – сентябрь 2024 г.", "сентябрь 2024 г.", "2024-09-30"),
        ("Срок: II квартал 2024 года", "II квартал 2024 года", "2024-06-30"),
        ("Срок проведения: май – июнь 2024 года", "май – июнь 2024 года", "2024-06-30"),
        ("до конца 2024 года", "до конца 2024 года", "2024-12-31"),
        ("до конца II квартала 2024 года", "до конца II квартала 2024 года", "2024-06-30"),
        ("с 1 по 15 сентября 2024 года", "с 1 по 15 сентября 2024 года", "2024-09-15"),
        ("до 12.00 15 мая 2024 года", "до 12.00 15 мая 2024 года", "2024-05-15"),
        ("до 01.09.24", "до 01.09.24", "2024-09-01"),
        ("в течение февраля 2024 года", "в течение февраля 2024 года", "2024-02-29"),
    ],
)
def test_calendar_terms_have_a_last_day(text, deadline, due_on):
    found = find_deadline(text)
    assert found
    assert (found.text, found.due_on) == (deadline, datetime.date.fromisoformat(due_on))
    assert text[found.start : found.end] == deadline


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("в срок до 1 сентября", "2023-09-01"),
        ("до конца мая", "2023-05-31"),
        ("до конца года", "2023-12-31"),
        ("до конца I квартала", "2023-03-31"),
        ("к 5 июня", "2023-06-05"),
    ],
)
def test_the_year_of_the_meeting_completes_a_term(text, due_on):
    found, open_ended = find_deadline(text, 2023), find_deadline(text)
    assert found
    assert found.due_on == datetime.date.fromisoformat(due_on)
    assert open_ended
    assert (open_ended.text, open_ended.due_on) == (text, None)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("уведомить не позднее 1 месяца до начала сезона", "не позднее 1 месяца до начала сезона"),
        ("в тридцатидневный срок со дня получения, а также", "в тридцатидневный срок со дня получения"),
        ("в месячный срок доработать", "в месячный срок"),
        ("в течение 10 рабочих дней направить", "в течение 10 рабочих дней"),
        ("представлять ежеквартально отчёт", "ежеквартально"),
        ("Срок: постоянно.", "постоянно"),
        ("Контролировать постоянно.", "постоянно"),
        ("доложить к следующему заседанию комиссии", "к следующему заседанию комиссии"),
        ("Срок: в течение учебного года", "в течение учебного года"),
        ("Срок – по согласованию", "по согласованию"),
    ],
)
def test_terms_without_a_day_are_kept_verbatim(text, deadline):
    found = find_deadline(text, 2024)
    assert found
    assert (found.text, found.due_on) == (deadline, None)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "пособие на детей до 3 лет",
            "до 7 лет включительно",
            "по итогам НОКО в 2023 г.",
            "план на 2024 год",
        ],
        *[
            "закона от 29.12.2012 № 273-ФЗ",
            "постоянно действующая комиссия",
            "до 31 февраля 2024",
            "от 5 до 10 человек",
            "",
        ],
    ],
)
def test_other_numbers_and_words_are_no_terms(text):
    assert find_deadline(text, 2024) is None


@pytest.mark.parametrize("hostile", ["до ", "срок: ", "до 1 ", "в течение ", "с 1 по ", "не позднее 1 ", "1 "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    find_deadline(line)
    assert time.process_time() - started < 1
