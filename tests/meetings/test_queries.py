"""The desk: what is on it for whom, at a cost that does not grow."""

import datetime
from typing import Any

import pytest

from meetings.document.vocabulary import AssignmentState, MeetingState, MemberRole, ProtocolState
from meetings.mapping.record import record
from meetings.models import Task
from meetings.queries import desk
from meetings.use_cases.execution import take_under_control
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 2, 1)


@pytest.fixture
def body() -> Any:
    return factories.make_body()


@pytest.fixture
def secretary(body: Any) -> Any:
    user = factories.make_user()
    factories.make_member(body, MemberRole.SECRETARY, user=user)
    return user


def control(protocol: Any) -> None:
    """Take the points of an edition under control, to be done on the day."""
    assert take_under_control(protocol=protocol, actor=None, at=factories.NOW)
    protocol.tasks.update(due_on=TODAY)


def test_desk_of_a_secretary(body: Any, secretary: Any) -> None:
    draft = factories.make_meeting(body)
    record(factories.make_document(body, item_count=1), draft)
    frozen = factories.make_protocol(factories.make_meeting(body), state=ProtocolState.PUBLISHED)
    factories.make_meeting(body, state=MeetingState.CANCELLED)
    factories.make_meeting()
    found = desk(secretary, TODAY)
    assert [(own.pk, own.viewer_role) for own in found.bodies] == [(body.pk, "secretary")]
    assert found.drafts == [draft]
    assert found.due == []
    control(frozen)
    assert {task.meeting for task in desk(secretary, TODAY).due} == {frozen.meeting}
    assert found.protocols == [frozen]


@pytest.mark.parametrize(
    ("state", "due_on", "is_due"),
    [
        (AssignmentState.IN_WORK, datetime.date(2023, 1, 1), True),
        (AssignmentState.IN_WORK, TODAY + datetime.timedelta(days=30), True),
        (AssignmentState.IN_WORK, TODAY + datetime.timedelta(days=31), False),
        (AssignmentState.DONE, TODAY, False),
        (AssignmentState.IN_WORK, None, False),
    ],
)
def test_due_is_what_is_in_work_and_comes_or_is_past(
    body: Any, secretary: Any, state: str, due_on: datetime.date | None, is_due: bool
) -> None:
    control(factories.make_protocol(factories.make_meeting(body)))
    Task.objects.update(state=state, due_on=due_on)
    assert bool(desk(secretary, TODAY).due) is is_due


def test_desk_of_a_member_has_protocols_and_no_drafts(body: Any) -> None:
    user = factories.make_user()
    factories.make_member(body, user=user)
    record(factories.make_document(body, item_count=1), factories.make_meeting(body))
    protocol = factories.make_protocol(factories.make_meeting(body))
    found = desk(user, TODAY)
    assert (found.drafts, found.due, found.protocols) == ([], [], [protocol])
    assert found.bodies == [body]


@pytest.mark.parametrize("count", [1, 12])
def test_cost_does_not_grow(body: Any, secretary: Any, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        meeting = factories.make_meeting(body)
        record(factories.make_document(body, item_count=1), meeting)
        control(factories.make_protocol(factories.make_meeting(body)))
        factories.make_member(body)
    with django_assert_num_queries(13):
        found = desk(secretary, TODAY)
        assert len(
            {f"{one} {one.body} {one.meeting.held_on} {[*one.executors.all()]}" for one in found.due}
            | {str(one) for one in found.protocols}
        )
