"""Word documents: what stands outside the text of paragraphs is read where a reader sees it."""

from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from meetings.importing.docx_source import read_docx
from meetings.importing.reading import read_protocol
from tests.meetings.importing.reading import docx_bytes


def _lines(document: Any) -> list[str]:
    return [line.text for line in read_docx(docx_bytes(document)) if line.text.strip()]


def _append(document: Any, xml: str) -> None:
    element = parse_xml(
        xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1).replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)
    )
    document.element.body.insert(len(document.element.body) - 1, element)


def _cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_paragraphs_and_tables_in_document_order() -> None:
    document = Document()
    document.add_paragraph("до")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("1", "Иванов", "2", "Петров"), strict=True
    ):
        cell.text = text
    document.add_paragraph("после")
    assert _lines(document) == ["до", "1\tИванов", "2\tПетров", "после"]


def test_automatic_numbers_of_several_levels_are_written_out() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
            '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>'
            '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%4."/></w:lvl>'
            '<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in (0, 1, 1, 2, 2, 3, 4, 0, 1):
        _append(
            document,
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
            f"<w:r><w:t>пункт</w:t></w:r></w:p>",
        )
    assert [line.removesuffix(" пункт") for line in _lines(document)] == [
        "3.", "3.1.", "3.2.", "а)", "б)", "I.", "–", "4.", "4.1.",
    ]  # fmt: skip


def test_numbers_of_a_list_style_are_written_out() -> None:
    document = Document()
    for text in ("первый", "второй"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("третий", style="List Bullet")
    assert _lines(document) == ["1. первый", "2. второй", "• третий"]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = Document()
    _append(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Утвердить </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>старый</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>новый</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> план</w:t></w:r></w:p>',
    )
    assert _lines(document) == ["Утвердить новый план"]


def test_raised_minutes_tabs_breaks_and_hidden_text() -> None:
    document = Document()
    paragraph = document.add_paragraph("Начало: 10")
    paragraph.add_run("00").font.superscript = True
    paragraph.add_run("\tг. Орск")
    paragraph.add_run().add_break()
    paragraph.add_run("вторая строка")
    paragraph.add_run("тайное").font.hidden = True
    assert _lines(document) == ["Начало: 10⁰⁰\tг. Орск", "вторая строка"]


def test_text_box_is_read_once() -> None:
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent>"
    _append(
        document,
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>рядом</w:t></w:r></w:p>",
    )
    assert _lines(document) == ["рядом", "в рамке"]


def test_nested_table_and_cells_of_passages_are_read_cell_by_cell() -> None:
    document = Document()
    inner = f"<w:tbl><w:tr>{_cell('внутри')}{_cell('рядом')}</w:tr></w:tbl>"
    _append(
        document,
        f"<w:tbl><w:tr>{_cell('слева')}<w:tc><w:p><w:r><w:t>до</w:t></w:r></w:p>{inner}"
        "<w:p><w:r><w:t>после</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    assert _lines(document) == ["слева", "до", "внутри\tрядом", "после"]


def test_two_signatures_in_one_row() -> None:
    document = Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text = "Председатель комиссии\nСекретарь комиссии"
    row.cells[1].text = "И.И. Иванов\nП.П. Петров"
    assert _lines(document) == ["Председатель комиссии\tИ.И. Иванов", "Секретарь комиссии\tП.П. Петров"]


@pytest.mark.parametrize("separator", ["\n", "\t", " "])
def test_whole_protocol_in_word(separator: str) -> None:
    document = Document()
    for text in ("ПРОТОКОЛ № 4", "заседания учёного совета", "Присутствовали:"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=3)
    rows = [
        ("1.", f"Осипова{separator}Анна Львовна", "- ректор, председатель совета;"),
        ("2.", "Дятлов Олег Олегович", "профессор."),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Повестка дня:")
    document.add_paragraph("О наборе студентов", style="List Number")
    document.add_paragraph("РЕШИЛИ:")
    document.add_paragraph("объявить набор;", style="List Bullet")
    imported = read_protocol(docx_bytes(document)).document
    assert [(person.name, person.position, person.role) for person in imported.attendees] == [
        ("Осипова Анна Львовна", "ректор", "председатель совета"),
        ("Дятлов Олег Олегович", "профессор", ""),
    ]
    assert imported.chair is not None
    assert imported.chair.name == "Осипова Анна Львовна"
    assert [item.title for item in imported.items] == ["О наборе студентов"]
    assert imported.items[0].decisions[0].points[0].text == "объявить набор"
