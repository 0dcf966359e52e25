"""Pasting from Word in a real browser: a paste event with the markup of an office program, into field after field."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_member, make_person, make_user
from tests.meetings.importing.test_paste import specimen
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"
SAVED = "Сохранено"
PASTE = """([element, html, text, picture]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  if (picture) data.items.add(new File(["x"], "a.png", { type: "image/png" }));
  element.focus();
  return element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya")
    person = make_person(user=make_user(username="secretary"), family_name="Швец")
    make_member(body, MemberRole.SECRETARY, person=person)
    return body


@pytest.fixture
def meeting(body: Body) -> Meeting:
    return make_draft(body)


@pytest.fixture
def desk(
    meeting: Meeting, page: Page, live_server: Any, sign_in: Callable[[str, str], None]
) -> Generator[Page, None, None]:
    sign_in("secretary", PASSWORD)
    open_part(page, live_server, meeting, f"item-{meeting.items.all()[0].pk}")
    yield page
    page.goto("about:blank")


def open_part(page: Page, live_server: Any, meeting: Meeting, part: str) -> None:
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/draft/?part={part}")
    expect(page.locator("#draft-state")).to_contain_text(SAVED)


def paste(page: Page, field: Any, html: str = "", text: str = "", *, picture: bool = False) -> bool:
    """Paste into a field; tell whether the browser was left to do it."""
    is_left: bool = page.evaluate(PASTE, [field.element_handle(), html, text, picture])
    return is_left


def at(page: Page, address: str) -> Any:
    return page.locator(f"[data-field='{address}']")


def stored(meeting: Meeting) -> Any:
    return compose(Meeting.objects.get(pk=meeting.pk))


def test_points_of_word_become_points_and_can_be_taken_back(
    desk: Page, meeting: Meeting, picture: Callable[[str], Path], assert_accessible: Callable[[], None]
) -> None:
    decision = meeting.decisions.all()[0]
    field = at(desk, f"decision:{decision.pk}:points")
    field.fill("")
    paste(desk, field, specimen("word_points.html"), "Поручить\r\n1.\tвысадить")

    expect(field).to_have_value(specimen("word_points.txt").rstrip("\n"))
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    points = stored(meeting).items[0].decisions[0].points
    assert [point.text for point in points][1:] == ["высадить саженцы липы вдоль набережной;", *[points[-1].text]]
    assert [inner.marker for inner in points[1].points] == ["1.1.", "1.2."]
    assert [inner.text for inner in points[1].points[0].points] == ["глубиной не менее 70 см,", "шириной 1 м²;"]
    assert_accessible()
    picture("paste-points")

    desk.keyboard.press("Control+z")
    expect(field).to_have_value("Поручить\n1.\tвысадить")
    desk.keyboard.press("Control+z")
    expect(field).to_have_value("")


def test_every_field_takes_what_it_can_hold(desk: Page, meeting: Meeting, live_server: Any) -> None:
    speech = meeting.speeches.all()[0]
    position = at(desk, f"speech:{speech.pk}:position")
    position.fill("")
    paste(desk, position, "<p>первый<br>заместитель</p><p>директора&nbsp;парка</p>")
    expect(position).to_have_value("первый заместитель директора парка")

    said = at(desk, f"speech:{speech.pk}:paragraphs")
    said.fill("Сообщил, что  готово.")
    said.evaluate("element => element.setSelectionRange(13, 13)")
    paste(desk, said, "<b>почти</b>", "почти")
    expect(said).to_have_value("Сообщил, что почти готово.")
    said.evaluate("element => element.setSelectionRange(element.value.length, element.value.length)")
    paste(desk, said, specimen("word_lists.html"))
    expect(said).to_have_value("Сообщил, что почти готово.Комиссия установила:\n" + lists_of_word())
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    paragraphs = stored(meeting).items[0].speeches[0].paragraphs
    assert [part.level for part in paragraphs] == [0, 1, 1, 2, 2, 1, 1, 1, 1]

    lead = at(desk, f"decision:{meeting.decisions.all()[0].pk}:lead")
    lead.fill("")
    assert paste(desk, lead, "", "обычный текст"), "plain words are the browser's own business"
    desk.wait_for_timeout(50)
    paste(desk, lead, "", "·\tпункт\r\n·\tдругой")
    expect(lead).to_have_value("• пункт • другой")


def lists_of_word() -> str:
    return "\n".join(specimen("word_lists.txt").rstrip("\n").split("\n")[1:])


def test_a_picture_is_refused_with_a_word(desk: Page, meeting: Meeting, picture: Callable[[str], Path]) -> None:
    field = at(desk, f"speech:{meeting.speeches.all()[0].pk}:paragraphs")
    field.fill("")
    assert not paste(desk, field, picture=True)
    notice = desk.get_by_text("Рисунок не вставлен: в протоколе печатается только текст")
    expect(notice).to_be_visible()
    expect(field).to_have_value("")

    desk.locator("#paste").evaluate("element => { element.textContent = ''; }")
    paste(desk, field, specimen("word_tracked.html"))
    expect(field).to_have_value(specimen("word_tracked.txt").rstrip("\n"))
    expect(notice).to_be_visible()
    picture("paste-picture")


def test_without_the_network_the_plain_text_stays(desk: Page, meeting: Meeting) -> None:
    field = at(desk, f"speech:{meeting.speeches.all()[0].pk}:paragraphs")
    field.fill("")
    desk.context.set_offline(True)
    paste(desk, field, specimen("word_points.html"), "Поручить управлению\r\n1.\tвысадить")
    expect(desk.get_by_text("Вставлено как обычный текст")).to_be_visible()
    expect(field).to_have_value("Поручить управлению\n1.\tвысадить")
    desk.context.set_offline(False)
    expect(desk.locator("#draft-state")).to_contain_text(SAVED)
    assert stored(meeting).items[0].speeches[0].paragraphs[0].text == "Поручить управлению"


def test_typing_goes_on_while_the_clipboard_is_cleaned(desk: Page, meeting: Meeting) -> None:
    field = at(desk, f"speech:{meeting.speeches.all()[0].pk}:paragraphs")
    field.fill("")
    desk.route("**/paste/", lambda route: (desk.wait_for_timeout(400), route.continue_()))
    paste(desk, field, "<p>до&shy;рога</p>", "до\u00adрога")
    desk.keyboard.type(" вдоль реки")
    expect(field).to_have_value("дорога вдоль реки")
    desk.keyboard.type(" и парка")
    expect(field).to_have_value("дорога вдоль реки и парка")


def test_a_table_of_people_makes_rows_of_the_attendance(
    desk: Page, meeting: Meeting, live_server: Any, picture: Callable[[str], Path]
) -> None:
    open_part(desk, live_server, meeting, "attendance")
    known = len(stored(meeting).attendees)
    desk.get_by_role("button", name="Добавить лицо").click()
    expect(desk.locator(".desk-row[data-kind=attendance]")).to_have_count(known + 1)
    empty = meeting.attendances.get(name_text="")
    paste(desk, at(desk, f"attendance:{empty.pk}:name"), specimen("word_table.html"))

    expect(desk.locator(".desk-row[data-kind=attendance]")).to_have_count(known + 3)
    expect(desk.get_by_text("Вставлено строк: 3")).to_be_visible()
    people = {one.name: one.position for one in stored(meeting).attendees}
    assert people["Лесная Вера Павловна"] == "начальник отдела парков"
    assert people["Ручьёв Олег Ильич"] == "главный садовник, секретарь комиссии"
    picture("paste-people")


def test_a_list_makes_questions_of_the_agenda(desk: Page, meeting: Meeting, live_server: Any) -> None:
    open_part(desk, live_server, meeting, "agenda")
    titles = [item.title for item in stored(meeting).items]
    last = meeting.items.order_by("-order")[0]
    paste(desk, at(desk, f"item:{last.pk}:title"), "<ol><li>О катке</li><li>О&nbsp;горке</li></ol>")
    expect(desk.locator(".desk-row[data-kind=item]")).to_have_count(len(titles) + 2)
    assert [item.title for item in stored(meeting).items] == [*titles, "О катке", "О горке"]


def test_the_plain_forms_take_the_same(desk: Page, meeting: Meeting, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/meetings/{meeting.pk}/items/1/")
    points = desk.locator("[name=decisions-0-points]")
    points.fill("")
    paste(desk, points, specimen("word_points.html"))
    expect(points).to_have_value(specimen("word_points.txt").rstrip("\n"))

    desk.goto(f"{live_server.url}/meetings/{meeting.pk}/edit/attendance/")
    count = len(stored(meeting).attendees)
    desk.get_by_role("button", name="Добавить лицо").click()
    paste(desk, desk.locator(f"[name=attendees-{count}-name]"), specimen("word_table.html"))
    expect(desk.locator(f"[name=attendees-{count + 1}-name]")).to_have_value("Ручьёв Олег Ильич")
    expect(desk.locator(f"[name=attendees-{count + 1}-position]")).to_have_value("главный садовник, секретарь комиссии")


def test_a_whole_protocol_is_pasted_at_the_desk(
    *,
    desk: Page,
    meeting: Meeting,
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    desk.get_by_role("link", name="Вставить протокол из Word").click()
    text = desk.get_by_label("Или вставьте текст протокола")
    paste(desk, text, specimen("word_protocol.html"), "ПРОТОКОЛ № 5\r\nзаседания")
    expect(desk.locator("input[name=html]")).to_have_value(specimen("word_protocol.html"))
    assert_accessible()
    picture("paste-whole-source")
    desk.get_by_role("button", name="Прочитать").click()

    expect(desk.get_by_role("heading", name="Куда вставить")).to_be_visible()
    assert len(stored(meeting).items) == 3, "nothing is stored before the answer"
    assert_accessible()
    picture("paste-whole-preview")
    desk.get_by_label("Повестка и вопросы").check()
    desk.get_by_role("button", name="Вставить в этот черновик").click()
    expect(desk.get_by_text("Протокол вставлен")).to_be_visible()
    assert [item.title for item in stored(meeting).items] == ["О весенней посадке лип.", "О смете питомника."]


def test_typing_into_a_pasted_protocol_forgets_its_markup(desk: Page, body: Body, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/bodies/{body.slug}/import/")
    text = desk.get_by_label("Или вставьте текст протокола")
    paste(desk, text, specimen("word_protocol.html"))
    expect(desk.locator("input[name=html]")).not_to_have_value("")
    text.press_sequentially("!")
    expect(desk.locator("input[name=html]")).to_have_value("")
