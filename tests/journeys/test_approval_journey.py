"""A draft goes round for approval: sent, remarked on, declined with a reason, mended, sent again, approved, issued."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole
from meetings.models import Meeting
from tests.factories import make_body, make_member, make_person, make_user
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    body = make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya")
    for username, role, family in (
        ("secretary", MemberRole.SECRETARY, "Швец"),
        ("member", MemberRole.MEMBER, "Ёлкина"),
        ("deputy", MemberRole.DEPUTY, "Гаврилов"),
    ):
        make_member(body, role, person=make_person(user=make_user(username=username), family_name=family))
    return make_draft(body)


@pytest.mark.both_databases
def test_a_draft_goes_round_until_nobody_objects(  # noqa: PLR0915 - a journey is long
    *,
    meeting: Meeting,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    url = f"{live_server.url}/meetings/{meeting.pk}/approval/"

    def as_user(username: str) -> None:
        page.context.clear_cookies()
        sign_in(username, PASSWORD)
        expect(page.get_by_role("heading", name="Мой стол")).to_be_visible()

    as_user("secretary")
    page.goto(url)
    page.get_by_label("Ёлкина Алёна Ильинична").check()
    page.get_by_label("Гаврилов Алёна Ильинична").check()
    page.get_by_role("button", name="Отправить", exact=True).click()
    expect(page.get_by_text("Отправлено на согласование: 2.")).to_be_visible()

    as_user("member")
    page.get_by_role("link", name="Протокол заседания 23.01.2024").click()
    page.locator("[data-where='items[0].decisions[0]']").first.click()
    expect(page.get_by_label("К чему замечание")).to_have_value("items[0].decisions[0]")
    page.get_by_label("Замечание", exact=False).last.fill("Отдел назван не полностью.")
    assert_accessible()
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.get_by_text("Замечание отправлено секретарю.")).to_be_visible()
    page.get_by_text("Не согласовать", exact=True).click()
    page.get_by_label("Почему не согласны").fill("См. замечание к пункту 1.1.")
    assert_accessible()
    picture("approval-member")
    page.get_by_role("button", name="Отправить отказ").click()
    expect(page.get_by_text("Отказ отправлен секретарю.")).to_be_visible()

    as_user("deputy")
    page.get_by_role("link", name="Протокол заседания 23.01.2024").click()
    page.get_by_role("button", name="Согласовать", exact=True).click()
    expect(page.get_by_text("Протокол согласован.")).to_be_visible()

    as_user("secretary")
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/issue/")
    page.get_by_role("button", name="Выпустить редакцию").click()
    expect(page.get_by_text("Согласование не закончено: не согласовано: 1.")).to_be_visible()
    page.goto(url)
    expect(page.get_by_text("Отдел назван не полностью.", exact=True)).to_be_visible()
    assert_accessible()
    picture("approval-secretary")
    page.get_by_role("button", name="Учтено").click()
    page.get_by_role("button", name="Отправить снова тем, кто отказал").click()
    expect(page.get_by_text("Отправлено на согласование: 1.")).to_be_visible()

    as_user("member")
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("link", name="Протокол заседания 23.01.2024").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture("approval-member-360")
    page.get_by_role("button", name="Согласовать", exact=True).click()

    page.set_viewport_size({"width": 1280, "height": 900})
    as_user("secretary")
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/issue/")
    page.get_by_role("button", name="Выпустить редакцию").click()
    expect(page.get_by_text("Редакция выпущена.")).to_be_visible()
