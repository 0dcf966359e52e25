"""Owns the files by which an administrator says whom to trust: certificates of authorities, lists of revoked ones."""

import base64
import binascii
import datetime
import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.signing.asn1 import crl, x509
from meetings.signing.certificates import CertificateFacts, read_certificate
from meetings.signing.report import Refusal
from meetings.signing.trust import check_issued, is_signed_by

#: Bytes; lists of great authorities have some megabytes.
LARGEST = 10_000_000
_PEM = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----\s*")


class AuthorityRefused(ValueError):
    """The file is no certificate of an authority or no list of one; the message is Russian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A certificate of an authority: DER, facts, whether it vouches for itself."""

    der: bytes
    facts: CertificateFacts
    is_root: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocations:
    """A list of revoked certificates: DER, its authority's name, its moments (aware)."""

    der: bytes
    issuer: str
    sha256: str
    issued_at: datetime.datetime
    next_at: datetime.datetime | None


def read_authority(content: bytes) -> Authority:
    """Read a certificate (DER or PEM) that may issue others; raises AuthorityRefused."""
    der = _der(content)
    try:
        certificate = x509.Certificate.load(der, strict=True)
        facts = read_certificate(certificate)
        may_issue, is_root = bool(certificate.ca), certificate.subject == certificate.issuer
    except Exception:
        raise AuthorityRefused(_("Это не сертификат: нужен файл .cer, .crt или .pem.")) from None
    if not may_issue:
        raise AuthorityRefused(_("Это сертификат не удостоверяющего центра: он не может выдавать другие."))
    if is_root and not _is_own(certificate):
        raise AuthorityRefused(_("Сертификат назван корневым, но подписан не собой: файл подделан."))
    return Authority(der=der, facts=facts, is_root=is_root)


def read_revocations(content: bytes, authorities: tuple[bytes, ...]) -> Revocations:
    """Read a list (DER or PEM) signed by one of the authorities (DER); raises AuthorityRefused."""
    der = _der(content)
    try:
        listed = crl.CertificateList.load(der, strict=True)
        body = listed["tbs_cert_list"]
        issued_at, next_at = body["this_update"].native, body["next_update"].native
        name = listed.issuer.native
        issuer = str(name.get("common_name") or name.get("organization_name") or listed.issuer.human_friendly)
        issuers = [one for one in authorities if x509.Certificate.load(one).subject == listed.issuer]
    except Exception:
        raise AuthorityRefused(_("Это не список отзыва: нужен файл .crl.")) from None
    if not any(is_signed_by(der, one) for one in issuers):
        raise AuthorityRefused(_("Список подписан центром, сертификата которого на портале нет: сначала внесите его."))
    sha256 = hashlib.sha256(der).hexdigest()
    return Revocations(der=der, issuer=issuer, sha256=sha256, issued_at=issued_at, next_at=next_at)


def _is_own(certificate: x509.Certificate) -> bool:
    try:
        check_issued(certificate.dump(), certificate.dump())
    except Refusal:
        return False
    return True


def _der(content: bytes) -> bytes:
    if not content or len(content) > LARGEST:
        raise AuthorityRefused(_("Файл пуст или слишком велик."))
    framed = _PEM.search(content)
    if framed is None:
        return content
    try:
        return base64.b64decode(b"".join(framed[2].split()), validate=True)
    except binascii.Error:
        raise AuthorityRefused(_("Файл повреждён.")) from None
