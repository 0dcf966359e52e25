"""The agenda's rows moved and made sub-questions: numbers that count go on counting, the shape stays."""

from typing import Any

import pytest

from meetings.mapping.addresses import Address
from meetings.models import Meeting
from meetings.use_cases.desk_agenda import shift_item
from meetings.use_cases.desk_removal import remove_row
from meetings.use_cases.desk_rows import add_row, add_rows, move_row, put_row
from meetings.use_cases.desk_undo import undo_last
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.save_field import RowGone
from tests.factories import NOW, make_meeting, make_user

pytestmark = pytest.mark.django_db


def hold(*numbers: str) -> Meeting:
    """A meeting whose questions are called by letters in their order."""
    meeting = make_meeting()
    for order, number in enumerate(numbers):
        meeting.items.create(order=order, number=number, title="абвгдежз"[order])
    return meeting


def listed(meeting: Meeting) -> str:
    return " ".join(f"{item.number}:{item.title}" for item in meeting.items.order_by("order"))


def row(meeting: Meeting, title: str) -> Address:
    return Address("item", meeting.items.get(title=title).pk)


def deed(meeting: Meeting) -> Any:
    return {"meeting": meeting, "actor": make_user(), "at": NOW}


@pytest.mark.parametrize(
    ("numbers", "moved", "by", "after"),
    [
        (["1", "2", "3"], "в", -1, "1:а 2:в 3:б"),
        (["1", "2", "2.1", "3"], "г", -1, "1:а 2:г 3:б 3.1:в"),
        (["1", "2", "2.1", "3"], "б", 1, "1:а 2:г 3:б 3.1:в"),
        (["1", "2", "2.1", "3"], "б", -1, "1:б 1.1:в 2:а 3:г"),
        (["1", "2", "2.1", "3"], "в", -1, "1:а 1.1:в 2:б 3:г"),
        (["1", "2", "2.1", "3"], "в", 1, "1:а 2:б 3:г 3.1:в"),
        (["1", "1.1", "1.2"], "в", -1, "1:а 1.1:в 1.2:б"),
        (["1", "1 а", "1 б"], "в", -1, "1:а 1 а:в 1 б:б"),
        (["1", "2"], "а", -1, "1:а 2:б"),
        (["1", "2"], "б", 1, "1:а 2:б"),
        (["1", "2", "3"], "а", 5, "1:б 2:в 3:а"),
        (["7", "9"], "б", -1, "9:б 7:а"),
    ],
)
def test_questions_move_with_what_is_below_them(numbers: list[str], moved: str, by: int, after: str) -> None:
    meeting = hold(*numbers)
    move_row(address=row(meeting, moved), by=by, **deed(meeting))
    assert listed(meeting) == after


@pytest.mark.parametrize(
    ("moved", "behind", "after"),
    [
        ("г", "", "1:г 2:а 3:б 3.1:в"),
        ("а", "г", "1:б 1.1:в 2:г 3:а"),
        ("б", "г", "1:а 2:г 3:б 3.1:в"),
        ("г", "б", "1:а 2:б 3:г 3.1:в"),
        ("б", "в", "1:а 2:б 2.1:в 3:г"),
        ("в", "", "1:в 2:а 3:б 4:г"),
    ],
)
def test_a_question_is_dropped_anywhere(moved: str, behind: str, after: str) -> None:
    meeting = hold("1", "2", "2.1", "3")
    put_row(address=row(meeting, moved), after=row(meeting, behind) if behind else None, **deed(meeting))
    assert listed(meeting) == after


def test_a_place_in_another_meeting_is_none() -> None:
    meeting, other = hold("1", "2"), hold("1")
    with pytest.raises(RowGone):
        put_row(address=row(meeting, "б"), after=row(other, "а"), **deed(meeting))


@pytest.mark.parametrize(
    ("numbers", "shifted", "by", "after"),
    [
        (["1", "2", "3"], "б", 1, "1:а 1.1:б 2:в"),
        (["1", "1.1", "2"], "в", 1, "1:а 1.1:б 1.2:в"),
        (["1", "1.1", "1.2"], "в", 1, "1:а 1.1:б 1.1.1:в"),
        (["1", "1 а", "2"], "в", 1, "1:а 1 а:б 1 б:в"),
        (["1", "1.1", "2"], "б", -1, "1:а 2:б 3:в"),
        (["5", "7", "9"], "в", 1, "5:а 7:б 2.1:в"),
    ],
)
def test_a_question_becomes_a_sub_question_and_one_again(numbers: list[str], shifted: str, by: int, after: str) -> None:
    meeting = hold(*numbers)
    shift_item(address=row(meeting, shifted), by=by, **deed(meeting))
    assert listed(meeting) == after


@pytest.mark.parametrize(("shifted", "by"), [("а", 1), ("а", -1), ("г", 1)])
def test_what_cannot_be_a_sub_question_stays(shifted: str, by: int) -> None:
    meeting = hold("1", "1.1", "1.1.1", "1.1.2")
    with pytest.raises(CannotSave):
        shift_item(address=row(meeting, shifted), by=by, **deed(meeting))
    assert listed(meeting) == "1:а 1.1:б 1.1.1:в 1.1.2:г"


def test_new_rows_take_the_shape_of_the_list() -> None:
    meeting = hold("1", "1.1", "2")
    add_row(kind="item", after=row(meeting, "б"), values={"title": "щ"}, **deed(meeting))
    assert listed(meeting) == "1:а 1.1:б 1.2:щ 2:в"
    pasted = [{"title": "х", "number": "1"}, {"title": "ц", "number": "1.1"}]
    add_rows(kind="item", values=pasted, **deed(meeting))
    assert listed(meeting) == "1:а 1.1:б 1.2:щ 2:в 3:х 3.1:ц"
    remove_row(address=row(meeting, "а"), **deed(meeting))
    assert listed(meeting) == "1:б 1.1:щ 2:в 3:х 3.1:ц"


def test_numbers_typed_by_hand_survive() -> None:
    meeting = hold("1", "3", "б/н")
    add_row(kind="item", values={"title": "щ"}, **deed(meeting))
    move_row(address=row(meeting, "в"), by=-1, **deed(meeting))
    assert listed(meeting) == "1:а б/н:в 3:б 4:щ"


def test_a_move_with_its_block_is_undone_at_once() -> None:
    meeting = hold("1", "2", "2.1", "3")
    who = deed(meeting)
    put_row(address=row(meeting, "б"), after=None, **who)
    shift_item(address=row(meeting, "г"), by=1, **who)
    assert listed(meeting) == "1:б 1.1:в 2:а 2.1:г"
    undo_last(**who)
    assert listed(meeting) == "1:б 1.1:в 2:а 3:г"
    undo_last(**who)
    assert listed(meeting) == "1:а 2:б 2.1:в 3:г"
