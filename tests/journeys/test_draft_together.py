"""Two secretaries at one desk, and one who goes back: presence, changes that light up, undoing, former values."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_member, make_person, make_user
from tests.journeys.test_draft_desk import desk, field, item_part, second_editor, stored
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk"]


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya")
    for username, name in (("secretary", "Ирина Швец"), ("second", "Пётр Ёлкин")):
        first, last = name.split()
        user = make_user(username=username, first_name=first, last_name=last)
        make_member(body, MemberRole.SECRETARY, person=make_person(user=user, family_name=last))
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return make_draft(body)


def beat(page: Page) -> None:
    """Let a page tell where it is and hear the others at once, instead of within seconds."""
    page.evaluate("desk.pulse().then(() => desk.pulse())")


@pytest.mark.both_databases
def test_two_editors_see_each_other_and_each_others_changes(
    *, desk: Page, meeting: Meeting, live_server: Any, browser: Any, assert_accessible: Callable[[], None], picture: Any
) -> None:
    other = second_editor(browser, live_server, meeting)
    position = field(other, meeting, "position")
    position.focus()
    beat(other)
    beat(desk)
    expect(desk.locator("#draft-others")).to_contain_text("Пётр Ёлкин (1. О плане работы отдела № 1)")
    expect(desk.locator(f"#outline [data-open-part={item_part(meeting)}] .other-here")).to_have_text("Пётр Ёлкин")
    expect(field(desk, meeting, "position").locator("xpath=../*[@class='other-here']")).to_have_text("Пётр Ёлкин")

    field(desk, meeting, "membership").focus()
    position.fill("директор музея")
    position.press("Control+Enter")
    expect(other.locator("#draft-state")).to_contain_text("Сохранено")
    beat(desk)
    expect(field(desk, meeting, "position")).to_have_value("директор музея")
    expect(desk.locator("#draft-news")).to_contain_text("Пётр Ёлкин: Должность (выступление)")
    expect(desk.locator("#paper")).to_contain_text("директор музея")
    expect(field(desk, meeting, "membership")).to_be_focused()
    picture("desk-together")
    assert_accessible()

    other.get_by_role("button", name="Добавить решение").click()
    expect(other.locator("[data-desk-row^='decision:']")).to_have_count(2)
    field(desk, meeting, "membership").press_sequentially("член")
    beat(desk)
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(2)
    expect(field(desk, meeting, "membership")).to_be_focused()
    expect(field(desk, meeting, "membership")).to_have_value("член")
    other.get_by_role("button", name="Вернуть").or_(other.get_by_role("button", name="Отменить")).first.click()
    expect(other.locator("[data-desk-row^='decision:']")).to_have_count(1)
    beat(desk)
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(1)

    other.goto("about:blank")
    beat(desk)
    expect(desk.locator("#draft-others")).to_be_hidden()


@pytest.mark.both_databases
def test_saved_deeds_are_undone_and_done_again(desk: Page, meeting: Meeting) -> None:
    first = stored(meeting)
    position = field(desk, meeting, "position")
    position.fill("директор")
    position.press("Control+Enter")
    expect(desk.locator("#paper")).to_contain_text("Швец Семён Семёнович, директор.")
    desk.locator("[data-desk-row^='decision:']").get_by_role("button", name="Убрать").click()
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(0)

    desk.get_by_role("button", name="Отменить").click()
    expect(desk.locator("#draft-news")).to_contain_text("Отменено: убрано: решение", ignore_case=True)
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(1)
    field(desk, meeting, "membership").focus()
    desk.keyboard.press("Alt+KeyZ")
    expect(position).to_have_value("")
    expect(desk.locator("#draft-news")).to_contain_text("Отменено: Должность")
    assert stored(meeting) == first
    desk.locator("#part").focus()
    desk.keyboard.press("Control+Shift+KeyZ")
    expect(position).to_have_value("директор")
    desk.keyboard.press("Control+KeyZ")
    expect(position).to_have_value("")
    # A part that is not open is opened.
    desk.keyboard.press("Control+KeyY")
    expect(position).to_have_value("директор")
    desk.locator("#outline").get_by_role("link", name="Присутствие").click()
    expect(desk.locator(".part-title")).to_have_text("Присутствие")
    desk.locator("#part").focus()
    desk.keyboard.press("Control+KeyZ")
    expect(position).to_be_focused()
    expect(position).to_have_value("")


def test_the_browsers_own_undo_stays_within_a_field(desk: Page, meeting: Meeting) -> None:
    position = field(desk, meeting, "position")
    position.press_sequentially("директор")
    desk.keyboard.press("Control+KeyZ")
    expect(position).not_to_have_value("директор")
    expect(desk.locator("#draft-news")).to_be_empty()


def test_undoing_over_anothers_text_shows_both(
    *, desk: Page, meeting: Meeting, live_server: Any, browser: Any, assert_accessible: Callable[[], None], picture: Any
) -> None:
    mine = field(desk, meeting, "position")
    mine.fill("директор")
    mine.press("Control+Enter")
    expect(desk.locator("#draft-state")).to_contain_text("Сохранено")
    expect(desk.locator("#paper")).to_contain_text("директор")
    other = second_editor(browser, live_server, meeting)
    theirs = field(other, meeting, "position")
    expect(theirs).to_have_value("директор")
    theirs.fill("<b>ректор</b>")
    theirs.press("Control+Enter")
    expect(other.locator("#paper")).to_contain_text("ректор")
    desk.get_by_role("button", name="Отменить").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.locator("pre").nth(0)).to_have_text("<b>ректор</b>")
    expect(dialog.locator("pre").nth(1)).to_have_text("")
    assert_accessible()
    picture("desk-undo-conflict")
    assert stored(meeting).items[0].speeches[0].position == "<b>ректор</b>"
    dialog.get_by_role("button", name="Всё равно вернуть прежний текст").click()
    expect(mine).to_have_value("")
    expect(desk.locator("#paper")).not_to_contain_text("ректор")
    assert stored(meeting).items[0].speeches[0].position == ""


def test_a_former_value_comes_back(
    desk: Page, meeting: Meeting, assert_accessible: Callable[[], None], picture: Callable[[str], Path]
) -> None:
    position = field(desk, meeting, "position")
    for text in ("директор музея", "ректор академии"):
        position.fill(text)
        position.press("Control+Enter")
        expect(desk.locator("#paper")).to_contain_text(text)
    position.press("Alt+KeyH")
    dialog = desk.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(3)
    expect(dialog.locator("li").nth(0)).to_contain_text("Ирина Швец")
    assert_accessible()
    picture("desk-values")
    dialog.get_by_role("button", name="Вернуть это значение").first.click()
    expect(position).to_have_value("директор музея")
    expect(position).to_be_focused()
    expect(desk.locator("#paper")).to_contain_text("директор музея")
    desk.locator("#values-button").click()
    expect(dialog.locator("li")).to_have_count(4)
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_history_is_read_and_compared(
    *,
    desk: Page,
    meeting: Meeting,
    assert_accessible: Callable[[], None],
    picture: Callable[[str], Path],
    width: int,
) -> None:
    desk.get_by_role("link", name="История").click()
    expect(desk.locator("main")).to_contain_text("Протокол ещё не правили.")
    desk.go_back()
    position = field(desk, meeting, "position")
    for text in ("директор музея", "директор академии искусств"):
        position.fill(text)
        position.press("Control+Enter")
        expect(desk.locator("#paper")).to_contain_text(text)
    desk.locator("[data-desk-row^='decision:']").get_by_role("button", name="Убрать").click()
    expect(desk.locator("[data-desk-row^='decision:']")).to_have_count(0)
    desk.set_viewport_size({"width": width, "height": 800})
    desk.get_by_role("link", name="История").click()
    expect(desk.locator(".history > li")).to_have_count(3)
    assert_accessible()
    picture(f"history-{width}")
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_role("button", name="Сравнить отмеченные моменты").click()
    expect(desk.locator("main")).to_contain_text("Вопрос 1. О плане работы отдела № 1")
    expect(desk.locator("main del").first).to_be_visible()
    assert_accessible()
    picture(f"compare-{width}")
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
