"""Owns the annulment of an edition: nobody takes an issued protocol back alone."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ProtocolState
from meetings.models import Annulment, HistoryVerb, Meeting, Protocol
from meetings.search.index import index_meeting
from meetings.use_cases.history import write_history
from meetings.use_cases.publish import publish_due_of
from meetings.use_cases.refusal import Refused

#: Characters of a reason.
REASON_LIMIT = 2000


class CannotAnnul(Refused):
    """The edition is dead already, the proposal is open or answered, or one person would act for two."""


@transaction.atomic
def propose_annulment(*, protocol: Protocol, reason: str, actor: Any, at: datetime.datetime) -> Annulment:
    """Propose to annul an edition; another person confirms it. Raises CannotAnnul."""
    meeting, protocol = _locked(protocol, at)
    reason = reason.strip()[:REASON_LIMIT]
    if not reason:
        raise CannotAnnul(_("Напишите причину: без неё протокол не аннулируют."))
    if not protocol.may_become(ProtocolState.ANNULLED):
        raise CannotAnnul(
            _("Редакцию %(edition)s аннулировать нельзя: %(state)s.")
            % {"edition": protocol.edition, "state": protocol.get_state_display()}
        )
    if protocol.annulments.filter(is_confirmed=None).exists():
        raise CannotAnnul(_("Аннулировать эту редакцию уже предложено: ждём ответа второго лица."))
    proposal = protocol.annulments.create(reason=reason, proposed_at=at, proposed_by=actor)
    details = {"edition": protocol.edition, "reason": reason}
    write_history(HistoryVerb.PROPOSED_ANNULMENT, about=meeting, actor=actor, at=at, details=details)
    return proposal


@transaction.atomic
def answer_annulment(*, protocol: Protocol, is_confirmed: bool, actor: Any, at: datetime.datetime) -> Annulment:
    """Confirm or decline the open proposal; never by the account that made it. Raises CannotAnnul."""
    meeting, protocol = _locked(protocol, at)
    proposal = protocol.annulments.filter(is_confirmed=None).first()
    if proposal is None:
        raise CannotAnnul(_("Предложения аннулировать эту редакцию нет, или на него уже ответили."))
    if not proposal.may_be_answered_by(actor):
        raise CannotAnnul(_("Вы сами предложили аннулировать протокол: подтвердить должно другое лицо."))
    if is_confirmed and not protocol.may_become(ProtocolState.ANNULLED):
        raise CannotAnnul(_("Эту редакцию уже заменила новая: аннулировать её незачем. Отклоните предложение."))
    proposal.is_confirmed, proposal.answered_at, proposal.answered_by = is_confirmed, at, actor
    proposal.save(update_fields=["is_confirmed", "answered_at", "answered_by"])
    if is_confirmed:
        protocol.state, protocol.publish_at = ProtocolState.ANNULLED, None
        protocol.save(update_fields=["state", "publish_at"])
        index_meeting(meeting)
    verb = HistoryVerb.ANNULLED_PROTOCOL if is_confirmed else HistoryVerb.DECLINED_ANNULMENT
    details = {"edition": protocol.edition, "reason": proposal.reason, "proposed_by": proposal.proposed_by_id}
    write_history(verb, about=meeting, actor=actor, at=at, details=details)
    return proposal


def _locked(protocol: Protocol, at: datetime.datetime) -> tuple[Meeting, Protocol]:
    """The locked meeting and the edition as it is at that moment."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.meeting_id)
    publish_due_of(meeting, at)
    return meeting, Protocol.objects.defer("document", "pdf").get(pk=protocol.pk)
