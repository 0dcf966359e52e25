"""Deeds on the rows of a draft: added, moved, removed and put back; the points of a decision keep their rows."""

import pytest
from django.test import Client

from meetings.document.tree import DecisionPoint
from meetings.mapping.addresses import KINDS
from meetings.mapping.compose import compose
from meetings.models import Assignment, HistoryEntry, Meeting
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do, save


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def test_points_that_stay_keep_their_rows_and_assignments(world: World, secretary: Client) -> None:
    meeting = world.meeting
    decision = meeting.decisions.first()
    assert decision is not None
    kept = {point.text: point.pk for point in decision.points.all()}
    base = "Подготовить план работы на год\n  - согласовать его"
    value = "Сначала иное\nПодготовить план работы на год\n  - обсудить\n  - согласовать его"

    assert save(secretary, meeting, f"decision:{decision.pk}:points", value, base).status_code == 200

    after = {point.text: point.pk for point in decision.points.all()}
    assert {text: after[text] for text in kept} == kept
    assert Assignment.objects.get(decision=decision).point_id == kept["согласовать его"]
    points = compose(Meeting.objects.get(pk=meeting.pk)).items[0].decisions[0].points
    assert points == (
        DecisionPoint(text="Сначала иное"),
        DecisionPoint(
            text="Подготовить план работы на год",
            points=(DecisionPoint(text="обсудить", marker="-"), DecisionPoint(text="согласовать его", marker="-")),
        ),
    )
    assert save(secretary, meeting, f"decision:{decision.pk}:points", "", value).status_code == 200
    assert Assignment.objects.get(decision=decision).point is None, "the assignment stays with the decision"


def test_rows_are_added_moved_removed_and_put_back(world: World, secretary: Client) -> None:
    meeting = world.meeting
    before = compose(meeting)
    item = meeting.items.all()[0]
    decision = meeting.decisions.filter(item=item)[0]
    part = f"item-{item.pk}"

    do(secretary, meeting, deed="add", kind="decision", item=item.pk, after=f"decision:{decision.pk}", part=part)
    added = compose(Meeting.objects.get(pk=meeting.pk)).items[0].decisions
    assert [one.number for one in added] == ["1.1", "1.2"]
    do(secretary, meeting, deed="up", row=f"decision:{meeting.decisions.filter(item=item)[1].pk}", part=part)
    moved = compose(Meeting.objects.get(pk=meeting.pk)).items[0]
    assert [one.number for one in moved.decisions] == ["1.2", "1.1"]
    assert moved.votes[0].decision == 1, "the voting follows its decision"
    empty = meeting.decisions.filter(item=item)[0]
    do(secretary, meeting, deed="remove", row=f"decision:{empty.pk}", part=part)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == before

    page = do(secretary, meeting, deed="remove", row=f"decision:{decision.pk}", part=part).content.decode()
    assert "Вернуть" in page
    assert not compose(Meeting.objects.get(pk=meeting.pk)).items[0].decisions
    entry = HistoryEntry.objects.filter(meeting=meeting, details__removed="decision").first()
    assert entry is not None
    do(secretary, meeting, deed="restore", entry=entry.pk, part=part)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == before, "with its points, assignments and voting"


@pytest.mark.parametrize("kind", ["attendance", "item", "speech", "vote", "signature"])
def test_whatever_is_removed_comes_back_whole(world: World, secretary: Client, kind: str) -> None:
    meeting = world.meeting
    before = compose(meeting)
    row = KINDS[kind]._default_manager.filter(meeting_id=meeting.pk).order_by("order", "pk")[0]

    do(secretary, meeting, deed="remove", row=f"{kind}:{row.pk}", part="header")
    assert compose(Meeting.objects.get(pk=meeting.pk)) != before
    entry = HistoryEntry.objects.filter(meeting=meeting, details__removed=kind).first()
    assert entry is not None
    do(secretary, meeting, deed="restore", entry=entry.pk, part="header")
    assert compose(Meeting.objects.get(pk=meeting.pk)) == before


def test_a_pasted_list_becomes_questions(world: World, secretary: Client) -> None:
    do(secretary, world.meeting, deed="add", kind="item", text="1. О первом\n2) О втором\n\n- О третьем", part="agenda")

    items = compose(Meeting.objects.get(pk=world.meeting.pk)).items
    assert [(item.number, item.title) for item in items[3:]] == [
        *(("4", "О первом"), ("5", "О втором"), ("6", "О третьем")),
    ]


def test_unanimous_counts_the_voters_of_the_question(world: World, secretary: Client) -> None:
    meeting = world.meeting
    event = meeting.vote_events.first()
    assert event is not None
    event.votes_for, event.votes_against, event.is_unanimous = 1, 1, False
    event.save()
    event.votes.update(option="no")

    do(secretary, meeting, deed="unanimous", row=f"vote:{event.pk}", part="header")

    stored = compose(Meeting.objects.get(pk=meeting.pk)).items[0].votes[0]
    assert (stored.votes_for, stored.votes_against, stored.votes_abstained, stored.is_unanimous) == (2, 0, 0, True)
    assert {vote.option for vote in stored.votes} == {"yes"}
