"""Owns the archive's pages: a body's year, a meeting's protocol in force, and every place of it at its own address."""

import hashlib
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.access import get_archived_for
from meetings.document.excerpt import Place
from meetings.document.places import find_place, where_of
from meetings.document.vocabulary import ProtocolState
from meetings.models import ArchiveAddress, Protocol
from meetings.models.protocol import state_beside
from meetings.views.archive_memory import history_end, remember, remembered
from meetings.views.archive_places import children_of, lead_of, path_to, siblings_of
from meetings.views.archive_reading import reading_of
from meetings.views.files import stored_file
from meetings.views.listing import (
    ListRequest,
    list_archived,
    meetings_matching,
    meetings_with_editions,
    newest_editions,
    page_of,
    years_of,
)
from meetings.views.navigation import meeting_title
from meetings.views.places import reference_to, url_of
from members.access import get_body_for

_DEAD = (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED)


@require_safe
def archive_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the short address of a body to its page."""
    return redirect("body", get_body_for(request.user, slug).slug)


@require_safe
def archive_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """List the protocols of a body's year that the reader may see."""
    body = get_body_for(request.user, slug)
    meetings = meetings_with_editions(request.user, body)
    years = years_of(meetings)
    asked = ListRequest(query=ListRequest.of(request).query, year=year)
    found = meetings_matching(meetings, asked).order_by().values("pk")
    editions = newest_editions(request.user).filter(meeting__in=found).select_related("meeting__archive_address")
    page = page_of(request, editions.order_by("meeting__held_on", "meeting__pk", "-edition"))
    context = {
        "body": body,
        "year": year,
        "years": years,
        "asked": asked,
        "page_obj": page,
        "listed": [list_archived(protocol) for protocol in page],
        "earlier": next((one for one in years if one < year), None),
        "later": next((one for one in reversed(years) if one > year), None),
    }
    return _kept_from_others(request, render(request, "meetings/archive/year.html", context))


@require_safe
def archive_meeting(request: HttpRequest, slug: str, year: int, day: str) -> HttpResponse:
    """Show the protocol of a meeting: its edition in force, or what became of it."""
    return _visited(request, slug, f"{year:04}/{day}")


@require_safe
def archive_place(request: HttpRequest, slug: str, year: int, day: str, **names: str) -> HttpResponse:
    """Show one question, one decision or one point (`item`, `decision`, `point`)."""
    segments = tuple(names[part] for part in ("item", "decision", "point") if part in names)
    return _visited(request, slug, f"{year:04}/{day}", segments)


@require_safe
def archive_print(request: HttpRequest, slug: str, year: int, day: str) -> HttpResponse:
    """Show the paper alone, as it is printed from a browser."""
    return _page(
        request, get_archived_for(request.user, slug, f"{year:04}/{day}"), template="meetings/archive/print.html"
    )


@require_safe
def archive_pdf(request: HttpRequest, slug: str, year: int, day: str) -> HttpResponse:
    """Give the PDF of the edition in force, as it was stored when it was issued."""
    editions = get_archived_for(request.user, slug, f"{year:04}/{day}")
    return stored_file(request, current_of(editions))


def current_of(editions: list[Protocol]) -> Protocol:
    """Return the edition that counts of a meeting's, given newest first: the newest in force, else the newest."""
    return next((one for one in editions if state_beside(one, editions) not in _DEAD), editions[0])


def _visited(request: HttpRequest, slug: str, path: str, *page: Any, **options: Any) -> HttpResponse:
    """Give a visitor the page that stands in memory, or make it; others' pages are always made."""
    if not _is_nobody(request):
        return _page(request, get_archived_for(request.user, slug, path), *page, **options)
    address = request.build_absolute_uri()
    if kept := remembered(address):
        response = get_conditional_response(request, etag=kept.etag) or HttpResponse(kept.content)
        return _conditional(response, kept.etag)
    end = history_end()
    response = _page(request, get_archived_for(request.user, slug, path), *page, **options)
    if response.status_code == HTTPStatus.OK:
        remember(address, response["ETag"], response.content, end)
    return response


