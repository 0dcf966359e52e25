"""The PDF as an office and an archive see it: its words, its page, its fonts, its conformance, its bytes."""

import dataclasses
import gc
import hashlib
import io
import re
import threading
from pathlib import Path

import page as validator  # page-validation
import pytest
from pypdf import PdfReader

from meetings.document.tree import AgendaItem, Decision, DecisionPoint, ProtocolDocument
from meetings.rendering import pdf as pdf_room
from meetings.rendering.pdf import PrintingFailed, print_page, render_pdf
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import (
    kollegiya_document,
    large_document,
    standard_document,
    union_document,
)
from tests.meetings.rendering.printing import boxes_of, pages_of, run_python, without_page_number, words_of
from tests.meetings.rendering.test_html import hostile_document

MM = 72 / 25.4
DOCUMENTS = [union_document(), kollegiya_document(), standard_document()]


def with_paragraphs(count: int, text: str = "Принять сведения.") -> ProtocolDocument:
    """The union protocol with `count` short decisions in its last question."""
    document = union_document()
    decisions = tuple(Decision(points=(DecisionPoint(text=f"{text} {number}"),)) for number in range(count))
    item = AgendaItem(number="1", title="О пчёлах.", heading="о пчёлах.", decisions=decisions)
    return dataclasses.replace(document, items=(item,))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_words_of_the_pdf_are_the_words_of_the_text(document: ProtocolDocument, tmp_path: Path) -> None:
    pages = pages_of(render_pdf(document), tmp_path)
    printed = " ".join(without_page_number(page, number) for number, page in enumerate(pages, start=1))
    assert words_of(printed) == words_of(render_text(document))


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("document", [*DOCUMENTS, hostile_document()])
def test_archive_and_accessibility_profiles_are_kept(document: ProtocolDocument, profile: str) -> None:
    from page._page import validate_pdf_bytes

    report = validate_pdf_bytes(render_pdf(document), profile=profile)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.is_compliant
    assert validator is not None


def test_file_is_titled_tagged_russian_and_dated_by_the_meeting() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(union_document())))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ru"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == (
        "Протокол № 7 Общего собрания членов Товарищества «Вересковый мёд» от 12 марта 2022 года"
    )
    assert reader.metadata.creation_date.date().isoformat() == "2022-03-12"
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfuaid:part="1"' in metadata
    assert "/Filter" not in root["/Metadata"]


def test_no_stream_ends_like_the_line_behind_it() -> None:
    """A check sum may end in a byte that a checker of the archive takes for an end of line."""
    import zlib

    import pydyf

    from meetings.rendering.archive import write_once

    texts = (f"({number}) Tj".encode() for number in range(10_000))
    unlucky = [text for text in texts if zlib.compress(text, 9).endswith((b"\r", b"\n"))][:2]
    pdf, written = pydyf.PDF(), io.BytesIO()
    pdf.add_object(pydyf.Stream([unlucky[0]], compress=True))
    write_once(None, pdf)
    pdf.add_object(pydyf.Stream([unlucky[1]], compress=True))
    pdf.write(written)
    assert not re.search(rb"[\r\n]\nendstream", written.getvalue())
    assert all(text in written.getvalue() for text in unlucky)


def test_undated_protocol_has_no_date_at_all() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(dataclasses.replace(union_document(), held_on=None))))
    assert reader.metadata.creation_date is None


def test_fonts_are_embedded_subsets_of_the_chosen_serif() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(kollegiya_document())))
    fonts = [font for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"] for font in fonts}
    assert {name.partition("+")[2] for name in names} == {"Protocol-Serif", "Protocol-Serif-Bold"}
    assert all(
        "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] and "/ToUnicode" in font for font in fonts
    )


def test_page_is_a4_with_office_margins_and_numbers_from_the_second(tmp_path: Path) -> None:
    pdf = render_pdf(large_document(people=20, items=3, decisions=30))
    size = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(size.width / MM), round(size.height / MM)) == (210, 297)
    for number, boxes in enumerate(boxes_of(pdf, tmp_path), start=1):
        top = [(x, y, word) for x, y, word in boxes if y < 18 * MM]
        assert [word for _, _, word in top] == ([] if number == 1 else [str(number)])
        assert all(y > 10 * MM and abs(x - 115 * MM) < 8 * MM for x, y, _ in top)
        body = [box for box in boxes if box not in top]
        assert min(x for x, _, _ in body) >= 30 * MM - 0.5
        assert max(x for x, _, _ in body) < 200 * MM
        assert min(y for _, y, _ in body) >= 20 * MM - 1
        assert max(y for _, y, _ in body) < 277 * MM


@pytest.mark.parametrize(("points", "expected"), [(12, 12), (13, 13), (14, 14), (99, 14), (1, 12)])
def test_type_is_12_to_14_points(points: int, expected: int) -> None:
    style = dataclasses.replace(union_document().style, font_size_pt=points)
    reader = PdfReader(io.BytesIO(render_pdf(dataclasses.replace(union_document(), style=style))))
    content = reader.pages[0].get_contents().get_data().decode("latin-1")
    sizes = {round(float(size) * 0.75, 1) for size in re.findall(r" ([\d.]+) Tf", content)}
    assert max(sizes) == expected


