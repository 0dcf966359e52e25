"""Votes: three manners written and read back, and the wordings of real protocols."""

import dataclasses
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout, VoteOption, VoteResult, VoteStyle
from meetings.wording.labels import read_label, write_label
from meetings.wording.text import clean_spaces
from meetings.wording.votes import (
    ReadVotes,
    is_secret,
    is_vote_line,
    read_named_vote,
    read_votes,
    write_named_vote,
    write_votes,
)

STYLES = {style: dataclasses.replace(LAYOUT_STYLES[Layout.KOLLEGIYA], vote_style=style) for style in VoteStyle}
COUNTS = st.none() | st.integers(0, 3000)


@given(st.integers(1, 3000), COUNTS, COUNTS, COUNTS, st.sampled_from([VoteStyle.LINES, VoteStyle.SENTENCE]))
def test_written_counts_are_read_back(votes_for, against, abstained, not_cast, vote_style):
    assume(not_cast != 0)
    event = ReadVotes(votes_for, against, abstained, not_cast)
    read = read_votes(write_votes(event, STYLES[vote_style]))
    assert read
    assert dataclasses.replace(read, is_unanimous=None) == event


@pytest.mark.parametrize("vote_style", VoteStyle)
def test_unanimity_without_counts_is_read_back(vote_style):
    event = ReadVotes(is_unanimous=True)
    assert read_votes(write_votes(event, STYLES[vote_style])) == event


@pytest.mark.parametrize(
    ("vote_style", "lines"),
    [
        (VoteStyle.LINES, ["«За» – 20 человек (единогласно).", "«Против» – 0 человек.", "«Воздержались» – 0 человек."]),
        (VoteStyle.SENTENCE, ["«за» – 20, «против» – 0, «воздержались» – 0 (единогласно)."]),
        (VoteStyle.WORD, ["единогласно."]),
    ],
)
def test_the_three_manners(vote_style, lines):
    assert [clean_spaces(line) for line in write_votes(ReadVotes(20, 0, 0), STYLES[vote_style])] == lines


@pytest.mark.parametrize(
    "event",
    [
        ReadVotes(20, 1, 0, is_unanimous=True),
        ReadVotes(20, 0, 1),
        ReadVotes(0, 0, 0),
        ReadVotes(5, 0, 0, 2),
        ReadVotes(5),
    ],
)
def test_unanimity_is_not_printed_where_the_counts_deny_it(event):
    assert "единогласно" not in " ".join(write_votes(event, STYLES[VoteStyle.LINES]))


@pytest.mark.parametrize("vote_style", VoteStyle)
@pytest.mark.parametrize("chair_vote", [VoteOption.YES, VoteOption.NO])
def test_the_vote_of_the_chair_on_a_tie_is_written_and_read_back(vote_style, chair_vote):
    result = VoteResult.REJECTED if chair_vote == VoteOption.NO else None
    event = ReadVotes(5, 5, 1, is_unanimous=False, result=result, chair_vote=chair_vote)
    lines = write_votes(event, STYLES[vote_style])
    word = "за" if chair_vote == VoteOption.YES else "против"
    assert f"Решающий голос председательствующего – «{word}»." in lines
    assert read_votes(lines) == event


def test_without_a_tie_the_chair_has_one_vote_like_everybody():
    lines = write_votes(ReadVotes(6, 5, 0, chair_vote=VoteOption.YES), STYLES[VoteStyle.LINES])
    assert "Решающий" not in " ".join(lines)


def test_people_agree_with_their_number():
    lines = write_votes(ReadVotes(22, 1, 5), STYLES[VoteStyle.LINES])
    assert [clean_spaces(line) for line in lines] == [
        "«За» – 22 человека.",
        "«Против» – 1 человек.",
        "«Воздержались» – 5 человек.",
    ]


def test_a_rejected_decision_says_so():
    lines = write_votes(ReadVotes(3, 5, 0, result=VoteResult.REJECTED), STYLES[VoteStyle.SENTENCE])
    assert lines[-1] == "Решение не принято."
    read = read_votes(lines)
    assert read
    assert read.result is VoteResult.REJECTED


