"""Owns a body's page with its members and meetings, its card, and the making of a new body."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.document.vocabulary import MemberRole
from meetings.models import Meeting
from meetings.models.meeting import READING_ROLES
from meetings.use_cases.founding import change_card, found_body
from meetings.views.listing import (
    ListRequest,
    list_draft,
    list_edition,
    meetings_matching,
    meetings_with_editions,
    newest_editions,
    page_of,
    with_newest_state,
    years_of,
)
from members.access import get_body_for
from members.forms import BodyForm
from members.models import Body, Membership


@never_cache
@require_safe
def body_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body: to those who see drafts its meetings, to others the protocols they may read."""
    body = get_body_for(request.user, slug)
    role = _role_in(request.user, body)
    asked = ListRequest.of(request)
    is_reader = role in READING_ROLES or request.user.is_superuser
    meetings = Meeting.objects.filter(body=body) if is_reader else meetings_with_editions(request.user, body)
    matching = meetings_matching(meetings, asked)
    if is_reader:
        page = page_of(request, with_newest_state(matching).select_related("body"))
        listed = [list_draft(meeting) for meeting in page]
    else:
        editions = newest_editions(request.user).filter(meeting__in=matching.order_by().values("pk"))
        page = page_of(request, editions)
        listed = [list_edition(protocol) for protocol in page]
    context = {
        "body": body,
        "role": role,
        "is_editor": role == MemberRole.SECRETARY or request.user.is_superuser,
        "is_member": bool(role) or request.user.is_superuser,
        "members": list(body.memberships.valid_on(timezone.localdate()).in_printed_order()),
        "asked": asked,
        "years": years_of(meetings),
        "page_obj": page,
        "listed": listed,
    }
    return render(request, "meetings/body/page.html", context)


def _role_in(user: Any, body: Body) -> str:
    """Return the role of the user in the body today, "" for none."""
    return Membership.objects.of_user(user).filter(body=body).values_list("role", flat=True).first() or ""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_body(request: HttpRequest) -> HttpResponse:
    """Make a body; for administrators and for who is secretary of some body already."""
    if not may_found_bodies(request.user):
        raise PermissionDenied
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            body = found_body(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Орган создан. Теперь внесите членов и настройте оформление протоколов."))
            return redirect("body", body.slug)
    return render(request, "meetings/body/edit.html", {"form": form, "body": None})


def may_found_bodies(user: Any) -> bool:
    """Administrators, and secretaries of any body."""
    return user.is_superuser or Membership.objects.of_user(user).filter(role=MemberRole.SECRETARY).exists()


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a body's card."""
    body = get_body_for(request.user, slug, to="edit")
    form = BodyForm(request.POST or None, instance=Body.objects.get(pk=body.pk))
    if request.method == "POST" and form.is_valid():
        try:
            saved = change_card(body=body, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Сохранено."))
            return redirect("body", saved.slug)
    return render(request, "meetings/body/edit.html", {"form": form, "body": body})


def show_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """Put what a use case refuses beside the fields it names, the rest above the form."""
    named = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for name, texts in named.items():
        form.add_error(name if name in form.fields else None, texts)
