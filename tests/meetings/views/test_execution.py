"""The pages of execution: who sees which task, what each may do with it, links, files, the agenda, the cost."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.document.vocabulary import AssignmentState, ProtocolState, TermKind
from meetings.models import Protocol, Task, TaskExecutor, TaskFile
from meetings.use_cases import execution, task_links
from tests.factories import NOW, make_meeting, make_person, make_protocol
from tests.meetings.rendering.word import lines_of
from tests.meetings.views.conftest import World
from tests.meetings.views.test_queries import count


def control(world: World, user: Any = None) -> Task:
    """The first task of a new edition, done by the person behind an account."""
    (task, *_others) = execution.take_under_control(protocol=make_protocol(world.meeting), actor=None, at=NOW)
    if user is not None:
        person = getattr(user, "person", None) or make_person(user=user)
        TaskExecutor.objects.filter(task=task, order=0).update(person=person)
    return task


def page(world: World, rung: str, task: Task) -> str:
    answer = world.client(rung).get(reverse("task", args=[task.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def post(world: World, rung: str, task: Task, **values: Any) -> Any:
    return world.client(rung).post(reverse("task", args=[task.pk]), values)


def test_the_executor_reports_and_the_secretary_answers(world: World) -> None:
    task = control(world, world.users["outsider"])
    assert "Отчитаться" in page(world, "outsider", task), "the executor is of no body and sees his task"
    assert "Отчитаться" not in page(world, "member", task)
    upload = SimpleUploadedFile("Акт <1>.pdf", b"%PDF-1.7 act")
    assert post(world, "outsider", task, deed="report", text="Сделано <b>", files=upload).status_code == 302
    shown = page(world, "secretary", task)
    assert "Сделано &lt;b&gt;" in shown and "Акт &lt;1&gt;.pdf" in shown and "Принять: исполнено" in shown
    assert post(world, "secretary", task, deed="return", reason="").status_code == 200
    assert post(world, "secretary", task, deed="return", reason="Нет подписи").status_code == 302
    assert "Нет подписи" in page(world, "outsider", task)
    post(world, "outsider", task, deed="report", text="Подписано")
    post(world, "secretary", task, deed="accept")
    task.refresh_from_db()
    assert task.state == AssignmentState.DONE
    assert post(world, "outsider", task, deed="report", text="Ещё").status_code == 302
    assert "Сейчас это сделать нельзя: поручение – исполнено" in page(world, "outsider", task)


@pytest.mark.parametrize("deed", ["accept", "return", "take_off", "link", "revoke"])
def test_only_the_secretary_answers(world: World, deed: str) -> None:
    task = control(world, world.users["member"])
    for rung in ("member", "deputy", "chair"):
        assert post(world, rung, task, deed=deed, reason="так").status_code == 403, rung
    for rung in ("outsider", "foreign_secretary"):
        assert post(world, rung, task, deed=deed, reason="так").status_code == 404
    assert post(world, "chair", task, deed="report", text="За другого").status_code == 403
    assert post(world, "secretary", task, deed="выдумка").status_code == 404
    task.refresh_from_db()
    assert task.state == AssignmentState.IN_WORK and not task.links.exists()


def test_a_file_is_given_to_be_kept(world: World) -> None:
    task = control(world)
    content = b"%PDF-1.7" + b"x" * 600_000
    execution.report(task=task, text="Вот", at=NOW, files=[SimpleUploadedFile("Отчёт.pdf", content)])
    url = reverse("task_file", args=[TaskFile.objects.get().pk])
    answer: Any = world.client("member").get(url)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(content))
    bad = SimpleUploadedFile("page.html", b"<script>")
    execution.give_back(task=task, reason="Ещё", actor=None, at=NOW)
    assert "не принят" in post(world, "secretary", task, deed="report", text="Вот", files=bad).content.decode()


def test_a_personal_link_is_shown_once_and_takes_a_report(world: World) -> None:
    task = control(world)
    post(world, "secretary", task, deed="link")
    url = page(world, "secretary", task).partition('data-copy="http://testserver')[2].partition('"')[0]
    assert url.startswith("/t/") and url not in page(world, "secretary", task)
    visitor = Client()
    shown = visitor.get(url)
    assert shown.status_code == 200 and shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
    assert visitor.post(url, {"text": "Готово"}).status_code == 302
    assert "отдел" in page(world, "secretary", task) and "(по ссылке)" in page(world, "secretary", task)
    assert "Отвечать сейчас не нужно" in visitor.get(url).content.decode()
    post(world, "secretary", task, deed="revoke")
    assert visitor.get(url).status_code == visitor.post(url, {"text": "Ещё"}).status_code == 404


def test_a_task_of_an_annulled_protocol_is_nobodys(world: World) -> None:
    task = control(world)
    token = task_links.make_link(task=task, actor=None, at=timezone.now())
    Protocol.objects.update(state=ProtocolState.ANNULLED)
    assert world.client("secretary").get(reverse("task", args=[task.pk])).status_code == 404
    assert Client().get(reverse("task_link", args=[token])).status_code == 404
    assert "Поручений на контроле нет" in tasks_of(world, "member")


def tasks_of(world: World, rung: str, **query: Any) -> str:
    return world.client(rung).get(reverse("body_tasks", args=[world.body.slug]), query).content.decode()


def test_the_list_is_filtered_and_tells_terms_in_words(world: World) -> None:
    assert "Поручений на контроле нет" in tasks_of(world, "member")
    control(world)
    today = timezone.localdate()
    first, second, third = Task.objects.order_by("pk")
    Task.objects.update(due_on=None, term_kind=TermKind.OPEN, due_text="")
    Task.objects.filter(pk=first.pk).update(due_on=today - datetime.timedelta(3), text="починить крышу")
    Task.objects.filter(pk=second.pk).update(due_on=today, text="нанять мастера")
    Task.objects.filter(pk=third.pk).update(state="done", text="хранить ключи")
    whole = tasks_of(world, "member")
    assert "просрочено на 3 дн." in whole and "срок сегодня" in whole and "Поручений: 3" in whole
    assert "Взять на контроль" not in whole and "Взять на контроль" in tasks_of(world, "secretary")
    for query, found in (
        ({"state": "overdue"}, [first]),
        ({"state": "open"}, [first, second]),
        ({"state": "done"}, [third]),
        ({"q": "КРЫШ"}, [first]),
        ({"q": "швец"}, [first, second, third]),
        ({"q": "маяк"}, []),
    ):
        shown = tasks_of(world, "member", **query)
        assert [one for one in (first, second, third) if reverse("task", args=[one.pk]) in shown] == found, query
    assert "Ничего не найдено" in tasks_of(world, "member", q="маяк")


def test_the_question_comes_to_the_next_agenda_with_its_table(world: World) -> None:
    url = reverse("body_tasks_deed", args=[world.body.slug])
    make_protocol(world.meeting)
    for rung, code in (("member", 403), ("chair", 403), ("outsider", 404), ("anonymous", 302), ("secretary", 302)):
        assert world.client(rung).post(url, {"deed": "control"}).status_code == code, rung
    assert Task.objects.filter(body=world.body).count() == 3
    secretary = world.client("secretary")
    assert "ещё не создано" in secretary.post(url, {"deed": "agenda"}, follow=True).content.decode()
    later = make_meeting(world.body, held_on=timezone.localdate() + datetime.timedelta(30))
    assert "Вопрос включён" in secretary.post(url, {"deed": "agenda"}, follow=True).content.decode()
    assert [item.title for item in later.items.all()] == ["О ходе исполнения ранее принятых решений"]
    assert "уже есть" in secretary.post(url, {"deed": "agenda"}, follow=True).content.decode()
    execution.report(task=Task.objects.all()[0], text="Крыша готова", at=NOW)
    paper = world.client("member").get(reverse("progress_paper", args=[world.body.slug, "docx"]))
    lines = " ".join(lines_of(paper.content)).replace("\u00a0", " ")
    assert "о ходе исполнения решений" in lines and "Крыша готова" in lines and "Подготовить план работы" in lines
    assert world.client("member").get(reverse("progress_paper", args=[world.body.slug, "exe"])).status_code == 404


def test_the_secretary_changes_executor_and_term(world: World) -> None:
    task = control(world)
    url = reverse("edit_task", args=[task.pk])
    values = {"executors": "Музей\nАрхив", "term_kind": "quarter", "due_on": "2024-05-05", "email": "m@example.org"}
    member = world.users["member"].person
    assert world.client("secretary").post(url, values | {"person": member.pk}).status_code == 302
    task.refresh_from_db()
    assert (task.due_text, task.due_on) == ("до конца II квартала 2024 года", datetime.date(2024, 6, 30))
    assert "Отчитаться" in page(world, "member", task)
    assert "Укажите день" in world.client("secretary").post(url, values | {"due_on": ""}).content.decode()
    assert "Укажите исполнителя" in world.client("secretary").post(url, values | {"executors": " "}).content.decode()
    outsider = make_person()
    assert world.client("secretary").post(url, values | {"person": outsider.pk}).status_code == 200


def test_pages_ask_the_same_for_one_task_and_for_thirty(world: World) -> None:
    task = control(world, world.users["member"])
    urls = [reverse("body_tasks", args=[world.body.slug]), reverse("task", args=[task.pk])]
    few = {url: count(world.client("member"), url) for url in urls}
    for _number in range(10):
        execution.take_under_control(protocol=make_protocol(make_meeting(world.body)), actor=None, at=NOW)
    for number in range(30):
        execution.report(task=task, text=str(number), at=NOW)
        execution.give_back(task=task, reason="Ещё", actor=world.users["secretary"], at=NOW)
    many = {url: count(world.client("member"), url) for url in urls}
    assert all(many[url] <= few[url] + 2 for url in urls) and max(many.values()) <= 14, (few, many)
