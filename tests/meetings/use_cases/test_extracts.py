"""Extracts: frozen with their edition's hash, the same for the same choice, numbered without gaps by many at once."""

import datetime
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from meetings.document.codec import decode
from meetings.document.excerpt import Certification, ExtractDocument, Place, decode_extract
from meetings.document.vocabulary import ProtocolState
from meetings.models import Extract, HistoryEntry, HistoryVerb, Protocol
from meetings.rendering.extract import EXTRACT_FORMATS, ExtractFormat
from meetings.rendering.pdf import PrintingFailed
from meetings.use_cases.extract import CannotAnnul, CannotExtract, annul_extract, make_extract
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = factories.NOW.date()
LATER = factories.NOW + datetime.timedelta(days=3)


def print_cheaply(extract: ExtractDocument) -> bytes:
    return f"%PDF № {extract.number}".encode()


def use_press(monkeypatch: pytest.MonkeyPatch, press: Any) -> None:
    monkeypatch.setitem(EXTRACT_FORMATS, "pdf", ExtractFormat("pdf", "application/pdf", press))


@pytest.fixture(autouse=True)
def _cheap_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The printing has its own tests; here only its bytes count."""
    use_press(monkeypatch, print_cheaply)


@pytest.fixture
def protocol() -> Protocol:
    return factories.make_protocol()


def certification(**fields: Any) -> Certification:
    return Certification(**{"role": "Секретарь коллегии", "name": "С.С. Швец", "certified_on": TODAY} | fields)


def take(protocol: Protocol, *places: Place, at: datetime.datetime = LATER, **certified: Any) -> Extract:
    """Make an extract and read it back whole."""
    made = make_extract(protocol=protocol, places=places, certification=certification(**certified), actor=None, at=at)
    return Extract.objects.select_related("protocol__meeting").get(pk=made.pk)


def test_extract_is_frozen_with_a_reference_to_its_edition(protocol: Protocol) -> None:
    extract = take(protocol, (1,))
    stored = decode_extract(extract.document)

    assert [item.number for item in stored.protocol.items] == ["2"]
    assert stored.protocol.attendees == decode(protocol.document).attendees
    assert (stored.number, stored.edition, stored.edition_sha256) == (1, 1, protocol.document_sha256)
    assert stored.certification == certification()
    assert bytes(extract.pdf) == "%PDF № 1".encode()
    assert extract.sha256 == hashlib.sha256(bytes(extract.pdf)).hexdigest()
    assert extract.document_sha256 == hashlib.sha256(extract.document.encode()).hexdigest()
    assert extract.subject == "Вопрос 2. О плане работы отдела № 2"
    entry = HistoryEntry.objects.get(verb=HistoryVerb.MADE_EXTRACT)
    assert entry.meeting_id == protocol.meeting_id
    assert (entry.details["number"], entry.details["sha256"]) == (1, extract.sha256)


def test_the_same_choice_is_the_same_extract_however_it_was_made(protocol: Protocol) -> None:
    first = take(protocol, (0, 0), at=LATER)
    again = take(protocol, (0, 0, 0, 0), (0, 0, 0), name="Кто-то Другой", at=LATER + datetime.timedelta(days=9))

    assert again.pk == first.pk
    assert Extract.objects.count() == 1
    assert take(protocol, (1,), (0,)).number == 2
    assert HistoryEntry.objects.filter(verb=HistoryVerb.MADE_EXTRACT).count() == 2


def test_subject_names_single_decisions() -> None:
    protocol = factories.make_protocol()
    document = json.loads(protocol.document)
    item = document["protocol"]["items"][0]
    item["decisions"].append(item["decisions"][0] | {"number": "1.2"})
    item["votes"] = []
    text = json.dumps(document, ensure_ascii=False)
    other = factories.make_protocol(protocol.meeting, document=text)

    assert take(other, (0, 1), (2,)).subject == (
        "Вопрос 1. О плане работы отдела № 1: решение 1.2; Вопрос 3. О плане работы отдела № 3"
    )


def test_numbers_run_through_the_body_and_start_anew_in_another(protocol: Protocol) -> None:
    sibling = factories.make_protocol(factories.make_meeting(protocol.meeting.body))
    assert [take(one, (0,)).number for one in (protocol, sibling, factories.make_protocol())] == [1, 2, 1]


@pytest.mark.parametrize("state", [ProtocolState.SUPERSEDED, ProtocolState.ANNULLED])
def test_a_dead_edition_gives_no_new_extract_but_still_the_old(protocol: Protocol, state: ProtocolState) -> None:
    old = take(protocol, (0,))
    Protocol.objects.filter(pk=protocol.pk).update(state=state)

    assert take(protocol, (0,)).pk == old.pk
    with pytest.raises(CannotExtract, match="из действующей редакции"):
        take(protocol, (1,))
    assert Extract.objects.count() == 1


def test_edition_superseded_during_the_print_is_noticed(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    def supersede(_extract: ExtractDocument) -> bytes:
        Protocol.objects.filter(pk=protocol.pk).update(state=ProtocolState.SUPERSEDED)
        return b"%PDF"

    use_press(monkeypatch, supersede)
    with pytest.raises(CannotExtract, match="новая редакция"):
        take(protocol, (0,))
    assert not Extract.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"role": " "}, "должность и имя"),
        ({"name": ""}, "должность и имя"),
        ({"certified_on": LATER.date() + datetime.timedelta(days=1)}, "ещё не наступила"),
        ({"certified_on": TODAY - datetime.timedelta(days=1)}, "раньше выпуска"),
    ],
)
def test_false_certification_is_refused(protocol: Protocol, fields: Any, message: str) -> None:
    with pytest.raises(CannotExtract, match=message):
        take(protocol, (0,), **fields)
    assert not Extract.objects.exists()


@pytest.mark.parametrize("places", [[], [(9,)], [(0, 9)]])
def test_nothing_is_no_extract(protocol: Protocol, places: list[Place]) -> None:
    with pytest.raises(CannotExtract, match="Выберите"):
        take(protocol, *places)


def test_paper_that_cannot_be_printed_takes_no_number(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    def jam(_extract: ExtractDocument) -> bytes:
        raise PrintingFailed("Бумага кончилась.")

    use_press(monkeypatch, jam)
    with pytest.raises(CannotExtract, match="Бумага кончилась"):
        take(protocol, (0,))
    use_press(monkeypatch, print_cheaply)
    assert take(protocol, (0,)).number == 1


def test_signers_are_told_of_a_signed_edition(protocol: Protocol) -> None:
    assert not decode_extract(take(protocol, (0,)).document).is_original_signed
    Protocol.objects.filter(pk=protocol.pk).update(state=ProtocolState.SIGNED, signed_at=LATER)
    assert decode_extract(take(protocol, (1,)).document).is_original_signed


def test_number_taken_during_the_print_is_printed_anew(protocol: Protocol, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else is quicker every time: the last print holds the number."""
    sibling = factories.make_protocol(factories.make_meeting(protocol.meeting.body))
    prints: list[int] = []

    def overtake(extract: ExtractDocument) -> bytes:
        prints.append(extract.number)
        if len(prints) <= 3:
            use_press(monkeypatch, print_cheaply)
            take(sibling, (len(prints) - 1,))
            use_press(monkeypatch, overtake)
        return print_cheaply(extract)

    use_press(monkeypatch, overtake)
    extract = take(protocol, (0,))

    assert prints == [1, 2, 3, 4]
    assert (extract.number, bytes(extract.pdf)) == (4, "%PDF № 4".encode())
    assert decode_extract(extract.document).number == 4


