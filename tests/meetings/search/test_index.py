"""The index follows the life of editions, and lets every reader find what he may read and nothing else."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.document.vocabulary import Audience, MemberRole
from meetings.models import Protocol, SearchEntry
from meetings.search.asking import read_question
from meetings.search.finding import BATCH, find
from meetings.search.index import index_meeting
from meetings.search.readers import reader_of
from meetings.use_cases import rebuild_search as rebuilding
from meetings.use_cases.annul import answer_annulment, propose_annulment
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import publish, publish_due, schedule_publication, unschedule_publication
from tests.factories import NOW, make_body, make_document, make_meeting, make_member, make_protocol, make_user
from tests.meetings.search.generated import made_document
from tests.meetings.search.shelf import shelve

pytestmark = pytest.mark.django_db
CANARY = "Канарейкин"
DAY = datetime.timedelta(days=1)


def found(user: Any, at: datetime.datetime = NOW, asked: str = CANARY) -> set[int]:
    """The editions whose entries the user finds at that moment."""
    return {hit.protocol_id for hit in find(read_question(asked), reader_of(user), at).hits}


def seen(user: Any, at: datetime.datetime = NOW) -> set[int]:
    """The editions in force that the user may read at that moment."""
    return set(Protocol.objects.visible_to(user, at=at).in_force(at).values_list("pk", flat=True))


@pytest.fixture
def readers(db: None) -> dict[str, Any]:
    readers = {"stranger": AnonymousUser(), "outsider": make_user(), "administrator": make_user(is_superuser=True)}
    return readers | {"member": make_user(), "secretary": make_user()}


def canary_document(body: Any) -> Any:
    document = make_document(body)
    item = dataclasses.replace(document.items[0], title=f"О письме гражданина {CANARY}а")
    return dataclasses.replace(document, items=(item, *document.items[1:]))


def stages(readers: dict[str, Any]) -> Iterator[str]:
    """Lead an edition through every stage, naming each; then a second edition that supersedes it at a set moment."""
    body = make_body(is_public=True)
    make_member(body, MemberRole.MEMBER, user=readers["member"])
    make_member(body, MemberRole.SECRETARY, user=readers["secretary"])
    first = shelve(canary_document(body), body, state="issued", published_at=None)
    actor, other = readers["secretary"], readers["administrator"]
    yield "issued"
    schedule_publication(protocol=first, moment=NOW + DAY, actor=actor, at=NOW, audience=Audience.EVERYBODY)
    yield "scheduled"
    unschedule_publication(protocol=first, actor=actor, at=NOW)
    yield "unscheduled"
    schedule_publication(protocol=first, moment=NOW + DAY, actor=actor, at=NOW, audience=Audience.MEMBERS)
    yield "scheduled for members"
    publish(protocol=first, actor=actor, at=NOW, audience=Audience.EVERYBODY)
    yield "published"
    second = shelve(canary_document(body), body, meeting=first.meeting, state="issued", published_at=None)
    yield "a second one issued"
    schedule_publication(protocol=second, moment=NOW + DAY, actor=actor, at=NOW)
    yield "the second one scheduled"
    publish_due(NOW + 2 * DAY)
    yield "the second one published"
    body.is_public = False
    body.save()
    yield "the body closed"
    propose_annulment(protocol=second, reason="ошибка", actor=actor, at=NOW)
    answer_annulment(protocol=second, is_confirmed=True, actor=other, at=NOW)
    yield "annulled"


def test_at_every_stage_a_reader_finds_what_he_may_read(readers: dict[str, Any]) -> None:
    moments = [NOW, NOW + DAY / 2, NOW + 3 * DAY]
    for stage in stages(readers):
        if stage == "the second one published":
            del moments[:2]  # they are past
        for name, user in readers.items():
            for at in moments:
                readable = seen(user, at)
                # of two editions of one meeting that a member may read, the newer one's entries are shown
                newest = {max(readable)} if readable else set()
                assert found(user, at) == newest, (stage, name, at)


def test_a_draft_is_not_found_and_an_issued_protocol_at_once(readers: dict[str, Any]) -> None:
    from meetings.mapping.record import record

    body = make_body(is_public=True)
    make_member(body, MemberRole.MEMBER, user=readers["member"])
    meeting = make_meeting(body)
    record(canary_document(body), meeting)
    assert not found(readers["administrator"])

    protocol = freeze(meeting=meeting, actor=readers["administrator"], at=NOW)
    assert found(readers["member"]) == {protocol.pk}
    assert found(readers["stranger"]) == set()


def test_the_key_sorts_by_day_and_every_entry_opens_a_place() -> None:
    newer, older = (shelve(made_document(number)) for number in (1, 2))
    days = [entry.held_on for entry in SearchEntry.objects.order_by("-id")]
    assert days == sorted(days, reverse=True)
    of_one = SearchEntry.objects.filter(protocol=newer).order_by("-id").values_list("where", flat=True)
    assert list(of_one)[:2] == ["", "items[0]"]
    assert SearchEntry.objects.filter(protocol=older).exists()


def test_many_hits_come_in_batches_without_a_gap_or_a_repeat() -> None:
    body = make_body(is_public=True)
    for _ in range(9):
        shelve(make_document(body, item_count=4), body)
    reader, question = reader_of(AnonymousUser()), read_question("план работы")
    first = find(question, reader, NOW)
    assert first.following
    rest = find(question, reader, NOW, lens=first.following[0], below=first.following[1])

    assert len(first.hits) == BATCH
    keys = [hit.id for hit in (*first.hits, *rest.hits)]
    assert len(keys) == len(set(keys))
    assert rest.hits
    assert max(hit.id for hit in rest.hits) < min(hit.id for hit in first.hits)


def test_a_question_costs_one_query_when_its_words_give_enough() -> None:
    body = make_body(is_public=True)
    shelve(make_document(body, item_count=12), body)
    for asked, most in (("план работы", 1), ("план небывальщины", 4)):
        with CaptureQueriesContext(connection) as queries:
            find(read_question(asked), reader_of(AnonymousUser()), NOW)
        assert len(queries) <= most


def test_rebuilding_goes_on_where_it_stopped(capsys: Any) -> None:
    body = make_body(is_public=True)
    for _ in range(3):
        make_protocol(make_meeting(body), state="published")
    steps = rebuilding.rebuild_search()
    assert next(steps)[:2] == (1, 3)
    steps.close()
    assert SearchEntry.objects.values("protocol").distinct().count() == 1

    call_command("rebuild_search")
    assert "внесено заседаний: 2" in capsys.readouterr().out
    call_command("rebuild_search")
    assert "уже есть всё" in capsys.readouterr().out
    before = list(SearchEntry.objects.values_list("id", "tokens"))
    call_command("rebuild_search", "--all")
    assert list(SearchEntry.objects.values_list("id", "tokens")) == before
    assert len(found(AnonymousUser(), asked="план работы")) == 3


ODD = (
    *("", "-", '"', '""', "-план", "«", "NEAR(план)", "план*", "план AND", "tokens:план", "'; --", "пл\x00ан", "\\"),
    *("☃", "ё" * 300, '"план работы', "план OR NOT", "(план", "план' | 'a", "#b1", "c++", "%_", "𝕏 план", "1.2.3.4"),
    *("5,", "²"),
)


@pytest.mark.parametrize("asked", ODD)
def test_no_question_is_too_odd(asked: str) -> None:
    body = make_body(is_public=True)
    shelve(make_document(body, item_count=1), body)
    question = read_question(asked)
    if question:
        find(question, reader_of(AnonymousUser()), NOW)


def test_phrases_exclusion_and_people() -> None:
    body = make_body(is_public=True)
    protocol = shelve(make_document(body, item_count=1), body)
    index_meeting(protocol.meeting)
    asked = {
        "«план работы»": True,
        "«работы план»": False,
        "план -отдел": True,
        "доложил -работы": False,
        "швецу": True,
        "С.С. Швецом": True,
        "соловьеву алену": True,
    }
    assert {one: bool(found(AnonymousUser(), asked=one)) for one in asked} == asked
