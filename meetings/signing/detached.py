"""Owns signatures in files of their own (.sig, .p7s): read as DER, PEM or base64, checked over the document's bytes."""

import base64
import binascii
import datetime
import hashlib
import re

from meetings.signing.cms import check_detached
from meetings.signing.quiet import silence_libraries
from meetings.signing.report import Code, Refusal, Report
from meetings.signing.trust import Trust

#: Bytes of a signature's file; real ones hold a signature and some certificates, 3–20 KB.
LARGEST_SIGNATURE = 500_000
_PEM = re.compile(rb"-----BEGIN (CMS|PKCS7|PKCS #7 SIGNED DATA)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----\s*")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]+={0,2}\s*")


def verify_detached(signature: bytes, *, document: bytes, trust: Trust, at: datetime.datetime) -> Report:
    """Check every signature in a file against the document's bytes, at a moment; never raises for what a file holds.

    Who signed is for the caller to compare: the report names each certificate. Its `sha256` is the document's.
    """
    silence_libraries()
    sha256 = hashlib.sha256(document).hexdigest()
    try:
        found = check_detached(read_signature(signature), [document], trust, at)
    except Refusal as refusal:
        return Report(sha256=sha256, checked_at=at, code=refusal.code, detail=refusal.detail)
    except Exception as error:
        return Report(sha256=sha256, checked_at=at, code=Code.PARSE, detail=type(error).__name__)
    return Report(sha256=sha256, checked_at=at, signatures=found)


def read_signature(content: bytes) -> bytes:
    """Return the CMS of a file as DER (or BER): it may be written as such, as PEM or as bare base64; raises Refusal."""
    if not content or len(content) > LARGEST_SIGNATURE:
        raise Refusal(Code.SIZE, f"{len(content)} bytes")
    if content[:1] == b"\x30":
        return content
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    framed = _PEM.fullmatch(text)
    if framed is None and not _BASE64.fullmatch(text):
        raise Refusal(Code.MAGIC, "no signature")
    try:
        return base64.b64decode(b"".join((framed[2] if framed else text).split()), validate=True)
    except binascii.Error:
        raise Refusal(Code.MAGIC, "no signature") from None
