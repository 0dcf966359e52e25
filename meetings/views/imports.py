"""Owns importing in the browser: a file or text, what was recognised in it, and only then a meeting.

Nothing is stored before the confirmation. The recognised document travels through the preview page in a signed,
compressed hidden field: what was shown is what is saved.
"""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.document.checks import check_beside, check_document
from meetings.document.codec import DocumentFormatError, decode, encode
from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus, MemberRole, Severity
from meetings.forms.imports import NEW_PERSON, NO_PERSON, PeopleForm, SourceForm
from meetings.importing.refusal import UnreadableSource
from meetings.mapping.matching import NameMatch, match_people
from meetings.mapping.rules import rules_of
from meetings.models import Meeting
from meetings.use_cases.import_meeting import import_meeting
from meetings.use_cases.refusal import Refused
from meetings.views.article import show_article
from meetings.views.navigation import ShownFinding, meeting_title, part_title, show_findings
from members.access import get_body_for
from members.models import Body, Membership

_SALT = "meetings.import"
#: How long a preview may stay open, seconds.
_PREVIEW_AGE = 24 * 3600
#: Lines of the source shown beside the preview.
_LINES_SHOWN = 3000


@never_cache
@login_required
@require_http_methods(["GET"])
def choose_body(request: HttpRequest) -> HttpResponse:
    """Ask to which body the protocol belongs; with one body there is nothing to ask."""
    bodies = list(editable_bodies(request.user))
    if len(bodies) == 1:
        return redirect("import", bodies[0].slug)
    return render(request, "meetings/imports/choose.html", {"bodies": bodies})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def import_protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a protocol, show what was recognised, save it when confirmed."""
    body = get_body_for(request.user, slug, to="edit")
    if request.method == "POST" and "recognised" in request.POST:
        return _confirm(request, body)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        shown = _preview_source(request, body, form)
        if shown is not None:
            return shown
    status = 200 if request.method == "GET" else 422
    return render(request, "meetings/imports/source.html", {"form": form, "body": body}, status=status)


def _preview_source(request: HttpRequest, body: Body, form: SourceForm) -> HttpResponse | None:
    """Recognise the source and show it; None when it is unreadable (the form then says why)."""
    from meetings.importing.reading import read_protocol  # slow: the language libraries

    content, name = form.source()
    try:
        imported = read_protocol(content, name)
    except UnreadableSource as refusal:
        form.add_error(None, str(refusal))
        return None
    context = {
        "lines": _shown_lines(imported.lines[:_LINES_SHOWN]),
        "is_cut": len(imported.lines) > _LINES_SHOWN,
        "findings": show_findings(None, (*imported.findings, *_other_findings(imported, body))),
    }
    return _preview(request, body, imported.document, None, context)


def _shown_lines(lines: Any) -> list[tuple[int, str, str]]:
    """Return (number, part, text) of the source's lines; the part is named where it changes."""
    shown, last = [], ""
    for line in lines:
        title = part_title(line.part)
        shown.append((line.number, title if title != last else "", line.text))
        last = title or last
    return shown


def _other_findings(imported: Any, body: Body) -> list[Finding]:
    """Return the checks of the document that the importer has not told itself, and a body that is another."""
    others = list(check_beside(imported.document, imported.findings, rules_of(body)))
    named = imported.document.body.nominative
    if named and named.casefold() != body.name.casefold():
        message = _("В протоколе назван орган «%(named)s», а сохраняется он в «%(body)s».")
        others.insert(
            0, Finding("body_differs", Severity.WARNING, "body", message % {"named": named, "body": body.name})
        )
    return others


def _confirm(request: HttpRequest, body: Body) -> HttpResponse:
    """Save what the preview showed, with the people as chosen."""
    document = _recognised(request)
    if document is None:
        messages.error(request, _("Просмотр устарел. Загрузите протокол ещё раз: ничего не сохранено."))
        return redirect("import", body.slug)
    number = request.POST.get("number", "").strip()[:100] or None
    document = replace(document, number=number)
    matches = match_people(document, body)
    people = _people_form(request, matches)
    if not people.is_valid():
        return _preview(request, body, document, people, {"status": 422})
    try:
        meeting = _save(request, body, document, people)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _preview(request, body, document, people, {"status": 422})
    messages.success(request, _("Протокол сохранён как черновик. Проверьте замечания справа."))
    return redirect("meeting", meeting.pk)


def _save(request: HttpRequest, body: Body, document: ProtocolDocument, people: PeopleForm) -> Meeting:
    choice: dict[str, int | None] = {}
    for name, chosen in people.choices().items():
        if chosen != NO_PERSON:
            choice[name] = None if chosen == NEW_PERSON else int(chosen)
    return import_meeting(document=document, body=body, actor=request.user, at=timezone.now(), people=choice)


def _recognised(request: HttpRequest) -> ProtocolDocument | None:
    """Return the document of the preview; None when the field is too old or not ours."""
    try:
        return decode(signing.loads(request.POST["recognised"], salt=_SALT, max_age=_PREVIEW_AGE))
    except (signing.BadSignature, DocumentFormatError):
        return None


def _people_form(request: HttpRequest, matches: tuple[NameMatch, ...], *, is_sent: bool = True) -> PeopleForm:
    names = []
    for match in matches:
        found = (match.person,) if match.person else match.candidates
        candidates = [(person.pk, _("на портале: %(name)s") % {"name": person.full_name}) for person in found]
        proposed: int | str = match.person.pk if match.person else NEW_PERSON if match.is_new else NO_PERSON
        names.append((match.printed, match.position, candidates, proposed))
    return PeopleForm(request.POST if is_sent else None, names=names)


def _preview(
    request: HttpRequest,
    body: Body,
    document: ProtocolDocument,
    people: PeopleForm | None,
    extra: dict[str, Any],
) -> HttpResponse:
    if people is None:
        people = _people_form(request, match_people(document, body), is_sent=False)
    findings: list[ShownFinding] = extra.pop("findings", None) or show_findings(
        None, check_document(document, rules_of(body))
    )
    attendees = document.attendees
    status = extra.pop("status", 200)
    context = {
        "body": body,
        "document": document,
        "document_title": meeting_title(document),
        "recognised": signing.dumps(encode(document), salt=_SALT, compress=True),
        "article": show_article(document),
        "people": people,
        "findings": findings,
        "present": sum(attendee.status == AttendanceStatus.PRESENT for attendee in attendees),
        "invited": sum(attendee.status == AttendanceStatus.INVITED for attendee in attendees),
        "absent": sum(attendee.status in (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED) for attendee in attendees),
    }
    return render(request, "meetings/imports/preview.html", context | extra, status=status)


def editable_bodies(user: Any) -> Any:
    """Return the bodies whose papers the user writes today."""
    if user.is_superuser:
        return Body.objects.order_by("name")
    seats = Membership.objects.of_user(user).filter(role=MemberRole.SECRETARY)
    return Body.objects.filter(pk__in=seats.order_by().values("body")).order_by("name")
