"""Owns the history of a draft on pages: every deed, the values of one field, and the draft at two moments compared."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.forms.desk import desk_field, text_of
from meetings.mapping.addresses import Address, read_address
from meetings.mapping.past import read_past
from meetings.models import HistoryEntry, Meeting
from meetings.rendering.html import PaperTooLong
from meetings.use_cases.field_history import FieldValue, values_of_field
from meetings.use_cases.save_field import RowGone
from meetings.views.draft import told_when_signed_out
from meetings.views.draft_deeds import ToldDeed, field_text, name_of, tell, titles_of_parts
from meetings.views.navigation import meeting_title
from meetings.views.past_changes import compare_moments
from meetings.views.word_changes import Piece, compare_words

_ON_A_PAGE = 40
#: Entries that a search looks through; older ones are reached by their day.
_LOOKED_THROUGH = 5000


@never_cache
@login_required
@require_safe
def draft_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every deed on the draft, newest first: ?part= ?who= ?day= ?q= narrow, ?page= turns."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    parts = titles_of_parts(meeting)
    entries = HistoryEntry.objects.filter(meeting=meeting).select_related("actor").order_by("-at", "-pk")
    day = parse_day(request.GET.get("day", ""))
    if day:
        begin = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        entries = entries.filter(at__gte=begin, at__lt=begin + datetime.timedelta(days=1))
    deeds = [tell(entry, parts) for entry in entries[:_LOOKED_THROUGH]]
    people = sorted({(str(deed.entry.actor_id), deed.who) for deed in deeds}, key=lambda pair: pair[1])
    page = Paginator(_narrowed(deeds, request.GET), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "parts": parts,
        "people": people,
        "chosen": request.GET,
        "is_narrowed": any(request.GET.get(name) for name in ("part", "who", "day", "q")),
        "has_any": bool(deeds),
    }
    return render(request, "meetings/draft/history.html", context | _about(meeting))


def _about(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "body": meeting.body, "meeting_title": meeting_title(meeting)}


def _narrowed(deeds: list[ToldDeed], sent: Any) -> list[ToldDeed]:
    part, who, query = sent.get("part", ""), sent.get("who", ""), sent.get("q", "").casefold().split()
    return [
        deed
        for deed in deeds
        if (not part or deed.part == part)
        and (not who or str(deed.entry.actor_id) == who)
        and all(word in deed.text for word in query)
    ]


def parse_day(text: str) -> datetime.date | None:
    """Read a day of a filter; None for none or nonsense."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and _is_of_a_history(day) else None


def _is_of_a_history(day: datetime.date) -> bool:
    """Whether something may have been done then: at the ends of time a day has no day before or after it."""
    return 1900 <= day.year <= 2200


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a field: who set it and when, how it differs from the one before, and its text to be taken back."""

    text: str
    who: str
    at: datetime.datetime | None
    pieces: list[Piece]
    is_now: bool


@never_cache
@told_when_signed_out
@require_safe
def draft_field_history(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Give the values that a field («speech:15:position») has had, for the desk's dialogue."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    address = read_address(field)
    control = desk_field(address.kind, address.field) if address else None
    if address is None or control is None:
        raise Http404
    try:
        values = show_values(address, values_of_field(meeting, address))
    except RowGone as gone:
        raise Http404(str(gone)) from gone
    context = {"values": values, "label": control.label, "address": str(address), "meeting": meeting}
    return render(request, "meetings/draft/field_history.html", context)


def show_values(address: Address, values: list[FieldValue]) -> list[ShownValue]:
    """Show values newest first; those that were only the beginning of the next one's typing are passed over."""
    kind, name = address.kind, address.field
    kept: list[FieldValue] = []
    for place, value in enumerate(values):
        if not place or not _is_beginning(address, value, values[place - 1]):
            kept.append(value)
    shown = []
    for place, one in enumerate(kept):
        before = field_text(kind, name, kept[place + 1].value) if place + 1 < len(kept) else ""
        shown.append(
            ShownValue(
                text=text_of(kind, name, one.value),
                who=name_of(one.entry.actor) if one.entry else "",
                at=one.entry.at if one.entry else None,
                pieces=compare_words(before, field_text(kind, name, one.value)),
                is_now=place == 0,
            )
        )
    return shown


def _is_beginning(address: Address, value: FieldValue, following: FieldValue) -> bool:
    """Whether the same person typed on right behind this text: the longer one holds it whole."""
    if value.entry is None or following.entry is None or value.entry.actor_id != following.entry.actor_id:
        return False
    if following.entry.at - value.entry.at > datetime.timedelta(minutes=2):
        return False
    texts = [text_of(address.kind, address.field, one.value) for one in (value, following)]
    return bool(texts[0]) and texts[1].startswith(texts[0])


@never_cache
@login_required
@require_safe
def draft_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the draft at two moments: ?from= and ?to= are versions, ?from_at= and ?to_at= times; none is now."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    moments = sorted((_version(request.GET, meeting, "from", 1), _version(request.GET, meeting, "to", meeting.version)))
    entries = {
        entry.version: entry
        for entry in HistoryEntry.objects.filter(meeting=meeting, version__in=moments)
        .select_related("actor")
        .order_by("-pk")
    }
    (_old, old_rows, old), (_new, new_rows, new) = (read_past(meeting, version) for version in moments)
    context: dict[str, Any] = {"moments": [(version, entries.get(version)) for version in moments]}
    try:
        context["parts"] = compare_moments((old, old_rows), (new, new_rows))
    except PaperTooLong as refusal:
        context["refusal"] = str(refusal)
    return render(request, "meetings/draft/compare.html", context | _about(meeting))


def _version(sent: Any, meeting: Meeting, name: str, default: int) -> int:
    """The version at a moment that was asked for; 1 before the first."""
    given = sent.get(name, "")
    if given.isdecimal() and len(given) < 10:
        return max(1, min(int(given), meeting.version))
    try:
        at = parse_datetime(sent.get(f"{name}_at", ""))
    except ValueError:
        at = None
    if at is None or not _is_of_a_history(at.date()):
        return default
    at = timezone.make_aware(at) if timezone.is_naive(at) else at
    # A time without seconds means its whole minute.
    at += datetime.timedelta(minutes=1) if not at.second else datetime.timedelta(0)
    until = HistoryEntry.objects.filter(meeting=meeting, at__lt=at, version__isnull=False).order_by("-version")
    return until.values_list("version", flat=True).first() or 1
