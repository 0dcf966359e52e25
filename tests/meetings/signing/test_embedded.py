"""Signatures in the PDF itself: what they add, what they leave, and how other programs see them."""

import io
import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from meetings.rendering.pdf import ARCHIVE
from meetings.rendering.signature_mark import render_mark
from meetings.signing.embedded import CannotSign, Level, sign
from meetings.wording.signature_marks import (
    SimpleMark,
    read_electronic_mark,
    read_simple_mark,
    write_simple_mark,
)
from tests.meetings.rendering.test_signature_boxes import places_of
from tests.meetings.signing.outside import mutool_verdicts, pdfsig_verdicts, profile_failures, run, tool
from tests.meetings.signing.papers import (
    FIELDS,
    VARIANTS,
    ZONE,
    half_signed,
    issued,
    mark_for,
    opened,
    signed,
    signed_by,
)
from tests.meetings.signing.pki import NOW

CASES = [
    pytest.param(variant, level, is_back, id=f"{variant}-{level}-{'back' if is_back else 'order'}")
    for variant in VARIANTS
    for level in Level
    for is_back in (False, True)
]


def words_in(pdf: bytes, field: str, folder: Path) -> str:
    """The text inside a box, line by line."""
    number = FIELDS.index(field)
    page, (left, top, right, bottom) = places_of(pdf)[number]
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    # at 72 dots per inch a pixel is a point
    place = ["-r", "72", "-x", str(round(left)), "-y", str(round(top))]
    place += ["-W", str(round(right - left)), "-H", str(round(bottom - top)), "-f", str(page + 1), "-l", str(page + 1)]
    command = [tool("pdftotext"), *place, str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()  # noqa: S603


@pytest.mark.parametrize(("variant", "level", "is_back"), CASES)
def test_two_signatures_are_appended_and_seen_by_others(
    variant: str, level: Level, is_back: bool, tmp_path: Path
) -> None:
    half = half_signed(variant, level, secretary_first=is_back)
    both = signed(variant, level, secretary_first=is_back)
    assert half.startswith(issued(variant))
    assert both.startswith(half)
    verdicts = pdfsig_verdicts(both, tmp_path)
    assert [(own, trust) for own, trust, _ in verdicts] == [("Signature is Valid.", "Certificate is Trusted.")] * 2
    # data for later checks come behind the signature they belong to
    assert [whole for _, _, whole in verdicts].count(True) == (1 if level in {Level.B, Level.T} else 0)
    others = mutool_verdicts(both, tmp_path)
    assert len(others) >= 2
    assert not [verdict for verdict in others if "invalid" in verdict]
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", tmp_path / "signed.pdf")


@pytest.mark.parametrize("level", list(Level))
def test_metadata_stay_byte_by_byte(level: Level) -> None:
    before, after = (PdfReader(io.BytesIO(pdf)).trailer["/Root"] for pdf in (issued(), signed(ARCHIVE, level)))
    assert after["/Metadata"].get_data() == before["/Metadata"].get_data()
    assert after["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(
    ("profile", "level"),
    [*(("3a", level) for level in Level), *(("ua1", level) for level in Level if level is not Level.LTA)],
)
def test_archive_and_accessibility_profiles_survive(profile: str, level: Level) -> None:
    is_last = level in {Level.B, Level.T}
    assert not profile_failures(half_signed(ARCHIVE, level), profile, is_alone=is_last)
    assert not profile_failures(signed(ARCHIVE, level), profile, is_alone=False)


def test_marks_hold_number_owner_and_days(tmp_path: Path) -> None:
    for name, field in zip(("chair", "secretary"), FIELDS, strict=True):
        text = words_in(signed(), field, tmp_path)
        mark, facts = read_electronic_mark(text), opened(name).facts
        assert mark is not None, text
        assert (mark.serial, mark.owner) == (facts.serial, facts.owner)
        assert mark.valid_from == facts.valid_from.astimezone(ZONE).date()
        assert mark.valid_until == facts.valid_until.astimezone(ZONE).date()
        # nothing but the mark stands in the box
        assert "".join(text.split()).startswith("ДОКУМЕНТПОДПИСАНЭЛЕКТРОННОЙПОДПИСЬЮСертификат")


def test_mark_is_readable_and_inside_its_box(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(signed())
    page, boxes = places_of(signed())[0][0], [box for _, box in places_of(signed())]
    printed = subprocess.run([tool("pdftotext"), "-bbox", str(file), "-"], capture_output=True, check=True)  # noqa: S603
    sheet = printed.stdout.decode().split("<page ")[page + 1]
    word = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(Сертификат|Владелец)<')
    found = [tuple(map(float, place[:4])) for place in word.findall(sheet)]
    assert len(found) == 4
    for left, top, right, bottom in found:
        # the height of a line of words in points; the type is a tenth smaller
        assert bottom - top >= 6.5
        assert any(box[0] <= left < right <= box[2] and box[1] <= top < bottom <= box[3] for box in boxes)


def test_simple_signature_says_what_it_is_and_names_no_certificate(tmp_path: Path) -> None:
    local = NOW.astimezone(ZONE).replace(tzinfo=None)
    said = SimpleMark(signer="Медовкин Пётр Романович", at=local, record="20260615-7")
    pdf = sign(
        issued(),
        field="sig_chair",
        key=opened("seal"),
        at=NOW,
        mark=render_mark(write_simple_mark(said), width=138, height=74),
        is_certifying=True,
        name="Медовкин Пётр Романович",
        reason="ПЭП: sha256",
    )
    text = words_in(pdf, "sig_chair", tmp_path)
    assert read_simple_mark(text) == said
    assert read_electronic_mark(text) is None
    assert "Сертификат" not in text
    value = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()["/V"]
    assert value["/Name"] == "Медовкин Пётр Романович"


def test_what_cannot_be_signed_is_refused() -> None:
    key, mark = opened("chair"), mark_for(opened("chair"))
    for head, field in ((issued(), "sig_nobody"), (half_signed(), "sig_chair"), (b"%PDF-1.7 rubbish", "sig_chair")):
        with pytest.raises(CannotSign):
            sign(head, field=field, key=key, at=NOW, mark=mark, is_certifying=False)
    with pytest.raises(CannotSign, match="time stamping"):
        sign(issued(), field="sig_chair", key=key, at=NOW, mark=mark, is_certifying=True, level=Level.T)


def test_unmarked_signature_leaves_the_box_empty(tmp_path: Path) -> None:
    pdf = sign(issued(), field="sig_chair", key=opened("chair"), at=NOW, mark=None, is_certifying=True)
    assert not words_in(pdf, "sig_chair", tmp_path).strip()


def test_signature_takes_less_than_a_second() -> None:
    import time

    signed_by(issued(), opened("chair"), "sig_chair", is_certifying=True)
    begun = time.process_time()
    signed_by(issued(), opened("chair"), "sig_chair", is_certifying=True)
    assert time.process_time() - begun < 1
