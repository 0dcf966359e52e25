"""A stranger checks a paper: by the code at its foot, and by the file, which stays with him when it is ours."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from meetings.document.codec import decode, encode
from meetings.models import Protocol
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import publish
from meetings.wording.codes import write_code
from tests.factories import NOW, make_body, make_protocol
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def protocol(transactional_db: None) -> Protocol:
    cache.clear()
    meeting = make_draft(make_body(name="Коллегия", name_genitive="коллегии", slug="kollegiya", is_public=True))
    return publish(protocol=freeze(meeting=meeting, actor=None, at=NOW), actor=None, at=NOW)


def test_a_paper_is_checked_by_its_code_and_by_its_file(
    *,
    protocol: Protocol,
    page: Page,
    live_server: Any,
    tmp_path: Path,
    picture: Callable[[str], Path],
    assert_accessible: Callable[[], None],
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/v/")
    assert_accessible()
    page.get_by_label("Код внизу страницы").fill(write_code(protocol.code).lower())
    page.get_by_role("button", name="Проверить код").click()
    expect(page.get_by_role("heading", name="Бумага выпущена порталом")).to_be_visible()
    expect(page.get_by_text("Коллегия", exact=True)).to_be_visible()
    assert_accessible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture("verify-360")

    page.set_viewport_size({"width": 1280, "height": 900})
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    original = tmp_path / "protocol.pdf"
    original.write_bytes(bytes(Protocol.objects.get(pk=protocol.pk).pdf))
    page.locator("#id_file").set_input_files(original)
    expect(page.get_by_role("heading", name="Это оригинал")).to_be_visible()
    assert set(sent) == {"GET"}, "the sum was asked about, the file stayed"
    assert_accessible()
    picture("verify-original")

    changed = tmp_path / "changed.pdf"
    changed.write_bytes(original.read_bytes().replace(b"FlateDecode", b"FlateDecodf", 1))
    page.locator("#id_file").set_input_files(changed)
    expect(page.locator("#verify-told")).to_contain_text("Отправить его")
    page.get_by_role("button", name="Отправить и сравнить").click()
    expect(page.get_by_role("heading", name="Файл изменён")).to_be_visible()
    assert_accessible()
    picture("verify-changed")

    document = decode(protocol.document)
    place = encode(replace(document, place="г. Ясногорск, ул. Полевая, 7"))
    second = make_protocol(protocol.meeting, document=place, reason="Неверно указан адрес")
    publish(protocol=second, actor=None, at=NOW)
    page.goto(f"{live_server.url}/v/{protocol.code}/")
    expect(page.get_by_role("heading", name="Старая редакция: её заменила новая")).to_be_visible()
    assert_accessible()
    picture("verify-superseded")
    page.goto(f"{live_server.url}/protocols/{protocol.pk}/")
    expect(page.get_by_text("Это старая редакция: её заменила редакция 2")).to_be_visible()
    assert_accessible()
    picture("correction-old")
    page.get_by_role("link", name="Что изменилось").click()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.get_by_role("heading", name="Что изменилось в редакции 2")).to_be_visible()
    expect(page.get_by_text("стало: Полевая")).to_be_visible()
    assert_accessible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture("correction-changes-360")
