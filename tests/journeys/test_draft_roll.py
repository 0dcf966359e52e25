"""A secretary marks who is there and counts the votes, by keyboard alone: guests, exceptions, votes by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Body, PositionHeld
from tests.factories import make_body, make_member, make_person, make_user
from tests.meetings.views.test_draft_votes import drafted_in

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"
SAVED = "Сохранено"
FAMILIES = ("Ольхин", "Берёзов", "Вязов", "Гранин", "Дубов", "Елисеев", "Жилин", "Зорин", "Ивнев", "Кедрин")
NAMES = [f"{family} Пётр Ильич" for family in FAMILIES]


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(
        name="Коллегия", name_genitive="коллегии", slug="kollegiya", has_proxies=True, has_casting_vote=True
    )
    make_member(
        body, MemberRole.SECRETARY, person=make_person(user=make_user(username="secretary"), family_name="Швец")
    )
    guest = make_person(family_name="Ёжиков", given_name="Ефим", patronymic_name="Юрьевич")
    make_member(body, person=guest)
    PositionHeld.objects.create(person=guest, title="директор театра кукол")
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return drafted_in(body, NAMES)


@pytest.fixture
def desk(meeting: Meeting, page: Page, live_server: Any, sign_in: Callable[[str, str], None]) -> Any:
    sign_in("secretary", PASSWORD)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/draft/?part=item-{meeting.items.all()[0].pk}")
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    yield page
    page.goto("about:blank")


def stored(meeting: Meeting) -> Any:
    return compose(Meeting.objects.get(pk=meeting.pk))


def field(page: Page, meeting: Meeting, name: str) -> Any:
    event = meeting.vote_events.first()
    assert event is not None
    return page.locator(f"[data-field='vote:{event.pk}:{name}']")


def test_unanimous_by_one_key_and_then_exceptions_by_name(desk: Page, meeting: Meeting, picture: Any) -> None:
    field(desk, meeting, "votes_for").focus()
    desk.keyboard.press("Alt+1")
    expect(field(desk, meeting, "votes_for")).to_have_value("10")
    expect(desk.locator(".verdict")).to_have_text("Принято: «за» 10 из 10 голосующих, нужно не меньше 6.")
    otherwise = desk.get_by_role("combobox", name="Кто иначе")
    otherwise.focus()
    desk.keyboard.type("Вяз")
    desk.keyboard.press("Enter")
    expect(field(desk, meeting, "votes_for")).to_have_value("9")
    expect(field(desk, meeting, "votes_against")).to_have_value("1")
    expect(otherwise).to_be_focused()
    expect(desk.locator("#paper")).to_contain_text("«Против» – 1")
    picture("roll-exceptions")
    event = stored(meeting).items[0].votes[0]
    assert (event.votes_for, event.votes_against, event.is_unanimous, event.result) == (9, 1, False, "adopted")


def test_a_roll_is_called_on_single_keys(desk: Page, meeting: Meeting, assert_accessible: Any, picture: Any) -> None:
    desk.get_by_role("button", name="поимённо").press("Enter")
    first = desk.get_by_role("button", name=NAMES[0], exact=True)
    expect(first).to_be_focused()
    for key in ("-", "-", "0", "+", "-", "-", "-"):
        desk.keyboard.press(key)
    expect(field(desk, meeting, "votes_against")).to_have_value("5")
    expect(field(desk, meeting, "votes_abstained")).to_have_value("1")
    expect(field(desk, meeting, "votes_for")).to_have_value("4")
    eighth = desk.get_by_role("button", name=NAMES[7], exact=True)
    expect(eighth).to_be_focused()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowUp")
    expect(desk.get_by_role("button", name=NAMES[6], exact=True)).to_be_focused()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    expect(desk.locator(".verdict")).to_contain_text("Не принято: «за» 3 из 10 голосующих")
    expect(desk.locator("#paper")).to_contain_text("Решение не принято.")
    assert_accessible()
    picture("roll-by-name")
    votes = {one.name: str(one.option) for one in stored(meeting).items[0].votes[0].votes}
    assert [votes[name] for name in NAMES] == ["no", "no", "abstain", "yes", "no", "no", "no", "no", "yes", "yes"]


def test_a_count_goes_up_by_an_arrow_and_takes_from_those_for(desk: Page, meeting: Meeting) -> None:
    desk.keyboard.press("Alt+1")
    expect(field(desk, meeting, "votes_for")).to_have_value("10")
    against = field(desk, meeting, "votes_against")
    against.focus()
    for _step in range(5):
        desk.keyboard.press("ArrowUp")
    expect(against).to_have_value("5")
    expect(field(desk, meeting, "votes_for")).to_have_value("5")
    expect(desk.locator(".verdict")).to_contain_text("Голосов поровну: решает голос председательствующего")
    chair = field(desk, meeting, "chair_vote")
    chair.focus()
    chair.select_option("no")
    expect(desk.locator(".verdict")).to_contain_text("Не принято решающим голосом председательствующего")
    expect(field(desk, meeting, "result")).to_have_value("rejected")


def test_who_leaves_is_out_of_the_list_and_of_the_quorum(desk: Page, meeting: Meeting, picture: Any) -> None:
    desk.get_by_role("button", name="поимённо").press("Enter")
    expect(desk.get_by_role("button", name=NAMES[0], exact=True)).to_be_focused()
    away = desk.get_by_role("combobox", name="Кто", exact=True)
    for name in NAMES[:6]:
        away.focus()
        desk.keyboard.type(name[:4])
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("button", name=name, exact=True)).to_have_count(0)
        expect(away).to_be_focused()
    expect(desk.locator("#voters")).to_contain_text("кворума по вопросу нет: 4 из 10, нужно 5")
    astray = desk.get_by_role("list", name="Голоса, которые не считаются")
    expect(astray).to_contain_text("Ольхин Пётр Ильич – не участвует, голос «за» не считается")
    expect(desk.locator("#findings")).to_contain_text("Записан голос не участвовавшего в вопросе")
    picture("roll-away")
    for left in range(5, -1, -1):
        astray.get_by_role("button").first.press("Enter")
        expect(astray.locator("li")).to_have_count(left)
    expect(astray).to_have_count(0)
    expect(field(desk, meeting, "votes_for")).to_have_value("4")


def test_a_guest_is_found_and_entered_by_keyboard(
    desk: Page, meeting: Meeting, assert_accessible: Any, picture: Any
) -> None:
    desk.locator("#outline").get_by_role("link", name="Присутствие").press("Enter")
    expect(desk.locator("#part")).to_be_focused()
    desk.get_by_role("button", name="Добавить приглашённого").press("Enter")
    expect(desk.locator("input:focus")).to_have_value("")
    desk.keyboard.type("ежи")
    option = desk.get_by_role("option")
    expect(option).to_contain_text("Ёжиков Ефим Юрьевич директор театра кукол")
    assert_accessible()
    picture("roll-guest")
    desk.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("textarea:focus")).to_have_value("директор театра кукол")
    expect(desk.locator("#paper")).to_contain_text("Ёжиков Ефим Юрьевич")
    guest = meeting.attendances.order_by("order").last()
    assert guest is not None
    assert guest.person is not None
    assert (guest.status, guest.person.family_name) == ("invited", "Ёжиков")


def test_numbers_alone_and_the_names_again(desk: Page, meeting: Meeting, picture: Any) -> None:
    desk.locator("#outline").get_by_role("link", name="Присутствие").press("Enter")
    desk.get_by_role("button", name="только числом").press("Enter")
    present = desk.locator(f"[data-field='meeting:{meeting.pk}:present_total']")
    expect(present).to_be_focused()
    present.fill("3")
    expect(desk.locator("#totals")).to_contain_text("Присутствует: 3 из 10")
    expect(desk.locator("#totals")).to_contain_text("Кворума нет: нужно не меньше 5")
    picture("roll-numbers")
    desk.get_by_role("button", name="поимённо").press("Enter")
    expect(desk.locator("#totals")).to_contain_text("Присутствует: 10 из 10")
    assert [one.name for one in stored(meeting).attendees] == NAMES
    first = meeting.attendances.first()
    expect(desk.locator(f"[data-field='attendance:{first.pk if first else 0}:name']")).to_be_focused()
    desk.get_by_role("button", name="Отменить").click()
    expect(present).to_be_visible()
    expect(desk.locator(".person")).to_have_count(0)


@pytest.mark.parametrize("width", [1600, 360])
def test_attendance_and_votes_are_accessible_and_fit(
    *,
    desk: Page,
    meeting: Meeting,
    live_server: Any,
    assert_accessible: Callable[[], None],
    picture: Callable[[str], Path],
    width: int,
) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.get_by_role("button", name="поимённо").press("Enter")
    expect(desk.get_by_role("button", name=NAMES[0], exact=True)).to_be_focused()
    away = desk.get_by_role("combobox", name="Кто", exact=True)
    away.fill("Зорин")
    away.press("Enter")
    expect(desk.get_by_role("list", name="Не участвуют в вопросе").locator("li")).to_have_count(1)
    field(desk, meeting, "result").select_option("rejected")
    reason = field(desk, meeting, "result_reason")
    expect(reason).to_be_visible()
    expect(desk.locator("#draft-state")).to_contain_text("Не сохранено")
    assert_accessible()
    reason.fill("Регламент, п. 4")
    reason.press("Enter")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    event = meeting.vote_events.first()
    assert event and event.result == "rejected"
    for summary in desk.locator(".draft-part summary:visible").all():
        summary.click()
    assert_accessible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    picture(f"roll-item-{width}")
    desk.goto(f"{live_server.url}/meetings/{meeting.pk}/draft/?part=attendance")
    line = meeting.attendances.all()[1]
    desk.locator(f"[data-desk-row='attendance:{line.pk}'] summary").click()
    desk.get_by_role("button", name="по доверенности").click()
    proxy = desk.get_by_label("Представляет по доверенности")
    proxy.locator("visible=true").fill(NAMES[0])
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert_accessible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    picture(f"roll-attendance-{width}")


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_tools_of_a_row_take_no_line_of_their_own(
    desk: Page, meeting: Meeting, live_server: Any, width: int
) -> None:
    """↑ ↓ + ✕ stand beside the name (on a phone: beside the presence), so that more people fit the screen."""
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{live_server.url}/meetings/{meeting.pk}/draft/?part=attendance")
    line = desk.locator(".person").first
    beside = line.locator(".presence" if width == 360 else ".person-name input").bounding_box()
    tools = line.locator(".row-tools").bounding_box()
    assert beside and tools
    assert abs(beside["y"] + beside["height"] / 2 - tools["y"] - tools["height"] / 2) < 10
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pressed_button_keeps_the_focus(desk: Page, meeting: Meeting) -> None:
    for name in ("тайно", "числом"):
        button = desk.get_by_role("button", name=name)
        button.press("Enter")
        expect(desk.get_by_role("button", name=name, pressed=True)).to_be_focused()
    desk.get_by_role("button", name="Единогласно").press("Enter")
    expect(field(desk, meeting, "votes_for")).to_have_value("10")
    away = desk.get_by_role("combobox", name="Кто", exact=True)
    away.fill("Никого Такого")
    away.press("Enter")
    expect(desk.get_by_role("alert")).to_be_in_viewport()
    expect(away).to_be_focused()
    away.fill("Зорин")
    away.press("Enter")
    expect(away).to_be_focused()
    desk.get_by_role("button", name="Пересчитать: «за» 9").press("Enter")
    expect(field(desk, meeting, "votes_for")).to_have_value("9")
    expect(field(desk, meeting, "votes_for")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_bar_keeps_one_line_whatever_it_says(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    bar = desk.locator(".draft-bar")
    plain = bar.bounding_box()
    desk.evaluate("""() => {
        const words = "Не сохранено: протокол больше нельзя править под этой учётной записью, скопируйте текст";
        document.querySelector("[data-state-text]").textContent = words;
        const others = document.getElementById("draft-others");
        others.hidden = false;
        others.textContent = "Здесь же: Антонина Всеволодовна Преображенская (Вопрос 2. О ходе подготовки)";
    }""")
    full = bar.bounding_box()
    assert plain and full
    assert full["height"] == plain["height"]
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_the_tools_of_a_decision_stand_beside_its_number(desk: Page) -> None:
    row = desk.locator("[data-kind=decision]").first
    beside = row.locator("[data-field$=':outcome']").bounding_box()
    tools = row.locator(".row-tools").bounding_box()
    assert beside and tools
    assert tools["y"] < beside["y"] + beside["height"]