def test_annulled_extract_keeps_its_number_and_makes_room(protocol: Protocol) -> None:
    first = take(protocol, (0,))
    annulled = annul_extract(extract=first, reason=" Ошибка в должности ", actor=None, at=LATER)
    second = take(protocol, (0,), role="Председатель коллегии")

    assert annulled.annulled_reason == "Ошибка в должности"
    assert (first.number, second.number) == (1, 2)
    assert HistoryEntry.objects.get(verb=HistoryVerb.ANNULLED_EXTRACT).details["number"] == 1
    with pytest.raises(CannotAnnul, match="уже"):
        annul_extract(extract=first, reason="ещё раз", actor=None, at=LATER)
    with pytest.raises(CannotAnnul, match="почему"):
        annul_extract(extract=second, reason=" ", actor=None, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_no_double() -> None:
    body = factories.make_body()
    protocols = [factories.make_protocol(factories.make_meeting(body)) for _ in range(8)]
    work = [(protocol, place) for protocol in protocols for place in range(3)] * 2

    def make(job: tuple[Protocol, int]) -> tuple[int, int]:
        try:
            made = make_extract(
                protocol=job[0], places=[(job[1],)], certification=certification(), actor=None, at=LATER
            )
            return made.pk, made.number
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(make, work))

    assert len(set(made)) == 24, "asked twice, made once"
    assert sorted(Extract.objects.values_list("number", flat=True)) == list(range(1, 25))
    for extract in Extract.objects.all():
        assert decode_extract(extract.document).number == extract.number
        assert bytes(extract.pdf) == f"%PDF № {extract.number}".encode()
