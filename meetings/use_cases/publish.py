"""Owns the publication of an edition."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ProtocolState
from meetings.models import HistoryVerb, Meeting, Protocol
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused


class CannotPublish(Refused):
    """The edition's state does not lead to publication."""


@transaction.atomic
def publish(*, protocol: Protocol, actor: Any, at: datetime.datetime) -> Protocol:
    """Publish an edition; older ones of the meeting that still count are superseded by it. Raises CannotPublish."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=protocol.meeting_id)
    protocol = Protocol.objects.defer("document", "pdf").get(pk=protocol.pk)
    if not protocol.may_become(ProtocolState.PUBLISHED):
        raise CannotPublish(
            _("Редакцию %(edition)s опубликовать нельзя: %(state)s.")
            % {"edition": protocol.edition, "state": protocol.get_state_display()}
        )
    older = Protocol.objects.filter(meeting=meeting, edition__lt=protocol.edition)
    older.filter(state__in=[ProtocolState.ISSUED, ProtocolState.SIGNED, ProtocolState.PUBLISHED]).update(
        state=ProtocolState.SUPERSEDED
    )
    protocol.state, protocol.published_at = ProtocolState.PUBLISHED, at
    protocol.save(update_fields=["state", "published_at"])
    details = {"edition": protocol.edition}
    write_history(HistoryVerb.PUBLISHED_PROTOCOL, about=meeting, actor=actor, at=at, details=details)
    return protocol
