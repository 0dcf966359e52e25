"""Importing: the body found or made, the people as chosen, the rows exactly the document."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from meetings.document import tree
from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import DateStyle, Layout, MeetingState, VoteSource
from meetings.mapping.compose import compose
from meetings.models import HistoryEntry, HistoryVerb, Meeting, Vote
from meetings.use_cases.import_meeting import CannotImport, body_for, find_body, import_meeting
from members.models import Body, Person
from tests import factories
from tests.strategies import documents

pytestmark = pytest.mark.django_db


def deed() -> dict[str, Any]:
    return {"actor": None, "at": factories.NOW}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents())
def test_imported_meeting_is_the_document(document: tree.ProtocolDocument) -> None:
    with transaction.atomic():
        body = body_for(document=document, **deed())
        meeting = import_meeting(document=document, body=body, **deed())
        found = Meeting.objects.get(pk=meeting.pk)
        assert compose(found) == document
        assert found.state == MeetingState.CLOSED
        # A body made of a document has its style: the meeting needs no other.
        assert (found.paper_style, found.is_style_own) == ({}, False)
        transaction.set_rollback(True)


def test_body_is_found_by_either_name() -> None:
    body = factories.make_body(name="Совет Союза «Озёрный край»", name_genitive="Совета Союза «Озёрный край»")
    for nominative, genitive in (
        ("СОВЕТ Союза «Озерный край»", ""),
        ("", "Совета  Союза «Озёрный край»"),
        ("Совет", "совета союза «озёрный край»"),
    ):
        document = replace(factories.make_document(), body=tree.BodyName(nominative=nominative, genitive=genitive))
        assert body_for(document=document, **deed()) == body
    assert find_body(factories.make_document()) is None


def test_body_is_made_of_the_document() -> None:
    style = replace(LAYOUT_STYLES[Layout.UNION], date_style=DateStyle.NUMERIC, labels=(("place", "Где: {place}"),))
    body = body_for(document=replace(factories.make_document(), style=style), **deed())
    assert body.style == style
    assert body.slug == "kollegiya-ministerstva-kultury-ozernogo-kraya"
    assert (body.chair_title, body.statutory_size) == ("Председатель коллегии", 3)
    assert HistoryEntry.objects.get().verb == HistoryVerb.CREATED_BODY


def test_document_without_a_body_asks_for_one() -> None:
    document = replace(factories.make_document(), body=tree.BodyName(nominative="", genitive=" "))
    with pytest.raises(CannotImport, match="укажите орган"):
        body_for(document=document, **deed())
    assert not Body.objects.exists()


def test_people_as_chosen() -> None:
    person = factories.make_person(family_name="Соловьёва", given_name="Анна", patronymic_name="Игоревна")
    body = factories.make_body()
    choice = {"Соловьёва Алёна Ильинична": person.pk, "Швец Семён Семёнович": None}
    meeting = import_meeting(document=factories.make_document(body), body=body, people=choice, **deed())
    new = Person.objects.get(family_name="Швец")
    assert (new.given_name, new.patronymic_name, new.gender) == ("Семён", "Семёнович", "male")
    assert [line.person for line in meeting.attendances.all()] == [person, new]
    assert [line.person for line in meeting.signature_lines.all()] == [person, new]
    assert (meeting.chair, meeting.secretary) == (person, new)
    assert set(Vote.objects.values_list("source", flat=True)) == {VoteSource.IMPORTED}


def test_people_left_out_are_not_linked() -> None:
    body = factories.make_body()
    meeting = import_meeting(document=factories.make_document(body), body=body, people={}, **deed())
    assert not Person.objects.exists()
    assert not any(line.person_id for line in meeting.attendances.all())


def test_second_import_knows_the_people_of_the_first() -> None:
    body = factories.make_body()
    for _time in range(2):
        import_meeting(document=factories.make_document(body), body=body, **deed())
    assert Person.objects.count() == 2


def test_full_name_completes_the_initials() -> None:
    person = factories.make_person(family_name="Швец", given_name="С.", patronymic_name="С.", gender="")
    body = factories.make_body()
    import_meeting(document=factories.make_document(body), body=body, **deed())
    person.refresh_from_db()
    assert (person.full_name, person.gender) == ("Швец Семён Семёнович", "male")


def test_person_gone_meanwhile_is_told() -> None:
    body = factories.make_body()
    with pytest.raises(CannotImport, match="Швец Семён Семёнович"):
        import_meeting(
            document=factories.make_document(body), body=body, people={"Швец Семён Семёнович": 999}, **deed()
        )
    assert not Meeting.objects.exists()


def test_number_taken_changes_nothing() -> None:
    body = factories.make_body()
    document = replace(factories.make_document(body), number="14")
    first = import_meeting(document=document, body=body, people={}, **deed())
    with pytest.raises(CannotImport, match=rf"№ 14 .*\(заседание {first.pk}\)"):
        import_meeting(document=document, body=body, **deed())
    assert Meeting.objects.get() == first
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "г. Ясногорск\x00"},
        {"place": "\ud800"},
        {"members_total": 10**30},
        {"items": (tree.AgendaItem(number="1", votes=(tree.VoteEvent(votes_for=10**30),)),)},
        {"items": (tree.AgendaItem(number="1", votes=(tree.VoteEvent(votes_for=-1),)),)},
    ],
)
def test_what_no_database_can_hold_is_refused(fields: dict[str, Any]) -> None:
    body = factories.make_body()
    with pytest.raises(CannotImport):
        import_meeting(document=replace(factories.make_document(body), **fields), body=body, **deed())
    assert not Meeting.objects.exists()
