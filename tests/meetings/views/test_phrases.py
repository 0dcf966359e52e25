"""The phrase bank over the wire: what the desk's script gets, and the page of a body's phrases."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_body
from tests.meetings.views.conftest import World, make_draft


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def test_the_desk_gets_people_addressees_and_phrases(world: World, secretary: Client) -> None:
    make_draft(world.body)
    told = secretary.get(reverse("draft_phrases", args=[world.meeting.pk]))
    bank = told.json()
    assert told["Cache-Control"].count("no-store") == 1
    assert ["Швец Семён Семёнович", "главный специалист"] in bank["people"]
    assert ["отдел", "отделу", "Рекомендовать отделу:"] in bank["addressees"]
    assert ["Подготовить план работы на год", "point", 3] in bank["phrases"]
    assert "Доложил о ходе работ." in bank["texts"]


def test_nothing_is_sent_twice(world: World, secretary: Client) -> None:
    url = reverse("draft_phrases", args=[world.meeting.pk])
    etag = secretary.get(url)["ETag"]
    again = secretary.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    make_draft(world.body)
    assert secretary.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_bodies_the_secretary_does_not_see_are_not_named(world: World, secretary: Client) -> None:
    make_body(name="Тайный совет", is_public=False)
    make_body(name="Общественный совет", is_public=True)
    told = secretary.get(reverse("draft_phrases", args=[world.meeting.pk])).content.decode()
    assert "Тайн" not in told
    assert "Рекомендовать Общественному совету:" in told


def test_the_bank_costs_the_same_however_much_there_is(world: World, secretary: Client) -> None:
    url = reverse("draft_phrases", args=[world.meeting.pk])
    costs = []
    for number in (1, 30):
        for _past in range(number):
            make_draft(world.body, 2)
            make_body(is_public=True)
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(url).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_secretary_keeps_the_phrases_of_the_body(world: World, secretary: Client) -> None:
    make_draft(world.body)
    url = reverse("phrases", args=[world.body.slug])
    page = secretary.get(url).content.decode()
    assert "Подготовить план работы на год" in page
    secretary.post(url, {"deed": "add", "text": "Контроль <b>оставить</b> за отделом"})
    secretary.post(url, {"deed": "hide", "text": "Подготовить план работы на год"})
    page = secretary.get(url).content.decode()
    assert "Контроль &lt;b&gt;оставить" in page
    assert page.index("Не предлагать") < page.index("Подготовить план работы на год")
    hidden = world.body.phrases.get(is_hidden=True)
    secretary.post(url, {"deed": "forget", "pk": hidden.pk})
    assert [one.text for one in world.body.phrases.all()] == ["Контроль <b>оставить</b> за отделом"]


def test_what_cannot_be_kept_is_told(world: World, secretary: Client) -> None:
    url = reverse("phrases", args=[world.body.slug])
    page = secretary.post(url, {"deed": "add", "text": "щ" * 400}, follow=True).content.decode()
    assert "Фраза длиннее 300 знаков." in page
    secretary.post(url, {"deed": "forget", "pk": "9" * 40})
    assert world.body.phrases.count() == 0


@pytest.mark.parametrize(("rung", "code"), [("anonymous", 302), ("outsider", 404), ("member", 403), ("chair", 403)])
def test_nobody_else_keeps_phrases(world: World, rung: str, code: int) -> None:
    url = reverse("phrases", args=[world.body.slug])
    assert world.client(rung).post(url, {"deed": "add", "text": "Чужая фраза"}).status_code == code
    assert world.body.phrases.count() == 0
