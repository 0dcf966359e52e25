"""Owns the sheets of tasks: whom a body's protocols address, and everything for one of them on a sheet."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.document.codec import decode
from meetings.document.excerpt import addressed_points, addressee_key
from meetings.document.tasks import tasks_of
from meetings.document.tree import ProtocolDocument
from meetings.models import Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.rendering.task_sheet import SHEET_FORMATS, render_task_sheet
from meetings.views.files import safe_name
from meetings.views.listing import ListRequest, begin_words, page_of, words_of
from members.access import get_body_for
from members.models import Body, Membership

#: Meetings looked through, the newest.
_MOST_MEETINGS = 150


@dataclass(slots=True)
class Addressee:
    """One whom protocols address: the name as in the newest of them, and how many they are."""

    name: str
    meetings: int = 0


@never_cache
@require_safe
def task_sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom the body's protocols address, to its people."""
    body = _body_for(request, slug)
    asked = ListRequest.of(request)
    documents = _documents(request.user, body)
    found: dict[str, Addressee] = {}
    for document in documents:
        if asked.year and (document.held_on is None or document.held_on.year != asked.year):
            continue
        for points in addressed_points(document):
            one = found.setdefault(addressee_key(points.name), Addressee(points.name))
            one.meetings += 1
    words = words_of(asked.query)
    listed = [one for one in found.values() if begin_words(words, words_of(one.name))]
    context = {
        "body": body,
        "asked": asked,
        "years": sorted({document.held_on.year for document in documents if document.held_on}, reverse=True),
        "page_obj": page_of(request, sorted(listed, key=lambda one: one.name.casefold())),
    }
    return render(request, "meetings/tasks/page.html", context)


@require_safe
def task_sheet(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give the sheet of one addressee (`to`, of a `year`) as PDF or Word, the oldest meeting first."""
    body = _body_for(request, slug)
    if name not in SHEET_FORMATS:
        raise Http404
    key, year = addressee_key(request.GET.get("to", "")), ListRequest.of(request).year
    papers = []
    title = ""
    for document in _documents(request.user, body):
        if year and (document.held_on is None or document.held_on.year != year):
            continue
        if tasks := tasks_of(document, key):
            papers.append((document, tasks))
            title = title or next(one.name for one in addressed_points(document) if addressee_key(one.name) == key)
    if not papers:
        raise Http404(_("Поручений этому исполнителю нет."))
    try:
        content = SHEET_FORMATS[name].render(render_task_sheet(title, body.name_genitive, papers[::-1]))
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        messages.error(request, str(refusal))
        return redirect("task_sheets", body.slug)
    response = HttpResponse(content, content_type=SHEET_FORMATS[name].content_type)
    response["Content-Disposition"] = content_disposition_header(
        True, f"{safe_name(_('Лист поручений') + ' ' + title)}.{name}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _body_for(request: HttpRequest, slug: str) -> Body:
    body = get_body_for(request.user, slug)
    user: Any = request.user
    if not user.is_superuser and not Membership.objects.of_user(user).filter(body=body).exists():
        raise Http404(_("Такого органа нет."))
    return body


def _documents(user: Any, body: Body) -> list[ProtocolDocument]:
    """Return the newest edition in force of each meeting that the user may see, newest meeting first: one query."""
    editions = Protocol.objects.visible_to(user).in_force().filter(meeting__body=body)
    rows = editions.order_by("-meeting__held_on", "-meeting__pk", "-edition").values_list("meeting", "document")
    newest: dict[int, str] = {}
    for meeting, document in rows[:_MOST_MEETINGS]:
        newest.setdefault(meeting, document)
    return [decode(document) for document in newest.values()]
