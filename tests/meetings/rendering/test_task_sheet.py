"""The sheet of tasks: a row a point with protocol, place and term; PDF and Word say the same; texts stay texts."""

import datetime
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from meetings.document.tasks import Task
from meetings.rendering.html import PaperTooLong
from meetings.rendering.task_sheet import SHEET_FORMATS, render_task_sheet
from tests.meetings.rendering.documents import kollegiya_document, standard_document
from tests.meetings.rendering.printing import pages_of, words_of
from tests.meetings.rendering.word import lines_of

PAINT = Task(item="1", decision="1.2", lead="Поручить:", lines=("красить буи до 1 июня", "в порту"))
MEND = Task(item="2", decision="3", lines=("чинить",), due_text="ежегодно")
COUNT = Task(item="3", decision="", lines=("считать",), due_on=datetime.date(2024, 6, 1))


def sheet(*tasks: Task, addressee: str = "ГКУ «Створ»") -> str:
    return render_task_sheet(addressee, "коллегии маяков", [(standard_document(), tasks)])


def rows_of(page: str) -> list[list[str]]:
    body = ElementTree.fromstring(page).find("body")  # noqa: S314 - our own markup
    assert body is not None
    rows = [["".join(cell.itertext()) for cell in row] for row in body.iter("tr")]
    return [[cell.replace("\u2060", "").replace("\u00a0", " ") for cell in row] for row in rows][1:]


def test_rows_tell_protocol_place_and_term() -> None:
    assert rows_of(sheet(PAINT, MEND, COUNT)) == [
        ["1.", "№ 3/2024 от 20.05.2024", "п. 1.2", "Поручить:\nкрасить буи до 1 июня\nв порту", "до 1 июня", ""],
        ["2.", "№ 3/2024 от 20.05.2024", "вопрос 2, п. 3", "чинить", "ежегодно", ""],
        ["3.", "№ 3/2024 от 20.05.2024", "вопрос 3", "считать", "до 01.06.2024", ""],
    ]


def test_a_protocol_without_number_is_told_by_its_day() -> None:
    page = render_task_sheet("ГКУ", "коллегии", [(kollegiya_document(), (MEND,))])
    assert rows_of(page)[0][1] == "от 05.10.2023"


def test_sheet_reads_as_approved(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    pdf = SHEET_FORMATS["pdf"].render(sheet(PAINT, MEND, COUNT))
    golden("rendering/task-sheet.txt", "\n".join(words_of("\n".join(pages_of(pdf, tmp_path)))) + "\n")


def test_word_has_the_words_of_the_pdf(tmp_path: Path) -> None:
    page = sheet(PAINT, MEND, COUNT)
    printed = words_of("\n".join(pages_of(SHEET_FORMATS["pdf"].render(page), tmp_path)))
    assert sorted(words_of("\n".join(lines_of(SHEET_FORMATS["docx"].render(page))))) == sorted(printed)


def test_hostile_texts_stay_texts() -> None:
    page = sheet(Task(item="<b>", decision="]]>", lines=("<script>alert(1)</script> & \x00",)), addressee="<i>x</i>")
    assert "<script" not in page and "<i>x" not in page
    assert SHEET_FORMATS["pdf"].render(page).startswith(b"%PDF")


def test_too_many_points_are_refused_in_words() -> None:
    with pytest.raises(PaperTooLong, match="Выберите год"):
        sheet(*[MEND] * 401)


def test_words_of_a_long_term_stay_whole(tmp_path: Path) -> None:
    task = Task(item="12", decision="12.1", lines=("чинить",), due_text="в тридцатидневный срок со дня подписания")
    printed = words_of("\n".join(pages_of(SHEET_FORMATS["pdf"].render(sheet(task)), tmp_path)))
    assert "тридцатидневный" in printed
