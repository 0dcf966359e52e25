"""Undoing at the desk: everything an editor did goes back step by step, and forth; never over somebody else's work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document import tree
from meetings.mapping.addresses import Address
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.desk_removal import remove_row
from meetings.use_cases.desk_rows import add_row, move_row
from meetings.use_cases.desk_undo import NothingToUndo, UndoConflict, undo_last
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_field import save_field
from tests.factories import NOW, make_document, make_meeting, make_user
from tests.strategies import documents
from tests.walks import Walk, fresh, on_rows


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(first=documents(most_items=2), walk=st.lists(on_rows, min_size=1, max_size=10))
def test_all_deeds_go_back_and_forth(first: tree.ProtocolDocument, walk: list[Any]) -> None:
    with transaction.atomic():
        here = Walk(first, make_user())
        states = [compose(fresh(here.meeting))]
        for name, *arguments in walk:
            deed: Callable[..., None] = getattr(here, name)
            try:
                with transaction.atomic():
                    deed(*arguments)
            except Refused:
                continue
            if (now := compose(fresh(here.meeting))) != states[-1]:
                states.append(now)
        back = [states[-1]]
        while step(here, is_redo=False):
            if (now := compose(fresh(here.meeting))) != back[-1]:
                back.append(now)
        assert back[-1] == states[0]
        assert [state for state in back if state not in states] == [], "undoing leads only to what has been"
        while step(here, is_redo=True):
            pass
        assert compose(fresh(here.meeting)) == states[-1]
        transaction.set_rollback(True)


def step(here: Walk, *, is_redo: bool) -> bool:
    try:
        undo_last(is_redo=is_redo, **here.deed())
    except NothingToUndo:
        return False
    return True


@pytest.fixture
def meeting(db: None) -> Meeting:
    meeting = make_meeting()
    record(make_document(meeting.body), meeting)
    return fresh(meeting)


@pytest.fixture
def editors(db: None) -> tuple[Any, Any]:
    return make_user(), make_user()


def write(meeting: Meeting, actor: Any, field: str, value: str, base: str) -> Address:
    speech = meeting.speeches.all()[0]
    address = Address("speech", speech.pk, field)
    save_field(meeting=fresh(meeting), address=address, value=value, base=base, actor=actor, at=NOW)
    return address


def first_speech(meeting: Meeting) -> tree.Speech:
    return compose(fresh(meeting)).items[0].speeches[0]


def test_an_editor_undoes_his_own_deeds_only(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, other = editors
    write(meeting, me, "position", "директор", "")
    write(meeting, other, "membership", "член совета", "")
    entry = undo_last(meeting=meeting, actor=me, at=NOW)

    speech = first_speech(meeting)
    assert (speech.position, speech.membership) == ("", "член совета")
    assert entry.details["undoes"] == [2]
    assert entry.details["position"] == ["директор", ""]
    with pytest.raises(NothingToUndo):
        undo_last(meeting=meeting, actor=me, at=NOW)
    undo_last(meeting=meeting, actor=me, at=NOW, is_redo=True)
    assert first_speech(meeting).position == "директор"


def test_undoing_over_anothers_text_is_refused_and_tells_both(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, other = editors
    write(meeting, me, "position", "директор", "")
    address = write(meeting, other, "position", "ректор", "директор")
    version = fresh(meeting).version

    with pytest.raises(UndoConflict) as refused:
        undo_last(meeting=meeting, actor=me, at=NOW)
    assert (refused.value.address, refused.value.before, refused.value.now) == (address, "", "ректор")
    assert refused.value.by is not None
    assert refused.value.by.actor == other
    assert fresh(meeting).version == version
    assert first_speech(meeting).position == "ректор"


def test_a_new_deed_ends_what_could_be_done_again(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, _other = editors
    write(meeting, me, "position", "директор", "")
    undo_last(meeting=meeting, actor=me, at=NOW)
    write(meeting, me, "membership", "член совета", "")
    with pytest.raises(NothingToUndo):
        undo_last(meeting=meeting, actor=me, at=NOW, is_redo=True)


def test_one_typing_is_undone_at_once(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, _other = editors
    for base, value in (("", "ди"), ("ди", "дирек"), ("дирек", "директор")):
        write(meeting, me, "position", value, base)
    undo_last(meeting=meeting, actor=me, at=NOW)
    assert first_speech(meeting).position == ""
    undo_last(meeting=meeting, actor=me, at=NOW, is_redo=True)
    assert first_speech(meeting).position == "директор"


def test_a_removed_row_comes_back_with_its_key_beside_anothers_new_row(
    meeting: Meeting, editors: tuple[Any, Any]
) -> None:
    me, other = editors
    item = meeting.items.all()[0]
    gone = meeting.decisions.filter(item=item)[0]
    remove_row(address=Address("decision", gone.pk), meeting=meeting, actor=me, at=NOW)
    new = add_row(kind="decision", item_pk=item.pk, meeting=meeting, actor=other, at=NOW)
    undo_last(meeting=meeting, actor=me, at=NOW)

    assert [row.pk for row in meeting.decisions.filter(item=item).order_by("order")] == [gone.pk, new.pk]
    assert compose(fresh(meeting)).items[0].votes[0].decision == 0, "the voting is tied to it again"


def test_a_row_in_which_somebody_wrote_is_not_taken_away(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, other = editors
    item = meeting.items.all()[0]
    row = add_row(kind="decision", item_pk=item.pk, meeting=meeting, actor=me, at=NOW)
    points = (tree.DecisionPoint(text="Чужой труд"),)
    address = Address("decision", row.pk, "points")
    save_field(meeting=fresh(meeting), address=address, value=points, base=(), actor=other, at=NOW)

    with pytest.raises(UndoConflict):
        undo_last(meeting=meeting, actor=me, at=NOW)
    assert compose(fresh(meeting)).items[0].decisions[1].points[0].text == "Чужой труд"


def test_a_list_moved_since_is_left_alone(meeting: Meeting, editors: tuple[Any, Any]) -> None:
    me, other = editors
    rows = list(meeting.items.all())
    move_row(address=Address("item", rows[0].pk), by=1, meeting=meeting, actor=me, at=NOW)
    move_row(address=Address("item", rows[0].pk), by=1, meeting=meeting, actor=other, at=NOW)
    with pytest.raises(UndoConflict):
        undo_last(meeting=meeting, actor=me, at=NOW)
    assert HistoryEntry.objects.count() == 2
