"""The desk by Tab alone: everything is reached in the order of the page, the focus is seen, nothing holds it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from tests.journeys.test_draft_desk import SAVED, body, desk, desk_url, item_part, meeting  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

#: What Tab must reach in the open part, in the order of the page.
REACHED = """() => {
    const kinds = ["a[href]", "button", "input", "select", "textarea", "summary"];
    return [...document.querySelectorAll(kinds.map(one => `#part ${one}`).join())]
        .filter(one => !one.disabled && one.tabIndex >= 0 && one.type !== "hidden" && one.checkVisibility())
        .map((one, place) => one.dataset.tabPlace = String(place));
}"""
#: Elements that would stand before all others, wherever they are on the page.
JUMPING = """() => [...document.querySelectorAll("[tabindex]")].filter(one => one.tabIndex > 0).length"""
#: The place of what has the focus («» outside the part), and whether the eye sees that it has.
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    // The stops within a date are the browser's own, and so are their marks.
    const isSeen = !one.matches(":focus") || style.outlineStyle !== "none" || style.boxShadow !== "none";
    return [document.getElementById("part").contains(one) ? one.dataset.tabPlace || "" : "", isSeen];
}"""


def test_tab_goes_through_every_part_in_the_order_of_the_page(
    desk: Page,  # noqa: F811 - the fixture
    meeting: Meeting,  # noqa: F811 - the fixture
    live_server: Any,
) -> None:
    desk.locator("[data-field$=':points']").first.fill("- составить план\n- согласовать его")
    expect(desk.locator("#sheet")).to_contain_text("- составить план")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    for part in ("header", "attendance", "agenda", item_part(meeting), "closing"):
        desk.goto(desk_url(live_server, meeting, part))
        expect(desk.locator("#draft-state")).to_contain_text(SAVED)
        expected = desk.evaluate(REACHED)
        assert desk.evaluate(JUMPING) == 0
        desk.locator("[data-tab-place='0']").focus()
        walked = ["0"]
        for _press in range(len(expected) * 3):
            desk.keyboard.press("Tab")
            place, is_seen = desk.evaluate(FOCUSED)
            if not place:
                break
            assert is_seen, f"{part}: no mark of the focus at {place}"
            if place != walked[-1]:  # a date has several stops within
                walked.append(place)
        assert walked == expected, part
