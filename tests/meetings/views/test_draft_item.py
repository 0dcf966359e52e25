"""A question at the desk over the wire: offers beside the words, taken by a deed; what follows every save."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.mapping.compose import compose
from meetings.models import Meeting
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do, save

RUNGS = {"anonymous": 401, "outsider": 404, "member": 404, "foreign_secretary": 404, "deputy": 403, "chair": 403}


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


@pytest.fixture
def part(world: World) -> str:
    return f"item-{world.meeting.items.all()[0].pk}"


def first_decision(meeting: Meeting) -> Any:
    return meeting.items.all()[0].decisions.get()


def item_of(meeting: Meeting) -> Any:
    return compose(Meeting.objects.get(pk=meeting.pk)).items[0]


def pieces(client: Client, meeting: Meeting, part: str) -> str:
    """What follows a save beside the fields."""
    paper = client.get(reverse("draft_paper", args=[meeting.pk]), {"part": part, "piece": 1}).content.decode()
    found = re.search(r'<template id="live-news">(.*?)</template>', paper, re.DOTALL)
    assert found is not None
    return found[1]


def set_points(client: Client, meeting: Meeting, text: str) -> None:
    decision = first_decision(meeting)
    address = f"decision:{decision.pk}:points"
    assert (
        save(client, meeting, address, text, "Подготовить план работы на год\n  - согласовать его").status_code == 200
    )


def test_a_term_is_offered_taken_and_followed(world: World, secretary: Client, part: str) -> None:
    meeting, decision = world.meeting, first_decision(world.meeting)
    meeting.assignments.all().delete()
    set_points(secretary, meeting, "- сдать смету до 1 мая\n- ждать")
    offered = pieces(secretary, meeting, part)
    assert "Поручение к п. 1: срок – до 1 мая (последний день 01.05.2024)" in offered

    point = decision.points.get(text="сдать смету до 1 мая")
    shown = do(secretary, meeting, deed="assign", row=f"decision:{decision.pk}", point=point.pk, part=part).content
    assert 'value="2024-05-01"' in shown.decode()
    assert "Поручение к п. 1:" not in pieces(secretary, meeting, part)
    assert item_of(meeting).decisions[0].points[0].text == "сдать смету до 1 мая"

    address = f"decision:{decision.pk}:points"
    save(secretary, meeting, address, "- сдать смету к лету\n- ждать", "- сдать смету до 1 мая\n- ждать")
    told = pieces(secretary, meeting, part)
    assert "В тексте больше нет срока «до 1 мая»." in told
    assert item_of(meeting).decisions[0].assignments[0].due_text == "до 1 мая"


def test_an_assignment_is_edited_and_taken_off(world: World, secretary: Client, part: str) -> None:
    meeting = world.meeting
    row = first_decision(meeting).assignments.get()
    assert save(secretary, meeting, f"assignment:{row.pk}:responsible", "Ёлкина А.П.", "Швец С.С.").status_code == 200
    assert save(secretary, meeting, f"assignment:{row.pk}:state", "done", "in_work").status_code == 200
    shown = do(secretary, meeting, deed="remove", row=f"assignment:{row.pk}", part=part).content.decode()
    assert item_of(meeting).decisions[0].assignments == ()
    entry = re.search(r'data-deed="restore" data-entry="(\d+)"', shown)
    assert entry is not None
    do(secretary, meeting, deed="restore", entry=entry[1], part=part)
    assert [(one.responsible, one.state) for one in item_of(meeting).decisions[0].assignments] == [
        ("Ёлкина А.П.", "done")
    ]
    do(secretary, meeting, deed="up", row=f"assignment:{row.pk}", part=part)
    assert len(item_of(meeting).decisions[0].assignments) == 1


def test_a_phrase_becomes_a_point(world: World, secretary: Client, part: str) -> None:
    meeting = world.meeting
    said = "Предложила: заслушать отчёт музея.\n- доложить весной;"
    item = meeting.items.all()[0].pk
    shown = do(secretary, meeting, deed="point", item=item, text=said, row="speech:1", part=part).content.decode()
    assert "Добавлено пунктом в решение 1.1." in shown
    texts = [point.text for point in item_of(meeting).decisions[0].points]
    assert texts == ["Подготовить план работы на год", "заслушать отчёт музея", "доложить весной"]


def test_an_addressee_and_an_outcome_are_offered_by_the_words(world: World, secretary: Client, part: str) -> None:
    meeting, decision = world.meeting, first_decision(world.meeting)
    lead = f"decision:{decision.pk}:lead"
    for name in ("name", "text"):
        save(
            secretary, meeting, f"decision:{decision.pk}:addressee_{name}", "", "отдел" if name == "name" else "отделу"
        )
    save(secretary, meeting, lead, "Рекомендовать Министерству культуры:", "Рекомендовать отделу:")
    assert "Адресат: Министерство культуры" in pieces(secretary, meeting, part)
    do(secretary, meeting, deed="addressee", row=f"decision:{decision.pk}", part=part)
    addressee = item_of(meeting).decisions[0].addressee
    assert (addressee.text, addressee.name) == ("Министерству культуры", "Министерство культуры")
    assert "Адресат:" not in pieces(secretary, meeting, part)

    save(secretary, meeting, lead, "Принять информацию к сведению", "Рекомендовать Министерству культуры:")
    assert "Исход: принято к сведению" in pieces(secretary, meeting, part)
    do(secretary, meeting, deed="outcome", row=f"decision:{decision.pk}", part=part)
    assert item_of(meeting).decisions[0].outcome == "noted"


def test_a_standard_phrase_is_offered_to_an_empty_decision(world: World, secretary: Client, part: str) -> None:
    meeting = world.meeting
    do(secretary, meeting, deed="add", kind="decision", item=meeting.items.all()[0].pk, part=part)
    row = meeting.items.all()[0].decisions.last()
    assert row is not None
    save(secretary, meeting, f"decision:{row.pk}:outcome", "postponed", "adopted")
    assert "Типовая фраза: «Перенести рассмотрение вопроса" in pieces(secretary, meeting, part)
    do(secretary, meeting, deed="phrase", row=f"decision:{row.pk}", part=part)
    assert item_of(meeting).decisions[1].points[0].text.startswith("Перенести рассмотрение вопроса")


def test_the_speakers_line_is_shown_as_it_prints(world: World, secretary: Client, part: str) -> None:
    meeting = world.meeting
    speech = meeting.speeches.all()[0]
    save(secretary, meeting, f"speech:{speech.pk}:position", "директор <музея>", "")
    told = pieces(secretary, meeting, part)
    assert "Швец Семён Семёнович, директор &lt;музея&gt;." in told
    assert "составлено" in told
    save(secretary, meeting, f"speech:{speech.pk}:attribution", "Выступил Швец С.С.", "")
    told = pieces(secretary, meeting, part)
    assert "Выступил Швец С.С." in told
    assert "своя строка" in told
    assert f'data-clears="speech:{speech.pk}:attribution"' in told


def test_a_heading_shows_how_it_differs_from_the_agenda(world: World, secretary: Client, part: str) -> None:
    meeting = world.meeting
    heading = f"item:{meeting.items.all()[0].pk}:heading"
    assert "составлено по повестке" in pieces(secretary, meeting, part)
    save(secretary, meeting, heading, "о большом плане отдела № 1", "")
    told = re.sub(r"\s+", " ", pieces(secretary, meeting, part))
    assert '<ins><span class="visually-hidden">вписано: </span>большом</ins>' in told
    assert '<del><span class="visually-hidden">убрано: </span>работы</del>' in told
    save(secretary, meeting, heading, "О плане работы отдела № 1", "о большом плане отдела № 1")
    told = pieces(secretary, meeting, part)
    assert "<del>" not in told
    assert "своя формулировка" in told


@pytest.mark.parametrize("deed", ["point", "assign", "addressee", "outcome", "phrase"])
def test_deeds_on_rows_of_another_meeting_change_nothing(world: World, secretary: Client, deed: str) -> None:
    from tests.meetings.views.conftest import make_draft

    other = make_draft(world.body)
    before = compose(other)
    decision = other.decisions.all()[0]
    sent = {"row": f"decision:{decision.pk}", "item": other.items.all()[0].pk, "text": "чужое"}
    shown = do(secretary, world.meeting, deed=deed, part="header", **sent)
    assert "больше нет" in shown.content.decode()
    assert compose(Meeting.objects.get(pk=other.pk)) == before


@pytest.mark.parametrize("rung", RUNGS)
def test_only_the_secretary_takes_offers(world: World, rung: str) -> None:
    decision = first_decision(world.meeting)
    answer = do(world.client(rung), world.meeting, deed="assign", row=f"decision:{decision.pk}", part="header")
    assert answer.status_code == RUNGS[rung]


def test_the_pieces_cost_no_query(world: World, secretary: Client, part: str) -> None:
    url = reverse("draft_paper", args=[world.meeting.pk])
    costs = []
    for number in (1, 30):
        for _row in range(number):
            first_decision(world.meeting).points.create(
                meeting=world.meeting, order=100 + world.meeting.points.count(), text="сдать смету до 1 мая"
            )
        with CaptureQueriesContext(connection) as queries:
            secretary.get(url, {"part": part, "piece": 1})
        costs.append(len(queries))
    assert costs[0] == costs[1]
