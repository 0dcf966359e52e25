"""Owns the page where an edition is annulled by two people."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_protocol_to_annul, may_answer_annulment, may_propose_annulment
from meetings.document.vocabulary import ProtocolState
from meetings.forms.publication import AnnulEditionForm
from meetings.models import Annulment, Protocol
from meetings.use_cases.annul import answer_annulment, propose_annulment
from meetings.use_cases.refusal import Refused


def last_annulment(protocol: Protocol) -> Annulment | None:
    """The confirmed proposal, or the open one; None when there is neither."""
    proposals = protocol.annulments.exclude(is_confirmed=False).select_related("proposed_by", "answered_by")
    return proposals.first()


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def annul_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose with a reason; or, for another person, confirm or decline."""
    protocol = get_protocol_to_annul(request.user, pk)
    user = request.user
    may_propose, may_answer = may_propose_annulment(user, protocol), may_answer_annulment(protocol)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    form = AnnulEditionForm(request.POST if deed == "propose" else None)
    if (deed == "propose" and may_propose and form.is_valid()) or (deed in ("confirm", "decline") and may_answer):
        try:
            told = _done(request, protocol, deed, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, told)
        return redirect("protocol", protocol.pk)
    proposal = last_annulment(protocol)
    context = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "form": form,
        "proposal": proposal,
        "is_possible": protocol.may_become(ProtocolState.ANNULLED),
        "may_propose": may_propose,
        "may_answer": may_answer and proposal is not None and proposal.may_be_answered_by(user),
    }
    status = 403 if deed and not form.errors else 200
    return render(request, "meetings/protocol/annul.html", context, status=status)


def _done(request: HttpRequest, protocol: Protocol, deed: str, form: Any) -> str:
    at = timezone.now()
    if deed == "propose":
        propose_annulment(protocol=protocol, reason=form.cleaned_data["reason"], actor=request.user, at=at)
        return _("Предложение записано. Подтвердить его должны председатель, его заместитель или администратор.")
    answer_annulment(protocol=protocol, is_confirmed=deed == "confirm", actor=request.user, at=at)
    return _("Протокол аннулирован.") if deed == "confirm" else _("Предложение отклонено: протокол действует.")
