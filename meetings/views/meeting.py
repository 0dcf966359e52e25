"""Owns the page of a draft with its findings beside it, the calling of a new meeting, and the removal of a draft."""

from dataclasses import replace
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
from meetings.document.tree import AgendaItem, ProtocolDocument
from meetings.document.vocabulary import ProtocolState
from meetings.forms.meeting import NewMeetingForm
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.create_meeting import create_meeting
from meetings.use_cases.delete_meeting import delete_draft_meeting
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import save_draft
from meetings.views.article import show_article
from meetings.views.changes import describe_changes
from meetings.views.navigation import meeting_title, part_links, show_findings
from meetings.views.papers import paper_links
from members.access import get_body_for

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
    return newest if newest is not None and newest.may_become(ProtocolState.PUBLISHED) else None


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
def new_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a meeting of a body; its members of that day are entered as present."""
    body = get_body_for(request.user, slug, to="edit")
    form = NewMeetingForm(request.POST or None, initial={"place": body.place, "held_on": timezone.localdate()})
    if form.is_valid():
        try:
            meeting = _create(request, body, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Заседание создано, члены органа внесены в список присутствующих."))
            return redirect("meeting", meeting.pk)
    return render(request, "meetings/meeting/new.html", {"form": form, "body": body})


def _create(request: HttpRequest, body: Any, typed: dict[str, Any]) -> Meeting:
    questions = typed.pop("questions")
    at = timezone.now()
    meeting = create_meeting(body=body, actor=request.user, at=at, **typed)
    if not questions:
        return meeting
    items = tuple(AgendaItem(number=str(place), title=title) for place, title in enumerate(questions, start=1))

    def with_questions(document: ProtocolDocument) -> ProtocolDocument:
        return replace(document, items=items)

    return save_draft(
        meeting=meeting,
        version=meeting.version,
        replace=with_questions,
        verb=HistoryVerb.CHANGED_AGENDA,
        actor=request.user,
        at=at,
    )


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
