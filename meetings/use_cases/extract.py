"""Owns the making of extracts: out of an edition, certified, numbered without gaps; and the annulment of one."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import decode
from meetings.document.excerpt import (
    Certification,
    ExtractDocument,
    NotInDocument,
    Place,
    Selection,
    cut,
    encode_extract,
    normal_selection,
    write_place,
)
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import ProtocolState
from meetings.models import Extract, HistoryVerb, Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from members.models import Body

#: Prints tried without a lock before the number is held while the paper is printed.
_TRIES = 3
_DEAD_STATES = (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED)


class CannotExtract(Refused):
    """The extract would be false, of a dead edition, or of nothing."""


class CannotAnnul(Refused):
    """The extract is annulled already, or no reason was given."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An extract but for its number."""

    protocol: Protocol
    taken: ProtocolDocument
    selection: str
    subject: str
    certification: Certification


def make_extract(
    *,
    protocol: Protocol,
    places: Iterable[Place],
    certification: Certification,
    actor: Any,
    at: datetime.datetime,
) -> Extract:
    """Make the extract of the chosen places of an edition, or return the one that was made of them before.

    Stores canonical JSON, PDF and the SHA-256 of each under the next number of the body's register, with its history
    entry, in one transaction. The number stands on the paper, so it is guessed, printed, and taken only if it is still
    free; after a few lost races the body's row stays locked during the print. Raises CannotExtract.
    """
    protocol = Protocol.objects.select_related("meeting__body").defer("pdf").get(pk=protocol.pk)
    draft = _drafted(protocol, places, certification)
    existing = find_extract(protocol, draft.selection)
    if existing is not None:
        return existing
    _refuse_false(draft, at)
    for _attempt in range(_TRIES):
        number = _next_number(protocol.meeting.body_id)
        stored = _store(draft, number, _printed(draft, number), actor, at)
        if stored is not None:
            return stored
    with transaction.atomic():
        number = _next_number(_locked(protocol.meeting.body_id).pk)
        stored = _store(draft, number, _printed(draft, number), actor, at)
    assert stored is not None  # noqa: S101 - the number was held
    return stored


def find_extract(protocol: Protocol, selection: str) -> Extract | None:
    """Return the extract in force of that selection (normal, as `write_selection` writes it), without its files."""
    found = Extract.objects.filter(protocol=protocol, selection=selection, annulled_at=None)
    return found.without_files().select_related("body").first()


def write_selection(selection: Selection) -> str:
    """Write a normal selection as one line: «1 2.1»."""
    return " ".join(map(write_place, selection))


@transaction.atomic
def annul_extract(*, extract: Extract, reason: str, actor: Any, at: datetime.datetime) -> Extract:
    """Annul an extract for a reason; its number stays taken, and another may be made instead. Raises CannotAnnul."""
    _locked(extract.body_id)
    extract = Extract.objects.without_files().select_related("protocol__meeting__body").get(pk=extract.pk)
    if extract.annulled_at is not None:
        raise CannotAnnul(_("Выписка уже аннулирована."))
    if not reason.strip():
        raise CannotAnnul(_("Напишите, почему выписка аннулируется."))
    extract.annulled_at, extract.annulled_reason = at, reason.strip()
    extract.save(update_fields=["annulled_at", "annulled_reason"])
    details = {"number": extract.number, "reason": extract.annulled_reason}
    about = extract.protocol.meeting
    write_history(HistoryVerb.ANNULLED_EXTRACT, about=about, actor=actor, at=at, details=details)
    return extract


def _drafted(protocol: Protocol, places: Iterable[Place], certification: Certification) -> _Draft:
    document = decode(protocol.document)
    try:
        selection = normal_selection(document, places)
    except NotInDocument as error:
        raise CannotExtract(_("Выберите, что взять в выписку.")) from error
    return _Draft(
        protocol=protocol,
        taken=cut(document, selection),
        selection=write_selection(selection),
        subject=_subject(document, selection),
        certification=certification,
    )


