"""Owns the front page and the list of bodies: what anybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.views.listing import list_edition, newest_editions, page_of
from members.models import Body

#: How many protocols the front page shows.
_SHOWN = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what the portal is; show public bodies and the newest protocols."""
    context = {
        "bodies": list(Body.objects.visible_to(request.user)[:_SHOWN]),
        "protocols": [list_edition(protocol) for protocol in newest_editions(request.user)[:_SHOWN]],
    }
    return render(request, "meetings/home/page.html", context)


@require_safe
def protocols(request: HttpRequest) -> HttpResponse:
    """List every body the reader may see, and every protocol."""
    page = page_of(request, newest_editions(request.user))
    context = {
        "bodies": list(Body.objects.visible_to(request.user).select_related("organization")),
        "page_obj": page,
        "protocols": [list_edition(protocol) for protocol in page],
    }
    return render(request, "meetings/home/protocols.html", context)
