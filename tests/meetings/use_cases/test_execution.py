"""The way of a task: out of an edition, reported on, accepted or returned; links; reminders that go once."""

import dataclasses
import datetime
import hashlib
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from meetings.document import tree
from meetings.document.codec import encode
from meetings.document.vocabulary import AssignmentState, TermKind
from meetings.models import Protocol, Task, TaskFile, TaskReminder, TaskStep
from meetings.models.protocol import SealedRowError
from meetings.use_cases import execution, task_files, task_links
from meetings.use_cases.reminders import send_reminders
from meetings.wording.terms import Term, last_day, next_term, read_term, write_term
from tests.factories import (
    NOW,
    make_body,
    make_document,
    make_meeting,
    make_member,
    make_person,
    make_protocol,
    make_user,
)


def edition_with(body: Any, *points: str, responsible: str = "", meeting: Any = None) -> Protocol:
    """An edition whose only decision has these points, for «отдел» or for a person."""
    assignments = (tree.Assignment(responsible=responsible),) if responsible else ()
    decision = tree.Decision(
        number="1.1",
        lead="Рекомендовать отделу:",
        points=tuple(tree.DecisionPoint(text=text) for text in points),
        addressee=tree.Addressee(text="отделу", name="отдел"),
        assignments=assignments,
    )
    item = tree.AgendaItem(number="1", title="О плане", decisions=(decision,))
    document = encode(dataclasses.replace(make_document(body), items=(item,)))
    sums = {"document": document, "document_sha256": hashlib.sha256(document.encode()).hexdigest()}
    return make_protocol(meeting or make_meeting(body), **sums)


@pytest.fixture
def body(db: None) -> Any:
    return make_body()


@pytest.fixture
def task(body: Any) -> Task:
    (made,) = execution.take_under_control(
        protocol=edition_with(body, "починить крышу до 15 марта 2024 года"), actor=None, at=NOW
    )
    return made


def test_points_of_an_edition_come_under_control_once(body: Any) -> None:
    user = make_user()
    make_member(body, person=make_person(family_name="Котов", given_name="Виктор", patronymic_name="Ильич", user=user))
    protocol = edition_with(body, "починить крышу до 15 марта", "вести учёт ежеквартально", "хранить постоянно")
    named = edition_with(body, "составить план", responsible="Котов В.И.")
    assert execution.control_body(body=body, actor=None, at=NOW) == 4
    assert execution.control_body(body=body, actor=None, at=NOW) == 0

    roof, books, keeping, plan = Task.objects.order_by("pk")
    assert (roof.place, roof.place_text, roof.state) == ("1.1.1", "п. 1.1, подпункт 1", AssignmentState.IN_WORK)
    assert roof.text == "Рекомендовать отделу:\nпочинить крышу до 15 марта"
    assert roof.term == Term(TermKind.DAY, datetime.date(2024, 3, 15))
    assert books.term == Term(TermKind.QUARTERLY, datetime.date(2024, 3, 31))
    assert keeping.term == Term(TermKind.STANDING)
    assert [one.name for one in roof.executors.all()] == ["отдел"]
    assert plan.executors.get().person.user == user and plan.protocol == named
    assert list(Task.objects.of_user(user)) == [plan]
    assert protocol.tasks.count() == 3


def test_a_new_edition_keeps_what_goes_on_and_takes_off_what_is_gone(body: Any) -> None:
    first = edition_with(body, "починить крышу", "купить лестницу", "покрасить дверь")
    execution.take_under_control(protocol=first, actor=None, at=NOW)
    roof, ladder, door = Task.objects.order_by("pk")
    execution.report(task=door, text="Покрашено", at=NOW)
    second = edition_with(body, "нанять мастера", "починить крышу", meeting=first.meeting)
    execution.take_under_control(protocol=second, actor=None, at=NOW)
    for one in (roof, ladder, door):
        one.refresh_from_db()
    assert (roof.protocol, roof.place, roof.state) == (second, "1.1.2", AssignmentState.IN_WORK)
    assert (ladder.state, door.state) == (AssignmentState.CANCELLED, AssignmentState.REPORTED)
    assert ladder.steps.last().title == "Пункта нет в новой редакции протокола"


