"""Owns the way of a task: taken from an issued edition, reported on, accepted or returned, taken off.

Every step names its moment and who made it; the table of transitions (models.task) decides what may follow.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import decode
from meetings.document.excerpt import addressee_key, write_place
from meetings.document.people import is_same_person
from meetings.document.tasks import Controlled, controlled_points
from meetings.document.vocabulary import AssignmentState, TermKind
from meetings.models import Protocol, Task, TaskExecutor, TaskStep
from meetings.rendering.task_sheet import write_due, write_task_place
from meetings.use_cases.refusal import Refused
from meetings.use_cases.task_files import ReportFile, keep_files
from members.models import Body, Person
from members.models.person import fold_name

#: A report longer than this is a paper of its own, and may be attached.
LONGEST_TEXT = 20_000
#: Papers of meetings longer ago are read in for the archive: their terms are nobody's work any more unless asked for.
RECENT = datetime.timedelta(days=180)


class CannotExecute(Refused):
    """The task is not in a state for this, or something it needs is missing."""


@transaction.atomic
def take_under_control(*, protocol: Protocol, actor: Any, at: datetime.datetime) -> list[Task]:
    """Take the points of an edition under control; return the new tasks. Asking again makes none.

    A point that an earlier edition had (its words and who does it) goes on as it was; one that the new edition has no
    more is taken off when nobody has reported on it.
    """
    document = decode(protocol.document)
    known = {_key(task.text, task.executors.all()[0].key): task for task in _tasks_of_meeting(protocol.meeting_id)}
    people = _people_of(protocol.meeting.body_id)
    made: list[Task] = []
    for point in controlled_points(document):
        task = known.pop(_key(_text(point), addressee_key(point.executors[0])), None)
        values = {"protocol": protocol, "place": write_place(point.place), "place_text": _place_text(point)}
        if task is not None:
            Task.objects.filter(pk=task.pk).update(**values)
            continue
        task = Task(body_id=protocol.meeting.body_id, meeting_id=protocol.meeting_id, text=_text(point), **values)
        task.read_term(write_due(document, point.task), point.task.due_on, document.held_on)
        task.changed_at = at
        task.save()
        _add_executors(task, list(point.executors), people)
        _record(task, AssignmentState.IN_WORK, _("Взято на контроль"), actor=actor, at=at)
        made.append(task)
    for task in known.values():
        if task.protocol_id != protocol.pk and task.state in (AssignmentState.IN_WORK, AssignmentState.RETURNED):
            _step(task, AssignmentState.CANCELLED, _("Пункта нет в новой редакции протокола"), actor=actor, at=at)
    return made


def control_new_edition(*, protocol: Protocol, actor: Any, at: datetime.datetime) -> list[Task]:
    """Take the points of an edition just issued under control, unless its meeting was long ago."""
    held_on = protocol.meeting.held_on
    if held_on and protocol.meeting.body.day_of(at) - held_on > RECENT:
        return []
    return take_under_control(protocol=protocol, actor=actor, at=at)


def control_body(*, body: Body, actor: Any, at: datetime.datetime) -> int:
    """Take the points of all editions in force of a body under control; return how many tasks that made."""
    in_force = Protocol.objects.in_force(at).filter(meeting__body=body).order_by("edition")
    newest = dict(in_force.values_list("meeting", "pk"))
    editions = Protocol.objects.filter(pk__in=newest.values()).select_related("meeting").defer("pdf")
    return sum(len(take_under_control(protocol=one, actor=actor, at=at)) for one in editions.order_by("pk"))


@transaction.atomic
def report(
    *,
    task: Task,
    text: str,
    at: datetime.datetime,
    actor: Any = None,
    by_name: str = "",
    files: Iterable[ReportFile] = (),
) -> TaskStep:
    """Answer for a task with a text and files; the secretary then accepts or returns it. CannotExecute, BadFile."""
    task = _locked(task)
    text = text.strip()
    if not text:
        raise CannotExecute(_("Напишите, что сделано."))
    if len(text) > LONGEST_TEXT:
        raise CannotExecute(_("Отчёт слишком длинный: приложите его файлом."))
    step = _step(task, AssignmentState.REPORTED, _("Отчёт"), text=text, actor=actor, by_name=by_name, at=at)
    keep_files(step, files)
    return step


@transaction.atomic
def accept(*, task: Task, actor: Any, at: datetime.datetime, text: str = "") -> Task:
    """Accept a report, or tell that a task was done without one; what comes again waits for its next term."""
    task = _locked(task)
    _step(task, AssignmentState.DONE, _("Принято: исполнено"), text=text.strip(), actor=actor, at=at)
    if task.set_next_term():
        task.save(update_fields=["due_on"])
        _record(task, AssignmentState.IN_WORK, _("Следующий срок"), text=f"{task.due_on:%d.%m.%Y}", at=at)
    return task


@transaction.atomic
def give_back(*, task: Task, reason: str, actor: Any, at: datetime.datetime) -> Task:
    """Return a report, or take a finished or cancelled task up again, with a reason. CannotExecute."""
    task = _locked(task)
    _step(task, AssignmentState.RETURNED, _("Возвращено"), text=_reason(reason), actor=actor, at=at)
    return task


@transaction.atomic
def take_off(*, task: Task, reason: str, actor: Any, at: datetime.datetime) -> Task:
    """Take a task off control with a reason. CannotExecute."""
    task = _locked(task)
    _step(task, AssignmentState.CANCELLED, _("Снято с контроля"), text=_reason(reason), actor=actor, at=at)
    return task


@transaction.atomic
def change_task(
    *,
    task: Task,
    executors: list[str],
    person: Person | None,
    email: str,
    term_kind: TermKind,
    due_on: datetime.date | None,
    actor: Any,
    at: datetime.datetime,
) -> Task:
    """Set who does a task (the first answers; `person` is he), where letters go, and the term. CannotExecute."""
    task = _locked(task)
    names = [name for name in (" ".join(name.split()) for name in executors) if name]
    if not names:
        raise CannotExecute(_("Укажите исполнителя."))
    if term_kind not in (TermKind.STANDING, TermKind.OPEN) and due_on is None:
        raise CannotExecute(_("Укажите день срока."))
    before = _told(task)
    task.set_term(term_kind, due_on)
    task.email = email
    task.save(update_fields=["term_kind", "due_on", "due_text", "email"])
    task.executors.all().delete()
    _add_executors(task, names, _people_of(task.body_id), person)
    if (after := _told(task)) != before:
        words = _("%(before)s → %(after)s") % {"before": before, "after": after}
        _record(task, AssignmentState(task.state), _("Изменены исполнитель или срок"), text=words, actor=actor, at=at)
    return task


def _told(task: Task) -> str:
    names = ", ".join(TaskExecutor.objects.filter(task=task).values_list("name", flat=True))
    day = f" ({task.due_on:%d.%m.%Y})" if task.due_on else ""
    return f"{names}; {task.due_text or '–'}{day}"


def _tasks_of_meeting(meeting_pk: int) -> list[Task]:
    tasks = Task.objects.filter(meeting=meeting_pk).exclude(state=AssignmentState.CANCELLED)
    return list(tasks.select_for_update().prefetch_related("executors").order_by("pk"))


def _key(text: str, executor: str) -> tuple[str, str]:
    return fold_name(text), executor


def _text(point: Controlled) -> str:
    return "\n".join(part for part in (point.task.lead, *point.task.lines) if part) or point.task.decision


def _place_text(point: Controlled) -> str:
    place = write_task_place(point.task) or f"вопрос {point.place[0] + 1}"
    if point.is_whole or len(point.place) == 2:
        return place
    return f"{place}, подпункт {'.'.join(str(position + 1) for position in point.place[2:])}"


def _add_executors(task: Task, names: list[str], people: list[Person], person: Person | None = None) -> None:
    TaskExecutor.objects.bulk_create(
        TaskExecutor(
            task=task,
            order=order,
            name=name,
            key=addressee_key(name),
            person=person if order == 0 and person else _person_named(name, people),
        )
        for order, name in enumerate(names)
    )


def _people_of(body_pk: int) -> list[Person]:
    return list(Person.objects.filter(memberships__body=body_pk).distinct())


def _person_named(name: str, people: list[Person]) -> Person | None:
    """The one member of the body who bears that name; None when nobody does, or several."""
    found = [one for one in people if is_same_person(one.full_name, name, in_any_case=False)]
    return found[0] if len(found) == 1 else None


def _reason(reason: str) -> str:
    if not reason.strip():
        raise CannotExecute(_("Напишите причину."))
    return reason.strip()[:LONGEST_TEXT]


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update().get(pk=task.pk)


def _step(task: Task, state: AssignmentState, title: Any, **told: Any) -> TaskStep:
    if not task.may_become(state):
        raise CannotExecute(
            _("Сейчас это сделать нельзя: поручение – %(state)s.") % {"state": task.get_state_display()}
        )
    return _record(task, state, title, **told)


def _record(task: Task, state: AssignmentState, title: Any, *, at: datetime.datetime, **told: Any) -> TaskStep:
    task.state, task.changed_at = state, at
    task.save(update_fields=["state", "changed_at"])
    return TaskStep.objects.create(task=task, state=state, title=str(title), at=at, **told)
