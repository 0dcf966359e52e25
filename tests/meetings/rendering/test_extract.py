"""The paper of an extract: what stands on it, in every layout and format, and that hostile texts stay texts."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from meetings.document.excerpt import decode_extract, normal_selection
from meetings.document.tree import AgendaItem, Attendee, Decision, DecisionPoint, ProtocolDocument
from meetings.document.vocabulary import DocumentForm
from meetings.rendering.docx import write_docx
from meetings.rendering.extract import EXTRACT_FORMATS, render_extract_body, render_extract_page
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import print_page
from meetings.wording.extracts import is_certified, read_extract_title, read_registered
from tests.meetings.rendering.documents import kollegiya_document, standard_document
from tests.meetings.rendering.extracts import EXTRACTS, extract_of, kollegiya_extract, standard_extract, union_extract
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.meetings.rendering.test_html import hostile_document
from tests.meetings.rendering.word import lines_of, opened
from tests.strategies import documents

NAMES = sorted(EXTRACTS)


def lines(extract: object) -> list[str]:
    return EXTRACT_FORMATS["txt"].render(extract).decode().splitlines()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_text_of_the_extract(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"rendering/extract-{name}.txt", EXTRACT_FORMATS["txt"].render(EXTRACTS[name]()).decode())


@pytest.mark.parametrize("name", NAMES)
def test_pdf_and_word_have_the_words_of_the_text(name: str, tmp_path: Path) -> None:
    extract = EXTRACTS[name]()
    words = words_of("\n".join(lines(extract)))
    pages = pages_of(EXTRACT_FORMATS["pdf"].render(extract), tmp_path)
    printed = "\n".join(without_page_number(page, number) for number, page in enumerate(pages, start=1))

    assert words_of(printed) == words
    assert words_of("\n".join(lines_of(EXTRACT_FORMATS["docx"].render(extract)))) == words


def test_pages_are_numbered_and_the_certification_is_never_torn(tmp_path: Path) -> None:
    item = kollegiya_document().items[0]
    for count in range(8, 14):
        points = tuple(DecisionPoint(text=f"Проверить маяк № {number}.", marker="-") for number in range(count))
        long = dataclasses.replace(item, decisions=(Decision(number="1", lead="Поручить:", points=points),))
        extract = extract_of(dataclasses.replace(kollegiya_document(), items=(long,)), (0,))
        pages = pages_of(EXTRACT_FORMATS["pdf"].render(extract), tmp_path)

        assert "2" in pages[1].splitlines()
        (page,) = (page for page in pages if "Верно" in page)
        assert "Т.Т. Буй" in page.split("Верно")[1] and "под № 3" in page


def test_extract_says_what_it_is_and_what_it_was_taken_from() -> None:
    text = lines(standard_extract())

    assert read_extract_title(next(line for line in text if "ВЫПИСКА" in line)) == "ПРОТОКОЛ № 3/2024"
    assert [line for line in text if is_certified(line)] == ["Верно"]
    assert [number for line in text if (number := read_registered(line))] == [3]
    assert "М.П." in text
    page = render_extract_page(kollegiya_extract())
    assert "<title>Выписка из протокола заседания коллегии Министерства маяков Приозёрья от 5 октября 2023 года" in page


def test_seal_and_place_of_the_original_are_for_another_organisation_only() -> None:
    text = "\n".join(lines(kollegiya_extract()))
    assert "М.П." not in text and "Подлинник документа" not in text


def test_signers_are_named_as_such_only_when_the_original_is_signed() -> None:
    assert "Подлинник подписали:" in lines(kollegiya_extract())
    assert "Подлинник подписали:" not in lines(union_extract())
    unsigned = extract_of(dataclasses.replace(kollegiya_document()), (0,))
    nobody = dataclasses.replace(unsigned, protocol=dataclasses.replace(unsigned.protocol, signatures=()))
    assert "Подлинник подписали:" not in lines(nobody)


def test_certification_has_styles_of_its_own_in_word() -> None:
    word = opened(EXTRACT_FORMATS["docx"].render(standard_extract()))
    styles = {paragraph.text.replace("\u00a0", " "): paragraph.style.name for paragraph in word.paragraphs}

    assert styles["Верно"] == styles["Подлинник подписали:"] == "Отметка о заверении"
    assert styles["3 июня 2024 г."] == styles["М.П."] == "Заверение"


def test_what_was_not_taken_leaves_no_trace() -> None:
    document = standard_document()
    text = "\n".join(lines(extract_of(document, (1,))))

    for absent in ("аллеи", "1.1", "Приложения", "заседание закрыто", "Исп. Рябинина", "…"):
        assert absent not in text, absent
    for there in ("2. Разное.", "АДМИНИСТРАЦИЯ ГОРОДА САДОВСКА", "Заседание правомочно.", "К.К. Ясенев"):
        assert there in text, there


def test_a_short_protocol_gives_a_short_extract() -> None:
    document = standard_document()
    short = dataclasses.replace(document, style=dataclasses.replace(document.style, form=DocumentForm.SHORT))
    assert "Саженцы закуплены." in lines(extract_of(document, (0,)))
    assert "Саженцы закуплены." not in lines(extract_of(short, (0,)))


def test_a_long_list_of_those_present_stays_an_annex_behind_the_certification() -> None:
    document = kollegiya_document()
    people = tuple(Attendee(name=f"Маякова{number} А.А.") for number in range(9))
    style = dataclasses.replace(document.style, annex_over=5)
    text = lines(extract_of(dataclasses.replace(document, attendees=people, style=style), (0,)))

    assert text.index("Верно") < text.index("Список присутствующих")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_protocol_gives_an_extract(document: ProtocolDocument) -> None:
    treated = [(index,) for index, item in enumerate(document.items) if item.is_treated]
    if not treated or not document.signatures:
        return
    extract = extract_of(document, treated[-1])
    page = render_extract_page(extract)

    assert ElementTree.fromstring(page).find("body") is not None  # noqa: S314
    assert write_docx(page)
    assert decode_extract(EXTRACT_FORMATS["json"].render(extract)) == extract


def test_hostile_texts_are_printed_and_do_nothing() -> None:
    document = hostile_document()
    treated = [(index,) for index, item in enumerate(document.items) if item.is_treated]
    extract = extract_of(document, *normal_selection(document, treated))
    named = dataclasses.replace(extract.certification, role="<script>alert(1)</script>", name="]]> & {{ x }}")
    markup = render_extract_body(dataclasses.replace(extract, certification=named))

    assert "<script" not in markup
    assert print_page(render_extract_page(dataclasses.replace(extract, certification=named))).startswith(b"%PDF")


def test_too_long_an_extract_is_refused_in_words() -> None:
    decision = Decision(points=tuple(DecisionPoint(text="буй " * 5000) for _ in range(170)))
    item = AgendaItem(number="1", title="О буях.", decisions=(decision,))
    extract = extract_of(dataclasses.replace(kollegiya_document(), items=(item,)), (0,))
    with pytest.raises(PaperTooLong, match="Выберите меньше"):
        render_extract_page(extract)


def test_the_same_extract_has_the_same_bytes() -> None:
    for entry in EXTRACT_FORMATS.values():
        assert entry.render(kollegiya_extract()) == entry.render(kollegiya_extract()), entry.name
