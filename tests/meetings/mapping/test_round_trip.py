"""The law tree → rows → tree, and what it costs in queries."""

import dataclasses

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from meetings.document.tree import ProtocolDocument
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.mapping.rows import PARTS
from meetings.models import Attendance, Meeting, Speech
from tests import factories
from tests.strategies import documents

laws = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


@pytest.mark.django_db
@laws
@given(document=documents())
def test_compose_undoes_record(document: ProtocolDocument) -> None:
    with transaction.atomic():
        meeting = Meeting(body=factories.make_body())
        record(document, meeting)
        assert compose(fresh(meeting)) == document
        transaction.set_rollback(True)


@pytest.mark.django_db
@laws
@given(first=documents(most_items=2), second=documents(most_items=2))
def test_record_replaces_what_was_there(first: ProtocolDocument, second: ProtocolDocument) -> None:
    with transaction.atomic():
        meeting = Meeting(body=factories.make_body())
        record(first, meeting)
        record(second, fresh(meeting))
        assert compose(fresh(meeting)) == second
        transaction.set_rollback(True)


@pytest.mark.django_db
@laws
@given(document=documents(most_items=1))
def test_label_of_the_body_may_be_missing_in_a_paper(document: ProtocolDocument) -> None:
    with transaction.atomic():
        body = factories.make_body(paper_style={"labels": [["date", "Дата: {date}"], ["heard", "Слушали и решили:"]]})
        meeting = Meeting(body=body)
        record(document, meeting)
        assert compose(fresh(meeting)) == document
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_draft_follows_the_style_of_its_body() -> None:
    body = factories.make_body()
    meeting = factories.make_meeting(body)
    record(factories.make_document(body), meeting)
    body.paper_style = {"font_size_pt": 12}
    body.save()
    assert compose(fresh(meeting)).style.font_size_pt == 12


@pytest.mark.django_db
def test_style_kept_whole_does_not_follow() -> None:
    body = factories.make_body(paper_style={"labels": [["date", "Дата: {date}"]]})
    document = dataclasses.replace(factories.make_document(body), style=factories.make_body().style)
    meeting = factories.make_meeting(body)
    record(document, meeting)
    assert fresh(meeting).is_style_own
    assert compose(fresh(meeting)) == document


@pytest.mark.django_db
@pytest.mark.parametrize("item_count", [3, 40])
def test_compose_costs_one_query(item_count: int, django_assert_num_queries) -> None:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body, item_count=item_count), meeting)
    with django_assert_num_queries(2):  # the meeting with its body, and all its parts
        document = compose(fresh(meeting))
    assert len(document.items) == item_count


@pytest.mark.django_db
def test_record_costs_the_same_for_3_and_for_40_items() -> None:
    costs = []
    for item_count in (3, 40):
        meeting = factories.make_meeting()
        document = factories.make_document(meeting.body, item_count=item_count)
        with CaptureQueriesContext(connection) as queries:
            record(document, meeting)
        written = {query["sql"].split('"')[1] for query in queries if query["sql"].startswith("INSERT")}
        assert len(written) == len(PARTS) - 2  # no absences, no attachments
        costs.append(sum(not query["sql"].startswith("INSERT") for query in queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_person_is_linked_once_per_list_and_kept_by_name() -> None:
    meeting = factories.make_meeting()
    document = factories.make_document(meeting.body)
    twice = (*document.attendees, document.attendees[0])
    person = factories.make_person()
    record(dataclasses.replace(document, attendees=twice), meeting, {"Соловьёва Алёна Ильинична": person.pk})
    assert list(Attendance.objects.filter(person=person).values_list("order", flat=True)) == [0]
    speech = dataclasses.replace(document.items[0].speeches[0], name="Соловьёва Алёна Ильинична")
    record(dataclasses.replace(document, opening=(speech,)), fresh(meeting))
    assert Speech.objects.get(meeting=meeting, item=None).person == person
    assert Attendance.objects.get(person=person).meeting == meeting
