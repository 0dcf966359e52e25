"""Publication at a set moment and for whom: what is visible when, and what becomes of the rows and the history."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, transaction

from meetings.document.vocabulary import Audience, ProtocolState
from meetings.models import HistoryEntry, HistoryVerb, Meeting, Protocol
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import (
    CannotPublish,
    publish,
    publish_due,
    schedule_publication,
    unschedule_publication,
)
from meetings.use_cases.verify import verify_code
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MOMENT = NOW + datetime.timedelta(days=1)
BEFORE = MOMENT - datetime.timedelta(microseconds=1)
AFTER = MOMENT + datetime.timedelta(hours=1)
VISITOR = AnonymousUser()
DEED: dict[str, Any] = {"actor": None, "at": NOW}


@pytest.fixture
def meeting() -> Meeting:
    return factories.make_meeting(factories.make_body(is_public=True))


@pytest.fixture
def edition(meeting: Meeting) -> Protocol:
    return factories.make_protocol(meeting)


def seen(at: datetime.datetime) -> list[int]:
    return list(Protocol.objects.visible_to(VISITOR, at=at).values_list("edition", flat=True))


def verbs() -> list[str]:
    return list(HistoryEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_it_is_visible_from_its_moment_on_though_nothing_ran(edition: Protocol) -> None:
    edition = schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    assert (seen(NOW), seen(BEFORE), seen(MOMENT), seen(AFTER)) == ([], [], [1], [1])
    assert (edition.state_at(BEFORE), edition.state_at(MOMENT)) == (ProtocolState.ISSUED, ProtocolState.PUBLISHED)
    assert Protocol.objects.get().state == ProtocolState.ISSUED


def test_the_verify_page_follows_the_moment(edition: Protocol) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    found = verify_code(code=edition.code, user=VISITOR)
    assert found is not None
    assert found.state == ProtocolState.PUBLISHED, "the moment is past by the wall clock"
    assert found.published_at == MOMENT
    assert found.protocol is not None


def test_the_command_puts_the_row_right_and_a_second_time_nothing(edition: Protocol) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    assert publish_due(BEFORE) == []
    assert [one.pk for one in publish_due(AFTER)] == [edition.pk]
    edition.refresh_from_db()
    assert (edition.state, edition.published_at, edition.publish_at) == (ProtocolState.PUBLISHED, MOMENT, None)
    assert publish_due(AFTER) == []
    assert verbs() == [HistoryVerb.SCHEDULED_PUBLICATION, HistoryVerb.PUBLISHED_PROTOCOL]
    entry = HistoryEntry.objects.get(verb=HistoryVerb.PUBLISHED_PROTOCOL)
    assert (entry.at, entry.details["scheduled_for"]) == (AFTER, MOMENT.isoformat())
    assert seen(AFTER) == [1]


def test_the_command_line_tells_what_it_did(edition: Protocol, capsys: Any) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    call_command("publish_due")
    call_command("publish_due")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("опубликован: ")
    assert second == "Публиковать нечего."


def test_a_moment_is_changed_and_taken_back_before_it_comes(edition: Protocol) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    schedule_publication(protocol=edition, moment=AFTER, **DEED)
    assert (seen(MOMENT), seen(AFTER)) == ([], [1])
    unschedule_publication(protocol=edition, **DEED)
    assert seen(AFTER) == []
    changed = HistoryEntry.objects.order_by("pk")[1]
    assert changed.details["publish_at"] == [MOMENT.isoformat(), AFTER.isoformat()]
    assert verbs()[-1] == HistoryVerb.UNSCHEDULED_PUBLICATION
    with pytest.raises(CannotPublish, match="не назначена"):
        unschedule_publication(protocol=edition, **DEED)


@pytest.mark.parametrize("deed", ["publish", "schedule", "unschedule"])
def test_once_the_moment_has_come_it_is_published(edition: Protocol, deed: str) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    with pytest.raises(CannotPublish, match="опубликован"):
        if deed == "publish":
            publish(protocol=edition, actor=None, at=MOMENT)
        elif deed == "schedule":
            schedule_publication(protocol=edition, moment=AFTER, actor=None, at=MOMENT)
        else:
            unschedule_publication(protocol=edition, actor=None, at=MOMENT)
    assert seen(AFTER) == [1]


@pytest.mark.parametrize(
    ("moment", "told"), [(NOW, "уже прошёл"), (NOW + datetime.timedelta(days=3000), "Проверьте год")]
)
def test_a_senseless_moment_is_refused(edition: Protocol, moment: datetime.datetime, told: str) -> None:
    with pytest.raises(CannotPublish, match=told):
        schedule_publication(protocol=edition, moment=moment, **DEED)
    assert verbs() == []


def test_a_later_edition_supersedes_at_its_moment(meeting: Meeting, edition: Protocol) -> None:
    publish(protocol=edition, **DEED)
    second = factories.make_protocol(meeting)
    schedule_publication(protocol=second, moment=MOMENT, **DEED)

    def in_force(at: datetime.datetime) -> list[int]:
        return list(Protocol.objects.visible_to(VISITOR, at=at).in_force(at).values_list("edition", flat=True))

    assert (in_force(BEFORE), in_force(MOMENT)) == ([1], [2])
    publish_due(AFTER)
    states = dict(Protocol.objects.values_list("edition", "state"))
    assert states == {1: ProtocolState.SUPERSEDED, 2: ProtocolState.PUBLISHED}


def test_no_moment_is_set_for_an_edition_with_a_newer_one(meeting: Meeting, edition: Protocol) -> None:
    factories.make_protocol(meeting)
    with pytest.raises(CannotPublish, match="Есть редакция 2"):
        schedule_publication(protocol=edition, moment=MOMENT, **DEED)


def test_a_new_edition_takes_the_moment_of_the_old_one_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from meetings.mapping.record import record

    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda *_, **__: b"%PDF")
    meeting = factories.make_meeting(factories.make_body(is_public=True))
    first = factories.make_protocol(meeting)
    record(factories.make_document(meeting.body, item_count=2), meeting)
    schedule_publication(protocol=first, moment=MOMENT, **DEED)
    freeze(meeting=meeting, reason="Опечатка", **DEED)
    first.refresh_from_db()
    assert (first.state, first.publish_at) == (ProtocolState.SUPERSEDED, None)
    assert seen(AFTER) == []


def test_issued_behind_its_moment_the_old_one_stays_published(monkeypatch: pytest.MonkeyPatch) -> None:
    from meetings.mapping.record import record

    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda *_, **__: b"%PDF")
    meeting = factories.make_meeting(factories.make_body(is_public=True))
    first = factories.make_protocol(meeting)
    record(factories.make_document(meeting.body, item_count=2), meeting)
    schedule_publication(protocol=first, moment=MOMENT, **DEED)
    freeze(meeting=meeting, actor=None, at=AFTER, reason="Опечатка")
    first.refresh_from_db()
    assert (first.state, first.published_at) == (ProtocolState.PUBLISHED, MOMENT)


def test_for_members_it_stays_closed_to_visitors(edition: Protocol) -> None:
    publish(protocol=edition, audience=Audience.MEMBERS, **DEED)
    assert seen(AFTER) == []
    Protocol.objects.update(state=ProtocolState.SUPERSEDED)
    assert seen(AFTER) == []
    member = factories.make_user()
    factories.make_member(edition.meeting.body, user=member)
    assert Protocol.objects.visible_to(member).count() == 1
    stranger = factories.make_user()
    assert not Protocol.objects.visible_to(stranger).exists()


def test_a_closed_body_publishes_for_its_members_only() -> None:
    protocol = factories.make_protocol()
    with pytest.raises(CannotPublish, match="закрыты"):
        publish(protocol=protocol, audience=Audience.EVERYBODY, **DEED)
    assert publish(protocol=protocol, **DEED).audience == Audience.MEMBERS


def test_the_database_knows_no_moment_of_a_dead_edition(edition: Protocol) -> None:
    schedule_publication(protocol=edition, moment=MOMENT, **DEED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.update(state=ProtocolState.SUPERSEDED)