def test_a_report_is_returned_and_accepted_and_every_step_stays(task: Task) -> None:
    user = make_user()
    execution.report(task=task, text="  Сделано. ", actor=user, at=NOW)
    with pytest.raises(execution.CannotExecute, match="есть отчёт"):
        execution.report(task=task, text="Ещё раз", at=NOW)
    with pytest.raises(execution.CannotExecute, match="причину"):
        execution.give_back(task=task, reason=" ", actor=user, at=NOW)
    execution.give_back(task=task, reason="Нет акта", actor=user, at=NOW)
    execution.report(task=task, text="Акт приложен", by_name="отдел", at=NOW)
    execution.accept(task=task, actor=user, at=NOW)
    with pytest.raises(execution.CannotExecute):
        execution.take_off(task=task, reason="Поздно", actor=user, at=NOW)
    steps = [(step.state, step.text) for step in task.steps.all()]
    assert [state for state, _text in steps] == ["in_work", "reported", "returned", "reported", "done"]
    assert ("returned", "Нет акта") in steps and ("reported", "Сделано.") in steps
    step = task.steps.first()
    assert step is not None
    with pytest.raises(SealedRowError):
        step.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskStep.objects.filter(pk=step.pk).update(text="иначе")


def test_what_comes_again_waits_for_its_next_term(body: Any) -> None:
    protocol = edition_with(body, "представлять сведения ежеквартально")
    (task,) = execution.take_under_control(protocol=protocol, actor=None, at=NOW)
    execution.report(task=task, text="За первый квартал", at=NOW)
    task = execution.accept(task=task, actor=None, at=NOW)
    assert (task.state, task.due_on) == (AssignmentState.IN_WORK, datetime.date(2024, 6, 30))


def test_who_does_it_and_by_when_may_be_changed_and_is_told(task: Task) -> None:
    assert task.is_overdue(datetime.date(2024, 3, 16)) and not task.is_overdue(datetime.date(2024, 3, 15))
    person = make_person()
    changed = execution.change_task(
        task=task,
        executors=["Соловьёва А.И.", "", "музей"],
        person=person,
        email="a@example.org",
        term_kind=TermKind.MONTH,
        due_on=datetime.date(2024, 4, 2),
        actor=None,
        at=NOW,
    )
    assert (changed.due_on, changed.due_text) == (datetime.date(2024, 4, 30), "до конца апреля 2024 года")
    assert [(one.name, one.person) for one in changed.executors.all()] == [("Соловьёва А.И.", person), ("музей", None)]
    assert "отдел; " in changed.steps.last().text and "музей" in changed.steps.last().text
    with pytest.raises(execution.CannotExecute, match="день"):
        execution.change_task(
            task=task,
            executors=["отдел"],
            person=None,
            email="",
            term_kind=TermKind.DAY,
            due_on=None,
            actor=None,
            at=NOW,
        )


def test_files_are_kept_in_pieces_and_bad_ones_refused(task: Task) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 2000
    step = execution.report(
        task=task, text="Вот", at=NOW, files=[SimpleUploadedFile("Акт\u202e\u200b\n1.pdf", content)]
    )
    kept = step.files.get()
    assert kept.name == "Акт 1.pdf", "no sign turns the name of a file around"
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert kept.chunks.count() == 2
    assert b"".join(task_files.read_file(kept)) == content
    execution.give_back(task=task, reason="Ещё", actor=None, at=NOW)
    for name, bad in (("x.exe", b"MZ"), ("x.pdf", b"<html>"), ("x.png", b""), ("page.html", b"<html>")):
        with pytest.raises(task_files.BadFile):
            execution.report(task=task, text="Вот", at=NOW, files=[SimpleUploadedFile(name, bad)])
    with pytest.raises(task_files.BadFile, match="пяти"):
        execution.report(task=task, text="Вот", at=NOW, files=[SimpleUploadedFile("a.pdf", content)] * 6)
    task.refresh_from_db()
    assert task.state == AssignmentState.RETURNED and TaskFile.objects.count() == 1, "a refusal leaves nothing behind"


