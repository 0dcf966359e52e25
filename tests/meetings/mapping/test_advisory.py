"""A member with an advisory vote only is no voter, whatever the list says of him or does not."""

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from meetings.document.codec import decode, encode
from meetings.document.roll import voters_of
from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from meetings.use_cases.create_meeting import create_meeting
from members.models.choices import VotingRight
from tests.factories import make_body, make_member, make_person, make_user

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def meeting() -> Meeting:
    body = make_body()
    make_member(body, MemberRole.CHAIR, person=make_person(family_name="Голосова"))
    ended = make_person(family_name="Бывшева")
    make_member(body, person=ended, voting_right=VotingRight.ADVISORY, ends_on=datetime.date(2025, 1, 1))
    make_member(body, person=ended, starts_on=datetime.date(2025, 1, 2))
    make_member(body, person=make_person(family_name="Советникова"), voting_right=VotingRight.ADVISORY)
    meeting = create_meeting(body=body, actor=None, at=NOW, held_on=datetime.date(2026, 10, 6))
    meeting.items.create(order=1, number="1", title="О плане")
    return meeting


def voters(meeting: Meeting) -> list[str]:
    document = compose(meeting)
    return sorted(one.name.split()[0] for one in voters_of(document, document.items[0]))


def test_the_seat_of_the_day_decides(meeting: Meeting) -> None:
    assert len(compose(meeting).attendees) == 3
    assert voters(meeting) == ["Бывшева", "Голосова"]
    meeting.held_on = datetime.date(2024, 6, 1)
    assert voters(meeting) == ["Голосова"], "then the other seat gave no vote yet"


def test_the_list_may_give_the_vote(meeting: Meeting) -> None:
    meeting.attendances.filter(name_text__startswith="Советникова").update(note="с правом решающего голоса")
    assert "Советникова" in voters(meeting)
    meeting.attendances.filter(name_text__startswith="Голосова").update(note="с правом совещательного голоса")
    assert "Голосова" not in voters(meeting)


def test_no_edition_keeps_it_and_nothing_is_printed_of_it(meeting: Meeting) -> None:
    document = compose(meeting)
    everybody = tuple(replace(one, has_vote=True) for one in document.attendees)
    assert encode(document) == encode(replace(document, attendees=everybody))
    assert decode(encode(document)) == document


def test_unanimity_counts_without_him(meeting: Meeting, client: Client) -> None:
    user = make_user(username="secretary")
    make_member(meeting.body, MemberRole.SECRETARY, user=user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    item = meeting.items.get()
    event = meeting.vote_events.create(item=item, order=0)
    sent = {"deed": "unanimous", "row": f"vote:{event.pk}", "part": f"item-{item.pk}"}
    page = client.post(reverse("draft_deed", args=[meeting.pk]), sent).content.decode()
    event.refresh_from_db()
    assert event.votes_for == 2
    assert "Голосуют: 2" in page
    people = client.get(reverse("draft_part", args=[meeting.pk, "attendance"])).content.decode()
    assert people.count("совещательный голос") == 1
