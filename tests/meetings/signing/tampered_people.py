"""Owns the files signed by the wrong people, in the wrong order, with wrong keys, or by a CMS that says too much."""

from collections.abc import Callable, Iterator
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from meetings.signing.asn1 import cms, core, x509
from tests.meetings.signing.forging import make_cms, sign_raw, signed_honestly, signer_info
from tests.meetings.signing.papers import half_signed, issued, signed
from tests.meetings.signing.pki import Holder, issue, stand
from tests.meetings.signing.tampered_bytes import Case

CHAIR, SECRETARY = "sig_chair", "sig_secretary"
_SNILS = "08765430300"


def people_cases(variant: str) -> Iterator[Case]:
    """F: people, places, order, locks."""
    people, paper, half = stand(), issued(variant), half_signed(variant)
    both = signed(variant)

    def second(holder: Holder, **options: Any) -> bytes:
        return signed_honestly(half, SECRETARY, holder, **options)

    def first(holder: Holder, **options: Any) -> bytes:
        head = signed_honestly(paper, CHAIR, holder, **{"is_certifying": True, **options})
        return signed_honestly(head, SECRETARY, people["secretary"])

    yield "F01 a third person as secretary", second(people["third"]), {"signer"}
    yield "F02 the chair twice", second(people["chair"]), {"signer"}
    yield "F03 a third person as chair", first(people["third"]), {"signer"}
    crossed = signed_honestly(paper, CHAIR, people["secretary"], is_certifying=True)
    yield "F04 the two in each other's boxes", signed_honestly(crossed, SECRETARY, people["chair"]), {"signer"}
    yield "F05 a namesake of another authority", first(people["impostor"]), {"trust"}
    yield "F06 an expired certificate", first(people["expired"]), {"trust"}
    yield "F07 a certificate of tomorrow", first(people["early"]), {"trust"}
    yield "F08 the other order", signed(variant, secretary_first=True), {"order"}
    yield "F09 no lock", first(people["chair"], is_certifying=False), {"certify"}
    yield "F10 a lock that allows notes", first(people["chair"], permissions=3), {"certify"}
    yield "F11 a lock that allows nothing", first(people["chair"], permissions=1), {"certify"}
    yield (
        "F12 a third signature",
        signed_honestly(both, "sig_3", people["third"], is_new_field=True),
        {"fields", "diff"},
    )
    yield (
        "F13 a hidden third",
        signed_honestly(both, "sig_3", people["secretary"], is_new_field=True),
        {"fields", "diff"},
    )
    yield (
        "F14 only the secretary",
        signed_honestly(paper, SECRETARY, people["secretary"], is_certifying=True),
        {"fields"},
    )
    yield "F15 a certificate for encryption", first(people["encrypting"]), {"trust"}
    yield "F16 an authority's own key", second(people["middle"]), {"trust", "signer"}
    yield "F17 the time stamping key", second(people["tsa"]), {"trust", "signer"}
    for title, holder in bad_certificates():
        yield f"F {title}", second(holder), {"trust"}


def bad_certificates() -> Iterator[tuple[str, Holder]]:
    """Certificates with the secretary's own number that must not be trusted."""
    middle, root = stand()["middle"], stand()["root"]
    name = "Клеверова Ольга Дмитриевна"
    yield "signed by itself", issue(name, snils=_SNILS)
    yield "with a weak key", issue(name, middle, kind="rsa1024", snils=_SNILS)
    yield "an authority's", issue(name, middle, is_authority=True, snils=_SNILS)
    strange = x509_unknown()
    yield "with an unknown critical extension", issue(name, middle, snils=_SNILS, extra=strange)
    yield (
        "by an authority below one that allows none",
        issue(name, issue("Лишний", middle, is_authority=True), snils=_SNILS),
    )
    yield "issued by a person", issue(name, stand()["third"], snils=_SNILS)
    yield "for time stamps", issue(name, middle, snils=_SNILS, extended=ExtendedKeyUsageOID.TIME_STAMPING)
    yield (
        "by an authority that has expired",
        issue(name, issue("Старый", root, is_authority=True, days=(-900, -1)), snils=_SNILS),
    )
    yield (
        "by an authority without a list of revoked ones",
        issue(name, issue("Без списка", root, is_authority=True), snils=_SNILS),
    )
    yield "signed with SHA-1", _resigned_with_sha1(middle, name)


def x509_unknown() -> Any:
    from cryptography import x509 as builder

    return builder.UnrecognizedExtension(ObjectIdentifier("1.2.643.99.1"), b"\x05\x00")


