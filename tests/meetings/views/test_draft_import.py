"""A whole protocol pasted at the desk: asked first, written as answered, and nothing before."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.mapping.compose import compose
from meetings.models import HistoryEntry, Meeting
from members.models import Person
from tests.factories import make_meeting
from tests.meetings.importing.test_paste import specimen
from tests.meetings.views.conftest import World
from tests.posting import form_values


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def page_of(meeting: Meeting) -> str:
    return reverse("draft_import", args=[meeting.pk])


def preview(client: Client, meeting: Meeting) -> Any:
    sent = {"text": "ПРОТОКОЛ № 5 …", "html": specimen("word_protocol.html")}
    return client.post(page_of(meeting), sent)


def answers(client: Client, meeting: Meeting, **changed: Any) -> dict[str, Any]:
    page = preview(client, meeting).content.decode()
    return {**form_values(page, action=page_of(meeting)), **changed}


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def test_the_markup_wins_over_the_plain_text_and_nothing_is_stored_yet(world: World, secretary: Client) -> None:
    before = (Meeting.objects.count(), Person.objects.count(), HistoryEntry.objects.count())
    page = preview(secretary, world.meeting).content.decode()

    assert "О весенней посадке лип." in page
    assert "Куда вставить" in page
    for zone in ("header", "attendance", "agenda", "item", "closing"):
        assert f"zone-{zone}" in page
    assert "в черновике уже заполнено" in page
    assert (Meeting.objects.count(), Person.objects.count(), HistoryEntry.objects.count()) == before


def test_an_empty_draft_takes_everything(world: World, secretary: Client) -> None:
    empty = make_meeting(world.body)
    sent = answers(secretary, empty, save="fill")
    assert set(sent["take"] if isinstance(sent["take"], list) else [sent["take"]]) <= {
        *("header", "attendance", "items", "closing", "style")
    }
    answer = secretary.post(page_of(empty), sent | {"take": ["attendance", "items", "closing", "style"]})

    assert answer.url == reverse("draft", args=[empty.pk])
    document = compose(fresh(empty))
    assert document.number == "5"
    assert [item.title for item in document.items] == ["О весенней посадке лип.", "О смете питомника."]
    assert [one.name for one in document.attendees][:1] == ["Лесная Вера Павловна"]
    assert str(document.held_on) == str(empty.held_on), "what the draft says of itself stays unless it is asked for"


def test_only_what_is_marked_is_replaced(world: World, secretary: Client) -> None:
    before = compose(world.meeting)
    sent = answers(secretary, world.meeting, save="fill")
    assert "take" not in sent or sent["take"] == [], "a draft that holds everything is replaced only when asked"
    secretary.post(page_of(world.meeting), sent | {"take": ["items"]})

    after = compose(fresh(world.meeting))
    assert [item.title for item in after.items] == ["О весенней посадке лип.", "О смете питомника."]
    assert after.attendees == before.attendees
    assert after.signatures == before.signatures
    assert after.held_on == before.held_on


def test_a_new_meeting_leaves_the_draft_alone(world: World, secretary: Client) -> None:
    version = world.meeting.version
    answer = secretary.post(page_of(world.meeting), answers(secretary, world.meeting, save="new"))

    made = Meeting.objects.latest("pk")
    assert answer.url == reverse("draft", args=[made.pk])
    assert made.pk != world.meeting.pk
    assert len(compose(made).items) == 2
    assert fresh(world.meeting).version == version


def test_a_draft_changed_meanwhile_is_asked_about_again(world: World, secretary: Client) -> None:
    sent = answers(secretary, world.meeting, save="fill")
    world.meeting.version += 1
    world.meeting.save()
    answer = secretary.post(page_of(world.meeting), sent | {"take": ["items"]})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "изменил кто-то другой" in page
    assert len(compose(fresh(world.meeting)).items) == 3
    again = form_values(page, action=page_of(world.meeting)) | {"take": ["items"], "save": "fill"}
    assert secretary.post(page_of(world.meeting), again).status_code == 302
    assert len(compose(fresh(world.meeting)).items) == 2


@pytest.mark.parametrize("save", ["new", "fill"])
def test_a_preview_confirmed_twice_is_stored_once(world: World, secretary: Client, save: str) -> None:
    sent = answers(secretary, world.meeting, save=save) | {"take": ["items"]}
    first = secretary.post(page_of(world.meeting), sent)
    count, version = Meeting.objects.count(), fresh(world.meeting).version
    again = secretary.post(page_of(world.meeting), sent, follow=True)

    assert again.redirect_chain[0][0] == first.url
    assert "второй раз ничего не вставлено" in again.content.decode()
    assert (Meeting.objects.count(), fresh(world.meeting).version) == (count, version)


@pytest.mark.parametrize("forged", ["", "x", "eyJ9:1abc:def"])
def test_a_forged_preview_is_refused(world: World, secretary: Client, forged: str) -> None:
    version = world.meeting.version
    answer = secretary.post(page_of(world.meeting), {"recognised": forged, "save": "fill"}, follow=True)
    assert "Просмотр устарел" in answer.content.decode()
    assert fresh(world.meeting).version == version


@pytest.mark.parametrize("rung", ["outsider", "member", "foreign_secretary", "deputy", "chair"])
def test_nobody_else_pastes_into_a_draft(world: World, rung: str) -> None:
    assert preview(world.client(rung), world.meeting).status_code in (403, 404)


def test_markup_of_a_clipboard_stays_text(world: World, secretary: Client) -> None:
    markup = "<p>ПРОТОКОЛ № 5</p><p>заседания &lt;script&gt;alert(1)&lt;/script&gt;</p><p>РЕШИЛИ:</p><p>&lt;b&gt;да</p>"
    page = secretary.post(page_of(world.meeting), {"text": "x", "html": markup}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
