"""Owns the photograph: a draft becomes an edition that nothing changes any more."""

import datetime
import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.document.checks import check_document
from meetings.document.codec import encode
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import MeetingState, ProtocolState, Severity
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import HistoryVerb, Meeting, Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.use_cases.approval import open_approvals
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused


class CannotFreeze(Refused):
    """The draft cannot become an edition: its record would be false, or it is no news."""


def freeze(*, meeting: Meeting, actor: Any, at: datetime.datetime) -> Protocol:
    """Store the draft as the next edition: canonical JSON, PDF/A, the SHA-256 of each. Raises CannotFreeze.

    A paper that cannot be printed is refused too. Earlier editions that were only issued are superseded at once; a
    published one stays until the new one is published. The PDF is made before the transaction, which would otherwise
    keep other writers waiting.
    """
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    document = compose(meeting)
    _refuse_false_record(meeting, document, at)
    text = encode(document)
    return _store(meeting, text, _printed(document), actor, at)


def _printed(document: ProtocolDocument) -> bytes:
    from meetings.rendering.pdf import render_pdf  # slow: WeasyPrint

    try:
        return render_pdf(document, is_signable=True)
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        raise CannotFreeze(str(refusal)) from refusal


def _refuse_false_record(meeting: Meeting, document: ProtocolDocument, at: datetime.datetime) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise CannotFreeze(_("Заседание отменено: протокола у него нет."))
    if meeting.held_on and meeting.held_on > meeting.body.day_of(at):
        raise CannotFreeze(_("Заседание ещё не состоялось."))
    if told := open_approvals(meeting):
        raise CannotFreeze(told)
    errors = [
        finding.message
        for finding in check_document(document, rules_of(meeting.body))
        if finding.severity == Severity.ERROR
    ]
    if errors:
        raise CannotFreeze(_("Исправьте ошибки: %(errors)s") % {"errors": " ".join(errors)})


@transaction.atomic
def _store(meeting: Meeting, text: str, pdf: bytes, actor: Any, at: datetime.datetime) -> Protocol:
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if locked.version != meeting.version:
        raise CannotFreeze(_("Пока протокол печатался, его изменили. Проверьте и повторите."))
    editions = Protocol.objects.filter(meeting=locked)
    document_sha256 = hashlib.sha256(text.encode()).hexdigest()
    last = editions.order_by("-edition").defer("document", "pdf").first()
    if last and last.state != ProtocolState.ANNULLED and last.document_sha256 == document_sha256:
        raise CannotFreeze(_("С редакции %(edition)s в протоколе ничего не изменилось.") % {"edition": last.edition})
    protocol = Protocol.objects.create(
        meeting=locked,
        edition=(editions.aggregate(last=Max("edition"))["last"] or 0) + 1,
        document=text,
        document_sha256=document_sha256,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_at=at,
        issued_by=actor,
    )
    editions.exclude(pk=protocol.pk).filter(state=ProtocolState.ISSUED).update(state=ProtocolState.SUPERSEDED)
    details = {"edition": protocol.edition, "sha256": protocol.sha256}
    write_history(HistoryVerb.ISSUED_PROTOCOL, about=locked, actor=actor, at=at, details=details)
    return protocol
