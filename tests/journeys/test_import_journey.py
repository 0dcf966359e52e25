"""The main job in a browser: a secretary takes a real protocol in, corrects one vote, and takes the PDF out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Body
from tests.factories import make_body, make_member, make_person, make_user
from tests.seeds import seed_path

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"


@pytest.fixture
def body(transactional_db: None) -> Body:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya", is_public=True)
    secretary = make_person(user=make_user(username="secretary"), family_name="Швец")
    make_member(body, MemberRole.SECRETARY, person=secretary)
    make_member(body, MemberRole.MEMBER, person=make_person(user=make_user(username="member"), family_name="Ёлкина"))
    return body


@pytest.mark.both_databases
def test_a_secretary_imports_corrects_previews_and_takes_the_pdf(
    *,
    body: Body,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
    tmp_path: Path,
) -> None:
    seed = seed_path("kollegiya.txt")
    sign_in("secretary", PASSWORD)
    assert_accessible()
    page.goto(f"{live_server.url}/bodies/{body.slug}/import/")
    page.get_by_label("Файл протокола").set_input_files(seed)
    page.get_by_role("button", name="Прочитать").click()

    expect(page.get_by_role("heading", name="Что прочитано")).to_be_visible()
    expect(page.get_by_text("в списке присутствуют 20, отсутствуют 2, приглашены 2")).to_be_visible()
    assert not Meeting.objects.exists(), "nothing is stored before the confirmation"
    assert_accessible()
    picture("import-preview")

    page.get_by_role("button", name="Сохранить как черновик").click()
    expect(page.get_by_text("Протокол сохранён как черновик")).to_be_visible()
    assert_accessible()
    picture("draft")
    meeting = Meeting.objects.get()
    draft_url = page.url

    page.get_by_role("link", name="2. Практическая значимость").first.click()
    page.get_by_role("spinbutton", name="За", exact=True).fill("19")
    page.get_by_role("spinbutton", name="Воздержались").fill("1")
    page.get_by_label("Единогласно").select_option(label="нет")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.locator("#changes .change-out")).to_contain_text(["20 человек (единогласно)", "0 человек"])
    expect(page.locator("#changes .change-in")).to_contain_text(["19 человек", "1 человек"])
    assert compose(meeting).items[1].votes[0].votes_for == 20, "a preview stores nothing"
    assert_accessible()
    picture("changes")

    page.locator(".actions").get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено.")).to_be_visible()
    vote = compose(Meeting.objects.get()).items[1].votes[0]
    assert (vote.votes_for, vote.votes_abstained, vote.is_unanimous) == (19, 1, False)

    page.goto(draft_url)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Скачать PDF").click()
    pdf = tmp_path / "protocol.pdf"
    waiting.value.save_as(pdf)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert waiting.value.suggested_filename.startswith("Протокол от 23.01.2024")

    for reader in ("member", None):
        page.context.clear_cookies()
        if reader is not None:
            sign_in(reader, PASSWORD)
        answer = page.goto(draft_url)
        assert answer is not None
        assert answer.status == 404, reader
        expect(page.get_by_role("heading", name="Такой страницы нет")).to_be_visible()
        assert page.request.get(f"{draft_url}protocol.pdf").status == 404, reader


def test_rows_are_added_moved_and_removed_in_the_browser(
    body: Body, page: Page, live_server: Any, sign_in: Callable[[str, str], None]
) -> None:
    from tests.meetings.views.conftest import make_draft

    meeting = make_draft(body)
    sign_in("secretary", PASSWORD)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/items/1/")
    decisions = page.locator("#decisions")
    decisions.get_by_role("button", name="Добавить решение").click()
    decisions.get_by_label("Пункты или текст решения").nth(1).fill("- доложить\n  - письменно")
    decisions.get_by_role("button", name="Выше").nth(1).click()
    expect(page.locator("[name=votes-0-decision]")).to_have_value("2")
    page.locator("#speeches").get_by_role("button", name="Убрать").click()
    page.locator(".actions").get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено.")).to_be_visible()

    item = compose(Meeting.objects.get()).items[0]
    assert [decision.points[0].text for decision in item.decisions] == ["доложить", "Подготовить план работы на год"]
    assert item.decisions[0].points[0].points[0].text == "письменно"
    assert item.votes[0].decision == 1, "the voting follows its decision"
    assert item.decisions[1].assignments
    assert item.speeches == ()
