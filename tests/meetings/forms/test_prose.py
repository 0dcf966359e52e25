"""A text area and its rows are two forms of one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.forms.prose import (
    ReadParagraph,
    ReadPoint,
    read_paragraphs,
    read_points,
    write_paragraphs,
    write_points,
)

texts = st.text(st.sampled_from("абвё -–+<>\\{}()*.;:1а)«»/&\xa0"), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
markers = st.sampled_from(["", "-", "–", "•", "1.", "1)", "2.1.", "а)", "(3)", "§ 1", "Первое:"])
paragraphs = st.lists(st.builds(ReadParagraph, text=texts, level=st.integers(0, 4), marker=markers), max_size=5)
points = st.recursive(
    st.builds(ReadPoint, text=texts, marker=markers, is_inline=st.booleans()),
    lambda inner: st.builds(
        ReadPoint, text=texts, marker=markers, is_inline=st.booleans(), points=st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=6,
)


@given(paragraphs)
def test_paragraphs_come_back_as_written(rows: list[ReadParagraph]) -> None:
    assert read_paragraphs(write_paragraphs(rows)) == tuple(rows)


@given(st.lists(points, max_size=3))
def test_points_come_back_as_written(rows: list[ReadPoint]) -> None:
    assert read_points(write_points(rows)) == tuple(rows)


def test_a_secretary_types_a_list() -> None:
    typed = "Предложила:\r\n- провести совещание;\r\n  - пригласить учителей\r\n\r\n- составить план"

    assert read_paragraphs(typed) == (
        ReadParagraph("Предложила:"),
        ReadParagraph("провести совещание;", 1, "-"),
        ReadParagraph("пригласить учителей", 2, "-"),
        ReadParagraph("составить план", 1, "-"),
    )


def test_a_secretary_types_points_within_points() -> None:
    typed = "- направить перечень:\n  + школам\n  + колледжам\n- доложить"

    assert read_points(typed) == (
        ReadPoint("направить перечень:", "-", points=(ReadPoint("школам", "", True), ReadPoint("колледжам", "", True))),
        ReadPoint("доложить", "-"),
    )


@pytest.mark.parametrize("typed", ["текст", "2024 год был трудным", "А. С. Пушкин", "-5 градусов", "за"])
def test_plain_text_stays_plain(typed: str) -> None:
    assert read_paragraphs(typed) == (ReadParagraph(typed),)


def test_too_deep_an_indent_is_one_step() -> None:
    assert read_points("- первый\n      - второй") == (ReadPoint("первый", "-", points=(ReadPoint("второй", "-"),)),)


def test_pasted_tabs_indent_and_ends_are_trimmed() -> None:
    assert read_points("- первый \xa0\n\t- второй\t") == (ReadPoint("первый", "-", points=(ReadPoint("второй", "-"),)),)
