"""A secretary at the drafting desk: typing is saved and seen on the paper, and nothing typed is ever lost."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_member, make_person, make_user
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"
SAVED = "Сохранено"


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya")
    for username in ("secretary", "second"):
        person = make_person(user=make_user(username=username), family_name="Швец")
        make_member(body, MemberRole.SECRETARY, person=person)
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return make_draft(body)


@pytest.fixture
def desk(
    meeting: Meeting, page: Page, live_server: Any, sign_in: Callable[[str, str], None]
) -> Generator[Page, None, None]:
    """The desk with the first question open."""
    sign_in("secretary", PASSWORD)
    page.goto(desk_url(live_server, meeting, item_part(meeting)))
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    yield page
    for context in page.context.browser.contexts:  # type: ignore[union-attr]
        for one in context.pages:
            one.goto("about:blank")


def desk_url(live_server: Any, meeting: Meeting, part: str) -> str:
    return f"{live_server.url}/meetings/{meeting.pk}/draft/?part={part}"


def item_part(meeting: Meeting) -> str:
    return f"item-{meeting.items.all()[0].pk}"


def field(page: Page, meeting: Meeting, name: str) -> Any:
    """The field of the first speech."""
    speech = meeting.speeches.first()
    assert speech is not None
    return page.locator(f"[data-field='speech:{speech.pk}:{name}']")


def stored(meeting: Meeting) -> Any:
    return compose(Meeting.objects.get(pk=meeting.pk))


def test_typing_is_saved_and_followed_by_the_paper(desk: Page, meeting: Meeting) -> None:
    position = field(desk, meeting, "position")
    position.fill("директор музея")
    expect(desk.locator("#draft-state")).to_have_attribute("data-state", "typing")
    expect(desk.locator("#paper")).to_contain_text("Швец Семён Семёнович, директор музея.")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    expect(desk.locator("#paper .lit").first).to_contain_text("директор музея")
    assert stored(meeting).items[0].speeches[0].position == "директор музея"
    assert desk.evaluate("Object.keys(localStorage).length") == 0


def test_a_click_on_the_paper_opens_its_field(desk: Page, meeting: Meeting) -> None:
    desk.locator("#sheet [data-where='place']").click()
    place = desk.locator(f"[data-field='meeting:{meeting.pk}:place']")
    expect(place).to_be_focused()
    expect(desk.locator("#outline [aria-current]")).to_contain_text("Реквизиты")
    desk.locator("#sheet [data-where='items[1].decisions[0].points[0].points[0]']").click()
    decision = meeting.decisions.all()[1]
    points = desk.locator(f"[data-field='decision:{decision.pk}:points']")
    expect(points).to_be_focused()
    assert points.evaluate("area => area.value.slice(0, area.selectionStart).split('\\n').length") == 2


def test_two_editors_on_one_field_see_both_texts(
    *, desk: Page, meeting: Meeting, live_server: Any, browser: Any, assert_accessible: Callable[[], None], picture: Any
) -> None:
    other = second_editor(browser, live_server, meeting)
    field(other, meeting, "position").fill("<b>их</b> текст")
    field(other, meeting, "position").press("Control+Enter")
    expect(other.locator("#draft-state")).to_contain_text(SAVED)

    mine = field(desk, meeting, "position")
    mine.fill("мой текст")
    mine.press("Control+Enter")
    conflict = desk.locator("[data-conflict]")
    expect(conflict).to_contain_text("second")
    expect(conflict.locator("pre").nth(0)).to_have_text("<b>их</b> текст")
    expect(conflict.locator("pre").nth(1)).to_have_text("мой текст")
    assert stored(meeting).items[0].speeches[0].position == "<b>их</b> текст"
    expect(mine).to_be_focused()
    assert_accessible()
    picture("desk-conflict")

    conflict.get_by_role("button", name="Оставить мой текст").click()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert stored(meeting).items[0].speeches[0].position == "мой текст"
    expect(desk.locator("[data-conflict]")).to_have_count(0)


def test_two_editors_on_different_fields_merge_by_themselves(
    desk: Page, meeting: Meeting, live_server: Any, browser: Any
) -> None:
    other = second_editor(browser, live_server, meeting)
    field(other, meeting, "position").fill("директор")
    field(other, meeting, "position").press("Control+Enter")
    expect(other.locator("#draft-state")).to_contain_text(SAVED)
    field(desk, meeting, "membership").fill("член совета")
    field(desk, meeting, "membership").press("Control+Enter")
    expect(desk.locator("#paper")).to_contain_text("Швец Семён Семёнович, член совета, директор.")
    expect(field(desk, meeting, "position")).to_have_value("директор")
    speech = stored(meeting).items[0].speeches[0]
    assert (speech.membership, speech.position) == ("член совета", "директор")


def second_editor(browser: Any, live_server: Any, meeting: Meeting) -> Page:
    page: Page = browser.new_context(locale="ru-RU").new_page()
    page.goto(f"{live_server.url}/login/?next=/meetings/{meeting.pk}/draft/%3Fpart={item_part(meeting)}")
    page.locator("input[name=username]").fill("second")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form [type=submit]").click()
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    return page


def test_a_lost_network_keeps_the_text_and_saves_it_later(
    desk: Page, meeting: Meeting, context: BrowserContext, picture: Any, assert_accessible: Callable[[], None]
) -> None:
    context.set_offline(True)
    field(desk, meeting, "paragraphs").fill("Набрано без связи.\n- и пункт")
    field(desk, meeting, "position").fill("директор")
    expect(desk.locator("#draft-state")).to_contain_text("Нет связи")
    picture("desk-offline")
    assert_accessible()
    assert stored(meeting).items[0].speeches[0].position == ""
    context.set_offline(False)
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    speech = stored(meeting).items[0].speeches[0]
    assert [part.text for part in speech.paragraphs] == ["Набрано без связи.", "и пункт"]
    assert speech.position == "директор"


def test_a_text_whose_row_is_gone_is_shown_to_be_copied(
    desk: Page, meeting: Meeting, assert_accessible: Callable[[], None]
) -> None:
    field(desk, meeting, "paragraphs").evaluate("area => area.focus()")
    meeting.speeches.all()[0].delete()
    desk.locator("[data-field$=':paragraphs']").fill("Текст <b>без</b> строки")
    lost = desk.get_by_role("region", name="Не сохранено: скопируйте текст")
    expect(lost.locator("pre")).to_have_text("Текст <b>без</b> строки")
    assert_accessible()
    lost.get_by_role("button", name="Забыть этот текст").click()
    expect(lost).to_be_hidden()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)


def test_an_expired_session_keeps_the_text_until_the_next_sign_in(
    *,
    desk: Page,
    meeting: Meeting,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    assert_accessible: Callable[[], None],
) -> None:
    Session.objects.all().delete()
    field(desk, meeting, "paragraphs").fill("Набрано после конца сеанса.")
    expect(desk.locator("#draft-state")).to_contain_text("Вход устарел")
    expect(desk.get_by_role("link", name="Войти снова")).to_be_visible()
    assert_accessible()
    assert [part.text for part in stored(meeting).items[0].speeches[0].paragraphs] == ["Доложил о ходе работ."]

    sign_in("secretary", PASSWORD)
    desk.goto(desk_url(live_server, meeting, item_part(meeting)))
    expect(field(desk, meeting, "paragraphs")).to_have_value("Набрано после конца сеанса.")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert [part.text for part in stored(meeting).items[0].speeches[0].paragraphs] == ["Набрано после конца сеанса."]


def test_signing_in_again_in_another_tab_lets_the_desk_go_on(
    desk: Page, meeting: Meeting, live_server: Any, context: BrowserContext
) -> None:
    Session.objects.all().delete()
    field(desk, meeting, "position").fill("директор")
    expect(desk.locator("#draft-state")).to_contain_text("Вход устарел")
    with context.expect_page() as opened:
        desk.get_by_role("link", name="Войти снова").click()
    tab = opened.value
    tab.locator("input[name=username]").fill("secretary")
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("main form [type=submit]").click()
    expect(tab.locator("#draft-state")).to_contain_text(SAVED)
    tab.close()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert stored(meeting).items[0].speeches[0].position == "директор"


def test_a_closed_tab_loses_nothing(desk: Page, meeting: Meeting, live_server: Any, context: BrowserContext) -> None:
    context.set_offline(True)
    field(desk, meeting, "position").fill("директор")
    expect(desk.locator("#draft-state")).to_contain_text("Нет связи")
    desk.close()
    assert stored(meeting).items[0].speeches[0].position == ""
    context.set_offline(False)

    tab = context.new_page()
    # A part where the field is not even shown.
    tab.goto(desk_url(live_server, meeting, "header"))
    expect(tab.locator("#draft-state")).to_contain_text(SAVED)
    expect(tab.locator("#paper")).to_contain_text("Швец Семён Семёнович, директор.")


def test_leaving_empties_the_browser(desk: Page, meeting: Meeting, context: BrowserContext) -> None:
    context.route("**/draft/field/", lambda route: route.abort())
    field(desk, meeting, "position").fill("тайна")
    expect(desk.locator("#draft-state")).to_contain_text("Нет связи")
    asked = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    desk.get_by_role("button", name="Выйти").click()
    desk.wait_for_url("**/")
    assert asked
    assert desk.evaluate("Object.keys(localStorage).length") == 0


def test_leaving_from_another_page_empties_the_browser_too(
    desk: Page, meeting: Meeting, live_server: Any, context: BrowserContext
) -> None:
    context.route("**/draft/field/", lambda route: route.abort())
    field(desk, meeting, "position").fill("тайна")
    expect(desk.locator("#draft-state")).to_contain_text("Нет связи")
    desk.goto(f"{live_server.url}/desk/")
    assert desk.evaluate("Object.keys(localStorage).length") == 1
    desk.get_by_role("button", name="Выйти").click()
    desk.wait_for_url(f"{live_server.url}/")
    assert desk.evaluate("Object.keys(localStorage).length") == 0


def test_a_long_protocol_brings_its_paper_behind_the_page(desk: Page, meeting: Meeting, live_server: Any) -> None:
    long = make_draft(meeting.body, 20)
    desk.goto(desk_url(live_server, long, f"item-{long.items.all()[19].pk}"))
    expect(desk.locator("#sheet")).to_contain_text("О плане работы отдела № 20")
    expect(desk.locator("#outline .part-done")).not_to_have_count(0)
    speech = long.speeches.all()[19]
    desk.locator(f"[data-field='speech:{speech.pk}:position']").fill("директор")
    expect(desk.locator("#sheet [data-where='items[19].speeches[0]']")).to_contain_text("директор")
    desk.locator("#sheet [data-where='items[3].speeches[0]']").click()
    expect(desk.locator(f"[data-field='speech:{long.speeches.all()[3].pk}:name']")).to_be_focused()


def test_attendance_is_marked_by_keyboard_and_the_totals_follow(desk: Page, meeting: Meeting) -> None:
    desk.locator("#outline").get_by_role("link", name="Присутствие").click()
    first = desk.get_by_role("button", name="Соловьёва Алёна Ильинична", exact=True)
    expect(desk.locator("#totals")).to_contain_text("Присутствует: 2 из 3")
    first.focus()
    first.press("Space")
    expect(desk.locator("#totals")).to_contain_text("(онлайн: 1)")
    first.press("ArrowDown")
    second = desk.get_by_role("button", name="Швец Семён Семёнович", exact=True)
    expect(second).to_be_focused()
    second.press("Space")
    second.press("Space")
    expect(desk.locator("#totals")).to_contain_text("Присутствует: 1")
    expect(desk.locator("#totals")).to_contain_text("Кворума нет")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert [one.status for one in stored(meeting).attendees] == ["present", "excused"]


def test_the_agenda_is_typed_without_a_mouse(desk: Page, meeting: Meeting) -> None:
    desk.keyboard.press("Alt+PageUp")
    desk.keyboard.press("Alt+PageUp")  # as quick as hands are: two parts on, not one
    expect(desk.locator(".part-title")).to_have_text("Повестка дня")
    last = desk.locator(f"[data-field='item:{meeting.items.all()[2].pk}:title']")
    last.press("Enter")
    expect(desk.locator("[data-field$=':title']")).to_have_count(4)
    expect(desk.locator(":focus")).to_have_value("")
    desk.keyboard.type("О разном")
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator("[data-field$=':title']").nth(2)).to_have_value("О разном")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert [(item.number, item.title) for item in stored(meeting).items][2:] == [
        *(("3", "О разном"), ("4", "О плане работы отдела № 3")),
    ]


def test_decisions_are_typed_as_a_tree_and_voted_by_one_key(desk: Page, meeting: Meeting) -> None:
    decision = meeting.decisions.all()[0]
    points = desk.locator(f"[data-field='decision:{decision.pk}:points']")
    points.fill("")
    points.type("- подготовить план")
    for key in ("Enter", "Tab"):
        desk.keyboard.press(key)
    desk.keyboard.type("согласовать его")
    for key in ("Enter", "Shift+Tab"):
        desk.keyboard.press(key)
    desk.keyboard.type("доложить")
    expect(points).to_have_value("- подготовить план\n  - согласовать его\n- доложить")
    desk.keyboard.press("Alt+1")
    expect(desk.locator("#paper")).to_contain_text("доложить")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    item = stored(meeting).items[0]
    assert [point.text for point in item.decisions[0].points] == ["подготовить план", "доложить"]
    assert item.decisions[0].points[0].points[0].text == "согласовать его"
    assert item.votes[0].is_unanimous


def test_the_proposed_heading_is_accepted_by_one_key(desk: Page, meeting: Meeting) -> None:
    heading = desk.locator(f"[data-field='item:{meeting.items.all()[0].pk}:heading']")
    expect(heading).to_have_attribute("placeholder", "о плане работы отдела № 1")
    heading.press("ArrowRight")
    expect(heading).to_have_value("о плане работы отдела № 1")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    expect(desk.locator("#sheet [data-where='items[0].heading']")).to_contain_text("о плане работы отдела № 1")


def test_a_removed_row_comes_back(desk: Page, meeting: Meeting) -> None:
    before = stored(meeting)
    desk.locator("[data-desk-row^='decision:']").get_by_role("button", name="Убрать").click()
    undo = desk.get_by_role("button", name="Вернуть")
    expect(undo).to_be_focused()
    assert not stored(meeting).items[0].decisions
    undo.press("Enter")
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(1)
    assert stored(meeting) == before


@pytest.mark.parametrize("width", [1600, 1280, 360])
def test_every_part_is_accessible_and_fits(
    *,
    desk: Page,
    meeting: Meeting,
    live_server: Any,
    assert_accessible: Callable[[], None],
    picture: Callable[[str], Path],
    width: int,
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    for part in ("header", "attendance", "agenda", "opening", item_part(meeting), "closing"):
        desk.goto(desk_url(live_server, meeting, part))
        for summary in desk.locator(".draft-part summary:visible").all():
            summary.click()
        assert_accessible()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, part
        picture(f"desk-{part.split('-')[0]}-{width}")
    if width == 360:
        for tab in ("Лист", "Части"):
            desk.get_by_role("button", name=tab, exact=True).click()
            assert_accessible()
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, tab
    else:
        desk.get_by_role("button", name="Клавиши").click()
        expect(desk.get_by_role("dialog")).to_be_visible()
        assert_accessible()
