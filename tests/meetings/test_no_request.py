"""Nothing that is read or printed asks the network or another file: markup as if unescaped, uploads, texts."""

import io
import socket
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meetings.importing.reading import read_protocol
from meetings.importing.refusal import UnreadableSource
from meetings.rendering.docx import render_docx
from meetings.rendering.pdf import PrintingFailed, print_here, render_pdf
from tests.factories import make_document

HERE = "http://127.0.0.1:9/trap"
SECRET = "sekret-of-the-server"

#: Elements of a page; «FILE» is the address of a file with a secret.
ELEMENTS = {
    "image": f'<img src="{HERE}"/>',
    "image of a file": '<img src="FILE"/>',
    "attachment": '<a rel="attachment" href="FILE">x</a>',
    "object": f'<object data="{HERE}"></object>',
    "embed": f'<embed src="{HERE}"/>',
    "picture inside a picture": f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
    f'width="9" height="9"><image x:href="{HERE}" width="9" height="9"/></svg>',
    "use": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="FILE#a"/></svg>',
    "data with a picture inside": "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    f"width='9' height='9'%3E%3Cimage href='{HERE}'/%3E%3C/svg%3E\"/>",
    "background": f'<p style="background: url({HERE})">x</p>',
    "content": f"<p style=\"content: url('{HERE}')\">x</p>",
    "list mark": f'<ul style="list-style-image: url({HERE})"><li>x</li></ul>',
    "border": f'<p style="border-image: url({HERE}) 9; border: 9px solid">x</p>',
}
HEADS = {
    "style sheet": f'<link rel="stylesheet" href="{HERE}"/>',
    "import": f"<style>@import url({HERE});</style>",
    "font": f"<style>@font-face {{ font-family: a; src: url({HERE}) }} p {{ font-family: a }}</style>",
    "attachment of the whole": '<link rel="attachment" href="FILE"/>',
    "base": f'<base href="{HERE}/"/><link rel="stylesheet" href="a.css"/>',
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was asked of the network; every question is refused."""
    found: list[Any] = []

    def refuse(*arguments: Any, **_named: Any) -> Any:
        found.append(arguments)
        raise OSError("the network is closed")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    return found


@pytest.mark.parametrize(
    ("head", "body"),
    [*(("", markup) for markup in ELEMENTS.values()), *((markup, "<p>x</p>") for markup in HEADS.values())],
    ids=[*ELEMENTS, *HEADS],
)
def test_a_page_that_got_unescaped_asks_nobody(asked: list[Any], tmp_path: Path, head: str, body: str) -> None:
    trap = tmp_path / "trap.txt"
    trap.write_text(SECRET, encoding="utf-8")
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>{head}</head><body>{body}</body></html>'
    printed = b""
    with suppress(PrintingFailed):
        printed = print_here(page.replace("FILE", trap.as_uri()))

    assert not asked
    assert SECRET.encode() not in printed


def _word(main: str, relations: str = "", **parts: str) -> bytes:
    stream = io.BytesIO()
    words = ["ПРОТОКОЛ № 1", "заседания комиссии", "1 марта 2024 г.", "РЕШИЛИ:", "утвердить план."]
    text = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in words)
    document = f"<w:document NS><w:body>{text}{main}</w:body></w:document>"
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    spaces += 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    spaces += 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", document.replace("NS", spaces))
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>'
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def _relation(kind: str, target: str = HERE) -> str:
    return f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'


UPLOADS = {
    "picture elsewhere": _word('<w:p><w:r><w:drawing r:link="r1"/></w:r></w:p>', _relation("image")),
    "template elsewhere": _word("", _relation("attachedTemplate")),
    "styles elsewhere": _word("", _relation("styles")),
    "numbering in a file": _word("", _relation("numbering", "file:///etc/passwd")),
    "chunk elsewhere": _word('<w:altChunk r:id="r1"/>', _relation("aFChunk")),
    "inclusion": _word('<xi:include href="file:///etc/passwd" parse="text"/>'),
    "outer declaration": _word("", footnotes=f'<!DOCTYPE a SYSTEM "{HERE}"><a/>', styles="<a/>"),
    "page": f"<html><head><base href='{HERE}'><link rel=stylesheet href='{HERE}'></head><body><p>ПРОТОКОЛ № 1"
    f"<p>заседания комиссии<p>РЕШИЛИ:<p>1. да<img src='{HERE}'><iframe src='{HERE}'></iframe>"
    f"<object data='{HERE}'>".encode(),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_an_upload_asks_nobody(asked: list[Any], name: str) -> None:
    with suppress(UnreadableSource):
        read_protocol(UPLOADS[name], "protocol.html" if name == "page" else "protocol.docx")

    assert not asked


def test_addresses_typed_into_a_protocol_stay_words(asked: list[Any]) -> None:
    typed = f'{HERE} javascript:alert(1) file:///etc/passwd <a href="{HERE}">x</a> url({HERE})'
    document = replace(make_document(item_count=1), place=typed)
    pdf, word = render_pdf(document), render_docx(document)

    assert not asked
    assert b"/URI" not in pdf
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"External" not in relations
