"""Sheets of tasks over several meetings: who is listed, what a reader may see, the files, the cost."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.rendering.pdf import PrintingFailed
from meetings.rendering.task_sheet import SHEET_FORMATS, SheetFormat
from tests.factories import make_meeting, make_protocol
from tests.meetings.rendering.word import lines_of
from tests.meetings.views.conftest import World
from tests.meetings.views.test_queries import count


def page_of(world: World, rung: str = "member", **query: Any) -> str:
    return world.client(rung).get(reverse("task_sheets", args=[world.body.slug]), query).content.decode()


def sheet_of(world: World, to: str, rung: str = "member", **query: Any) -> list[str]:
    url = reverse("task_sheet", args=[world.body.slug, "docx"])
    answer = world.client(rung).get(url, {"to": to} | query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return lines_of(answer.content)


def test_the_page_lists_whom_protocols_address(world: World) -> None:
    assert "Поручений пока нет" in page_of(world)
    make_protocol(world.meeting)
    make_protocol(make_meeting(world.body))

    page = page_of(world)
    assert "отдел<br>" in page and "Швец С.С.<br>" in page
    assert "протоколов: 2" in page
    assert "Ничего не найдено" in page_of(world, q="маяк")
    assert "отдел<br>" not in page_of(world, q="швец")
    assert reverse("task_sheets", args=[world.body.slug]) in (
        world.client("member").get(reverse("body", args=[world.body.slug])).content.decode()
    )


def test_a_sheet_gathers_the_points_of_all_meetings(world: World) -> None:
    make_protocol(world.meeting)
    make_protocol(make_meeting(world.body))
    lines = sheet_of(world, "Отдел")

    assert "Исполнитель: отдел" in " ".join(lines)
    assert sum("Подготовить план работы на год" in line for line in lines) == 6
    assert any("до 1 марта" in line.replace("\u00a0", " ") for line in lines), "the term of a point below"


def test_only_the_newest_edition_in_force_counts(world: World) -> None:
    old = make_protocol(world.meeting)
    make_protocol(world.meeting)
    assert "протоколов: 1" in page_of(world)
    Protocol.objects.filter(pk=old.pk).update(state=ProtocolState.SUPERSEDED)
    assert "протоколов: 1" in page_of(world)
    Protocol.objects.update(state=ProtocolState.ANNULLED)
    assert "Поручений пока нет" in page_of(world, rung="secretary")


def test_a_year_narrows_both(world: World) -> None:
    make_protocol(world.meeting)
    make_protocol(make_meeting(world.body, held_on=datetime.date(2023, 1, 1)))
    assert "Ничего не найдено" in page_of(world, year="1999")
    url = reverse("task_sheet", args=[world.body.slug, "docx"])
    assert world.client("member").get(url, {"to": "отдел", "year": "1999"}).status_code == 404
    assert len(sheet_of(world, "отдел", year="2024")) > 3


def test_no_sheet_for_nobody_and_for_unknown_formats(world: World) -> None:
    make_protocol(world.meeting)
    for name, to in (("docx", "никто"), ("docx", ""), ("exe", "отдел")):
        url = reverse("task_sheet", args=[world.body.slug, name])
        assert world.client("member").get(url, {"to": to}).status_code == 404


def test_a_sheet_that_cannot_be_printed_is_told_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def jam(_page: str) -> bytes:
        raise PrintingFailed("Бумага кончилась.")

    make_protocol(world.meeting)
    monkeypatch.setitem(SHEET_FORMATS, "pdf", SheetFormat("pdf", "application/pdf", jam))
    url = reverse("task_sheet", args=[world.body.slug, "pdf"])
    assert "Бумага кончилась." in world.client("member").get(url, {"to": "отдел"}, follow=True).content.decode()


def test_a_visitor_of_a_public_body_has_no_sheets(world: World) -> None:
    world.body.is_public = True
    world.body.save()
    make_protocol(world.meeting, state=ProtocolState.PUBLISHED)
    for rung in ("anonymous", "outsider"):
        assert world.client(rung).get(reverse("task_sheets", args=[world.body.slug])).status_code == 404


def test_the_page_asks_the_same_for_one_meeting_and_for_thirty(world: World) -> None:
    url = reverse("task_sheets", args=[world.body.slug])
    make_protocol(world.meeting)
    first = count(world.client("member"), url)
    for _ in range(30):
        make_protocol(make_meeting(world.body))
    assert count(world.client("member"), url) == first <= 6
