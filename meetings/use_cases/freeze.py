"""Owns the photograph: a draft becomes an edition that nothing changes any more."""

import datetime
import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.checks import check_document
from meetings.document.codec import encode
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import MeetingState, ProtocolState, Severity
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import HistoryVerb, Meeting, Protocol
from meetings.models.protocol import new_code
from meetings.rendering.fonts import FontMissing
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.rendering.verification import verification_mark
from meetings.search.index import index_meeting
from meetings.use_cases.approval import open_approvals
from meetings.use_cases.archive_address import give_address
from meetings.use_cases.execution import control_new_edition
from meetings.use_cases.history import write_history
from meetings.use_cases.numbering import lock_numbers, next_number
from meetings.use_cases.publish import publish_due_of
from meetings.use_cases.refusal import Refused
from members.models import Body


class CannotFreeze(Refused):
    """The draft cannot become an edition: its record would be false, or it is no news."""


class _NumberTaken(Exception):
    """Another protocol got the number while this one was printed with it."""


#: Tries that print before they take the lock. Printing takes a second: even where several secretaries issue at once,
#: the second number almost always holds.
_TRIES = 2
#: Characters of a reason.
REASON_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class _Photograph:
    """A draft as it was read, as the document it becomes, and printed; `number` is the one the policy gives."""

    meeting: Meeting
    text: str
    pdf: bytes
    number: str | None
    code: str


def freeze(*, meeting: Meeting, actor: Any, at: datetime.datetime, reason: str = "") -> Protocol:
    """Store the draft as the next edition: canonical JSON, PDF/A, the SHA-256 of each. Raises CannotFreeze.

    An edition beside an earlier one is a correction: it says why (`reason`), and every reader of it is told.

    A paper that cannot be printed is refused too. Earlier editions that were only issued are superseded at once; a
    published one stays until the new one is published.

    A draft without a number gets the body's next one here and keeps it in later editions. The number is part of the
    paper, and the paper is made before the transaction, which would otherwise keep other writers waiting for a second
    (on SQLite all of them). So the number is foreseen, printed, and verified under the lock of the body's numbers in
    the transaction that stores it. When another protocol took it meanwhile, nothing was written and the paper is
    printed anew; after `_TRIES` of that, once more under the lock, where nobody can be faster. A refusal or a failure
    rolls number and edition back together, so that it leaves no gap.
    """
    reason = reason.strip()[:REASON_LIMIT]
    for _attempt in range(_TRIES):
        photograph = _photograph(meeting.pk, at)
        with suppress(_NumberTaken):
            return _store(photograph, actor, at, reason)
    try:
        with transaction.atomic():
            lock_numbers(meeting.body_id)
            return _store(_photograph(meeting.pk, at), actor, at, reason)
    except _NumberTaken as taken:  # typed by hand at this very moment
        raise CannotFreeze(_("Этот номер только что занял другой протокол. Повторите.")) from taken


def _photograph(pk: int, at: datetime.datetime) -> _Photograph:
    meeting = Meeting.objects.select_related("body").get(pk=pk)
    document = compose(meeting)
    proposed = next_number(meeting)
    if proposed:
        document = replace(document, number=proposed.number)
    _refuse_false_record(meeting, document, at)
    code, number = new_code(), proposed.number if proposed else None
    return _Photograph(meeting, encode(document), _printed(document, code), number, code)


def _printed(document: ProtocolDocument, code: str) -> bytes:
    from meetings.rendering.pdf import render_pdf  # slow: WeasyPrint

    try:
        return render_pdf(document, is_signable=True, mark=verification_mark(code, settings.PORTAL_URL))
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
def _store(photograph: _Photograph, actor: Any, at: datetime.datetime, reason: str) -> Protocol:
    meeting, text, pdf = photograph.meeting, photograph.text, photograph.pdf
    # The numbers before the meeting: a change of the body's numbering takes them in this order too.
    body = lock_numbers(meeting.body_id) if meeting.is_number_due else meeting.body
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if locked.version != meeting.version:
        raise CannotFreeze(_("Пока протокол печатался, его изменили. Проверьте и повторите."))
    _give_number(locked, body, photograph.number)
    publish_due_of(locked, at)
    editions = Protocol.objects.filter(meeting=locked)
    document_sha256 = hashlib.sha256(text.encode()).hexdigest()
    last = editions.order_by("-edition").without_files().first()
    _refuse_no_news(last, document_sha256, reason)
    protocol = Protocol.objects.create(
        meeting=locked,
        edition=last.edition + 1 if last else 1,
        code=photograph.code,
        document=text,
        document_sha256=document_sha256,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_at=at,
        issued_by=actor,
        reason=reason if last else "",
    )
    give_address(locked, at)
    # Superseded before its moment an edition is never published.
    replaced = editions.exclude(pk=protocol.pk).filter(state=ProtocolState.ISSUED)
    replaced.update(state=ProtocolState.SUPERSEDED, publish_at=None)
    index_meeting(locked)
    details = {"edition": protocol.edition, "code": protocol.code, "sha256": protocol.sha256}
    details["document_sha256"] = document_sha256
    details |= {"number": photograph.number} if photograph.number else {}
    details |= {"reason": protocol.reason} if protocol.reason else {}
    write_history(HistoryVerb.ISSUED_PROTOCOL, about=locked, actor=actor, at=at, details=details)
    control_new_edition(protocol=protocol, actor=actor, at=at)
    return protocol


def _refuse_no_news(last: Protocol | None, document_sha256: str, reason: str) -> None:
    """CannotFreeze when the same stands in the last edition, or nobody says why there is to be another."""
    if last is None:
        return
    if last.state != ProtocolState.ANNULLED and last.document_sha256 == document_sha256:
        raise CannotFreeze(_("С редакции %(edition)s в протоколе ничего не изменилось.") % {"edition": last.edition})
    if not reason:
        raise CannotFreeze(_("Напишите, почему выпускается новая редакция: причину увидит каждый её читатель."))


def _give_number(meeting: Meeting, body: Body, number: str | None) -> None:
    """Keep the printed number with the meeting; _NumberTaken unless it is still the next one."""
    due = next_number(meeting, body)
    if (due.number if due else None) != number:
        raise _NumberTaken
    if number is None:
        return
    meeting.body, meeting.number, meeting.version = body, number, meeting.version + 1
    try:
        with transaction.atomic():
            meeting.save(update_fields=["number", "version"])
    except IntegrityError as error:
        raise _NumberTaken from error
