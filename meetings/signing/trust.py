"""Owns trust: whether a certificate leads to one of the given anchors, and was not revoked (RFC 5280, 6, kept small).

Nothing is fetched. Deliberately narrow: what a path of ours does not need (constraints of names, policies, indirect
lists of revocation, unknown critical extensions) is refused instead of half understood. One arithmetic for all kinds of
keys, GOST included, is why this is not left to a library that knows no GOST.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from meetings.signing.algorithms import check_signature
from meetings.signing.asn1 import crl, x509
from meetings.signing.report import Code, Refusal

_KNOWN_CRITICAL = {"basic_constraints", "key_usage", "extended_key_usage", "certificate_policies", "subject_alt_name"}
_REFUSED = {"name_constraints", "policy_constraints", "policy_mappings", "inhibit_any_policy"}
_LONGEST_PATH = 5
_MOST_CERTIFICATES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Anchors, certificates between and lists of revoked ones, all as DER; at which moment they are asked.

    `needs_revocation`: a path without a fitting list is refused.
    """

    anchors: tuple[bytes, ...]
    revocations: tuple[bytes, ...] = ()
    between: tuple[bytes, ...] = ()
    needs_revocation: bool = True

    def extended(self, certificates: Iterable[bytes], revocations: Iterable[bytes]) -> "Trust":
        """Return the same trust knowing more certificates and lists (from the file itself): they prove themselves."""
        return replace(
            self,
            between=(*self.between, *certificates)[:_MOST_CERTIFICATES],
            revocations=(*self.revocations, *revocations)[:_MOST_CERTIFICATES],
        )

    def optional(self) -> "Trust":
        """Return the same trust that does not insist on lists of revocation."""
        return replace(self, needs_revocation=False)


def find_path(leaf: Any, pool: Iterable[Any], trust: Trust, at: datetime.datetime, *, purpose: str) -> list[Any]:
    """Return the path from `leaf` (asn1crypto) to an anchor, both included; Refusal(TRUST) when there is none.

    `pool` are certificates that came with the signature. `purpose`: «document» or «time».
    """
    anchors = [x509.Certificate.load(one, strict=True) for one in trust.anchors]
    known = [*anchors, *list(pool)[:_MOST_CERTIFICATES]]
    known += [x509.Certificate.load(one) for one in trust.between]
    _check_leaf(leaf, purpose)
    reasons = ["no path to an anchor"]
    for path in _paths([leaf], known, {one.dump() for one in anchors}):
        try:
            for place, certificate in enumerate(path):
                _check_member(certificate, place, path, at)
            for certificate, issuer in pairwise(path):
                _check_revocation(certificate, issuer, trust, at)
        except Refusal as refusal:
            reasons.append(refusal.detail)
            continue
        return path
    raise Refusal(Code.TRUST, reasons[-1])


def _paths(path: list[Any], known: list[Any], anchors: set[bytes]) -> Iterator[list[Any]]:
    """Yield the chains by names that end at an anchor, shortest extension first."""
    last = path[-1]
    if last.dump() in anchors:
        yield path
        return
    if len(path) > _LONGEST_PATH:
        return
    seen = {one.dump() for one in path}
    for candidate in {one.dump(): one for one in known}.values():
        if candidate.dump() not in seen and candidate.subject == last.issuer:
            yield from _paths([*path, candidate], known, anchors)


def _check_leaf(leaf: Any, purpose: str) -> None:
    if leaf.ca:
        raise Refusal(Code.TRUST, "an authority's certificate signs no documents")
    usage = leaf.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise Refusal(Code.TRUST, "the certificate is not for signatures")
    extended = leaf.extended_key_usage_value
    names = set(extended.native) if extended is not None else set()
    if purpose == "time" and names != {"time_stamping"}:
        raise Refusal(Code.TRUST, "the certificate is not for time stamps")
    if purpose != "time" and names == {"time_stamping"}:
        raise Refusal(Code.TRUST, "a time stamping certificate signs no documents")


def _check_member(certificate: Any, place: int, path: list[Any], at: datetime.datetime) -> None:
    """Check one certificate of a path: its days, its extensions, its right to issue, the signature upon it."""
    body = certificate["tbs_certificate"]
    validity = body["validity"]
    if not validity["not_before"].native <= at <= validity["not_after"].native:
        raise Refusal(Code.TRUST, "a certificate is not valid at that moment")
    names = [extension["extn_id"].native for extension in body["extensions"]]
    if len(names) != len(set(names)) or set(names) & _REFUSED:
        raise Refusal(Code.TRUST, "a certificate has extensions we do not accept")
    if set(certificate.critical_extensions) - _KNOWN_CRITICAL:
        raise Refusal(Code.TRUST, "a certificate has an unknown critical extension")
    if place:
        _check_authority(certificate, place)
    if place + 1 < len(path):
        check_issued(certificate.dump(), path[place + 1].dump())


def _check_authority(certificate: Any, place: int) -> None:
    usage = certificate.key_usage_value
    if not certificate.ca or (usage is not None and "key_cert_sign" not in usage.native):
        raise Refusal(Code.TRUST, "an issuer has no right to issue")
    depth = certificate.max_path_length
    if depth is not None and place - 1 > depth:
        raise Refusal(Code.TRUST, "the path is longer than an issuer allows")


@lru_cache(maxsize=256)
def check_issued(certificate: bytes, issuer: bytes) -> None:
    """Check the issuer's signature on a certificate; what passed once is not computed again."""
    given, by = x509.Certificate.load(certificate, strict=True), x509.Certificate.load(issuer, strict=True)
    body = given["tbs_certificate"]
    if body["signature"].dump() != given["signature_algorithm"].dump():
        raise Refusal(Code.TRUST, "a certificate names two algorithms")
    _as_trust(by.public_key, given["signature_algorithm"], given["signature_value"].native, body.dump())


def _as_trust(key: Any, algorithm: Any, signature: bytes, message: bytes) -> None:
    try:
        check_signature(key=key, algorithm=algorithm, digest_oid=None, signature=signature, message=message)
    except Refusal as refusal:
        raise Refusal(Code.TRUST, refusal.detail) from None


def _check_revocation(certificate: Any, issuer: Any, trust: Trust, at: datetime.datetime) -> None:
    """Refuse what a list of its issuer names as revoked by that moment; and what no list of that moment speaks of."""
    is_covered = False
    for one in trust.revocations:
        listed = crl.CertificateList.load(one)
        if listed.issuer != issuer.subject or not is_signed_by(one, issuer.dump()):
            continue
        body = listed["tbs_cert_list"]
        for entry in body["revoked_certificates"] or ():
            same = entry["user_certificate"].native == certificate.serial_number
            if same and entry["revocation_date"].native <= at:
                raise Refusal(Code.TRUST, "a certificate is revoked")
        until = body["next_update"].native
        is_covered = is_covered or (until is not None and until >= at)
    if trust.needs_revocation and not is_covered:
        raise Refusal(Code.TRUST, "no list of revoked certificates for that moment")


@lru_cache(maxsize=256)
def is_signed_by(listed: bytes, issuer: bytes) -> bool:
    """Whether a list of revoked certificates is whole and its issuer's; lists with critical extensions are not read."""
    given, by = crl.CertificateList.load(listed, strict=True), x509.Certificate.load(issuer, strict=True)
    usage = by.key_usage_value
    if given.critical_extensions or (usage is not None and "crl_sign" not in usage.native):
        return False
    try:
        _as_trust(by.public_key, given["signature_algorithm"], given["signature"].native, given["tbs_cert_list"].dump())
    except Refusal:
        return False
    return True