def _resigned_with_sha1(issuer: Holder, name: str) -> Holder:
    """A certificate whose issuer signed with SHA-1 (made by hand: the library refuses to)."""
    from cryptography import x509 as builder

    honest = issue(name, issuer, snils=_SNILS)
    certificate = x509.Certificate.load(honest.der)
    kind = {"algorithm": "sha1_rsa"}
    certificate["tbs_certificate"]["signature"] = kind
    certificate["signature_algorithm"] = kind
    body = certificate["tbs_certificate"].dump(force=True)
    certificate["signature_value"] = issuer.key.sign(body, _padding(), hashes.SHA1())  # noqa: S303 - the forger's
    return Holder(
        certificate=builder.load_der_x509_certificate(certificate.dump(force=True)), key=honest.key, issuer=issuer
    )


def _padding() -> Any:
    from cryptography.hazmat.primitives.asymmetric import padding

    return padding.PKCS1v15()


def bad_signatures(holder: Holder, other: Holder) -> dict[str, tuple[Callable[[bytes], bytes], set[str]]]:
    """CMS that must be refused whatever they sign: name → (maker from the message, codes)."""
    intact, trust = {"intact"}, {"trust"}

    def made(**options: Any) -> Callable[[bytes], bytes]:
        return lambda message: make_cms(holder, message, **options)

    def edited(change: Callable[[Any], None]) -> Callable[[bytes], bytes]:
        return made(change=change)

    def set_version(signed: Any) -> None:
        signed["version"] = "v3"

    def more_digests(signed: Any) -> None:
        signed["digest_algorithms"] = [{"algorithm": "sha256"}, {"algorithm": "sha512"}]

    def other_digest(signed: Any) -> None:
        signed["digest_algorithms"] = [{"algorithm": "sha512"}]

    def twice(signed: Any) -> None:
        info = signed["signer_infos"][0]
        signed["signer_infos"] = [info, info.copy()]

    def nobody(signed: Any) -> None:
        signed["signer_infos"] = []

    def no_bag(signed: Any) -> None:
        signed["certificates"] = []

    countersigned = core.OctetString(b"\x01")
    return {
        "with SHA-1": (made(digest="sha1"), trust),
        "without attributes": (made(without=("all",)), {"intact", "parse"}),
        "without the digest": (made(without=("message_digest",)), intact),
        "without the content's kind": (made(without=("content_type",)), intact),
        "without its certificate's name": (made(without=("signing_certificate_v2",)), intact),
        "naming another certificate": (made(bound=other), intact),
        "with the content inside": (made(content=b"x"), intact),
        "with a stranger's certificate": (
            made(certificates=[holder, stand()["middle"], stand()["root"], other]),
            trust,
        ),
        "without certificates": (edited(no_bag), intact),
        "with another's certificate": (made(certificates=[other]), intact),
        "with an open attribute": (made(unsigned=(("1.2.3.4", countersigned),)), intact),
        "of another version": (edited(set_version), intact),
        "with one digest too many": (edited(more_digests), intact),
        "with another digest": (edited(other_digest), intact),
        "with the signer twice": (edited(twice), {"intact", "fields"}),
        "without a signer": (edited(nobody), intact),
        "by another key": (lambda message: _by_another_key(holder, other, message), intact),
        "not in DER": (lambda message: _long_form(make_cms(holder, message)), {"parse"}),
        "with a null behind": (lambda message: make_cms(holder, message) + b"\x05\x00", {"intact", "magic", "parse"}),
    }


def _by_another_key(holder: Holder, other: Holder, message: bytes) -> bytes:
    def change(signed: Any) -> None:
        info = signed["signer_infos"][0]
        info["signature"] = sign_raw(other, info["signed_attrs"].untag().dump(), "sha256")

    return make_cms(holder, message, change=change)


def _long_form(der: bytes) -> bytes:
    """The same CMS with one length written longer than it need be."""
    assert der[:2] == b"\x30\x82"
    return b"\x30\x83\x00" + der[2:]


def cms_cases(variant: str) -> Iterator[Case]:
    """F: an honest place and range, and a CMS that must be refused."""
    people, half = stand(), half_signed(variant)
    for title, (make, codes) in bad_signatures(people["secretary"], people["third"]).items():
        yield f"F signature {title}", signed_honestly(half, SECRETARY, people["secretary"], make=make), codes
    two = signed_honestly(half, SECRETARY, people["secretary"], make=_two_signers)
    yield "F signature of two people in one box", two, {"fields"}


def _two_signers(message: bytes) -> bytes:
    people = stand()

    def change(signed: Any) -> None:
        bag = [people[name] for name in ("secretary", "third", "middle", "root")]
        signed["certificates"] = [cms.CertificateChoices("certificate", x509.Certificate.load(one.der)) for one in bag]

    other = signer_info(people["third"], message)
    return make_cms(people["secretary"], message, others=(other,), change=change)
