"""Counts: the noun agrees with its number, and attendance totals are read in every form."""

import time

import pytest

from meetings.wording.counts import (
    NOUNS,
    AttendanceTotal,
    read_attendance_total,
    read_count,
    read_number,
    write_attendance_total,
    write_count,
    write_out_of,
    write_percent,
    write_presence,
)
from meetings.wording.text import clean_spaces


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *[
            (0, "0 человек"),
            (1, "1 человек"),
            (2, "2 человека"),
            (4, "4 человека"),
            (5, "5 человек"),
            (11, "11 человек"),
        ],
        *[(12, "12 человек"), (14, "14 человек"), (20, "20 человек"), (21, "21 человек"), (22, "22 человека")],
        *[(25, "25 человек"), (32, "32 человека"), (111, "111 человек"), (112, "112 человек"), (122, "122 человека")],
    ],
)
def test_people_agree_with_their_number(number, written):
    assert clean_spaces(write_count(number)) == written


@pytest.mark.parametrize(
    ("number", "noun", "written"),
    [
        *[(1, "голос", "1 голос"), (2, "голос", "2 голоса"), (5, "голос", "5 голосов"), (0, "голос", "0 голосов")],
        *[(1, "член", "1 член"), (3, "член", "3 члена"), (7, "член", "7 членов"), (3, "вопрос", "3 вопроса")],
    ],
)
def test_votes_members_and_questions_agree(number, noun, written):
    assert clean_spaces(write_count(number, noun)) == written


@pytest.mark.parametrize(
    ("number", "noun", "written"),
    [
        *[(1, "человек", "из 1 человека"), (2, "человек", "из 2 человек"), (21, "человек", "из 21 человека")],
        *[(22, "человек", "из 22 человек"), (11, "человек", "из 11 человек"), (60, "член", "из 60 членов")],
        *[(2, "член", "из 2 членов"), (21, "член", "из 21 члена"), (4, "голос", "из 4 голосов")],
    ],
)
def test_behind_out_of_stands_the_genitive(number, noun, written):
    assert clean_spaces(write_out_of(number, noun)) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(20, 22, "90,9 %"), (54, 60, "90 %"), (1, 3, "33,3 %"), (2, 3, "66,7 %"), (5, 5, "100 %"), (0, 0, "0 %")],
)
def test_a_share_has_a_comma_and_no_idle_zero(part, whole, written):
    assert write_percent(part, whole) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        *[(1, "присутствовал 1 член"), (3, "присутствовали 3 члена"), (7, "присутствовало 7 членов")],
        *[(11, "присутствовало 11 членов"), (21, "присутствовал 21 член"), (22, "присутствовали 22 члена")],
    ],
)
def test_the_verb_agrees_with_the_number_too(number, written):
    assert clean_spaces(write_presence(number)) == written


def test_the_number_and_its_noun_stay_on_one_line():
    assert " " not in write_count(20)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_written_count_is_read_back(noun):
    for number in range(1300):
        if noun in {"человек", "член", "голос", "депутат"}:
            assert read_count(write_count(number, noun)) == number
        assert read_number(write_count(number, noun).split()[0]) == number


def test_a_written_attendance_is_read_back():
    for total in (1, 2, 11, 21, 22, 60, 1000):
        for present in range(1, min(total, 60) + 1):
            for online in (None, 1, 2, present):
                written = write_attendance_total(present, online, total)
                assert read_attendance_total(written) == AttendanceTotal(present, online, total), written


def test_the_attendance_of_a_mixed_meeting():
    assert clean_spaces(write_attendance_total(20, 2, 22)) == "20 человек (2 онлайн подключение) из 22 человек"
    assert clean_spaces(write_attendance_total(22)) == "22 человека"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 человек (2 онлайн подключение) из 22 человек.", (20, 2, 22)),
        ("6 человек из 6", (6, None, 6)),
        ("7 членов комиссии из 9", (7, None, 9)),
        ("Из 9 членов комиссии присутствуют 7.", (7, None, 9)),
        ("38 человек", (38, None, None)),
        ("12 человек, из них 3 – дистанционно", (12, 3, None)),
        ("15 человек (из них онлайн – 4)", (15, 4, None)),
        ("54 из 60 (90 %)", (54, None, 60)),
        ("двенадцать из пятнадцати", (12, None, 15)),
        ("1 200 человек из 2 000", (1200, None, 2000)),
    ],
)
def test_attendances_of_real_papers_are_read(text, expected):
    assert read_attendance_total(text) == AttendanceTotal(*expected)


def test_names_are_no_attendance():
    assert read_attendance_total("Зорин Е.А., Белов С.М.") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *[("54", 54), ("54 человека", 54), ("двенадцать", 12), ("двадцать два человека", 22), ("0", 0), ("нет", 0)],
        *[("38 человек.", 38), ("12 (двенадцать) человек", 12), ("17 чел.", 17), ("– 9", 9), ("1 200", 1200)],
        *[("тридцать одного члена", 31), ("14 человек (список прилагается)", 14)],
    ],
)
def test_counts_of_real_papers_are_read(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["", "Зорин", "12.05.2024", "5 мая 2024 года", "два двадцать", "x" * 1000])
def test_other_texts_are_no_counts(text):
    assert read_count(text) is None


@pytest.mark.parametrize("hostile", ["1 ", "сто ", "из 1 ", "двадцать два ", "(", "онлайн "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    read_attendance_total(line)
    read_count(line)
    assert time.process_time() - started < 1
