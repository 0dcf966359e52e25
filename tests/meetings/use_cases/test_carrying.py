"""A question moved to another meeting: the decision here, the agenda there, and all of it undone."""

import datetime
from typing import Any

import pytest

from meetings.document.vocabulary import MeetingState, Outcome
from meetings.mapping.addresses import Address
from meetings.mapping.compose import compose
from meetings.models import AgendaItem, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.carrying import CannotCarry, carry_item, later_drafts, take_back, take_up, waiting_for
from meetings.use_cases.desk_removal import remove_row, restore_row
from meetings.use_cases.desk_rows import add_row
from meetings.use_cases.save_field import RowGone
from tests import factories
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db

LATER = factories.HELD_ON + datetime.timedelta(days=28)


@pytest.fixture
def meeting() -> Meeting:
    return make_draft(factories.make_body(standing_last="Разное"))


@pytest.fixture
def planned(meeting: Meeting) -> Meeting:
    """A later draft: one question, and what always stands last."""
    later = factories.make_meeting(meeting.body, held_on=LATER)
    for title in ("О смете", "Разное"):
        add_row(kind="item", values={"title": title}, **deed(later))
    return later


def deed(meeting: Meeting) -> Any:
    return {"meeting": meeting, "actor": None, "at": factories.NOW}


def item_of(meeting: Meeting) -> AgendaItem:
    return meeting.items.all()[1]


def decisions(item: AgendaItem) -> list[tuple[str, list[str]]]:
    return [(one.outcome, [point.text for point in one.points.all()]) for one in item.decisions.all()]


def test_a_question_is_put_off_by_a_decision_and_waits(meeting: Meeting) -> None:
    item = carry_item(item_pk=item_of(meeting).pk, **deed(meeting))
    assert decisions(item)[1] == (Outcome.POSTPONED, ["Перенести рассмотрение вопроса на следующее заседание"])
    assert list(AgendaItem.objects.waiting(meeting.body_id)) == [item]
    (entry,) = HistoryEntry.objects.filter(meeting=meeting, verb=HistoryVerb.CHANGED_AGENDA)
    decision = item.decisions.last()
    assert decision is not None
    assert entry.details == {"carried": f"item:{item.pk}", "decision": f"decision:{decision.pk}", "target": None}


def test_a_decision_that_puts_it_off_already_is_enough(meeting: Meeting) -> None:
    item_of(meeting).decisions.update(outcome=Outcome.POSTPONED)
    assert len(decisions(carry_item(item_pk=item_of(meeting).pk, **deed(meeting)))) == 1


def test_a_question_goes_into_a_planned_meeting_before_what_stands_last(meeting: Meeting, planned: Meeting) -> None:
    version = Meeting.objects.get(pk=planned.pk).version
    item = carry_item(item_pk=item_of(meeting).pk, target_pk=planned.pk, **deed(meeting))
    rows = list(planned.items.all())
    assert [(row.number, row.title) for row in rows] == [
        ("1", "О смете"),
        ("2", "О плане работы отдела № 2"),
        ("3", "Разное"),
    ]
    assert (rows[1].carried_from, rows[1].rapporteur, rows[1].is_carried) == (item, "Швец С.С.", False)
    assert decisions(item)[1][1] == ["Перенести рассмотрение вопроса на заседание 20 февраля 2024 года"]
    assert Meeting.objects.get(pk=planned.pk).version > version, "who works there hears of it"
    assert planned.history.filter(verb=HistoryVerb.CHANGED_AGENDA).exists()
    assert not AgendaItem.objects.waiting(meeting.body_id).exists()
    with pytest.raises(CannotCarry, match="уже стоит"):
        carry_item(item_pk=item.pk, **deed(meeting))


def test_only_meetings_to_come_take_a_question(meeting: Meeting, planned: Meeting) -> None:
    body = meeting.body
    past = factories.make_meeting(body, held_on=factories.HELD_ON - datetime.timedelta(days=1))
    off = factories.make_meeting(body, held_on=LATER, state=MeetingState.CANCELLED)
    issued = factories.make_meeting(body, held_on=LATER)
    factories.make_protocol(issued)
    foreign = factories.make_meeting(held_on=LATER)
    undated = factories.make_meeting(body, held_on=None)
    assert set(later_drafts(meeting)) == {planned, undated}
    before = compose(meeting)
    for wrong in (past, off, issued, foreign, meeting):
        with pytest.raises(CannotCarry, match="перенести нельзя"):
            carry_item(item_pk=item_of(meeting).pk, target_pk=wrong.pk, **deed(meeting))
    assert compose(Meeting.objects.select_related("body").get(pk=meeting.pk)) == before
    with pytest.raises(RowGone):
        carry_item(item_pk=item_of(meeting).pk, target_pk=10**9, **deed(meeting))
    with pytest.raises(RowGone):
        carry_item(item_pk=item_of(meeting).pk, **deed(planned))


