"""The page of a meeting costs at most six queries, whatever the size of its agenda; the desk does not grow either."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.vocabulary import MemberRole
from meetings.mapping.record import record
from tests import factories

pytestmark = pytest.mark.django_db


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.fixture
def body(client: Client) -> Any:
    user, body = factories.make_user(), factories.make_body()
    factories.make_member(body, MemberRole.SECRETARY, user=user)
    client.force_login(user)
    return body


@pytest.mark.parametrize("item_count", [3, 40])
def test_meeting_page(client: Client, body: Any, item_count: int) -> None:
    meeting = factories.make_meeting(body)
    record(factories.make_document(body, item_count=item_count), meeting)
    factories.make_protocol(meeting)
    factories.make_protocol(meeting)
    assert count_queries(client, reverse("meeting", args=[meeting.pk])) <= 6


def test_desk_and_body_page_do_not_grow(client: Client, body: Any) -> None:
    client.get(reverse("desk"))  # a first visit is noted
    costs = []
    for _round in range(2):
        for _number in range(5):
            meeting = factories.make_meeting(body)
            record(factories.make_document(body, item_count=2), meeting)
            factories.make_protocol(factories.make_meeting(body))
            factories.make_member(body)
        costs.append([count_queries(client, path) for path in (reverse("desk"), reverse("body", args=[body.slug]))])
    assert costs[0] == costs[1]
    assert costs[0][0] <= 15, "drafts, papers, tasks, meetings and news are asked once each"
    assert costs[0][1] <= 10
