"""The ladder of permissions, rung by rung: who sees and changes what, and what everybody else is told."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from meetings.access import get_meeting_for, get_protocol_for, may_edit
from meetings.document.vocabulary import MemberRole, ProtocolState
from meetings.models import Meeting, Protocol
from members.access import get_body_for, is_secretary_of
from members.models import Body
from tests import factories

pytestmark = pytest.mark.django_db

VISITORS = (
    "administrator",
    "secretary",
    "chair",
    "deputy",
    "member",
    "former secretary",
    "foreign secretary",
    "nobody",
)


class House:
    """A closed body with a draft, and one visitor of each kind."""

    def __init__(self) -> None:
        self.body = factories.make_body(is_public=False)
        self.meeting = factories.make_meeting(self.body)
        self.visitors: dict[str, Any] = {name: factories.make_user() for name in VISITORS}
        self.visitors["anonymous"] = AnonymousUser()
        self.visitors["administrator"].is_superuser = True
        self.visitors["administrator"].save()
        for role in MemberRole:
            factories.make_member(self.body, role, user=self.visitors[role.value])
        factories.make_member(
            self.body,
            MemberRole.SECRETARY,
            user=self.visitors["former secretary"],
            ends_on=datetime.date(2021, 1, 1),
        )
        factories.make_member(factories.make_body(), MemberRole.SECRETARY, user=self.visitors["foreign secretary"])

    def who(self, may: Any) -> set[str]:
        return {name for name, user in self.visitors.items() if may(user)}


@pytest.fixture
def house() -> House:
    return House()


def is_let(deed: Any) -> bool:
    try:
        deed()
    except (Http404, PermissionDenied):
        return False
    return True


def test_drafts_are_read_by_the_heads_of_the_body(house: House) -> None:
    readers = {"administrator", "secretary", "chair", "deputy"}
    assert house.who(lambda user: is_let(lambda: get_meeting_for(user, house.meeting.pk))) == readers
    assert house.who(lambda user: Meeting.objects.visible_to(user).exists()) == readers


def test_drafts_are_changed_by_the_secretary(house: House) -> None:
    editors = {"administrator", "secretary"}
    assert house.who(lambda user: is_let(lambda: get_meeting_for(user, house.meeting.pk, to="edit"))) == editors
    assert house.who(lambda user: is_secretary_of(user, house.body)) == editors
    assert not may_edit(get_meeting_for(house.visitors["chair"], house.meeting.pk))


@pytest.mark.parametrize("name", ["member", "former secretary", "foreign secretary", "nobody", "anonymous"])
def test_stranger_is_told_there_is_no_such_meeting(house: House, name: str) -> None:
    for to in ("read", "edit"):
        with pytest.raises(Http404):
            get_meeting_for(house.visitors[name], house.meeting.pk, to=to)  # type: ignore[arg-type]


def test_chair_is_told_he_may_not_change(house: House) -> None:
    with pytest.raises(PermissionDenied):
        get_meeting_for(house.visitors["chair"], house.meeting.pk, to="edit")


def test_seat_counts_on_its_days_only(house: House) -> None:
    former = house.visitors["former secretary"]
    assert get_meeting_for(former, house.meeting.pk, on=datetime.date(2020, 12, 31)).viewer_role == "secretary"


@pytest.mark.parametrize(
    ("state", "is_public", "readers"),
    [
        (ProtocolState.ISSUED, False, {"administrator", "secretary", "chair", "deputy", "member"}),
        (ProtocolState.ISSUED, True, {"administrator", "secretary", "chair", "deputy", "member"}),
        (ProtocolState.PUBLISHED, False, {"administrator", "secretary", "chair", "deputy", "member"}),
        (ProtocolState.PUBLISHED, True, {*VISITORS, "anonymous"}),
        (ProtocolState.SUPERSEDED, True, {"administrator", "secretary", "chair", "deputy", "member"}),
        (ProtocolState.ANNULLED, True, {"administrator", "secretary", "chair", "deputy"}),
    ],
)
def test_editions_are_read_by_state_and_body(
    house: House, state: ProtocolState, is_public: bool, readers: set[str]
) -> None:
    Body.objects.filter(pk=house.body.pk).update(is_public=is_public)
    protocol = factories.make_protocol(house.meeting, state=state)
    assert house.who(lambda user: Protocol.objects.visible_to(user).exists()) == readers
    assert house.who(lambda user: is_let(lambda: get_protocol_for(user, protocol.pk))) == readers


def test_edition_once_published_stays_readable_when_superseded(house: House) -> None:
    Body.objects.filter(pk=house.body.pk).update(is_public=True)
    protocol = factories.make_protocol(house.meeting, state=ProtocolState.SUPERSEDED, published_at=factories.NOW)
    assert get_protocol_for(house.visitors["anonymous"], protocol.pk) == protocol


def test_closed_body_is_seen_by_its_people(house: House) -> None:
    people = {"administrator", "secretary", "chair", "deputy", "member"}
    assert house.who(lambda user: is_let(lambda: get_body_for(user, house.body.slug))) == people
    Body.objects.filter(pk=house.body.pk).update(is_public=True)
    assert house.who(lambda user: is_let(lambda: get_body_for(user, house.body.slug))) == {*VISITORS, "anonymous"}
    assert house.who(lambda user: is_let(lambda: get_body_for(user, house.body.slug, to="edit"))) == {
        "administrator",
        "secretary",
    }


@pytest.mark.parametrize("name", ["secretary", "administrator"])
def test_fetch_and_check_costs_one_query(house: House, name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        meeting = get_meeting_for(house.visitors[name], house.meeting.pk, to="edit")
        assert meeting.body.organization is None
        assert meeting.style


def test_protocol_comes_without_its_file(house: House, django_assert_num_queries: Any) -> None:
    protocol = factories.make_protocol(house.meeting)
    with django_assert_num_queries(1):
        found = get_protocol_for(house.visitors["secretary"], protocol.pk)
        assert found.meeting.body.slug == house.body.slug
    assert "pdf" in found.get_deferred_fields()
