"""The way of an extract: publish a protocol, take one question out in one click, download it; the register; a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from meetings.management.demonstration import PASSWORD
from meetings.models import Extract, Protocol
from tests.journeys.test_demonstration import PHONE, SECRETARY, SLUG

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition(transactional_db: None) -> Protocol:
    """The newest edition of the demonstration's board."""
    call_command("load_demo", verbosity=0)
    edition = Protocol.objects.filter(meeting__body__slug=SLUG).order_by("-meeting__held_on").first()
    assert edition is not None
    return edition


@pytest.fixture
def secretary(page: Page, sign_in: Callable[[str, str], None], edition: Protocol) -> Page:
    """The browser of the board's secretary, signed in."""
    sign_in(SECRETARY, PASSWORD)
    page.wait_for_url("**/desk/")
    return page


def test_from_the_page_of_a_protocol_to_a_file_in_one_click(
    edition: Protocol,
    secretary: Page,
    live_server: Any,
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    page = secretary
    if edition.state == "issued":
        page.goto(f"{live_server.url}/protocols/{edition.pk}/publish/")
        page.get_by_role("button", name="Опубликовать").click()
    page.goto(f"{live_server.url}/protocols/{edition.pk}/")
    assert_accessible()
    picture("extract-panel")
    page.get_by_role("button", name="Выписка").first.click()

    expect(page.get_by_role("heading", name="Выписка № 1")).to_be_visible()
    expect(page.get_by_text("записана в журнал под № 1")).to_be_visible()
    expect(page.locator(".certification")).to_contain_text("Верно")
    assert_accessible()
    picture("extract")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Скачать PDF").click()
    assert Path(downloading.value.path()).read_bytes() == bytes(Extract.objects.get().pdf)
    assert downloading.value.suggested_filename.startswith("Выписка № 1 Протокол")


def test_choosing_with_the_keyboard_on_a_phone(
    edition: Protocol,
    secretary: Page,
    live_server: Any,
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    page = secretary
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/protocols/{edition.pk}/extract/")
    picture("extract-new-phone")
    page.locator("input[name=parts]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Должность заверяющего").fill("Начальник отдела")
    page.keyboard.press("Enter")
    expect(page.locator(".certification")).to_contain_text("Начальник отдела")

    extract = Extract.objects.get()
    for address in (
        f"/protocols/{edition.pk}/",
        f"/protocols/{edition.pk}/extract/",
        f"/extracts/{extract.pk}/",
        f"/extracts/{extract.pk}/annul/",
        f"/bodies/{SLUG}/extracts/",
    ):
        page.goto(live_server.url + address)
        assert_accessible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{address} scrolls sideways: {width} px"
    picture("extract-register-phone")
