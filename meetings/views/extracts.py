"""Owns the pages of extracts: making one, reading one, the register of a body, the annulment."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import get_extract_for, get_protocol_to_extract, may_extract
from meetings.document.codec import decode
from meetings.document.excerpt import Certification, decode_extract, read_place
from meetings.forms.extract import AnnulmentForm, ExtractForm
from meetings.models import Extract, Protocol
from meetings.rendering.extract import EXTRACT_FORMATS, render_extract_body
from meetings.use_cases.extract import annul_extract, make_extract
from meetings.use_cases.refusal import Refused
from meetings.views.extract_parts import all_places, default_certification, is_in_force, list_addressed, list_choices
from meetings.views.files import file_name
from meetings.views.listing import ListRequest, begin_words, page_of, words_of
from meetings.views.navigation import meeting_title
from members.access import get_body_for
from members.models import Membership


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose and certify; a POST with nothing but the choice (one click) is certified by who sends it."""
    protocol = get_protocol_to_extract(request.user, pk)
    if not is_in_force(protocol):
        messages.error(request, _("Эта редакция больше не действует: сделайте выписку из новой."))
        return redirect("protocol", protocol.pk)
    document = decode(protocol.document)
    initial = default_certification(request.user, protocol.meeting.body)
    form = ExtractForm(_sent(request, initial), places=all_places(document), initial=initial)
    if form.is_valid():
        at = timezone.now()
        try:
            extract = _make(protocol, form.cleaned_data, request.user, at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, extract, is_new=extract.made_at == at)
            return redirect("extract", extract.pk)
    context = {
        "form": form,
        "protocol": protocol,
        "body": protocol.meeting.body,
        "protocol_title": meeting_title(document),
        "choices": list_choices(document),
        "addressed": list_addressed(document),
        "chosen": set(request.POST.getlist("parts")),
    }
    return render(request, "meetings/extracts/new.html", context)


def _sent(request: HttpRequest, initial: dict[str, Any]) -> Any:
    """Return what the form is bound to: one click tells only what to take."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if "role" not in sent:
        for name, value in initial.items():
            sent[name] = value.isoformat() if isinstance(value, datetime.date) else value
    return sent


def _make(protocol: Protocol, typed: dict[str, Any], user: Any, at: datetime.datetime) -> Extract:
    certification = Certification(**{name: typed[name] for name in ("role", "name", "certified_on", "original_place")})
    places = [read_place(place) for place in typed["parts"]]
    return make_extract(protocol=protocol, places=places, certification=certification, actor=user, at=at)


def _tell(request: HttpRequest, extract: Extract, *, is_new: bool) -> None:
    if is_new:
        text = _("Выписка готова и записана в журнал под № %(number)s.")
    else:
        text = _("Такая выписка уже есть, это она: № %(number)s. Чтобы сделать другую взамен, аннулируйте эту.")
    messages.success(request, text % {"number": extract.number})


@never_cache
@require_safe
def extract_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an extract as its paper, and whether it still counts."""
    extract = get_extract_for(request.user, pk)
    whole = decode_extract(extract.document)
    newest = (
        Protocol.objects.visible_to(request.user)
        .filter(meeting=extract.protocol.meeting_id, edition__gt=extract.protocol.edition)
        .defer("document", "pdf")
        .first()
    )
    context = {
        "extract": extract,
        "body": extract.body,
        "protocol": extract.protocol,
        "protocol_title": meeting_title(whole.protocol),
        "article": render_extract_body(whole),
        "is_superseded": not is_in_force(extract.protocol),
        "newest": newest,
        "may_annul": extract.annulled_at is None and may_extract(extract),
    }
    return render(request, "meetings/extracts/page.html", context)


@require_safe
def extract_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give an extract's file: the stored PDF, or another form of the stored document."""
    extract = get_extract_for(request.user, pk)
    if name not in EXTRACT_FORMATS:
        raise Http404
    chosen, whole = EXTRACT_FORMATS[name], decode_extract(extract.document)
    # The PDF is the one that was frozen; JSON is written anew to the very same bytes.
    content = bytes(extract.pdf) if name == "pdf" else chosen.render(whole)
    response = HttpResponse(content, content_type=chosen.content_type)
    stem = file_name(whole.protocol, str(extract))
    response["Content-Disposition"] = content_disposition_header(True, f"{stem}.{chosen.name}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then annul an extract."""
    extract = get_extract_for(request.user, pk, to="edit")
    form = AnnulmentForm(request.POST or None)
    if form.is_valid():
        try:
            annul_extract(extract=extract, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Выписка аннулирована. Её номер остаётся за ней."))
        return redirect("extract", extract.pk)
    return render(request, "meetings/extracts/annul.html", {"extract": extract, "body": extract.body, "form": form})


@never_cache
@require_safe
def extracts(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the register of a body's extracts to its people: newest first, searched, cut into pages."""
    body = get_body_for(request.user, slug)
    if not request.user.is_superuser and not Membership.objects.of_user(request.user).filter(body=body).exists():
        raise Http404(_("Такого органа нет."))
    asked = ListRequest.of(request)
    rows = Extract.objects.visible_to(request.user).filter(body=body)
    page = page_of(request, _matching(rows, asked).select_related("protocol__meeting").without_files())
    context = {"body": body, "asked": asked, "page_obj": page}
    return render(request, "meetings/extracts/register.html", context)


def _matching(rows: Any, asked: ListRequest) -> Any:
    """Narrow the register to beginnings of words; compared here, as SQLite does not know that «О» is «о»."""
    words = words_of(asked.query)
    if not words:
        return rows
    columns = ("pk", "number", "subject", "certified_name", "protocol__meeting__number", "certified_on")
    listed: QuerySet[Any, tuple[Any, ...]] = rows.order_by().values_list(*columns)
    found = [
        pk
        for pk, number, subject, name, protocol, day in listed
        if begin_words(words, words_of(f"{number} {subject} {name} {protocol or ''} {day:%d.%m.%Y}"))
    ]
    return rows.filter(pk__in=found)
