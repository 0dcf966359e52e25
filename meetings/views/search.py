"""Owns the page of search, its facets and the suggestions under its field."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.search.asking import LONGEST, Question, read_question
from meetings.search.finding import Found, browse, find
from meetings.search.matching import Lens
from meetings.search.narrowing import Choice, count_facets
from meetings.search.readers import Reader, reader_of
from meetings.search.suggesting import suggest
from meetings.views.search_hits import show_hits
from meetings.views.search_offers import chosen_facets, offers_for, show_facets
from meetings.views.throttle import limited

PAGE = 10
#: Requests a minute from one address: a person types, a machine does not.
_PAGES, _SUGGESTIONS = 120, 300


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of hits begins: the lens and the key a batch lies below, and the hits of it shown before."""

    lens: Lens = Lens.OWN
    below: int | None = None
    skipped: int = 0

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """Read what `__str__` wrote; the beginning for anything else."""
        parts = text.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
            return cls()
        lens, below, skipped = map(int, parts)
        return cls(Lens(lens), below or None, skipped) if lens in list(Lens) and below < 1 << 62 else cls()

    def __str__(self) -> str:
        return f"{int(self.lens)}-{self.below or 0}-{self.skipped}"

    def after(self, found: Found) -> "Cursor | None":
        """Where the next page begins; None behind the last one."""
        if self.skipped + PAGE < len(found.hits):
            return Cursor(self.lens, self.below, self.skipped + PAGE)
        return Cursor(*found.following) if found.following else None


@limited("search", _PAGES)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what a question finds for its reader; with the script's header, only the next hits."""
    question, choice = _asked(request)
    cursor = Cursor.of(request.GET.get("from", ""))
    reader = reader_of(request.user)
    context: dict[str, Any] = {"question": question, "asked": question.text, "choice": choice}
    if question or choice:
        context |= _answer(reader, question, choice, cursor)
    if request.headers.get("HX-Request") and "from" in request.GET:
        return _kept_from_others(request, render(request, "meetings/search/hits.html", context))
    if request.GET.get("facets") and (question or choice):
        context |= _facets(reader, question, choice)
    return _kept_from_others(request, render(request, "meetings/search/page.html", context))


@limited("search", _PAGES)
@require_safe
def search_facets(request: HttpRequest) -> HttpResponse:
    """Give the facets of a question: they come after the hits, which need not wait for them."""
    question, choice = _asked(request)
    context = {"question": question, **_facets(reader_of(request.user), question, choice)} if question or choice else {}
    return _kept_from_others(request, render(request, "meetings/search/facets.html", context))


@limited("suggest", _SUGGESTIONS)
@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Give whole questions that complete the typed one: {"questions": […]}."""
    typed = request.GET.get("q", "")[:LONGEST]
    questions = suggest(typed, reader_of(request.user), timezone.now())
    return _kept_from_others(request, JsonResponse({"questions": questions}))


def _asked(request: HttpRequest) -> tuple[Question, Choice]:
    return read_question(request.GET.get("q", "")), Choice.of(request.GET.dict())


def _today() -> datetime.date:
    return timezone.localdate()


def _answer(reader: Reader, question: Question, choice: Choice, cursor: Cursor) -> dict[str, Any]:
    now, narrowing = timezone.now(), choice.narrowing(_today())
    if question:
        found = find(question, reader, now, narrowing, lens=cursor.lens, below=cursor.below)
    else:
        found = browse(reader, now, narrowing, below=cursor.below)
    page = found.hits[cursor.skipped : cursor.skipped + PAGE]
    following = cursor.after(found)
    return {
        "hits": show_hits(page, question),
        "is_near": found.is_near and not cursor.skipped,
        "more_url": _url(question, choice, **{"from": str(following)}) if following else "",
        "facets_url": f"{reverse('search_facets')}?{_query(question, choice)}",
        "facets_page_url": _url(question, choice, facets="1"),
        "chosen": chosen_facets(question, choice),
        "is_end": not page and cursor != Cursor(),
        "offers": [] if page else offers_for(question, choice),
    }


def _facets(reader: Reader, question: Question, choice: Choice) -> dict[str, Any]:
    counts = count_facets(question, reader, timezone.now(), choice, _today())
    return {"groups": show_facets(counts, question, choice), "is_cut": counts.is_cut}


def _query(question: Question, choice: Choice, **others: str) -> str:
    return urlencode({"q": question.text, **choice.values, **others})


def _url(question: Question, choice: Choice, **others: str) -> str:
    return f"{reverse('search')}?{_query(question, choice, **others)}"


def _kept_from_others(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What a person may find is kept nowhere on the way."""
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "private, no-cache"
    return response
