"""Who of a document is who of the portal: certain, possible, new; forms of one name are one person."""

from typing import Any

import pytest

from meetings.document import tree
from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout, SpeechKind
from meetings.mapping.matching import NameMatch, match_people
from members.models import Body
from tests import factories

pytestmark = pytest.mark.django_db


def document_of(*names: str, **fields: Any) -> tree.ProtocolDocument:
    return tree.ProtocolDocument(
        style=LAYOUT_STYLES[Layout.STANDARD],
        body=tree.BodyName(nominative="Совет", genitive="Совета"),
        title="заседания",
        attendees=tuple(tree.Attendee(name=name) for name in names),
        **fields,
    )


def match_one(document: tree.ProtocolDocument, body: Body | None = None) -> NameMatch:
    (match,) = match_people(document, body)
    return match


@pytest.mark.parametrize(
    "printed", ["Артемьев Лев Ильич", "Лев Ильич Артемьев", "Артемьев Л.И.", "Л.И. Артемьев", "Л.И.Артемьев"]
)
def test_only_bearer_of_the_name_is_certain(printed: str) -> None:
    person = factories.make_person(family_name="Артемьев", given_name="Лев", patronymic_name="Ильич")
    factories.make_person(family_name="Артемьев", given_name="Игорь", patronymic_name="Ильич")
    match = match_one(document_of(printed))
    assert (match.person, match.candidates, match.is_new) == (person, (), False)


def test_yo_is_ye() -> None:
    person = factories.make_person(family_name="Соловьёв", given_name="Пётр", patronymic_name="Семёнович")
    assert match_one(document_of("Соловьев Петр Семенович")).person == person


def test_unknown_name_is_new() -> None:
    factories.make_person(family_name="Швец", given_name="Игорь", patronymic_name="Львович")
    match = match_one(document_of("Артемьев Лев Ильич"))
    assert match.is_new
    assert match.printed == "Артемьев Лев Ильич"


def test_namesakes_are_left_to_the_user() -> None:
    people = [
        factories.make_person(family_name="Артемьев", given_name=given, patronymic_name="Ильич")
        for given in ("Лев", "Леонид")
    ]
    match = match_one(document_of("Артемьев Л.И."))
    assert match.person is None
    assert set(match.candidates) == set(people)


def test_member_of_the_body_comes_before_a_namesake() -> None:
    body = factories.make_body()
    member = factories.make_person(family_name="Артемьев", given_name="Лев", patronymic_name="Ильич")
    factories.make_person(family_name="Артемьев", given_name="Леонид", patronymic_name="Ильич")
    factories.make_member(body, person=member)
    assert match_one(document_of("Артемьев Л.И."), body).person == member


def test_forms_of_one_name_are_one_person() -> None:
    speech = tree.Speech(name="Артемьева Л.И.", kind=SpeechKind.HEARD)
    document = document_of(
        "Артемьев Лев Ильич",
        "Швец С.С.",
        chair=tree.Officer(name="Артемьев Л.И.", role="председатель"),
        signatures=(tree.SignatureLine(role="Председатель", name="Л.И. Артемьев"),),
        items=(tree.AgendaItem(number="1", speeches=(speech,)),),
    )
    chair, other = match_people(document, None)
    assert chair.printed == "Артемьев Лев Ильич"
    assert set(chair.forms) == {"Артемьев Лев Ильич", "Артемьев Л.И.", "Л.И. Артемьев", "Артемьева Л.И."}
    assert other.forms == ("Швец С.С.",)


def test_what_is_no_name_is_nobody() -> None:
    assert match_people(document_of("представители прессы", "депутаты Совета народных депутатов"), None) == ()


def test_cost_does_not_grow_with_the_list(django_assert_num_queries: Any) -> None:
    names = [f"{family}ов Лев Ильич" for family in ("Белк", "Волк", "Зайц", "Лис", "Медвед", "Хорьк")]
    with django_assert_num_queries(1):
        assert len(match_people(document_of(*names), None)) == len(names)
