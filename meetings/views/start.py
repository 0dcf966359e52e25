"""Owns the start of a meeting: the page where everything is chosen already, and the one press that skips it."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meetings import queries
from meetings.forms.fields import DayField
from meetings.forms.meeting import StartForm
from meetings.models import Meeting
from meetings.use_cases.numbering import next_number
from meetings.use_cases.refusal import Refused
from meetings.use_cases.start_meeting import PeopleFrom, Start, Take, begun_on, start_meeting
from members.access import get_body_for
from members.models import Body


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what a new meeting begins with; `?held_on=` asks for what the body has on another day.

    With `refresh` nothing is started: the choices are shown anew for the day typed.
    """
    body = get_body_for(request.user, slug, to="edit")
    asked = request.POST if request.method == "POST" else request.GET
    day = _day(asked.get("held_on", "")) or body.day_of(timezone.now())
    is_other_day = "refresh" in request.POST
    form = _form(body, day, request.POST if request.method == "POST" and not is_other_day else None)
    if is_other_day:
        form.keep(request.POST)
    if form.is_bound and form.is_valid():
        try:
            meeting = _start(request, body, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("draft", meeting.pk)
    due = next_number(Meeting(body=body, held_on=day, is_number_due=True))
    return render(request, "meetings/meeting/new.html", {"form": form, "body": body, "due": due})


@never_cache
@login_required
@require_POST
def start_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Start today's meeting with everything as it would be proposed; a draft of today is opened instead."""
    body = get_body_for(request.user, slug, to="edit")
    today = body.day_of(timezone.now())
    if begun := begun_on(body, today):
        messages.info(request, _("Заседание на сегодня уже есть, вот его рабочий стол."))
        return redirect("draft", begun.pk)
    form = _form(body, today, _form(body, today).as_chosen())
    try:
        meeting = _start(request, body, form, is_once=True) if form.is_valid() else None
    except Refused as refusal:
        messages.error(request, str(refusal))
        meeting = None
    return redirect("draft", meeting.pk) if meeting else redirect("new_meeting", body.slug)


def _day(text: str) -> datetime.date | None:
    try:
        return DayField().clean(text)
    except ValidationError:
        return None


def _form(body: Body, day: datetime.date, data: Any = None) -> StartForm:
    found = queries.starting(body, day)
    return StartForm(
        data,
        body=body,
        seats=found.seats,
        earlier=found.earlier,
        waiting=found.waiting,
        last_titles=found.last_titles,
        initial={"held_on": day},
    )


def _start(request: HttpRequest, body: Body, form: StartForm, *, is_once: bool = False) -> Meeting:
    """Start the meeting as the form says, and tell what its agenda began with."""
    typed = form.cleaned_data
    carried = form.chosen_waiting()
    start = Start(
        **{name: typed[name] for name in ("held_on", "starts_at", "place", "form", "number", "chair", "secretary")},
        people_from=PeopleFrom(typed["people_from"] or PeopleFrom.MEMBERS),
        base=form.chosen_base(),
        takes=frozenset(map(Take, typed.get("takes", ()))),
        minutes_of=form.earlier[0] if typed.get("minutes") else None,
        has_standing=typed.get("standing", False),
        carried=tuple(carried),
        questions=typed["questions"],
    )
    meeting = start_meeting(body=body, start=start, actor=request.user, at=timezone.now(), is_once=is_once)
    messages.success(request, _told(meeting, len(carried)))
    return meeting


def _told(meeting: Meeting, carried: int) -> str:
    """Tell what was entered: nothing comes silently."""
    people, items = meeting.attendances.count(), meeting.items.count()
    told = [
        _("Заседание создано."),
        _("В списке присутствующих: %(count)s.") % {"count": people},
        _("Вопросов в повестке: %(count)s.") % {"count": items},
    ]
    if carried:
        told.append(_("Из них перенесено с прошлых заседаний: %(count)s.") % {"count": carried})
    return " ".join(told)
