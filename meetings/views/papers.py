"""Owns the papers around a meeting as files: the notice with the agenda, the attendance sheet, the ballots."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.mapping.compose import compose
from meetings.queries import members_without_vote
from meetings.rendering.html import PaperTooLong
from meetings.rendering.meeting_papers import MEETING_PAPERS, PAPER_FORMATS, NothingToPrint, print_paper
from meetings.views.files import file_name


@require_safe
def meeting_paper(request: HttpRequest, pk: int, paper: str, name: str) -> HttpResponse:
    """Give a paper to those who see drafts; back to the meeting, with a word why, when there is nothing to print."""
    meeting = get_meeting_for(request.user, pk, to="read")
    if paper not in MEETING_PAPERS or name not in PAPER_FORMATS:
        raise Http404
    document, chosen = compose(meeting), PAPER_FORMATS[name]
    without_vote = members_without_vote(meeting, timezone.localdate())
    try:
        content = print_paper(document, paper, name, without_vote=without_vote)
    except (NothingToPrint, PaperTooLong) as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting", meeting.pk)
    response = HttpResponse(content, content_type=chosen.content_type)
    stem = file_name(document, str(MEETING_PAPERS[paper].title))
    response["Content-Disposition"] = content_disposition_header(True, f"{stem}.{chosen.name}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def paper_links() -> list[Any]:
    """Return the papers for the page of a meeting."""
    return list(MEETING_PAPERS.values())
