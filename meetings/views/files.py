"""Owns the files of a protocol: drafts made on the fly, editions as they were issued."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.document.codec import decode
from meetings.document.tree import ProtocolDocument
from meetings.mapping.compose import compose
from meetings.models import Protocol
from meetings.rendering.fonts import FontMissing
from meetings.rendering.formats import FORMATS, Format
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.views.navigation import meeting_title
from meetings.wording.text import drop_unseen


@require_safe
def draft_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give a draft's file to those who see drafts; nothing keeps a copy on the way."""
    meeting = get_meeting_for(request.user, pk, to="read")
    document = compose(meeting)
    response = _rendered(_format(name), document)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def edition_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give an edition's file: the stored PDF, or another form of the stored document."""
    protocol = get_object_or_404(Protocol.objects.visible_to(request.user).defer("document", "pdf"), pk=pk)
    chosen = _format(name)
    if chosen.name == "pdf":
        return stored_file(request, protocol)
    return _keeping(request, _rendered(chosen, decode(protocol.document)), f"{protocol.document_sha256}-{chosen.name}")


def stored_file(request: HttpRequest, protocol: Protocol) -> HttpResponse:
    """Give an edition's PDF as it was stored; who has it already is told so, and no bytes are read."""
    etag = protocol.sha256
    if not request.user.is_authenticated and (answer := get_conditional_response(request, etag=f'"{etag}"')):
        return _keeping(request, answer, etag)
    document = decode(protocol.document)
    return _keeping(request, _file(_format("pdf"), document, bytes(protocol.pdf)), etag)


def _keeping(request: HttpRequest, response: Any, etag: str) -> HttpResponse:
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "public, max-age=300"
    return response  # type: ignore[no-any-return]


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise Http404
    return FORMATS[name]


def _rendered(chosen: Format, document: ProtocolDocument) -> HttpResponse:
    """Give the file, or in words why it cannot be made."""
    try:
        return _file(chosen, document, chosen.render(document))
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        return HttpResponse(f"{refusal}\n", status=422, content_type="text/plain; charset=utf-8")


def _file(chosen: Format, document: ProtocolDocument, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=chosen.content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(document)}.{chosen.extension}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(document: ProtocolDocument, paper: str = "") -> str:
    """Return a file's name without extension: (paper,) title and body, free of what file systems and headers forbid."""
    return safe_name(f"{paper} {meeting_title(document)} {document.body.nominative}")


def safe_name(title: str) -> str:
    """Return a title as the name of a file: short, free of what file systems and headers forbid."""
    return re.sub(r'[\x00-\x1f\x7f"*/:<>?\\|«»]+', "_", drop_unseen(title))[:120].strip(" ._") or "protocol"
