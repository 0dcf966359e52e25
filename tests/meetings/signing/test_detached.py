"""Signatures of RSA and ECDSA in files of their own: OpenSSL's honest ones accepted, bad ones refused."""

import base64
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from meetings.signing.detached import LARGEST_SIGNATURE, verify_detached
from meetings.signing.report import Code, Report
from meetings.signing.trust import Trust
from tests.meetings.signing.forging import make_cms
from tests.meetings.signing.outside import CLEAN, tool
from tests.meetings.signing.papers import stamper
from tests.meetings.signing.pki import DAY, NOW, Holder, lists, revocations, stand
from tests.meetings.signing.tampered_people import bad_certificates, bad_signatures

DOCUMENT = b"%PDF-1.7\nprotocol\n" * 300


def checked(
    signature: bytes, document: bytes = DOCUMENT, *, at: datetime.datetime = NOW + DAY, **options: Any
) -> Report:
    known: dict[str, Any] = {"anchors": (stand()["root"].der,), "revocations": lists()}
    return verify_detached(signature, document=document, trust=Trust(**known | options), at=at)


def by_openssl(folder: Path, *holders: Holder, form: str = "DER", options: tuple[str, ...] = ("-cades",)) -> bytes:
    """A detached CMS made by OpenSSL for holders of the stand."""
    import subprocess

    (folder / "document").write_bytes(DOCUMENT)
    people: list[str] = []
    for number, holder in enumerate(holders):
        (folder / f"{number}.pem").write_bytes(holder.pem)
        (folder / f"{number}.key").write_bytes(holder.key_pem)
        people += ["-signer", f"{number}.pem", "-inkey", f"{number}.key"]
    (folder / "chain.pem").write_bytes(stand()["middle"].pem)
    command = [tool("openssl"), "cms", "-sign", "-binary", "-in", "document", "-md", "sha256", "-outform", form]
    command += [*people, "-certfile", "chain.pem", *options]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder, env=CLEAN)  # noqa: S603
    return done.stdout


def test_honest_files_of_openssl_are_accepted(tmp_path: Path) -> None:
    chair, secretary = stand()["chair"], stand()["secretary"]
    der = by_openssl(tmp_path, chair)
    pem = by_openssl(tmp_path, secretary, form="PEM")
    for content, number in (
        (der, 1),
        (pem, 1),
        (base64.b64encode(der), 1),
        (by_openssl(tmp_path, chair, secretary), 2),
    ):
        report = checked(content)
        assert (report.code, report.detail) == (None, "")
        assert len(report.signatures) == number
    owners = {one.certificate.owner for one in checked(by_openssl(tmp_path, chair, secretary)).signatures}
    assert owners == {"Медовкин Пётр Романович", "Клеверова Ольга Дмитриевна"}


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("name", ["chair", "secretary"])
def test_honest_signatures_of_each_digest(name: str, digest: str) -> None:
    report = checked(make_cms(stand()[name], DOCUMENT, digest=digest))
    assert report.is_accepted, report.detail
    assert digest.upper() in report.signatures[0].algorithm
    assert report.signatures[0].said_at == NOW


@pytest.mark.parametrize("document", [DOCUMENT + b"\n", DOCUMENT[:-1], b"", DOCUMENT.replace(b"\n", b"\r\n")])
def test_other_document_is_refused(document: bytes) -> None:
    assert checked(make_cms(stand()["chair"], DOCUMENT), document).code is Code.INTACT


@pytest.mark.parametrize("options", [("-cades", "-nodetach"), ("-noattr",), (), ("-cades", "-nocerts")])
def test_other_kinds_of_openssl_are_refused(options: tuple[str, ...], tmp_path: Path) -> None:
    assert checked(by_openssl(tmp_path, stand()["chair"], options=options)).code is Code.INTACT


def test_old_digest_of_openssl_is_refused(tmp_path: Path) -> None:
    assert checked(by_openssl(tmp_path, stand()["chair"], options=("-cades", "-md", "sha1"))).code is Code.TRUST


@pytest.mark.parametrize("name", ["chair", "secretary"])
def test_bad_signatures_are_refused(name: str) -> None:
    cases = bad_signatures(stand()[name], stand()["third"])
    assert len(cases) >= 14
    for title, (make, codes) in cases.items():
        report = checked(make(DOCUMENT))
        # in a file of its own a signer may stand twice: it is the same person's word twice
        is_twice = title == "with the signer twice" and len(report.signatures) == 2
        assert is_twice or report.code in codes, (title, report.code, report.detail)


def test_bad_certificates_are_refused() -> None:
    people = stand()
    bad = [
        *bad_certificates(),
        *((name, people[name]) for name in ("impostor", "expired", "early", "encrypting", "tsa")),
    ]
    for title, holder in bad:
        assert checked(make_cms(holder, DOCUMENT)).code is Code.TRUST, title


