"""The agenda by keyboard and by mouse: sub-questions, dragging."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from tests.journeys.test_draft_desk import PASSWORD, SAVED, body, desk_url, meeting  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(
    meeting: Meeting,  # noqa: F811 - the fixture
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
) -> Generator[Page, None, None]:
    sign_in("secretary", PASSWORD)
    page.goto(desk_url(live_server, meeting, "agenda"))
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    yield page
    page.goto("about:blank")


def shown(desk: Page) -> list[str]:
    numbers = desk.locator("[data-field$=':number']")
    titles = desk.locator("[data-field$=':title']")
    return [
        f"{numbers.nth(place).input_value()} {titles.nth(place).input_value()[-1:]}" for place in range(numbers.count())
    ]


def test_a_sub_question_is_made_by_a_key(desk: Page, assert_accessible: Callable[[], None], picture: Any) -> None:
    title = desk.locator("[data-field$=':title']").nth(1)
    title.press("Alt+ArrowRight")
    expect(desk.locator("[data-field$=':number']").nth(1)).to_have_value("1.1")
    expect(title).to_be_focused()
    expect(desk.locator("#paper")).to_contain_text("1.1. О плане работы отдела № 2")
    assert_accessible()
    picture("agenda-sub")
    title.press("Enter")
    expect(desk.locator("[data-field$=':number']").nth(2)).to_have_value("1.2")
    desk.keyboard.press("Alt+ArrowLeft")
    expect(desk.locator("[data-field$=':number']").nth(2)).to_have_value("2")


def test_what_is_typed_before_the_row_stands_goes_into_it(desk: Page) -> None:
    """Quick hands: Enter, the title, Enter, the next title, a step deeper, without a look at the page."""
    desk.route("**/draft/deed/", lambda route: (desk.wait_for_timeout(300), route.continue_()))
    titles, numbers = desk.locator("[data-field$=':title']"), desk.locator("[data-field$=':number']")
    titles.nth(2).focus()
    desk.keyboard.press("Enter")
    desk.keyboard.type("О кадраах")
    desk.keyboard.press("Backspace")
    desk.keyboard.press("Backspace")
    desk.keyboard.type("х")
    desk.keyboard.press("Enter")
    desk.keyboard.type("О резерве")
    desk.keyboard.press("Alt+ArrowRight")
    expect(numbers.nth(4)).to_have_value("4.1")
    expect(titles.nth(4)).to_be_focused()
    assert [titles.nth(place).input_value() for place in (2, 3, 4)] == [
        "О плане работы отдела № 3",
        "О кадрах",
        "О резерве",
    ]
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    expect(desk.locator("#sheet")).to_contain_text("4.1. О резерве")


def test_a_question_is_dragged(desk: Page) -> None:
    handles, rows = desk.locator("[data-drag]"), desk.locator("li[data-kind=item]")
    box = rows.nth(0).bounding_box()
    assert box is not None
    handles.nth(2).drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    expect(desk.locator("[data-field$=':title']").nth(0)).to_have_value("О плане работы отдела № 3")
    assert shown(desk) == ["1 3", "2 1", "3 2"]
    expect(desk.locator("#sheet")).to_contain_text("1. О плане работы отдела № 3")
    handles.nth(0).drag_to(rows.nth(2), target_position={"x": 40, "y": box["height"] - 4})
    expect(desk.locator("[data-field$=':title']").nth(2)).to_have_value("О плане работы отдела № 3")
    assert shown(desk) == ["1 1", "2 2", "3 3"]


def test_a_question_is_dragged_by_a_finger(desk: Page) -> None:
    desk.set_viewport_size({"width": 360, "height": 740})
    touch = desk.context.new_cdp_session(desk)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    handle = desk.locator("[data-drag]").nth(1)
    handle.scroll_into_view_if_needed()
    held, above = handle.bounding_box(), desk.locator("li[data-kind=item]").nth(0).bounding_box()
    assert held and above
    x, y = held["x"] + held["width"] / 2, held["y"] + held["height"] / 2
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for at in ((y + above["y"]) / 2, above["y"] + 8):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": at}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(desk.locator("[data-field$=':title']").nth(0)).to_have_value("О плане работы отдела № 2")


def test_the_agenda_fits_a_phone(desk: Page, picture: Any) -> None:
    desk.locator("[data-field$=':title']").nth(1).press("Alt+ArrowRight")
    expect(desk.locator("[data-field$=':number']").nth(1)).to_have_value("1.1")
    desk.set_viewport_size({"width": 360, "height": 740})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    picture("agenda-phone")


def test_no_part_breaks_the_rules_of_content(desk: Page) -> None:
    """A swapped part must not copy inline styles: the policy refuses them, and the console fills with errors."""
    errors: list[str] = []
    desk.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    title = desk.locator("[data-field$=':title']")
    title.nth(1).evaluate("field => { field.style.height = '5rem'; }")  # as a hand that draws the field larger
    title.nth(1).press("Alt+ArrowUp")
    expect(desk.locator("[data-field$=':title']").nth(0)).to_be_focused()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert errors == []
