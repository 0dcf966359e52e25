"""Owns the pages where anybody checks a paper: by its code, by the QR code's address, or by the file itself."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings.use_cases.verify import FileVerdict, Verified, verify_any_sum, verify_code, verify_file
from meetings.views.throttle import limited
from meetings.wording.codes import read_code, write_code

#: Requests a minute from one address: enough for a person with a pile of papers, too few for trying codes.
RATE = 30
_SHA256 = re.compile(r"[0-9a-f]{64}")


@never_cache
@limited("verify", RATE)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; a code typed leads to the page of its paper, a sum tells of its file."""
    typed, sha256 = request.GET.get("code", "").strip(), request.GET.get("sha256", "").strip().lower()
    if typed:
        code = read_code(typed)
        if code:
            return redirect("verify_code", write_code(code))
        refusal = _("Это не код проверки. В коде десять знаков, например ABCDE-FGHJK: он стоит внизу каждой страницы.")
        return _page(request, {"typed": typed, "refusal": refusal}, status=400)
    if sha256:
        if not _SHA256.fullmatch(sha256):
            refusal = _("Это не контрольная сумма SHA-256: в ней 64 знака от 0 до 9 и от a до f.")
            return _page(request, {"refusal": refusal}, status=400)
        return _told(request, *verify_any_sum(sha256=sha256, user=request.user), sha256)
    return _page(request, {})


@never_cache
@limited("verify", RATE)
@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what is known of the paper with this code."""
    read = read_code(code)
    found = verify_code(code=read, user=request.user) if read else None
    if found is None:
        refusal = _("Бумаги с таким кодом портал не выпускал. Проверьте, верно ли набран код.")
        return _page(request, {"typed": code, "refusal": refusal}, status=404)
    return _page(request, {"found": found, "typed": write_code(found.code)})


@never_cache
@limited("verify", RATE)
@require_POST
def verified_file(request: HttpRequest) -> HttpResponse:
    """Tell what an uploaded file is; it is compared and forgotten."""
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, {"refusal": _("Выберите файл протокола.")}, status=400)
    if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
        refusal = _("Файл слишком большой: протокол занимает не больше нескольких мегабайт.")
        return _page(request, {"refusal": refusal}, status=413)
    verdict, found = verify_file(content=upload.read(), user=request.user)
    return _told(request, verdict, found)


def _told(request: HttpRequest, verdict: FileVerdict, found: Verified | None, sha256: str = "") -> HttpResponse:
    return _page(request, {"verdict": verdict.value, "found": found, "sha256": sha256})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    found = context.get("found")
    newer = write_code(found.newer.code) if isinstance(found, Verified) and found.newer else ""
    printed = write_code(found.code) if isinstance(found, Verified) else ""
    # The card itself is the answer, unless a word above it says that the file is not the original.
    card_tells = context.get("verdict", "code") if context.get("verdict", "code") in ("code", "original") else ""
    context |= {
        "card_tells": card_tells if found else "",
        "newer": newer,
        "printed": printed,
        "largest": settings.IMPORT_MAX_BYTES,
    }
    return render(request, "meetings/verify/page.html", context, status=status)
