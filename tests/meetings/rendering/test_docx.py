"""The Word form of a paper: the words of the PDF, real lists and styles, read back as the same protocol."""

import dataclasses
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as project
from hypothesis import HealthCheck, given, settings

from meetings.document.tree import AgendaItem, Attendee, Decision, DecisionPoint, ProtocolDocument
from meetings.document.vocabulary import ListForm
from meetings.importing.reading import read_protocol
from meetings.rendering.docx import COLUMN_WIDTHS_MM, render_docx
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import kollegiya_document, large_document, standard_document, union_document
from tests.meetings.rendering.printing import pages_of, run_python, without_page_number, words_of
from tests.meetings.rendering.test_html import hostile_document
from tests.meetings.rendering.word import lines_of, opened, printed_by_libreoffice, saved_by_libreoffice
from tests.seeds import PROJECT, SEED_NAMES, seed_bytes
from tests.strategies import documents

DOCUMENTS = [union_document(), kollegiya_document(), standard_document()]
SPECIMENS = sorted((PROJECT / "tests" / "specimens" / "importing").glob("*.txt"))
DEMONSTRATION = sorted((PROJECT / "meetings" / "management" / "demo").glob("*.txt"))
MM = 36000


def with_points(*markers: str) -> ProtocolDocument:
    """The union protocol whose one decision has a point for every marker."""
    points = tuple(DecisionPoint(marker=marker, text=f"пункт {number}") for number, marker in enumerate(markers))
    item = AgendaItem(number="1", title="О пчёлах.", decisions=(Decision(lead="Поручить:", points=points),))
    return dataclasses.replace(union_document(), items=(item,))


def points_of(document: ProtocolDocument) -> list[str]:
    """The printed lines of the points of `with_points`."""
    return [line.replace("\u00a0", " ").rstrip(";") for line in lines_of(render_docx(document)) if "пункт" in line]


@pytest.mark.parametrize("document", [*DOCUMENTS, hostile_document()])
def test_words_are_those_of_the_pdf(document: ProtocolDocument, tmp_path: Path) -> None:
    pages = pages_of(render_pdf(document), tmp_path)
    printed = " ".join(without_page_number(page, number) for number, page in enumerate(pages, start=1))
    written = "\n".join(lines_of(render_docx(document)))
    assert "".join(words_of(written)) == "".join(words_of(printed))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_protocol_says_in_word_what_its_text_says(document: ProtocolDocument) -> None:
    written = "\n".join(lines_of(render_docx(document)))
    assert words_of(written) == words_of(render_text(document))


@pytest.mark.parametrize("path", [*SPECIMENS, *DEMONSTRATION], ids=lambda path: path.stem)
def test_word_file_is_read_back_as_the_same_protocol(path: Path) -> None:
    document = read_protocol(path.read_bytes(), path.name).document
    assert read_protocol(render_docx(document), "protocol.docx").document == document


@pytest.mark.parametrize("name", SEED_NAMES)
def test_real_protocol_is_read_back_as_the_same(name: str) -> None:
    document = read_protocol(seed_bytes(name), f"{name}.txt").document
    assert read_protocol(render_docx(document), "protocol.docx").document == document


def test_parts_of_the_paper_bear_named_styles() -> None:
    word = opened(render_docx(kollegiya_document()))
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert used >= {"Title", "Heading 1", "Heading 2", "Heading 3", "Body Text", "List Paragraph", "Signature"}
    by_text = {paragraph.text.replace("\u00a0", " "): paragraph.style for paragraph in word.paragraphs}
    assert by_text["Секретарь коллегии\tТ.Т. Буй"].name == "Signature"
    assert word.tables[0].style.name == "Список присутствующих"
    normal = word.styles["Normal"]
    assert (normal.element.xpath("../w:docDefaults//w:rFonts/@w:ascii"), normal.font.size) == (
        ["Times New Roman"],
        None,
    )


def test_numbers_of_lists_are_counted_by_word() -> None:
    word = opened(render_docx(kollegiya_document()))
    agenda = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "List Paragraph"]
    numbered = [paragraph for paragraph in agenda if paragraph._p.pPr.numPr is not None]
    assert len(numbered) > 3
    assert not [paragraph.text for paragraph in numbered if re.match(r"[\d-]", paragraph.text)]
    cells = [row.cells[0] for row in word.tables[0].rows]
    assert {cell.text for cell in cells} == {""}
    assert all(cell.paragraphs[0]._p.pPr.numPr is not None for cell in cells)


@pytest.mark.parametrize(
    "markers",
    [
        ("1.", "2.", "3."),
        ("1)", "2)", "2)", "4)"),
        ("1.1.", "1.2.", "2.1.", "2.2."),
        ("I.", "II.", "III."),
        ("а)", "б)", "в)"),
        ("з)", "и)", "й)", "к)"),
        ("-", "–", "•", "—"),
        ("2 а.", "№ 3", "%1.", "0.", "01.", "*"),
        ("7.", "1.", "99999."),
        ("1.", "-", "2.", "-", "3."),
    ],
)
def test_markers_are_printed_as_they_stand(markers: tuple[str, ...]) -> None:
    printed = [row.rstrip(".") for row in points_of(with_points(*markers))]
    assert printed == [f"{marker} пункт {number}" for number, marker in enumerate(markers)]


