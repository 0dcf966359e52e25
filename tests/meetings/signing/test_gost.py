"""GOST R 34.10-2012 in files of their own: made by OpenSSL's gost engine, checked by our own arithmetic."""

import base64
import datetime
import os
from collections.abc import Callable
from typing import Any

import pytest

from meetings.signing import gost
from meetings.signing.asn1 import cms, core
from meetings.signing.detached import verify_detached
from meetings.signing.report import Code, Report
from meetings.signing.trust import Trust
from tests.meetings.signing.forging import make_cms
from tests.meetings.signing.gost_stand import (
    gost_folder,
    gost_list,
    gost_person,
    gost_root,
    gost_signature,
    moment,
    openssl,
)
from tests.meetings.signing.pki import stand

DOCUMENT = b"%PDF-1.7\n" + b"\xd0\x9f\xd1\x80\xd0\xbe\xd1\x82\xd0\xbe\xd0\xba\xd0\xbe\xd0\xbb\n" * 700
OWNER, OTHER = "Медовкин Пётр Романович", "Клеверова Ольга Дмитриевна"
YEAR = datetime.timedelta(days=400)


def trust(bits: int = 256, **options: Any) -> Trust:
    known: dict[str, Any] = {"anchors": (gost_root(bits).der,), "revocations": (gost_list(bits),)}
    return Trust(**known | options)


def checked(
    signature: bytes,
    document: bytes = DOCUMENT,
    bits: int = 256,
    *,
    after: datetime.timedelta | None = None,
    **options: Any,
) -> Report:
    at = moment(gost_person(OWNER, bits)) + (after or datetime.timedelta(hours=1))
    return verify_detached(signature, document=document, trust=trust(bits, **options), at=at)


@pytest.fixture(scope="module")
def honest() -> bytes:
    return gost_signature(DOCUMENT, gost_person(OWNER))


@pytest.mark.parametrize(
    ("bits", "parameters"), [(256, "A"), (256, "TCA"), (256, "TCB"), (256, "TCD"), (512, "A"), (512, "B"), (512, "C")]
)
def test_honest_signatures_on_every_curve(bits: int, parameters: str) -> None:
    holder = gost_person(OWNER, bits, parameters=parameters)
    report = checked(gost_signature(DOCUMENT, holder), bits=bits)
    assert (report.code, report.detail) == (None, "")
    (signature,) = report.signatures
    assert signature.algorithm == f"ГОСТ Р 34.10-2012 ({bits} бит)"
    assert signature.certificate.owner == OWNER


def test_honest_files_in_other_forms_and_of_two_people(honest: bytes) -> None:
    framed = gost_signature(DOCUMENT, gost_person(OWNER), form="PEM")
    bare = base64.encodebytes(honest)
    for content in (framed, bare, framed.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + bare):
        assert checked(content).is_accepted
    report = checked(gost_signature(DOCUMENT, gost_person(OWNER), gost_person(OTHER)))
    assert report.is_accepted
    assert {one.certificate.owner for one in report.signatures} == {OWNER, OTHER}


def test_person_of_a_longer_key_s_authority() -> None:
    holder = gost_person(OWNER, 256, root_bits=512)
    at = moment(holder)
    report = verify_detached(gost_signature(DOCUMENT, holder), document=DOCUMENT, trust=trust(512), at=at)
    assert report.is_accepted, report.detail


@pytest.mark.parametrize(
    "document",
    [DOCUMENT + b"\n", DOCUMENT[:-1], b"", DOCUMENT.replace(b"%PDF-1.7", b"%PDF-1.6"), DOCUMENT * 2, DOCUMENT + b"\0"],
)
def test_other_document_is_refused(document: bytes, honest: bytes) -> None:
    assert checked(honest, document).code is Code.INTACT


def edited(change: Callable[[Any, Any], None]) -> Callable[[bytes], bytes]:
    """A maker of a changed signature: `change` gets the SignedData and its signer."""

    def make(der: bytes) -> bytes:
        outer = cms.ContentInfo.load(der)
        change(outer["content"], outer["content"]["signer_infos"][0])
        changed: bytes = outer.dump()
        return changed

    return make


