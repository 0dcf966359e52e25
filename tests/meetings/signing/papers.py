"""Owns the papers of the signing tests: issued once per process, signed by the stand's people."""

import datetime
from functools import cache
from typing import Any

from meetings.rendering.pdf import ARCHIVE, render_pdf
from meetings.rendering.signature_mark import render_mark
from meetings.signing.embedded import Authority, Level, sign
from meetings.signing.keys import Key
from meetings.wording.signature_marks import ElectronicMark, write_electronic_mark
from tests.meetings.rendering.documents import kollegiya_document, union_document
from tests.meetings.signing.pki import NOW, Holder, lists, stand

#: the tagged archive file the portal issues, and the same without structure
VARIANTS = (ARCHIVE, "pdf/a-3u")
FIELDS = ("sig_chair", "sig_secretary")
ZONE = datetime.timezone(datetime.timedelta(hours=7))


@cache
def issued(variant: str = ARCHIVE) -> bytes:
    return render_pdf(union_document(), variant=variant, is_signable=True)


@cache
def another(variant: str = ARCHIVE) -> bytes:
    """Another paper of the same body, with the same boxes."""
    return render_pdf(kollegiya_document(), variant=variant, is_signable=True)


@cache
def mark_of(serial: str, owner: str, begins: datetime.date, ends: datetime.date) -> bytes:
    lines = write_electronic_mark(ElectronicMark(serial=serial, owner=owner, valid_from=begins, valid_until=ends))
    return render_mark(lines, width=138, height=74)


def mark_for(key: Key) -> bytes:
    """The visible mark of a key's certificate, its days in the organisation's zone."""
    days = (moment.astimezone(ZONE).date() for moment in (key.facts.valid_from, key.facts.valid_until))
    return mark_of(key.facts.serial, key.facts.owner, *days)


@cache
def opened(name: str) -> Key:
    return stand()[name].opened()


def stamper() -> Any:
    """A time stamping service of the stand, inside this process."""
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from meetings.signing.asn1 import keys, x509

    people = stand()
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(people["root"].der))
    return DummyTimeStamper(
        tsa_cert=x509.Certificate.load(people["tsa"].der),
        tsa_key=keys.PrivateKeyInfo.load(private_bytes(people["tsa"])),
        certs_to_embed=store,
        fixed_dt=NOW,
    )


def private_bytes(holder: Holder) -> bytes:
    from cryptography.hazmat.primitives import serialization

    der: bytes = holder.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return der


def authority() -> Authority:
    return Authority(stamper=stamper(), anchors=(stand()["root"].der,), revocations=lists())


def signed_by(
    head: bytes, key: Key, field: str, *, is_certifying: bool, level: Level = Level.B, at: datetime.datetime = NOW
) -> bytes:
    return sign(
        head,
        field=field,
        key=key,
        at=at,
        mark=mark_for(key),
        is_certifying=is_certifying,
        level=level,
        authority=authority(),
    )


@cache
def half_signed(variant: str = ARCHIVE, level: Level = Level.B, *, secretary_first: bool = False) -> bytes:
    """The paper with its first signature."""
    name = "secretary" if secretary_first else "chair"
    return signed_by(issued(variant), opened(name), f"sig_{name}", is_certifying=True, level=level)


@cache
def signed(variant: str = ARCHIVE, level: Level = Level.B, *, secretary_first: bool = False) -> bytes:
    """The paper with both signatures."""
    head = half_signed(variant, level, secretary_first=secretary_first)
    name = "chair" if secretary_first else "secretary"
    return signed_by(head, opened(name), f"sig_{name}", is_certifying=False, level=level)
