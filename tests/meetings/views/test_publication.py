"""The page of publication, and that nothing of an edition leaks before its moment or past its audience."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from meetings.document.codec import encode
from meetings.document.vocabulary import Audience, ProtocolState
from meetings.models import Protocol
from meetings.use_cases.publish import publish, schedule_publication
from tests.factories import HELD_ON, make_document, make_extract, make_protocol
from tests.meetings.views.conftest import World

CANARY = "Канарейкин"


@pytest.fixture
def edition(world: World) -> Protocol:
    """An edition of an open body whose document and meeting hold a word that nobody else has."""
    world.body.is_public = True
    world.body.save()
    world.meeting.number, world.meeting.place = CANARY, CANARY
    world.meeting.save()
    document = replace(make_document(world.body), number=CANARY, place=CANARY)
    return make_protocol(world.meeting, document=encode(document), pdf=f"%PDF {CANARY}".encode())


def send(world: World, edition: Protocol, **sent: str) -> Any:
    return world.client("secretary").post(reverse("publish", args=[edition.pk]), sent, follow=True)


def leaks(world: World, edition: Protocol, rung: str) -> list[str]:
    """Addresses at which the reader meets the word."""
    cache.clear()
    extract = make_extract(edition) if not edition.extracts.exists() else edition.extracts.all()[0]
    urls = [reverse(name) for name in ("home", "protocols")]
    urls += [reverse("body", args=[world.body.slug]), f"{reverse('body', args=[world.body.slug])}?q={CANARY}"]
    urls += [reverse(name, args=[edition.pk]) for name in ("protocol", "edition_bundle", "new_extract", "publish")]
    urls += [reverse("edition_file", args=[edition.pk, name]) for name in ("pdf", "txt", "html", "json", "xml")]
    urls += [reverse("verify_code", args=[edition.code]), f"{reverse('verify')}?sha256={edition.sha256}"]
    urls += [reverse(name, args=[world.body.slug]) for name in ("extracts", "task_sheets")]
    urls += [reverse("extract", args=[extract.pk]), reverse("extract_file", args=[extract.pk, "txt"])]
    urls += [reverse("body_bundle", args=[world.body.slug, HELD_ON.year]), reverse("desk")]
    found = []
    for url in urls:
        answer = world.client(rung).get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if CANARY.encode() in content.replace(f"?q={CANARY}".encode(), b"").replace(f'value="{CANARY}"'.encode(), b""):
            found.append(url)
    return found


def test_the_page_sets_a_moment_in_the_time_of_the_body(world: World, edition: Protocol) -> None:
    world.body.time_zone = "Asia/Yekaterinburg"
    world.body.save()
    day = timezone.localdate() + datetime.timedelta(days=10)
    answer = send(world, edition, when="later", day=day.isoformat(), clock="10:00", audience="everybody")
    assert f"Публикация назначена на {day:%d.%m.%Y} 10:00" in answer.content.decode()
    edition.refresh_from_db()
    moment = datetime.datetime.combine(day, datetime.time(5), tzinfo=datetime.UTC)
    assert (edition.publish_at, edition.audience) == (moment, Audience.EVERYBODY)

    page = world.client("secretary").get(reverse("publish", args=[edition.pk])).content.decode()
    assert f'value="{day.isoformat()}"' in page
    assert 'value="10:00"' in page
    assert (
        "Изменить публикацию"
        in world.client("secretary").get(reverse("meeting", args=[world.meeting.pk])).content.decode()
    )
    assert "Назначенная публикация отменена" in send(world, edition, deed="unschedule").content.decode()
    edition.refresh_from_db()
    assert edition.publish_at is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"when": "later", "audience": "everybody"}, "Укажите день и время публикации"),
        ({"when": "later", "day": "2024-01-25", "clock": "10:00", "audience": "everybody"}, "уже прошёл"),
        ({"when": "later", "day": "31.02.2030", "clock": "10:00", "audience": "everybody"}, "Такой даты нет"),
        ({"when": "now", "audience": "outer space"}, "outer space"),
        ({"audience": "everybody"}, "Не сохранено"),
    ],
)
def test_what_cannot_be_is_told_and_kept(world: World, edition: Protocol, sent: dict[str, str], told: str) -> None:
    answer = send(world, edition, **sent)
    assert told in answer.content.decode()
    edition.refresh_from_db()
    assert (edition.state, edition.publish_at) == (ProtocolState.ISSUED, None)


def test_for_members_is_told_on_the_page(world: World, edition: Protocol) -> None:
    answer = send(world, edition, when="now", audience="members")
    assert "Опубликован только для членов органа" in answer.content.decode()


def test_a_closed_body_is_not_asked_for_whom(world: World) -> None:
    protocol = make_protocol(world.meeting)
    page = world.client("secretary").get(reverse("publish", args=[protocol.pk])).content.decode()
    assert 'name="audience"' not in page
    send(world, protocol, when="now")
    protocol.refresh_from_db()
    assert (protocol.state, protocol.audience) == (ProtocolState.PUBLISHED, Audience.MEMBERS)


STRANGERS = ("anonymous", "outsider", "foreign_secretary")


def test_nothing_of_a_scheduled_edition_is_told_before_its_moment(world: World, edition: Protocol) -> None:
    now = timezone.now()
    schedule_publication(protocol=edition, moment=now + datetime.timedelta(days=1), actor=None, at=now)
    assert [url for rung in STRANGERS for url in leaks(world, edition, rung)] == []
    assert leaks(world, edition, "member"), "the test sees the word where it may be seen"


def test_nothing_of_an_edition_for_members_is_told_to_others(world: World, edition: Protocol) -> None:
    publish(protocol=edition, actor=None, at=timezone.now(), audience=Audience.MEMBERS)
    assert [url for rung in STRANGERS for url in leaks(world, edition, rung)] == []
    assert leaks(world, edition, "member")


def test_at_its_moment_everybody_finds_it(world: World, edition: Protocol) -> None:
    past = timezone.now() - datetime.timedelta(days=2)
    schedule_publication(protocol=edition, moment=past + datetime.timedelta(days=1), actor=None, at=past)
    found = leaks(world, edition, "anonymous")
    assert reverse("protocol", args=[edition.pk]) in found
    assert reverse("edition_bundle", args=[edition.pk]) in found, "stored, not compressed"
    assert reverse("verify_code", args=[edition.code]) in found
    assert reverse("body", args=[world.body.slug]) in found
    assert "опубликован" in world.client("anonymous").get(reverse("body", args=[world.body.slug])).content.decode()
