"""Owns signed statements about the end of the history's chain: a few facts as JSON under a key of the portal.

A statement is kept outside the portal; whoever has the portal's public key reads it without the portal. Keys: Ed25519,
RSA from 2048 bits (PSS), curves from 256 bits (ECDSA), all with SHA-256; as PEM without a password.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

#: Characters of a statement's file; real ones have five hundred.
LARGEST = 20_000
_SMALLEST_RSA, _SMALLEST_CURVE = 2048, 256


class StatementRefused(ValueError):
    """The key or the statement cannot be used, or the statement is not under this key; the message is Russian."""


def new_key() -> bytes:
    """Return a fresh Ed25519 private key as PEM (PKCS#8, no password)."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_key_of(pem: bytes) -> bytes:
    """Return the public key (PEM) of a private key, a certificate or a public key; raises StatementRefused."""
    from cryptography.hazmat.primitives import serialization

    return bytes(_public(pem).public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))


def sign_statement(statement: Mapping[str, Any], private_pem: bytes) -> str:
    """Return the statement with its signature as JSON text; raises StatementRefused for a key that does not sign."""
    key = _private(private_pem)
    whole = {
        "statement": dict(statement),
        "key": _fingerprint(key.public_key()),
        "signature": base64.b64encode(_sign(key, _bytes(statement))).decode(),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_statement(text: str, public_pem: bytes) -> dict[str, Any]:
    """Return the statement that this key signed; raises StatementRefused for every other text."""
    key = _public(public_pem)
    try:
        if len(text) > LARGEST:
            raise ValueError
        whole = json.loads(text)
        statement, given = dict(whole["statement"]), base64.b64decode(whole["signature"], validate=True)
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        raise StatementRefused(_("Это не контрольная точка: файл повреждён или это другой файл.")) from None
    if not _is_signed(key, given, _bytes(statement)):
        raise StatementRefused(_("Контрольная точка подписана не этим ключом, или её изменили."))
    return statement


def _bytes(statement: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(statement), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _private(pem: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except Exception:
        raise StatementRefused(_("Файл не содержит закрытого ключа PEM без пароля.")) from None
    _refuse_weak(key.public_key())
    return key


def _public(pem: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate

    if b"PRIVATE KEY" in pem:
        return _private(pem).public_key()
    try:
        key = load_pem_x509_certificate(pem).public_key() if b"CERTIFICATE" in pem else load_pem_public_key(pem)
    except Exception:
        raise StatementRefused(_("Файл не содержит открытого ключа или сертификата PEM.")) from None
    _refuse_weak(key)
    return key


def _refuse_weak(key: Any) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    is_strong = (
        isinstance(key, ed25519.Ed25519PublicKey)
        or (isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_RSA)
        or (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= _SMALLEST_CURVE)
    )
    if not is_strong:
        raise StatementRefused(_("Такой ключ не годится: нужен Ed25519, RSA от 2048 бит или ECDSA от 256 бит."))


def _fingerprint(key: Any) -> str:
    from cryptography.hazmat.primitives import serialization

    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def _sign(key: Any, message: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, _pss(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    return bytes(key.sign(message))


def _is_signed(key: Any, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, _pss(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _pss() -> Any:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    return padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
