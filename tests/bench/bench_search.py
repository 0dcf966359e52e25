"""Measures search over 100,000 decisions beside a page that reads one row by its key, and answers the questions of the
tests among 1,000 generated meetings.

The whole handler is measured, from middleware to bytes, for a visitor; the two pages take turns, so that a busy moment
of the machine meets both. Only ratios compare between machines. DATABASE_URL chooses the database.
"""

import datetime
import functools
import itertools
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.test.utils import override_settings, setup_databases, setup_test_environment, teardown_databases
from django.urls import path

DECISIONS = int(os.environ.get("DECISIONS", "100000"))
QUESTIONS = int(os.environ.get("QUESTIONS", "600"))
GENERATED = int(os.environ.get("GENERATED", "1000"))
_PER_MEETING, _WORDS, _BODIES = 100, 24, 10
_PAGE = (
    "{% extends 'base.html' %}{% block content %}<h1>{{ meeting.place }}</h1><p>{{ meeting.held_on }}</p>{% endblock %}"
)
#: Beginnings of office words: the dictionary's words with them make the vocabulary.
_STARTS = (
    *("рекоменд", "министер", "образова", "муниципа", "организа", "програм", "директор", "школ", "квот", "совет"),
    *("план", "отчет", "бюдж", "строит", "ремонт", "культур", "спорт", "библиот", "музе", "транспорт", "дорож"),
    *("больниц", "здравоохран", "социальн", "пенси", "молодеж", "развити", "обеспеч", "разработ", "утверд"),
    *("провер", "контрол", "исполн", "поруч", "доклад", "заслуш", "рассмотр", "создат", "направ", "подготов"),
    *("участник", "комисси", "конкурс", "награжд", "поощр", "эколог", "озелен", "благоустр", "водоснаб", "тепл"),
)


@functools.lru_cache(maxsize=1)
def _page() -> Any:
    return engines["django"].from_string(_PAGE)


def one_row(request: HttpRequest, pk: int) -> HttpResponse:
    """The least that a page does: one row by its key, in the frame of the portal."""
    from meetings.models import Meeting

    meeting = Meeting.objects.get(pk=pk)
    return HttpResponse(_page().render({"meeting": meeting}, request))


class _Urls:
    urlpatterns: list[Any] = []


