"""Votes at the desk over the wire: unanimous and exceptions, votes by name, the counted result, who may not vote."""

from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.document import tree
from meetings.document.vocabulary import AttendanceStatus, VoteOption
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import HistoryEntry, Meeting, VoteEvent
from meetings.use_cases.desk_undo import undo_last
from meetings.use_cases.freeze import CannotFreeze, freeze
from members.models import Body
from tests.factories import NOW, make_document, make_meeting
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do, save
from tests.meetings.views.test_draft import statements

LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
NAMES = [f"{letter}нтонов {other}. {letter}." for letter in LETTERS for other in LETTERS]


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


@pytest.fixture
def meeting(world: World) -> Meeting:
    return drafted(world, 10)


def drafted(world: World, members: int, **fields: Any) -> Meeting:
    """A meeting of one question with an empty voting and so many members, all present."""
    return drafted_in(world.body, NAMES[:members], **fields)


def drafted_in(body: Body, names: list[str], **fields: Any) -> Meeting:
    """A meeting of one question with an empty voting, these members present."""
    document = make_document(body, item_count=1)
    people = tuple(tree.Attendee(name=name) for name in names)
    counts = {"members_total": len(names), "present_total": None} | fields
    first = document.items[0]
    item = tree.AgendaItem(number="1", title=first.title, decisions=first.decisions, votes=(tree.VoteEvent(),))
    made = make_meeting(body)
    record(replace(document, attendees=people, items=(item,), **counts), made)
    return made


def event_of(meeting: Meeting) -> VoteEvent:
    event = meeting.vote_events.first()
    assert event is not None
    return event


def counts_of(meeting: Meeting) -> tuple[int | None, ...]:
    event = event_of(meeting)
    return event.votes_for, event.votes_against, event.votes_abstained, event.votes_not_cast


def vote(meeting: Meeting, client: Client, deed: str, **sent: Any) -> str:
    part = f"item-{meeting.items.all()[0].pk}"
    answer = do(client, meeting, deed=deed, row=f"vote:{event_of(meeting).pk}", part=part, **sent)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def leave(meeting: Meeting, name: str, presence: str = "left") -> None:
    line = meeting.attendances.get(name_text=name)
    item = meeting.items.all()[0]
    order = item.item_attendances.count()
    meeting.item_attendances.create(item=item, order=order, attendance=line, name_text=name, presence=presence)


def page_of(meeting: Meeting, client: Client) -> str:
    url = reverse("draft_part", args=[meeting.pk, f"item-{meeting.items.all()[0].pk}"])
    return unescape(client.get(url).content.decode())


def test_unanimous_and_then_exceptions_by_name(meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "unanimous")
    assert counts_of(meeting) == (10, 0, 0, None)
    assert event_of(meeting).result == "adopted"
    vote(meeting, secretary, "otherwise", name=NAMES[3], option="no")
    vote(meeting, secretary, "otherwise", name=NAMES[4], option="abstain")
    assert counts_of(meeting) == (8, 1, 1, None)
    assert event_of(meeting).is_unanimous is False
    named = {one.name: one.option for one in compose(meeting).items[0].votes[0].votes}
    assert named == dict.fromkeys(NAMES[:10], VoteOption.YES) | {NAMES[3]: VoteOption.NO, NAMES[4]: VoteOption.ABSTAIN}
    vote(meeting, secretary, "unanimous")
    assert counts_of(meeting) == (10, 0, 0, None)
    assert set(event_of(meeting).votes.values_list("option", flat=True)) == {"yes"}


def test_a_name_is_found_by_its_beginning(meeting: Meeting, secretary: Client) -> None:
    page = vote(meeting, secretary, "otherwise", name="антон", option="no")
    assert "Среди голосующих по этому вопросу нет: антон" in page, "several begin so"
    event_of(meeting).meeting.attendances.filter(name_text=NAMES[0]).update(name_text="Щукин Щ.Щ.")
    vote(meeting, secretary, "otherwise", name="щук", option="no")
    assert counts_of(meeting) == (9, 1, 0, None)


