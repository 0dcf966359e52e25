"""The panel «Проверка»: every remark there can be leads to the field where it is corrected."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.document.checks import check_document
from meetings.document.tree import ItemAbsence
from meetings.document.vocabulary import AttendanceMode, ItemPresence
from meetings.mapping.record import record
from meetings.mapping.rules import rules_of
from meetings.models import Meeting
from meetings.views.draft_parts import Desk
from tests.factories import make_meeting
from tests.meetings.document.test_checks import CASES, MEMBER, paper, question
from tests.meetings.views.conftest import World

_AWAY = tuple(ItemAbsence(name=name, presence=ItemPresence.LEFT) for name in (MEMBER, "Сомов К.К."))
_PROXY = replace(paper().attendees[1], mode=AttendanceMode.PROXY)
#: Faulty papers whose fault is in the rules of the body or in what only the desk asks.
OWN = {
    "absence_unlisted": paper(replace(question(votes=()), absences=_AWAY)),
    "item_without_quorum": paper(replace(question(votes=()), absences=_AWAY[:1]), members_total=6),
    "proxy_forbidden": paper(attendees=(paper().attendees[0], _PROXY, *paper().attendees[2:])),
}
#: What no rows can hold, and what is only said without the rules of a body.
_ELSEWHERE = {"date_order", "assignment_lost", "vote_decision_lost", "quorum_half"}
FAULTY = {code: faulty for code, (faulty, _sound) in CASES.items() if code not in _ELSEWHERE} | OWN


@pytest.mark.parametrize("code", FAULTY)
def test_every_remark_leads_to_its_field(world: World, code: str) -> None:
    meeting = make_meeting(world.body)
    record(FAULTY[code], meeting)
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    desk = Desk(meeting, is_whole=True)
    found = check_document(desk.document, rules_of(meeting.body))
    assert code in {finding.code for finding in found}
    lost = [finding.message for finding in desk.findings if finding.place is None]
    assert not lost
    for finding in desk.findings:
        assert finding.place is not None
        assert finding.place.part in desk.parts


def test_a_link_opens_a_field_that_is_there(world: World) -> None:
    """Followed as the script follows it: the part holds the row or the field that the link names."""
    client: Client = world.client("secretary")
    meeting = make_meeting(world.body)
    record(FAULTY["voter_absent"], meeting)
    page = client.get(reverse("draft_marks", args=[meeting.pk])).content.decode()
    links = re.findall(r'data-open-part="([^"]+)" data-open-field="([^"]+)"', page)
    assert links
    for part, address in links:
        shown: Any = client.get(reverse("draft_part", args=[meeting.pk, part])).content.decode()
        row = ":".join(address.split(":")[:2])
        assert f'data-desk-row="{row}"' in shown or f"{row}:" in shown or row.startswith("meeting:"), address