def value(turn: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A maker that turns the bare signature into another."""
    return edited(lambda _signed, info: info.__setitem__("signature", turn(info["signature"].native)))


def raw(turn: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return turn


def attribute(name: str, new: Any) -> Callable[[bytes], bytes]:
    def change(_signed: Any, info: Any) -> None:
        for one in info["signed_attrs"]:
            if one["type"].native == name:
                one["values"] = [new]

    return edited(change)


def drop(name: str) -> Callable[[bytes], bytes]:
    def change(_signed: Any, info: Any) -> None:
        info["signed_attrs"] = [one for one in info["signed_attrs"] if one["type"].native != name]

    return edited(change)


ORDER = gost.curve_of("1.2.643.2.2.35.1").q  # type: ignore[union-attr]
HALF = 32
BAD: dict[str, Callable[[bytes], bytes]] = {
    "a bit of s": value(lambda old: bytes([old[0] ^ 1]) + old[1:]),
    "a bit of r": value(lambda old: old[:-1] + bytes([old[-1] ^ 1])),
    "s and r exchanged": value(lambda old: old[HALF:] + old[:HALF]),
    "turned around": value(lambda old: old[::-1]),
    "zeros": value(lambda old: bytes(len(old))),
    "s is zero": value(lambda old: bytes(HALF) + old[HALF:]),
    "r is zero": value(lambda old: old[:HALF] + bytes(HALF)),
    "s is the order": value(lambda old: ORDER.to_bytes(HALF, "big") + old[HALF:]),
    "s with the order added": value(
        lambda old: ((int.from_bytes(old[:HALF], "big") + ORDER) % 2**256).to_bytes(HALF, "big") + old[HALF:]
    ),
    "minus s": value(lambda old: (ORDER - int.from_bytes(old[:HALF], "big")).to_bytes(HALF, "big") + old[HALF:]),
    "too short": value(lambda old: old[:-1]),
    "too long": value(lambda old: old + b"\0"),
    "empty": value(lambda _old: b""),
    "another digest in the attributes": attribute("message_digest", core.OctetString(bytes(32))),
    "another kind of content": attribute("content_type", "signed_data"),
    "no digest": drop("message_digest"),
    "no kind of content": drop("content_type"),
    "no certificate named": drop("signing_certificate_v2"),
    "no attributes": edited(lambda _signed, info: info.__setitem__("signed_attrs", [])),
    "digest of another length": edited(
        lambda _signed, info: info["digest_algorithm"].__setitem__("algorithm", "sha256")
    ),
    "no certificates": edited(lambda signed, _info: signed.__setitem__("certificates", [])),
    "no signers": edited(lambda signed, _info: signed.__setitem__("signer_infos", [])),
    "another version": edited(lambda signed, _info: signed.__setitem__("version", "v3")),
    "a content inside": edited(lambda signed, _info: signed["encap_content_info"].__setitem__("content", b"x")),
    "bytes behind": raw(lambda der: der + b"\0"),
    "a second signature behind": raw(lambda der: der + der),
    "cut": raw(lambda der: der[:-20]),
    "half of it": raw(lambda der: der[: len(der) // 2]),
    "a megabyte": raw(lambda der: der + bytes(1_000_000)),
    "nothing": raw(lambda _der: b""),
    "words": raw(lambda _der: "подпись".encode()),
    "the document": raw(lambda _der: DOCUMENT),
    "a certificate": raw(lambda _der: gost_person(OWNER).der),
    "a key file": raw(lambda _der: stand()["chair"].pkcs12()),
    "two framed ones": raw(lambda _der: gost_signature(DOCUMENT, gost_person(OWNER), form="PEM") * 2),
    "a broken frame": raw(lambda _der: gost_signature(DOCUMENT, gost_person(OWNER), form="PEM")[:-30]),
    "RSA's": raw(lambda _der: make_cms(stand()["chair"], DOCUMENT)),
}


@pytest.mark.parametrize("title", list(BAD))
def test_bad_signature_is_refused(title: str, honest: bytes) -> None:
    assert checked(honest).is_accepted
    report = checked(BAD[title](honest))
    assert not report.is_accepted, title
    assert report.code in {Code.INTACT, Code.PARSE, Code.MAGIC, Code.SIZE, Code.TRUST}
    assert not report.signatures


def test_untrusted_people_are_refused(honest: bytes) -> None:
    other = gost_person(OWNER, 512)
    for content, options in (
        (gost_signature(DOCUMENT, gost_person(OWNER, extensions="encrypting")), {}),
        (gost_signature(DOCUMENT, gost_person(OWNER, extensions="strange")), {}),
        (gost_signature(DOCUMENT, gost_person(OWNER, extensions="authority")), {}),
        (gost_signature(DOCUMENT, other), {}),
        (honest, {"anchors": (gost_root(512).der,)}),
        (honest, {"anchors": ()}),
        (honest, {"revocations": ()}),
        (honest, {"revocations": (gost_list(512),)}),
        (honest, {"revocations": (gost_list(256, gost_person(OWNER)),), "after": datetime.timedelta(days=5)}),
        (honest, {"after": YEAR}),
        (honest, {"after": -YEAR}),
        (_with_more_certificates(), {}),
    ):
        report = checked(content, **options)
        assert report.code is Code.TRUST, report.detail


def _with_more_certificates() -> bytes:
    other = gost_person(OTHER)
    return gost_signature(DOCUMENT, gost_person(OWNER), options=("-cades", "-certfile", f"{other.name}.pem"))


@pytest.mark.parametrize("options", [("-cades", "-nodetach"), ("-noattr",), (), ("-cades", "-nocerts")])
def test_other_kinds_of_openssl_are_refused(options: tuple[str, ...]) -> None:
    assert checked(gost_signature(DOCUMENT, gost_person(OWNER), options=options)).code is Code.INTACT


def test_one_bad_signer_among_two_spoils_the_file() -> None:
    both = gost_signature(DOCUMENT, gost_person(OWNER), gost_person(OTHER))

    def spoil(signed: Any, _info: Any) -> None:
        last = signed["signer_infos"][1]
        last["signature"] = bytes([last["signature"].native[0] ^ 1]) + last["signature"].native[1:]

    assert checked(both).is_accepted
    assert checked(edited(spoil)(both)).code is Code.INTACT


@pytest.mark.parametrize("bits", [256, 512])
def test_digest_equals_that_of_openssl(bits: int) -> None:
    for length in (0, 1, 63, 64, 65, 200, 1000):
        content = os.urandom(length)
        theirs = openssl(gost_folder(), "dgst", f"-md_gost12_{bits}", "-binary", feed=content)
        assert gost.digest(bits // 8, [content[:10], content[10:]]) == theirs


def test_digest_of_the_standard() -> None:
    """GOST R 34.11-2012, A.1 (the message M1)."""
    message = b"012345678901234567890123456789012345678901234567890123456789012"
    assert gost.digest(32, [message]).hex() == "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"


@pytest.mark.parametrize("oid", list(gost._CURVES))
def test_curves_are_whole(oid: str) -> None:
    curve = gost.curve_of(oid)
    assert curve is not None
    assert curve.has(*curve.base)
    assert gost._multiply(curve, curve.q, (*curve.base, 1))[2] == 0
    assert gost._multiply(curve, curve.q - 1, (*curve.base, 1))[2] != 0


def test_points_off_the_curve_verify_nothing() -> None:
    curve = gost.curve_of("1.2.643.2.2.35.1")
    assert curve is not None
    x, y = curve.base
    digest = b"\x07" * 32
    for point in ((x, y + 1), (0, 0), (curve.p + x, y), (x, curve.p - y + 1)):
        public = b"".join((number % 2**256).to_bytes(32, "little") for number in point)
        assert not gost.verify(curve=curve, public=public, digest=digest, signature=b"\x01" * 64)
    assert gost.curve_of("1.2.3") is None
