"""Points made of phrases, and assignments that annotate a decision's words without changing a letter."""

import datetime
from typing import Any

import pytest

from meetings.document import tree
from meetings.document.vocabulary import Outcome
from meetings.mapping.addresses import Address
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.desk_points import (
    accept_addressee,
    accept_assignment,
    accept_outcome,
    add_points,
    remove_assignment,
)
from meetings.use_cases.desk_removal import restore_row
from meetings.use_cases.desk_undo import undo_last
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone
from tests.factories import NOW, make_body, make_document, make_meeting, make_person, make_user

pytestmark = pytest.mark.django_db


def hold(*decisions: tree.Decision) -> Meeting:
    """A meeting of 2024 with one question."""
    body = make_body()
    item = tree.AgendaItem(number="1", title="О плане", decisions=decisions)
    meeting = make_meeting(body)
    name = make_document(body).body
    document = tree.ProtocolDocument(
        style=body.style, body=name, title="заседания", held_on=datetime.date(2024, 1, 23), items=(item,)
    )
    record(document, meeting)
    return meeting


def points(*texts: str, marker: str = "") -> tuple[tree.DecisionPoint, ...]:
    return tuple(tree.DecisionPoint(text=text, marker=marker) for text in texts)


def deed(meeting: Meeting) -> Any:
    return {"meeting": meeting, "actor": make_user(), "at": NOW}


def decisions_of(meeting: Meeting) -> tuple[tree.Decision, ...]:
    return compose(Meeting.objects.get(pk=meeting.pk)).items[0].decisions


def test_a_point_goes_into_a_new_decision_when_there_is_none() -> None:
    meeting = hold()
    add_points(item_pk=meeting.items.get().pk, texts=["заслушать отчёт"], **deed(meeting))
    assert decisions_of(meeting) == (tree.Decision(points=points("заслушать отчёт")),)


@pytest.mark.parametrize(
    ("lead", "first", "marker", "after"),
    [
        (None, "", "", ["", ""]),
        ("Поручить отделу:", None, "", ["-", "-"]),
        ("Поручить отделу:", "–", "", ["–", "–", "–"]),
        (None, "1)", "", ["1)", "2)", "3)"]),
        (None, "1.9.", "", ["1.9.", "1.10.", "1.11."]),
    ],
)
def test_points_go_on_with_the_marks_of_the_last_decision(
    lead: str | None, first: str | None, marker: str, after: list[str]
) -> None:
    own = () if first in (None, "") else (tree.DecisionPoint(text="утвердить план", marker=first or ""),)
    meeting = hold(tree.Decision(points=points("раньше")), tree.Decision(lead=lead, points=own))
    add_points(item_pk=meeting.items.get().pk, texts=["заслушать", "доложить"], **deed(meeting))
    before, last = decisions_of(meeting)
    assert before.points == points("раньше")
    assert [point.marker for point in last.points] == after
    assert [point.text for point in last.points][-2:] == ["заслушать", "доложить"]


def test_no_point_is_made_of_nothing_or_elsewhere() -> None:
    meeting, other = hold(), hold()
    with pytest.raises(CannotSave):
        add_points(item_pk=meeting.items.get().pk, texts=["  "], **deed(meeting))
    with pytest.raises(RowGone):
        add_points(item_pk=other.items.get().pk, texts=["чужой"], **deed(meeting))
    assert (decisions_of(meeting), decisions_of(other)) == ((), ())


def test_an_assignment_takes_term_and_person_and_leaves_the_words() -> None:
    text = "подготовить смету до 22.08.2024 года. Ответственный – Швец С.С."
    meeting = hold(tree.Decision(lead="Поручить отделу:", points=points("утвердить план", text)))
    person = make_person(family_name="Швец", given_name="Семён", patronymic_name="Семёнович")
    meeting.attendances.create(order=0, name_text="Швец Семён Семёнович", person=person)
    decision, before = meeting.decisions.get(), decisions_of(meeting)[0]
    row = accept_assignment(decision_pk=decision.pk, point_pk=decision.points.get(text=text).pk, **deed(meeting))
    assert (row.responsible, row.due_text, row.due_on) == (
        "Швец С.С.",
        "до 22.08.2024 года",
        datetime.date(2024, 8, 22),
    )
    assert row.responsible_person == person
    after = decisions_of(meeting)[0]
    assert after.points == before.points
    assert after.assignments == (
        tree.Assignment(path=(1,), responsible="Швец С.С.", due_text="до 22.08.2024 года", due_on=row.due_on),
    )


