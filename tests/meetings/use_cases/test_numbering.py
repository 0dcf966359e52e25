"""Numbers of protocols: given at issuing, without gaps and doubles, whoever presses at the same time."""

import datetime
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from meetings.document import tree
from meetings.document.codec import decode
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import HistoryEntry, HistoryVerb, Meeting, Protocol
from meetings.rendering.pdf import PrintingFailed
from meetings.use_cases import freeze as freezing
from meetings.use_cases.bodies import update_body
from meetings.use_cases.freeze import CannotFreeze, freeze
from meetings.use_cases.numbering import NextNumber, next_number
from members.models import Body
from members.models.choices import Numbering
from tests import factories

pytestmark = pytest.mark.django_db

PRINT = "meetings.rendering.pdf.render_pdf"


@pytest.fixture(autouse=True)
def _cheap_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PRINT, lambda document, **_options: f"%PDF № {document.number}".encode())


@pytest.fixture
def body() -> Body:
    return factories.make_body(numbering=Numbering.PER_YEAR)


def deed() -> dict[str, Any]:
    return {"actor": None, "at": factories.NOW}


def draft(body: Body, **fields: Any) -> Meeting:
    """A draft that waits for a number, different from every other."""
    meeting = factories.make_meeting(body, **{"is_number_due": True} | fields)
    document = factories.make_document(body, item_count=1)
    record(replace(document, held_on=meeting.held_on, number=meeting.number), meeting)
    return meeting


def number_of(meeting: Meeting) -> str | None:
    return Meeting.objects.get(pk=meeting.pk).number


def issued(meeting: Meeting) -> str | None:
    """Issue the draft and return the number on the paper, which all its forms share."""
    protocol = freeze(meeting=meeting, reason="Описка", **deed())
    stored = Protocol.objects.get(pk=protocol.pk)
    number = decode(stored.document).number
    assert bytes(stored.pdf) == f"%PDF № {number}".encode()
    assert number_of(meeting) == number
    assert decode(stored.document) == compose(Meeting.objects.select_related("body").get(pk=meeting.pk))
    return number


def test_a_draft_gets_the_next_number_when_it_is_issued(body: Body) -> None:
    first, second, third = (draft(body) for _ in range(3))
    assert next_number(second) == NextNumber("1")
    assert number_of(second) is None, "foreseen, not taken"
    assert [issued(second), issued(third), issued(first)] == ["1", "2", "3"], "in the order of issuing"
    entry = HistoryEntry.objects.filter(meeting=second, verb=HistoryVerb.ISSUED_PROTOCOL).get()
    assert entry.details["number"] == "1"


def test_numbers_begin_anew_with_the_year_of_the_meeting(body: Body) -> None:
    assert issued(draft(body)) == "1"
    assert issued(draft(body, held_on=datetime.date(2023, 12, 26))) == "1"
    assert issued(draft(body)) == "2"


def test_numbers_for_all_time_go_on_over_the_years() -> None:
    body = factories.make_body(numbering=Numbering.THROUGH)
    assert issued(draft(body)) == "1"
    assert issued(draft(body, held_on=datetime.date(2023, 12, 26))) == "2"
    assert issued(draft(factories.make_body(numbering=Numbering.THROUGH))) == "1", "another body counts for itself"


def test_a_body_without_numbers_and_a_protocol_read_in_get_none(body: Body) -> None:
    assert issued(draft(factories.make_body(numbering=Numbering.NONE))) is None
    assert issued(draft(body, is_number_due=False)) is None
    assert issued(draft(body, held_on=None)) is None, "no year to count in"


def test_a_number_typed_by_hand_stays_and_moves_the_count(body: Body) -> None:
    assert issued(draft(body, number="14", is_number_due=False)) == "14"
    assert issued(draft(body)) == "15"
    assert issued(draft(body, number="20")) == "20"
    assert next_number(draft(body)) == NextNumber("21"), "many missing: an archive, not an oversight"
    typed = draft(body, number="23")
    assert next_number(draft(body)) == NextNumber("24"), "a draft's number counts while it stands there"
    typed.delete()
    assert issued(draft(body)) == "21"


def test_a_few_missing_numbers_are_told(body: Body) -> None:
    for number in ("7", "8", "10"):
        factories.make_meeting(body, number=number)
    assert next_number(draft(body)) == NextNumber("11", ("9",))


