"""Owns the question «О ходе исполнения ранее принятых решений» on the agenda of a body's next meeting."""

import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import MeetingState
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import PROGRESS_TITLE, reports_progress
from meetings.use_cases.desk_rows import Deed, add_row
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_field import lock_meeting
from members.models import Body


class AlreadyThere(Refused):
    """The agenda has the question already."""


def next_meeting(body: Body, today: datetime.date) -> Meeting | None:
    """The next meeting of a body that has no protocol yet, one without a day last; its titles are prefetched."""
    drafts = Meeting.objects.filter(Q(held_on=None) | Q(held_on__gte=today), body=body, protocols=None)
    drafts = drafts.exclude(state=MeetingState.CANCELLED).select_related("body")
    return drafts.order_by(F("held_on").asc(nulls_last=True), "pk").first()


def has_progress_item(meeting: Meeting) -> bool:
    """Whether the agenda has the question, in whatever usual words: one query."""
    return any(reports_progress(title) for title in meeting.items.values_list("title", flat=True))


@transaction.atomic
def put_on_agenda(**deed: Unpack[Deed]) -> AgendaItem:
    """Put the question at the end of the agenda. Raises AlreadyThere."""
    meeting = deed["meeting"]
    lock_meeting(meeting)
    if has_progress_item(meeting):
        raise AlreadyThere(_("Этот вопрос в повестке уже есть: %(meeting)s.") % {"meeting": meeting})
    row: AgendaItem = add_row(kind="item", values={"title": PROGRESS_TITLE}, **deed)
    return row
