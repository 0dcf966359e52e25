"""Owns the desk: a person's bodies, drafts, and what is due."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings import queries
from meetings.document.vocabulary import MemberRole
from meetings.models.choices import label_of
from meetings.models.meeting import ADMINISTRATOR, READING_ROLES
from meetings.use_cases.acknowledge import visit_desk
from meetings.views.execution import list_task
from meetings.views.listing import list_draft, list_edition

#: Who may start the meetings of a body.
_LEADING = (MemberRole.SECRETARY, ADMINISTRATOR)


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person."""
    today = timezone.localdate()
    found = queries.desk(request.user, today, visit_desk(user=request.user, at=timezone.now()))
    roles = {getattr(body, "viewer_role", "") for body in found.bodies}
    user: Any = request.user
    context = {
        "bodies": [
            (body, _role_title(role := getattr(body, "viewer_role", "")), role in _LEADING) for body in found.bodies
        ],
        "is_secretary": user.is_superuser or MemberRole.SECRETARY in roles,
        "sees_drafts": user.is_superuser or bool(roles & set(READING_ROLES)),
        "drafts": [list_draft(meeting) for meeting in found.drafts],
        "due": [list_task(task, today) for task in found.due],
        "own_tasks": [list_task(task, today) for task in found.own_tasks],
        "reported": [list_task(task, today) for task in found.reported],
        "acknowledgements": found.acknowledgements,
        "coming": found.coming,
        "news": [list_edition(protocol) for protocol in found.news],
        "approvals": found.approvals,
        "unsigned": found.unsigned,
        "today": today,
        "protocols": [list_edition(protocol) for protocol in found.protocols],
    }
    return render(request, "meetings/desk/page.html", context)


def _role_title(role: str) -> str:
    return "" if role in ("", ADMINISTRATOR) else str(label_of(MemberRole(role)))
