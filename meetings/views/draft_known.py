"""Owns the list of known people under a name being typed at the desk."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.use_cases.known_people import find_known
from meetings.views.draft import told_when_signed_out
from meetings.wording.text import drop_unseen

#: No name is longer.
_LONGEST = 80


@never_cache
@told_when_signed_out
@require_safe
def draft_known(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the people whose name begins as `q`: [{source, name, position}]."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    found = find_known(request.user, meeting, drop_unseen(request.GET.get("q", "").replace("\0", ""))[:_LONGEST])
    return JsonResponse({"people": [{"source": f.source, "name": f.name, "position": f.position} for f in found]})
