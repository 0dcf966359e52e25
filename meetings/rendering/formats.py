"""Owns the registry of formats a protocol can be taken away in: one entry, one place to add another."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.document.codec import encode
from meetings.document.tree import ProtocolDocument
from meetings.rendering.akoma import render_akoma
from meetings.rendering.docx import render_docx
from meetings.rendering.html import render_html
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name used in addresses and commands; `render` returns the bytes of the file."""

    name: str
    extension: str
    content_type: str
    render: Callable[[ProtocolDocument], bytes]


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("pdf", "pdf", "application/pdf", render_pdf),
        Format("docx", "docx", WORD, render_docx),
        Format("html", "html", "text/html; charset=utf-8", lambda document: render_html(document).encode()),
        Format("txt", "txt", "text/plain; charset=utf-8", lambda document: render_text(document).encode()),
        Format("xml", "xml", "application/akn+xml", render_akoma),
        Format("json", "json", "application/json", lambda document: encode(document).encode()),
    )
}
