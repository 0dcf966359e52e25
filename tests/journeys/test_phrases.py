"""Offers while typing: taken by a key, never without one, and typing goes on untouched."""

import re
from collections.abc import Callable, Generator
from pathlib import Path
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

PROJECT = Path(__file__).resolve().parent.parent.parent
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


def test_the_list_fits_a_phone(desk: Page, meeting: Meeting, picture: Callable[[str], Any]) -> None:
    desk.set_viewport_size({"width": 360, "height": 740})
    points = points_of(desk, meeting)
    points.press("Control+End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("кон")
    box = desk.locator("#phrases").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    picture("phrases-phone")
    option(desk).click()
    expect(points).to_be_focused()
    assert PHRASE[1:] in points.input_value()


def test_tab_leaves_a_field_where_nothing_is_offered(desk: Page, meeting: Meeting) -> None:
    speech = meeting.speeches.all()[0]
    said = ready(desk, desk.locator(f"[data-field='speech:{speech.pk}:paragraphs']"))
    said.press("Control+End")
    desk.keyboard.press("Tab")
    expect(said).not_to_be_focused()
    assert said.input_value() == "Доложил о ходе работ."


def test_the_page_of_phrases_is_kept_by_keyboard(
    desk: Page, meeting: Meeting, live_server: Any, assert_accessible: Callable[[], None], picture: Callable[[str], Any]
) -> None:
    desk.goto(f"{live_server.url}/bodies/{meeting.body.slug}/phrases/")
    desk.get_by_label("Новая фраза").fill("Обсуждение вопроса завершить")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Обсуждение вопроса завершить").first).to_be_visible()
    desk.get_by_role("button", name=re.compile("Скрыть.*Подготовить план")).press("Enter")
    expect(desk.get_by_role("button", name=re.compile("Предлагать снова.*Подготовить план"))).to_be_visible()
    assert_accessible()
    picture("phrases-page")
    desk.set_viewport_size({"width": 360, "height": 740})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360


#: Types a text letter by letter as somebody does who takes every offer that is right and saves keys: Tab for the first,
#: an arrow for each before another and Enter. A taken word brings its space. Every line costs one more key.
TYPING = """([past, text]) => {
  const words = new window.deskWords.Words();
  const learn = (lines, weight) => lines.forEach((line) => words.add(line, weight));
  learn(past, 1);
  let keys = 0, characters = 0;
  for (const line of text) {
    keys += 1;
    characters += line.length + 1;
    let at = 0;
    while (at < line.length) {
      let step = { saved: 0, to: at + 1, keys: 1 };
      (at ? words.offer(line.slice(0, at)).slice(0, 6) : []).forEach(({ puts, typed }, place) => {
        const whole = line.slice(0, at - typed) + puts;
        if (!line.startsWith(whole) || /^[\\p{L}\\p{N}]/u.test(line.slice(whole.length))) return;
        const to = whole.length + (line[whole.length] === " " ? 1 : 0);
        const cost = place ? place + 2 : 1;
        if (to - at - cost > step.saved) step = { saved: to - at - cost, to, keys: cost };
      });
      at = step.to;
      keys += step.keys;
    }
    learn([line], 2);
  }
  return keys / characters;
}"""


def test_words_alone_save_two_keys_of_five(page: Page) -> None:
    """The last paper of the demonstration's collegium, typed with those before it learnt."""
    demo = sorted((PROJECT / "meetings/management/demo").glob("kollegiya-*.txt"))
    lines = [[line.strip() for line in paper.read_text().splitlines() if line.strip()] for paper in demo]
    page.set_content("<p>…</p>")
    page.add_script_tag(path=str(PROJECT / "static/js/draft-words.js"))
    share = page.evaluate(TYPING, [[line for paper in lines[:-1] for line in paper], lines[-1]])
    assert 0.2 < share < 0.6, share
