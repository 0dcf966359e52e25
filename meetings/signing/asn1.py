"""Owns the ASN.1 types of the room: taken from here, in one order.

asn1crypto.tsp adds its content type to the table of asn1crypto.cms, and that table is read once, at its first use: so
tsp must be imported before anybody touches a content type.
"""

from asn1crypto import tsp  # isort: skip
from asn1crypto import algos, cms, core, crl, keys, pem, pkcs12, x509

__all__ = ["PlainKey", "algos", "cms", "core", "crl", "keys", "pem", "pkcs12", "tsp", "x509"]


class PlainAlgorithm(core.Sequence):  # type: ignore[misc]
    """An algorithm with parameters of any kind: asn1crypto reads those of the ones it knows only."""

    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class PlainKey(core.Sequence):  # type: ignore[misc]
    """A public key of any kind, its value not looked into (SubjectPublicKeyInfo, RFC 5280, 4.1)."""

    _fields = [("algorithm", PlainAlgorithm), ("public_key", core.OctetBitString)]
