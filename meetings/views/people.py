"""Owns the pages of a body's members: who sits, a new seat, a seat changed or ended, a person's card and posts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.use_cases.bodies import add_member, update_member
from meetings.use_cases.people import seat_new_person, update_person
from meetings.views.body import show_refusal
from members.access import get_body_for
from members.forms import NewMemberForm, PersonForm, PostFormSet, SeatForm
from members.models import Membership, Person

#: Known names offered while a name is typed.
_NAMES_OFFERED = 2000


@never_cache
@login_required
@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """List all seats of a body, those held today first."""
    body = get_body_for(request.user, slug, to="edit")
    today = timezone.localdate()
    seats = body.memberships.select_related("person").prefetch_related("person__positions")
    context = {
        "body": body,
        "today": today,
        "seated": list(seats.valid_on(today).order_by("rank", "person__sort_key", "pk")),
        "others": list(seats.exclude(pk__in=seats.valid_on(today).order_by().values("pk")).order_by("-ends_on", "pk")),
    }
    return render(request, "meetings/members/page.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Seat a person, known or new."""
    body = get_body_for(request.user, slug, to="edit")
    form = NewMemberForm(request.POST or None, initial={"starts_on": timezone.localdate(), "rank": None})
    if request.method == "POST" and form.is_valid():
        try:
            seat = _seat(request, body, form)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Внесено: %(person)s.") % {"person": seat.person})
            return redirect("members", body.slug)
    names = [person.full_name for person in Person.objects.order_by("sort_key")[:_NAMES_OFFERED]]
    return render(request, "meetings/members/new.html", {"form": form, "body": body, "names": names})


def _seat(request: HttpRequest, body: Any, form: NewMemberForm) -> Membership:
    deed: dict[str, Any] = {"body": body, "actor": request.user, "at": timezone.now()} | form.seat_values()
    known = form.cleaned_data["known"]
    if known is not None:
        return add_member(person=known, **deed)
    return seat_new_person(name=form.cleaned_data["name"], position=form.cleaned_data["position"], **deed)


def _get_seat(request: HttpRequest, pk: int) -> Membership:
    """Return a seat of a body whose secretary asks; 404 and 403 as of the body."""
    seat = get_object_or_404(Membership.objects.select_related("body", "person"), pk=pk)
    get_body_for(request.user, seat.body.slug, to="edit")
    return seat


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a seat; its last day ends it."""
    seat = _get_seat(request, pk)
    form = SeatForm(request.POST or None, instance=Membership.objects.get(pk=seat.pk))
    if request.method == "POST" and form.is_valid():
        try:
            update_member(membership=seat, actor=request.user, at=timezone.now(), **form.seat_values())
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Сохранено."))
            return redirect("members", seat.body.slug)
    return render(request, "meetings/members/edit.html", {"form": form, "seat": seat, "body": seat.body})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the card of a person who sits (or sat) in the body of the secretary: a seat leads here."""
    seat = _get_seat(request, pk)
    person = seat.person
    posts = [{"title": p.title, "starts_on": p.starts_on, "ends_on": p.ends_on} for p in person.positions.all()]
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, instance=Person.objects.get(pk=person.pk))
    formset = PostFormSet(data, initial=posts, prefix="posts")
    if data is not None and all([form.is_valid(), formset.is_valid()]):
        typed = [row.cleaned_data for row in formset.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        held = [{name: row[name] for name in ("title", "starts_on", "ends_on")} for row in typed if row.get("title")]
        try:
            update_person(
                person=person,
                body=seat.body,
                posts=held,  # type: ignore[arg-type]
                actor=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Сохранено."))
            return redirect("members", seat.body.slug)
    context = {"form": form, "formset": formset, "seat": seat, "body": seat.body}
    return render(request, "meetings/members/person.html", context)
