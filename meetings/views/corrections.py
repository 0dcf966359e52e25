"""Owns the editions of one protocol side by side: which replaced which and why, and their difference word by word."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.access import get_protocol_for, may_edit_body
from meetings.document.codec import decode
from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.models.choices import label_of
from meetings.models.protocol import state_beside
from meetings.rendering.html import PaperTooLong
from meetings.views.navigation import meeting_title
from meetings.views.past_changes import compare_editions


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list of a protocol's editions."""

    protocol: Protocol
    state: ProtocolState
    is_shown: bool

    @property
    def state_label(self) -> str:
        """The state in Russian."""
        return str(label_of(self.state))


@dataclass(frozen=True, slots=True)
class EditionsPanel:
    """What the page of an edition tells of the others that the reader may read, newest first."""

    lines: list[EditionLine]
    state: ProtocolState
    newest: Protocol | None
    #: the edition before, with which this one is compared
    earlier: Protocol | None
    may_correct: bool

    @property
    def state_label(self) -> str:
        """The state of the edition shown, in Russian."""
        return str(label_of(self.state))

    @property
    def is_replaced(self) -> bool:
        """Whether a newer edition already counts instead of this one."""
        return self.state == ProtocolState.SUPERSEDED


def editions_panel(user: Any, protocol: Protocol) -> EditionsPanel:
    """Return the panel of an edition: one query."""
    visible = Protocol.objects.visible_to(user).filter(meeting=protocol.meeting_id).without_files()
    editions = list(visible.order_by("-edition"))
    lines = [EditionLine(one, state_beside(one, editions), one.pk == protocol.pk) for one in editions]
    newest = next((line.protocol for line in lines if line.state != ProtocolState.ANNULLED), None)
    return EditionsPanel(
        lines=lines,
        state=state_beside(protocol, editions),
        newest=newest if newest is not None and newest.edition > protocol.edition else None,
        earlier=_before(protocol, editions),
        may_correct=may_edit_body(protocol),
    )


def _before(protocol: Protocol, editions: list[Protocol]) -> Protocol | None:
    """The last edition before this one: an annulled one too, for this one may stand in its place."""
    return next((one for one in editions if one.edition < protocol.edition), None)


@require_safe
def edition_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show word by word how an edition differs from an earlier one: ?from= is its number, none: the one before."""
    protocol = get_protocol_for(request.user, pk)
    earlier = _asked_for(request, protocol)
    before, after = decode(earlier.document), decode(protocol.document)
    context: dict[str, Any] = {
        "protocol": protocol,
        "earlier": earlier,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "protocol_title": meeting_title(after),
    }
    try:
        context["parts"] = compare_editions(before, after)
    except PaperTooLong as refusal:
        context["refusal"] = str(refusal)
    response = render(request, "meetings/protocol/changes.html", context)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


def _asked_for(request: HttpRequest, protocol: Protocol) -> Protocol:
    """The earlier edition to compare with; Http404 when the reader may read none."""
    visible = Protocol.objects.visible_to(request.user).filter(meeting=protocol.meeting_id)
    earlier = visible.filter(edition__lt=protocol.edition).order_by("-edition").defer("pdf")
    given = request.GET.get("from", "")
    if given:
        earlier = earlier.filter(edition=int(given)) if given.isdecimal() and len(given) < 10 else earlier.none()
    found = earlier.first()
    if found is None:
        raise Http404(_("Такой редакции, с которой сравнить, нет."))
    return found
