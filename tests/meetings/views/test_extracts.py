"""The pages of extracts: one click from the protocol's page, the form, the paper's page, the register, the files."""

import datetime
import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.document.excerpt import ExtractDocument
from meetings.document.vocabulary import MemberRole, ProtocolState
from meetings.models import Extract, Protocol
from meetings.rendering.extract import EXTRACT_FORMATS, ExtractFormat
from members.models import Person
from tests.factories import NOW, make_extract, make_meeting, make_member, make_person, make_protocol, make_user
from tests.meetings.views.conftest import World
from tests.meetings.views.test_queries import count

PAST = datetime.date(2024, 2, 1)


@pytest.fixture(autouse=True)
def _cheap_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    def print_cheaply(extract: ExtractDocument) -> bytes:
        return f"%PDF № {extract.number}".encode()

    monkeypatch.setitem(EXTRACT_FORMATS, "pdf", ExtractFormat("pdf", "application/pdf", print_cheaply))


@pytest.fixture
def protocol(world: World) -> Protocol:
    return make_protocol(world.meeting)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def make(world: World, protocol: Protocol, rung: str = "secretary", **sent: Any) -> Any:
    return world.client(rung).post(reverse("new_extract", args=[protocol.pk]), sent, follow=True)


def typed(*parts: str, **fields: Any) -> dict[str, Any]:
    return {
        "parts": list(parts),
        "role": "Секретарь коллегии",
        "name": "С.С. Швец",
        "certified_on": PAST.isoformat(),
        "original_place": "",
    } | fields


def test_one_click_is_certified_by_who_clicks_today(world: World, protocol: Protocol) -> None:
    page = text_of(world.client("secretary").get(reverse("protocol", args=[protocol.pk])))
    assert 'name="parts" value="2"' in page

    Person.objects.filter(user=world.users["secretary"]).update(
        family_name="Буй", given_name="Тарас", patronymic_name="Тарасович", sort_key="буй"
    )
    answer = make(world, protocol, parts="2")
    extract = Extract.objects.get()

    assert "записана в журнал под № 1" in text_of(answer)
    assert answer.redirect_chain == [(reverse("extract", args=[extract.pk]), 302)]
    assert (extract.certified_role, extract.certified_name) == ("Секретарь коллегии", "Т.Т. Буй")
    assert extract.certified_on == world.body.day_of(timezone.now())
    assert extract.made_by == world.users["secretary"]


def test_the_chair_certifies_as_chair(world: World, protocol: Protocol) -> None:
    make(world, protocol, rung="chair", parts="1")
    assert Extract.objects.get().certified_role == "Председатель коллегии"


def test_an_administrator_without_a_seat_is_asked_who_certifies(world: World, protocol: Protocol) -> None:
    answer = make(world, protocol, rung="administrator", parts="1")

    assert "без этого выписка не заверена" in text_of(answer)
    assert 'value="1" id="part-1" checked' in text_of(answer)
    assert not Extract.objects.exists()


def test_the_same_choice_leads_to_the_same_extract(world: World, protocol: Protocol) -> None:
    make(world, protocol, parts="1")
    answer = make(world, protocol, **typed("1.1"))

    assert "Такая выписка уже есть" in text_of(answer)
    assert Extract.objects.count() == 1


def test_the_form_takes_whom_and_what_was_typed(world: World, protocol: Protocol) -> None:
    sent = typed("1", "3", role="Начальник отдела", name="О.О. Причал", original_place="Подлинник в деле № 1")
    answer = make(world, protocol, **sent)
    page = text_of(answer)

    assert "Начальник отдела" in page and "О.О. Причал" in page and "М.П." in page
    extract = Extract.objects.get()
    assert (extract.selection, extract.certified_on) == ("1 3", PAST)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (typed(), "Отметьте хотя бы один вопрос"),
        (typed("77"), "Такого места в протоколе нет"),
        (typed("1", name=""), "без этого выписка не заверена"),
        (typed("1", certified_on="2199-01-01"), "ещё не наступила"),
        (typed("1", certified_on="2024-01-01"), "раньше выпуска"),
        (typed("1", certified_on="вчера"), "Такой даты нет"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    world: World, protocol: Protocol, sent: dict[str, Any], told: str
) -> None:
    answer = make(world, protocol, **sent)

    assert told in text_of(answer)
    assert 'value="Секретарь коллегии"' in text_of(answer)
    assert not Extract.objects.exists()


