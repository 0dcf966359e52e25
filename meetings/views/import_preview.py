"""Owns the preview of a recognised protocol: its lines by part, findings, people, and the document on its way back.

Nothing is stored before the confirmation. The recognised document travels through the preview page in a signed,
compressed hidden field: what was shown is what is saved. A token goes with it, so that it is saved once.
"""

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from meetings.document.checks import check_beside, check_document
from meetings.document.codec import DocumentFormatError, decode, encode
from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus, Severity
from meetings.forms.imports import NEW_PERSON, NO_PERSON, PeopleForm, SourceForm
from meetings.importing.refusal import UnreadableSource
from meetings.mapping.matching import NameMatch, match_people
from meetings.mapping.rules import rules_of
from meetings.use_cases.confirm_preview import PREVIEW_AGE, new_token
from meetings.views.article import show_article
from meetings.views.navigation import ShownFinding, meeting_title, part_of, part_title, show_findings
from meetings.wording.text import drop_unseen
from members.models import Body

_SALT = "meetings.import"
#: Lines of the source shown beside the preview.
_LINES_SHOWN = 3000


def recognise(form: SourceForm, body: Body) -> tuple[ProtocolDocument, dict[str, Any]] | None:
    """Recognise a source: the document, and what the preview shows of the source; None (the form says why) if not."""
    from meetings.importing.reading import read_protocol  # slow: the language libraries

    content, name = form.source()
    try:
        imported = read_protocol(content, name)
    except UnreadableSource as refusal:
        form.add_error(None, str(refusal))
        return None
    return imported.document, {
        "lines": _shown_lines(imported.lines[:_LINES_SHOWN]),
        "is_cut": len(imported.lines) > _LINES_SHOWN,
        "findings": show_findings(None, (*imported.findings, *_other_findings(imported, body))),
    }


def _shown_lines(lines: Iterable[Any]) -> list[tuple[int, str, str, str]]:
    """Return (number, part, text, zone) of the source's lines; the part is named where it changes, the zone colours."""
    shown, last = [], ""
    for line in lines:
        title = part_title(line.part)
        zone = part_of(line.part)[0].partition("-")[0] if title else ""
        shown.append((line.number, title if title != last else "", line.text, zone))
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


def sent_document(request: HttpRequest) -> ProtocolDocument | None:
    """Return the document of the preview; None when the field is too old or not ours."""
    try:
        return decode(_sent(request)["document"])
    except (signing.BadSignature, DocumentFormatError, KeyError):
        return None


def sent_token(request: HttpRequest) -> str | None:
    """Return the token of the preview that was sent; None when there is none, or it is too old or not ours."""
    try:
        return str(_sent(request)["token"])
    except (signing.BadSignature, KeyError):
        return None


def sent_number(request: HttpRequest) -> str | None:
    """Return the number of the protocol as the preview's field has it; None for none."""
    return drop_unseen(request.POST.get("number", "").replace("\0", "")).strip()[:100] or None


def _sent(request: HttpRequest) -> Any:
    return signing.loads(request.POST["recognised"], salt=_SALT, max_age=PREVIEW_AGE)


def people_form(request: HttpRequest, matches: tuple[NameMatch, ...], *, is_sent: bool = True) -> PeopleForm:
    """Make the choice of who each recognised person is."""
    names = []
    for match in matches:
        found = (match.person,) if match.person else match.candidates
        candidates = [(person.pk, _("на портале: %(name)s") % {"name": person.full_name}) for person in found]
        proposed: int | str = match.person.pk if match.person else NEW_PERSON if match.is_new else NO_PERSON
        names.append((match.printed, match.position, candidates, proposed))
    return PeopleForm(request.POST if is_sent else None, names=names)


def chosen_people(people: PeopleForm) -> dict[str, int | None]:
    """Return the choice as use cases take it; call after `is_valid`."""
    choice: dict[str, int | None] = {}
    for name, chosen in people.choices().items():
        if chosen != NO_PERSON:
            choice[name] = None if chosen == NEW_PERSON else int(chosen)
    return choice


def preview_context(
    request: HttpRequest,
    body: Body,
    document: ProtocolDocument,
    people: PeopleForm | None,
    extra: dict[str, Any],
) -> dict[str, Any]:
    """Return what the preview shows; `extra` is what `recognise` gave, and goes over the rest."""
    if people is None:
        people = people_form(request, match_people(document, body), is_sent=False)
    findings: list[ShownFinding] = extra.get("findings") or show_findings(
        None, check_document(document, rules_of(body))
    )
    attendees = document.attendees
    sent = {"document": encode(document), "token": sent_token(request) or new_token()}
    context = {
        "body": body,
        "document": document,
        "document_title": meeting_title(document),
        "recognised": signing.dumps(sent, salt=_SALT, compress=True),
        "article": show_article(document),
        "people": people,
        "findings": findings,
        "present": sum(attendee.status == AttendanceStatus.PRESENT for attendee in attendees),
        "invited": sum(attendee.status == AttendanceStatus.INVITED for attendee in attendees),
        "absent": sum(attendee.status in (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED) for attendee in attendees),
    }
    return context | extra | {"findings": findings}
