"""Owns what every answer keeps to: bodies too large go unread, pages stay with their reader, files run nothing."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Room for the other fields of the form beside the file, bytes.
FORM_ALLOWANCE = 1024 * 1024
#: How much of a refused body is read (and thrown away) so that a browser lives to see the answer, bytes.
DRAINED_AT_MOST = 200 * 1024 * 1024
_CHUNK = 64 * 1024


class RefuseLargeBody:
    """Answers 413 with a plain page when a request announces more than an import may weigh.

    The check stands before the CSRF middleware, which would parse (and store) the whole upload to find its token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass small requests on; refuse large ones."""
        if announced_length(request) <= settings.IMPORT_MAX_BYTES + FORM_ALLOWANCE:
            return self.get_response(request)
        _drain(request)
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        return render(request, "413.html", {"limit_megabytes": limit}, status=413)


#: What no page of the portal asks a browser for.
PERMISSIONS = ", ".join(
    f"{name}=()" for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb")
)
#: For files: opened by themselves they are no page of the portal and run nothing.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


class KeepToReader:
    """Keeps pages of a person who is signed in out of every cache; gives files a policy of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the view did not set itself."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        if response.get("Content-Disposition", "").startswith("attachment"):
            response["Content-Security-Policy"] = FILE_POLICY
        return response


def announced_length(request: HttpRequest) -> int:
    """Return the Content-Length, 0 when absent or senseless (Django then reads no body either)."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request: HttpRequest) -> None:
    """Read the body away in small pieces: a server that closes an unread connection resets it in the visitor's face."""
    left = min(announced_length(request), DRAINED_AT_MOST)
    while left > 0:
        chunk = request.read(min(_CHUNK, left))
        if not chunk:
            return
        left -= len(chunk)
