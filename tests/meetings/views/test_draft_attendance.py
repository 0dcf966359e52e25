"""Attendance at the desk over the wire: known people, coming and going, exceptions, proxies, numbers without names."""

import datetime
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.vocabulary import AttendanceStatus, MemberRole
from meetings.mapping.compose import compose
from meetings.models import Attendance, Meeting
from members.models import PositionHeld
from tests.factories import HELD_ON, make_body, make_meeting, make_member, make_person
from tests.meetings.views.conftest import World, make_draft
from tests.meetings.views.drafting import do, save
from tests.meetings.views.test_draft import statements

CHAIR, SECRETARY = "Соловьёва Алёна Ильинична", "Швец Семён Семёнович"


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def known(client: Client, meeting: Meeting, typed: str) -> list[dict[str, str]]:
    people: list[dict[str, str]] = client.get(reverse("draft_known", args=[meeting.pk]), {"q": typed}).json()["people"]
    return people


def deed(client: Client, meeting: Meeting, what: str, part: str = "attendance", **sent: Any) -> str:
    answer = do(client, meeting, deed=what, part=part, **sent)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def guest_row(client: Client, meeting: Meeting) -> Attendance:
    """A new line for a guest."""
    deed(client, meeting, "add", kind="attendance", **{"as": "invited"})
    row = meeting.attendances.order_by("order").last()
    assert row is not None
    return row


def stored(meeting: Meeting) -> Any:
    return compose(Meeting.objects.get(pk=meeting.pk))


def marks(meeting: Meeting, name: str) -> list[str]:
    """How a person stands at each question: «left», «not_yet», «recused» or nothing."""
    found = [{out.name: str(out.presence) for out in item.absences} for item in stored(meeting).items]
    return [one.get(name, "") for one in found]


def address_of(meeting: Meeting, name: str) -> str:
    return f"attendance:{meeting.attendances.get(name_text=name).pk}"


def test_a_guest_is_found_while_typing_and_brings_post_and_card(world: World, secretary: Client) -> None:
    person = make_person(family_name="Ёжиков", given_name="Ефим", patronymic_name="Юрьевич")
    make_member(world.body, person=person)
    PositionHeld.objects.create(person=person, title="директор театра", starts_on=datetime.date(2023, 1, 1))
    row = guest_row(secretary, world.meeting)

    (found,) = known(secretary, world.meeting, "ежи")
    assert found == {"source": f"person:{person.pk}", "name": "Ёжиков Ефим Юрьевич", "position": "директор театра"}
    deed(secretary, world.meeting, "known", row=f"attendance:{row.pk}", source=found["source"])

    row.refresh_from_db()
    assert (row.name_text, row.position_text, row.person) == (found["name"], "директор театра", person)
    assert row.status == AttendanceStatus.INVITED
    assert known(secretary, world.meeting, "ежи") == [], "who is in the list is not offered again"


def test_a_post_that_is_typed_stays(world: World, secretary: Client) -> None:
    make_member(world.body, person=make_person(family_name="Ёжиков"))
    row = guest_row(secretary, world.meeting)
    save(secretary, world.meeting, f"attendance:{row.pk}:position", "эксперт", "")
    deed(
        secretary,
        world.meeting,
        "known",
        row=f"attendance:{row.pk}",
        source=known(secretary, world.meeting, "ёж")[0]["source"],
    )
    row.refresh_from_db()
    assert row.position_text == "эксперт"


def test_a_name_of_an_earlier_list_is_known_without_a_card(world: World, secretary: Client) -> None:
    earlier = make_meeting(world.body, held_on=HELD_ON - datetime.timedelta(30))
    Attendance.objects.create(
        meeting=earlier, order=0, name_text="Яблочков Я.Я.", position_text="архитектор", status="invited"
    )
    (found,) = known(secretary, world.meeting, "ябл")
    assert (found["name"], found["position"]) == ("Яблочков Я.Я.", "архитектор")
    row = guest_row(secretary, world.meeting)
    deed(secretary, world.meeting, "known", row=f"attendance:{row.pk}", source=found["source"])
    row.refresh_from_db()
    assert (row.name_text, row.position_text, row.person_id) == ("Яблочков Я.Я.", "архитектор", None)


