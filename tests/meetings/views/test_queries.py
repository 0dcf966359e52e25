"""A page asks the database the same number of questions however much there is to show."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.vocabulary import MemberRole
from tests.factories import HELD_ON, make_meeting, make_member, make_person, make_protocol
from tests.meetings.views.conftest import World, make_draft


def count(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("rung", ["secretary", "chair", "administrator"])
def test_the_page_of_a_meeting_asks_at_most_six(world: World, rung: str) -> None:
    counts = {
        items: count(world.client(rung), reverse("meeting", args=[make_draft(world.body, items).pk]))
        for items in (3, 40)
    }
    assert counts[3] == counts[40] <= 6


def test_the_page_of_an_edition_asks_few(world: World) -> None:
    """Edition, later ones, signatures; for a member session, account, seats, extracts: his role comes along."""
    world.body.is_public = True
    world.body.save()
    protocol = make_protocol(world.meeting, state="published")
    url = reverse("protocol", args=[protocol.pk])

    assert count(world.client("anonymous"), url) == 3
    assert count(world.client("member"), url) == 7


@pytest.mark.parametrize("rung", ["secretary", "member"])
@pytest.mark.parametrize("name", ["desk", "body", "protocols", "home"])
def test_a_list_asks_the_same_for_one_row_and_for_thirty(world: World, rung: str, name: str) -> None:
    url = reverse(name, args=[world.body.slug] if name == "body" else [])
    make_protocol(make_meeting(world.body, held_on=HELD_ON))
    first = count(world.client(rung), url)
    for number in range(30):
        make_member(world.body, MemberRole.MEMBER, person=make_person(family_name=f"Ковальчук{number}"))
        make_protocol(make_meeting(world.body, held_on=HELD_ON, number=str(number)))

    assert count(world.client(rung), url) <= first + 1, "one more at most: the list has got pages"


def test_the_members_page_asks_the_same_for_one_row_and_for_thirty(world: World) -> None:
    url = reverse("members", args=[world.body.slug])
    first = count(world.client("secretary"), url)
    for number in range(30):
        make_member(world.body, MemberRole.MEMBER, person=make_person(family_name=f"Ковальчук{number}"))

    assert count(world.client("secretary"), url) == first
