"""Owns the check of a CMS signature (RFC 5652, CAdES baseline of ETSI EN 319 122): detached, or around a time stamp.

Strict: everything in the structure is either covered by the signature, or compared with what is, or refused. So no bit
of it may be turned unnoticed, and nothing can be hidden in it.
"""

import datetime
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meetings.signing.algorithms import Parts, check_signature, compute_digest
from meetings.signing.asn1 import cms, tsp
from meetings.signing.certificates import read_certificate
from meetings.signing.der import is_der
from meetings.signing.report import Code, Refusal, SignatureFacts
from meetings.signing.trust import Trust, find_path

_MOST_SIGNERS = 10
#: what a signature may carry outside itself
_STAMP = "signature_time_stamp_token"
_INDEFINITE = b"\x80"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time stamp that was checked: the moment and the service's name."""

    at: datetime.datetime
    by: str


def check_detached(der: bytes, parts: Parts, trust: Trust, at: datetime.datetime) -> tuple[SignatureFacts, ...]:
    """Check every signature of a CMS over the given parts, judged at that moment (aware); raises Refusal.

    All signers must be good: a file with one bad signature among good ones is refused.
    """
    signed = _load(der, "data")
    if signed["encap_content_info"]["content"].native is not None:
        raise Refusal(Code.INTACT, "the signature holds a content of its own")
    checked = [_check_signer(signed, info, parts, trust, at) for info in signed["signer_infos"]]
    _refuse_strangers(signed, {one.dump() for _, path in checked for one in path})
    return tuple(facts for facts, _ in checked)


def check_stamp(der: bytes, parts: Parts, trust: Trust, at: datetime.datetime) -> Stamp:
    """Check a time stamp token (RFC 3161) over the given parts; raises Refusal."""
    signed = _load(der, "tst_info")
    content = signed["encap_content_info"]["content"]
    if content.native is None or len(signed["signer_infos"]) != 1:
        raise Refusal(Code.INTACT, "the time stamp has not one signature over its content")
    stamped = tsp.TSTInfo.load(content.parsed.dump(), strict=True)
    imprint = stamped["message_imprint"]
    expected = compute_digest(imprint["hash_algorithm"]["algorithm"].dotted, parts)
    if not hmac.compare_digest(expected, imprint["hashed_message"].native):
        raise Refusal(Code.INTACT, "the time stamp is of something else")
    moment: datetime.datetime = stamped["gen_time"].native
    if moment > at:
        raise Refusal(Code.TRUST, "the time stamp comes from the future")
    info = signed["signer_infos"][0]
    certificate = _certificate_of(signed, info)
    _check_attributes(info, certificate, "tst_info", [stamped.dump()])
    _check_value(info, certificate)
    path = find_path(certificate, _bag(signed), trust.optional(), at, purpose="time")
    _refuse_unsigned(info, allowed=())
    _refuse_strangers(signed, {one.dump() for one in path})
    return Stamp(at=moment, by=read_certificate(certificate).owner)


def _load(der: bytes, kind: str) -> Any:
    """Parse a CMS into its SignedData; everything around the signers is compared with the one form we accept."""
    try:
        outer = cms.ContentInfo.load(der, strict=True)
        if outer["content_type"].native != "signed_data":
            raise Refusal(Code.MAGIC, "no signed data")
        signed = outer["content"]
        inner = signed["encap_content_info"]["content_type"].native
        signers = len(signed["signer_infos"])
        # BouncyCastle writes BER of indefinite length; whoever writes DER must write it exactly
        if der[1:2] != _INDEFINITE and not is_der(der):
            raise Refusal(Code.PARSE, "the signature is not in DER")
        listed = [algorithm["algorithm"].dotted for algorithm in signed["digest_algorithms"]]
        named = {info["digest_algorithm"]["algorithm"].dotted for info in signed["signer_infos"]}
        has_lists = bool(signed["crls"].native)
        version = signed["version"].native
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refusal(Code.PARSE, "the signature cannot be read") from None
    if inner != kind:
        raise Refusal(Code.INTACT, "the signature is over another kind of content")
    if not 1 <= signers <= _MOST_SIGNERS or sorted(listed) != sorted(named):
        raise Refusal(Code.INTACT, "the signature names other digests than it uses")
    if has_lists or version != ("v1" if kind == "data" else "v3"):
        raise Refusal(Code.INTACT, "the signature carries what it needs not")
    return signed


