"""The list of those present as an annex: from which number on, where it stands, and that it is read back."""

import dataclasses
from pathlib import Path

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus, Block, ListForm
from meetings.importing.reading import read_protocol
from meetings.rendering.docx import render_docx
from meetings.rendering.html import render_body
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document
from tests.meetings.rendering.printing import pages_of
from tests.meetings.rendering.word import opened
from tests.seeds import PROJECT, seed_bytes

DEMONSTRATION = sorted((PROJECT / "meetings" / "management" / "demo").glob("*.txt"))


def annexed(document: ProtocolDocument, over: int | None, **style: object) -> ProtocolDocument:
    """The document with its list of those present sent to an annex above `over`."""
    changed = dataclasses.replace(document.style, annex_over=over, **style)  # type: ignore[arg-type]
    return dataclasses.replace(document, style=changed)


def present(document: ProtocolDocument) -> int:
    return sum(person.status is AttendanceStatus.PRESENT for person in document.attendees)


def test_list_stands_behind_the_signatures_above_the_number_of_the_body() -> None:
    document = standard_document()
    people = present(document)
    assert people == 3
    text = render_text(annexed(document, 2))
    assert "Присутствовали: 3 человека (список прилагается).\n" in text
    behind = text[text.index(document.signatures[-1].name) :]
    assert "Приложение к протоколу № " in behind
    assert "Список присутствующих\n" in behind
    assert all(behind.count(person.name) == 1 for person in document.attendees if person.status == "present")
    for over in (None, 3, 15):
        assert render_text(annexed(document, over)) == render_text(document)


def test_guests_and_absent_stay_in_the_text() -> None:
    document = annexed(kollegiya_document(), 0)
    text = render_text(document)
    before = text[: text.index(document.signatures[0].role + " ")]
    others = [person.name for person in document.attendees if person.status is not AttendanceStatus.PRESENT]
    assert others
    assert all(name in before for name in others)


def test_paper_that_lists_nobody_has_no_annex() -> None:
    assert render_text(annexed(union_document(), 0)) == render_text(union_document())
    blocks = tuple(block for block in standard_document().style.blocks if block is not Block.PRESENT)
    assert "Приложение" not in render_text(annexed(standard_document(), 0, blocks=blocks))


def test_annex_begins_a_page_and_an_inline_list_becomes_rows(tmp_path: Path) -> None:
    document = annexed(standard_document(), 0, present_form=ListForm.INLINE)
    pages = pages_of(render_pdf(document), tmp_path)
    assert pages[-1].replace("\u00a0", " ").removeprefix(f"{len(pages)}\n").startswith("Приложение к протоколу")
    assert "\n1. " in pages[-1].replace("\u00a0", " ")
    word = opened(render_docx(document))
    mark = next(paragraph for paragraph in word.paragraphs if paragraph.text.startswith("Приложение"))
    assert mark.style.name == "Отметка о приложении"
    assert mark.paragraph_format.page_break_before
    assert "Заголовок приложения" in {paragraph.style.name for paragraph in word.paragraphs}
    assert 'id="annex"' in render_body(document)


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.stem)
def test_annex_is_read_back(path: Path) -> None:
    document = read_protocol(path.read_bytes(), path.name).document
    if not present(document):
        return
    document = annexed(document, present(document) - 1)
    assert read_protocol(render_text(document).encode()).document == document
    assert read_protocol(render_docx(document), "protocol.docx").document == document


def test_annex_of_a_real_protocol_is_read_back() -> None:
    document = annexed(read_protocol(seed_bytes("kollegiya"), "kollegiya.txt").document, 15)
    assert "20 человек (список прилагается)" in render_text(document)
    assert read_protocol(render_docx(document), "protocol.docx").document == document


TYPED = """ПРОТОКОЛ № 3
заседания совета Дома маяков

19 августа 2021 г.
{reference}
Повестка дня:
1. О фонарях.
1. О фонарях.
РЕШИЛИ:
Принять к сведению.

Председатель          И.И. Створ
Секретарь          П.П. Буй

{annex}
"""
LIST = "Створ И.И. – директор;\n2. Буй П.П. – смотритель;\n3. Бакен С.С. – лоцман."


@pytest.mark.parametrize(
    ("reference", "annex"),
    [
        ("Присутствовали: 3 человека (список прилагается).", f"Приложение\nСписок присутствующих:\n1. {LIST}"),
        ("Присутствовали: 3 (список прилагается)", f"Поимённый список присутствующих\n1. {LIST}"),
        (
            "Присутствовали:\n3 человека (список прилагается).",
            f"Приложение № 1 к протоколу\nСписок участников\n1. {LIST}",
        ),
    ],
)
def test_typed_annex_is_read_as_attendance_and_printed_word_for_word(reference: str, annex: str) -> None:
    source = TYPED.format(reference=reference, annex=annex)
    document = read_protocol(source.encode()).document
    assert [person.name for person in document.attendees] == ["Створ И.И.", "Буй П.П.", "Бакен С.С."]
    assert not document.notes
    assert " ".join(render_text(document).replace(" – ", " ").split()) == " ".join(source.replace(" – ", " ").split())


def test_differing_count_is_kept() -> None:
    source = TYPED.format(
        reference="Присутствовали: 14 человек (список прилагается).", annex=f"Список присутствующих:\n1. {LIST}"
    )
    document = read_protocol(source.encode()).document
    assert (document.present_total, len(document.attendees)) == (14, 3)
    assert "Присутствовали: 14 человек (список прилагается)." in render_text(document)


def test_list_that_nothing_refers_to_stays_behind_the_signatures() -> None:
    source = TYPED.format(reference="Присутствовали: 3 человека.", annex=f"Список присутствующих:\n1. {LIST}")
    document = read_protocol(source.encode()).document
    assert document.attendees == ()
    assert document.notes[0].text == "Список присутствующих:"


@pytest.mark.parametrize("space", [" ", "\n"])
def test_annexed_list_without_an_annex_is_a_count(space: str) -> None:
    source = TYPED.format(reference=f"Присутствовали:{space}3 человека (список прилагается).", annex="")
    document = read_protocol(source.encode()).document
    assert document.present_total == 3
    assert document.attendees == ()
