"""A secretary starts a meeting in under a minute, hands on the keyboard, and moves a question to the next one."""

import datetime
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_meeting, make_member, make_person, make_user
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
#: What a person needs to press a key or to read on before the next one, seconds.
PER_KEY = 0.25


class Keyboard:
    """Presses keys, and counts them: a script is faster than hands, so the time of hands is told from the count."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)

    def to(self, selector: str, most: int = 60) -> None:
        """Press Tab until the element has the focus."""
        for _press in range(most):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(
        name="Коллегия",
        name_genitive="коллегии",
        slug="kollegiya",
        place="г. Ясногорск, ул. Озёрная, 5",
        starts_at=datetime.time(14, 0),
        standing_first="О ходе исполнения ранее принятых решений",
        standing_last="Разное",
    )
    seats = (
        (MemberRole.CHAIR, "Соловьёва", "председатель коллегии", None),
        (MemberRole.DEPUTY, "Гордеев", "заместитель председателя коллегии", None),
        (MemberRole.SECRETARY, "Швец", "секретарь коллегии", "secretary"),
        (MemberRole.MEMBER, "Полякова", "", None),
    )
    for rank, (role, family_name, role_text, username) in enumerate(seats):
        user = make_user(username=username) if username else None
        person = make_person(family_name=family_name, user=user)
        make_member(body, role, person=person, rank=rank, role_text=role_text)
    last = make_draft(body, number="14")
    Meeting.objects.filter(pk=last.pk).update(number="14")
    last.items.filter(order=0).update(title="Об утверждении протокола № 13")
    last.items.filter(order=2).update(is_carried=True)
    return body


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


def newest() -> Any:
    return compose(Meeting.objects.select_related("body").latest("pk"))


def test_a_new_meeting_in_under_a_minute_with_the_keyboard_alone(
    *,
    body: Body,
    page: Page,
    keys: Keyboard,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
    picture: Any,
) -> None:
    sign_in("secretary", PASSWORD)
    expect(page.locator("h1")).to_have_text("Мой стол")
    started = time.monotonic()
    keys.to("a[href$='/bodies/kollegiya/meetings/new/']")
    keys.press("Enter")
    expect(page.locator("#id_held_on")).to_be_focused()
    keys.press("Tab", "Tab", "Tab")  # day, month, year of the date stay; the calendar's button
    keys.to("#id_chair")
    keys.press("ArrowDown")
    keys.to("#id_questions")
    keys.type("О смете на следующий год")
    keys.press("Enter")
    keys.type("О плане работы")
    keys.to("main form.start [type=submit]")
    keys.press("Enter")
    expect(page.locator("#draft-state")).to_contain_text("Сохранено")
    by_hand = (time.monotonic() - started) + keys.count * PER_KEY
    assert keys.count < 110, keys.count
    assert by_hand < 60, f"{keys.count} keys, {by_hand:.0f} s"

    document = newest()
    assert (document.chair.name.split()[0], document.chair.role) == ("Гордеев", "Председательствующий")
    assert [one.name.split()[0] for one in document.attendees] == ["Соловьёва", "Гордеев", "Швец", "Полякова"]
    assert [item.title for item in document.items] == [
        "Об утверждении протокола № 14 от 23 января 2024 года",
        "О ходе исполнения ранее принятых решений",
        "О плане работы отдела № 3",
        "О смете на следующий год",
        "О плане работы",
        "Разное",
    ]
    assert document.number is None
    assert document.starts_at == datetime.time(14, 0)
    expect(page.locator("main .alert")).to_contain_text("Из них перенесено с прошлых заседаний: 1.")
    expect(page.locator("[data-field$=':number']").first).to_have_attribute("placeholder", "1")
    assert_accessible()


def test_the_start_page_is_usable_wide_and_on_a_phone(
    *,
    body: Body,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
    picture: Any,
) -> None:
    sign_in("secretary", PASSWORD)
    for name, size in (("start", WIDE), ("start-phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}/bodies/kollegiya/meetings/new/")
        page.locator("summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible()
        picture(name)
    page.locator("#id_questions").fill("О смете")
    page.locator("#id_held_on").fill("")
    page.locator("main form.start [type=submit]").click()
    expect(page.locator("main [role=alert]")).to_contain_text("исправьте отмеченные места")
    expect(page.locator("#id_questions")).to_have_value("О смете")
    assert_accessible()


def test_another_day_shows_who_sits_then(
    body: Body, page: Page, live_server: Any, sign_in: Callable[[str, str], None]
) -> None:
    make_member(body, person=make_person(family_name="Поздний"), starts_on=datetime.date(2030, 1, 1))
    sign_in("secretary", PASSWORD)
    page.goto(f"{live_server.url}/bodies/kollegiya/meetings/new/")
    expect(page.locator("#id_chair")).not_to_contain_text("Поздний")
    page.locator("#id_questions").fill("О смете")
    page.locator("#id_secretary").select_option(index=1)
    page.locator("#id_minutes").uncheck()
    page.locator("#id_held_on").fill("2030-06-03")
    expect(page.locator("#id_chair")).to_contain_text("Поздний")
    expect(page.locator("#by-day")).to_contain_text("(5)")
    expect(page.locator("#id_questions")).to_have_value("О смете")
    page.locator("#id_held_on").press("Enter")
    expect(page.locator("#draft-state")).to_contain_text("Сохранено")
    document = newest()
    assert document.held_on == datetime.date(2030, 6, 3)
    assert document.secretary.name.split()[0] == "Соловьёва", "what was chosen before stays chosen"
    assert [item.title for item in document.items][2:] == ["О смете", "Разное"]


def test_one_press_on_the_desk_begins_todays_protocol(
    body: Body, page: Page, keys: Keyboard, sign_in: Callable[[str, str], None]
) -> None:
    sign_in("secretary", PASSWORD)
    keys.to("form[action$='/meetings/start/'] button")
    keys.press("Enter")
    expect(page.locator("#draft-state")).to_contain_text("Сохранено")
    assert len(newest().attendees) == 4
    assert keys.count < 20


def test_a_question_is_moved_and_taken_back_with_the_keyboard(
    *,
    body: Body,
    page: Page,
    keys: Keyboard,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
    picture: Any,
) -> None:
    meeting = body.meetings.get(number="14")
    planned = make_meeting(body, held_on=datetime.date(2024, 2, 20), number="15")
    item = meeting.items.all()[1]
    sign_in("secretary", PASSWORD)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/draft/?part=item-{item.pk}")
    expect(page.locator("#draft-state")).to_contain_text("Сохранено")
    page.locator(f"[data-field='item:{item.pk}:heading']").focus()
    keys.to("details[data-lazy*='/later/'] > summary")
    keys.press("Enter")
    expect(page.locator(f"[data-deed=carry][data-as='{planned.pk}']")).to_be_visible()
    assert_accessible()
    keys.to(f"[data-deed=carry][data-as='{planned.pk}']")
    keys.press("Enter")
    expect(page.locator("#part")).to_contain_text("Вопрос перенесён на заседание № 15 от 20.02.2024")
    expect(page.locator("#paper")).to_contain_text("Перенести рассмотрение вопроса на заседание 20 февраля 2024 года")
    expect(page.locator("[data-deed=take_back]")).to_be_focused()
    assert planned.items.get().carried_from == item
    assert_accessible()
    picture("desk-carried")

    page.locator("#part .undo a").click()
    expect(page.locator("#part")).to_contain_text("Перенесён с заседания № 14 от 23.01.2024")
    assert_accessible()
    page.go_back()
    page.locator("[data-deed=take_back]").press("Enter")
    expect(page.locator("details[data-lazy*='/later/']")).to_be_visible()
    expect(page.locator("#paper")).not_to_contain_text("Перенести рассмотрение")
    assert not planned.items.exists()
    page.goto("about:blank")
