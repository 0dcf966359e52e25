"""Owns how a hit is shown: what it is, its words, and the one address that opens it at the found place."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import EntryKind, Meeting
from meetings.rendering.printed import anchor_of
from meetings.search.asking import Question
from meetings.search.finding import Hit
from meetings.views.search_marks import Marks

#: Characters shown of what stands before a hit.
_LEAD, _TITLE = 160, 200


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One line of the list."""

    url: str
    label: str
    paper: str
    lead: SafeString
    text: SafeString
    title: SafeString
    addressee: str
    due: str


def show_hits(hits: Iterable[Hit], question: Question) -> list[ShownHit]:
    """Show hits: one query, for the names and addresses of their meetings."""
    hits, marks = list(hits), Marks(question)
    meetings = Meeting.objects.filter(pk__in={hit.meeting_id for hit in hits})
    rows = meetings.values_list("pk", "number", "body__slug", "body__short_name", "body__name", "archive_address__path")
    known = {row[0]: row[1:] for row in rows}
    return [_show(hit, marks, known[hit.meeting_id]) for hit in hits]


def place_url(slug: str, path: str | None, hit: Hit) -> str:
    """The address of a hit: its page in the archive (`path` is the meeting's there), else its place in the edition."""
    anchor = anchor_of(hit.where)
    if path is None:
        return reverse("protocol", args=[hit.protocol_id]) + (f"#{anchor}" if anchor else "")
    page = f"/{slug}/{path}/{hit.path}/" if hit.path else f"/{slug}/{path}/"
    return page if hit.is_page or not anchor else f"{page}#{anchor}"


def _show(hit: Hit, marks: Marks, meeting: tuple[str | None, str, str, str, str | None]) -> ShownHit:
    number, slug, short_name, name, path = meeting
    return ShownHit(
        url=place_url(slug, path, hit),
        label=_label(hit),
        paper=_paper(short_name or name, number, hit.held_on),
        lead=marks.piece(hit.lead, _LEAD) if hit.lead else SafeString(""),
        text=marks.piece(hit.text),
        title=marks.piece(hit.title, _TITLE) if hit.title else SafeString(""),
        addressee=hit.addressee,
        due=hit.due_text or (f"{hit.due_on:%d.%m.%Y}" if hit.due_on else ""),
    )


def _label(hit: Hit) -> str:
    if hit.kind == EntryKind.POINT:
        return _("Решение %(number)s") % {"number": hit.number} if hit.number else _("Решение")
    if hit.kind == EntryKind.ITEM:
        return _("Вопрос %(number)s") % {"number": hit.number} if hit.number else _("Вопрос")
    if hit.kind == EntryKind.SPEECH:
        return _("Выступление: %(name)s") % {"name": hit.speaker} if hit.speaker else _("Обсуждение")
    return _("Голосование") if hit.kind == EntryKind.VOTE else _("Протокол")


def _paper(body: str, number: str | None, held_on: datetime.date | None) -> str:
    """«Коллегия, протокол № 14 от 23.01.2024»."""
    told = f"{body}, " + _("протокол")
    told += f" № {number}" if number else ""
    return told + (_(" от %(day)s") % {"day": f"{held_on:%d.%m.%Y}"} if held_on else "")