def test_people_of_bodies_that_one_does_not_serve_are_not_shown(world: World, secretary: Client) -> None:
    other = make_body()
    stranger = make_person(family_name="Щукин")
    make_member(other, person=stranger)
    elsewhere = make_meeting(other)
    Attendance.objects.create(meeting=elsewhere, order=0, name_text="Щукарь Щ.Щ.", status="invited")
    row = guest_row(secretary, world.meeting)

    assert known(secretary, world.meeting, "щук") == []
    for source in (f"person:{stranger.pk}", f"attendance:{elsewhere.attendances.all()[0].pk}"):
        deed(secretary, world.meeting, "known", row=f"attendance:{row.pk}", source=source)
        row.refresh_from_db()
        assert row.name_text == ""
    make_member(other, MemberRole.SECRETARY, person=world.users["secretary"].person)
    assert [one["name"] for one in known(secretary, world.meeting, "щук")] == ["Щукин Алёна Ильинична"]
    assert known(world.client("administrator"), world.meeting, "щук")


def test_known_people_cost_the_same_for_one_and_for_thirty(world: World, secretary: Client) -> None:
    counts = []
    for more in (1, 29):
        for number in range(more):
            make_member(world.body, person=make_person(family_name=f"Эхов{number}"))
            earlier = make_meeting(world.body)
            Attendance.objects.create(meeting=earlier, order=0, name_text=f"Эхова {number}")
        with CaptureQueriesContext(connection) as asked:
            assert known(secretary, world.meeting, "эх")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7


def test_coming_late_and_leaving_early_is_written_into_every_question(world: World, secretary: Client) -> None:
    meeting = make_draft(world.body, 5)
    items = list(meeting.items.all())
    row = address_of(meeting, SECRETARY)

    deed(secretary, meeting, "span", row=row, arrived=items[2].pk, left=items[3].pk)
    assert marks(meeting, SECRETARY) == ["not_yet", "not_yet", "", "", "left"]
    assert stored(meeting).attendees[1].note == "с 3 по 4 вопрос"
    deed(secretary, meeting, "span", row=row, arrived=items[1].pk, left="")
    assert marks(meeting, SECRETARY) == ["not_yet", "", "", "", ""]
    assert stored(meeting).attendees[1].note == "с 2 вопроса"
    deed(secretary, meeting, "span", row=row, arrived="", left="")
    assert marks(meeting, SECRETARY) == [""] * 5
    assert stored(meeting).attendees[1].note == ""


def test_a_single_exception_outlives_coming_and_going(world: World, secretary: Client) -> None:
    meeting = make_draft(world.body, 5)
    items = list(meeting.items.all())
    deed(secretary, meeting, "away", item=items[2].pk, name=SECRETARY, presence="recused")
    save(secretary, meeting, f"{address_of(meeting, SECRETARY)}:note", "эксперт", "")
    for left in (items[3].pk, ""):
        deed(secretary, meeting, "span", row=address_of(meeting, SECRETARY), arrived=items[1].pk, left=left)
    assert marks(meeting, SECRETARY) == ["not_yet", "", "recused", "", ""]
    assert stored(meeting).attendees[1].note == "эксперт", "a remark of one's own is not written over"
    page = deed(secretary, meeting, "span", row=address_of(meeting, SECRETARY), arrived=items[3].pk, left=items[1].pk)
    assert "не могло уйти раньше" in page
    fields = secretary.get(reverse("draft_person", args=[meeting.pk, address_of(meeting, SECRETARY).split(":")[1]]))
    assert f'<option value="{items[1].pk}" selected>' in fields.content.decode()


@pytest.mark.parametrize("items", [2, 30])
def test_coming_late_costs_the_same_whatever_the_number_of_questions(
    world: World, secretary: Client, items: int
) -> None:
    meeting = make_draft(world.body, items)
    last = meeting.items.all()[items - 1]
    with CaptureQueriesContext(connection) as asked:
        deed(secretary, meeting, "span", row=address_of(meeting, SECRETARY), arrived=last.pk, left="")
    assert statements(asked) <= 17
    assert marks(meeting, SECRETARY).count("not_yet") == items - 1


