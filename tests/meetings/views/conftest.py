"""Owns the people of the view tests: one body, one account for every rung of the ladder, and one of another body."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from meetings.document.vocabulary import MemberRole
from meetings.mapping.record import record
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_document, make_meeting, make_member, make_person, make_user

#: The ladder, from nobody to everybody.
RUNGS = ("anonymous", "outsider", "member", "foreign_secretary", "deputy", "chair", "secretary", "administrator")


@dataclass(frozen=True, slots=True)
class World:
    """A body with a draft, and a signed-in client for every rung."""

    body: Body
    meeting: Meeting
    clients: dict[str, Client]
    users: dict[str, Any]

    def client(self, rung: str) -> Client:
        return self.clients[rung]


def _client(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def make_draft(body: Body, item_count: int = 3, **fields: Any) -> Meeting:
    """A meeting with the rows of a whole document."""
    meeting = make_meeting(body, **fields)
    record(make_document(body, item_count=item_count), meeting)
    return meeting


@pytest.fixture
def world(db: None) -> World:
    body, other = make_body(), make_body()
    users: dict[str, Any] = {"anonymous": None, "outsider": make_user()}
    seats = {"member": MemberRole.MEMBER, "deputy": MemberRole.DEPUTY, "chair": MemberRole.CHAIR}
    for rung, role in (seats | {"secretary": MemberRole.SECRETARY}).items():
        users[rung] = make_user()
        make_member(body, role, person=make_person(user=users[rung], family_name=f"Лицо {rung}"))
    users["foreign_secretary"] = make_user()
    make_member(other, MemberRole.SECRETARY, user=users["foreign_secretary"])
    users["administrator"] = make_user(is_superuser=True, is_staff=True)
    return World(body, make_draft(body), {rung: _client(users[rung]) for rung in RUNGS}, users)
