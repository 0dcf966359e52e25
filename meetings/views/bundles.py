"""Owns the bundles: an edition in all its forms, and a year of a body, each as one ZIP file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from meetings.access import get_protocol_for, is_of_body
from meetings.document.codec import decode
from meetings.models import Protocol
from meetings.use_cases.bundle import CannotBundle, bundle_edition, bundle_editions, signature_files
from meetings.views.files import file_name
from members.access import get_body_for

_ZIP = "application/zip"


@require_safe
def edition_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an edition in all its forms to those who may read it."""
    protocol = get_protocol_for(request.user, pk)
    # certificates hold the numbers of persons: their files are for people of the body
    signatures = signature_files(protocol) if is_of_body(protocol) else {}
    response = HttpResponse(bundle_edition(protocol, signatures), content_type=_ZIP)
    return _attached(response, file_name(decode(protocol.document)))


@login_required
@require_safe
def body_bundle(request: HttpRequest, slug: str, year: int) -> HttpResponseBase:
    """Give a year of a body: the editions the reader may see, sent as they are made; signed-in readers only."""
    body = get_body_for(request.user, slug)
    try:
        parts = bundle_editions(body, year, Protocol.objects.visible_to(request.user))
    except CannotBundle as refusal:
        messages.error(request, str(refusal))
        return redirect("body", body.slug)
    return _attached(StreamingHttpResponse(parts, content_type=_ZIP), f"{body.slug}-{year}")


def _attached(response: Any, stem: str) -> Any:
    response["Content-Disposition"] = content_disposition_header(True, f"{stem}.zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
