"""The agenda at the desk over the wire: dropped rows, sub-questions, a pasted list."""

import pytest
from django.test import Client

from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def numbers(world: World) -> list[tuple[str, str]]:
    return [(item.number, item.title[-1:]) for item in world.meeting.items.order_by("order")]


def test_rows_are_dropped_and_shifted(world: World, secretary: Client) -> None:
    first, second, third = (f"item:{item.pk}" for item in world.meeting.items.all())
    do(secretary, world.meeting, deed="put", row=third, after=first, part="agenda")
    assert numbers(world) == [("1", "1"), ("2", "3"), ("3", "2")]
    do(secretary, world.meeting, deed="put", row=third, after="", part="agenda")
    assert numbers(world) == [("1", "3"), ("2", "1"), ("3", "2")]
    shown = do(secretary, world.meeting, deed="deeper", row=first, part="agenda").content.decode()
    assert numbers(world) == [("1", "3"), ("1.1", "1"), ("2", "2")]
    assert "deep-1" in shown
    do(secretary, world.meeting, deed="higher", row=first, part="agenda")
    assert numbers(world) == [("1", "3"), ("2", "1"), ("3", "2")]
    refused = do(secretary, world.meeting, deed="deeper", row=third, part="agenda").content.decode()
    assert "Первый вопрос не может быть подвопросом." in refused
    assert second


@pytest.mark.parametrize("after", ["speech:1", "item:x", "что-то"])
def test_what_is_no_place_moves_nothing(world: World, secretary: Client, after: str) -> None:
    before = numbers(world)
    row = f"item:{world.meeting.items.all()[2].pk}"
    do(secretary, world.meeting, deed="put", row=row, after=after, part="agenda")
    assert numbers(world) == before


def test_only_questions_become_sub_questions(world: World, secretary: Client) -> None:
    row = f"speech:{world.meeting.speeches.all()[0].pk}"
    shown = do(secretary, world.meeting, deed="deeper", row=row, part="agenda").content.decode()
    assert "больше нет" in shown


def test_a_pasted_list_keeps_its_sub_questions(world: World, secretary: Client) -> None:
    text = "1. О смете:\n1.1. О доходах;\n1.2) О расходах.\n2. О разном\n  - О билетах\n2 б. О входе"
    do(secretary, world.meeting, deed="add", kind="item", text=text, part="agenda")
    added = [(item.number, item.title) for item in world.meeting.items.order_by("order")][3:]
    assert added == [
        *(("4", "О смете"), ("4.1", "О доходах"), ("4.2", "О расходах")),
        *(("5", "О разном"), ("5.1", "О билетах"), ("5 б", "О входе")),
    ]
