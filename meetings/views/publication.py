"""Owns the page of publication: now or at a set moment, for whom; a set moment changed or taken back."""

import datetime
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_meeting_for, get_protocol_for
from meetings.document.vocabulary import Audience, ProtocolState
from meetings.forms.publication import LATER, NOW, PublicationForm
from meetings.models import Protocol
from meetings.use_cases.publish import default_audience, publish, schedule_publication, unschedule_publication
from meetings.use_cases.refusal import Refused


@dataclass(frozen=True, slots=True)
class PublicationPanel:
    """What the edition's page tells of its publication; `moment` is a set one to come, in the body's time."""

    moment: str
    is_published: bool
    is_for_members: bool


def publication_panel(protocol: Protocol) -> PublicationPanel:
    """Tell of an edition's publication; its meeting and body are loaded."""
    state = protocol.state_at()
    is_published = state == ProtocolState.PUBLISHED or protocol.published_at is not None
    return PublicationPanel(
        moment=_told(protocol, protocol.publish_at) if protocol.is_scheduled else "",
        is_published=is_published and state != ProtocolState.ANNULLED,
        is_for_members=protocol.audience == Audience.MEMBERS,
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def publish_protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask when and for whom, then publish an edition, or set, change or take back the moment."""
    protocol = get_protocol_for(request.user, pk)
    meeting = get_meeting_for(request.user, protocol.meeting_id, to="edit")
    is_taking_back = request.method == "POST" and request.POST.get("deed") == "unschedule"
    form = PublicationForm(
        request.POST if request.method == "POST" and not is_taking_back else None,
        body=meeting.body,
        initial=_initial(protocol),
    )
    if is_taking_back or form.is_valid():
        try:
            told = _take_back(request, protocol) if is_taking_back else _publish(request, protocol, form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, told)
            return redirect("protocol", protocol.pk)
    context = {
        "protocol": protocol,
        "meeting": meeting,
        "body": meeting.body,
        "meeting_title": str(meeting),
        "form": form,
        "publication": publication_panel(protocol),
        "is_possible": protocol.may_be_published(),
    }
    return render(request, "meetings/protocol/publish.html", context)


def _publish(request: HttpRequest, protocol: Protocol, chosen: dict[str, Any]) -> str:
    audience, moment = chosen.get("audience"), chosen["moment"]
    if moment is None:
        publish(protocol=protocol, actor=request.user, at=timezone.now(), audience=audience)
        return _("Протокол опубликован.")
    schedule_publication(protocol=protocol, moment=moment, actor=request.user, at=timezone.now(), audience=audience)
    return _("Публикация назначена: %(moment)s.") % {"moment": _told(protocol, moment)}


def _take_back(request: HttpRequest, protocol: Protocol) -> str:
    unschedule_publication(protocol=protocol, actor=request.user, at=timezone.now())
    return _("Назначенная публикация отменена.")


def _initial(protocol: Protocol) -> dict[str, Any]:
    """The moment that is set, or now."""
    if not protocol.is_scheduled or protocol.publish_at is None:
        return {"when": NOW, "audience": default_audience(protocol.meeting.body)}
    moment = protocol.publish_at.astimezone(zoneinfo.ZoneInfo(protocol.meeting.body.time_zone))
    return {"when": LATER, "day": moment.date(), "clock": moment.time(), "audience": protocol.audience}


def _told(protocol: Protocol, moment: datetime.datetime | None) -> str:
    """A moment as the body's clock shows it."""
    if moment is None:
        return ""
    return f"{moment.astimezone(zoneinfo.ZoneInfo(protocol.meeting.body.time_zone)):%d.%m.%Y %H:%M}"
