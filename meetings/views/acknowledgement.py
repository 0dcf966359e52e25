"""Owns the page of acknowledgement: before whom an edition was put, who has not read it yet, one's own word."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_protocol_for, may_edit_body, takes_part_in_annulment
from meetings.models import Protocol
from meetings.use_cases.acknowledge import acknowledge, ask_acknowledgement
from meetings.use_cases.refusal import Refused
from members.models import Person


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def acknowledgement(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member say that he has read the edition; tell the leaders who has; let the secretary ask more.

    PermissionDenied for a member before whom it was not put.
    """
    protocol = get_protocol_for(request.user, pk)
    rows = list(protocol.acknowledgements.select_related("person"))
    own = next((row for row in rows if row.person.user_id == request.user.pk), None)
    leads, is_editor = takes_part_in_annulment(protocol), may_edit_body(protocol)
    if own is None and not leads:
        raise PermissionDenied(_("Этот протокол вам на ознакомление не направляли."))
    if request.method == "POST":
        return _do(request, protocol, is_editor=is_editor)
    today = protocol.meeting.body.day_of(timezone.now())
    asked = {row.person_id for row in rows}
    others = Person.objects.none()
    if is_editor:
        seats = protocol.meeting.body.memberships.valid_on(today).values("person")
        others = Person.objects.filter(pk__in=seats).exclude(pk__in=asked)
    context = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "own": own,
        "leads": leads,
        "is_editor": is_editor,
        "waiting": [row for row in rows if row.acknowledged_at is None],
        "acknowledged": [row for row in rows if row.acknowledged_at is not None],
        "others": list(others),
    }
    return render(request, "meetings/acknowledgement/page.html", context)


def _do(request: HttpRequest, protocol: Protocol, *, is_editor: bool) -> HttpResponse:
    try:
        if request.POST.get("deed") == "ask":
            if not is_editor:
                raise PermissionDenied(_("На ознакомление направляет секретарь."))
            people = [int(pk) for pk in request.POST.getlist("people") if pk.isdecimal() and len(pk) < 10]
            made = ask_acknowledgement(protocol=protocol, people=people, actor=request.user, at=timezone.now())
            messages.success(request, _("Направлено на ознакомление: %(count)s.") % {"count": len(made)})
        else:
            acknowledge(protocol=protocol, actor=request.user, at=timezone.now())
            messages.success(request, _("Отмечено: вы ознакомлены с протоколом."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("acknowledgement", protocol.pk)
