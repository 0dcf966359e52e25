"""Drafting: every edit writes its part, keeps the rest, leaves a trace, and never goes over another's edit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document import tree
from meetings.document.vocabulary import AttendanceStatus, ItemPresence, MemberRole, VoteOption
from meetings.mapping.changes import trace_items
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import AgendaItem, Attendance, HistoryEntry, HistoryVerb, ItemAttendance, Meeting, VoteEvent
from meetings.use_cases import parts
from meetings.use_cases.create_meeting import create_meeting
from meetings.use_cases.delete_meeting import CannotDelete, delete_draft_meeting
from meetings.use_cases.save_draft import CannotSave, StaleMeeting, save_draft
from members.models import PositionHeld
from tests import factories
from tests.strategies import documents


@pytest.fixture
def meeting(db: None) -> Meeting:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def edit_of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "version": meeting.version, "actor": None, "at": factories.NOW}


#: part → (the edit, the document it must lead to)
EDITS: dict[
    str, tuple[Callable[..., Meeting], Callable[[tree.ProtocolDocument], tree.ProtocolDocument], HistoryVerb]
] = {
    "header": (
        lambda **edit: parts.update_header(changes={"place": "г. Ясногорск", "number": "8/19"}, **edit),
        lambda document: replace(document, place="г. Ясногорск", number="8/19"),
        HistoryVerb.CHANGED_HEADER,
    ),
    "attendance": (
        lambda **edit: parts.update_attendance(attendees=[tree.Attendee(name="Крутых П.И.")], **edit),
        lambda document: replace(document, attendees=(tree.Attendee(name="Крутых П.И."),)),
        HistoryVerb.CHANGED_ATTENDANCE,
    ),
    "opening": (
        lambda **edit: parts.update_opening(speeches=[tree.Speech(name="Крутых П.И.")], **edit),
        lambda document: replace(document, opening=(tree.Speech(name="Крутых П.И."),)),
        HistoryVerb.CHANGED_OPENING,
    ),
    "agenda": (
        lambda **edit: parts.update_agenda(items=[factories.make_item(9)], **edit),
        lambda document: replace(document, items=(factories.make_item(9),)),
        HistoryVerb.CHANGED_AGENDA,
    ),
    "signatures": (
        lambda **edit: parts.update_signatures(signatures=[], attachments=[tree.Attachment(title="Смета")], **edit),
        lambda document: replace(document, signatures=(), attachments=(tree.Attachment(title="Смета"),)),
        HistoryVerb.CHANGED_SIGNATURES,
    ),
}


@pytest.mark.parametrize("part", EDITS)
def test_edit_of_a_part_writes_it_and_nothing_else(meeting: Meeting, part: str) -> None:
    edit, expected, verb = EDITS[part]
    before = compose(meeting)
    saved = edit(**edit_of(meeting))
    assert saved.version == meeting.version + 1
    assert compose(saved) == expected(before)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == expected(before)
    assert HistoryEntry.objects.get().verb == verb


@pytest.mark.parametrize("part", EDITS)
def test_stale_edit_is_refused_and_changes_nothing(meeting: Meeting, part: str) -> None:
    parts.update_header(changes={"place": "здесь"}, **edit_of(meeting))
    before = compose(Meeting.objects.get(pk=meeting.pk))
    with pytest.raises(StaleMeeting, match="изменил кто-то другой"):
        EDITS[part][0](**edit_of(meeting))
    after = Meeting.objects.get(pk=meeting.pk)
    assert (compose(after), after.version, HistoryEntry.objects.count()) == (before, meeting.version + 1, 1)


def test_edits_of_one_question(meeting: Meeting) -> None:
    pks = list(AgendaItem.objects.values_list("pk", flat=True))
    before = compose(meeting)
    votes = (replace(before.items[1].votes[0], votes_for=1, votes_against=1, is_unanimous=False),)
    meeting = parts.update_votes(position=1, votes=votes, **edit_of(meeting))
    meeting = parts.update_item(position=1, changes={"heading": "о плане", "speeches": ()}, **edit_of(meeting))
    changed = replace(before.items[1], votes=votes, heading="о плане", speeches=())
    assert compose(meeting).items == (before.items[0], changed, before.items[2])
    decision = tree.Decision(points=(tree.DecisionPoint(text="Одобрить"),))
    meeting = parts.update_decisions(position=1, decisions=(changed.decisions[0], decision), **edit_of(meeting))
    assert compose(meeting).items[1].decisions == (changed.decisions[0], decision)
    assert compose(meeting).items[1].votes == votes
    assert list(AgendaItem.objects.values_list("pk", flat=True)) == pks


def test_voting_outlives_its_decision(meeting: Meeting) -> None:
    meeting = parts.update_decisions(position=0, decisions=(), **edit_of(meeting))
    (event,) = compose(meeting).items[0].votes
    assert (event.decision, event.votes_for) == (None, 2)


def test_unknown_question_is_refused(meeting: Meeting) -> None:
    with pytest.raises(CannotSave, match="Такого вопроса"):
        parts.update_votes(position=3, votes=(), **edit_of(meeting))


def test_history_tells_what_the_head_was(meeting: Meeting) -> None:
    parts.update_header(changes={"place": "здесь"}, **edit_of(meeting))
    assert HistoryEntry.objects.get().details == {"parts": ["head"], "place": ["г. Ясногорск, ул. Озёрная, 5", "здесь"]}


def test_edit_that_changes_nothing_leaves_no_trace(meeting: Meeting) -> None:
    saved = save_draft(replace=lambda document: document, verb=HistoryVerb.CHANGED_ITEM, **edit_of(meeting))
    assert (saved.version, Meeting.objects.get().version) == (meeting.version, meeting.version)
    assert not HistoryEntry.objects.exists()


def test_values_no_record_may_hold_are_refused_in_russian(meeting: Meeting) -> None:
    other = factories.make_meeting(meeting.body, number="14")
    with pytest.raises(CannotSave, match=rf"№ 14 .*заседание {other.pk}"):
        parts.update_header(changes={"number": "14"}, **edit_of(meeting))
    with pytest.raises(CannotSave, match="раньше первого"):
        parts.update_header(changes={"held_until": factories.HELD_ON.replace(year=2020)}, **edit_of(meeting))
    assert Meeting.objects.get(pk=meeting.pk).version == meeting.version


def test_moved_questions_keep_their_rows(meeting: Meeting) -> None:
    first, second, third = AgendaItem.objects.all()
    items = compose(meeting).items
    moved = (replace(items[2], number="1"), items[0], factories.make_item(7))
    saved = parts.update_agenda(items=moved, **edit_of(meeting))
    rows = list(AgendaItem.objects.all())
    assert rows[:2] == [third, first]
    assert second not in rows
    assert compose(saved).items == moved


def test_trace_prefers_the_same_question_to_the_same_place() -> None:
    one, two = factories.make_item(1), factories.make_item(2)
    assert trace_items((one, two), (two, one)) == {0: 1, 1: 0}
    assert trace_items((one, two), (replace(two, number="1", heading="о плане"),)) == {0: 1}
    assert trace_items((one,), (one, two)) == {0: 0}


def test_links_to_people_outlive_edits(meeting: Meeting) -> None:
    person = factories.make_person()
    Attendance.objects.filter(order=0).update(person=person)
    attendees = list(compose(meeting).attendees)
    attendees[0] = replace(attendees[0], status=AttendanceStatus.EXCUSED)
    meeting = parts.update_attendance(attendees=attendees, **edit_of(meeting))
    vote = tree.Vote(name=attendees[0].name, option=VoteOption.NO)
    meeting = parts.update_votes(position=0, votes=(tree.VoteEvent(votes=(vote,)),), **edit_of(meeting))
    assert Attendance.objects.get(order=0).person == person
    assert VoteEvent.objects.filter(item__order=0).get().votes.get().person == person


def test_exceptions_of_a_question_follow_the_attendance(meeting: Meeting) -> None:
    name = compose(meeting).attendees[0].name
    absence = tree.ItemAbsence(name=name, presence=ItemPresence.LEFT)
    meeting = parts.update_item(position=0, changes={"absences": (absence,)}, **edit_of(meeting))
    assert ItemAttendance.objects.get().attendance.name_text == name
    attendees = (*reversed(compose(meeting).attendees),)
    parts.update_attendance(attendees=attendees, **edit_of(meeting))
    assert ItemAttendance.objects.get().attendance == Attendance.objects.get(order=1)


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(before=documents(most_items=3), after=documents(most_items=3), order=st.permutations(range(3)))
def test_any_document_may_follow_any(
    before: tree.ProtocolDocument, after: tree.ProtocolDocument, order: list[int]
) -> None:
    shuffled = tuple(before.items[place] for place in order if place < len(before.items))
    with transaction.atomic():
        meeting = Meeting(body=factories.make_body())
        record(before, meeting)
        for document in (replace(before, items=shuffled), after):
            meeting = save_draft(
                replace=lambda _old, new=document: new, verb=HistoryVerb.CHANGED_AGENDA, **edit_of(meeting)
            )
            assert compose(Meeting.objects.get(pk=meeting.pk)) == document
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_new_meeting_has_the_members_of_its_day() -> None:
    body = factories.make_body(place="г. Ясногорск", statutory_size=22)
    secretary = factories.make_member(body, MemberRole.SECRETARY, rank=2, role_text="секретарь коллегии")
    chair = factories.make_member(body, MemberRole.CHAIR, rank=1, role_text="председатель коллегии")
    factories.make_member(body, ends_on=factories.HELD_ON.replace(year=2023))
    PositionHeld.objects.create(
        person=chair.person, title="заместитель министра", ends_on=factories.HELD_ON.replace(year=2022)
    )
    PositionHeld.objects.create(person=chair.person, title="министр", starts_on=factories.HELD_ON.replace(year=2023))
    meeting = create_meeting(body=body, actor=None, at=factories.NOW, held_on=factories.HELD_ON)
    document = compose(meeting)
    assert [(one.position, one.role) for one in document.attendees] == [
        ("министр", "председатель коллегии"),
        ("", "секретарь коллегии"),
    ]
    assert (document.place, document.members_total, document.title) == ("г. Ясногорск", 22, "заседания")
    assert document.chair == tree.Officer(name=chair.person.full_name, role="Председатель коллегии")
    assert [line.name for line in document.signatures] == ["А.И.\u00a0Соловьёва"] * 2
    assert meeting.secretary == secretary.person
    assert HistoryEntry.objects.get().verb == HistoryVerb.CREATED_MEETING


@pytest.mark.django_db
def test_number_taken_is_refused_at_once() -> None:
    meeting = factories.make_meeting(number="1")
    with pytest.raises(CannotSave, match="уже есть"):
        create_meeting(body=meeting.body, actor=None, at=factories.NOW, held_on=factories.HELD_ON, number="1")
    assert Meeting.objects.count() == 1


def test_draft_is_deleted_and_remembered(meeting: Meeting) -> None:
    body = meeting.body
    delete_draft_meeting(meeting=meeting, actor=None, at=factories.NOW)
    assert not Meeting.objects.exists()
    assert not AgendaItem.objects.exists()
    assert body.history.get().verb == HistoryVerb.DELETED_MEETING


def test_meeting_with_a_protocol_stays(meeting: Meeting) -> None:
    factories.make_protocol(meeting)
    with pytest.raises(CannotDelete, match="постоянно"):
        delete_draft_meeting(meeting=meeting, actor=None, at=factories.NOW)
    assert Meeting.objects.filter(pk=meeting.pk).exists()
