"""Bodies, people and seats: their rules in clean and in the database."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.document.vocabulary import DateStyle, Layout
from members.models import Body, Membership, Person, PositionHeld
from members.models.body import free_slug
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date


def test_sort_key_folds_case_and_yo_in_every_way_of_writing() -> None:
    person = factories.make_person(family_name="ЁЛКИН", given_name="Пётр", patronymic_name="")
    assert person.sort_key == "елкин петр"
    person.family_name = "Озёрный"
    person.save(update_fields=["family_name"])
    (made,) = Person.objects.bulk_create([Person(family_name="Берёзов")])
    person.refresh_from_db()
    assert (person.sort_key, made.sort_key) == ("озерный петр", "березов")
    made.family_name = "Щёголев"
    Person.objects.bulk_update([made], ["family_name"])
    made.refresh_from_db()
    assert made.sort_key == "щеголев"
    with pytest.raises(TypeError):
        Person.objects.update(family_name="Другой")


def test_people_sort_with_yo_beside_ye() -> None:
    for name in ("Ёлкин", "Жуков", "Егоров"):
        factories.make_person(family_name=name)
    assert [person.family_name for person in Person.objects.all()] == ["Егоров", "Ёлкин", "Жуков"]


def test_wrong_name_forms_are_refused() -> None:
    person = factories.make_person(name_forms={"dative": "Швец Анне"})
    person.full_clean()
    person.name_forms = {"vocative": "Швец"}
    with pytest.raises(ValidationError, match="Формы имени"):
        person.full_clean()


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_overlap"),
    [
        (DAY(2022, 1, 1), None, False),
        (None, DAY(2021, 6, 1), True),
        (None, None, True),
        (DAY(2021, 6, 1), DAY(2021, 7, 1), True),
        (DAY(2021, 12, 31), None, True),
        (DAY(2022, 1, 1), DAY(2022, 2, 1), False),
        (None, DAY(2020, 12, 31), False),
    ],
)
def test_seats_of_one_person_do_not_overlap(starts_on: DAY | None, ends_on: DAY | None, is_overlap: bool) -> None:
    seat = factories.make_member(factories.make_body(), starts_on=DAY(2021, 1, 1), ends_on=DAY(2021, 12, 31))
    second = Membership(body=seat.body, person=seat.person, starts_on=starts_on, ends_on=ends_on)
    if is_overlap:
        with pytest.raises(ValidationError, match="уже состоит"):
            second.full_clean()
    else:
        second.full_clean()


def test_seat_ends_after_it_starts() -> None:
    seat = factories.make_member(factories.make_body())
    seat.ends_on = DAY(2019, 1, 1)
    with pytest.raises(ValidationError, match="раньше"):
        seat.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()


def test_positions_have_open_ends() -> None:
    person = factories.make_person()
    post = PositionHeld.objects.create(person=person, title="министр", starts_on=DAY(2021, 1, 1))
    assert post.is_held(DAY(2024, 1, 1))
    assert not post.is_held(DAY(2020, 12, 31))


def test_style_of_a_body_lies_over_its_layout() -> None:
    body = factories.make_body(paper_style={"date_style": "numeric", "labels": [["heard", "Заслушали:"]]})
    body.full_clean()
    assert body.style.layout is Layout.KOLLEGIYA
    assert body.style.date_style is DateStyle.NUMERIC
    assert body.style.labels == (("heard", "Заслушали:"),)


@pytest.mark.parametrize("stored", [{"colour": "red"}, {"date_style": "roman"}, {"labels": 3}, [], {"layout": "union"}])
def test_wrong_style_is_refused(stored: object) -> None:
    with pytest.raises(ValidationError):
        Body(name="Совет", name_genitive="Совета", slug="sovet", paper_style=stored).full_clean()


def test_unknown_time_zone_is_refused() -> None:
    body = factories.make_body(time_zone="Asia/Novokuznetsk")
    body.full_clean()
    body.time_zone = "Кемерово"
    with pytest.raises(ValidationError, match="часового пояса"):
        body.full_clean()


def test_day_is_that_of_the_place() -> None:
    evening = datetime.datetime(2024, 1, 23, 20, 0, tzinfo=datetime.UTC)
    assert Body(time_zone="Asia/Novokuznetsk").day_of(evening) == DAY(2024, 1, 24)
    assert Body(time_zone="Europe/Moscow").day_of(evening) == DAY(2024, 1, 23)


def test_long_name_fits() -> None:
    body = factories.make_body(name="Коллегия " * 100)
    body.full_clean()


def test_address_is_made_of_the_name_and_is_free() -> None:
    assert free_slug("Совет Союза «Озёрный край»") == "sovet-soyuza-ozernyy-kray"
    factories.make_body(slug="sovet")
    assert free_slug("Совет") == "sovet-2"
    assert free_slug("«»") == "body"
    assert free_slug("Некоммерческая организация «Союз директоров техникумов Озёрного края»") == (
        "nekommercheskaya-organizatsiya-soyuz-direktorov-tekhnikumov"
    )


def test_initials_stand_together() -> None:
    assert str(Person(family_name="Швец", given_name="С.", patronymic_name="Б.")) == "Швец С.Б."
    assert str(Person(family_name="Швец", given_name="Семён")) == "Швец Семён"
    assert str(Person(family_name="Швец")) == "Швец"