def test_numbers_that_are_no_numbers_do_not_break_the_count(body: Body) -> None:
    for number in ("8/19", "1-2023", "б/н", "XII", "٣", "20240123", "15а", "007"):
        factories.make_meeting(body, number=number)
    assert issued(draft(body)) == "8"


def test_a_later_edition_keeps_the_number(body: Body) -> None:
    meeting = draft(body)
    assert issued(meeting) == "1"
    assert issued(draft(body)) == "2"
    Meeting.objects.filter(pk=meeting.pk).update(place="другой зал")
    assert issued(meeting) == "1"
    Meeting.objects.filter(pk=meeting.pk).update(number=None)
    assert next_number(Meeting.objects.get(pk=meeting.pk)) == NextNumber("1"), "wiped out, not given away"
    factories.make_meeting(body, number="1")
    assert next_number(Meeting.objects.get(pk=meeting.pk)) == NextNumber("3")


@pytest.mark.parametrize("step", [PRINT, "meetings.use_cases.freeze.write_history"])
def test_a_failure_leaves_no_gap(body: Body, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    failed = draft(body)

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise PrintingFailed

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises((CannotFreeze, PrintingFailed)):
            freeze(meeting=failed, **deed())
    assert number_of(failed) is None
    assert not Protocol.objects.exists()
    assert [issued(draft(body)), issued(failed)] == ["1", "2"]


def test_the_paper_is_printed_anew_when_another_protocol_was_faster(
    body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, printed = draft(body), []

    def overtaken(document: tree.ProtocolDocument, **_options: bool) -> bytes:
        printed.append(document.number)
        if len(printed) <= 2:  # and the third time under the lock
            factories.make_meeting(body, number=document.number)
        return f"%PDF № {document.number}".encode()

    monkeypatch.setattr(PRINT, overtaken)
    assert issued(meeting) == "3"
    assert printed == ["1", "2", "3"]


def test_overtaken_for_ever_is_a_refusal_that_leaves_no_trace(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = draft(body)

    def always_overtaken(document: tree.ProtocolDocument, **_options: bool) -> bytes:
        factories.make_meeting(body, number=document.number)
        return b"%PDF"

    monkeypatch.setattr(PRINT, always_overtaken)
    with pytest.raises(CannotFreeze, match="Повторите"):
        freeze(meeting=meeting, **deed())
    assert (number_of(meeting), Protocol.objects.count()) == (None, 0)


def test_a_policy_changed_while_printing_is_noticed(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, printed = draft(body), []

    def changed(document: tree.ProtocolDocument, **_options: bool) -> bytes:
        if not printed:
            update_body(body=body, numbering=Numbering.NONE, **deed())
        printed.append(document.number)
        return f"%PDF № {document.number}".encode()

    monkeypatch.setattr(PRINT, changed)
    assert issued(meeting) is None
    assert printed == ["1", None]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tries", [freezing._TRIES, 0], ids=["foreseen", "under the lock"])
def test_no_gap_and_no_double_whoever_presses_at_once(monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
    """Six drafts of one body, three presses each, six at a time; one more cannot be printed."""
    body = factories.make_body(numbering=Numbering.THROUGH)
    factories.make_meeting(body, number="4")
    drafts = [draft(body) for _ in range(6)]
    broken = draft(body)
    Meeting.objects.filter(pk=broken.pk).update(place="сбой")
    monkeypatch.setattr(freezing, "_TRIES", tries)

    def print_slowly(document: tree.ProtocolDocument, **_options: bool) -> bytes:
        time.sleep(0.03)
        if document.place == "сбой":
            raise PrintingFailed
        return f"%PDF № {document.number}".encode()

    monkeypatch.setattr(PRINT, print_slowly)

    def press(meeting: Meeting) -> str:
        try:
            return decode(freeze(meeting=meeting, **deed()).document).number or ""
        except CannotFreeze:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        outcomes = Counter(threads.map(press, [*drafts, broken] * 3))
    expected = {str(number) for number in range(5, 11)}
    assert outcomes == Counter(dict.fromkeys(expected, 1) | {"refused": 15})
    assert set(Meeting.objects.filter(pk__in=[one.pk for one in drafts]).values_list("number", flat=True)) == expected
    for protocol in Protocol.objects.select_related("meeting"):
        assert decode(protocol.document).number == protocol.meeting.number
        assert bytes(protocol.pdf) == f"%PDF № {protocol.meeting.number}".encode()
    assert number_of(broken) is None
