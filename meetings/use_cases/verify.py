"""Owns the answer to "is this paper yours, and does it still count?": by code, by check sum, by the file itself.

It tells of every edition that it exists, its state and its sums. What it is about (body, number, day) it tells only of
what the asker may read: a code is no key to a closed protocol.
"""

import datetime
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol, Signature, SignatureKind
from meetings.models.protocol import state_beside

_END = b"%%EOF"
#: Revisions of a file that are compared with ours: signatures add one each.
_REVISIONS = 50


class FileVerdict(StrEnum):
    """What a file given for checking is."""

    ORIGINAL = "original"
    EXTENDED = "extended"
    CHANGED = "changed"
    SIGNATURE = "signature"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Newer:
    """A later edition of the same protocol; it replaces a published one when it is published itself."""

    code: str
    edition: int
    issued_at: datetime.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """An edition found: what everybody may know of it; `protocol` only for who may read it.

    `newer` is the newest edition of the same meeting when that is another one; its reason only for who may read it.
    Who signed is told with `protocol` only; how and when, to everybody.
    """

    code: str
    edition: int
    state: ProtocolState
    issued_at: datetime.datetime
    signed_at: datetime.datetime | None
    published_at: datetime.datetime | None
    sha256: str
    newer: "Newer | None"
    protocol: Protocol | None
    signatures: tuple[Signature, ...] = ()
    #: why it was annulled; only for who may read it
    annulled_because: str = ""

    @property
    def is_in_force(self) -> bool:
        """Whether the paper still counts."""
        return self.state not in (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED)


def verify_code(*, code: str, user: Any) -> Verified | None:
    """Find the edition with that code (ten signs, wording.codes.read_code)."""
    return _found(Protocol.objects.filter(code=code), user)


def verify_sum(*, sha256: str, user: Any) -> Verified | None:
    """Find the edition whose file has that SHA-256 (lower-case hex)."""
    return _found(Protocol.objects.filter(sha256=sha256), user)


def verify_any_sum(*, sha256: str, user: Any) -> tuple[FileVerdict, Verified | None]:
    """Tell what the file with that SHA-256 is: an original, a signature in a file of its own, or nothing of ours."""
    if found := verify_sum(sha256=sha256, user=user):
        return FileVerdict.ORIGINAL, found
    signed = Signature.objects.filter(sha256=sha256, kind=SignatureKind.DETACHED).values("protocol")
    found = _found(Protocol.objects.filter(pk__in=signed), user)
    return (FileVerdict.SIGNATURE if found else FileVerdict.UNKNOWN), found


def verify_file(*, content: bytes, user: Any) -> tuple[FileVerdict, Verified | None]:
    """Tell what a file is: an original of ours, one with something behind it, one that was saved anew, or not ours.

    The content is compared byte by byte through its sums and never opened as a PDF: it may be anything.
    """
    verdict, found = verify_any_sum(sha256=hashlib.sha256(content).hexdigest(), user=user)
    if found:
        return verdict, found
    sums = _revision_sums(content)
    if sums and (found := _found(Protocol.objects.filter(sha256__in=sums), user)):
        return FileVerdict.EXTENDED, found
    codes = _codes_inside(content)
    if codes and (found := _found(Protocol.objects.filter(code__in=codes), user)):
        return FileVerdict.CHANGED, found
    return FileVerdict.UNKNOWN, None


def _found(editions: Any, user: Any) -> Verified | None:
    protocol = editions.select_related("meeting__body").defer("document", "pdf").order_by("pk").first()
    if protocol is None:
        return None
    later = Protocol.objects.filter(meeting=protocol.meeting_id, edition__gt=protocol.edition)
    newest = later.exclude(state=ProtocolState.ANNULLED).without_files().order_by("-edition").first()
    keys = [protocol.pk, newest.pk if newest else None]
    readable = set(Protocol.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    is_readable = protocol.pk in readable
    return Verified(
        code=protocol.code,
        edition=protocol.edition,
        state=state_beside(protocol, [newest] if newest else []),
        issued_at=protocol.issued_at,
        signed_at=protocol.signed_at,
        # a set moment that has come is the moment of publication, whether the row says so already or not
        published_at=protocol.published_at or (None if protocol.is_scheduled else protocol.publish_at),
        sha256=protocol.sha256,
        newer=_newer(newest, newest is not None and newest.pk in readable),
        protocol=protocol if is_readable else None,
        signatures=tuple(protocol.signatures.without_files()),
        annulled_because=_reason(protocol) if is_readable else "",
    )


def _newer(newest: Protocol | None, is_readable: bool) -> Newer | None:
    if newest is None:
        return None
    return Newer(newest.code, newest.edition, newest.issued_at, newest.reason if is_readable else "")


def _reason(protocol: Protocol) -> str:
    """Why an edition was annulled; empty when it was not."""
    if protocol.state != ProtocolState.ANNULLED:
        return ""
    return protocol.annulments.filter(is_confirmed=True).values_list("reason", flat=True).first() or ""


def _revision_sums(content: bytes) -> list[str]:
    """The sums of the beginnings of a file up to each end of a revision (with the line break behind it, or without)."""
    sums, place, hashed, so_far = [], 0, hashlib.sha256(), 0
    for _ in range(_REVISIONS):
        found = content.find(_END, place)
        if found < 0:
            break
        place = found + len(_END)
        hashed.update(content[so_far:place])
        so_far = place
        sums.append(hashed.hexdigest())
        for tail in (b"\n", b"\r\n", b"\r"):
            if content.startswith(tail, place):
                longer = hashed.copy()
                longer.update(tail)
                sums.append(longer.hexdigest())
    return sums


def _codes_inside(content: bytes) -> list[str]:
    """The codes that the file's metadata name (templates/protocol/page.html puts it there; XMP stays uncompressed)."""
    codes = []
    for piece in content.split(b"protocol-code:")[1 : _REVISIONS + 1]:
        code = piece[:11].replace(b"-", b"").decode("ascii", "ignore")
        if len(code) == 10 and code.isalnum():
            codes.append(code)
    return codes