def test_revoked_counts_from_its_day() -> None:
    people, der = stand(), make_cms(stand()["chair"], DOCUMENT)

    def lists_with(day: int, **options: Any) -> tuple[bytes, ...]:
        return (revocations(people["root"]), revocations(people["middle"], ((people["chair"], day),), **options))

    assert checked(der, revocations=lists_with(-3)).code is Code.TRUST
    assert checked(der, revocations=lists_with(1)).code is Code.TRUST
    # revoked after the moment the signature is judged at: it stays good at its time
    assert checked(der, revocations=lists_with(3)).is_accepted
    assert checked(der, revocations=lists_with(3), at=NOW + 4 * DAY).code is Code.TRUST


@pytest.mark.parametrize("case", ["none", "stale", "of another", "forged", "of the root only"])
def test_lists_of_revoked_must_speak_for_that_moment(case: str) -> None:
    people = stand()
    root = revocations(people["root"])
    given = {
        "none": (),
        "stale": (root, revocations(people["middle"], days=(-30, -2))),
        "of another": (root, revocations(people["alien"])),
        "forged": (root, revocations(people["middle"], key=people["alien"].key)),
        "of the root only": (root,),
    }[case]
    der = make_cms(people["chair"], DOCUMENT)
    assert checked(der, revocations=given).code is Code.TRUST
    assert checked(der, revocations=given, needs_revocation=False).is_accepted


NO_SIGNATURES: dict[str, tuple[Callable[[], bytes], set[Code]]] = {
    "nothing": (lambda: b"", {Code.SIZE}),
    "too large": (lambda: b"\x30" * (LARGEST_SIGNATURE + 1), {Code.SIZE}),
    "words": (lambda: b"hello, world!", {Code.MAGIC}),
    "Russian words": ("подпись".encode, {Code.MAGIC}),
    "a broken frame": (lambda: b"-----BEGIN CMS-----\n!!\n-----END CMS-----", {Code.MAGIC}),
    "a certificate": (lambda: stand()["chair"].der, {Code.PARSE, Code.MAGIC}),
    "a framed certificate": (lambda: stand()["chair"].pem, {Code.MAGIC}),
    "a key file": (lambda: bytes(stand()["chair"].pkcs12()), {Code.PARSE, Code.MAGIC}),
    "depth": (lambda: b"\x30\x80" * 1000, {Code.PARSE}),
    "a length beyond the file": (lambda: b"\x30\x84\xff\xff\xff\xff", {Code.PARSE}),
    "rubbish in base64": (lambda: base64.b64encode(b"rubbish, and more of it"), {Code.PARSE}),
}


@pytest.mark.parametrize("case", list(NO_SIGNATURES))
def test_what_is_no_signature_is_refused(case: str) -> None:
    make, codes = NO_SIGNATURES[case]
    report = checked(make())
    assert report.code in codes, report.detail
    assert report.sentence


def test_bits_of_a_signature_are_all_needed() -> None:
    """No bit of the file may be turned: what no signature covers is compared or refused."""
    import random

    chance = random.Random(5)  # noqa: S311 - the same bits every time
    for name in ("chair", "secretary"):
        der = make_cms(stand()[name], DOCUMENT)
        for _ in range(120):
            place, bit = chance.randrange(len(der)), 1 << chance.randrange(8)
            assert not checked(der[:place] + bytes([der[place] ^ bit]) + der[place + 1 :]).is_accepted, place


def test_time_stamp_keeps_a_signature_good_after_its_certificate() -> None:
    """A stamp proves the moment: later expiry does not matter, a stamp of something else does."""
    people = stand()

    def stamped(message: bytes) -> bytes:
        import asyncio
        import hashlib

        from meetings.signing.asn1 import cms

        der = make_cms(people["chair"], DOCUMENT)
        outer = cms.ContentInfo.load(der)
        info = outer["content"]["signer_infos"][0]
        over = hashlib.sha256(info["signature"].native if message == b"" else message).digest()
        token = asyncio.run(stamper().async_timestamp(over, "sha256"))
        info["unsigned_attrs"] = [{"type": "signature_time_stamp_token", "values": [token]}]
        dumped: bytes = outer.dump(force=True)
        return dumped

    fresh = (revocations(people["root"], days=(-1, 900)), revocations(people["middle"], days=(-1, 900)))
    late = NOW + 400 * DAY
    assert checked(make_cms(people["chair"], DOCUMENT), at=late, revocations=fresh).code is Code.TRUST
    report = checked(stamped(b""), at=late, revocations=fresh)
    assert report.is_accepted, report.detail
    assert report.signatures[0].stamped_at == NOW
    assert checked(stamped(b"other"), at=late, revocations=fresh).code is Code.INTACT
    assert checked(stamped(b""), at=NOW - DAY).code is Code.TRUST
