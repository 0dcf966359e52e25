"""The words around a list that stands in an annex: written by labels, told apart from other lines."""

import pytest

from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout
from meetings.wording.annexes import is_annex_title, is_annexed, read_annex_mark, write_protocol_reference
from meetings.wording.labels import write_label


@pytest.mark.parametrize("layout", Layout)
def test_what_a_layout_writes_is_recognised(layout):
    style = LAYOUT_STYLES[layout]
    assert is_annexed(write_label("annexed", style, people="22 человека", count=22))
    assert is_annex_title(write_label("annex_title", style))
    reference = write_protocol_reference("14/2", "19 августа 2021 г.")
    assert reference == "№ 14/2 от 19 августа 2021 г."
    assert read_annex_mark(write_label("annex", style, protocol=reference)) == reference
    assert read_annex_mark(write_label("annex", style, protocol="")) == ""


@pytest.mark.parametrize(
    ("number", "date", "written"), [("3", "", "№ 3"), ("", "1 мая 2020 года", "от 1 мая 2020 года"), ("", "", "")]
)
def test_reference_names_what_is_known(number, date, written):
    assert write_protocol_reference(number, date) == written


@pytest.mark.parametrize(
    "text",
    [
        "14 человек (список прилагается)",
        "54 (Список присутствующих прилагается).",
        "12 членов, список в приложении № 1",
    ],
)
def test_references_to_an_annexed_list(text):
    assert is_annexed(text)


@pytest.mark.parametrize("text", ["14 человек", "Список вопросов утвердить", "Доклад прилагается", "спис " * 300])
def test_other_texts_refer_to_no_list(text):
    assert not is_annexed(text)


@pytest.mark.parametrize(
    "line", ["Приложение", "ПРИЛОЖЕНИЕ № 1", "Приложение 2 к протоколу", "Приложение к протоколу:"]
)
def test_marks_without_a_protocol(line):
    assert read_annex_mark(line) == ""


@pytest.mark.parametrize(
    "line", ["Приложение: на 3 л.", "К протоколу приложены планы", "Приложения:", "Приложение к плану"]
)
def test_other_lines_are_no_marks(line):
    assert read_annex_mark(line) is None


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("Список присутствующих:", True),
        ("ПОИМЁННЫЙ СПИСОК ПРИСУТСТВУЮЩИХ", True),
        ("Список лиц, присутствовавших на заседании совета", True),
        ("Лист регистрации участников собрания", True),
        ("Список вопросов", False),
        ("Список присутствующих утвердить и направить " + "в отдел " * 40, False),
    ],
)
def test_titles_of_lists(line, is_title):
    assert is_annex_title(line) is is_title
