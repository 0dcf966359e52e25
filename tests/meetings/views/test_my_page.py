"""My page: tasks, papers to acknowledge, meetings to come, news since the visit before; who sees what."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from meetings.document.vocabulary import MeetingState, ProtocolState
from meetings.models import Acknowledgement, DeskVisit, Protocol, Task, TaskExecutor
from meetings.use_cases import execution
from meetings.use_cases.acknowledge import visit_desk
from tests.factories import NOW, make_meeting, make_protocol
from tests.meetings.views.conftest import World
from tests.meetings.views.test_queries import count


def desk(world: World, rung: str) -> str:
    return world.client(rung).get(reverse("desk")).content.decode()


def give_task(world: World, rung: str, days: int) -> Task:
    """A task of the person on that rung, due so many days ahead."""
    (task, *_others) = execution.take_under_control(
        protocol=make_protocol(make_meeting(world.body)), actor=None, at=NOW
    )
    TaskExecutor.objects.filter(task=task, order=0).update(person=world.users[rung].person)
    Task.objects.filter(pk=task.pk).update(due_on=timezone.localdate() + datetime.timedelta(days))
    return task


def test_my_tasks_are_told_by_their_terms_until_they_are_accepted(world: World) -> None:
    assert "Поручений, за которые отвечаете вы, нет" in desk(world, "member")
    task = give_task(world, "member", -1)
    url = reverse("task", args=[task.pk])
    assert url in desk(world, "member") and "просрочено на 1 день" in desk(world, "member")
    assert "Отчёты ждут проверки" not in desk(world, "secretary")
    execution.report(task=task, text="Сделано", at=NOW)
    assert "отчёт на проверке" in desk(world, "member")
    assert "Отчёты ждут проверки" in desk(world, "secretary") and url in desk(world, "secretary")
    assert "Отчёты ждут проверки" not in desk(world, "chair") + desk(world, "foreign_secretary")
    execution.accept(task=task, actor=world.users["secretary"], at=NOW)
    assert url not in desk(world, "member") + desk(world, "secretary")


def test_a_member_acknowledges_and_the_secretary_sees_who_has_not(world: World) -> None:
    protocol = make_protocol(world.meeting)
    url = reverse("acknowledgement", args=[protocol.pk])
    secretary, member = world.client("secretary"), world.client("member")
    people = [world.users[rung].person.pk for rung in ("member", "chair")]
    stranger = world.users["foreign_secretary"].person.pk
    assert member.get(url).status_code == 403, "it was not put before him"
    assert member.post(url, {"deed": "ask", "people": people}).status_code == 403
    assert world.client("chair").post(url, {"deed": "ask", "people": people}).status_code == 403
    told = secretary.post(url, {"deed": "ask", "people": [*people, stranger, "x"]}, follow=True).content.decode()
    assert "Направлено на ознакомление: 2" in told and "Лицо member" in told
    assert url in desk(world, "member") and url not in desk(world, "deputy")
    assert member.post(url, {"deed": "acknowledge"}).status_code == 302
    moment = Acknowledgement.objects.get(person=people[0]).acknowledged_at
    member.post(url, {"deed": "acknowledge"})
    assert Acknowledgement.objects.get(person=people[0]).acknowledged_at == moment is not None
    assert "Вы ознакомлены" in member.get(url).content.decode() and url not in desk(world, "member")
    waiting = secretary.get(url).content.decode().partition("Ещё не ознакомлены")[2].partition("</section>")[0]
    assert "Лицо chair" in waiting and "Лицо member" not in waiting
    secretary.post(url, {"deed": "ask", "people": people})
    assert Acknowledgement.objects.count() == 2, "asked once"
    assert "не направляли" in secretary.post(url, {"deed": "acknowledge"}, follow=True).content.decode()


def test_a_dead_edition_is_put_before_nobody(world: World) -> None:
    protocol = make_protocol(world.meeting)
    url, people = reverse("acknowledgement", args=[protocol.pk]), [world.users["member"].person.pk]
    assert "Отметьте" in world.client("secretary").post(url, {"deed": "ask"}, follow=True).content.decode()
    world.client("secretary").post(url, {"deed": "ask", "people": people})
    Protocol.objects.update(state=ProtocolState.SUPERSEDED)
    assert url not in desk(world, "member")
    assert "больше не действует" in world.client("member").post(url, follow=True).content.decode()
    assert Acknowledgement.objects.get().acknowledged_at is None


def test_meetings_to_come_are_told_to_members_without_their_drafts(world: World) -> None:
    today = timezone.localdate()
    coming = make_meeting(world.body, held_on=today + datetime.timedelta(3), place="Малый зал", number="77")
    make_meeting(world.body, held_on=today + datetime.timedelta(4), place="Отменено", state=MeetingState.CANCELLED)
    link = reverse("meeting", args=[coming.pk])
    for rung in ("member", "chair", "secretary"):
        shown = desk(world, rung).partition("Ближайшие заседания")[2].partition("</section>")[0]
        assert "Малый зал" in shown and "Отменено" not in shown
        assert (link in shown) == (rung != "member")
    assert "Малый зал" not in desk(world, "outsider") + desk(world, "foreign_secretary")


def test_news_are_what_came_since_the_visit_before(world: World) -> None:
    user: Any = world.users["member"]
    assert visit_desk(user=user, at=NOW) is None
    later = NOW + datetime.timedelta(hours=5)
    assert visit_desk(user=user, at=later) == NOW
    assert visit_desk(user=user, at=later + datetime.timedelta(minutes=5)) == NOW, "the same visit"
    make_protocol(world.meeting, issued_at=timezone.now())
    make_protocol(make_meeting(world.body), issued_at=NOW - datetime.timedelta(days=1))
    shown = desk(world, "member").partition("Новое с вашего")[2].partition("</section>")[0]
    assert shown.count("tag-issued") == 1
    DeskVisit.objects.filter(user=user).update(before_at=timezone.now())
    assert "Новое с вашего" not in desk(world, "member")
    assert "Новое с вашего" not in desk(world, "outsider")


def test_my_page_asks_the_same_for_one_row_and_for_thirty(world: World) -> None:
    def add() -> None:
        task = give_task(world, "secretary", 1)
        world.client("secretary").post(
            reverse("acknowledgement", args=[task.protocol_id]),
            {"deed": "ask", "people": world.users["secretary"].person.pk},
        )
        make_meeting(world.body, held_on=timezone.localdate())

    add()
    visit_desk(user=world.users["secretary"], at=NOW)
    few = count(world.client("secretary"), reverse("desk"))
    for _number in range(10):
        add()
    assert count(world.client("secretary"), reverse("desk")) == few <= 24
