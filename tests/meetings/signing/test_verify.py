"""The verdict on honest files later, by other eyes, and after other people's programs; and what it leaves behind."""

import logging
from pathlib import Path
from typing import Any

import pytest

from meetings.rendering.pdf import ARCHIVE
from meetings.signing import verify as verify_module
from meetings.signing.embedded import Level
from meetings.signing.report import Code, Report, decode_report, encode_report
from meetings.signing.trust import Trust
from meetings.signing.verify import Signatory, verify
from tests.meetings.rendering.printing import run_python
from tests.meetings.signing.forging import make_cms, signed_honestly
from tests.meetings.signing.papers import half_signed, issued, signed
from tests.meetings.signing.pki import DAY, NOW, PASSWORD, lists, revocations, stand
from tests.meetings.signing.test_tampering import CHAIR, SECRETARY, checked, expectation


def later(level: Level, days: int, **options: object) -> Report:
    return verify(signed(ARCHIVE, level), issued=issued(), expected=expectation(**options), at=NOW + days * DAY)


@pytest.mark.parametrize(
    ("level", "days", "is_good"),
    [
        (Level.B, 20, True),
        (Level.B, 400, False),
        (Level.T, 400, True),
        (Level.T, 1900, False),
        (Level.LT, 400, True),
        (Level.LTA, 400, True),
        (Level.LTA, 1500, True),
        (Level.LT, 1900, False),
        (Level.LTA, 3650, False),
    ],
)
def test_what_is_provable_later(level: Level, days: int, is_good: bool) -> None:
    """Certificates of people live 265 days more, the service's 1800; lists of revocation 30.

    A time stamp proves the moment as long as its service's certificate lives, lists of that moment being kept.
    """
    report = later(level, days)
    assert report.is_accepted is is_good, report.detail
    if not is_good:
        assert report.code is Code.TRUST


def test_revoked_before_and_after_signing() -> None:
    people = stand()
    for day, is_good in ((-2, False), (0, False), (5, True)):
        fresh = (lists()[0], revocations(people["middle"], ((people["chair"], day),)))
        trust = Trust(anchors=(people["root"].der,), revocations=fresh)
        report = verify(signed(), issued=issued(), expected=expectation(trust=trust), at=NOW + DAY)
        assert report.is_accepted is is_good, day


def test_second_of_two_who_signed_the_same_head_is_told() -> None:
    """Both took the chair's file; the secretary's came first, the third person's no longer extends the head."""
    late = signed_honestly(half_signed(), "sig_secretary", stand()["secretary"])
    report = verify(late, issued=issued(), head=signed(), expected=expectation(), at=NOW + DAY)
    assert report.code is Code.PREFIX
    assert "уже подписан другим участником" in report.sentence


def test_same_file_again_is_told() -> None:
    report = verify(half_signed(), issued=issued(), head=half_signed(), expected=expectation(), at=NOW + DAY)
    assert report.code is Code.SAME


def test_later_checks_may_be_unwelcome() -> None:
    assert checked(signed(ARCHIVE, Level.LTA), may_have_data=False).code is Code.DIFF
    assert checked(signed(ARCHIVE, Level.T), may_have_data=False).is_accepted


def test_person_is_told_by_every_known_number() -> None:
    facts = checked(signed()).signatures[0].certificate
    assert Signatory(field="x", snils=facts.snils).is_met_by(facts)
    assert Signatory(field="x", certificates=frozenset({facts.sha256})).is_met_by(facts)
    assert not Signatory(field="x").is_met_by(facts)
    assert not Signatory(field="x", snils=facts.snils, inn="7707083893").is_met_by(facts)
    assert not Signatory(field="x", snils=facts.snils, certificates=frozenset({"0" * 64})).is_met_by(facts)
    assert not Signatory(field="x", snils="00000000000").is_met_by(facts)


def test_signature_in_ber_is_read() -> None:
    """Some programs write indefinite lengths (BouncyCastle does)."""

    def indefinite(message: bytes) -> bytes:
        der = make_cms(stand()["secretary"], message)
        size = der[1] - 0x80
        return b"\x30\x80" + der[2 + size :] + b"\0\0"

    pdf = signed_honestly(half_signed(), "sig_secretary", stand()["secretary"], make=indefinite)
    report = checked(pdf)
    assert report.is_accepted, report.detail


@pytest.mark.parametrize("place", ["read_signed", "read_change", "read_value", "check_detached", "_check_fields"])
def test_failing_check_refuses(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks inside, the file is refused (ASVS 16.5.3)."""

    def broken(*_given: Any, **_named: Any) -> Any:
        raise MemoryError("boom")

    monkeypatch.setattr(verify_module, place, broken)
    report = checked(signed())
    assert (report.code, report.detail) == (Code.PARSE, "MemoryError")


def test_report_is_stored_and_read_again() -> None:
    for report in (checked(signed(ARCHIVE, Level.T)), checked(half_signed()), checked(b"")):
        text = encode_report(report)
        assert decode_report(text) == report
        assert encode_report(decode_report(text)) == text
        assert report.sentence not in text


def test_pyhanko_agrees_on_honest_files() -> None:
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from meetings.signing.asn1 import x509

    for level in (Level.B, Level.T):
        reader = PdfFileReader(io.BytesIO(signed("pdf/a-3u", level)))
        for one in reader.embedded_regular_signatures:
            context = ValidationContext(
                trust_roots=[x509.Certificate.load(stand()["root"].der)], allow_fetching=False, moment=NOW
            )
            status = validate_pdf_signature(one, context, ts_validation_context=context, skip_diff=True)
            assert status.intact
            assert status.valid
            assert status.trusted


def test_nothing_of_a_key_or_a_person_is_left_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert checked(signed()).is_accepted
        assert not checked(signed()[:-900]).is_accepted
        assert checked(signed_honestly(half_signed(), "sig_secretary", stand()["third"])).code is Code.SIGNER
        assert checked(signed(), signatories=(SECRETARY, CHAIR)).code is Code.ORDER
    assert not [record for record in caplog.records if record.name != "asyncio"]
    assert "Медовкин" not in caplog.text
    assert "".join(capfd.readouterr()) == ""
    holder = stand()["chair"]
    for name, content in (("key", holder.pkcs12()), ("paper", issued())):
        (tmp_path / name).write_bytes(content)
    work = tmp_path / "work"
    work.mkdir()
    code = (
        "import django, datetime; django.setup()\n"
        "from pathlib import Path\n"
        "from meetings.signing.keys import open_pkcs12\n"
        "from meetings.signing.embedded import sign\n"
        f"folder, at = Path({str(tmp_path)!r}), datetime.datetime.fromisoformat({NOW.isoformat()!r})\n"
        f"key = open_pkcs12((folder / 'key').read_bytes(), {PASSWORD!r}, at=at)\n"
        "paper = (folder / 'paper').read_bytes()\n"
        "pdf = sign(paper, field='sig_chair', key=key, at=at, mark=None, is_certifying=True)\n"
        "print(len(pdf), key)"
    )
    said = run_python(code, TMPDIR=str(work), HOME=str(work), XDG_CACHE_HOME=str(work)).decode()
    assert int(said.split()[0]) > len(issued())
    assert said.split()[1:] == ["<Key>"]
    assert not list(work.rglob("*"))
