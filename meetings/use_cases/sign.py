"""Owns the signing of an issued edition: on paper with a scan, or by a simple electronic signature.

Every line is signed once. When the last one is, the edition is signed. An edition that was published before its
signatures came may be signed still: it stays published.
"""

import datetime
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.document import tree
from meetings.document.codec import decode
from meetings.document.people import is_same_person
from meetings.document.vocabulary import ProtocolState
from meetings.models import HistoryVerb, Meeting, Protocol, Signature, SignatureKind
from meetings.models import SignatureLine as DraftLine
from meetings.models.chain import canonical
from meetings.use_cases.history import write_history
from meetings.use_cases.publish import publish_due_of
from meetings.use_cases.refusal import Refused
from members.models import Membership, Person

#: Bytes of a scan: a few pages at 300 dpi.
LARGEST_SCAN = 10 * 1024 * 1024
#: What a scan may be, told by its first bytes: never by its name or by what the browser says.
SCAN_TYPES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
#: How a whole file of each kind ends; programs write a little behind it.
_ENDS = {"application/pdf": (b"%%EOF",), "image/jpeg": (b"\xff\xd9",), "image/png": (b"IEND\xaeB`\x82",)}
_TAIL = 2048
#: Points of a scan: a sheet of A3 at 600 dpi has seventy million.
LARGEST_PICTURE = 150_000_000
_SIGNABLE = (ProtocolState.ISSUED, ProtocolState.PUBLISHED)


class CannotSign(Refused):
    """The edition or the line is not to be signed (any more), or what was given is no signature."""


@dataclass(frozen=True, slots=True)
class SigningLine:
    """A line of signature of an edition: place from 1, as printed; `person` when exactly one member bears the name."""

    order: int
    role: str
    name: str
    person: Person | None
    signature: Signature | None


def signing_lines(protocol: Protocol, on: datetime.date | None) -> list[SigningLine]:
    """Return the lines of an edition with their signatures, in printed order: two queries, three for namesakes.

    Who may sign a line is a member of the body on that day whose name is printed in it. Where several bear the name,
    the link of the draft's line decides; a link to somebody of another name counts for nothing, for a draft may be
    changed after its edition was issued. Without a day the lines come without their people, in one query.
    """
    lines = decode(protocol.document).signatures
    signed = {one.order: one for one in protocol.signatures.without_files()}
    people = _bearers(protocol, lines, on) if on is not None else [None] * len(lines)
    return [
        SigningLine(order, line.role, line.name, person, signed.get(order))
        for order, (line, person) in enumerate(zip(lines, people, strict=True), start=1)
    ]


def _bearers(protocol: Protocol, lines: Sequence[tree.SignatureLine], on: datetime.date) -> list[Person | None]:
    """The one member that each line names; None where nobody does, or several whom no link tells apart."""
    seats = Membership.objects.filter(body=protocol.meeting.body_id).valid_on(on).select_related("person")
    people = list({seat.person_id: seat.person for seat in seats}.values())
    named = [[one for one in people if is_same_person(one.full_name, line.name, in_any_case=False)] for line in lines]
    if any(len(bearers) > 1 for bearers in named):
        rows = DraftLine.objects.filter(meeting=protocol.meeting_id).values_list("role_text", "name_text", "person_id")
        linked = {(role, name): person for role, name, person in rows}
        for line, bearers in zip(lines, named, strict=True):
            if len(bearers) > 1:
                bearers[:] = [one for one in bearers if one.pk == linked.get((line.role, line.name))]
    return [bearers[0] if len(bearers) == 1 else None for bearers in named]


def own_lines(lines: Collection[SigningLine], user: Any) -> list[SigningLine]:
    """The lines that this account's person signs; none for anybody else, an administrator included."""
    return [line for line in lines if line.person is not None and line.person.user_id == user.pk]


def may_be_signed(protocol: Protocol) -> bool:
    """Whether the edition's state lets signatures be put under it."""
    return protocol.state in _SIGNABLE


@transaction.atomic
def sign_simple(*, protocol: Protocol, seen: str, session: str, actor: Any, at: datetime.datetime) -> list[Signature]:
    """Put the actor's simple electronic signature under every line of his. Raises CannotSign.

    The caller has just asked for the password anew. `seen` is the SHA-256 of the PDF that stood before him; `session`
    the key of his session, of which only the SHA-256 is kept.
    """
    protocol = lock_to_sign(protocol, at)
    own = own_lines(signing_lines(protocol, protocol.meeting.body.day_of(at)), actor)
    if not own:
        raise CannotSign(_("В этом протоколе нет строки подписи с вашим именем."))
    if seen != protocol.sha256:
        raise CannotSign(_("Перед вами была не эта редакция. Откройте протокол заново и перечитайте его."))
    evidence = {
        "sha256": protocol.sha256,
        "document_sha256": protocol.document_sha256,
        "method": "password",
        "session": hashlib.sha256(session.encode()).hexdigest(),
    }
    values = {"kind": SignatureKind.SIMPLE, "evidence": evidence}
    return put_signatures(protocol, own, values, actor, at)


