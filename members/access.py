"""Owns who may do what with a body: fetch-and-check for views."""

import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from meetings.document.vocabulary import MemberRole
from members.models import Body, Membership

Purpose = Literal["read", "edit"]


def is_secretary_of(user: Any, body: Body, on: datetime.date | None = None) -> bool:
    """Whether the user may change the body and its papers on that day (today): its secretary, or an administrator."""
    if user.is_authenticated and user.is_superuser:
        return True
    return Membership.objects.of_user(user, on).filter(body=body, role=MemberRole.SECRETARY).exists()


def get_body_for(user: Any, slug: str, to: Purpose = "read", on: datetime.date | None = None) -> Body:
    """Return the body if the user may do that; Http404 when he may not see it, PermissionDenied when only change it."""
    body = Body.objects.visible_to(user, on).select_related("organization").filter(slug=slug).first()
    if body is None:
        raise Http404(_("Такого органа нет."))
    if to == "edit" and not is_secretary_of(user, body, on):
        raise PermissionDenied(_("Сведения об органе меняет его секретарь."))
    return body
