"""The way of two signatures: the chair signs from the desk with the password, the secretary brings the scan."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document.vocabulary import MemberRole, ProtocolState
from meetings.models import Protocol
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition(transactional_db: None) -> Protocol:
    """An issued edition; accounts «chair» and «clerk» bear the names of its two lines."""
    body = factories.make_body()
    people = {"chair": ("Соловьёва", "Алёна", "Ильинична"), "clerk": ("Швец", "Семён", "Семёнович")}
    for username, names in people.items():
        fields = dict(zip(("family_name", "given_name", "patronymic_name"), names, strict=True))
        person = factories.make_person(user=factories.make_user(username=username), **fields)
        role = MemberRole.CHAIR if username == "chair" else MemberRole.SECRETARY
        factories.make_member(body, role, person=person)
    return factories.make_protocol(factories.make_meeting(body, number="7"))


@pytest.mark.both_databases
def test_two_signatures_of_two_kinds(  # noqa: PLR0917 - fixtures
    edition: Protocol,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    sign_in("chair", "пароль")
    page.wait_for_url("**/desk/")
    expect(page.get_by_role("heading", name="Ждут вашей подписи")).to_be_visible()
    assert_accessible()
    picture("sign-desk")
    page.get_by_role("link", name="Протокол № 7").first.click()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture("sign-phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert_accessible()
    page.get_by_label("Ваш пароль на портале").fill("не тот")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Пароль не подошёл")).to_be_visible()
    assert_accessible()
    picture("sign-wrong")
    page.get_by_label("Ваш пароль на портале").fill("пароль")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Подписано простой электронной подписью.")).to_be_visible()

    page.context.clear_cookies()
    sign_in("clerk", "пароль")
    page.wait_for_url("**/desk/")
    page.goto(f"{live_server.url}/protocols/{edition.pk}/")
    _look_beside(page, picture, assert_accessible)
    page.get_by_role("link", name="Внести подписанную бумагу").click()
    assert_accessible()
    picture("sign-scan")
    page.get_by_label("Дата на бумаге").fill("2024-01-24")
    scan = {"name": "скан.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 invented scan%%EOF"}
    page.get_by_label("Скан подписанной бумаги").set_input_files(scan)
    page.get_by_role("button", name="Внести").click()
    expect(page.get_by_text("Подписано на бумаге 24.01.2024")).to_be_visible()
    assert_accessible()
    picture("sign-signed")
    assert Protocol.objects.get().state == ProtocolState.SIGNED

    page.goto(f"{live_server.url}/v/{edition.code}/")
    expect(page.get_by_text("простая электронная подпись")).to_be_visible()
    assert_accessible()
    picture("sign-verify")


def _look_beside(page: Page, picture: Callable[[str], Path], assert_accessible: Callable[[], None]) -> None:
    """Look at what else the page of an edition leads to: the file of a signature, the public edition."""
    page.get_by_role("link", name="Внести файл подписи").click()
    expect(page.get_by_label("Файл подписи")).to_be_visible()
    assert_accessible()
    picture("sign-upload")
    page.get_by_role("link", name="Отмена").click()
    page.get_by_role("link", name="Публичная редакция без персональных данных").click()
    expect(page.get_by_text("ПУБЛИЧНАЯ РЕДАКЦИЯ. Персональные")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible()
    picture("public-edition-360")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.go_back()
