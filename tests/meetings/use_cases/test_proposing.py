"""What a new row holds before anybody typed: as the row above it, else as the body's last protocol had it."""

import datetime
from typing import Any

import pytest

from meetings.document.vocabulary import SpeechKind
from meetings.models import Decision, Meeting, Speech
from meetings.use_cases.desk_rows import add_row
from members.models import Body
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return factories.make_body()


def meeting_of(body: Body, day: int, *numbers: str | None, kind: SpeechKind = SpeechKind.SPOKE) -> Meeting:
    """A meeting with one question, a speech of that kind, and decisions numbered so."""
    meeting = factories.make_meeting(body, held_on=datetime.date(2024, 2, day))
    item = meeting.items.create(order=0, number="2", title="О плане")
    if numbers:
        Speech.objects.create(meeting=meeting, item=item, order=0, kind=kind)
    for order, number in enumerate(numbers):
        Decision.objects.create(meeting=meeting, item=item, order=order, number=number)
    return meeting


def add(meeting: Meeting, kind: str) -> Any:
    item = meeting.items.get()
    return add_row(kind=kind, item_pk=item.pk, meeting=meeting, actor=None, at=factories.NOW)


def test_without_a_past_the_first_is_heard_and_the_rest_speak(body: Body) -> None:
    meeting = meeting_of(body, 1)
    assert [add(meeting, "speech").kind for _ in range(3)] == [SpeechKind.HEARD, SpeechKind.SPOKE, SpeechKind.SPOKE]
    assert [add(meeting, "decision").number for _ in range(2)] == [None, None]


@pytest.mark.parametrize(
    ("past", "proposed"),
    [(("1", "2"), ["1", "2"]), (("2.1",), ["2.1", "2.2"]), ((None,), [None, None]), (("5/3",), [None, None])],
)
def test_the_last_protocol_tells_how_decisions_are_numbered(
    body: Body, past: tuple[str | None, ...], proposed: list[str | None]
) -> None:
    meeting_of(body, 1, "7.1")
    meeting_of(body, 2, *past)
    meeting_of(factories.make_body(), 3, "1")
    meeting = meeting_of(body, 4)
    assert [add(meeting, "decision").number for _ in range(2)] == proposed


def test_a_body_whose_papers_know_only_speakers_goes_on_so(body: Body) -> None:
    meeting_of(body, 1, "1", kind=SpeechKind.SPOKE)
    meeting = meeting_of(body, 2)
    assert [add(meeting, "speech").kind for _ in range(2)] == [SpeechKind.SPOKE, SpeechKind.SPOKE]
