"""The page of annulment: who may do which half, what is said loudly, and to whom the reason is told."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.use_cases.publish import publish
from tests.factories import NOW, make_protocol
from tests.meetings.views.conftest import World

REASON = "Канарейкин голосовал дважды <b>"
TOLD = "Канарейкин голосовал дважды &lt;b&gt;"


@pytest.fixture
def edition(world: World) -> Protocol:
    world.body.is_public = True
    world.body.save()
    return publish(protocol=make_protocol(world.meeting), actor=world.users["secretary"], at=NOW)


def send(world: World, edition: Protocol, rung: str, deed: str, **sent: str) -> Any:
    cache.clear()
    url = reverse("annul_edition", args=[edition.pk])
    return world.client(rung).post(url, {"deed": deed} | sent, follow=True)


def state_of(edition: Protocol) -> str:
    return Protocol.objects.values_list("state", flat=True).get(pk=edition.pk)


@pytest.mark.parametrize(("one", "two"), [("secretary", "chair"), ("secretary", "administrator"), ("chair", "deputy")])
def test_two_people_annul(world: World, edition: Protocol, one: str, two: str) -> None:
    send(world, edition, one, "propose", reason=REASON)
    page = world.client(two).get(reverse("protocol", args=[edition.pk])).content.decode()
    assert "предложено аннулировать" in page
    assert TOLD in page
    told = send(world, edition, two, "confirm").content.decode()
    assert "Протокол аннулирован" in told
    assert TOLD in told
    assert state_of(edition) == ProtocolState.ANNULLED


@pytest.mark.parametrize("rung", ["secretary", "chair"])
def test_the_proposer_does_not_confirm(world: World, edition: Protocol, rung: str) -> None:
    send(world, edition, rung, "propose", reason=REASON)
    page = world.client(rung).get(reverse("annul_edition", args=[edition.pk])).content.decode()
    assert "Ждём ответа другого лица" in page
    assert 'value="confirm"' not in page
    send(world, edition, rung, "confirm")
    assert state_of(edition) == ProtocolState.PUBLISHED


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "secretary"])
def test_who_may_not_confirm_changes_nothing(world: World, edition: Protocol, rung: str) -> None:
    send(world, edition, "chair", "propose", reason=REASON)
    send(world, edition, rung, "confirm")
    assert state_of(edition) == ProtocolState.PUBLISHED


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "administrator"])
def test_who_may_not_propose_proposes_nothing(world: World, edition: Protocol, rung: str) -> None:
    send(world, edition, rung, "propose", reason=REASON)
    assert not edition.annulments.exists()


def test_a_proposal_needs_its_reason(world: World, edition: Protocol) -> None:
    assert "Не сохранено" in send(world, edition, "secretary", "propose", reason=" ").content.decode()
    assert not edition.annulments.exists()


def test_an_open_proposal_is_told_to_nobody_else(world: World, edition: Protocol) -> None:
    send(world, edition, "secretary", "propose", reason=REASON)
    for rung in ("anonymous", "outsider", "member"):
        assert "Канарейкин" not in world.client(rung).get(reverse("protocol", args=[edition.pk])).content.decode()


def test_the_old_code_says_annulled_and_the_reason_only_to_who_may_read(world: World, edition: Protocol) -> None:
    send(world, edition, "secretary", "propose", reason=REASON)
    send(world, edition, "chair", "confirm")
    for rung in ("anonymous", "outsider", "foreign_secretary", "member"):
        cache.clear()
        page = world.client(rung).get(reverse("verify_code", args=[edition.code]), follow=True).content.decode()
        assert "Протокол аннулирован" in page, rung
        assert "Канарейкин" not in page, rung
        assert world.client(rung).get(reverse("protocol", args=[edition.pk])).status_code == 404
        assert world.client(rung).get(reverse("edition_file", args=[edition.pk, "pdf"])).status_code == 404
    page = world.client("deputy").get(reverse("verify_code", args=[edition.code]), follow=True).content.decode()
    assert TOLD in page
