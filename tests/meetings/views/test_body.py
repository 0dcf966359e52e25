"""A secretary sets up a body, its members and the look of its papers without a developer."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from meetings.document.vocabulary import Block, DateStyle, Layout, MemberRole
from members.models import Body, Membership, Person, PositionHeld
from tests.factories import HELD_ON, make_meeting, make_member, make_person, make_protocol
from tests.meetings.views.conftest import World, make_draft
from tests.posting import form_values


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def shown(client: Client, url: str) -> object:
    return form_values(client.get(url).content.decode(), action=url)


def test_a_secretary_makes_a_new_body_and_is_its_secretary(world: World, secretary: Client) -> None:
    url = reverse("new_body")
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"], typed["name_genitive"] = "Жилищный комитет", "Жилищного комитета"
    typed["organization_name"] = "Администрация города Ясногорска"
    answer = secretary.post(url, typed, follow=True)

    body = Body.objects.get(name="Жилищный комитет")
    assert body.slug == "zhilishchnyy-komitet"
    assert str(body.organization) == "Администрация города Ясногорска"
    assert body.memberships.get().role == MemberRole.SECRETARY
    assert "Заседаний ещё нет. С чего начать" in answer.content.decode()


def test_a_body_without_a_name_is_not_made(world: World, secretary: Client) -> None:
    page = secretary.post(reverse("new_body"), {"name": "", "name_genitive": "комитета"}).content.decode()

    assert "Не сохранено" in page
    assert 'value="комитета"' in page
    assert Body.objects.count() == 2


def test_a_card_sent_back_unchanged_changes_nothing(world: World, secretary: Client) -> None:
    url = reverse("edit_body", args=[world.body.slug])
    before = Body.objects.filter(pk=world.body.pk).values().get()
    assert secretary.post(url, shown(secretary, url)).status_code == 302
    assert Body.objects.filter(pk=world.body.pk).values().get() == before


def test_an_impossible_quorum_is_told(world: World, secretary: Client) -> None:
    url = reverse("edit_body", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["quorum_numerator"] = "3"

    assert "Доля кворума не может быть больше целого" in secretary.post(url, typed).content.decode()


def test_the_words_and_the_order_of_a_paper_are_set_on_a_page(world: World, secretary: Client) -> None:
    url = reverse("edit_body_style", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["layout"], typed["date_style"] = "union", "numeric"
    typed["label_invited"], typed["label_title_word"], typed["label_item_heading"] = "Гости:", "-", "{Первый} вопрос"
    typed["block_place"] = ""
    secretary.post(url, typed)

    style = Body.objects.get(pk=world.body.pk).style
    assert (style.layout, style.date_style) == (Layout.UNION, DateStyle.NUMERIC)
    assert dict(style.labels) == {"invited": "Гости:", "title_word": "", "item_heading": "{Ordinal} вопрос"}
    assert Block.PLACE not in style.blocks
    assert form_values(secretary.get(url).content.decode(), action=url)["label_title_word"] == "-"


def test_a_body_sets_from_how_many_people_the_list_becomes_an_annex(world: World, secretary: Client) -> None:
    url = reverse("edit_body_style", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    assert typed["annex_over"] == ""
    secretary.post(url, typed | {"annex_over": "1"})

    assert Body.objects.get(pk=world.body.pk).style.annex_over == 1
    page = secretary.get(reverse("meeting", args=[world.meeting.pk])).content.decode()
    assert "2 человека (список прилагается)" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    secretary.post(url, typed | {"annex_over": ""})
    assert Body.objects.get(pk=world.body.pk).style.annex_over is None


def test_a_manner_that_the_form_does_not_show_is_kept(world: World, secretary: Client) -> None:
    world.body.paper_style = {"position_first": ["invited"]}
    world.body.save()
    url = reverse("edit_body_style", args=[world.body.slug])
    secretary.post(url, form_values(secretary.get(url).content.decode(), action=url) | {"date_style": "numeric"})

    style = Body.objects.get(pk=world.body.pk).style
    assert (style.date_style, style.position_first) == (DateStyle.NUMERIC, (Block.INVITED,))


def test_the_settings_of_another_layout_are_taken_on_request_only(world: World, secretary: Client) -> None:
    url = reverse("edit_body_style", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["layout"], typed["take_layout"] = "standard", "1"
    page = secretary.post(url, typed).content.decode()

    assert Body.objects.get(pk=world.body.pk).layout == Layout.KOLLEGIYA, "nothing is saved yet"
    assert form_values(page, action=url)["date_style"] == "words_short"
    assert 'placeholder="СЛУШАЛИ:"' in page


def test_a_wrong_placeholder_is_told(world: World, secretary: Client) -> None:
    url = reverse("edit_body_style", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["label_time"] = "Начало в {часы}"

    assert "здесь можно писать: {время}" in secretary.post(url, typed).content.decode()


def test_a_new_person_is_seated_with_a_post(world: World, secretary: Client) -> None:
    url = reverse("new_member", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"], typed["position"], typed["role"] = "Ковальчук Лев Игоревич", "директор школы № 7", "deputy"
    secretary.post(url, typed)

    seat = Membership.objects.get(person__family_name="Ковальчук")
    assert (seat.body, seat.role) == (world.body, MemberRole.DEPUTY)
    assert seat.person.gender == "male"
    assert seat.person.positions.get().title == "директор школы № 7"


def test_a_known_person_is_seated_once(world: World, secretary: Client) -> None:
    known = make_person(family_name="Крутых", given_name="Пётр", patronymic_name="Ильич")
    url = reverse("new_member", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"] = "Крутых Петр Ильич"
    secretary.post(url, typed)
    again = secretary.post(url, typed).content.decode()

    assert Membership.objects.get(body=world.body, person=known)
    assert Person.objects.filter(family_name="Крутых").count() == 1
    assert "уже состоит в органе" in again
    assert "membership_one_open_seat" not in again


@pytest.mark.parametrize(
    ("slug", "message"), [("new", "Этот адрес занят страницей портала"), (None, "Такой адрес уже занят другим органом")]
)
def test_an_address_that_is_taken_is_refused_in_words(
    world: World, secretary: Client, slug: str | None, message: str
) -> None:
    url = reverse("new_body")
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"], typed["name_genitive"], typed["slug"] = "Совет", "Совета", slug or world.body.slug

    assert message in secretary.post(url, typed).content.decode()
    assert not Body.objects.filter(name="Совет").exists()


def test_a_body_called_new_has_a_page(world: World, secretary: Client) -> None:
    url = reverse("new_body")
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"], typed["name_genitive"] = "New", "New"

    assert secretary.post(url, typed).headers["Location"] == reverse("body", args=["new-2"])


def test_a_name_that_is_none_is_told(world: World, secretary: Client) -> None:
    url = reverse("new_member", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["name"] = "12345"

    assert "Не понятно имя" in secretary.post(url, typed).content.decode()


def test_a_seat_is_ended(world: World, secretary: Client) -> None:
    seat = make_member(world.body, person=make_person(family_name="Демченко"))
    url = reverse("edit_member", args=[seat.pk])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["ends_on"] = "2019-01-01"
    assert "не может кончиться раньше" in secretary.post(url, typed).content.decode()
    typed["ends_on"] = "2024-01-31"
    secretary.post(url, typed)

    seat.refresh_from_db()
    assert seat.ends_on == datetime.date(2024, 1, 31)
    assert "Демченко" not in secretary.get(reverse("body", args=[world.body.slug])).content.decode()


def test_posts_are_added_and_ended(world: World, secretary: Client) -> None:
    seat = make_member(world.body, person=make_person(family_name="Демченко"))
    PositionHeld.objects.create(person=seat.person, title="учитель", starts_on=HELD_ON)
    url = reverse("edit_person", args=[seat.pk])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["posts-0-ends_on"], typed["posts-1-title"], typed["posts-1-starts_on"] = (
        "2025-01-01",
        "директор",
        "2025-01-02",
    )
    secretary.post(url, typed)

    assert list(seat.person.positions.values_list("title", "ends_on")) == [
        ("директор", None),
        ("учитель", datetime.date(2025, 1, 1)),
    ]


def test_a_meeting_is_called_with_the_members_of_its_day(world: World, secretary: Client) -> None:
    late = make_person(family_name="Поздний")
    make_member(world.body, person=late, starts_on=datetime.date(2030, 1, 1))
    url = reverse("new_meeting", args=[world.body.slug])
    typed = form_values(secretary.get(url).content.decode(), action=url)
    typed["held_on"], typed["number"], typed["questions"] = "2024-06-01", "15", "О плане\r\n\r\nО смете"
    page = secretary.post(url, typed, follow=True).content.decode()

    assert "№ 15" in page
    assert "О смете" in page
    assert "Поздний" not in page


def test_meetings_are_found_by_words_in_any_case_and_by_year(world: World, secretary: Client) -> None:
    make_draft(world.body, 1, held_on=datetime.date(2023, 5, 1))
    url = reverse("body", args=[world.body.slug])

    def listed(**asked: str) -> int:
        return secretary.get(url, asked).content.decode().count('class="tag tag-')

    assert listed() == 2
    assert listed(q="ОТДЕЛА № 3") == 1
    assert listed(q="такого нет") == 0
    assert listed(year="2030") == 0
    assert listed(year="девяносто") == 2
    assert "Ничего не найдено" in secretary.get(url, {"q": "такого нет"}).content.decode()


def test_a_long_list_has_pages(world: World, secretary: Client) -> None:
    for number in range(25):
        make_protocol(make_meeting(world.body, number=str(number), held_on=HELD_ON))
    url = reverse("body", args=[world.body.slug])
    for client in (secretary, world.client("member")):
        first, last = (client.get(url, {"page": page}).content.decode() for page in ("1", "99"))
        assert "1 из 2" in first
        assert "2 из 2" in last


def test_the_card_keeps_usual_time_and_standing_items(world: World, secretary: Client) -> None:
    url = reverse("edit_body", args=[world.body.slug])
    page = secretary.get(url).content.decode()
    assert "Номер присваивается сам, когда протокол выпускают" in page
    typed = form_values(page, action=url)
    typed["starts_at"], typed["standing_last"] = "13:30", "  О разном \r\n\r\n"
    typed["standing_first"] = "О ходе исполнения ранее принятых решений"
    secretary.post(url, typed)

    body = Body.objects.get(pk=world.body.pk)
    assert body.starts_at == datetime.time(13, 30)
    assert body.standing_items == (("О ходе исполнения ранее принятых решений",), ("О разном",))
    again = form_values(secretary.get(url).content.decode(), action=url)
    assert (again["starts_at"], again["standing_last"]) == ("13:30", "О разном")
    entry = body.history.get()
    assert entry.details["starts_at"] == [None, "13:30:00"]


def test_the_administrator_sees_every_field_of_a_body(world: World) -> None:
    client, url = world.client("administrator"), reverse("admin:members_body_change", args=[world.body.pk])
    page = client.get(url).content.decode()
    names = [field.name for field in Body._meta.fields if field.editable and not field.primary_key]
    assert [name for name in names if f'name="{name}"' not in page] == []
