"""Lists pasted into the desk: rows of people and of questions, and the empty row they were pasted into."""

import pytest
from django.test import Client

from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.mapping.compose import compose
from meetings.models import Meeting
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do

PEOPLE = (
    "Лесная Вера Павловна\tначальник отдела парков\n"
    "Ручьёв О.И. – главный садовник, секретарь коллегии\n"
    "Заречный Пётр Львович\tдиректор питомника (онлайн)"
)


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def test_a_list_of_people_becomes_rows_behind_the_row(world: World, secretary: Client) -> None:
    meeting = world.meeting
    before = compose(meeting).attendees
    after = meeting.attendances.order_by("order")[0]

    do(secretary, meeting, deed="add", kind="attendance", after=f"attendance:{after.pk}", text=PEOPLE, over="1")

    people = compose(fresh(meeting)).attendees
    assert people[0] == before[0], "a row with a name is never taken away"
    assert people[4:] == before[1:]
    assert [(one.name, one.position) for one in people[1:4]] == [
        ("Лесная Вера Павловна", "начальник отдела парков"),
        ("Ручьёв О.И.", "главный садовник"),
        ("Заречный Пётр Львович", "директор питомника"),
    ]
    assert [one.role for one in people[1:4]] == ["", "секретарь коллегии", ""]
    assert people[3].mode is AttendanceMode.ONLINE
    assert people[3].note == "", "the paper prints the words of the online ones itself"


def test_the_empty_row_makes_room_for_the_list(world: World, secretary: Client) -> None:
    meeting = world.meeting
    do(secretary, meeting, deed="add", kind="attendance", **{"as": "invited"})
    empty = meeting.attendances.get(name_text="")
    known = meeting.attendances.count() - 1

    sent = {"after": f"attendance:{empty.pk}", "text": PEOPLE, "over": "1", "as": "invited"}
    do(secretary, meeting, deed="add", kind="attendance", **sent)

    assert not meeting.attendances.filter(pk=empty.pk).exists()
    assert meeting.attendances.count() == known + 3
    assert {one.status for one in compose(fresh(meeting)).attendees[known:]} == {AttendanceStatus.INVITED}


def test_questions_fill_an_empty_one_but_never_take_one_that_holds_something(world: World, secretary: Client) -> None:
    meeting = world.meeting
    titles = [item.title for item in compose(meeting).items]
    first = meeting.items.all()[0]
    first.title = ""
    first.heading_override = None
    first.save()

    do(secretary, meeting, deed="add", kind="item", after=f"item:{first.pk}", text="1. О парке\n2. О\tпруде", over="1")
    assert [item.title for item in compose(fresh(meeting)).items] == ["", "О парке", "О пруде", *titles[1:]]

    do(secretary, meeting, deed="add", kind="item")
    empty = meeting.items.order_by("-order")[0]
    do(secretary, meeting, deed="add", kind="item", after=f"item:{empty.pk}", text="О сквере", over="1")
    assert [item.title for item in compose(fresh(meeting)).items][-2:] == [titles[-1], "О сквере"]


@pytest.mark.parametrize("text", ["", "   \n ", "–"])
def test_nothing_pasted_makes_one_empty_row(world: World, secretary: Client, text: str) -> None:
    count = world.meeting.attendances.count()
    do(secretary, world.meeting, deed="add", kind="attendance", text=text)
    assert world.meeting.attendances.count() == count + 1
