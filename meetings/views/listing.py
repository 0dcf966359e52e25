"""Owns the lists of meetings and editions: what a reader may see of a body, searched, filtered and cut into pages."""

import dataclasses
import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.document.vocabulary import ProtocolState
from meetings.models import AgendaItem, Meeting, Protocol
from meetings.models.choices import label_of
from meetings.views.places import place_url
from members.models import Body

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One line of a list: a draft, or the newest edition that the reader may see."""

    title: str
    url: str
    held_on: datetime.date | None
    place: str
    #: the words and the look of the state: «draft», «issued», «published», «quiet»
    state: str
    state_class: str
    body: Body


def _title(meeting: Meeting) -> str:
    number = f" № {meeting.number}" if meeting.number else ""
    return (
        _("Протокол") + number + (_(" от %(day)s") % {"day": f"{meeting.held_on:%d.%m.%Y}"} if meeting.held_on else "")
    )


_STATE_CLASSES = {
    ProtocolState.ISSUED: "issued",
    ProtocolState.SIGNED: "issued",
    ProtocolState.PUBLISHED: "published",
    ProtocolState.SUPERSEDED: "quiet",
    ProtocolState.ANNULLED: "quiet",
}


def list_draft(meeting: Meeting) -> ListedMeeting:
    """Show a meeting to those who see drafts; `newest_state` must be annotated (with_newest_state)."""
    state = getattr(meeting, "newest_state", None)
    return ListedMeeting(
        title=_title(meeting),
        url=reverse("meeting", args=[meeting.pk]),
        held_on=meeting.held_on,
        place=meeting.place,
        state=str(label_of(ProtocolState(state))) if state else _("черновик"),
        state_class=_STATE_CLASSES[ProtocolState(state)] if state else "draft",
        body=meeting.body,
    )


def list_edition(protocol: Protocol) -> ListedMeeting:
    """Show an edition to those who see editions only."""
    state = protocol.state_at()
    return ListedMeeting(
        title=_title(protocol.meeting),
        url=reverse("protocol", args=[protocol.pk]),
        held_on=protocol.meeting.held_on,
        place=protocol.meeting.place,
        state=str(label_of(state)),
        state_class=_STATE_CLASSES[state],
        body=protocol.meeting.body,
    )


def list_archived(protocol: Protocol) -> ListedMeeting:
    """Show an edition by its lasting address; select `meeting__archive_address` with it."""
    return dataclasses.replace(list_edition(protocol), url=place_url(protocol))


def with_newest_state(meetings: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    """Annotate the state of each meeting's newest edition (None: never issued)."""
    newest = Protocol.objects.filter(meeting=OuterRef("pk")).with_state_at().order_by("-edition")
    return meetings.annotate(newest_state=Subquery(newest.values("shown_state")[:1]))


def newest_editions(user: Any) -> "QuerySet[Protocol]":
    """Return the editions in force that the user may see, one a meeting, newest meeting first, without their bytes."""
    visible = Protocol.objects.visible_to(user).in_force()
    return (
        visible.select_related("meeting__body")
        .defer("document", "pdf")
        .order_by("-meeting__held_on", "-meeting__pk", "-edition")
    )


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the reader asked of a list."""

    query: str
    year: int | None

    @classmethod
    def of(cls, request: HttpRequest) -> "ListRequest":
        """Read the address; what makes no sense is ignored."""
        year = request.GET.get("year", "")
        # «0000» and «9999» are no years of a meeting, and a database stumbles over them.
        is_year = year.isdecimal() and len(year) == 4 and 1000 <= int(year) < 9999
        return cls(query=request.GET.get("q", "").strip()[:200], year=int(year) if is_year else None)

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the whole list was asked for."""
        return bool(self.query or self.year)


def page_of(request: HttpRequest, rows: Any) -> "Page[Any]":
    """Cut a list into pages; a wrong page number gives the nearest page."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def meetings_matching(meetings: "QuerySet[Meeting]", asked: ListRequest) -> "QuerySet[Meeting]":
    """Narrow meetings to a year and to the beginnings of words of their number, place, date or questions.

    The words are compared here and not in the database: SQLite does not know that «О» is «о».
    """
    if asked.year:
        meetings = meetings.filter(held_on__year=asked.year)
    words = words_of(asked.query)
    if not words:
        return meetings
    texts: dict[int, list[str]] = {}
    for pk, number, place, held_on in meetings.values_list("pk", "number", "place", "held_on").order_by():
        texts[pk] = [number or "", place, f"{held_on:%d.%m.%Y}" if held_on else ""]
    items = AgendaItem.objects.filter(meeting__in=meetings.order_by().values("pk"))
    for pk, title, heading in items.values_list("meeting_id", "title", "heading_override"):
        texts.get(pk, []).append(f"{title or ''} {heading or ''}")
    found = [pk for pk, parts in texts.items() if begin_words(words, words_of(" ".join(parts)))]
    return meetings.filter(pk__in=found)


def years_of(meetings: "QuerySet[Meeting]") -> list[int]:
    """Return the years in which there were meetings, newest first."""
    dated = meetings.filter(held_on__isnull=False).order_by()
    years = dated.annotate(year=ExtractYear("held_on")).values_list("year", flat=True).distinct()
    return sorted(years, reverse=True)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, case and ё folded, so that they are found however they are typed."""
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def begin_words(asked: list[str], words: list[str]) -> bool:
    """Say whether every asked word is the beginning of some word."""
    return all(any(word.startswith(start) for word in words) for start in asked)


def meetings_with_editions(user: Any, body: Body) -> "QuerySet[Meeting]":
    """Return the meetings of a body of which the user may see an edition."""
    visible = Protocol.objects.visible_to(user).filter(meeting__body=body)
    return Meeting.objects.filter(Q(pk__in=visible.order_by().values("meeting")))
