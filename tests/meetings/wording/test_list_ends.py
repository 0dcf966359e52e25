"""The end of a title taken from a list."""

import pytest

from meetings.wording.list_ends import strip_list_end


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("О смете на год;", "О смете на год"),
        ("О смете на год.", "О смете на год"),
        ("О кадрах:", "О кадрах"),
        ("О кадрах ; ", "О кадрах"),
        ("О ремонте (второй этап).", "О ремонте (второй этап)"),
        ("О плане на 2026 г.;", "О плане на 2026 г."),
        ("О плане на 2026 год.", "О плане на 2026 год"),
        ("О закупке столов, стульев и др.", "О закупке столов, стульев и др."),
        ("Отчёт, докладывает Соколова Т.Н.", "Отчёт, докладывает Соколова Т.Н."),
        ("О смете. О порядке её исполнения.", "О смете. О порядке её исполнения."),
        ("Разное…", "Разное…"),
        ("", ""),
        (".", ""),
    ],
)
def test_a_title_loses_the_marks_of_its_list_and_nothing_else(written: str, title: str) -> None:
    assert strip_list_end(written) == title
    assert strip_list_end(title) == title