@pytest.mark.parametrize(
    ("status", "message"),
    [("absent", "отсутствует: голос записать нельзя"), ("left", "по этому вопросу не участвует")],
)
def test_who_is_away_gets_no_vote(meeting: Meeting, secretary: Client, status: str, message: str) -> None:
    if status == "absent":
        meeting.attendances.filter(name_text=NAMES[0]).update(status=AttendanceStatus.ABSENT)
    else:
        leave(meeting, NAMES[0])
    assert message in vote(meeting, secretary, "otherwise", name=NAMES[0], option="abstain")
    vote(meeting, secretary, "by_name")
    assert not event_of(meeting).votes.filter(name_text=NAMES[0]).exists()
    assert counts_of(meeting) == (9, 0, 0, None)
    vote(meeting, secretary, "unanimous")
    assert counts_of(meeting) == (9, 0, 0, None)


@pytest.mark.parametrize("status", ["absent", "left"])
def test_a_voter_marked_away_afterwards_leaves_the_list_and_is_told(
    meeting: Meeting, secretary: Client, status: str
) -> None:
    vote(meeting, secretary, "by_name")
    row = event_of(meeting).votes.get(name_text=NAMES[0])
    if status == "absent":
        meeting.attendances.filter(name_text=NAMES[0]).update(status=AttendanceStatus.ABSENT)
    else:
        leave(meeting, NAMES[0], "recused")
    page = page_of(meeting, secretary)
    assert f"<s>{NAMES[0]}</s> – не участвует" in page
    assert f'data-field="ballot:{row.pk}:option"' not in page
    findings = unescape(secretary.get(reverse("draft_marks", args=[meeting.pk])).content.decode())
    told = "Записан голос отсутствующего" if status == "absent" else "Записан голос взявшего самоотвод"
    assert told in findings
    assert f'data-open-field="ballot:{row.pk}"' in findings, "the finding leads to the vote"
    refused = save(secretary, meeting, f"ballot:{row.pk}:option", "no", "yes")
    assert refused.status_code == 422
    assert "голос записать нельзя" in refused.json()["error"]
    vote(meeting, secretary, "forget_names", name=NAMES[0])
    assert counts_of(meeting) == (9, 0, 0, None)


def test_a_vote_by_name_is_saved_and_the_counts_follow(meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "by_name")
    event = event_of(meeting)
    row = event.votes.all()[2]

    answer = save(secretary, meeting, f"ballot:{row.pk}:option", "no", "yes")

    assert answer.json()["others"] == {
        f"vote:{event.pk}:votes_for": "9",
        f"vote:{event.pk}:votes_against": "1",
        f"vote:{event.pk}:is_unanimous": "no",
    }
    assert counts_of(meeting) == (9, 1, 0, None)
    assert save(secretary, meeting, f"ballot:{row.pk}:option", "abstain", "yes").status_code == 409
    entry = HistoryEntry.objects.filter(meeting=meeting).first()
    assert entry is not None
    assert entry.details["option"] == ["yes", "no"]
    assert entry.details["item"] == event.item_id, "the history shows it with its question"


def test_a_vote_by_name_asks_at_most_eight_for_ten_and_for_hundred(world: World, secretary: Client) -> None:
    counts = []
    for members in (10, 100):
        meeting = drafted(world, members)
        vote(meeting, secretary, "by_name")
        row = event_of(meeting).votes.all()[5]
        with CaptureQueriesContext(connection) as asked:
            assert save(secretary, meeting, f"ballot:{row.pk}:option", "no", "yes").status_code == 200
        counts.append(statements(asked))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("deed", ["by_name", "unanimous", "otherwise"])
def test_a_deed_on_votes_asks_the_same_for_one_and_for_thirty(world: World, secretary: Client, deed: str) -> None:
    counts = []
    for members in (2, 30):
        meeting = drafted(world, members)
        vote(meeting, secretary, "by_name")
        with CaptureQueriesContext(connection) as asked:
            vote(meeting, secretary, deed, name=NAMES[0], option="no")
        counts.append(statements(asked))
    assert counts[0] == counts[1]


