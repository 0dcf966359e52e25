"""The mark at the foot of an issued paper: on every page, outside the text, legible by a camera."""

import re
from pathlib import Path

import pytest
import segno

from meetings.rendering.pdf import render_pdf
from meetings.rendering.verification import VerificationMark, verification_mark
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document
from tests.meetings.rendering.printing import pages_of

MARK = verification_mark("ABCDEFGHJK", "https://protocols.example.org/")
DOCUMENTS = [union_document(), kollegiya_document(), standard_document()]


def test_the_mark_names_the_page_that_checks_the_paper() -> None:
    assert VerificationMark("ABCDE-FGHJK", "https://protocols.example.org/v/ABCDE-FGHJK/") == MARK
    assert MARK.host == "protocols.example.org/v/"
    assert verification_mark("ABCDEFGHJK", "").address == ""


def test_the_squares_are_those_of_the_qr_code() -> None:
    side = MARK.qr_size
    dark = [[0] * side for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", MARK.qr_path):
        for step in range(int(width)):
            dark[int(y)][int(x) + step] = 1
    matrix = [list(row) for row in segno.make(MARK.address, error="m", micro=False).matrix]
    assert [row[2:-2] for row in dark[2:-2]] == matrix
    assert not any(any(row) for row in (*dark[:2], *dark[-2:]))
    assert re.sub(r"M\d+ \d+h\d+v1h-\d+z", "", MARK.qr_path) == ""


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_page_tells_how_it_is_checked(document: object, tmp_path: Path) -> None:
    pages = pages_of(render_pdf(document, is_signable=True, mark=MARK), tmp_path)  # type: ignore[arg-type]
    assert pages
    for page in pages:
        assert "Проверить: protocols.example.org/v/" in page
        assert "код ABCDE-FGHJK" in page


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_mark_moves_nothing_on_the_page(document: object, tmp_path: Path) -> None:
    def without_mark(pages: list[str]) -> list[str]:
        return [re.sub(r"\s*Проверить: .*\n.*код ABCDE-FGHJK\s*", "", page).strip() for page in pages]

    marked = pages_of(render_pdf(document, mark=MARK), tmp_path)  # type: ignore[arg-type]
    plain = pages_of(render_pdf(document), tmp_path)  # type: ignore[arg-type]
    assert without_mark(marked) == [page.strip() for page in plain]


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_marked_paper_keeps_the_profiles(profile: str) -> None:
    from page._page import validate_pdf_bytes

    report = validate_pdf_bytes(render_pdf(kollegiya_document(), is_signable=True, mark=MARK), profile=profile)
    assert not [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_bytes_depend_on_nothing_but_what_is_given() -> None:
    assert render_pdf(union_document(), mark=MARK) == render_pdf(union_document(), mark=MARK)
    assert b"protocol-code:ABCDE-FGHJK" in render_pdf(union_document(), mark=MARK)
