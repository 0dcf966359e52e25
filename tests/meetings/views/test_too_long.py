"""A paper too long to be printed: every page of it still opens and says so, and no edition is made of it."""

import pytest
from django.urls import reverse

from tests.factories import make_protocol
from tests.meetings.views.conftest import World

REFUSAL = "слишком длинный для печати"


@pytest.fixture(autouse=True)
def _any_paper_is_too_long(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.rendering.html.LONGEST_MARKUP", 100)


def test_the_page_of_a_draft_says_so(world: World) -> None:
    answer = world.client("secretary").get(reverse("meeting", args=[world.meeting.pk]))

    assert answer.status_code == 200
    assert REFUSAL in answer.content.decode()


def test_the_page_of_an_edition_says_so(world: World) -> None:
    answer = world.client("member").get(reverse("protocol", args=[make_protocol(world.meeting).pk]))

    assert answer.status_code == 200
    assert REFUSAL in answer.content.decode()


def test_the_preview_of_an_import_says_so(world: World) -> None:
    text = "ПРОТОКОЛ\nзаседания комиссии\n01.02.2024 № 77\nПОВЕСТКА ДНЯ:\n1. О плане.\nРЕШИЛИ:\n1. Принять план.\n"
    answer = world.client("secretary").post(reverse("import", args=[world.body.slug]), {"text": text})

    assert answer.status_code == 200
    assert REFUSAL in answer.content.decode()


def test_issuing_is_refused_in_words(world: World) -> None:
    url = reverse("issue", args=[world.meeting.pk])
    answer = world.client("secretary").post(url, follow=True)

    assert REFUSAL in answer.content.decode()
    assert not world.meeting.protocols.exists()