def test_signatures_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    seen = set()
    for count in range(8, 30):
        pages = pages_of(render_pdf(with_paragraphs(count)), tmp_path)
        last = without_page_number(pages[-1], len(pages)).splitlines()
        lines = [line for line in last if line.strip()]
        at = next(index for index, line in enumerate(lines) if line.startswith("Председатель Товарищества"))
        seen.add(len(pages))
        assert len(pages) == 1 or at >= 2, f"{count}: {lines}"
    assert len(seen) > 1


def test_no_heading_stands_at_the_foot_of_a_page(tmp_path: Path) -> None:
    document = large_document(people=3, items=30, decisions=60)
    pages = pages_of(render_pdf(document), tmp_path)
    feet = [[line for line in page.splitlines() if line.strip()][-2:] for page in pages]
    assert len(pages) > 5
    for foot in feet:
        assert not foot[-1].rstrip().endswith((" вопрос:", "Решили:", "Выступили:", "Проголосовали:", "заседания:"))
        assert not foot[-1].startswith(("По ", "Бакен Руслан"))


def test_giant_words_stay_inside_the_margins(tmp_path: Path) -> None:
    document = with_paragraphs(2, "Щ" * 400 + " и далее")
    for boxes in boxes_of(render_pdf(document), tmp_path):
        assert max(x for x, _, _ in boxes) < 200 * MM
    assert "Щ" * 400 in "".join(pages_of(render_pdf(document), tmp_path)).replace("\n", "").replace("\u200b", "")


def test_long_paragraph_is_printed_whole(tmp_path: Path) -> None:
    text = " ".join(f"слово{number}" for number in range(2500))
    pages = pages_of(render_pdf(with_paragraphs(1, text)), tmp_path)
    printed = words_of(" ".join(without_page_number(page, number) for number, page in enumerate(pages, start=1)))
    assert [word for word in printed if word.startswith("слово")] == text.split()


def test_hostile_texts_are_printed_as_texts(tmp_path: Path) -> None:
    printed = "".join(pages_of(render_pdf(hostile_document()), tmp_path))
    assert "<script>alert(1)</script>" in printed.replace("\n", "").replace("\u200b", "")


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/passwd"/>',
        '<img src="http://127.0.0.1:9/a.png"/>',
        "<style>@import url(https://example.org/a.css);</style>",
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<link rel="attachment" href="file:///etc/passwd"/>',
        '<object data="file:///etc/passwd"/>',
    ],
)
def test_page_that_asks_for_a_foreign_file_is_not_printed(markup: str) -> None:
    with pytest.raises(PrintingFailed, match="посторонний файл"):
        print_page(f'<html lang="ru"><head><title>x</title></head><body>{markup}</body></html>')


def test_bytes_equal_those_of_plain_weasyprint() -> None:
    """Our short cuts (shared press, XML parser, own defaults, objects written once) change no byte."""
    from weasyprint import HTML

    from meetings.rendering.archive import declare_accessibility
    from meetings.rendering.fonts import find_typeface
    from meetings.rendering.html import render_html

    for document in DOCUMENTS:
        markup = render_html(document).replace("<style>", "<style>" + find_typeface().font_face_rules())
        plain = HTML(string=markup, url_fetcher=pdf_room._press().fetcher).write_pdf(
            pdf_variant="pdf/a-3a", pdf_identifier=True, finisher=declare_accessibility
        )
        assert hashlib.sha256(plain).hexdigest() == hashlib.sha256(render_pdf(document)).hexdigest()


def test_bytes_do_not_depend_on_process_time_zone_locale_or_hash_seed() -> None:
    code = (
        "import django, hashlib; django.setup()\n"
        "from meetings.rendering.pdf import render_pdf\n"
        "from tests.meetings.rendering.documents import kollegiya_document\n"
        "print(hashlib.sha256(render_pdf(kollegiya_document())).hexdigest())"
    )
    environments = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "777"},
    )
    sums = {run_python(code, **environment).decode().strip() for environment in environments}
    assert sums == {hashlib.sha256(render_pdf(kollegiya_document())).hexdigest()}


def test_one_press_serves_every_paper_and_the_collector_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.text.fonts

    render_pdf(union_document())
    made: list[object] = []
    monkeypatch.setattr(weasyprint.text.fonts.FontConfiguration, "__init__", made.append)
    render_pdf(kollegiya_document())
    assert made == []
    assert gc.isenabled()


def test_threads_print_the_same_paper() -> None:
    papers: list[bytes] = []
    threads = [threading.Thread(target=lambda: papers.append(render_pdf(union_document()))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(papers) == 3
    assert len(set(papers)) == 1
