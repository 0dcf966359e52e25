"""Owns keys: a person's PKCS#12 used once, and the portal's seal. They live in memory and are never printed or stored.

A PKCS#12 is hostile input: the count of its iterations is read first, because a file of 2 KB may ask for hours of work.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from meetings.signing.asn1 import pkcs12, x509
from meetings.signing.certificates import CertificateFacts, read_certificate
from meetings.signing.quiet import silence_libraries

#: Bytes; real ones hold a key and some certificates, 3–8 KB.
LARGEST_PKCS12 = 200_000
#: Real programs ask for 1 to 600 thousand; a million takes under half a second.
MOST_ITERATIONS = 1_000_000
_SMALLEST_RSA = 2048
_SMALLEST_CURVE = 256


class KeyRefused(ValueError):
    """The key cannot be used; the message is fit for the person who brought it and holds nothing of the key."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A private key with its certificate, for signing only; printed it shows nothing."""

    facts: CertificateFacts
    signer: Any = field(repr=False)

    def __repr__(self) -> str:
        return "<Key>"

    def __reduce__(self) -> Any:
        raise TypeError("a key is never written anywhere")


def open_pkcs12(content: bytes, password: str, *, at: datetime.datetime, extra: tuple[bytes, ...] = ()) -> Key:
    """Open a PKCS#12 (RFC 7292) with its password; `extra` are DER certificates of issuers it may lack.

    Raises KeyRefused: not such a file, too much work, wrong password, no key, weak key, certificate not valid now or
    not for signing.
    """
    if len(content) > LARGEST_PKCS12:
        raise KeyRefused(_("Файл ключа слишком велик."))
    _refuse_much_work(content)
    silence_libraries()
    from pyhanko.sign.signers import SimpleSigner  # slow import: half a second

    try:
        issuers = [x509.Certificate.load(one) for one in extra]
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=issuers, passphrase=password.encode())
        facts = read_certificate(signer.signing_cert)
    except Exception:
        raise KeyRefused(_("Не удалось открыть ключ: неверный пароль, или файл не содержит ключа.")) from None
    _refuse_unfit(signer.signing_cert, facts, at)
    return Key(facts, signer)


def _refuse_much_work(content: bytes) -> None:
    """Refuse a file that asks for too many iterations, before any is made."""

    try:
        pfx = pkcs12.Pfx.load(content, strict=True)
        counts = [pfx["mac_data"]["iterations"].native] if pfx["mac_data"].native else []
        for info in pfx.authenticated_safe:
            if info["content_type"].native == "encrypted_data":
                counts.append(_iterations(info["content"]["encrypted_content_info"]["content_encryption_algorithm"]))
            elif info["content_type"].native == "data":
                safe = pkcs12.SafeContents.load(info["content"].native)
                counts += [
                    _iterations(bag["bag_value"]["encryption_algorithm"])
                    for bag in safe
                    if bag["bag_id"].native == "pkcs8_shrouded_key_bag"
                ]
    except Exception:
        raise KeyRefused(_("Это не файл ключа PKCS#12 (.p12, .pfx).")) from None
    if any(count is None or not 0 < count <= MOST_ITERATIONS for count in counts):
        raise KeyRefused(_("Файл ключа требует слишком долгих вычислений и не принят."))


def _iterations(algorithm: Any) -> int | None:
    """Return the count of iterations of an encryption scheme; None when it names none."""
    parameters = algorithm["parameters"]
    if algorithm["algorithm"].native == "pbes2":
        parameters = parameters["key_derivation_func"]["parameters"]
        count = parameters["iteration_count"].native
    else:
        count = parameters["iterations"].native
    return count if isinstance(count, int) else None


def _refuse_unfit(certificate: Any, facts: CertificateFacts, at: datetime.datetime) -> None:
    if not facts.valid_from <= at <= facts.valid_until:
        raise KeyRefused(_("Срок действия сертификата истёк или ещё не наступил."))
    if certificate.ca:
        raise KeyRefused(_("Это сертификат удостоверяющего центра, а не лица."))
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise KeyRefused(_("Сертификат не предназначен для подписи документов."))
    if is_weak(certificate.public_key):
        raise KeyRefused(_("Ключ слишком короткий: нужен RSA от 2048 бит или эллиптическая кривая от 256 бит."))


def is_weak(public_key: Any) -> bool:
    """Whether a public key (asn1crypto) is too short, or of a kind that is not accepted, for a classic signature."""
    if public_key.algorithm == "rsa":
        return bool(public_key.bit_size < _SMALLEST_RSA)
    return bool(public_key.algorithm != "ec" or public_key.bit_size < _SMALLEST_CURVE)
