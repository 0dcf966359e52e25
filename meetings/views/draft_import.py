"""Owns pasting a whole protocol at the desk: source, preview, and the question which parts of the draft it replaces."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_meeting_for
from meetings.document.merging import DocumentPart, is_part_empty
from meetings.document.tree import ProtocolDocument
from meetings.forms.imports import PeopleForm, SourceForm
from meetings.mapping.compose import compose
from meetings.mapping.matching import match_people
from meetings.models import Meeting
from meetings.use_cases.confirm_preview import Confirmation, confirm_once, earlier_confirmation
from meetings.use_cases.import_meeting import import_meeting
from meetings.use_cases.paste_protocol import paste_protocol
from meetings.use_cases.refusal import Refused
from meetings.views.edit import sent_version
from meetings.views.import_preview import (
    chosen_people,
    people_form,
    preview_context,
    recognise,
    sent_document,
    sent_number,
    sent_token,
)
from meetings.views.navigation import meeting_title

_TITLES = {
    DocumentPart.HEADER: gettext_lazy("Реквизиты"),
    DocumentPart.ATTENDANCE: gettext_lazy("Присутствие"),
    DocumentPart.OPENING: gettext_lazy("Вступительное слово"),
    DocumentPart.ITEMS: gettext_lazy("Повестка и вопросы"),
    DocumentPart.CLOSING: gettext_lazy("Подписи и приложения"),
    DocumentPart.STYLE: gettext_lazy("Оформление, как в тексте"),
}


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part that the recognised protocol holds, and what the draft has in its place."""

    key: str
    title: Any
    is_taken: bool
    has_own: bool


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def draft_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a protocol, show what was recognised and ask where it goes; nothing is stored before the answer."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    if request.method == "POST" and "recognised" in request.POST:
        return _confirm(request, meeting)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        recognised = recognise(form, meeting.body)
        if recognised is not None:
            return _show(request, meeting, recognised[0], None, recognised[1])
    context = {
        "form": form,
        "body": meeting.body,
        "meeting": meeting,
        "meeting_title": meeting_title(compose(meeting)),
        "back": reverse("draft", args=[meeting.pk]),
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "meetings/imports/source.html", context, status=status)


def _show(
    request: HttpRequest,
    meeting: Meeting,
    document: ProtocolDocument,
    people: PeopleForm | None,
    extra: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    draft = compose(meeting)
    context = preview_context(request, meeting.body, document, people, extra)
    own = {
        "meeting": meeting,
        "version": meeting.version,
        "meeting_title": meeting_title(draft),
        "choices": _choices(request, draft, document),
        "again": reverse("draft_import", args=[meeting.pk]),
    }
    return render(request, "meetings/imports/preview.html", context | own, status=status)


def _choices(request: HttpRequest, draft: ProtocolDocument, document: ProtocolDocument) -> list[PartChoice]:
    """Offer the parts that the text holds; those the draft leaves empty are proposed."""
    sent = request.POST.getlist("take") if "recognised" in request.POST else None
    choices = []
    for part, title in _TITLES.items():
        if part is not DocumentPart.STYLE and is_part_empty(document, part):
            continue
        # The look of the paper comes with its questions.
        deciding = DocumentPart.ITEMS if part is DocumentPart.STYLE else part
        is_free = is_part_empty(draft, deciding)
        is_taken = is_free if sent is None else part.value in sent
        choices.append(PartChoice(part.value, title, is_taken, not is_free and part is not DocumentPart.STYLE))
    return choices


def _confirm(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    document, token = sent_document(request), sent_token(request)
    if document is None or token is None:
        messages.error(request, _("Просмотр устарел. Вставьте протокол ещё раз: ничего не сохранено."))
        return redirect("draft_import", meeting.pk)
    if earlier := earlier_confirmation(token):
        return _show_confirmed(request, meeting, earlier)
    document = replace(document, number=sent_number(request))
    people = people_form(request, match_people(document, meeting.body))
    if not people.is_valid():
        return _show(request, meeting, document, people, {}, status=422)
    at = timezone.now()
    who: dict[str, Any] = {"actor": request.user, "at": at, "people": chosen_people(people)}
    try:
        confirmation = confirm_once(token=token, at=at, make=_maker(request, meeting, document, who))
    except Refused as refusal:
        messages.error(request, str(refusal))
        meeting.refresh_from_db()
        return _show(request, meeting, document, people, {}, status=422)
    return _show_confirmed(request, meeting, confirmation)


def _maker(
    request: HttpRequest, meeting: Meeting, document: ProtocolDocument, who: dict[str, Any]
) -> Callable[[], Meeting]:
    """Return the deed that was chosen: a new draft, or parts of this one."""
    if request.POST.get("save") == "new":
        return partial(import_meeting, document=document, body=meeting.body, **who)
    known = {part.value for part in DocumentPart}
    parts = {DocumentPart(key) for key in request.POST.getlist("take") if key in known}
    version = sent_version(request)
    return partial(paste_protocol, meeting=meeting, version=version, document=document, parts=parts, **who)


def _show_confirmed(request: HttpRequest, meeting: Meeting, confirmation: Confirmation) -> HttpResponse:
    """Lead to the draft that holds the text now and say what was done, or that it was done before."""
    made = confirmation.meeting
    if made is None:
        messages.error(
            request, _("Этот просмотр уже был сохранён, а черновик потом удалён. Вставьте протокол ещё раз.")
        )
        return redirect("draft_import", meeting.pk)
    if not confirmation.is_new:
        messages.info(request, _("Этот просмотр уже сохранён: второй раз ничего не вставлено."))
    elif made.pk == meeting.pk:
        messages.success(request, _("Протокол вставлен. Сверьте его с оригиналом."))
    else:
        messages.success(request, _("Из текста создан новый черновик. Прежний не изменён."))
    return redirect("draft", made.pk)
