"""The papers around a meeting as files: who gets them is on the ladder, here what comes and how."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse

from meetings.document.vocabulary import MemberRole
from meetings.rendering.meeting_papers import MEETING_PAPERS
from meetings.use_cases.create_meeting import create_meeting
from members.models.choices import VotingRight
from tests.factories import NOW, make_body, make_member, make_person
from tests.meetings.rendering.word import lines_of
from tests.meetings.views.conftest import World


def address(world: World, paper: str, name: str) -> str:
    return reverse("meeting_paper", args=[world.meeting.pk, paper, name])


@pytest.mark.parametrize("paper", sorted(MEETING_PAPERS))
def test_page_of_the_meeting_leads_to_every_paper(world: World, paper: str) -> None:
    page = world.client("chair").get(reverse("meeting", args=[world.meeting.pk])).content.decode()
    for name, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert f'href="{address(world, paper, name)}"' in page
        answer = world.client("chair").get(address(world, paper, name))
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        disposition = unquote(answer["Content-Disposition"])
        assert disposition.startswith("attachment;")
        assert str(MEETING_PAPERS[paper].title) in disposition
        assert disposition.endswith(f".{name}")


@pytest.mark.parametrize(("paper", "name"), [("notice", "exe"), ("notice", "txt"), ("protocol", "pdf"), ("x", "docx")])
def test_an_unknown_paper_is_not_there(world: World, paper: str, name: str) -> None:
    assert world.client("secretary").get(address(world, paper, name)).status_code == 404


def test_a_paper_is_only_given_never_posted(world: World) -> None:
    assert world.client("secretary").post(address(world, "notice", "pdf")).status_code == 405


def test_a_meeting_without_questions_says_what_is_missing(world: World) -> None:
    empty = create_meeting(body=world.body, actor=None, at=NOW)
    url = reverse("meeting_paper", args=[empty.pk, "notice", "pdf"])
    page = world.client("secretary").get(url, follow=True)
    assert page.redirect_chain == [(reverse("meeting", args=[empty.pk]), 302)]
    assert "В повестке нет ни одного вопроса" in page.content.decode()


def test_ballots_go_to_members_with_a_vote(admin_client: Any) -> None:
    body = make_body()
    make_member(body, MemberRole.CHAIR, person=make_person(family_name="Голосова"))
    adviser = make_person(family_name="Советникова")
    make_member(body, person=adviser, voting_right=VotingRight.ADVISORY)
    meeting = create_meeting(body=body, actor=None, at=NOW)
    meeting.items.create(order=1, number="1", title="О плане")
    ballots = admin_client.get(reverse("meeting_paper", args=[meeting.pk, "ballots", "docx"]))
    words = "\n".join(lines_of(ballots.content))
    assert "Голосует: Голосова" in words.replace("\u00a0", " ")
    assert "Советникова" not in words


def test_a_paper_costs_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("secretary")
    with django_assert_max_num_queries(6):
        client.get(address(world, "attendance_sheet", "docx"))
