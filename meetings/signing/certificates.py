"""Owns what we read from a certificate: its number, its owner, its days, and the numbers that tell the right person.

Names of attributes: RFC 5280; СНИЛС, ИНН, ОГРН: Order of the FSB № 795 of 27.12.2011 (form of a qualified certificate).
"""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

_SNILS, _INN, _OGRN = "1.2.643.100.3", "1.2.643.3.131.1.1", "1.2.643.100.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A certificate: `serial` in upper-case hex of an even length, moments aware (UTC), `sha256` of its DER bytes.

    `owner` is a person's surname and names where the certificate states them, else its common name. Empty strings:
    the certificate does not say.
    """

    serial: str
    owner: str
    issuer: str
    valid_from: datetime.datetime
    valid_until: datetime.datetime
    sha256: str
    snils: str = ""
    inn: str = ""
    ogrn: str = ""


def read_certificate(certificate: Any) -> CertificateFacts:
    """Return the facts of an asn1crypto certificate; ValueError when it cannot be read."""
    body = certificate["tbs_certificate"]
    validity = body["validity"]
    number = certificate.serial_number
    if number < 0:
        raise ValueError("the number of a certificate is never negative")
    digits = f"{number:X}"
    subject, issuer = _attributes(certificate.subject), _attributes(certificate.issuer)
    names = " ".join(subject.get(key, "") for key in ("2.5.4.4", "2.5.4.42")).strip()
    return CertificateFacts(
        serial=digits.zfill(len(digits) + len(digits) % 2),
        owner=names or subject.get("2.5.4.3", "") or subject.get("2.5.4.10", ""),
        issuer=issuer.get("2.5.4.3", "") or issuer.get("2.5.4.10", ""),
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        snils=subject.get(_SNILS, ""),
        inn=subject.get(_INN, ""),
        ogrn=subject.get(_OGRN, ""),
    )


def _attributes(name: Any) -> dict[str, str]:
    """Return dotted OID → text of a distinguished name; of a repeated attribute the first."""
    found: dict[str, str] = {}
    for relative in name.chosen:
        for pair in relative:
            found.setdefault(pair["type"].dotted, _text(pair["value"]))
    return found


def _text(value: Any) -> str:
    """Return the text of a value; one of an unknown type is read as UTF-8, then as ASCII numbers."""
    native = value.native
    if isinstance(native, str):
        return native
    contents = getattr(value, "contents", b"") or b""
    # an ANY of a private attribute: NumericString is read by its contents
    if contents and value.dump()[:1] in (b"\x12", b"\x0c", b"\x13", b"\x16"):
        return str(contents.decode("utf-8", errors="replace"))
    return str(native or "")
