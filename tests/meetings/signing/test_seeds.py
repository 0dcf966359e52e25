"""The two real papers, signed by two people on every level, tagged and plain: accepted by us and by other programs."""

from functools import cache
from pathlib import Path

import pytest

from meetings.document.signature_fields import CHAIR, SECRETARY, signature_fields
from meetings.document.tree import ProtocolDocument
from meetings.importing.reading import read_protocol
from meetings.rendering.pdf import render_pdf
from meetings.rendering.verification import verification_mark
from meetings.signing.embedded import Level
from meetings.signing.verify import Signatory, verify
from meetings.wording.signature_marks import read_electronic_mark
from tests.meetings.rendering.printing import pages_of
from tests.meetings.signing.outside import mutool_verdicts, pdfsig_verdicts, profile_failures, run
from tests.meetings.signing.papers import VARIANTS, opened, signed_by
from tests.meetings.signing.pki import DAY, NOW
from tests.meetings.signing.test_tampering import expectation
from tests.seeds import SEED_NAMES, seed_path

PEOPLE = {CHAIR: ("chair", "11223344595"), SECRETARY: ("secretary", "08765430300")}


@cache
def document_of(name: str) -> ProtocolDocument:
    path = seed_path(name)
    return read_protocol(path.read_bytes(), path.name).document


@cache
def issued(name: str, variant: str) -> bytes:
    """As the portal issues it: with boxes, and with the mark to check it by at the foot of each page."""
    mark = verification_mark("ABCDEFGHJK", "https://portal.example.org")
    return render_pdf(document_of(name), variant=variant, is_signable=True, mark=mark)


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("level", list(Level))
def test_signed_paper_is_accepted_by_all(name: str, variant: str, level: Level, tmp_path: Path) -> None:
    fields = signature_fields(document_of(name))
    assert set(fields) == {CHAIR, SECRETARY}
    content = issued(name, variant)
    for number, field in enumerate(fields):
        content = signed_by(content, opened(PEOPLE[field][0]), field, is_certifying=not number, level=level)
    people = tuple(Signatory(field=field, snils=PEOPLE[field][1]) for field in fields)
    report = verify(content, issued=issued(name, variant), expected=expectation(signatories=people), at=NOW + DAY)
    assert (report.code, report.detail) == (None, "")
    verdicts = pdfsig_verdicts(content, tmp_path)
    assert [verdict[:2] for verdict in verdicts] == [("Signature is Valid.", "Certificate is Trusted.")] * 2
    assert not [verdict for verdict in mutool_verdicts(content, tmp_path) if "invalid" in verdict]
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", tmp_path / "signed.pdf")
    text = " ".join(pages_of(content, tmp_path))
    first = read_electronic_mark(text)
    assert first is not None
    assert first.serial in {opened(person).facts.serial for person, _ in PEOPLE.values()}


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_profiles_survive_both_signatures(name: str, profile: str) -> None:
    content = issued(name, VARIANTS[0])
    fields = signature_fields(document_of(name))
    for number, field in enumerate(fields):
        content = signed_by(content, opened(PEOPLE[field][0]), field, is_certifying=not number)
        assert not profile_failures(content, profile, is_alone=not number)
