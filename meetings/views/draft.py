"""Owns the pages of the drafting desk: the whole desk, one part of it, the paper and all that follows it."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.rendering.html import PaperTooLong, render_body, render_piece
from meetings.use_cases.carrying import later_drafts
from meetings.views.draft_carried import meeting_words
from meetings.views.draft_parts import Desk
from meetings.views.draft_places import locate
from meetings.views.navigation import meeting_title

#: Questions of a protocol that the desk shows at once; the paper of a longer one comes behind the page.
SHOWN_AT_ONCE = 12
#: Planned meetings to which a question may go; nobody plans more.
LATER_SHOWN = 12
_WHERE = re.compile(r'data-where="([^"]+)"')


def told_when_signed_out(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 401 to who is not signed in: the desk's script keeps the text and asks to sign in again."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(_("Вход устарел. Войдите снова."), status=401, content_type="text/plain; charset=utf-8")
        return view(request, *args, **kwargs)

    return asked


@never_cache
@login_required
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk: outline, one part, the paper."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    is_whole = meeting.items.count() <= SHOWN_AT_ONCE
    desk = Desk(meeting, request.GET.get("part", ""), is_whole=is_whole)
    paper = paper_context(desk) if is_whole else {"article": "", "places": "{}"}
    context = desk.context() | paper | {"is_whole": is_whole, "meeting_title": meeting_title(desk.document)}
    return render(request, "meetings/draft/page.html", context | {"body": meeting.body})


@never_cache
@told_when_signed_out
@require_safe
def draft_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Give one part of the desk."""
    desk = Desk(get_meeting_for(request.user, pk, to="edit"), part)
    return render(request, "meetings/draft/part.html", desk.context())


@never_cache
@told_when_signed_out
@require_safe
def draft_person(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Give the seldom used fields of one line of the attendance."""
    desk = Desk(get_meeting_for(request.user, pk, to="edit"), is_whole=True)
    return render(request, "meetings/draft/person.html", desk.rare_attendance(row))


@never_cache
@told_when_signed_out
@require_safe
def draft_later(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Give the meetings to which a question may be moved."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    row = get_object_or_404(meeting.items, pk=item)
    later = [(one, meeting_words(one)) for one in later_drafts(meeting)[:LATER_SHOWN]]
    return render(request, "meetings/draft/later.html", {"row": row.pk, "later": later})


@never_cache
@told_when_signed_out
@require_safe
def draft_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the paper, the outline, the findings and the totals; 204 when `version` is still the last.

    With `piece` only what the open part prints is right: its question, or everything but the questions.
    """
    meeting = get_meeting_for(request.user, pk, to="edit")
    if request.GET.get("version") == str(meeting.version):
        return HttpResponse(status=204)
    is_whole = "piece" not in request.GET
    desk = Desk(meeting, request.GET.get("part", ""), is_whole=is_whole)
    context = {"desk": desk, "meeting": meeting, "part": desk.part, "is_whole": is_whole, "is_alone": True}
    context["live"] = desk.live
    return render(request, "meetings/draft/paper.html", context | paper_context(desk, is_piece=not is_whole))


@never_cache
@told_when_signed_out
@require_safe
def draft_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the outline with its marks and the findings: what takes longest on a long protocol, so it comes last."""
    desk = Desk(get_meeting_for(request.user, pk, to="edit"), request.GET.get("part", ""), is_whole=True)
    context = {"desk": desk, "meeting": desk.meeting, "part": desk.part, "is_alone": True}
    return render(request, "meetings/draft/marks.html", context)


def paper_context(desk: Desk, *, is_piece: bool = False) -> dict[str, Any]:
    """Return the paper (a piece: what the open part prints) and where each line is typed: {where: [part, address]}."""
    try:
        article: Any = render_piece(desk.document, desk.place) if is_piece else render_body(desk.document)
    except PaperTooLong as refusal:
        return {"article": "", "refusal": str(refusal), "places": "{}"}
    places = {}
    for where in dict.fromkeys(_WHERE.findall(article)):
        if place := locate(where, desk.where):
            places[where] = [place.part, place.address]
    return {"article": article, "places": json.dumps(places, separators=(",", ":"))}
