"""Offers while typing: taken by a key, never without one, and typing goes on untouched."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from meetings.mapping.compose import compose
from meetings.models import Meeting
from meetings.use_cases.phrases import keep_phrase
from members.models import Body
from tests.factories import NOW
from tests.journeys.test_draft_desk import PASSWORD, SAVED, body, desk_url, item_part  # noqa: F401 - a fixture
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

PHRASE = "Контроль за исполнением решения оставить за отделом"


@pytest.fixture
def meeting(body: Body) -> Meeting:  # noqa: F811 - the fixture
    """A draft of a body that met before."""
    make_draft(body)
    keep_phrase(body=body, text=PHRASE, actor=None, at=NOW)
    return make_draft(body)


@pytest.fixture
def desk(
    meeting: Meeting, page: Page, live_server: Any, sign_in: Callable[[str, str], None]
) -> Generator[Page, None, None]:
    sign_in("secretary", PASSWORD)
    page.goto(desk_url(live_server, meeting, item_part(meeting)))
    expect(page.locator("#draft-state")).to_contain_text(SAVED)
    yield page
    page.goto("about:blank")


def ready(desk: Page, field: Locator) -> Locator:
    field.focus()
    expect(desk.locator("#draft")).to_have_attribute("data-phrases", "ready")
    return field


def points_of(desk: Page, meeting: Meeting) -> Locator:
    decision = meeting.decisions.all()[0]
    return ready(desk, desk.locator(f"[data-field='decision:{decision.pk}:points']"))


def option(desk: Page, number: int = 0) -> Locator:
    return desk.locator("#phrases [role=option]").nth(number)


def test_a_phrase_is_taken_by_one_key(
    desk: Page, meeting: Meeting, assert_accessible: Callable[[], None], picture: Callable[[str], Any]
) -> None:
    points = points_of(desk, meeting)
    points.press("Control+End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("кон")
    expect(option(desk)).to_have_attribute("data-puts", PHRASE[0].lower() + PHRASE[1:])
    expect(desk.locator("#phrases-told")).to_contain_text("Tab – взять: контроль за исполнением")
    picture("phrases-point")
    expect(option(desk)).to_be_visible()
    assert_accessible()
    expect(option(desk)).to_be_visible()
    desk.keyboard.press("Tab")
    expect(points).to_be_focused()
    desk.keyboard.type(", ")
    assert points.input_value().endswith(f"{PHRASE[0].lower()}{PHRASE[1:]}, ")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    document = compose(Meeting.objects.get(pk=meeting.pk))
    assert PHRASE[1:] in str(document.items[0].decisions[0])


def test_typing_goes_on_untouched(desk: Page, meeting: Meeting) -> None:
    points = points_of(desk, meeting)
    points.press("Control+End")
    before = points.input_value()
    desk.keyboard.press("Enter")
    desk.keyboard.type("конт")
    expect(option(desk)).to_be_visible()
    desk.keyboard.type("ора")
    expect(desk.locator("#phrases")).to_be_hidden()
    desk.keyboard.press("Enter")
    desk.keyboard.type("кон")
    expect(option(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#phrases")).to_be_hidden()
    desk.keyboard.type("т")
    expect(desk.locator("#phrases")).to_be_hidden()
    desk.keyboard.press("Enter")
    assert points.input_value() == f"{before}\n  - контора\n  - конт\n  - "
    # Enter makes a new line while nothing is chosen, and takes what is.
    desk.keyboard.type("кон")
    desk.keyboard.press("ArrowDown")
    expect(points).to_have_attribute("aria-activedescendant", "phrase-0")
    desk.keyboard.press("Enter")
    assert points.input_value().endswith("контроль" + PHRASE[8:] + " ")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)


def test_a_person_is_found_by_the_first_letters(desk: Page, meeting: Meeting) -> None:
    speech = meeting.speeches.all()[0]
    name = ready(desk, desk.locator(f"[data-field='speech:{speech.pk}:name']"))
    expect(name).to_have_attribute("role", "combobox")
    name.press("Control+a")
    desk.keyboard.type("со")
    expect(option(desk)).to_contain_text("Соловьёва Алёна Ильинична")
    expect(option(desk)).to_contain_text("министр культуры")
    expect(name).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("Tab")
    expect(name).to_have_value("Соловьёва Алёна Ильинична")
    expect(name).to_have_attribute("aria-expanded", "false")
    position = desk.locator(f"[data-field='speech:{speech.pk}:position']")
    expect(position).to_have_value("министр культуры")


def test_an_addressee_is_put_into_the_dative_by_a_key(desk: Page, meeting: Meeting) -> None:
    decision = meeting.decisions.all()[0]
    lead = ready(desk, desk.locator(f"[data-field='decision:{decision.pk}:lead']"))
    lead.press("Control+a")
    desk.keyboard.type("коллег")
    expect(option(desk)).to_have_attribute("data-puts", "Рекомендовать Коллегии:")
    assert lead.input_value() == "коллег"
    desk.keyboard.press("Tab")
    expect(lead).to_have_value("Рекомендовать Коллегии:")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    addressee = compose(Meeting.objects.get(pk=meeting.pk)).items[0].decisions[0].addressee
    assert addressee is not None
    assert (addressee.text, addressee.name) == ("Коллегии", "Коллегия")


def test_words_of_the_meeting_are_completed(desk: Page, meeting: Meeting) -> None:
    speech = meeting.speeches.all()[0]
    said = ready(desk, desk.locator(f"[data-field='speech:{speech.pk}:paragraphs']"))
    said.press("Control+End")
    desk.keyboard.type(" Просила специа")
    expect(desk.locator("#phrases [data-puts='специалист']")).to_be_visible()
    while (
        desk.locator("[aria-selected=true]").get_attribute("data-puts")
        if desk.locator("[aria-selected=true]").count()
        else True
    ):
        desk.keyboard.press("ArrowDown")
        if desk.locator("[aria-selected=true]").get_attribute("data-puts") == "специалист":
            break
    desk.keyboard.press("Enter")
    # The space behind a taken word makes way for a mark.
    desk.keyboard.type(".")
    expect(said).to_have_value("Доложил о ходе работ. Просила специалист.")


def test_without_the_bank_typing_goes_on(desk: Page, meeting: Meeting) -> None:
    desk.context.route("**/draft/phrases/", lambda route: route.abort())
    desk.reload()
    speech = meeting.speeches.all()[0]
    name = desk.locator(f"[data-field='speech:{speech.pk}:name']")
    name.press("Control+a")
    desk.keyboard.type("Соло")
    expect(desk.locator("#phrases")).to_be_hidden()
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0].name == "Соло"
