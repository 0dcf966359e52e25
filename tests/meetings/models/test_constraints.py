"""What the database itself refuses, whoever writes."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.document import vocabulary
from meetings.mapping.record import record
from meetings.models import (
    AgendaItem,
    Attendance,
    Decision,
    DecisionPoint,
    Meeting,
    Protocol,
    SignatureLine,
    Speech,
    Vote,
    VoteEvent,
)
from meetings.models.choices import _BY_VOCABULARY, label_of
from members.models import Body
from members.models.choices import Numbering
from tests import factories


@pytest.fixture
def meeting(db: None) -> Meeting:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    return meeting


BAD_CHANGES: dict[str, Callable[[], object]] = {
    "two lines in one place": lambda: Attendance.objects.update(order=0),
    "two questions in one place": lambda: AgendaItem.objects.update(order=0),
    "two points in one place": lambda: DecisionPoint.objects.update(parent=None, order=0),
    "two signatures in one place": lambda: SignatureLine.objects.update(order=0),
    "fewer than no votes": lambda: VoteEvent.objects.update(votes_for=-1),
    "fewer than no members": lambda: Meeting.objects.update(members_total=-1),
    "unknown option": lambda: Vote.objects.update(option="maybe"),
    "unknown status": lambda: Attendance.objects.update(status="late"),
    "unknown result": lambda: VoteEvent.objects.update(result="perhaps"),
    "unknown kind of speech": lambda: Speech.objects.update(kind="sung"),
    "last day before the first": lambda: Meeting.objects.update(held_until=datetime.date(2000, 1, 1)),
    "blank number": lambda: Meeting.objects.update(number=""),
    "role of a chair without a name": lambda: Meeting.objects.update(chair_name=None),
    "half an addressee": lambda: Decision.objects.update(addressee_name=None),
    "one's own parent": lambda: DecisionPoint.objects.update(parent_id=DecisionPoint.objects.first().pk),
    "quorum above the whole": lambda: Body.objects.update(quorum_numerator=3),
    "quorum of nothing": lambda: Body.objects.update(quorum_denominator=0),
    "nameless body": lambda: Body.objects.update(name=""),
}


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("deed", BAD_CHANGES.values(), ids=BAD_CHANGES)
def test_database_refuses(deed: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        deed()


def test_person_stands_once_in_the_attendance(meeting: Meeting) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(meeting=meeting).update(person=factories.make_person())


def test_published_edition_has_its_moment(meeting: Meeting) -> None:
    protocol = factories.make_protocol(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.filter(pk=protocol.pk).update(state="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_protocol(meeting, edition=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("numbering", "second_day", "is_taken"),
    [
        (Numbering.PER_YEAR, datetime.date(2024, 12, 31), True),
        (Numbering.PER_YEAR, datetime.date(2025, 1, 1), False),
        (Numbering.PER_YEAR, None, False),
        (Numbering.THROUGH, datetime.date(2025, 1, 1), True),
        (Numbering.THROUGH, None, True),
        (Numbering.NONE, datetime.date(2024, 1, 23), False),
    ],
)
def test_number_is_unique_within_its_period(
    numbering: Numbering, second_day: datetime.date | None, is_taken: bool
) -> None:
    body = factories.make_body(numbering=numbering)
    factories.make_meeting(body, number="14")
    factories.make_meeting(body)
    factories.make_meeting(body)  # no number meets no other
    factories.make_meeting(number="14")  # another body
    second = Meeting(body=body, number="14", held_on=second_day)
    if is_taken:
        with pytest.raises(ValidationError, match="уже есть"):
            second.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()
    else:
        second.full_clean()
        second.save()


def test_every_member_of_every_vocabulary_has_a_russian_label() -> None:
    for enum in _BY_VOCABULARY:
        for member in enum:
            assert any("а" <= letter <= "я" or letter.isdigit() for letter in str(label_of(member)).lower()), member
    assert vocabulary.Layout in _BY_VOCABULARY
