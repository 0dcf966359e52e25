"""Files of drafts and editions: safe names, nothing kept on the way, the stored bytes of an edition."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from meetings.document.tree import BodyName, ProtocolDocument
from meetings.views.files import file_name
from tests.factories import make_document, make_protocol
from tests.meetings.views.conftest import World


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("txt", "text/plain"),
        ("html", "text/html"),
        ("json", "application/json"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_draft_is_given_as_a_file_that_nothing_keeps(world: World, name: str, kind: str) -> None:
    answer = world.client("secretary").get(reverse("draft_file", args=[world.meeting.pk, name]))

    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert unquote(answer["Content-Disposition"]).endswith(f".{name}")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["pdf", "docx", "txt", "html"])
def test_a_paper_too_long_to_be_set_is_told_in_words(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.rendering.html.LONGEST_MARKUP", 100)
    answer = world.client("secretary").get(reverse("draft_file", args=[world.meeting.pk, name]))

    assert answer.status_code == 422
    assert "Протокол слишком длинный для печати" in answer.content.decode()


def test_an_edition_is_given_as_it_was_issued(world: World) -> None:
    protocol = make_protocol(world.meeting)
    answer = world.client("member").get(reverse("edition_file", args=[protocol.pk, "pdf"]))

    assert answer.content == protocol.pdf
    assert "no-store" in answer["Cache-Control"]


def test_every_file_of_an_edition_stands_in_one_menu(world: World) -> None:
    protocol = make_protocol(world.meeting)
    page = world.client("member").get(reverse("protocol", args=[protocol.pk])).content.decode()
    menu = page[page.index('<details class="menu">') : page.index("</details>")]
    files = [
        reverse("edition_file", args=[protocol.pk, name]) for name in ("pdf", "docx", "txt", "html", "xml", "json")
    ]
    assert re.findall(r'href="([^"]*)"', menu) == [*files, reverse("edition_bundle", args=[protocol.pk])]
    assert page.count(files[0]) == 1


@pytest.mark.parametrize("name", ["exe", "doc", "PDF"])
def test_an_unknown_format_is_not_there(world: World, name: str) -> None:
    assert world.client("secretary").get(reverse("draft_file", args=[world.meeting.pk, name])).status_code == 404


@pytest.mark.parametrize(
    "body", ['Совет "<b>/\\:*?|', "Совет\r\nSet-Cookie: a=b", "..", "а" * 400, "\x00\x1f", "Коллегия «Дом»"]
)
def test_a_file_name_is_safe_whatever_the_body_is_called(body: str) -> None:
    document = make_document()
    named = ProtocolDocument(
        style=document.style, body=BodyName(nominative=body, genitive=body), title="заседания", number="1/2"
    )
    name = file_name(named)

    assert not set(name) & set('\r\n\x00"/\\:*?<>|')
    assert 0 < len(name) <= 120
    assert not name.startswith(".")


def test_an_issued_edition_is_read_by_members(world: World, client: Client) -> None:
    url = reverse("issue", args=[world.meeting.pk])
    page = world.client("secretary").post(url, follow=True).content.decode()

    assert "Редакция выпущена" in page
    protocol = world.meeting.protocols.get()
    assert world.client("member").get(reverse("protocol", args=[protocol.pk])).status_code == 200
    assert client.get(reverse("protocol", args=[protocol.pk])).status_code == 404

    world.client("secretary").post(reverse("publish", args=[protocol.pk]), {"when": "now", "audience": "everybody"})
    protocol.refresh_from_db()
    assert protocol.state == "published"
