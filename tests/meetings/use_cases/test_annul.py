"""Annulment takes two people, one reason, and leaves nothing half: also against the database itself."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from meetings.document.vocabulary import ProtocolState
from meetings.models import Annulment, HistoryEntry, HistoryVerb, Protocol
from meetings.use_cases.annul import CannotAnnul, answer_annulment, propose_annulment
from meetings.use_cases.publish import schedule_publication
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + datetime.timedelta(days=1)


@pytest.fixture
def edition() -> Protocol:
    return factories.make_protocol(factories.make_meeting(factories.make_body(is_public=True)))


@pytest.fixture
def first() -> Any:
    return factories.make_user()


@pytest.fixture
def second() -> Any:
    return factories.make_user()


def propose(edition: Protocol, actor: Any, reason: str = "перепутаны протоколы") -> Annulment:
    return propose_annulment(protocol=edition, reason=reason, actor=actor, at=NOW)


def verbs() -> list[str]:
    return list(HistoryEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_one_proposes_and_another_confirms(edition: Protocol, first: Any, second: Any) -> None:
    propose(edition, first)
    edition.refresh_from_db()
    assert edition.state == ProtocolState.ISSUED, "a proposal alone changes nothing"
    answer_annulment(protocol=edition, is_confirmed=True, actor=second, at=LATER)
    edition.refresh_from_db()
    assert edition.state == ProtocolState.ANNULLED
    assert verbs() == [HistoryVerb.PROPOSED_ANNULMENT, HistoryVerb.ANNULLED_PROTOCOL]
    entry = HistoryEntry.objects.get(verb=HistoryVerb.ANNULLED_PROTOCOL)
    assert (entry.actor, entry.at) == (second, LATER)
    assert entry.details == {"edition": 1, "reason": "перепутаны протоколы", "proposed_by": first.pk}


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_nobody_acts_for_two(edition: Protocol, first: Any, is_confirmed: bool) -> None:
    propose(edition, first)
    with pytest.raises(CannotAnnul, match="другое лицо"):
        answer_annulment(protocol=edition, is_confirmed=is_confirmed, actor=first, at=LATER)
    edition.refresh_from_db()
    assert edition.state == ProtocolState.ISSUED
    assert verbs() == [HistoryVerb.PROPOSED_ANNULMENT]


def test_declined_it_counts_on_and_may_be_proposed_again(edition: Protocol, first: Any, second: Any) -> None:
    propose(edition, first)
    answer_annulment(protocol=edition, is_confirmed=False, actor=second, at=LATER)
    edition.refresh_from_db()
    assert edition.state == ProtocolState.ISSUED
    with pytest.raises(CannotAnnul, match="уже ответили"):
        answer_annulment(protocol=edition, is_confirmed=True, actor=second, at=LATER)
    propose(edition, second)
    assert verbs()[-2:] == [HistoryVerb.DECLINED_ANNULMENT, HistoryVerb.PROPOSED_ANNULMENT]


def test_one_open_proposal_with_a_reason(edition: Protocol, first: Any, second: Any) -> None:
    with pytest.raises(CannotAnnul, match="причину"):
        propose(edition, first, reason=" \n")
    propose(edition, first)
    with pytest.raises(CannotAnnul, match="уже предложено"):
        propose(edition, second)


@pytest.mark.parametrize("state", [ProtocolState.SUPERSEDED, ProtocolState.ANNULLED])
def test_what_is_dead_is_not_annulled(first: Any, state: ProtocolState) -> None:
    with pytest.raises(CannotAnnul, match="аннулировать нельзя"):
        propose(factories.make_protocol(state=state), first)


def test_superseded_meanwhile_it_can_only_be_declined(edition: Protocol, first: Any, second: Any) -> None:
    propose(edition, first)
    Protocol.objects.update(state=ProtocolState.SUPERSEDED)
    with pytest.raises(CannotAnnul, match="заменила новая"):
        answer_annulment(protocol=edition, is_confirmed=True, actor=second, at=LATER)
    answer_annulment(protocol=edition, is_confirmed=False, actor=second, at=LATER)


def test_an_annulled_edition_is_not_published_at_its_moment(edition: Protocol, first: Any, second: Any) -> None:
    schedule_publication(protocol=edition, moment=LATER, actor=first, at=NOW)
    propose(edition, first)
    answer_annulment(protocol=edition, is_confirmed=True, actor=second, at=NOW)
    edition.refresh_from_db()
    assert (edition.state, edition.publish_at) == (ProtocolState.ANNULLED, None)


def test_the_database_refuses_what_the_use_case_refuses(edition: Protocol, first: Any, second: Any) -> None:
    proposal = propose(edition, first)
    answer = {"is_confirmed": True, "answered_at": LATER}
    for deed in (
        lambda: Annulment.objects.create(protocol=edition, reason="ещё", proposed_at=NOW, proposed_by=second),
        lambda: Annulment.objects.filter(pk=proposal.pk).update(reason=""),
        lambda: Annulment.objects.filter(pk=proposal.pk).update(**answer, answered_by=first),
        lambda: Annulment.objects.filter(pk=proposal.pk).update(**answer),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
