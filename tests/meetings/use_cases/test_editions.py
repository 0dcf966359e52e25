"""Freezing and publishing: what an edition holds, when it is refused, and what becomes of the older ones."""

import datetime
import hashlib
from typing import Any

import pytest

from meetings.document import tree
from meetings.document.codec import decode
from meetings.document.vocabulary import MeetingState, ProtocolState
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import HistoryEntry, HistoryVerb, Meeting, Protocol
from meetings.use_cases import parts
from meetings.use_cases.freeze import CannotFreeze, freeze
from meetings.use_cases.publish import CannotPublish, publish
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cheap_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The printing has its own tests; here only its bytes count."""
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda document, **_: b"%PDF " + document.place.encode())


@pytest.fixture
def meeting() -> Meeting:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    return meeting


def deed() -> dict[str, Any]:
    return {"actor": None, "at": factories.NOW}


def edit(meeting: Meeting, **changes: Any) -> Meeting:
    version = Meeting.objects.get(pk=meeting.pk).version
    return parts.update_header(changes=changes, meeting=meeting, version=version, **deed())  # type: ignore[typeddict-item]


def test_edition_is_the_photograph_of_the_rows(meeting: Meeting) -> None:
    document = compose(meeting)
    protocol = Protocol.objects.get(pk=freeze(meeting=meeting, **deed()).pk)
    edit(meeting, place="потом")
    assert decode(protocol.document) == document
    assert protocol.sha256 == hashlib.sha256(bytes(protocol.pdf)).hexdigest()
    assert protocol.document_sha256 == hashlib.sha256(protocol.document.encode()).hexdigest()
    assert (protocol.edition, protocol.state) == (1, ProtocolState.ISSUED)
    assert HistoryEntry.objects.filter(verb=HistoryVerb.ISSUED_PROTOCOL).get().details["sha256"] == protocol.sha256


def test_next_edition_supersedes_the_issued_and_leaves_the_published(meeting: Meeting) -> None:
    first = freeze(meeting=meeting, **deed())
    edit(meeting, place="второе")
    second = publish(protocol=freeze(meeting=meeting, reason=" Зал назван\nневерно ", **deed()), **deed())
    edit(meeting, place="третье")
    third = freeze(meeting=meeting, reason="Зал назван неверно и теперь", **deed())
    states = dict(Protocol.objects.values_list("edition", "state"))
    assert states == {1: ProtocolState.SUPERSEDED, 2: ProtocolState.PUBLISHED, 3: ProtocolState.ISSUED}
    publish(protocol=third, **deed())
    states = dict(Protocol.objects.values_list("edition", "state"))
    assert states == {1: ProtocolState.SUPERSEDED, 2: ProtocolState.SUPERSEDED, 3: ProtocolState.PUBLISHED}
    assert Protocol.objects.get(pk=second.pk).published_at == factories.NOW
    assert (first.edition, first.reason, second.reason) == (1, "", "Зал назван\nневерно")
    told = HistoryEntry.objects.filter(verb=HistoryVerb.ISSUED_PROTOCOL).order_by("pk")
    assert [entry.details.get("reason") for entry in told] == [None, second.reason, third.reason]


def test_nothing_is_corrected_without_a_reason(meeting: Meeting) -> None:
    freeze(meeting=meeting, reason="первой редакции причина не нужна", **deed())
    edit(meeting, place="второе")
    with pytest.raises(CannotFreeze, match="почему выпускается новая редакция"):
        freeze(meeting=meeting, reason="  \n", **deed())
    assert [(one.edition, one.reason) for one in Protocol.objects.all()] == [(1, "")]


def test_the_same_again_is_refused(meeting: Meeting) -> None:
    freeze(meeting=meeting, **deed())
    with pytest.raises(CannotFreeze, match=r"редакции 1 .*ничего не изменилось"):
        freeze(meeting=meeting, **deed())


def test_false_record_is_refused_with_the_findings(meeting: Meeting) -> None:
    edit(meeting, members_total=2, present_total=5)
    with pytest.raises(CannotFreeze, match="членов всего 2"):
        freeze(meeting=meeting, **deed())
    assert not Protocol.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": MeetingState.CANCELLED}, "отменено"),
        ({"held_on": factories.HELD_ON + datetime.timedelta(days=400)}, "ещё не состоялось"),
    ],
)
def test_meeting_that_did_not_take_place_has_no_protocol(meeting: Meeting, fields: Any, message: str) -> None:
    Meeting.objects.update(**fields)
    with pytest.raises(CannotFreeze, match=message):
        freeze(meeting=meeting, **deed())


def test_edit_during_printing_is_noticed(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    def render_slowly(_document: tree.ProtocolDocument, **_: object) -> bytes:
        edit(meeting, place="другой")
        return b"%PDF"

    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", render_slowly)
    with pytest.raises(CannotFreeze, match="изменили"):
        freeze(meeting=meeting, **deed())
    assert not Protocol.objects.exists()


@pytest.mark.parametrize("state", [ProtocolState.PUBLISHED, ProtocolState.SUPERSEDED, ProtocolState.ANNULLED])
def test_only_an_edition_on_its_way_is_published(meeting: Meeting, state: ProtocolState) -> None:
    protocol = factories.make_protocol(meeting, state=state)
    with pytest.raises(CannotPublish, match="опубликовать нельзя"):
        publish(protocol=protocol, **deed())
    assert not HistoryEntry.objects.exists()
