"""The archive: lasting addresses, what stands at them and for whom, what is asked again and what it costs."""

import dataclasses
import datetime
import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from meetings.document.codec import encode
from meetings.document.vocabulary import ProtocolState
from meetings.models import ArchiveAddress, Meeting, Protocol
from meetings.use_cases.annul import answer_annulment, propose_annulment
from meetings.use_cases.archive_address import give_address
from meetings.use_cases.publish import publish, schedule_publication
from meetings.views.places import place_url
from meetings.wording.references import Reference, read_reference, write_reference
from members.forms import BodyForm
from members.models import Body
from members.models.body import RESERVED_SLUGS
from tests.factories import NOW, make_body, make_document, make_meeting, make_protocol
from tests.meetings.views.conftest import World
from tests.meetings.views.test_queries import count

PUBLISHED = ProtocolState.PUBLISHED


@pytest.fixture
def edition(db: None) -> Protocol:
    """A published edition of a public body."""
    return make_protocol(make_meeting(make_body(is_public=True, slug="kollegiya")), state=PUBLISHED)


def text(url: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode().replace("\u00a0", " ")


def test_every_place_has_an_address_and_a_page_that_says_what_is_there(edition: Protocol) -> None:
    urls = {
        "": "/kollegiya/2024/01-23/",
        "items[0]": "/kollegiya/2024/01-23/1/",
        "items[0].decisions[0]": "/kollegiya/2024/01-23/1/r1.1/",
        "items[0].decisions[0].points[0].points[0]": "/kollegiya/2024/01-23/1/r1.1/p1.1/",
        "items[1].speeches[0]": "/kollegiya/2024/01-23/2/#item-2-speech-1",
    }
    assert {where: place_url(edition, where) for where in urls} == urls
    whole, item, decision, point, _speech = (text(url) for url in urls.values())
    assert 'id="item-3-decision-1"' in whole and "А.И. Соловьёва" in whole
    assert "О плане работы отдела № 1" in item and "Доложил о ходе работ" in item and "отдела № 2</h" not in item
    assert "Рекомендовать отделу" in decision and "Доложил" not in decision
    assert "согласовать его" in point and "Решение 1.1, подпункт 1.1" in point
    assert "протокол заседания" in point and ", п. 1.1, подпункт 1.1" in point
    assert '<link rel="canonical" href="http://testserver/kollegiya/2024/01-23/1/r1.1/p1.1/">' in point


@pytest.mark.parametrize("path", ["9/", "1/r9/", "1/r1.1/p9/", "1/r1.1/p1/x/", "../01-24/"])
def test_what_the_protocol_has_not_is_not_found(edition: Protocol, path: str) -> None:
    assert Client().get(f"/kollegiya/2024/01-23/{path}").status_code == 404


def test_two_meetings_of_a_day_keep_their_addresses(edition: Protocol) -> None:
    body = edition.meeting.body
    second = make_protocol(make_meeting(body), state=PUBLISHED)
    draft = make_meeting(body)
    assert place_url(second) == "/kollegiya/2024/01-23-2/"
    draft.delete()
    assert place_url(make_protocol(make_meeting(body))) == "/kollegiya/2024/01-23-3/"
    assert 'href="/kollegiya/2024/01-23-2/">Следующее заседание' in text("/kollegiya/2024/01-23/")
    assert '<a href="/kollegiya/2024/01-23/">← Предыдущее заседание' in text("/kollegiya/2024/01-23-2/")


def test_a_corrected_day_moves_an_address_only_until_somebody_may_have_it(edition: Protocol) -> None:
    issued = make_protocol(make_meeting(edition.meeting.body)).meeting
    for meeting, path in ((edition.meeting, "2024/01-23"), (issued, "2024/02-01")):
        Meeting.objects.filter(pk=meeting.pk).update(held_on=datetime.date(2024, 2, 1))
        give_address(Meeting.objects.get(pk=meeting.pk), NOW)
        assert ArchiveAddress.objects.get(meeting=meeting).path == path
    undated = make_protocol(make_meeting(edition.meeting.body, held_on=None)).meeting
    assert undated.archive_address.path == "2024/bez-daty"


def test_the_edition_in_force_stands_there_and_dead_ones_say_so(world: World) -> None:
    first = make_protocol(world.meeting, state=PUBLISHED)
    document = encode(dataclasses.replace(make_document(world.body), place="г. Новый"))
    sums = {"document": document, "document_sha256": hashlib.sha256(document.encode()).hexdigest()}
    second = make_protocol(world.meeting, state=PUBLISHED, **sums)
    Protocol.objects.filter(pk=first.pk).update(state=ProtocolState.SUPERSEDED)
    url = place_url(second)
    page = text(url, world.client("member"))
    assert "г. Новый" in page and "Редакции протокола" in page and reverse("protocol", args=[first.pk]) in page
    assert f'rel="canonical" href="http://testserver{url}"' in text(
        reverse("protocol", args=[second.pk]), world.client("member")
    )
    Protocol.objects.update(state=ProtocolState.ANNULLED)
    assert "Протокол аннулирован" in text(url, world.client("chair"))
    assert "Протокол аннулирован" in text(f"{url}print/", world.client("chair"))
    assert world.client("member").get(url).status_code == 404


def test_a_visitor_asks_again_and_is_answered_without_a_page(
    edition: Protocol, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for url in ("/kollegiya/2024/01-23/", "/kollegiya/2024/01-23/1/r1.1/", "/kollegiya/2024/01-23/protocol.pdf"):
        answer = Client().get(url)
        monkeypatch.setattr("meetings.views.archive.reading_of", None)
        with django_assert_num_queries(1 if url.endswith("pdf") else 4):
            again = Client().get(url, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
        monkeypatch.undo()
    assert answer.content == bytes(edition.pdf)
    before = Client().get("/kollegiya/2024/01-23/")["ETag"]
    make_protocol(make_meeting(edition.meeting.body, held_on=datetime.date(2024, 3, 1)), state=PUBLISHED)
    assert Client().get("/kollegiya/2024/01-23/")["ETag"] != before, "there is a next meeting now"


def test_a_page_in_memory_holds_until_something_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    world.body.is_public = True
    world.body.save()
    secretary, url = world.users["secretary"], f"/{world.body.slug}/2024/01-23/"
    protocol = publish(protocol=make_protocol(world.meeting), actor=secretary, at=NOW)
    first = Client().get(url)
    monkeypatch.setattr("meetings.views.archive.get_archived_for", None)
    with django_assert_num_queries(2):
        assert Client().get(url).content == first.content
        assert Client().get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    monkeypatch.undo()
    assert "private" in world.client("member").get(url)["Cache-Control"]
    for is_public in (False, True):  # as an administrator's own pages do, past the history
        Body.objects.filter(pk=world.body.pk).update(is_public=is_public)
        assert Client().get(url).status_code == (200 if is_public else 404)
    later = make_protocol(make_meeting(world.body, held_on=datetime.date(2024, 3, 1)))
    soon = timezone.now() + datetime.timedelta(hours=1)
    schedule_publication(protocol=later, moment=soon, actor=secretary, at=timezone.now())
    again = Client().get(url)
    assert again["ETag"] == first["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: soon)
    assert Client().get(url)["ETag"] != first["ETag"], "the next meeting is published now"
    monkeypatch.undo()
    propose_annulment(protocol=protocol, reason="Ошибка", actor=secretary, at=NOW)
    answer_annulment(protocol=protocol, is_confirmed=True, actor=world.users["chair"], at=NOW)
    assert Client().get(url).status_code == 404


def test_who_signed_in_keeps_nothing_on_the_way(world: World) -> None:
    url = place_url(make_protocol(world.meeting))
    for one in (url, f"{url}print/", f"{url}protocol.pdf", f"/{world.body.slug}/2024/"):
        answer = world.client("member").get(one)
        assert answer["Cache-Control"] == "private, no-store"


def test_a_year_lists_its_protocols_and_finds_in_them(edition: Protocol) -> None:
    body = edition.meeting.body
    make_protocol(make_meeting(body, held_on=datetime.date(2022, 5, 5)), state=PUBLISHED)
    make_protocol(make_meeting(body, held_on=datetime.date(2024, 5, 5)))
    page = text("/kollegiya/2024/")
    assert "/kollegiya/2024/01-23/" in page and "05-05" not in page
    assert 'rel="prev" href="/kollegiya/2022/"' in page
    assert "Ничего не найдено" in text("/kollegiya/2024/?q=маяк")
    assert "нет" in text("/kollegiya/1999/")
    assert Client().get("/kollegiya/").url == "/bodies/kollegiya/"  # type: ignore[attr-defined]


def test_pages_ask_the_same_for_one_meeting_and_for_thirty(world: World) -> None:
    url = place_url(make_protocol(world.meeting, state=PUBLISHED))
    year, client = f"/{world.body.slug}/2024/", world.client("member")
    few = {one: count(client, one) for one in (url, f"{url}1/r1.1/", year)}
    for day in range(30):
        make_protocol(make_meeting(world.body, held_on=datetime.date(2024, 2, 1) + datetime.timedelta(day)))
    assert {one: count(client, one) for one in few} == few
    assert max(few.values()) <= 8


def test_no_page_of_the_portal_stands_where_a_body_may(db: None) -> None:
    def first_words(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            whole = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver) and not whole.strip("/"):
                found |= first_words(pattern.url_patterns, whole)
            else:
                found.add(whole.partition("/")[0])
        return found

    own = {word for word in first_words(get_resolver().url_patterns) if word and "<" not in word}
    assert own - RESERVED_SLUGS - {"^static"} == set()
    form = BodyForm({"slug": "protocols"}, instance=make_body())
    assert "slug" in form.errors


def test_a_reference_is_read_as_it_was_written() -> None:
    day = datetime.date(2024, 1, 23)
    for reference, written in (
        (Reference(paper="заседания коллегии", held_on=day), "протокол заседания коллегии от 23.01.2024"),
        (
            Reference(paper="заседания коллегии", held_on=day, item="1", decision="1.1"),
            "протокол заседания коллегии от 23.01.2024, п. 1.1",
        ),
        (
            Reference(paper="собрания", number="14", held_on=day, item="2", decision="3", point="1.2"),
            "протокол собрания № 14 от 23.01.2024, вопрос 2, п. 3, подпункт 1.2",
        ),
        (Reference(paper="собрания", item="2 а", position=2), "протокол собрания, вопрос 2 а, решение 2"),
    ):
        assert write_reference(reference) == written
        assert read_reference(written) == reference
    assert read_reference("выписка из протокола") is None
