"""What a protocol gives one addressee: every point with the words above it and its term."""

import dataclasses
import datetime

from meetings.document.excerpt import addressee_key
from meetings.document.tasks import Task, tasks_of
from meetings.document.tree import Addressee, AgendaItem, Assignment, Decision, DecisionPoint, ProtocolDocument
from tests.meetings.rendering.documents import kollegiya_document

DAY = datetime.date(2024, 3, 1)
BODY = Addressee(text="ГКУ «Створ»", name="ГКУ «Створ»")


def with_decisions(*decisions: Decision) -> ProtocolDocument:
    item = AgendaItem(number="2", title="О буях.", decisions=decisions)
    return dataclasses.replace(kollegiya_document(), items=(item,))


def tasks(document: ProtocolDocument, name: str = "ГКУ «Створ»") -> tuple[Task, ...]:
    return tasks_of(document, addressee_key(name))


def test_each_point_of_a_decision_is_a_task_with_the_words_above_it() -> None:
    decision = Decision(
        number="1",
        lead="Рекомендовать ГКУ «Створ»:",
        addressee=BODY,
        points=(
            DecisionPoint(text="красить", points=(DecisionPoint(text="в порту"), DecisionPoint(text="на мысе"))),
            DecisionPoint(text="чинить"),
        ),
        assignments=(
            Assignment(due_text="до лета"),
            Assignment(path=(0, 1), due_on=DAY),
            Assignment(path=(1,), due_text="до осени"),
        ),
    )
    lead = "Рекомендовать ГКУ «Створ»:"
    assert tasks(with_decisions(decision)) == (
        Task(item="2", decision="1", lead=lead, lines=("красить", "в порту", "на мысе"), due_on=DAY),
        Task(item="2", decision="1", lead=lead, lines=("чинить",), due_text="до осени"),
    )


def test_one_point_of_somebody_elses_decision_is_taken_alone() -> None:
    decision = Decision(
        points=(DecisionPoint(text="Поручить:", points=(DecisionPoint(text="красить"), DecisionPoint(text="чинить"))),),
        assignments=(Assignment(path=(0, 1), responsible="ГКУ «Створ»", due_text="до зимы"),),
    )
    assert tasks(with_decisions(decision)) == (
        Task(item="2", decision="", lead="Поручить:", lines=("чинить",), due_text="до зимы"),
    )


def test_a_decision_that_is_its_lead_alone_is_a_task() -> None:
    assert tasks(with_decisions(Decision(number="3", lead="Просить ГКУ отчитаться.", addressee=BODY))) == (
        Task(item="2", decision="3", lead="Просить ГКУ отчитаться."),
    )


def test_others_have_none() -> None:
    assert tasks(with_decisions(Decision(lead="Просить.", addressee=BODY)), "Маяк") == ()
