"""Owns the arithmetic of signatures: which algorithms are accepted, and one call to check any of them.

Accepted: RSA (PKCS #1 v1.5 and PSS) from 2048 bits, ECDSA on NIST and Brainpool curves from 256 bits, both with SHA-256
to SHA-512; GOST R 34.10-2012 with its own digests. Everything else, SHA-1 and MD5 before all, is refused by name.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from meetings.signing import gost
from meetings.signing.asn1 import PlainKey, core
from meetings.signing.keys import is_weak
from meetings.signing.report import Code, Refusal

Parts = Sequence[bytes | memoryview]

_SHA = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_RSA_PLAIN, _RSA_PSS = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"
#: signature with digest → (kind, digest)
_JOINED = {
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.4.3.2": ("ec", "sha256"),
    "1.2.840.10045.4.3.3": ("ec", "sha384"),
    "1.2.840.10045.4.3.4": ("ec", "sha512"),
}


def compute_digest(oid: str, parts: Parts) -> bytes:
    """Return the digest named by an OID over the parts one after the other; Refusal when it is not accepted."""
    if oid in gost.DIGESTS:
        return gost.digest(gost.DIGESTS[oid], parts)
    if oid not in _SHA:
        raise Refusal(Code.TRUST, f"digest {oid} is not accepted")
    state = hashlib.new(_SHA[oid])
    for part in parts:
        state.update(part)
    return state.digest()


def check_signature(*, key: Any, algorithm: Any, digest_oid: str | None, signature: bytes, message: bytes) -> str:
    """Check a signature over `message` and return the algorithm's name for people; raises Refusal.

    `key` and `algorithm` are asn1crypto's PublicKeyInfo and SignedDigestAlgorithm. `digest_oid` is the digest a CMS
    names beside the algorithm; a certificate has none.
    """
    plain = PlainKey.load(key.dump(), strict=True)
    if plain["algorithm"]["algorithm"].dotted in gost.KEYS:
        return _check_gost(plain, algorithm["algorithm"].dotted, digest_oid, signature, message)
    return _check_classic(key, algorithm, digest_oid, signature, message)


def _check_gost(key: Any, oid: str, digest_oid: str | None, signature: bytes, message: bytes) -> str:
    plain = key["algorithm"]["algorithm"].dotted
    size = gost.KEYS[plain]
    named = gost.SIGNATURES.get(oid)
    if named is not None:
        own_digest = named[1]
        is_consistent = named[0] == size and digest_oid in {None, own_digest}
    else:
        own_digest = digest_oid or ""
        is_consistent = oid == plain and gost.DIGESTS.get(own_digest) == size
    if not is_consistent:
        raise Refusal(Code.INTACT, "algorithms of key, digest and signature do not match")
    curve = gost.curve_of(_gost_curve(key))
    if curve is None or curve.size != size:
        raise Refusal(Code.TRUST, "unknown curve")
    public = _gost_point(key)
    digest = gost.digest(size, [message])
    if not gost.verify(curve=curve, public=public, digest=digest, signature=signature):
        raise Refusal(Code.INTACT, "the signature does not fit")
    return f"ГОСТ Р 34.10-2012 ({size * 8} бит)"


def _gost_curve(key: Any) -> str:
    """Return the OID of the curve: the first of the key's parameters (RFC 9215, 4.1)."""
    parameters = core.SequenceOf(spec=core.ObjectIdentifier).load(key["algorithm"]["parameters"].dump(), strict=True)
    return str(parameters[0].dotted)


def _gost_point(key: Any) -> bytes:
    """Return the coordinates of a public key: an octet string inside the bit string."""
    return bytes(core.OctetString.load(key["public_key"].native, strict=True).native)


def _check_classic(key: Any, algorithm: Any, digest_oid: str | None, signature: bytes, message: bytes) -> str:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    kind, digest, padding = _named(algorithm, digest_oid)
    try:
        if is_weak(key):
            raise Refusal(Code.TRUST, "the key is too short or of an unknown kind")
        public = load_der_public_key(key.dump())
        if kind == "rsa" and isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, message, padding, _hash(digest))
            return f"RSA {public.key_size} / {digest.upper()}"
        if kind == "ec" and isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, message, ec.ECDSA(_hash(digest)))
            return f"ECDSA {public.curve.key_size} / {digest.upper()}"
    except InvalidSignature:
        raise Refusal(Code.INTACT, "the signature does not fit") from None
    except (ValueError, UnsupportedAlgorithm):
        raise Refusal(Code.TRUST, "the key cannot be used") from None
    raise Refusal(Code.INTACT, "algorithms of key and signature do not match")


def _named(algorithm: Any, digest_oid: str | None) -> tuple[str, str, Any]:
    """Return kind («rsa», «ec»), digest and padding of a signature's algorithm; Refusal when not accepted."""
    from cryptography.hazmat.primitives.asymmetric import padding

    oid, beside = algorithm["algorithm"].dotted, _SHA.get(digest_oid or "")
    if digest_oid is not None and beside is None:
        raise Refusal(Code.TRUST, f"digest {digest_oid} is not accepted")
    if oid == _RSA_PLAIN and beside:
        return "rsa", beside, padding.PKCS1v15()
    if oid == _RSA_PSS:
        parameters = algorithm["parameters"]
        digest = _SHA.get(parameters["hash_algorithm"]["algorithm"].dotted)
        mask = parameters["mask_gen_algorithm"]
        inner = _SHA.get(mask["parameters"]["algorithm"].dotted)
        if digest and digest == inner and beside in {None, digest} and mask["algorithm"].native == "mgf1":
            salt = parameters["salt_length"].native
            return "rsa", digest, padding.PSS(padding.MGF1(_hash(digest)), salt)
    elif oid in _JOINED and beside in {None, _JOINED[oid][1]}:
        return *_JOINED[oid], padding.PKCS1v15()
    raise Refusal(Code.TRUST, f"signatures of kind {oid} are not accepted")


def _hash(name: str) -> Any:
    from cryptography.hazmat.primitives import hashes

    return {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[name]