def test_points_of_one_addressee_are_one_click(world: World, protocol: Protocol) -> None:
    page = text_of(world.client("secretary").get(reverse("protocol", args=[protocol.pk])))
    assert "Пункты одного адресата" in page and "Швец С.С." in page

    make(world, protocol, parts=["1.1.1.1", "2.1.1.1", "3.1.1.1"])
    extract = Extract.objects.get()
    assert extract.selection == "1 2 3", "each question holds nothing else"


@pytest.mark.parametrize("rung", ["member", "deputy", "outsider", "anonymous", "foreign_secretary"])
def test_nobody_else_makes_or_annuls(world: World, protocol: Protocol, rung: str) -> None:
    extract = make_extract(protocol)
    make(world, protocol, rung=rung, **typed("2"))
    world.client(rung).post(reverse("annul_extract", args=[extract.pk]), {"reason": "так"})

    assert Extract.objects.get().annulled_at is None


def test_members_see_what_was_made_and_no_buttons(world: World, protocol: Protocol) -> None:
    url = reverse("protocol", args=[protocol.pk])
    assert "Выписки" not in text_of(world.client("member").get(url))
    make_extract(protocol)
    page = text_of(world.client("member").get(url))

    assert "№ 1 от 24.01.2024" in page
    assert "Сделать выписку" not in page


def test_a_visitor_of_a_public_body_reads_the_protocol_and_no_extract(world: World, protocol: Protocol) -> None:
    extract = make_extract(protocol)
    world.body.is_public = True
    world.body.save()
    Protocol.objects.filter(pk=protocol.pk).update(state=ProtocolState.PUBLISHED, published_at=NOW)
    for rung in ("anonymous", "outsider"):
        visitor = world.client(rung)
        assert "Выписки" not in text_of(visitor.get(reverse("protocol", args=[protocol.pk])))
        for name, args in (
            ("extract", [extract.pk]),
            ("extract_file", [extract.pk, "pdf"]),
            ("extracts", [world.body.slug]),
        ):
            assert visitor.get(reverse(name, args=args)).status_code == 404, (rung, name)


def test_a_member_does_not_read_the_extract_of_an_annulled_edition(world: World, protocol: Protocol) -> None:
    extract = make_extract(protocol)
    Protocol.objects.filter(pk=protocol.pk).update(state=ProtocolState.ANNULLED)

    page = reverse("extract", args=[extract.pk])
    assert world.client("member").get(page).status_code == 404
    assert page not in text_of(world.client("member").get(reverse("extracts", args=[world.body.slug])))
    assert world.client("deputy").get(reverse("extract", args=[extract.pk])).status_code == 200


def test_an_extract_of_a_superseded_edition_says_so(world: World, protocol: Protocol) -> None:
    extract = make_extract(protocol)
    url = reverse("extract", args=[extract.pk])
    assert "больше не действует" not in text_of(world.client("member").get(url))
    newer = make_protocol(world.meeting)
    Protocol.objects.filter(pk=protocol.pk).update(state=ProtocolState.SUPERSEDED)
    page = text_of(world.client("member").get(url))

    assert "сделана из редакции 1, которая больше не действует" in page
    assert reverse("protocol", args=[newer.pk]) in page
    answer = make(world, protocol, parts="2")
    assert "больше не действует" in text_of(answer)
    assert Extract.objects.count() == 1