def test_what_nobody_stated_is_not_printed():
    assert write_votes(ReadVotes(), STYLES[VoteStyle.LINES]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«За» – 20 человек (единогласно).\n«Против» - 0 человек \n«Воздержались» - 0 человек.",
            (20, 0, 0, None, True),
        ),
        ("Голосовали: «ЗА» единогласно.", (None, None, None, None, True)),
        ("Голосовали: единогласно.", (None, None, None, None, True)),
        ("(Результаты голосования: «за» - 37, «против» - 1)", (37, 1, None, None, False)),
        ("«За» – единогласно", (None, None, None, None, True)),
        ("4 голоса против", (None, 4, None, None, False)),
        ("За – 5; против – нет; воздержался – 1.", (5, 0, 1, None, False)),
        ("ЗА – 10 чел., ПРОТИВ – 2 чел., ВОЗДЕРЖАЛИСЬ – 1 чел.", (10, 2, 1, None, False)),
        ("20 – «за», 1 – «против», 2 – «воздержались»", (20, 1, 2, None, False)),
        ("за проголосовало 5 человек, против и воздержавшихся нет", (5, 0, 0, None, True)),
        ("«за» – двенадцать, «против» – один", (12, 1, None, None, False)),
        ("ЗА: 7\nПРОТИВ: 0\nВОЗДЕРЖАЛИСЬ: 0\nНЕ ГОЛОСОВАЛИ: 2", (7, 0, 0, 2, None)),
        ("За – все", (None, None, None, None, True)),
        ("«ЗА» - 5 (пять) голосов; «ПРОТИВ» - 1 (один) голос", (5, 1, None, None, False)),
        ("за – 90,9 % (20 голосов)", (20, None, None, None, None)),
        ("за - 15 (100%), против - 0, воздержались - 0", (15, 0, 0, None, True)),
    ],
)
def test_votes_of_real_papers_are_read(text, expected):
    assert read_votes(text.split("\n")) == ReadVotes(*expected)


@pytest.mark.parametrize(
    ("text", "result", "is_unanimous"),
    [
        ("Решение принято единогласно", VoteResult.ADOPTED, True),
        ("поддержано единогласно", VoteResult.ADOPTED, True),
        ("Большинством голосов решение принято", VoteResult.ADOPTED, None),
        ("Решение не принято.", VoteResult.REJECTED, None),
    ],
)
def test_an_outcome_alone_is_read(text, result, is_unanimous):
    assert read_votes([text]) == ReadVotes(is_unanimous=is_unanimous, result=result)


@pytest.mark.parametrize("text", ["", "О плане на 2024 год", "За отчётный период 12 заседаний", "20 человек"])
def test_other_texts_are_no_votes(text):
    assert read_votes([text]) is None


@pytest.mark.parametrize("line", ["«За» – 20 человек", "Против – нет", "Голосовали:", "Решение принято единогласно."])
def test_lines_of_a_vote_are_known(line):
    assert is_vote_line(line)


@pytest.mark.parametrize("line", ["За отчётный период", "Против течения", "Решили:", ""])
def test_other_lines_are_not(line):
    assert not is_vote_line(line)


@pytest.mark.parametrize(
    ("line", "vote"),
    [
        ("Арсенова +", ("Арсенова", VoteOption.YES)),
        ("Зорин И.И. – за", ("Зорин И.И.", VoteOption.YES)),
        ("1. Зорин И.И.: воздержался", ("Зорин И.И.", VoteOption.ABSTAIN)),
        ("Зорина против", ("Зорина", VoteOption.NO)),
        ("Повестка дня", None),
    ],
)
def test_a_named_vote_is_read(line, vote):
    assert read_named_vote(line) == vote


@pytest.mark.parametrize("hostile", ["за ", "1 ", "за 1 ", '"', "сто ", "против и ", "за - "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    read_votes([line])
    is_vote_line(line)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("option", VoteOption)
@pytest.mark.parametrize("name", ["Носова Елена Андреевна", "Носов Е.А.", "Ким Ир"])
def test_vote_by_name_is_read_back(name: str, option: VoteOption) -> None:
    written = write_named_vote(name, option, LAYOUT_STYLES[Layout.STANDARD])
    assert read_named_vote(written) == (name, option)
    assert "лись" not in written and "голосовали" not in written


def test_label_of_a_secret_vote_is_read_as_one() -> None:
    written = write_label("votes_secret", LAYOUT_STYLES[Layout.STANDARD])
    read = read_label(written)
    assert read is not None and read.key == "votes"
    assert is_secret(written)
