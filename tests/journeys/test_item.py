"""A question by keyboard: speech after speech, a phrase made a point, offers taken by a key."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from meetings.mapping.compose import compose
from meetings.models import Meeting
from tests.journeys.test_draft_desk import PASSWORD, SAVED, body, desk_url, item_part, meeting  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(
    meeting: Meeting,  # noqa: F811 - the fixture
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
) -> Generator[Page, None, None]:
    sign_in("secretary", PASSWORD)
    page.goto(desk_url(live_server, meeting, item_part(meeting)))
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    yield page
    page.goto("about:blank")


def field(desk: Page, kind: str, name: str, number: int = 0) -> Locator:
    return desk.locator(f"[data-field^='{kind}:'][data-field$=':{name}']").nth(number)


def saved(desk: Page) -> None:
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    expect(desk.locator("#draft")).to_have_attribute("data-unsaved", "0")


def item_of(meeting: Meeting) -> Any:  # noqa: F811 - no fixture here
    return compose(Meeting.objects.get(pk=meeting.pk)).items[0]


def test_speeches_follow_one_another_by_enter(desk: Page, meeting: Meeting) -> None:  # noqa: F811
    said = field(desk, "speech", "paragraphs")
    said.focus()
    expect(desk.locator("#draft")).to_have_attribute("data-phrases", "ready")
    said.press("Control+End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Представил план.")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    name = field(desk, "speech", "name", 1)
    expect(name).to_be_focused()
    desk.keyboard.type("сол")
    expect(desk.locator("#phrases [role=option]").first).to_contain_text("Соловьёва")
    desk.keyboard.press("Tab")
    expect(field(desk, "speech", "paragraphs", 1)).to_be_focused()
    expect(field(desk, "speech", "position", 1)).to_have_value("министр культуры")
    desk.keyboard.type("Поддержала.")
    line = desk.locator("[id^=line-speech-]").nth(1)
    expect(line).to_contain_text("Соловьёва Алёна Ильинична, председатель коллегии, министр культуры.")
    expect(line).to_contain_text("составлено")
    saved(desk)
    first, second = item_of(meeting).speeches
    assert [part.text for part in first.paragraphs] == ["Доложил о ходе работ.", "Представил план."]
    assert (second.name, [part.text for part in second.paragraphs]) == ("Соловьёва Алёна Ильинична", ["Поддержала."])


def test_an_own_line_is_marked_and_taken_back(desk: Page, meeting: Meeting) -> None:  # noqa: F811
    desk.get_by_text("Своя строка о выступившем").click()
    own = field(desk, "speech", "attribution")
    expect(own).to_have_attribute("placeholder", "Швец Семён Семёнович.")
    own.press("ArrowRight")
    expect(own).to_have_value("Швец Семён Семёнович.")
    own.fill("Выступил Швец С.С.:")
    line = desk.locator("[id^=line-speech-]").first
    expect(line).to_contain_text("Выступил Швец С.С.:")
    expect(line).to_contain_text("своя строка")
    line.get_by_role("button", name="вернуть автоматическую").press("Enter")
    expect(own).to_have_value("")
    expect(line).to_contain_text("составлено")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert item_of(meeting).speeches[0].attribution is None


def test_a_phrase_of_a_speech_becomes_a_point_by_one_key(desk: Page, meeting: Meeting) -> None:  # noqa: F811
    said = field(desk, "speech", "paragraphs")
    said.fill("Доложила о смете. Предложила: заслушать директора музея.")
    said.evaluate("area => area.setSelectionRange(area.value.indexOf('Предложила'), area.value.length)")
    desk.keyboard.press("Alt+r")
    expect(desk.get_by_text("Добавлено пунктом в решение 1.1.")).to_be_visible()
    points = field(desk, "decision", "points")
    expect(points).to_have_value("Подготовить план работы на год\n  - согласовать его\nзаслушать директора музея")
    expect(said).to_be_focused()
    assert said.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)").startswith("Предложила")
    assert item_of(meeting).decisions[0].points[1].text == "заслушать директора музея"


def test_an_assignment_is_taken_by_one_key_and_changes_no_letter(
    desk: Page,
    meeting: Meeting,  # noqa: F811
    assert_accessible: Callable[[], None],
    picture: Callable[[str], Any],
) -> None:
    meeting.assignments.all().delete()
    text = "Сдать смету до 22.08.2024 года. Ответственный – Швец С.С."
    points = field(desk, "decision", "points")
    points.fill(text)
    offer = desk.locator(".offer")
    expect(offer).to_contain_text("Поручение к п. 1: ответственный – Швец С.С., срок – до 22.08.2024 года")
    points.focus()
    assert_accessible()
    picture("item-offers")
    desk.keyboard.press("Alt+a")
    expect(field(desk, "assignment", "due_on")).to_have_value("2024-08-22")
    expect(points).to_be_focused()
    expect(points).to_have_value(text)
    expect(offer).to_have_count(0)
    assert_accessible()
    picture("item-assignment")
    points.fill("Сдать смету до осени. Ответственный – Швец С.С.")
    expect(desk.locator(".offers")).to_contain_text("В тексте больше нет срока «до 22.08.2024 года».")
    saved(desk)
    assert [one.due_text for one in item_of(meeting).decisions[0].assignments][-1] == "до 22.08.2024 года"


def test_an_outcome_is_chosen_by_a_key_with_its_phrase(desk: Page, meeting: Meeting) -> None:  # noqa: F811
    desk.get_by_role("button", name="Добавить решение").press("Enter")
    points = field(desk, "decision", "points", 1)
    expect(points).to_be_focused()
    desk.keyboard.press("Alt+2")
    expect(field(desk, "decision", "outcome", 1)).to_have_value("noted")
    expect(desk.locator(".offer").last).to_contain_text("Принять информацию к сведению")
    desk.keyboard.press("Alt+a")
    expect(points).to_have_value("Принять информацию к сведению")
    saved(desk)
    last = item_of(meeting).decisions[1]
    assert (last.outcome, last.points[0].text) == ("noted", "Принять информацию к сведению")


def test_a_heading_tells_how_it_differs(desk: Page, assert_accessible: Callable[[], None]) -> None:
    heading = field(desk, "item", "heading")
    heading.fill("о большом плане отдела № 1")
    difference = desk.locator("#heading-difference")
    expect(difference.locator("ins")).to_contain_text("большом")
    expect(difference.locator("del")).to_contain_text("работы")
    assert_accessible()
    difference.get_by_role("button", name="вернуть автоматическую").press("Enter")
    expect(heading).to_have_value("")
    expect(difference).to_contain_text("составлено по повестке")


def test_a_question_fits_a_phone(desk: Page, picture: Callable[[str], Any]) -> None:
    field(desk, "decision", "points").fill("Сдать смету до 22.08.2024 года. Ответственный – Швец С.С.")
    expect(desk.locator(".offer")).to_have_count(1)
    desk.set_viewport_size({"width": 360, "height": 740})
    width = desk.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    picture("item-phone")