def test_a_question_without_words_goes_nowhere(meeting: Meeting) -> None:
    row = add_row(kind="item", **deed(meeting))
    with pytest.raises(CannotCarry, match="о чём"):
        carry_item(item_pk=row.pk, **deed(meeting))


@pytest.mark.parametrize("is_planned", [True, False])
def test_the_move_is_undone_whole(meeting: Meeting, planned: Meeting, *, is_planned: bool) -> None:
    before = [compose(Meeting.objects.select_related("body").get(pk=one.pk)) for one in (meeting, planned)]
    pk = item_of(meeting).pk
    for _twice in range(2):
        carry_item(item_pk=pk, target_pk=planned.pk if is_planned else None, **deed(meeting))
        item = take_back(item_pk=pk, **deed(meeting))
        assert not item.is_carried
        after = [compose(Meeting.objects.select_related("body").get(pk=one.pk)) for one in (meeting, planned)]
        assert after == before


def test_a_decision_in_own_words_stays_when_the_move_is_undone(meeting: Meeting) -> None:
    item = carry_item(item_pk=item_of(meeting).pk, **deed(meeting))
    item.decisions.last().points.update(text="Вернуться к вопросу после ревизии")  # type: ignore[union-attr]
    take_back(item_pk=item.pk, **deed(meeting))
    assert decisions(item)[1] == (Outcome.POSTPONED, ["Вернуться к вопросу после ревизии"])


@pytest.mark.parametrize("kind", ["decision", "vote", "speech", "protocol"])
def test_a_question_treated_there_is_not_taken_back(meeting: Meeting, planned: Meeting, kind: str) -> None:
    item = carry_item(item_pk=item_of(meeting).pk, target_pk=planned.pk, **deed(meeting))
    if kind == "protocol":
        factories.make_protocol(planned)
    else:
        add_row(kind=kind, item_pk=item.carried_to.pk, **deed(planned))
    with pytest.raises(CannotCarry):
        take_back(item_pk=item.pk, **deed(meeting))
    assert AgendaItem.objects.get(pk=item.pk).is_carried
    assert planned.items.count() == 3


def test_a_question_removed_and_put_back_keeps_its_way(meeting: Meeting, planned: Meeting) -> None:
    item = carry_item(item_pk=item_of(meeting).pk, target_pk=planned.pk, **deed(meeting))
    there = item.carried_to
    entry = remove_row(address=Address("item", there.pk), **deed(planned))
    assert list(AgendaItem.objects.waiting(meeting.body_id)) == [item], "it waits again"
    restored = restore_row(entry_pk=entry.pk, **deed(planned))
    assert AgendaItem.objects.get(pk=restored.pk).carried_from == item

    entry = remove_row(address=Address("item", item.pk), **deed(meeting))
    assert AgendaItem.objects.get(pk=restored.pk).carried_from is None
    again = AgendaItem.objects.get(pk=restore_row(entry_pk=entry.pk, **deed(meeting)).pk)
    assert again.is_carried
    assert again.carried_to.pk == restored.pk


def test_a_waiting_question_is_taken_up_later(meeting: Meeting, planned: Meeting) -> None:
    item = carry_item(item_pk=item_of(meeting).pk, **deed(meeting))
    earlier = factories.make_meeting(meeting.body, held_on=factories.HELD_ON - datetime.timedelta(days=1))
    assert list(waiting_for(planned)) == [item]
    assert [list(waiting_for(one)) for one in (meeting, earlier, factories.make_meeting())] == [[], [], []]
    for wrong in (meeting, earlier):
        with pytest.raises(CannotCarry, match="уже взят"):
            take_up(source_pk=item.pk, **deed(wrong))
    row = take_up(source_pk=item.pk, **deed(planned))
    assert [one.pk for one in planned.items.all()][1] == row.pk
    assert row.carried_from == item
    with pytest.raises(CannotCarry, match="уже взят"):
        take_up(source_pk=item.pk, **deed(planned))
