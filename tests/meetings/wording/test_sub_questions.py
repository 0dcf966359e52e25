"""Numbers without an ordinal: the noun stands before them, and what was written is read again."""

import pytest

from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout
from meetings.wording.labels import read_label, write_label
from meetings.wording.sub_questions import read_sub_question, write_sub_pattern


@pytest.mark.parametrize(
    ("layout", "key", "written"),
    [
        (Layout.UNION, "item_heading", "По вопросу 2.1 о ремонте крыши"),
        (Layout.UNION, "decisions", "Решение по вопросу 2.1:"),
        (Layout.KOLLEGIYA, "item_heading", "Вопрос 2.1: о ремонте крыши"),
        (Layout.KOLLEGIYA, "item_subheading", "По вопросу 2.1 повестки дня заседания:"),
        (Layout.STANDARD, "item_heading", "2.1. о ремонте крыши"),
    ],
)
def test_a_sub_question_is_named_by_its_number_behind_the_noun(layout: Layout, key: str, written: str) -> None:
    style = LAYOUT_STYLES[layout]
    assert write_label(key, style, number="2.1", heading="о ремонте крыши") == written
    if "опрос" in written:
        number, _rest = read_sub_question(written) or ("", "")
        assert number == "2.1"


def test_a_question_keeps_its_ordinal() -> None:
    style = LAYOUT_STYLES[Layout.UNION]
    assert write_label("item_heading", style, number="2", heading="о ремонте") == "По второму вопросу о ремонте"


@pytest.mark.parametrize("number", ["2.1", "12.3.4", "2 а", "3б"])
def test_what_was_written_is_read(number: str) -> None:
    written = write_label("item_heading", LAYOUT_STYLES[Layout.UNION], number=number, heading="о смете на год")
    assert read_sub_question(written) == (number, "о смете на год")
    # Never question 2 whose heading begins with «1».
    label = read_label(written)
    assert label is None or label.number is None


@pytest.mark.parametrize("text", ["По второму вопросу о смете", "По вопросу 2 о смете", "О смете 2.1", ""])
def test_what_names_no_sub_question_is_not_read(text: str) -> None:
    assert read_sub_question(text) is None


def test_capitals_go_with_the_place() -> None:
    assert write_sub_pattern("{Ordinal} вопрос: {heading}") == "Вопрос {number}: {heading}"
    assert write_sub_pattern("ПО {ORDINAL_DATIVE} ВОПРОСУ") == "ПО ВОПРОСУ {number}"
