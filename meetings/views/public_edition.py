"""Owns the public edition on pages: whom it hides, and its files; made anew of the frozen edition each time."""

import hashlib
from collections.abc import Collection
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.access import get_protocol_for, may_edit_body
from meetings.document.codec import decode, encode
from meetings.document.redaction import NamedPerson, NotRedacted, named_people, redact
from meetings.document.tree import ProtocolDocument
from meetings.models import Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.formats import FORMATS
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.views.article import show_article
from meetings.views.files import file_name
from meetings.views.navigation import meeting_title

_SHOWN_FORMATS = ("pdf", "docx", "txt", "xml", "json")


@never_cache
@login_required
@require_safe
def public_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whom to hide, and show what remains: ?chosen=1&hide=N by places in the list, none chosen: by the rule."""
    protocol, document = _asked(request, pk)
    people = named_people(document)
    hidden = _hidden(request.GET, people)
    context: dict[str, Any] = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "protocol_title": meeting_title(document),
        "people": [(place, one, place in hidden) for place, one in enumerate(people)],
        "formats": _SHOWN_FORMATS,
        "asked": _query(hidden),
    }
    try:
        public = redact(document, [people[place].name for place in hidden])
    except NotRedacted:
        context["refusal"] = _("Скрыть всё не удалось: такую редакцию публиковать нельзя.")
    else:
        context["article"] = show_article(public)
        context["sha256"] = hashlib.sha256(encode(public).encode()).hexdigest()
    return render(request, "meetings/protocol/public.html", context)


@never_cache
@login_required
@require_safe
def public_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give the public edition as a file; it bears neither the code nor the sum of the original."""
    _protocol, document = _asked(request, pk)
    if name not in _SHOWN_FORMATS:
        raise Http404
    people = named_people(document)
    chosen = FORMATS[name]
    try:
        public = redact(document, [people[place].name for place in _hidden(request.GET, people)])
        content = chosen.render(public)
    except NotRedacted:
        told = _("Скрыть всё не удалось: такую редакцию публиковать нельзя.")
        return HttpResponse(f"{told}\n", status=422, content_type="text/plain; charset=utf-8")
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        return HttpResponse(f"{refusal}\n", status=422, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type=chosen.content_type)
    stem = file_name(public, _("Публичная редакция"))
    response["Content-Disposition"] = content_disposition_header(True, f"{stem}.{chosen.extension}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _asked(request: HttpRequest, pk: int) -> tuple[Protocol, ProtocolDocument]:
    protocol = get_protocol_for(request.user, pk)
    if not may_edit_body(protocol):
        raise PermissionDenied(_("Публичную редакцию готовит секретарь."))
    return protocol, decode(protocol.document)


def _hidden(sent: Any, people: Collection[NamedPerson]) -> list[int]:
    """The places of those to hide: addresses name nobody."""
    if not sent.get("chosen"):
        return [place for place, one in enumerate(people) if not one.is_official]
    given = {int(one) for one in sent.getlist("hide") if one.isdecimal() and len(one) < 6}
    return [place for place in range(len(people)) if place in given]


def _query(hidden: list[int]) -> str:
    return "&".join(["chosen=1", *(f"hide={place}" for place in hidden)])