def test_row_that_only_looks_numbered_stays_text() -> None:
    people = (Attendee(name="г. Луговск", position="1. место"), Attendee(name="а) б"))
    style = dataclasses.replace(standard_document().style, present_form=ListForm.LINES)
    document = dataclasses.replace(standard_document(), attendees=people, style=style)
    word = opened(render_docx(document))
    texts = [paragraph.text.replace("\u00a0", " ") for paragraph in word.paragraphs]
    assert "г. Луговск – 1. место;" in texts
    assert "а) б." in texts


def test_page_is_that_of_the_pdf() -> None:
    word = opened(render_docx(union_document()))
    section = word.sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin / MM) for margin in margins] == [30, 10, 20, 20]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    assert "PAGE" in section.header.paragraphs[0]._p.xml


@pytest.mark.parametrize("points", [12, 13, 14])
def test_type_has_the_size_of_the_style(points: int) -> None:
    style = dataclasses.replace(union_document().style, font_size_pt=points)
    word = opened(render_docx(dataclasses.replace(union_document(), style=style)))
    assert word.styles.element.xpath("w:docDefaults//w:sz/@w:val") == [str(points * 2)]


def test_widths_of_columns_are_those_of_the_stylesheet() -> None:
    rules = (Path(project.BASE_DIR) / "static" / "css" / "protocol.css").read_text(encoding="utf-8")
    for name, width in COLUMN_WIDTHS_MM.items():
        assert re.search(rf"\.protocol \.{name} {{ width: {width}mm;", rules), name
    columns = opened(render_docx(kollegiya_document())).tables[0].columns
    assert [round(column.width / MM) for column in columns] == [11, 79, 80]


def test_signatures_stay_with_the_last_lines_and_headings_with_the_next() -> None:
    paragraphs = opened(render_docx(union_document())).paragraphs
    last = next(index for index, paragraph in enumerate(paragraphs) if paragraph.style.name == "Signature")
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs]
    assert kept[last - 1] and kept[last] and not kept[last + 1]
    assert all(
        paragraph.style.paragraph_format.keep_with_next for paragraph in paragraphs if "Heading" in paragraph.style.name
    )


def test_raised_minutes_and_bold_labels_are_runs() -> None:
    word = opened(render_docx(union_document()))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.superscript] == ["30"]
    assert "Начало проведения: " in [run.text for run in runs if run.bold]


def test_giant_paragraph_is_one_paragraph_again() -> None:
    text = " ".join(f"слово{number}" for number in range(4000))
    item = AgendaItem(number="1", title="О пчёлах.", decisions=(Decision(points=(DecisionPoint(text=text),)),))
    lines = lines_of(render_docx(dataclasses.replace(union_document(), items=(item,))))
    assert [line for line in lines if line.startswith("слово0 ") and line.rstrip(".").endswith("слово3999")]


def test_catalogue_entry_is_dated_by_the_meeting() -> None:
    properties = opened(render_docx(union_document())).core_properties
    assert properties.title == "Протокол № 7 Общего собрания членов Товарищества «Вересковый мёд» от 12 марта 2022 года"
    assert properties.language == "ru-RU"
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == "2022-03-12"
    undated = opened(render_docx(dataclasses.replace(union_document(), held_on=None))).core_properties
    assert undated.created is None


def test_bytes_do_not_depend_on_clock_process_or_hash_seed() -> None:
    code = (
        "import django, hashlib; django.setup()\n"
        "from meetings.rendering.docx import render_docx\n"
        "from tests.meetings.rendering.documents import kollegiya_document\n"
        "print(hashlib.sha256(render_docx(kollegiya_document())).hexdigest())"
    )
    sums = {run_python(code, TZ=zone, PYTHONHASHSEED=seed) for zone, seed in (("Asia/Tokyo", "1"), ("UTC", "77"))}
    assert len(sums) == 1
    with zipfile.ZipFile(io.BytesIO(render_docx(kollegiya_document()))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "theme" in name]


def test_large_protocol_is_written_soon() -> None:
    word = opened(render_docx(large_document(people=300, items=30, decisions=100)))
    assert len(word.tables[0].rows) == 300


@pytest.mark.parametrize("name", ["assembly", "commission", "council", "cut", "pedsovet", "votes"])
def test_paper_saved_by_libreoffice_is_read_as_the_same_protocol(name: str, tmp_path: Path) -> None:
    source = (PROJECT / "tests" / "specimens" / "importing" / f"{name}.txt").read_bytes()
    document = read_protocol(source).document
    saved = saved_by_libreoffice(render_docx(document), tmp_path)
    assert read_protocol(saved, "protocol.docx").document == document


@pytest.mark.parametrize("document", [*DOCUMENTS, large_document(people=25, items=6, decisions=20), hostile_document()])
def test_libreoffice_prints_the_same_words(document: ProtocolDocument, tmp_path: Path) -> None:
    pages = pages_of(printed_by_libreoffice(render_docx(document), tmp_path), tmp_path)
    printed = " ".join(without_page_number(page, number) for number, page in enumerate(pages, start=1))
    assert "".join(words_of(printed)) == "".join(words_of(render_text(document)))
