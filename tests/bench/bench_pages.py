"""Measures the page of a meeting of 3 and of 40 questions: time, size and number of queries, in a database in memory.

The whole handler is measured, middleware, session and user included; the measure beside it is the page /health.
"""

import os
import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment, teardown_databases
from django.urls import reverse

from meetings.document.vocabulary import MemberRole

ROUNDS = int(os.environ.get("ROUNDS", "15"))
ITEMS = (3, 40)


def main() -> None:
    """Print the table."""
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        _measure()
    finally:
        teardown_databases(databases, verbosity=0)


def _measure() -> None:
    from meetings.mapping.record import record
    from tests.factories import make_body, make_document, make_meeting, make_member, make_user

    body = make_body()
    user = make_user(username="secretary")
    make_member(body, MemberRole.SECRETARY, user=user)
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pages = {"/health": reverse("health")}
    for items in ITEMS:
        meeting = make_meeting(body)
        record(make_document(body, item_count=items), meeting)
        pages[f"заседание, вопросов {items}"] = reverse("meeting", args=[meeting.pk])
    print(f"\nСтраницы: {connection.vendor}, {ROUNDS} кругов")  # noqa: T201 - a table for a person
    _print_table(client, pages)


def _print_table(client: Client, pages: dict[str, str]) -> None:
    times: dict[str, list[float]] = {name: [] for name in pages}
    queries, sizes = {}, {}
    for name, url in pages.items():
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        assert answer.status_code == 200, name
        queries[name], sizes[name] = len(asked), len(answer.content)
    for _ in range(ROUNDS):
        for name, url in pages.items():
            began = time.perf_counter()
            client.get(url)
            times[name].append(time.perf_counter() - began)
    shortest = statistics.median(times["/health"])
    for name, taken in times.items():
        median = statistics.median(taken)
        row = f"  {name:26}{median * 1000:8.1f} мс   к /health {median / shortest:6.1f}"
        print(f"{row}   запросов {queries[name]}   {sizes[name] / 1024:.0f} КБ")  # noqa: T201
