"""Owns the verdict on a signed PDF: right paper, right people, right order, and nothing else changed.

«The signature is valid» is not enough: of the tampered files we build, other programs call dozens valid. So the file
must begin with what the portal holds, every increment may add only a signature (or its data), and the person is told by
the certificate's own numbers.
"""

import datetime
import hashlib
from dataclasses import dataclass, replace
from typing import Any

from meetings.signing.certificates import CertificateFacts
from meetings.signing.cms import check_detached, check_stamp
from meetings.signing.increments import Change, read_change, refuse_dangling
from meetings.signing.quiet import silence_libraries
from meetings.signing.report import Code, Refusal, Report, SignatureFacts
from meetings.signing.signature_value import Value, read_value
from meetings.signing.structure import Signed, entries, raw, read_signed, resolve
from meetings.signing.trust import Trust

#: Bytes; a protocol of 250 pages has about 1 MB.
LARGEST = 40_000_000
_MOST_DATA = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who shall sign which field: by СНИЛС, ИНН or the SHA-256 of a known certificate; at least one is given."""

    field: str
    snils: str = ""
    inn: str = ""
    certificates: frozenset[str] = frozenset()

    def is_met_by(self, facts: CertificateFacts) -> bool:
        """Whether a certificate is that person's: every number that is known agrees."""
        if self.certificates and facts.sha256 not in self.certificates:
            return False
        numbers = [(self.snils, facts.snils), (self.inn, facts.inn)]
        if any(known and known != stated for known, stated in numbers):
            return False
        return bool(self.certificates or self.snils or self.inn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the file must be: these signatories, all of them and no others, in this order unless it is free.

    `is_certified`: the first signature forbids all later changes but signatures. `may_have_data`: time stamps over the
    whole file and data for later checks are welcome.
    """

    signatories: tuple[Signatory, ...]
    trust: Trust
    is_ordered: bool = True
    is_certified: bool = True
    may_have_data: bool = True


def verify(
    content: bytes, *, issued: bytes, head: bytes | None = None, expected: Expectation, at: datetime.datetime
) -> Report:
    """Check a file against the issued bytes and the current head (the issued ones unless given), at a moment.

    Never raises for what the file holds: whatever goes wrong is a refusal with its reason.
    """
    silence_libraries()
    head = issued if head is None else head
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        signatures = _verify(content, issued, head, expected, at)
    except Refusal as refusal:
        return Report(sha256=sha256, checked_at=at, code=refusal.code, detail=refusal.detail)
    except Exception as error:
        return Report(sha256=sha256, checked_at=at, code=Code.PARSE, detail=type(error).__name__)
    return Report(sha256=sha256, checked_at=at, signatures=signatures)


def _verify(
    content: bytes, issued: bytes, head: bytes, expected: Expectation, at: datetime.datetime
) -> tuple[SignatureFacts, ...]:
    _check_bytes(content, head)
    signed = read_signed(content, issued)
    changes = []
    for increment in signed.increments:
        changes.append(read_change(signed, increment))
        refuse_dangling(signed, increment.revision)
    if any(not change.field and not change.has_data for change in changes):
        raise Refusal(Code.DIFF, "an increment is neither a signature nor its data")
    if not any(change.field for change in changes if change.increment.ends > len(head)):
        raise Refusal(Code.FIELDS, "nothing was signed")
    if not expected.may_have_data and any(change.has_data or change.is_stamp for change in changes):
        raise Refusal(Code.DIFF, "the file carries data for later checks")
    _check_fields([change for change in changes if change.field and not change.is_stamp], expected)
    trust = _with_evidence(signed, expected.trust)
    values = {
        change.field: read_value(signed, content, change.value, change.increment, is_stamp=change.is_stamp)
        for change in changes
        if change.field
    }
    _check_certified([values[change.field] for change in changes if change.field], expected)
    return _check_signatures(changes, values, expected, trust, at)


def _check_bytes(content: bytes, head: bytes) -> None:
    if not content or len(content) > LARGEST:
        raise Refusal(Code.SIZE, f"{len(content)} bytes")
    if not content.startswith(b"%PDF-"):
        raise Refusal(Code.MAGIC, "no PDF")
    if content == head:
        raise Refusal(Code.SAME, "the file is the one we hold")
    if not content.startswith(head):
        _refuse_encrypted(content)
        raise Refusal(Code.PREFIX, "the file does not begin with the one we hold")


def _refuse_encrypted(content: bytes) -> None:
    """Tell a protected file by its own reason: the person can do something about it."""
    tail = content[-4096:]
    if b"/Encrypt" in tail:
        raise Refusal(Code.ENCRYPTED, "the file is encrypted")


def _check_fields(filled: list[Change], expected: Expectation) -> None:
    given, wanted = [change.field for change in filled], [one.field for one in expected.signatories]
    if sorted(given) != sorted(wanted):
        raise Refusal(Code.FIELDS, f"signed: {', '.join(given)}")
    if expected.is_ordered and given != wanted:
        raise Refusal(Code.ORDER, f"signed in the order {', '.join(given)}")


def _check_certified(values: list[Value], expected: Expectation) -> None:
    certifying = [value.is_certifying for value in values]
    if any(certifying[1:]) or (expected.is_certified and not certifying[0]):
        raise Refusal(Code.CERTIFY, "the first signature is not the certifying one")


def _check_signatures(
    changes: list[Change], values: dict[str, Value], expected: Expectation, trust: Trust, at: datetime.datetime
) -> tuple[SignatureFacts, ...]:
    """Check the signatures from the last to the first: a time stamp over the file moves the moment of all before it."""
    people = {one.field: one for one in expected.signatories}
    facts: list[SignatureFacts] = []
    moment = at
    for change in reversed([change for change in changes if change.field]):
        value = values[change.field]
        if change.is_stamp:
            moment = check_stamp(value.cms, value.parts, trust, moment).at
            continue
        found = check_detached(value.cms, value.parts, trust, moment)
        if len(found) != 1:
            raise Refusal(Code.FIELDS, "one field holds several signatures")
        if not people[change.field].is_met_by(found[0].certificate):
            raise Refusal(Code.SIGNER, "another person signed")
        facts.append(replace(found[0], field=change.field, is_certifying=value.is_certifying))
    return tuple(reversed(facts))


def _with_evidence(signed: Signed, trust: Trust) -> Trust:
    """Return the trust with the certificates and lists the file brings (DSS, ETSI EN 319 142-1, 5.4.2)."""
    revision = signed.issued + len(signed.increments) - 1
    data = raw(resolve(signed, signed.root(revision).get("/DSS"), revision))
    found: dict[str, list[bytes]] = {}
    for key in ("/Certs", "/CRLs"):
        streams: list[Any] = entries(resolve(signed, data.get(key), revision))[:_MOST_DATA]
        found[key] = [bytes(resolve(signed, one, revision).data) for one in streams]
    return trust.extended(found["/Certs"], found["/CRLs"])