def _is_nobody(request: HttpRequest) -> bool:
    """Whether nothing of the page can be for this visitor alone: no account, and no message that waits for him."""
    own = {settings.SESSION_COOKIE_NAME, "messages"}
    return not request.user.is_authenticated and not own & request.COOKIES.keys()


def _page(
    request: HttpRequest,
    editions: list[Protocol],
    segments: tuple[str, ...] = (),
    template: str = "meetings/archive/page.html",
) -> HttpResponse:
    protocol = current_of(editions)
    neighbours = _neighbours(request.user, protocol)
    etag = _etag(request, editions, neighbours)
    if etag and (answer := get_conditional_response(request, etag=etag)):
        return _conditional(answer, etag)
    reading = reading_of(protocol)
    place = find_place(reading.document, segments) if segments else ()
    if place is None:
        raise Http404(_("Такого места в протоколе нет."))
    context = _context(request, protocol, editions, place)
    context["earlier"], context["later"] = neighbours
    response = render(request, template, context)
    return _conditional(response, etag) if etag else _kept_from_others(request, response)


def _context(request: HttpRequest, protocol: Protocol, editions: list[Protocol], place: Place) -> dict[str, Any]:
    meeting = protocol.meeting
    reading = reading_of(protocol)
    document = reading.document
    url = url_of(meeting, document, place)
    return {
        "protocol": protocol,
        "editions": editions if len(editions) > 1 else [],
        "state": str(state_beside(protocol, editions)),
        "meeting": meeting,
        "meeting_url": url_of(meeting),
        "year": _year_of(meeting.archive_address),
        "body": meeting.body,
        "protocol_title": meeting_title(document),
        "title": lead_of(document, place) or meeting_title(document),
        "place": place,
        "where": where_of(place),
        "path": path_to(meeting, document, place),
        "siblings": siblings_of(meeting, document, place),
        "children": children_of(meeting, document, place),
        "reference": reference_to(document, place),
        "canonical": request.build_absolute_uri(url),
        "article": reading.article(place),
    }


def _year_of(address: ArchiveAddress) -> int:
    return int(address.path.partition("/")[0])


def _neighbours(user: Any, protocol: Protocol) -> tuple[str, str]:
    """Return the addresses of the meetings before and behind of which the reader sees an edition; "" for none."""
    address = protocol.meeting.archive_address
    editions = Protocol.objects.visible_to(user).in_force().filter(meeting=OuterRef("meeting"))
    others = ArchiveAddress.objects.filter(Exists(editions), body=address.body_id)
    before = others.filter(path__lt=address.path).order_by("-path").values_list("path", flat=True).first()
    behind = others.filter(path__gt=address.path).order_by("path").values_list("path", flat=True).first()
    slug = protocol.meeting.body.slug
    return f"/{slug}/{before}/" if before else "", f"/{slug}/{behind}/" if behind else ""


def _etag(request: HttpRequest, editions: list[Protocol], neighbours: tuple[str, str]) -> str:
    """Return the sum of everything a visitor's page is made of; "" for anybody of whom it may tell something."""
    if not _is_nobody(request):
        return ""
    body = editions[0].meeting.body
    made_of = [
        *(f"{one.pk} {one.document_sha256} {state_beside(one, editions)}" for one in editions),
        *(request.build_absolute_uri(), str(body), body.name, *neighbours, templates_sum()),
    ]
    return f'"{hashlib.sha256("|".join(made_of).encode()).hexdigest()[:32]}"'


@cache
def templates_sum() -> str:
    """Return the sum of what pages are written with: a new version of the portal is a new page."""
    total = hashlib.sha256()
    for folder in ("templates", "static/css"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            total.update(path.read_bytes())
    return total.hexdigest()


def _conditional(response: Any, etag: str) -> HttpResponse:
    """Let a visitor's page be kept, and asked after each time."""
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response  # type: ignore[no-any-return]


def _kept_from_others(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not _is_nobody(request):
        response["Cache-Control"] = "private, no-store"
    return response
