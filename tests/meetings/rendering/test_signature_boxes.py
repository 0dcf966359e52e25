"""The boxes for electronic signatures: where they stand on paper, and what the PDF says of them."""

import dataclasses
import hashlib
import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from meetings.document.signature_fields import signature_fields
from meetings.document.tree import ProtocolDocument, SignatureLine
from meetings.rendering.pdf import print_page, render_pdf
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document
from tests.meetings.rendering.printing import boxes_of, pages_of, run_python, words_of
from tests.meetings.rendering.test_pdf import MM, with_paragraphs

DOCUMENTS = [union_document(), kollegiya_document(), standard_document()]
Box = tuple[float, float, float, float]


def fields_of(pdf: bytes) -> list[Any]:
    form = PdfReader(io.BytesIO(pdf)).trailer["/Root"].get("/AcroForm", {})
    return [field.get_object() for field in form.get("/Fields", ())]


def places_of(pdf: bytes) -> list[tuple[int, Box]]:
    """Page number (from 0) and box (left, top, right, bottom; points from the upper left corner) of every field."""
    places = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        height = float(page.mediabox.height)
        for annotation in page.get("/Annots", ()):
            left, low, right, high = (float(value) for value in annotation.get_object()["/Rect"])
            places.append((number, (left, height - high, right, height - low)))
    return places


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_line_of_signature_has_an_empty_field(document: ProtocolDocument) -> None:
    pdf = render_pdf(document, is_signable=True)
    fields = fields_of(pdf)
    assert tuple(field["/T"] for field in fields) == signature_fields(document)
    for field, line in zip(fields, document.signatures, strict=True):
        assert (field["/FT"], field["/F"]) == ("/Sig", 132)
        assert line.role in field["/TU"].replace("\u00a0", " ")
        assert all(value == int(value) for value in field["/Rect"])
        assert not set(field) & {"/V", "/DA", "/Ff", "/AS", "/MK", "/Border"}
        assert field["/AP"]["/N"].get_object().get_data() == b""


def test_draft_has_no_field_and_other_papers_are_untouched() -> None:
    assert not fields_of(render_pdf(union_document()))
    assert "/AcroForm" not in PdfReader(io.BytesIO(render_pdf(union_document()))).trailer["/Root"]


def test_paper_without_signatures_has_no_form() -> None:
    unsigned = dataclasses.replace(union_document(), signatures=())
    assert not fields_of(render_pdf(unsigned, is_signable=True))


def test_form_is_made_for_appending_only() -> None:
    root = PdfReader(io.BytesIO(render_pdf(kollegiya_document(), is_signable=True))).trailer["/Root"]
    assert set(root["/AcroForm"]) == {"/Fields", "/SigFlags"}
    assert root["/AcroForm"]["/SigFlags"] == 3
    for key in ("/AcroForm", "/ViewerPreferences", "/MarkInfo"):
        assert type(root.raw_get(key)).__name__ == "IndirectObject"
    assert type(root["/OutputIntents"][0]).__name__ == "IndirectObject"


def test_structure_names_the_field_without_an_array() -> None:
    pdf = PdfReader(io.BytesIO(render_pdf(union_document(), is_signable=True)))
    forms = [
        part
        for number in range(1, pdf.trailer["/Size"])
        if isinstance(part := pdf.get_object(number), dict) and part.get("/S") == "/Form"
    ]
    assert len(forms) == 2
    assert all(form["/K"]["/Type"] == "/OBJR" for form in forms)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_archive_and_accessibility_profiles_are_kept(document: ProtocolDocument, profile: str) -> None:
    from page._page import validate_pdf_bytes

    report = validate_pdf_bytes(render_pdf(document, is_signable=True), profile=profile)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.is_compliant


@pytest.mark.parametrize("document", DOCUMENTS)
def test_words_stand_as_on_the_draft(document: ProtocolDocument, tmp_path: Path) -> None:
    """Every word stands where it stood, but for the rows of signatures: they take more room, their columns the same."""
    signable, draft = render_pdf(document, is_signable=True), render_pdf(document)
    ours, theirs = ([word for page in boxes_of(pdf, tmp_path) for word in page] for pdf in (signable, draft))
    first = words_of(document.signatures[0].role)[0]
    start = max(index for index, (_, _, word) in enumerate(theirs) if words_of(word) == [first])
    assert ours[:start] == theirs[:start]
    names = {word for line in document.signatures for word in line.name.split()}
    assert len(names) == 4
    columns = [{(round(x), word) for x, _, word in words[start:] if word in names} for words in (ours, theirs)]
    assert columns[0] == columns[1]
    assert words_of(" ".join(pages_of(signable, tmp_path))) == words_of(" ".join(pages_of(draft, tmp_path)))


def made(count: int) -> ProtocolDocument:
    """A protocol whose end wanders over the page, signed by people with ever longer names and offices."""
    letters = 5 + count * 2 % 55
    lines = (
        SignatureLine(role="Председатель " + "правления общества " * (count % 5), name=f"А.{'б' * (letters - 2)}"),
        SignatureLine(role="Секретарь", name="И.И. " + "Длиннофамильный-" * (count % 4) + "Ив"),
    )
    return dataclasses.replace(with_paragraphs(count), signatures=lines)


@pytest.mark.parametrize("count", range(3, 48, 3))
def test_boxes_stand_free_on_one_page(count: int, tmp_path: Path) -> None:
    pdf = render_pdf(made(count), is_signable=True)
    places = places_of(pdf)
    words = boxes_of(pdf, tmp_path)
    assert len(places) == 2
    assert len({page for page, _ in places}) == 1
    for page, (left, top, right, bottom) in places:
        assert 30 * MM <= left < right <= 200 * MM
        assert 20 * MM - 1 <= top < bottom <= 277 * MM + 1
        assert right - left >= 48 * MM
        assert bottom - top >= 25 * MM
        assert not [word for x, y, word in words[page] if left + 1 < x < right - 1 and top < y < bottom]
    for (_, above), (_, below) in pairwise(places):
        assert above[3] <= below[1]


def test_bytes_do_not_depend_on_process_or_hash_seed() -> None:
    code = (
        "import django, hashlib; django.setup()\n"
        "from meetings.rendering.pdf import render_pdf\n"
        "from tests.meetings.rendering.documents import kollegiya_document\n"
        "print(hashlib.sha256(render_pdf(kollegiya_document(), is_signable=True)).hexdigest())"
    )
    other = run_python(code, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="5").decode().strip()
    assert other == hashlib.sha256(render_pdf(kollegiya_document(), is_signable=True)).hexdigest()


@pytest.mark.parametrize("names", [("sig_chair",), ("sig_chair", "sig_other"), ("sig_chair", "sig_secretary", "sig_3")])
def test_page_with_other_fields_than_expected_is_not_finished(names: tuple[str, ...]) -> None:
    inputs = "".join(f'<input class="box" type="checkbox" name="{name}"/>' for name in ("sig_chair", "sig_secretary"))
    page = f'<html lang="ru"><head><title>x</title></head><body class="protocol"><p>а{inputs}</p></body></html>'
    with pytest.raises(ValueError, match="other fields"):
        print_page(page, boxes=names)
