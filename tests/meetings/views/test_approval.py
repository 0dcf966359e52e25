"""The pages of approval: the asked person reads the draft and answers, the secretary sees it; nobody else does."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.vocabulary import ApprovalState, MemberRole
from meetings.models import Approval
from meetings.use_cases.approval import answer_approval, ask_approval, document_sum, remark_draft
from tests.factories import NOW, make_member, make_user
from tests.meetings.views.conftest import World


def ask(world: World, *rungs: str) -> list[Approval]:
    people = [world.users[rung].person.pk for rung in rungs or ("member",)]
    return ask_approval(meeting=world.meeting, people=people, actor=world.users["secretary"], at=NOW)


def post(world: World, rung: str, url: str, **sent: Any) -> Any:
    return world.client(rung).post(url, sent, follow=True)


def page_of(approval: Approval) -> str:
    return reverse("approval", args=[approval.pk])


def test_the_secretary_asks_and_the_member_finds_it_on_his_desk(world: World) -> None:
    url = reverse("approvals", args=[world.meeting.pk])
    member = world.users["member"].person
    answer = post(world, "secretary", url, deed="ask", people=[member.pk], due_on="2100-01-31")
    assert "Отправлено на согласование: 1." in answer.content.decode()
    (approval,) = Approval.objects.all()

    desk = world.client("member").get(reverse("desk")).content.decode()
    assert "Ждут вашего согласования" in desk
    assert page_of(approval) in desk
    page = world.client("member").get(page_of(approval)).content.decode()
    assert "Доложил о ходе работ" in page
    assert "Ответьте до 31.01.2100" in page


def test_a_remark_and_a_refusal_reach_the_secretary_escaped(world: World) -> None:
    (approval,) = ask(world)
    where = "items[0].decisions[0]"
    post(world, "member", page_of(approval), deed="remark", where=where, text="<b>Не</b> отделу")
    seen = document_sum(world.meeting)
    answer = post(world, "member", page_of(approval), deed="decline", seen=seen, reason="<i>Нет</i>")
    assert "Отказ отправлен секретарю" in answer.content.decode()

    page = world.client("secretary").get(reverse("approvals", args=[world.meeting.pk])).content.decode()
    assert "&lt;b&gt;Не&lt;/b&gt; отделу" in page
    assert "&lt;i&gt;Нет&lt;/i&gt;" in page
    assert "Рекомендовать отделу" in page, "the paragraph as it was read"
    assert "Отправить снова тем, кто отказал" in page


def test_a_refused_answer_keeps_what_was_typed(world: World) -> None:
    (approval,) = ask(world)
    answer = post(world, "member", page_of(approval), deed="decline", seen="0" * 64, reason="долго думал и написал")
    text = answer.content.decode()
    assert "Перечитайте его и ответьте снова" in text
    assert "долго думал и написал" in text
    answer = post(world, "member", page_of(approval), deed="remark", where="нет такого", text="тоже не пропадёт")
    assert "тоже не пропадёт" in answer.content.decode()
    assert Approval.objects.get().state == ApprovalState.WAITING


def test_after_the_answer_the_draft_is_closed_again(world: World) -> None:
    (approval,) = ask(world)
    assert world.client("member").get(reverse("meeting", args=[world.meeting.pk])).status_code == 404
    post(world, "member", page_of(approval), deed="approve", seen=document_sum(world.meeting))
    page = world.client("member").get(page_of(approval)).content.decode()
    assert "Согласовано" in page
    assert "Доложил о ходе работ" not in page
    assert "Ждут вашего согласования" not in world.client("member").get(reverse("desk")).content.decode()


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "chair"])
def test_only_the_secretary_runs_the_approval(world: World, rung: str) -> None:
    (approval,) = ask(world, "deputy")
    remark = remark_draft(approval=approval, text="Опечатка.", actor=None, at=NOW)
    url = reverse("approvals", args=[world.meeting.pk])
    for sent in (
        {"deed": "ask", "people": [world.users["member"].person.pk]},
        {"deed": "withdraw", "key": approval.pk},
        {"deed": "settle", "key": remark.pk},
    ):
        world.client(rung).post(url, sent)
    assert [(one.person, one.state) for one in Approval.objects.all()] == [
        (world.users["deputy"].person, ApprovalState.WAITING)
    ]
    remark.refresh_from_db()
    assert remark.settled_at is None


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "foreign_secretary", "deputy", "chair", "administrator"])
def test_nobody_answers_for_another(world: World, rung: str) -> None:
    (approval,) = ask(world)
    world.client(rung).post(page_of(approval), {"deed": "approve", "seen": document_sum(world.meeting)})
    assert Approval.objects.get().state == ApprovalState.WAITING


@pytest.mark.parametrize("sent", [{"deed": "x"}, {}, {"deed": "settle", "key": "9" * 40}, {"deed": "withdraw"}])
def test_odd_requests_are_refused_calmly(world: World, sent: dict[str, str]) -> None:
    (approval,) = ask(world)
    assert world.client("secretary").post(reverse("approvals", args=[world.meeting.pk]), sent).status_code == 302
    assert world.client("member").post(page_of(approval), sent).status_code in (200, 302, 404)
    assert Approval.objects.get().state == ApprovalState.WAITING


def test_the_page_asks_the_same_for_one_and_for_thirty(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert world.client("secretary").get(reverse("approvals", args=[world.meeting.pk])).status_code == 200
        return len(asked)

    (first,) = ask(world)
    remark_draft(approval=first, text="Раз.", actor=None, at=NOW)
    queries()
    one = queries()
    for _ in range(30):
        seat = make_member(world.body, MemberRole.MEMBER, user=make_user())
        who = {"actor": None, "at": NOW}
        (approval,) = ask_approval(meeting=world.meeting, people=[seat.person_id], **who)
        remark_draft(approval=approval, text="Опечатка.", **who)
        answer_approval(approval=approval, is_approved=True, seen=document_sum(world.meeting), **who)
    assert queries() == one
