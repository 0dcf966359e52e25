"""Owns importing in the browser: a file or text, what was recognised in it, and only then a meeting."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.document.vocabulary import MemberRole
from meetings.forms.imports import SourceForm
from meetings.mapping.matching import match_people
from meetings.use_cases.confirm_preview import Confirmation, confirm_preview, earlier_confirmation
from meetings.use_cases.refusal import Refused
from meetings.views.import_preview import (
    chosen_people,
    people_form,
    preview_context,
    recognise,
    sent_document,
    sent_number,
    sent_token,
)
from members.access import get_body_for
from members.models import Body, Membership

_PREVIEW = "meetings/imports/preview.html"


@never_cache
@login_required
@require_http_methods(["GET"])
def choose_body(request: HttpRequest) -> HttpResponse:
    """Ask to which body the protocol belongs; with one body there is nothing to ask."""
    bodies = list(editable_bodies(request.user))
    if len(bodies) == 1:
        return redirect("import", bodies[0].slug)
    return render(request, "meetings/imports/choose.html", {"bodies": bodies})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def import_protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a protocol, show what was recognised, save it when confirmed."""
    body = get_body_for(request.user, slug, to="edit")
    if request.method == "POST" and "recognised" in request.POST:
        return _confirm(request, body)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        shown = _preview_source(request, body, form)
        if shown is not None:
            return shown
    status = 200 if request.method == "GET" else 422
    return render(request, "meetings/imports/source.html", {"form": form, "body": body}, status=status)


def _preview_source(request: HttpRequest, body: Body, form: SourceForm) -> HttpResponse | None:
    """Recognise the source and show it; None when it is unreadable (the form then says why)."""
    recognised = recognise(form, body)
    if recognised is None:
        return None
    document, shown = recognised
    return render(request, _PREVIEW, preview_context(request, body, document, None, shown))


def _confirm(request: HttpRequest, body: Body) -> HttpResponse:
    """Save what the preview showed, with the people as chosen; pressed again, lead to what was saved."""
    document, token = sent_document(request), sent_token(request)
    if document is None or token is None:
        messages.error(request, _("Просмотр устарел. Загрузите протокол ещё раз: ничего не сохранено."))
        return redirect("import", body.slug)
    if earlier := earlier_confirmation(token):
        return _show_confirmed(request, body, earlier)
    number = sent_number(request)
    document = replace(document, number=number)
    people = people_form(request, match_people(document, body))
    if not people.is_valid():
        return render(request, _PREVIEW, preview_context(request, body, document, people, {}), status=422)
    deed = {"body": body, "actor": request.user, "at": timezone.now(), "people": chosen_people(people)}
    try:
        confirmation = confirm_preview(token=token, document=document, **deed)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return render(request, _PREVIEW, preview_context(request, body, document, people, {}), status=422)
    return _show_confirmed(request, body, confirmation)


def _show_confirmed(request: HttpRequest, body: Body, confirmation: Confirmation) -> HttpResponse:
    """Lead to the meeting of a preview and say whether it was made just now."""
    if confirmation.meeting is None:
        message = _("Этот просмотр уже был сохранён, а черновик потом удалён. Загрузите протокол ещё раз.")
        messages.error(request, message)
        return redirect("import", body.slug)
    if confirmation.is_new:
        messages.success(request, _("Протокол сохранён как черновик. Проверьте замечания справа."))
    else:
        messages.info(request, _("Этот просмотр уже сохранён: второй раз заседание не создано."))
    return redirect("meeting", confirmation.meeting.pk)


def editable_bodies(user: Any) -> Any:
    """Return the bodies whose papers the user writes today."""
    if user.is_superuser:
        return Body.objects.order_by("name")
    seats = Membership.objects.of_user(user).filter(role=MemberRole.SECRETARY)
    return Body.objects.filter(pk__in=seats.order_by().values("body")).order_by("name")