@transaction.atomic
def attach_scan(
    *,
    protocol: Protocol,
    orders: Collection[int],
    content: bytes,
    signed_on: datetime.date,
    actor: Any,
    at: datetime.datetime,
) -> list[Signature]:
    """Record that lines (by their places) were signed on paper, with the scan of that paper. Raises CannotSign."""
    protocol = lock_to_sign(protocol, at)
    file_type = scan_type(content)
    today = protocol.meeting.body.day_of(at)
    if signed_on > today:
        raise CannotSign(_("Дата на бумаге ещё не наступила."))
    if protocol.meeting.held_on and signed_on < protocol.meeting.held_on:
        raise CannotSign(_("Дата на бумаге раньше дня заседания."))
    lines = [line for line in signing_lines(protocol, today) if line.order in set(orders)]
    if not lines or len(lines) != len(set(orders)):
        raise CannotSign(_("Отметьте, кто подписал бумагу."))
    values = {
        "kind": SignatureKind.PAPER,
        "evidence": {"sha256": protocol.sha256, "document_sha256": protocol.document_sha256},
        "signed_on": signed_on,
        "file": content,
        "file_type": file_type,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return put_signatures(protocol, lines, values, actor, at)


def scan_type(content: bytes) -> str:
    """Return the media type of a scan by its first bytes; CannotSign when it is none or too large."""
    if len(content) > LARGEST_SCAN:
        raise CannotSign(_("Скан больше 10 МБ. Сделайте его чёрно-белым или с меньшим разрешением."))
    media_type = next((kind for start, kind in SCAN_TYPES.items() if content.startswith(start)), None)
    if media_type is None:
        raise CannotSign(_("Это не скан: нужен файл PDF, JPEG или PNG."))
    if not any(end in content[-_TAIL:] for end in _ENDS[media_type]):
        raise CannotSign(_("Файл скана обрывается: он не дописан или повреждён. Сохраните его заново."))
    if media_type == "image/png" and _png_pixels(content) > LARGEST_PICTURE:
        raise CannotSign(_("На картинке слишком много точек: её не откроет никакая программа. Уменьшите разрешение."))
    return media_type


def _png_pixels(content: bytes) -> int:
    """Width × height as the file's head says: a few kilobytes may claim a thousand million of points."""
    return int.from_bytes(content[16:20], "big") * int.from_bytes(content[20:24], "big")


def lock_to_sign(protocol: Protocol, at: datetime.datetime) -> Protocol:
    """Take the edition for one deed, as the publication does; CannotSign unless it may be signed."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.meeting_id)
    publish_due_of(meeting, at)
    protocol = Protocol.objects.defer("pdf").get(pk=protocol.pk)
    protocol.meeting = meeting
    if not may_be_signed(protocol):
        raise CannotSign(
            _("Редакцию %(edition)s подписать нельзя: %(state)s.")
            % {"edition": protocol.edition, "state": protocol.get_state_display()}
        )
    return protocol


def put_signatures(
    protocol: Protocol,
    lines: Collection[SigningLine],
    values: Mapping[str, Any],
    actor: Any,
    at: datetime.datetime,
) -> list[Signature]:
    """Put signatures of one kind under lines, and tell the history; with the last one the edition is signed."""
    if taken := [line.name for line in lines if line.signature is not None]:
        raise CannotSign(_("Уже подписано: %(names)s.") % {"names": ", ".join(taken)})
    put: list[Signature] = []
    for line in lines:
        who = {"order": line.order, "role_text": line.role, "name_text": line.name, "person": line.person}
        put.append(Signature.objects.create(protocol=protocol, actor=actor, signed_at=at, **who, **values))
    about = protocol.meeting
    # With these the history vouches for every column of a signature (use_cases/archive.py).
    details = {
        "edition": protocol.edition,
        "kind": str(values["kind"]),
        "lines": [line.order for line in lines],
        "people": {str(line.order): line.person.pk if line.person else None for line in lines},
        "sha256": protocol.sha256,
        "evidence_sha256": hashlib.sha256(canonical(values["evidence"]).encode()).hexdigest(),
    }
    if "signed_on" in values:
        details["signed_on"] = values["signed_on"].isoformat()
    if values.get("sha256"):
        details["file_sha256"] = values["sha256"]
    write_history(HistoryVerb.ADDED_SIGNATURE, about=about, actor=actor, at=at, details=details)
    if protocol.signatures.count() == len(decode(protocol.document).signatures):
        protocol.signed_at = at
        if protocol.may_become(ProtocolState.SIGNED):
            protocol.state = ProtocolState.SIGNED
        protocol.save(update_fields=["state", "signed_at"])
        details = {"edition": protocol.edition}
        write_history(HistoryVerb.SIGNED_PROTOCOL, about=about, actor=actor, at=at, details=details)
    return put
