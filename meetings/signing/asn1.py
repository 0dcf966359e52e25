"""Owns the ASN.1 types of the room: taken from here, in one order.

asn1crypto.tsp adds its content type to the table of asn1crypto.cms, and that table is read once, at its first use: so
tsp must be imported before anybody touches a content type.
"""

from asn1crypto import tsp  # isort: skip
from asn1crypto import algos, cms, core, crl, keys, pem, pkcs12, x509

__all__ = ["algos", "cms", "core", "crl", "keys", "pem", "pkcs12", "tsp", "x509"]
