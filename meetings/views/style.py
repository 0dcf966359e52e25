"""Owns the page of a paper's style: of a body's papers, or of one meeting's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_meeting_for
from meetings.document.codec import encode_style_difference
from meetings.document.style import LAYOUT_STYLES, PaperStyle, style_difference
from meetings.document.vocabulary import Layout
from meetings.forms.style import StyleForm, layout_labels, style_initial
from meetings.mapping.compose import compose
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.bodies import update_body
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import save_draft
from meetings.views.changes import describe_changes
from meetings.views.edit import sent_version
from meetings.views.navigation import meeting_title, part_links, show_findings
from members.access import get_body_for
from members.models import Body


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_body_style(request: HttpRequest, slug: str) -> HttpResponse:
    """Set how every new paper of a body is printed."""
    body = get_body_for(request.user, slug, to="edit")
    form = _form(request, body.style, layout_labels(request.POST.get("layout") or body.layout))
    if _is_sent(request) and form.is_valid():
        _save_body_style(request, body, form)
        messages.success(request, _("Оформление сохранено. Черновики органа уже печатаются по-новому."))
        return redirect("body", body.slug)
    context = {"form": form, "body": body, "explanation": _("Так печатаются протоколы этого органа.")}
    return render(request, "meetings/style/edit.html", context)


def _save_body_style(request: HttpRequest, body: Body, form: StyleForm) -> None:
    style = replace(body.style, **form.style_values())
    changed = style_difference(style, LAYOUT_STYLES[style.layout])
    changed.pop("layout", None)
    update_body(
        body=body,
        actor=request.user,
        at=timezone.now(),
        layout=style.layout.value,
        paper_style=encode_style_difference(changed),
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_style(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how the paper of one meeting is printed, over the style of its body."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    document = compose(meeting)
    form = _form(request, document.style, layout_labels(request.POST.get("layout") or document.style.layout.value))
    extra: dict[str, Any] = {"changes": None, "version": meeting.version}
    if _is_sent(request) and form.is_valid():
        replaced = _with_style(replace(document.style, **form.style_values()))
        if "preview" in request.POST:
            extra |= {"changes": describe_changes(document, replaced(document)), "version": sent_version(request)}
        elif _save_meeting_style(request, meeting, replaced):
            return redirect("edit_style", meeting.pk)
    findings = show_findings(meeting.pk, ())
    context = {
        "form": form,
        "body": meeting.body,
        "meeting": meeting,
        "meeting_title": meeting_title(document),
        "part_links": part_links(meeting, document, findings, "style"),
        "changes_title": _("Что изменится в протоколе"),
        "explanation": _("Только для этого протокола; для всех протоколов органа – на странице органа."),
    }
    return render(request, "meetings/style/edit.html", context | extra)


def _save_meeting_style(request: HttpRequest, meeting: Meeting, replaced: Callable[[Any], Any]) -> bool:
    try:
        save_draft(
            meeting=meeting,
            version=sent_version(request),
            replace=replaced,
            verb=HistoryVerb.CHANGED_HEADER,
            actor=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Оформление сохранено."))
    return True


def _with_style(style: PaperStyle) -> Callable[[Any], Any]:
    return lambda document: replace(document, style=style)


def _is_sent(request: HttpRequest) -> bool:
    """Say whether the form was sent for checking (and not only to take a layout's own settings)."""
    return request.method == "POST" and "take_layout" not in request.POST


def _form(request: HttpRequest, style: PaperStyle, labels: dict[str, str]) -> StyleForm:
    if "take_layout" in request.POST:
        chosen = request.POST.get("layout", "")
        known = chosen in {layout.value for layout in Layout}
        style = LAYOUT_STYLES[Layout(chosen)] if known else style
        return StyleForm(initial=style_initial(style), default_labels=labels)
    data = request.POST if request.method == "POST" else None
    return StyleForm(data, initial=style_initial(style), default_labels=labels)
