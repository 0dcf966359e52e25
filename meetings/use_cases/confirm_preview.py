"""Owns the confirmation of an import's preview: once only, whatever is pressed twice or sent by two tabs."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from meetings.document.tree import ProtocolDocument
from meetings.models import ConfirmedPreview, Meeting
from meetings.use_cases.import_meeting import Choice, import_meeting
from members.models import Body

#: How long a preview may stay open; its token is remembered no longer.
PREVIEW_AGE = datetime.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What came of a confirmation: the meeting (None: made before and deleted since), and whether it is new."""

    meeting: Meeting | None
    is_new: bool


def new_token() -> str:
    """Return a token for one preview."""
    return secrets.token_urlsafe(24)


def earlier_confirmation(token: str) -> Confirmation | None:
    """Return what came of the preview when it was confirmed before; None when it was not."""
    found = ConfirmedPreview.objects.select_related("meeting").filter(token=token).first()
    return Confirmation(found.meeting, is_new=False) if found else None


@transaction.atomic
def confirm_preview(
    *, token: str, document: ProtocolDocument, body: Body, actor: Any, at: datetime.datetime, people: Choice
) -> Confirmation:
    """Make the meeting of a preview, or return the one already made; CannotImport leaves the preview unconfirmed."""
    make = partial(import_meeting, document=document, body=body, actor=actor, at=at, people=people)
    return confirm_once(token=token, at=at, make=make)


@transaction.atomic
def confirm_once(*, token: str, at: datetime.datetime, make: Callable[[], Meeting]) -> Confirmation:
    """Do what a preview was confirmed for, or return what came of it before; a refusal leaves the preview unconfirmed.

    Two confirmations at once: the second waits at the unique token until the first is done (PostgreSQL), or for the
    lock of the whole database (SQLite).
    """
    ConfirmedPreview.objects.filter(confirmed_at__lt=at - 2 * PREVIEW_AGE).delete()
    preview, is_new = ConfirmedPreview.objects.get_or_create(token=token, defaults={"confirmed_at": at})
    if not is_new:
        return Confirmation(preview.meeting, is_new=False)
    preview.meeting = make()
    preview.save(update_fields=["meeting"])
    return Confirmation(preview.meeting, is_new=True)
