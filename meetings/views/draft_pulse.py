"""Owns the pulse of a desk: its page tells where its editor is and hears who else is there and what changed."""

import datetime
from contextlib import suppress
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings.access import get_meeting_for
from meetings.models import DeskPresence, HistoryEntry, Meeting
from meetings.views.draft import told_when_signed_out
from meetings.views.draft_deeds import name_of, part_of, title_of

#: Who has not told for so long is not there: three pulses of a page that is alone.
GONE_AFTER = datetime.timedelta(seconds=25)
#: A line is written anew only when its editor moved, or it would soon be over: a pulse then only reads.
RENEWED_AFTER = datetime.timedelta(seconds=7)
#: Changes told of by name; who was away longer sees that there were more.
_NEWS = 20


@never_cache
@told_when_signed_out
@require_POST
def draft_pulse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take {version, part, field, leaving}; answer {version, others: [...], news: [...]}, five or six queries."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    known = request.POST.get("version", "")
    others = _meet(meeting, request.user, request.POST, timezone.now())
    is_behind = known.isdecimal() and len(known) < 10 and int(known) < meeting.version
    news = _news(meeting, request.user, int(known)) if is_behind else []
    return JsonResponse({"version": meeting.version, "others": others, "news": news})


def _meet(meeting: Meeting, user: Any, sent: Any, now: datetime.datetime) -> list[dict[str, str]]:
    """Renew this editor's line and return those of the others who are there."""
    rows = list(DeskPresence.objects.filter(meeting=meeting).select_related("user").order_by("pk"))
    mine = next((row for row in rows if row.user_id == user.pk), None)
    part, field = (sent.get(name, "").replace("\0", "")[:most] for name, most in (("part", 40), ("field", 80)))
    if sent.get("leaving"):
        DeskPresence.objects.filter(meeting=meeting, user=user).delete()
        return []
    if mine is None or (mine.part, mine.field) != (part, field) or now - mine.seen_at > RENEWED_AFTER:
        # Whoever deleted the draft meanwhile: then nobody is there.
        with suppress(IntegrityError):
            DeskPresence.objects.bulk_create(
                [DeskPresence(meeting=meeting, user=user, part=part, field=field, seen_at=now)],
                update_conflicts=True,
                unique_fields=["meeting", "user"],
                update_fields=["part", "field", "seen_at"],
            )
    there = [row for row in rows if row.user_id != user.pk and now - row.seen_at < GONE_AFTER]
    return [{"name": name_of(row.user), "part": row.part, "field": row.field} for row in there]


def _news(meeting: Meeting, user: Any, version: int) -> list[dict[str, str]]:
    """What others did since the version the page knows of, oldest first."""
    entries = HistoryEntry.objects.filter(meeting=meeting, version__gt=version).exclude(actor=user)
    return [
        {"who": name_of(entry.actor), "what": title_of(entry), "part": part_of(entry)}
        for entry in reversed(entries.select_related("actor").order_by("-version", "-pk")[:_NEWS])
    ]
