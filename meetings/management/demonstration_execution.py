"""Owns how the demonstration's decisions are executed: tasks in every state, and papers put before members."""

import datetime
import zoneinfo
from collections.abc import Callable
from typing import Any

from meetings.models import Protocol, Task
from meetings.use_cases import execution
from meetings.use_cases.acknowledge import ask_acknowledgement
from members.models import Membership, Person

#: Hours between two steps of one task.
_PAUSE = datetime.timedelta(hours=20)


def execute(entries: list[dict[str, Any]], tell: Callable[[str], None]) -> None:
    """Lead tasks, named by words of theirs, through their steps; those touched before are left as they are."""
    for entry in entries:
        found = Task.objects.filter(body__slug=entry["body"], text__contains=entry["words"]).select_related("body")
        task = found.order_by("pk").first()
        if task is None or task.steps.count() > 1:
            continue
        _lead(task, entry)
        tell(f"поручение: {entry['words']}")


def _lead(task: Task, entry: dict[str, Any]) -> None:
    moment = datetime.datetime.fromisoformat(entry["from"]).replace(tzinfo=zoneinfo.ZoneInfo(task.body.time_zone))
    seat = Membership.objects.filter(body=task.body, role="secretary").select_related("person__user").first()
    secretary = seat.person.user if seat else None
    person = _person(entry["person"]) if "person" in entry else None
    if person is not None:
        names = list(task.executors.values_list("name", flat=True))
        execution.change_task(
            task=task,
            executors=names,
            person=person,
            email="",
            term_kind=task.term.kind,
            due_on=task.due_on,
            actor=secretary,
            at=moment,
        )
        protocol = Protocol.objects.filter(pk=task.protocol_id).select_related("meeting__body").defer("pdf").get()
        ask_acknowledgement(protocol=protocol, people=[person.pk], actor=secretary, at=moment)
    for deed, text in entry["steps"]:
        moment += _PAUSE
        if deed == "report":
            actor = person.user if person else None
            execution.report(task=task, text=text, actor=actor, by_name="" if actor else "исполнитель", at=moment)
        elif deed == "accept":
            execution.accept(task=task, actor=secretary, at=moment)
        elif deed == "return":
            execution.give_back(task=task, reason=text, actor=secretary, at=moment)
        elif deed == "take_off":
            execution.take_off(task=task, reason=text, actor=secretary, at=moment)


def _person(name: str) -> Person:
    family, given, patronymic = name.split()
    return Person.objects.select_related("user").get(family_name=family, given_name=given, patronymic_name=patronymic)