def main() -> None:
    """Print the tables."""
    setup_test_environment(debug=False)
    if connection.vendor == "sqlite":
        folder = tempfile.TemporaryDirectory()
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(Path(folder.name) / "bench.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = settings.DATABASES["default"]["TEST"]["NAME"]
    databases = setup_databases(verbosity=0, interactive=False)
    from protocols_portal.urls import urlpatterns as portal

    _Urls.urlpatterns = [path("bench/<int:pk>/", one_row), *portal]
    try:
        with override_settings(ROOT_URLCONF=_Urls):
            _measure_pages()
        _answer_questions()
    finally:
        teardown_databases(databases, verbosity=0)


def vocabulary(chance: random.Random) -> list[str]:
    """Word forms of the dictionary, the frequent first."""
    from meetings.wording.morphology import analyser

    words = {
        parse.word
        for start in _STARTS
        for parse in itertools.islice(analyser().iter_known_word_parses(start), 900)
        if parse.tag.POS in {"NOUN", "ADJF", "VERB", "INFN"} and "-" not in parse.word
    }
    listed = sorted(words)
    chance.shuffle(listed)
    return listed


def _fill(words: list[str], chance: random.Random) -> int:
    """Put the decisions into the index, as the use cases would; return the key of a meeting."""
    from meetings.document.tree import BodyName, ProtocolDocument
    from meetings.document.vocabulary import Layout
    from meetings.models import ArchiveAddress, EntryKind, SearchEntry
    from meetings.search.entries import Entry
    from meetings.search.index import SCHEME, entry_key
    from meetings.search.tokens import tokens_of
    from tests.factories import NOW, make_body, make_meeting, make_protocol

    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    bodies = [make_body(is_public=number < 7) for number in range(_BODIES)]
    name = BodyName(nominative="Совет", genitive="Совета")
    began, meeting = time.perf_counter(), None
    for number in range(DECISIONS // _PER_MEETING):
        body = bodies[number % _BODIES]
        held_on = datetime.date(2014, 1, 1) + datetime.timedelta(days=number * 4)
        meeting = make_meeting(body, held_on=held_on)
        protocol = make_protocol(meeting, document="{}", state="published")
        ArchiveAddress.objects.get_or_create(meeting=meeting, body=body, path=f"{held_on:%Y/%m-%d}")
        document = ProtocolDocument(style=body.style, body=name, title="заседания", held_on=held_on)
        rows = []
        for place in range(_PER_MEETING):
            text = " ".join(chance.choices(words, cum_weights=weights, k=_WORDS))
            entry = Entry(kind=EntryKind.POINT, where=f"items[0].decisions[{place}]", text=text, number=str(place))
            rows.append(
                SearchEntry(
                    id=entry_key(held_on, protocol.pk, place),
                    protocol=protocol,
                    meeting=meeting,
                    body=body,
                    scheme=SCHEME,
                    path=f"1/r{place}",
                    held_on=held_on,
                    opens_at=NOW,
                    tokens=tokens_of(entry, document, body.pk, {}),
                    **{field: getattr(entry, field) for field in entry.__slots__},
                )
            )
        SearchEntry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = time.perf_counter() - began
    print(f"  внесено решений: {DECISIONS}, {took:.0f} с, {took / DECISIONS * 1000:.2f} мс на решение")  # noqa: T201
    assert meeting is not None, Layout
    return int(meeting.pk)


def _questions(words: list[str], chance: random.Random) -> list[str]:
    """One word and two, common and rare ones, in whatever form; a sixth of words that nothing holds."""
    from meetings.wording.morphology import parses

    def form(word: str) -> str:
        return str(chance.choice(parses(word)[0].lexeme).word)

    asked = []
    for number in range(QUESTIONS):
        common, any_word = words[int(chance.paretovariate(0.5)) % 400], chance.choice(words)
        kinds = (form(common), form(any_word), f"{form(common)} {form(words[chance.randrange(400)])}", form(common))
        asked.append("синхрофазотрон" if number % 6 == 5 else kinds[number % 6 % 4])
    return asked


def _measure_pages() -> None:
    from urllib.parse import quote

    chance = random.Random(5)  # noqa: S311 - invented texts
    words = vocabulary(chance)
    print(f"\nПоиск: {connection.vendor}, форм слов {len(words)}")  # noqa: T201 - a table for a person
    pk = _fill(words, chance)
    # a busy machine disturbs the clock; what the processor did is told, unless the work is a server's
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    handler = WSGIHandler()
    requests, address = RequestFactory(headers={"host": settings.ALLOWED_HOSTS[0]}), itertools.count()

    def seconds(url: str) -> float:
        # from many addresses: one would be told to wait
        number = next(address)
        request = requests.get(url, REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
        began = clock()
        answer = handler.get_response(request)
        took = clock() - began
        assert answer.status_code == 200, url
        return took

    pages = {"страница": "/search/?q={}", "подсказки": "/search/suggestions/?q={}", "уточнения": "/search/facets/?q={}"}
    asked = _questions(words, chance)
    for page in pages.values():
        for question in asked[:30]:
            seconds(page.format(quote(question)))
            seconds(f"/bench/{pk}/")
    for name, page in pages.items():
        ours, bare = [], []
        for question in asked if name == "страница" else asked[:120]:
            typed = question[:4] if name == "подсказки" else question
            ours.append(seconds(page.format(quote(typed))))
            bare.append(seconds(f"/bench/{pk}/"))
        _print_row(name, ours, bare)


def _print_row(name: str, ours: list[float], bare: list[float]) -> None:
    told = []
    for share in (50, 99):
        one, other = (statistics.quantiles(times, n=100)[share - 1] for times in (ours, bare))
        told.append(f"p{share} {one * 1000:6.2f} мс, к одной строке {one / other:5.2f}")
    print(f"  {name:12}" + "   ".join(told))  # noqa: T201


def _answer_questions() -> None:
    from django.contrib.auth.models import AnonymousUser

    from meetings.models import SearchEntry
    from meetings.search.asking import read_question
    from meetings.search.finding import find
    from meetings.search.readers import reader_of
    from tests.factories import NOW
    from tests.meetings.search.questions import QUESTIONS as ASKED
    from tests.meetings.search.shelf import shelve_made, shelve_seed
    from tests.seeds import seeds_folder

    if not (seeds_folder() / "union.txt").is_file():
        print("не запущено: нет образцов протоколов")  # noqa: T201
        return
    SearchEntry.objects.all().delete()
    papers = {shelve_seed(name).pk: name for name in ("union", "kollegiya")}
    shelve_made(GENERATED)
    missed = []
    for question, paper, place in ASKED:
        hits = find(read_question(question), reader_of(AnonymousUser()), NOW).hits[:3]
        found = ((papers.get(hit.protocol_id, "made"), hit.where) for hit in hits)
        if not any(name == paper and (where.startswith(place) if place else not where) for name, where in found):
            missed.append(question)
    share = 1 - len(missed) / len(ASKED)
    print(f"  среди {GENERATED} заседаний ответ в первых трёх: {share:.0%} из {len(ASKED)}; нет: {missed}")  # noqa: T201
