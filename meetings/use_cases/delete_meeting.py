"""Owns the deletion of a draft."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused


class CannotDelete(Refused):
    """The meeting has a protocol, which is kept for ever."""


@transaction.atomic
def delete_draft_meeting(*, meeting: Meeting, actor: Any, at: datetime.datetime) -> None:
    """Delete a meeting without a protocol, all its parts with it; CannotDelete when it has one."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.protocols.exists():
        raise CannotDelete(_("У заседания есть выпущенный протокол: он хранится постоянно."))
    write_history(HistoryVerb.DELETED_MEETING, about=meeting, actor=actor, at=at)
    meeting.delete()
