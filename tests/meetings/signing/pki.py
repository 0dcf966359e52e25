"""Owns the test stand's certificates: an authority, its people, impostors; made anew for each run, nowhere stored.

The stand lives at NOW, a fixed moment, whatever the machine's clock says. Names say «Испытательный стенд» so that no
certificate of it can be taken for a real one.
"""

import datetime
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from meetings.signing.keys import Key, open_pkcs12

NOW = datetime.datetime(2026, 6, 15, 9, 30, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
PASSWORD = "кислая-Вишня-7431"
STAND = "Испытательный стенд"
_SNILS = ObjectIdentifier("1.2.643.100.3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A certificate with its private key and the issuer it came from."""

    certificate: x509.Certificate
    key: Any = field(repr=False)
    issuer: "Holder | None" = None

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def chain(self) -> list[x509.Certificate]:
        """The issuers, nearest first."""
        return [] if self.issuer is None else [self.issuer.certificate, *self.issuer.chain()]

    def pkcs12(self, password: str = PASSWORD) -> bytes:
        encryption = serialization.BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, self.chain(), encryption)

    def opened(self, at: datetime.datetime = NOW) -> Key:
        return open_pkcs12(self.pkcs12(), PASSWORD, at=at)


def new_key(kind: str = "ec") -> Any:
    if kind == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    if kind == "ec384":
        return ec.generate_private_key(ec.SECP384R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=int(kind.removeprefix("rsa") or 2048))


def issue(
    name: str,
    issuer: Holder | None = None,
    *,
    kind: str = "ec",
    is_authority: bool = False,
    days: tuple[int, int] = (-100, 265),
    usage: str = "sign",
    snils: str = "",
    extended: ObjectIdentifier | None = None,
    extra: x509.ExtensionType | None = None,
    algorithm: Any = None,
    serial: int | None = None,
    depth: int | None = None,
) -> Holder:
    """Make a certificate; `days` are its bounds counted from NOW."""
    key = new_key(kind)
    surname, _, given = name.partition(" ")
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, STAND)]
    if given and not is_authority:
        attributes += [x509.NameAttribute(NameOID.SURNAME, surname), x509.NameAttribute(NameOID.GIVEN_NAME, given)]
    if snils:
        attributes.append(x509.NameAttribute(_SNILS, snils))
    subject = x509.Name(attributes)
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(NOW + days[0] * DAY)
        .not_valid_after(NOW + days[1] * DAY)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=depth), critical=True)
        .add_extension(_usage("authority" if is_authority else usage), critical=True)
    )
    if extended is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([extended]), critical=True)
    if extra is not None:
        builder = builder.add_extension(extra, critical=True)
    signing = issuer.key if issuer else key
    return Holder(certificate=builder.sign(signing, algorithm or hashes.SHA256()), key=key, issuer=issuer)


def _usage(usage: str) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=usage == "sign",
        content_commitment=usage == "sign",
        key_encipherment=usage == "encrypt",
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=usage == "authority",
        crl_sign=usage == "authority",
        encipher_only=False,
        decipher_only=False,
    )


def revocations(
    issuer: Holder, revoked: tuple[tuple[Holder, int], ...] = (), *, days: tuple[int, int] = (-1, 30), key: Any = None
) -> bytes:
    """Make a list of revoked certificates (DER); each with the day it was revoked on, counted from NOW."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW + days[0] * DAY)
        .next_update(NOW + days[1] * DAY)
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for holder, day in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(holder.certificate.serial_number)
            .revocation_date(NOW + day * DAY)
            .build()
        )
    return builder.sign(key or issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@cache
def stand() -> dict[str, Holder]:
    """The people of the stand, made once per process."""
    root = issue(f"{STAND}, корень", is_authority=True, kind="rsa", days=(-1000, 3000))
    middle = issue(f"{STAND}, выпуск", root, is_authority=True, kind="rsa", days=(-900, 2000), depth=0)
    alien = issue(f"{STAND}, чужой корень", is_authority=True, days=(-1000, 3000))
    return {
        "root": root,
        "middle": middle,
        "alien": alien,
        "chair": issue("Медовкин Пётр Романович", middle, kind="rsa", snils="11223344595"),
        "secretary": issue("Клеверова Ольга Дмитриевна", middle, snils="08765430300"),
        "third": issue("Посторонний Иван Иванович", middle, snils="12345678900"),
        "impostor": issue("Медовкин Пётр Романович", alien, snils="11223344595"),
        "seal": issue("Печать портала", middle),
        "expired": issue("Медовкин Пётр Романович", middle, days=(-400, -10), snils="11223344595"),
        "early": issue("Медовкин Пётр Романович", middle, days=(10, 400), snils="11223344595"),
        "encrypting": issue("Медовкин Пётр Романович", middle, usage="encrypt", snils="11223344595"),
        "tsa": issue(
            f"{STAND}, время", root, kind="rsa", extended=ExtendedKeyUsageOID.TIME_STAMPING, days=(-100, 1800)
        ),
    }


@cache
def lists() -> tuple[bytes, ...]:
    """Fresh lists of revoked certificates of both authorities, with nobody on them."""
    people = stand()
    return (revocations(people["root"]), revocations(people["middle"]))