def test_who_leaves_a_question_is_picked_from_those_present(world: World, secretary: Client) -> None:
    meeting, item = world.meeting, world.meeting.items.all()[0]
    part = f"item-{item.pk}"
    page = deed(secretary, meeting, "away", part, item=item.pk, name="шве", presence="left")
    assert "Голосуют: 1" in page
    assert marks(meeting, SECRETARY) == ["left", "", ""]
    deed(secretary, meeting, "away", part, item=item.pk, name="Швец С.С.", presence="recused")
    assert marks(meeting, SECRETARY) == ["recused", "", ""], "marked anew, not twice"
    page = deed(secretary, meeting, "away", part, item=item.pk, name="Чужой Ч.Ч.", presence="left")
    assert "Среди присутствующих нет: Чужой Ч.Ч." in page


def test_proxies_only_where_the_body_has_them(world: World, secretary: Client) -> None:
    meeting = world.meeting
    address = f"{address_of(meeting, SECRETARY)}:presence"
    refused = save(secretary, meeting, address, "proxy", "room")
    assert refused.status_code == 422
    assert "не допускают участия по доверенности" in refused.json()["error"]
    part = reverse("draft_part", args=[meeting.pk, "attendance"])
    assert "Представляет по доверенности" not in secretary.get(part).content.decode()
    world.body.has_proxies = True
    world.body.save()
    assert save(secretary, meeting, address, "proxy", "room").status_code == 200
    assert "Представляет по доверенности" in secretary.get(part).content.decode()
    save(secretary, meeting, f"{address_of(meeting, SECRETARY)}:represented_by", CHAIR, "")
    assert stored(meeting).attendees[1].represented_by == CHAIR


def test_numbers_without_names_and_the_names_back_again(world: World, secretary: Client) -> None:
    meeting = world.meeting
    guest_row(secretary, meeting)
    before = stored(meeting)
    people = list(meeting.attendances.values_list("name_text", "person"))

    page = deed(secretary, meeting, "count_only")
    after = stored(meeting)
    assert [one.status for one in after.attendees] == [AttendanceStatus.INVITED]
    assert (after.present_total, after.members_total) == (2, 3)
    assert f'data-field="meeting:{meeting.pk}:present_total"' in page
    assert "Присутствует: 2" in page
    deed(secretary, meeting, "list_names")
    assert stored(meeting).attendees == before.attendees
    assert stored(meeting).present_total is None
    assert list(meeting.attendances.values_list("name_text", "person")) == people
    assert "уже ведётся поимённо" in deed(secretary, meeting, "list_names")


def test_a_list_never_kept_by_name_comes_from_the_membership(world: World, secretary: Client) -> None:
    meeting = make_meeting(world.body, present_total=3, members_total=4)
    deed(secretary, meeting, "list_names")
    seats = world.body.memberships.valid_on(HELD_ON).in_printed_order()
    assert [one.name for one in stored(meeting).attendees] == [seat.person.full_name for seat in seats]
    assert all(meeting.attendances.values_list("person", flat=True))


def test_the_bar_follows_the_rule_of_the_body(world: World, secretary: Client) -> None:
    body, part = world.body, reverse("draft_part", args=[world.meeting.pk, "attendance"])
    for fields, words in (
        ({"quorum_count": 3}, "Кворума нет: нужно не меньше 3"),
        ({"quorum_count": None, "quorum_numerator": 2, "quorum_denominator": 3}, "Кворум есть: нужно не меньше 2"),
        ({"is_quorum_strict": True}, "Кворума нет: нужно не меньше 3"),
        ({"is_quorum_strict": False, "statutory_size": 9}, "Кворума нет: нужно не меньше 6"),
        ({"quorum_base": "members"}, "Кворум есть: нужно не меньше 2"),
    ):
        for name, value in fields.items():
            setattr(body, name, value)
        body.save()
        assert words in secretary.get(part).content.decode(), fields