@pytest.mark.parametrize(
    ("text", "due_text", "due_on"),
    [
        ("сдать отчёт в течение сентября 2024 г.", "в течение сентября 2024 г.", datetime.date(2024, 9, 30)),
        ("докладывать ежеквартально", "ежеквартально", None),
        ("сдать отчёт до 1 марта", "до 1 марта", datetime.date(2024, 3, 1)),
    ],
)
def test_terms_are_recognised_inside_the_words(text: str, due_text: str, due_on: datetime.date | None) -> None:
    meeting = hold(tree.Decision(points=points(text)))
    row = accept_assignment(decision_pk=meeting.decisions.get().pk, point_pk=None, **deed(meeting))
    assert (row.due_text, row.due_on, row.point) == (due_text, due_on, None)


def test_words_without_term_and_person_make_no_assignment() -> None:
    meeting = hold(tree.Decision(points=points("утвердить план")))
    with pytest.raises(CannotSave):
        accept_assignment(decision_pk=meeting.decisions.get().pk, point_pk=None, **deed(meeting))
    assert not meeting.assignments.exists()


def test_an_assignment_is_brought_up_not_doubled() -> None:
    meeting = hold(tree.Decision(points=points("сдать отчёт до 1 марта")))
    decision = meeting.decisions.get()
    first = accept_assignment(decision_pk=decision.pk, point_pk=None, **deed(meeting))
    decision.points.update(text="сдать отчёт до 1 мая")
    again = accept_assignment(decision_pk=decision.pk, point_pk=None, **deed(meeting))
    assert (again.pk, again.due_text) == (first.pk, "до 1 мая")
    told = HistoryEntry.objects.filter(meeting=meeting).order_by("-pk")[0].details["assignment"]
    assert [side["due_text"] for side in told] == ["до 1 марта", "до 1 мая"]


def test_a_removed_assignment_comes_back() -> None:
    meeting = hold(tree.Decision(lead="Поручить:", points=points("сдать отчёт до 1 марта", "ждать")))
    decision, who = meeting.decisions.get(), deed(meeting)
    point = decision.points.order_by("order")[0]
    row = accept_assignment(decision_pk=decision.pk, point_pk=point.pk, **who)
    before = decisions_of(meeting)
    entry = remove_assignment(address=Address("assignment", row.pk), **who)
    assert decisions_of(meeting)[0].assignments == ()
    restored = restore_row(entry_pk=entry.pk, **who)
    assert restored.kind == "assignment"
    assert decisions_of(meeting) == before


def test_addressee_and_outcome_are_kept_with_their_history() -> None:
    meeting = hold(tree.Decision(lead="Рекомендовать отделу:"))
    decision, who = meeting.decisions.get(), deed(meeting)
    accept_addressee(decision_pk=decision.pk, text="отделу", name="отдел", **who)
    accept_outcome(decision_pk=decision.pk, outcome=Outcome.NOTED, **who)
    kept = decisions_of(meeting)[0]
    assert (kept.addressee, kept.outcome) == (tree.Addressee(text="отделу", name="отдел"), Outcome.NOTED)
    details = [entry.details for entry in HistoryEntry.objects.filter(meeting=meeting).order_by("pk")]
    assert details[0]["addressee_name"] == [None, "отдел"]
    assert details[1]["outcome"] == ["adopted", "noted"]


def test_what_was_accepted_is_undone() -> None:
    meeting = hold(tree.Decision(lead="Поручить отделу:", points=points("сдать отчёт до 1 марта", "ждать")))
    decision, who, before = meeting.decisions.get(), deed(meeting), decisions_of(meeting)
    point = decision.points.order_by("order")[0]
    add_points(item_pk=decision.item_id, texts=["заслушать"], **who)
    accept_assignment(decision_pk=decision.pk, point_pk=point.pk, **who)
    accept_addressee(decision_pk=decision.pk, text="отделу", name="отдел", **who)
    for _deed in range(3):
        undo_last(**who)
    assert decisions_of(meeting) == before
