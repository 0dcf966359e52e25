"""Measures the drafting desk: a meeting of 3 questions beside one of 60 with 400 decisions and 100 people, and the
saving of a field beside the bare update of its row through the same stack.

The whole handler is measured: middleware, session, user, the database in a file as in production. Rounds are
interleaved, so that a busy moment of the machine meets every way; only ratios compare between machines.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    override_settings,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import path, reverse

from meetings.document.vocabulary import MemberRole

ROUNDS = int(os.environ.get("ROUNDS", "15"))
_MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def bare_update(request: HttpRequest, pk: int) -> HttpResponse:
    """The least that may save a field: who asks, may he, one UPDATE."""
    from meetings.access import get_meeting_for
    from meetings.models import Speech

    meeting = get_meeting_for(request.user, pk, to="edit")
    key = int(request.POST["field"].split(":")[1])
    Speech.objects.filter(meeting=meeting, pk=key).update(position_text=request.POST["value"])
    return JsonResponse({"saved": True})


def _urls() -> list[Any]:
    from protocols_portal.urls import urlpatterns as portal

    return [*portal, path("bench/<int:pk>/", bare_update, name="bench_update")]


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
    try:
        _Urls.urlpatterns = _urls()
        with override_settings(ROOT_URLCONF=_Urls):
            _measure()
    finally:
        teardown_databases(databases, verbosity=0)


def make_meetings(body: Any) -> dict[str, Any]:
    """A small meeting, and one of 60 questions, 400 decisions and 100 people."""
    from meetings.document import tree
    from meetings.mapping.record import record
    from tests.factories import make_document, make_item, make_meeting

    small = make_document(body)
    people = tuple(
        tree.Attendee(name=f"Ковальчук {number} Игоревна", position="директор школы") for number in range(100)
    )
    items = []
    for number in range(1, 61):
        item = make_item(number)
        count = 7 if number <= 40 else 6
        items.append(replace(item, decisions=item.decisions * count))
    large = replace(small, items=tuple(items), attendees=people)
    meetings = {}
    for name, document in (("3 вопроса", small), ("60 вопросов", large)):
        meetings[name] = make_meeting(body)
        record(document, meetings[name])
    return meetings


def _measure() -> None:
    from tests.factories import make_body, make_member, make_user

    body, user = make_body(), make_user(username="secretary")
    make_member(body, MemberRole.SECRETARY, user=user)
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    meetings = make_meetings(body)
    print(f"\nРабочий стол: {connection.vendor}, {ROUNDS} кругов")  # noqa: T201 - a table for a person
    _print_sizes({name: _ways(client, meeting) for name, meeting in meetings.items()})
    _print_saving(client, meetings["60 вопросов"])


def _ways(client: Client, meeting: Any) -> dict[str, Callable[[], Any]]:
    """What a person does at the desk, by its name."""
    item = meeting.items.all()[1]
    speech = meeting.speeches.filter(item=item)[0]
    part = f"item-{item.pk}"

    def get(name: str, *arguments: Any, **sent: Any) -> Callable[[], Any]:
        url = reverse(name, args=[meeting.pk, *arguments])
        return lambda: client.get(url, sent)

    return {
        "открыть стол на вопросе": get("draft", part=part),
        "открыть вопрос": get("draft_part", part),
        "открыть реквизиты": get("draft_part", "header"),
        "лист за правкой вопроса": get("draft_paper", part=part, piece=1),
        "лист за правкой реквизитов": get("draft_paper", part="header", piece=1),
        "лист за правкой списка": get("draft_paper", part="attendance", piece=1),
        "сохранить поле": _saving(client, meeting, speech),
        "пульс": lambda: client.post(reverse("draft_pulse", args=[meeting.pk]), {"part": part, "version": 1}),
        "прежние значения поля": get("draft_field_history", f"speech:{speech.pk}:position"),
        "история": get("draft_history"),
    }


def _saving(client: Client, meeting: Any, speech: Any, name: str = "draft_field") -> Callable[[], Any]:
    url, address = reverse(name, args=[meeting.pk]), f"speech:{speech.pk}:position"
    state = {"base": speech.position_text, "count": 0}

    def save() -> Any:
        state["count"] += 1
        value = f"директор {state['count']}"
        answer = client.post(url, {"field": address, "value": value, "base": state["base"]})
        state["base"] = value
        return answer

    return save


def _queries(way: Callable[[], Any], name: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = way()
    assert answer.status_code == 200, (name, answer.status_code)
    return sum(not query["sql"].upper().startswith(_MARKS) for query in asked)


def _times(ways: list[Callable[[], Any]]) -> list[list[float]]:
    """Seconds of the processor for each way, round by round: steadier than the clock on a busy machine."""
    found: list[list[float]] = [[] for _way in ways]
    for _ in range(ROUNDS):
        for place, way in enumerate(ways):
            began = time.process_time()
            way()
            found[place].append(time.process_time() - began)
    return found


def _print_sizes(ways: dict[str, dict[str, Callable[[], Any]]]) -> None:
    small, large = ways.values()
    for name in small:
        counts = [_queries(one[name], name) for one in (small, large)]
        few, many = _times([small[name], large[name]])
        ratio = statistics.median(two / one for one, two in zip(few, many, strict=True))
        milliseconds = [statistics.median(one) * 1000 for one in (few, many)]
        print(  # noqa: T201
            f"  {name:26}{milliseconds[0]:8.1f} → {milliseconds[1]:7.1f} мс   большой / малый {ratio:5.2f}"
            f"   запросов {counts[0]} → {counts[1]}"
        )


def _print_saving(client: Client, meeting: Any) -> None:
    """The saving with its check and history beside the bare update of the row."""
    first, second = meeting.speeches.all()[2:4]
    ways = [_saving(client, meeting, first), _saving(client, meeting, second, "bench_update")]
    for way in ways:
        way()
    ours, bare = _times(ways)
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    print(  # noqa: T201
        f"  сохранить поле {statistics.median(ours) * 1000:.1f} мс, голая запись строки "
        f"{statistics.median(bare) * 1000:.1f} мс, отношение {ratio:.2f}"
    )