def _check_signer(
    signed: Any, info: Any, parts: Parts, trust: Trust, at: datetime.datetime
) -> tuple[SignatureFacts, list[Any]]:
    """Check one signer; return what is known of the signature, and the path of certificates it stands on."""
    certificate = _certificate_of(signed, info)
    said_at = _check_attributes(info, certificate, "data", parts)
    algorithm = _check_value(info, certificate)
    _refuse_unsigned(info, allowed=(_STAMP,))
    stamp = _stamp_of(info, trust, at)
    path = find_path(certificate, _bag(signed), trust, stamp.at if stamp else at, purpose="document")
    facts = SignatureFacts(
        certificate=read_certificate(certificate),
        algorithm=algorithm,
        said_at=said_at,
        stamped_at=stamp.at if stamp else None,
        stamped_by=stamp.by if stamp else "",
    )
    return facts, path


def _bag(signed: Any) -> list[Any]:
    """Return the certificates a CMS carries; other kinds of them are refused."""
    if any(choice.name != "certificate" for choice in signed["certificates"]):
        raise Refusal(Code.INTACT, "the signature carries old kinds of certificates")
    return [choice.chosen for choice in signed["certificates"]]


def _certificate_of(signed: Any, info: Any) -> Any:
    sid = info["sid"]
    if sid.name != "issuer_and_serial_number" or info["version"].native != "v1":
        raise Refusal(Code.INTACT, "the signer is named in a way we do not accept")
    number, issuer = sid.chosen["serial_number"].native, sid.chosen["issuer"]
    found = [one for one in _bag(signed) if one.serial_number == number and one.issuer.dump() == issuer.dump()]
    if len(found) != 1:
        raise Refusal(Code.INTACT, "the signer's certificate is missing")
    return found[0]


def _check_attributes(info: Any, certificate: Any, kind: str, parts: Parts) -> datetime.datetime | None:
    """Check the signed attributes against content and certificate; return the time the signer says, if any."""
    given = _attributes(info["signed_attrs"])
    missing = {"content_type", "message_digest"} - set(given)
    if missing or given["content_type"].native != kind:
        raise Refusal(Code.INTACT, "the signature has not the attributes it needs")
    digest = compute_digest(info["digest_algorithm"]["algorithm"].dotted, parts)
    if not hmac.compare_digest(digest, given["message_digest"].native):
        raise Refusal(Code.INTACT, "the content is another")
    _check_binding(given, certificate, kind)
    said = given.get("signing_time")
    moment = said.native if said is not None else None
    return moment if isinstance(moment, datetime.datetime) else None


def _attributes(attributes: Any) -> dict[str, Any]:
    """Return name → the one value of each attribute; a repeated attribute or a second value is refused."""
    found: dict[str, Any] = {}
    for attribute in attributes:
        name = attribute["type"].native
        if name in found or len(attribute["values"]) != 1:
            raise Refusal(Code.INTACT, "an attribute stands twice")
        found[name] = attribute["values"][0]
    return found


def _check_binding(given: dict[str, Any], certificate: Any, kind: str) -> None:
    """Check that the signer bound this very certificate (ESS signing-certificate-v2, RFC 5035).

    Time stamps may still name it by the first version (RFC 3161, 2.4.2), whose digest is SHA-1 and here no more than a
    reference: the service's certificate signs nothing but time stamps.
    """
    bound, older = given.get("signing_certificate_v2"), given.get("signing_certificate")
    if bound is not None:
        first = bound["certs"][0]
        digest = compute_digest(first["hash_algorithm"]["algorithm"].dotted, [certificate.dump()])
    elif older is not None and kind == "tst_info":
        first = older["certs"][0]
        digest = hashlib.sha1(certificate.dump(), usedforsecurity=False).digest()
    else:
        raise Refusal(Code.INTACT, "the signature does not name its certificate")
    if not hmac.compare_digest(digest, first["cert_hash"].native):
        raise Refusal(Code.INTACT, "the signature names another certificate")


def _check_value(info: Any, certificate: Any) -> str:
    # signed are the attributes as DER, under the plain tag of a set (RFC 5652, 5.4)
    message = info["signed_attrs"].untag().dump(force=not is_der(info["signed_attrs"].dump()))
    return check_signature(
        key=certificate.public_key,
        algorithm=info["signature_algorithm"],
        digest_oid=info["digest_algorithm"]["algorithm"].dotted,
        signature=info["signature"].native,
        message=message,
    )


def _refuse_unsigned(info: Any, allowed: Iterable[str]) -> None:
    if set(_attributes(info["unsigned_attrs"])) - set(allowed):
        raise Refusal(Code.INTACT, "the signature carries what it does not cover")


def _stamp_of(info: Any, trust: Trust, at: datetime.datetime) -> Stamp | None:
    token = _attributes(info["unsigned_attrs"]).get(_STAMP)
    return None if token is None else check_stamp(token.dump(), [info["signature"].native], trust, at)


def _refuse_strangers(signed: Any, used: set[bytes]) -> None:
    """Refuse certificates nobody's path needs: no signature covers them."""
    if any(one.dump() not in used for one in _bag(signed)):
        raise Refusal(Code.TRUST, "the signature carries certificates it does not need")
