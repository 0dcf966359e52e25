"""Times of day: written and read back, and every form that stands in real protocols."""

import datetime
import time

import pytest

from meetings.document.vocabulary import TimeStyle
from meetings.wording.text import clean_spaces
from meetings.wording.times import find_time, read_time, read_time_range, write_time, write_time_range


def at(text: str) -> datetime.time:
    return datetime.time.fromisoformat(text)


@pytest.mark.parametrize("style", TimeStyle)
def test_every_minute_of_the_day_is_read_back(style):
    for minutes in range(24 * 60):
        moment = datetime.time(*divmod(minutes, 60))
        written = write_time(moment, style)
        assert read_time(written) == moment, written
        assert read_time_range(write_time_range(moment, at("23:45"), style)) == (moment, at("23:45"))


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (TimeStyle.WORDS, "13 часов 00 минут"),
        (TimeStyle.SUPERSCRIPT, "13⁰⁰"),
        (TimeStyle.COLON, "13:00"),
        (TimeStyle.DOT, "13.00"),
        (TimeStyle.HYPHEN, "13-00"),
    ],
)
def test_the_five_manners(style, written):
    assert clean_spaces(write_time(at("13:00"), style)) == written


@pytest.mark.parametrize(
    ("moment", "written"),
    [("01:01", "1 час 01 минута"), ("02:02", "2 часа 02 минуты"), ("21:11", "21 час 11 минут")],
)
def test_hours_and_minutes_agree_with_their_numbers(moment, written):
    assert clean_spaces(write_time(at(moment), TimeStyle.WORDS)) == written


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("13 часов 00 минут", "13:00"),
        ("10<sup>00</sup>", "10:00"),
        ("10<sup><u>30</u></sup>", "10:30"),
        ("10⁰⁰", "10:00"),
        ("1000", "10:00"),
        ("930", "09:30"),
        ("12-00", "12:00"),
        ("14 00", "14:00"),
        ("14 00 часов", "14:00"),
        ("10 часов 00 минут.", "10:00"),
        ("в 18:30", "18:30"),
        ("начало в 15.00", "15:00"),
        ("15 час. 30 мин.", "15:30"),
        ("15ч30м", "15:30"),
        ("16.00 ч. (время местное)", "16:00"),
        ("3 часа дня", "15:00"),
        ("10 часов утра", "10:00"),
        ("«23» января 2024 года, 10:00", "10:00"),
    ],
)
def test_times_of_real_papers_are_read(text, moment):
    assert read_time_range(text) == (at(moment), None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("11-00 – 12-00 часов", "11:00", "12:00"),
        ("11.00-12.00", "11:00", "12:00"),
        ("с 10 до 12 часов", "10:00", "12:00"),
        ("с 10.00 до 12.30", "10:00", "12:30"),
        ("10 часов 00 минут – 11 часов 45 минут", "10:00", "11:45"),
    ],
)
def test_a_range_has_a_start_and_an_end(text, start, end):
    assert read_time_range(text) == (at(start), at(end))


def test_an_end_may_stand_alone():
    assert read_time_range("до 12.00") == (None, at("12:00"))


@pytest.mark.parametrize("text", ["23.01.2024", "23-01-2024", "2024-01-23", "25:00", "10:75", "п. 8.4", "", "каб. 211"])
def test_dates_and_other_numbers_are_no_times(text):
    assert read_time_range(text) == (None, None)


@pytest.mark.parametrize("written", ["10<sup>00</sup>", "10⁰⁰", "10-00 ч."])
def test_a_time_inside_a_text_is_cut_out(written):
    text = f"19 августа 2021 года, {written} Кемерово"
    found = find_time(text)
    assert found
    assert found.moment == at("10:00")
    assert text[found.end :].strip() == "Кемерово"


@pytest.mark.parametrize("hostile", ["1 ", "10 ч ", "10<sup>", "10-", " ", "1:"])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    read_time_range(line)
    find_time(line)
    assert time.process_time() - started < 1
