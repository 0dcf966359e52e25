"""The phrases by which one meeting follows another, written and read."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.wording.continuity import (
    MinutesApproval,
    Postponement,
    read_minutes_approval,
    read_postponement,
    write_minutes_approval,
    write_postponement,
)

DAY = datetime.date(2026, 11, 10)
days = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))


@given(
    number=st.none() | st.from_regex(r"[0-9]{1,4}(?:[/-][0-9А-Яа-я]{1,4})?", fullmatch=True),
    held_on=days,
)
def test_the_approval_of_minutes_is_read_as_written(number, held_on):
    approval = MinutesApproval(number, held_on)
    assert read_minutes_approval(write_minutes_approval(approval)) == approval


@given(held_on=days)
def test_a_postponement_is_read_as_written(held_on):
    assert read_postponement(write_postponement(Postponement(held_on))) == Postponement(held_on)


@pytest.mark.parametrize(
    ("approval", "text"),
    [
        (MinutesApproval("14", DAY), "Об утверждении протокола № 14 от 10 ноября 2026 года"),
        (MinutesApproval(None, DAY), "Об утверждении протокола заседания от 10 ноября 2026 года"),
        (MinutesApproval("8/19"), "Об утверждении протокола № 8/19"),
        (MinutesApproval(), "Об утверждении протокола предыдущего заседания"),
    ],
)
def test_the_words_of_an_approval(approval, text):
    assert write_minutes_approval(approval) == text


@pytest.mark.parametrize(
    ("text", "approval"),
    [
        ("Утверждение протокола № 3", MinutesApproval("3")),
        ("ОБ УТВЕРЖДЕНИИ ПРОТОКОЛА №\u00a07-А от 10.11.2026 г.", MinutesApproval("7-А", DAY)),
        ("Об утверждении протокола прошлого заседания", MinutesApproval()),
        ("Об утверждении протокола разногласий", None),
        ("Об утверждении протокола № 3 и плана работы", None),
        ("Об утверждении протокола № 3 от вчерашнего дня", None),
        ("Об утверждении плана", None),
        ("", None),
    ],
)
def test_an_approval_is_told_from_other_questions(text, approval):
    assert read_minutes_approval(text) == approval


@pytest.mark.parametrize(
    ("text", "postponement"),
    [
        ("Отложить рассмотрение вопроса до следующего заседания.", Postponement()),
        ("Перенести вопрос на заседание 10.11.2026", Postponement(DAY)),
        ("Перенести заседание на 10.11.2026", None),
        ("Перенести рассмотрение вопроса на заседание в удобный день", None),
    ],
)
def test_a_postponement_is_told_from_other_decisions(text, postponement):
    assert read_postponement(text) == postponement


@pytest.mark.parametrize("hostile", ["об утверждении протокола ", "перенести рассмотрение вопроса на ", "№ "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    assert read_minutes_approval(line) is None
    assert read_postponement(line) is None
    assert time.process_time() - started < 1