def _refuse_false(draft: _Draft, at: datetime.datetime) -> None:
    protocol, certification = draft.protocol, draft.certification
    if protocol.state in _DEAD_STATES:
        raise CannotExtract(
            _("Редакция %(edition)s %(state)s: выписку делают из действующей редакции.")
            % {"edition": protocol.edition, "state": str(protocol.get_state_display()).lower()}
        )
    if not certification.role.strip() or not certification.name.strip():
        raise CannotExtract(_("Укажите должность и имя того, кто заверяет выписку."))
    body = protocol.meeting.body
    if certification.certified_on > body.day_of(at):
        raise CannotExtract(_("Дата заверения ещё не наступила."))
    if certification.certified_on < body.day_of(protocol.issued_at):
        raise CannotExtract(_("Дата заверения раньше выпуска протокола."))


def _subject(document: ProtocolDocument, selection: Selection) -> str:
    """Tell what was taken: «Вопрос 2. О награждении», «Вопрос 1. О маяках: решение 1.2»."""
    parts: list[str] = []
    for index in dict.fromkeys(place[0] for place in selection):
        item = document.items[index]
        title = (item.title or item.heading or "").rstrip(" .")
        name = f"Вопрос {item.number}. {title}" if item.number else title or "Вопрос"
        decisions = dict.fromkeys(place[1] for place in selection if place[0] == index and len(place) > 1)
        numbers = [item.decisions[decision].number or str(decision + 1) for decision in decisions]
        word = "решение" if len(numbers) == 1 else "решения"
        parts.append(f"{name.rstrip(' .')}: {word} {', '.join(numbers)}" if numbers else name.rstrip(" ."))
    return "; ".join(parts)


def _printed(draft: _Draft, number: int) -> tuple[str, bytes]:
    from meetings.rendering.extract import EXTRACT_FORMATS  # slow: WeasyPrint

    extract = ExtractDocument(
        protocol=draft.taken,
        number=number,
        edition=draft.protocol.edition,
        edition_sha256=draft.protocol.document_sha256,
        places=tuple(draft.selection.split(" ")),
        certification=draft.certification,
        is_original_signed=draft.protocol.signed_at is not None,
    )
    try:
        return encode_extract(extract), EXTRACT_FORMATS["pdf"].render(extract)
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        raise CannotExtract(str(refusal)) from refusal


@transaction.atomic
def _store(draft: _Draft, number: int, printed: tuple[str, bytes], actor: Any, at: datetime.datetime) -> Extract | None:
    """Store under that number; None when somebody took it meanwhile. What was made of the same choice wins."""
    body = _locked(draft.protocol.meeting.body_id)
    existing = find_extract(draft.protocol, draft.selection)
    if existing is not None:
        return existing
    _refuse_dead(draft.protocol)
    if _next_number(body.pk) != number:
        return None
    text, pdf = printed
    extract = Extract.objects.create(
        body=body,
        protocol=draft.protocol,
        number=number,
        selection=draft.selection,
        subject=draft.subject,
        certified_role=draft.certification.role,
        certified_name=draft.certification.name,
        certified_on=draft.certification.certified_on,
        document=text,
        document_sha256=hashlib.sha256(text.encode()).hexdigest(),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        made_at=at,
        made_by=actor,
    )
    details = {"number": number, "edition": draft.protocol.edition, "taken": draft.subject, "sha256": extract.sha256}
    details["document_sha256"] = extract.document_sha256
    write_history(HistoryVerb.MADE_EXTRACT, about=draft.protocol.meeting, actor=actor, at=at, details=details)
    return extract


def _refuse_dead(protocol: Protocol) -> None:
    """Refuse when the edition was superseded or annulled while its extract was printed."""
    if Protocol.objects.filter(pk=protocol.pk, state__in=_DEAD_STATES).exists():
        raise CannotExtract(
            _("Пока выписка печаталась, у протокола появилась новая редакция. Сделайте выписку из неё.")
        )


def _locked(body_id: int) -> Body:
    """Lock the register of a body: its numbers have no gaps and no doubles."""
    return Body.objects.select_for_update(of=("self",)).get(pk=body_id)


def _next_number(body_id: int) -> int:
    last = Extract.objects.filter(body=body_id).order_by().aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1
