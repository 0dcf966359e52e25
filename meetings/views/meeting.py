"""Owns the page of a draft with its findings beside it, what changed in it, and its removal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import get_meeting_for, may_edit
from meetings.document.checks import check_document
from meetings.document.codec import decode
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import HistoryEntry
from meetings.use_cases.delete_meeting import delete_draft_meeting
from meetings.use_cases.refusal import Refused
from meetings.views.article import show_article
from meetings.views.changes import describe_changes
from meetings.views.navigation import meeting_title, part_links, show_findings
from meetings.views.papers import paper_links

#: Lines of the history on the draft's page.
_ENTRIES_SHOWN = 10


@never_cache
@require_safe
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft as the paper it will be; strangers and plain members find nothing here."""
    meeting = get_meeting_for(request.user, pk, to="read")
    document = compose(meeting)
    findings = show_findings(meeting.pk, check_document(document, rules_of(meeting.body)))
    editions = list(meeting.protocols.defer("document", "pdf"))
    context: dict[str, Any] = {
        "meeting": meeting,
        "meeting_title": meeting_title(document),
        "body": meeting.body,
        "article": show_article(document),
        "findings": findings,
        "errors_total": sum(finding.severity == "error" for finding in findings),
        "editions": editions,
        "publishable": _publishable(editions),
        "is_editor": may_edit(meeting),
        "part_links": part_links(meeting, document, findings),
        "papers": paper_links(),
    }
    return render(request, "meetings/meeting/page.html", context)


def _publishable(editions: list[Any]) -> Any:
    """Return the newest edition when it may be published now."""
    newest = next(iter(editions), None)
    return newest if newest is not None and newest.may_be_published() else None


@never_cache
@require_safe
def meeting_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the draft with the newest edition; show who changed what."""
    meeting = get_meeting_for(request.user, pk, to="read")
    document = compose(meeting)
    newest = meeting.protocols.defer("pdf").first()
    entries = HistoryEntry.objects.filter(meeting=meeting).select_related("actor")[:_ENTRIES_SHOWN]
    context = {
        "meeting": meeting,
        "meeting_title": meeting_title(document),
        "body": meeting.body,
        "edition": newest,
        "changes": describe_changes(decode(newest.document), document) if newest else None,
        "changes_title": _("Чем черновик отличается от последней редакции"),
        "entries": entries,
    }
    return render(request, "meetings/meeting/changes.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a draft that was never issued."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    if request.method == "POST":
        try:
            delete_draft_meeting(meeting=meeting, actor=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("meeting", meeting.pk)
        messages.success(request, _("Черновик удалён."))
        return redirect("body", meeting.body.slug)
    context = {"meeting": meeting, "meeting_title": str(meeting), "body": meeting.body}
    return render(request, "meetings/meeting/delete.html", context)
