"""The public edition taken away: nothing of who is hidden remains in any byte of any of its files."""

import io
import re
import zipfile
import zlib
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from meetings.document.codec import encode
from meetings.document.redaction import named_people
from meetings.document.tree import Attachment, Attendee, Note, Paragraph, ProtocolDocument, Speech
from meetings.document.vocabulary import AttendanceStatus, NotePlace
from meetings.models import Protocol
from tests.factories import make_document, make_protocol
from tests.meetings.views.conftest import World

NAME = "Канарейкин Пётр Ильич"
#: what may not be found, as text and as other ways to write it
WORDS = ("анарейк", "АНАРЕЙК", "Петру Ильичу", "913 123", "example.org", "Клестов")


def full_of_names(document: ProtocolDocument) -> ProtocolDocument:
    told = "Канарейкину Петру Ильичу (тел. +7 913 123-45-67, p@example.org) ответил Клестов А.А."
    first = document.items[0]
    speech = Speech(name=NAME, paragraphs=(Paragraph(text=told),))
    decision = replace(first.decisions[0], lead=f"Отказать {told}")
    item = replace(first, title=f"О жалобе Канарейкина П.И. {told}", speeches=(speech,), decisions=(decision,))
    guests = (
        Attendee(name=NAME, status=AttendanceStatus.INVITED),
        Attendee(name="Клестов А.А.", status=AttendanceStatus.INVITED),
    )
    return replace(
        document,
        attendees=(*document.attendees, *guests),
        items=(item, *document.items[1:]),
        notes=(Note(place=NotePlace.CLOSING, text=told),),
        attachments=(Attachment(title=f"Жалоба Канарейкина. {told}"),),
    )


@pytest.fixture
def edition(world: World) -> Protocol:
    return make_protocol(world.meeting, document=encode(full_of_names(make_document(world.body))))


def get(world: World, edition: Protocol, name: str, rung: str = "secretary", **sent: Any) -> Any:
    return world.client(rung).get(reverse("public_file", args=[edition.pk, name]), sent)


def everything_in(content: bytes) -> str:
    """All text that a file may hold: its bytes, unpacked members and streams, in the ways PDF and ZIP write letters."""
    parts = [content]
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts += [archive.read(name) for name in archive.namelist()] + [name.encode() for name in archive.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    texts = [part.decode("utf-8", "replace") for part in parts]
    texts += [part.decode("utf-16-be", "replace") + part[1:].decode("utf-16-be", "replace") for part in parts]
    # strings of hexadecimal digits: titles of bookmarks, words with their Unicode
    hexes = [re.sub(rb"\s", b"", found) for part in parts for found in re.findall(rb"<([0-9A-Fa-f\s]{4,})>", part)]
    texts += [bytes.fromhex(found.decode()).decode("utf-16-be", "replace") for found in hexes if len(found) % 2 == 0]
    if content.startswith(b"%PDF"):
        from pypdf import PdfReader

        texts += [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return "\n".join(texts)


@pytest.mark.parametrize("name", ["pdf", "docx", "txt", "xml", "json"])
def test_nothing_of_the_hidden_remains_in_the_bytes(world: World, edition: Protocol, name: str) -> None:
    original = world.client("secretary").get(reverse("edition_file", args=[edition.pk, name])).content
    if name != "pdf":
        assert "анарейк" in everything_in(original), "the search finds what is there"
    answer = get(world, edition, name)
    assert answer.status_code == 200
    found = everything_in(answer.content)
    assert [word for word in WORDS if word in found] == []
    assert "ПУБЛИЧНАЯ РЕДАКЦИЯ" in found
    assert edition.code not in found
    assert "Kanar" not in answer["Content-Disposition"]
    assert "анарейк" not in answer["Content-Disposition"]
    if name in ("pdf", "json", "txt"):
        assert get(world, edition, name).content == answer.content, "a pure function of the edition"


def test_the_search_of_the_test_finds_names_in_a_pdf(world: World, edition: Protocol) -> None:
    shown = get(world, edition, "pdf", chosen="1").content
    assert "анарейк" in everything_in(shown)


def test_the_secretary_chooses_whom_to_hide(world: World, edition: Protocol) -> None:
    people = named_people(full_of_names(make_document(world.body)))
    place = next(number for number, one in enumerate(people) if one.name == NAME)
    page = world.client("secretary").get(reverse("public_edition", args=[edition.pk])).content.decode()
    article = page.split("paper-sheet")[1]
    assert "анарейк" not in article
    assert f'value="{place}" id="hide-{place}" checked' in page
    assert "Швец" in article, "who holds an office is named"
    url = reverse("public_edition", args=[edition.pk])
    chosen = (
        world.client("secretary").get(url, {"chosen": "1", "hide": [place, "x", "99999999", "-1"]}).content.decode()
    )
    assert "анарейк" not in chosen.split("paper-sheet")[1]
    assert "Клестов" in chosen.split("paper-sheet")[1]
    assert get(world, edition, "exe").status_code == 404
