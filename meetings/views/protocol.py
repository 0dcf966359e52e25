"""Owns the pages of editions: reading one, issuing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import get_meeting_for, get_protocol_for, takes_part_in_annulment
from meetings.document.checks import check_document
from meetings.document.codec import decode
from meetings.forms.publication import CorrectionForm
from meetings.mapping.compose import compose
from meetings.mapping.rules import rules_of
from meetings.models import Protocol
from meetings.use_cases.freeze import freeze
from meetings.use_cases.numbering import next_number
from meetings.use_cases.refusal import Refused
from meetings.views.annulment import last_annulment
from meetings.views.article import show_article
from meetings.views.corrections import editions_panel
from meetings.views.extract_parts import extract_panel
from meetings.views.navigation import meeting_title, show_findings
from meetings.views.places import address_of, place_url
from meetings.views.publication import publication_panel
from meetings.views.signatures import signature_panel


@require_safe
def protocol_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition to those who may read it: the stored document, whatever happens to the draft."""
    protocol = get_protocol_for(request.user, pk)
    document = decode(protocol.document)
    takes_part = takes_part_in_annulment(protocol)
    editions = editions_panel(request.user, protocol)
    context = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "protocol_title": meeting_title(document),
        "article": show_article(document),
        "editions": editions,
        "annulment": last_annulment(protocol) if takes_part else None,
        "may_annul": takes_part,
        "publication": publication_panel(protocol),
        "signing": signature_panel(request.user, protocol),
        "extracts": extract_panel(request.user, protocol, document),
        **_archive_links(request, protocol, is_newest=editions.newest is None),
    }
    response = render(request, "meetings/protocol/page.html", context)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


def _archive_links(request: HttpRequest, protocol: Protocol, *, is_newest: bool) -> dict[str, str]:
    """The meeting's place in the archive; of its newest edition it is the address to cite."""
    if address_of(protocol.meeting) is None:
        return {}
    url = place_url(protocol)
    return {"archive_url": url, "canonical": request.build_absolute_uri(url if is_newest else request.path)}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then photograph the draft as a new edition; a correction of an earlier one says why."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    document = compose(meeting)
    editions = meeting.protocols.count()
    form = CorrectionForm(request.POST if request.method == "POST" and editions else None)
    if request.method == "POST" and (not editions or form.is_valid()):
        reason = form.cleaned_data["reason"] if editions else ""
        try:
            protocol = freeze(meeting=meeting, actor=request.user, at=timezone.now(), reason=reason)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("meeting", meeting.pk)
        messages.success(request, _issued(protocol.meeting.number))
        return redirect("protocol", protocol.pk)
    findings = show_findings(meeting.pk, check_document(document, rules_of(meeting.body)))
    context = {
        "meeting": meeting,
        "meeting_title": meeting_title(document),
        "body": meeting.body,
        "findings": [finding for finding in findings if finding.severity != "note"],
        "errors_total": sum(finding.severity == "error" for finding in findings),
        "edition": editions + 1,
        "form": form if editions else None,
        "due": next_number(meeting),
    }
    return render(request, "meetings/protocol/issue.html", context)


def _issued(number: str | None) -> str:
    if number is None:
        return _("Редакция выпущена. Её видят члены органа.")
    return _("Редакция протокола № %(number)s выпущена. Её видят члены органа.") % {"number": number}
