"""Owns the reading of a signature's dictionary: its keys, its ranges of bytes, and the CMS inside.

The ranges must be exactly «everything up to the end of this increment but the hex digits»: that one rule answers forged
ranges, wrapped and missing signatures (USF, ISA, SWA: «How to Break PDF Signatures», Bochum 2019).
"""

from dataclasses import dataclass
from typing import Any

from meetings.signing.report import Code, Refusal
from meetings.signing.structure import Increment, Signed, bytes_of, entries, raw, resolve

_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason", "/Location"}
_KEYS |= {"/ContactInfo", "/Prop_Build", "/Reference"}
_SUBFILTERS = {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"}
_STAMP_SUBFILTER = "/ETSI.RFC3161"
_HEX = b"0123456789abcdefABCDEF"
_FORM_FILLING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A signature as it stands in the file: the CMS without padding, and the parts it covers."""

    cms: bytes
    parts: tuple[memoryview, memoryview]
    is_certifying: bool


def read_value(signed: Signed, content: bytes, number: int, increment: Increment, *, is_stamp: bool) -> Value:
    """Read the dictionary with that object number; raises Refusal."""
    value = raw(signed.object_at(number, increment.revision))
    kind, subfilter = value.get("/Type", "/Sig"), value.get("/SubFilter")
    allowed = {_STAMP_SUBFILTER} if is_stamp else _SUBFILTERS
    if set(value) - _KEYS or subfilter not in allowed or kind not in ({"/DocTimeStamp"} if is_stamp else {"/Sig"}):
        raise Refusal(Code.INTACT, "the signature's dictionary is not of the form we accept")
    first, second = _ranges(content, value.get("/ByteRange"), increment)
    cms = _contents(content[first:second], value.get("/Contents"))
    view = memoryview(content)
    end = int(entries(value["/ByteRange"])[2]) + int(entries(value["/ByteRange"])[3])
    is_certifying = _is_certifying(signed, value.get("/Reference"), number, increment.revision)
    return Value(cms=cms, parts=(view[:first], view[second:end]), is_certifying=is_certifying)


def _ranges(content: bytes, given: Any, increment: Increment) -> tuple[int, int]:
    """Return where the gap of the byte range begins and ends, brackets included; everything else must be covered."""
    numbers = entries(given)
    if len(numbers) != 4 or any(type(number).__name__ != "NumberObject" for number in numbers):
        raise Refusal(Code.INTACT, "the byte range has not four numbers")
    start, length, second, rest = map(int, numbers)
    if start != 0 or not increment.begins < length < second <= second + rest:
        raise Refusal(Code.INTACT, "the byte range does not begin at the beginning")
    if not increment.marked <= second + rest <= increment.ends:
        raise Refusal(Code.INTACT, "the byte range does not end with its increment")
    if content[length : length + 1] != b"<" or content[second - 1 : second] != b">":
        raise Refusal(Code.INTACT, "the byte range leaves out more than the signature")
    return length, second


def _contents(gap: bytes, given: Any) -> bytes:
    """Return the CMS in the gap: hex digits only, the very value of the dictionary, nothing but zeros behind."""
    from asn1crypto import parser

    digits = gap[1:-1]
    if len(digits) % 2 or digits.strip(_HEX) or any(byte not in _HEX for byte in set(digits)):
        raise Refusal(Code.INTACT, "the gap holds something else than hex digits")
    content = bytes.fromhex(digits.decode("ascii"))
    if given is None or bytes_of(given) != content:
        raise Refusal(Code.INTACT, "the gap is not the signature's value")
    try:
        length = parser.peek(content)
    except ValueError:
        raise Refusal(Code.PARSE, "the signature cannot be read") from None
    if content[length:].strip(b"\0"):
        raise Refusal(Code.INTACT, "something is hidden behind the signature")
    return content[:length]


def _is_certifying(signed: Signed, given: Any, number: int, revision: int) -> bool:
    """Whether the signature forbids all but further signatures (DocMDP 2), and the catalogue says so."""
    references = entries(resolve(signed, given, revision))
    if not references:
        return False
    reference = raw(resolve(signed, references[0], revision))
    parameters = raw(resolve(signed, reference.get("/TransformParams"), revision))
    if len(references) != 1 or reference.get("/TransformMethod") != "/DocMDP":
        raise Refusal(Code.CERTIFY, "the signature locks in a way we do not accept")
    permissions = raw(resolve(signed, signed.root(revision).get("/Perms"), revision))
    named = getattr(permissions.get("/DocMDP"), "idnum", 0)
    if parameters.get("/P", _FORM_FILLING) != _FORM_FILLING or named != number:
        raise Refusal(Code.CERTIFY, "the signature allows other changes than signatures")
    return True