def test_a_link_opens_its_task_until_it_ends_or_is_revoked(task: Task) -> None:
    token = task_links.make_link(task=task, actor=None, at=NOW)
    assert task_links.find_task(token, NOW) == task
    assert token not in str(list(task.links.values()))
    assert task_links.find_task(token + "x", NOW) is None
    assert task_links.find_task(token, NOW + task_links.LIFETIME) is None
    assert task_links.revoke_links(task=task, at=NOW) == 1
    assert task_links.find_task(token, NOW) is None


def test_a_letter_goes_once_however_often_the_command_runs(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    Task.objects.update(email="otdel@example.org")
    told = {"now": lambda: NOW, "portal_url": "https://portal.example.org"}
    assert send_reminders(today=datetime.date(2024, 3, 1), **told) == (0, 0)  # type: ignore[arg-type]
    near, over = datetime.date(2024, 3, 13), datetime.date(2024, 3, 16)
    assert send_reminders(today=near, **told) == (1, 0)  # type: ignore[arg-type]
    assert send_reminders(today=near, **told) == (0, 0)  # type: ignore[arg-type]
    assert send_reminders(today=over, **told) == (1, 0)  # type: ignore[arg-type]
    assert [letter.subject for letter in mail.outbox] == [
        "Подходит срок поручения: 15.03.2024",
        "Просрочено поручение: 15.03.2024",
    ]
    assert f"https://portal.example.org/tasks/{task.pk}/" in mail.outbox[0].body
    assert "починить крышу" in mail.outbox[0].body


def test_a_run_killed_before_the_letter_went_does_not_send_it_again(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    Task.objects.update(email="otdel@example.org", due_on=datetime.date(2024, 3, 15))

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("meetings.use_cases.reminders.send_mail", killed)
    arguments: Any = {"today": datetime.date(2024, 3, 15), "now": lambda: NOW, "portal_url": ""}
    with pytest.raises(KeyboardInterrupt):
        send_reminders(**arguments)
    monkeypatch.undo()
    assert send_reminders(**arguments) == (0, 0)
    assert TaskReminder.objects.get().sent_at is None and mail.outbox == []


def test_the_command_tells_of_mail_that_does_not_answer(
    task: Task, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    call_command("send_reminders")
    assert "отправлено писем: 0" in capsys.readouterr().out
    monkeypatch.setattr("meetings.management.commands.send_reminders.send_reminders", lambda **_options: (1, 2))
    with pytest.raises(CommandError, match="не отправлено писем: 2"):
        call_command("send_reminders")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("до 15 марта 2025 года", Term(TermKind.DAY, datetime.date(2025, 3, 15))),
        ("до 31 марта 2025 года", Term(TermKind.DAY, datetime.date(2025, 3, 31))),
        ("до конца марта 2025 года", Term(TermKind.MONTH, datetime.date(2025, 3, 31))),
        ("до конца II квартала 2025 года", Term(TermKind.QUARTER, datetime.date(2025, 6, 30))),
        ("постоянно", Term(TermKind.STANDING)),
    ],
)
def test_a_term_is_read_as_it_is_written(text: str, term: Term) -> None:
    assert write_term(term) == text
    assert read_term(text) == term


def test_terms_that_come_again() -> None:
    day = datetime.date(2024, 11, 5)
    ends = {TermKind.MONTHLY: (11, 30), TermKind.QUARTERLY: (12, 31), TermKind.YEARLY: (12, 31)}
    for kind, (month, last) in ends.items():
        term = Term(kind, datetime.date(2024, month, last))
        assert read_term(write_term(term), day) == term
    assert next_term(Term(TermKind.MONTHLY, datetime.date(2024, 12, 31))) == Term(
        TermKind.MONTHLY, datetime.date(2025, 1, 31)
    )
    assert next_term(Term(TermKind.DAY, day)) is None
    assert read_term("усилить работу") == Term(TermKind.OPEN) and write_term(Term(TermKind.OPEN)) == ""
    assert last_day(day, TermKind.STANDING) == day