def test_a_secret_voting_takes_counts_only(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    vote(meeting, secretary, "by_name")
    assert "Уберите имена" in vote(meeting, secretary, "method", method="secret")
    refused = save(secretary, meeting, f"{address}:method", "secret", "open")
    assert (refused.status_code, event_of(meeting).method) == (422, "open")
    vote(meeting, secretary, "forget_names")
    assert counts_of(meeting) == (10, 0, 0, None), "the counts stay"
    vote(meeting, secretary, "method", method="secret")
    assert event_of(meeting).method == "secret"
    for deed in ("by_name", "otherwise"):
        assert "имена не записываются" in vote(meeting, secretary, deed, name=NAMES[0], option="no")
    assert not event_of(meeting).votes.exists()
    assert "Кто иначе" not in page_of(meeting, secretary)


def test_an_exception_takes_its_votes_from_those_for(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    vote(meeting, secretary, "unanimous")
    answer = save(secretary, meeting, f"{address}:votes_against", "3", "0")
    assert answer.json()["others"] == {f"{address}:votes_for": "7", f"{address}:is_unanimous": "no"}
    save(secretary, meeting, f"{address}:votes_abstained", "2", "0")
    assert counts_of(meeting) == (5, 3, 2, None)
    assert event_of(meeting).result == "rejected", "five of ten are no majority"
    save(secretary, meeting, f"{address}:votes_against", "0", "3")
    save(secretary, meeting, f"{address}:votes_abstained", "0", "2")
    assert counts_of(meeting) == (10, 0, 0, None)
    assert (event_of(meeting).is_unanimous, event_of(meeting).result) == (True, "adopted")


def test_an_exception_takes_nothing_while_there_is_room(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    vote(meeting, secretary, "unanimous")
    save(secretary, meeting, f"{address}:votes_for", "5", "10")
    save(secretary, meeting, f"{address}:votes_against", "5", "0")
    assert counts_of(meeting) == (5, 5, 0, None), "a tie of ten"
    save(secretary, meeting, f"{address}:votes_abstained", "1", "0")
    assert counts_of(meeting) == (4, 5, 1, None), "the room is full"


def test_there_are_never_more_votes_than_voters(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    vote(meeting, secretary, "unanimous")
    for name, value, base in (("votes_against", "30", "0"), ("votes_for", "11", "10")):
        answer = save(secretary, meeting, f"{address}:{name}", value, base)
        assert answer.status_code == 422
        assert "Голосующих по этому вопросу: 10" in answer.json()["error"]
    assert counts_of(meeting) == (10, 0, 0, None)
    event = event_of(meeting)
    event.votes_for = 25  # read in from a paper
    event.save()
    assert save(secretary, meeting, f"{address}:votes_for", "12", "25").status_code == 200, "it may come down"


def test_counts_typed_one_by_one_stay_as_typed(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    for name, value in (("votes_for", "6"), ("votes_against", "3"), ("votes_abstained", "1")):
        assert save(secretary, meeting, f"{address}:{name}", value, "").status_code == 200
    assert counts_of(meeting) == (6, 3, 1, None)
    page = page_of(meeting, secretary)
    assert "Принято: «за» 6 из 10 голосующих, нужно не меньше 6." in page


def test_another_result_than_counted_wants_its_reason_first(meeting: Meeting, secretary: Client) -> None:
    address = f"vote:{event_of(meeting).pk}"
    vote(meeting, secretary, "unanimous")
    refused = save(secretary, meeting, f"{address}:result", "rejected", "adopted")
    assert refused.status_code == 422
    assert "Напишите рядом, почему результат другой" in refused.json()["error"]
    assert event_of(meeting).result == "adopted", "nothing false was saved"

    save(secretary, meeting, f"{address}:result_reason", "Регламент, п. 4", "")
    assert save(secretary, meeting, f"{address}:result", "rejected", "adopted").status_code == 200
    page = page_of(meeting, secretary)
    assert 'data-other="yes"' in page
    assert "причина указана" in page
    save(secretary, meeting, f"{address}:votes_against", "1", "0")
    assert event_of(meeting).result == "rejected", "the secretary's word is not counted over"
    marks = reverse("draft_marks", args=[meeting.pk])
    assert "большинство есть" not in secretary.get(marks).content.decode()

    kept = save(secretary, meeting, f"{address}:result_reason", "", "Регламент, п. 4")
    assert kept.status_code == 422
    save(secretary, meeting, f"{address}:result", "adopted", "rejected")
    assert save(secretary, meeting, f"{address}:result_reason", "", "Регламент, п. 4").status_code == 200


def test_an_override_without_a_reason_is_a_false_record(meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "unanimous")
    event = event_of(meeting)
    event.result = "rejected"  # read in from a paper, or typed before the portal asked
    event.save()
    marks = secretary.get(reverse("draft_marks", args=[meeting.pk])).content.decode()
    assert "Возьмите результат по подсчёту или укажите причину" in marks
    page = page_of(meeting, secretary)
    assert "Записан другой результат" in page
    with pytest.raises(CannotFreeze, match="большинство есть"):
        freeze(meeting=meeting, actor=None, at=timezone.now())


def test_who_leaves_behind_the_count_is_counted_out_by_one_press(meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "unanimous")
    save(secretary, meeting, f"vote:{event_of(meeting).pk}:votes_against", "2", "0")
    assert "Пересчитать" not in page_of(meeting, secretary)
    leave(meeting, NAMES[3])
    page = page_of(meeting, secretary)
    assert "Пересчитать: «за» 7, «против» 2, «воздержались» 0" in page
    marks = secretary.get(reverse("draft_marks", args=[meeting.pk])).content.decode()
    assert "в голосовании 10" in marks
    assert f'data-open-field="vote:{event_of(meeting).pk}"' in marks
    vote(meeting, secretary, "recount")
    assert counts_of(meeting) == (7, 2, 0, None)
    assert "Пересчитать" not in page_of(meeting, secretary)


def test_names_that_left_are_counted_out_with_their_votes(meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "by_name")
    leave(meeting, NAMES[3])
    assert "Пересчитать: «за» 9" in page_of(meeting, secretary)
    vote(meeting, secretary, "recount")
    assert counts_of(meeting) == (9, 0, 0, None)
    assert not event_of(meeting).votes.filter(name_text=NAMES[3]).exists()


def test_the_chair_breaks_a_tie_where_the_body_says_so(world: World, meeting: Meeting, secretary: Client) -> None:
    world.body.has_casting_vote = True
    world.body.save()
    address = f"vote:{event_of(meeting).pk}"
    for name in ("votes_for", "votes_against"):
        save(secretary, meeting, f"{address}:{name}", "5", "")
    assert event_of(meeting).result is None
    assert "Голосов поровну: решает голос председательствующего" in page_of(meeting, secretary)
    save(secretary, meeting, f"{address}:chair_vote", "yes", "")
    assert event_of(meeting).result == "adopted"
    assert "Принято решающим голосом председательствующего" in page_of(meeting, secretary)


def test_a_new_voting_follows_the_rule_of_the_body(world: World, meeting: Meeting, secretary: Client) -> None:
    world.body.vote_base, world.body.vote_requirement = "members", "two_thirds"
    world.body.save()
    do(secretary, meeting, deed="add", kind="vote", item=meeting.items.all()[0].pk, part="header")
    event = meeting.vote_events.order_by("order").last()
    assert event is not None
    assert (event.base, event.requirement) == ("members", "two_thirds")


def test_a_question_decided_without_quorum_is_told_where_it_is_voted(meeting: Meeting, secretary: Client) -> None:
    for name in NAMES[:6]:
        leave(meeting, name)
    page = page_of(meeting, secretary)
    assert "кворума по вопросу нет: 4 из 10, нужно 5" in page
    assert "Решение по вопросу принимается без кворума" in page


def test_without_names_there_are_counts_only(world: World, secretary: Client) -> None:
    meeting = drafted(world, 0, members_total=60, present_total=54)
    assert "голоса можно записать только числом" in vote(meeting, secretary, "by_name")
    vote(meeting, secretary, "unanimous")
    assert counts_of(meeting) == (54, 0, 0, None)


@pytest.mark.parametrize("rung", ["chair", "member", "anonymous"])
def test_only_the_secretary_votes_for_others(world: World, meeting: Meeting, rung: str) -> None:
    answer = do(world.client(rung), meeting, deed="by_name", row=f"vote:{event_of(meeting).pk}", part="header")
    assert answer.status_code in (401, 403, 404)
    assert not event_of(meeting).votes.exists()


def test_a_deed_on_votes_is_undone_with_its_names(world: World, meeting: Meeting, secretary: Client) -> None:
    vote(meeting, secretary, "unanimous")
    before = compose(meeting)
    vote(meeting, secretary, "otherwise", name=NAMES[1], option="no")
    assert counts_of(meeting) == (9, 1, 0, None)
    undo_last(meeting=meeting, actor=world.users["secretary"], at=NOW)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == before