def test_annulment_needs_a_reason_and_is_told_everywhere(world: World, protocol: Protocol) -> None:
    extract = make_extract(protocol)
    url = reverse("annul_extract", args=[extract.pk])
    assert "Обязательное поле" in text_of(world.client("secretary").post(url, {"reason": " "}))
    page = text_of(world.client("secretary").post(url, {"reason": "Ошибка в должности"}, follow=True))

    assert "Выписка аннулирована" in page and "Ошибка в должности" in page
    assert "аннулирована" in text_of(world.client("member").get(reverse("extracts", args=[world.body.slug])))
    assert "уже аннулирована" in text_of(world.client("secretary").post(url, {"reason": "ещё"}, follow=True))


def test_files_are_the_frozen_pdf_and_forms_of_the_frozen_text(world: World, protocol: Protocol) -> None:
    extract = make_extract(protocol)
    files = {
        name: world.client("member").get(reverse("extract_file", args=[extract.pk, name]))
        for name in ("pdf", "docx", "txt", "json")
    }

    assert files["pdf"].content == bytes(extract.pdf)
    assert files["json"].content.decode() == extract.document
    assert json.loads(files["json"].content)["extract"]["number"] == 1
    assert "Верно" in files["txt"].content.decode()
    assert files["docx"].content.startswith(b"PK")
    assert all(file["Cache-Control"] == "private, no-store" for file in files.values())
    assert "%D0%92%D1%8B%D0%BF%D0%B8%D1%81%D0%BA%D0%B0" in files["pdf"]["Content-Disposition"]
    assert world.client("member").get(reverse("extract_file", args=[extract.pk, "exe"])).status_code == 404


def test_the_register_is_found_searched_and_empty_in_words(world: World, protocol: Protocol) -> None:
    member, url = world.client("member"), reverse("extracts", args=[world.body.slug])
    assert url in text_of(member.get(reverse("body", args=[world.body.slug])))
    assert "Выписок ещё нет" in text_of(member.get(url))
    make_extract(protocol)
    make_extract(protocol, selection="2", subject="Вопрос 2. О Чайках")

    assert "№ 1 от" in text_of(member.get(url))
    found = text_of(member.get(url, {"q": "чайк"}))
    assert "№ 2 от" in found and "№ 1 от" not in found
    assert "Ничего не найдено" in text_of(member.get(url, {"q": "буй"}))


def test_the_register_asks_the_same_for_one_row_and_for_thirty(world: World, protocol: Protocol) -> None:
    urls = [reverse("extracts", args=[world.body.slug]), reverse("protocol", args=[protocol.pk])]
    make_extract(protocol)
    first = [count(world.client("member"), url) for url in urls]
    for number in range(30):
        make_extract(protocol, selection=f"2.{number + 1}")

    assert [count(world.client("member"), url) for url in urls] == first
    assert first[0] <= 6
    assert "1 из 2" in text_of(world.client("member").get(urls[0]))


def test_extracts_of_another_body_are_not_in_the_register(world: World, protocol: Protocol) -> None:
    make_extract(make_protocol(make_meeting()), subject="Вопрос чужого органа")
    make_extract(protocol)
    page = text_of(world.client("administrator").get(reverse("extracts", args=[world.body.slug])))
    assert "чужого" not in page


def test_a_secretary_whose_seat_has_its_own_title(world: World, protocol: Protocol) -> None:
    world.body.secretary_title = ""
    world.body.save()
    user = make_user()
    make_member(
        world.body,
        MemberRole.SECRETARY,
        person=make_person(user=user, family_name="Буй", given_name="Тарас", patronymic_name="Тарасович"),
        role_text="ответственный секретарь коллегии",
    )
    client = world.client("outsider")
    client.force_login(user)
    client.post(reverse("new_extract", args=[protocol.pk]), {"parts": "1"})

    extract = Extract.objects.get()
    assert (extract.certified_role, extract.certified_name) == ("Ответственный секретарь коллегии", "Т.Т. Буй")
