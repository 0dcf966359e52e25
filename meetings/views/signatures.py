"""Owns the pages of signing: a person's own line, the secretary's scans of paper, what the edition tells of both."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import get_meeting_for, get_protocol_for, get_signature_for, is_of_body, may_edit_body
from meetings.document.codec import decode
from meetings.forms.signing import ScanForm, SignatureFileForm, SimpleSignatureForm
from meetings.models import Protocol
from meetings.signing.detached import LARGEST_SIGNATURE
from meetings.signing.report import SignatureFacts
from meetings.use_cases.refusal import Refused
from meetings.use_cases.sign import (
    CannotSign,
    SigningLine,
    attach_scan,
    may_be_signed,
    own_lines,
    sign_simple,
    signing_lines,
)
from meetings.use_cases.sign_detached import FILE_TYPE, attach_signature_file, facts_of
from meetings.views.article import show_article
from meetings.views.navigation import meeting_title

_EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", FILE_TYPE: "sig"}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of signature; `facts` tell of the certificate of one in a file of its own."""

    line: SigningLine
    facts: SignatureFacts | None


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """What the page of an edition says of its signatures, and what the reader may do."""

    lines: list[ShownLine]
    may_sign: bool
    may_attach: bool
    may_upload: bool
    sees_files: bool


def signature_panel(user: Any, protocol: Protocol) -> SignaturePanel | None:
    """Return the panel of an edition; None when its paper has no lines of signature."""
    on = protocol.meeting.body.day_of(timezone.now()) if user.is_authenticated else None
    lines = signing_lines(protocol, on)
    if not lines:
        return None
    is_open = may_be_signed(protocol) and any(line.signature is None for line in lines)
    may_sign = is_open and any(line.signature is None for line in own_lines(lines, user))
    return SignaturePanel(
        lines=[ShownLine(line, facts_of(line.signature) if line.signature else None) for line in lines],
        may_sign=may_sign,
        may_attach=is_open and may_edit_body(protocol),
        may_upload=may_sign or (is_open and may_edit_body(protocol)),
        sees_files=is_of_body(protocol),
    )


@never_cache
@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole paper to the person whose line it has; with the password typed anew he signs it."""
    protocol = get_protocol_for(request.user, pk)
    own = own_lines(signing_lines(protocol, protocol.meeting.body.day_of(timezone.now())), request.user)
    if not own:
        raise PermissionDenied(_("В этом протоколе нет строки подписи с вашим именем."))
    is_open = may_be_signed(protocol) and any(line.signature is None for line in own)
    form = SimpleSignatureForm(request.POST or None, initial={"seen": protocol.sha256})
    if request.method == "POST" and form.is_valid() and _sign(request, protocol, form):
        messages.success(request, _("Вы подписали протокол простой электронной подписью."))
        return redirect("protocol", protocol.pk)
    document = decode(protocol.document)
    context = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "meeting_title": meeting_title(document),
        "article": show_article(document),
        "own": own,
        "is_open": is_open,
        "form": form,
    }
    return render(request, "meetings/signing/sign.html", context)


def _sign(request: HttpRequest, protocol: Protocol, form: SimpleSignatureForm) -> bool:
    """Ask for the password as the sign-in page does, guesses counted together with its own; then sign."""
    user: Any = request.user
    known = authenticate(request, username=user.get_username(), password=form.cleaned_data["password"])
    if known is None or known.pk != user.pk:
        form.add_error("password", _("Пароль не подошёл. Протокол не подписан."))
        return False
    session = request.session.session_key or ""
    try:
        sign_simple(protocol=protocol, seen=form.cleaned_data["seen"], session=session, actor=user, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """Take from the secretary the scan of the paper that people signed by hand."""
    protocol = get_protocol_for(request.user, pk)
    meeting = get_meeting_for(request.user, protocol.meeting_id, to="edit")
    lines = signing_lines(protocol, meeting.body.day_of(timezone.now()))
    unsigned = [(line.order, f"{line.role} {line.name}".strip()) for line in lines if line.signature is None]
    form = ScanForm(lines=unsigned, initial={"orders": [order for order, _words in unsigned]})
    if request.method == "POST":
        form = ScanForm(request.POST, request.FILES, lines=unsigned)
        if form.is_valid() and _attach(request, protocol, form):
            messages.success(request, _("Подписи на бумаге внесены, скан сохранён."))
            return redirect("protocol", protocol.pk)
    context = {
        "protocol": protocol,
        "meeting": meeting,
        "body": meeting.body,
        "meeting_title": str(meeting),
        "is_open": may_be_signed(protocol) and bool(unsigned),
        "form": form,
    }
    return render(request, "meetings/signing/scan.html", context)


def _attach(request: HttpRequest, protocol: Protocol, form: ScanForm) -> bool:
    given = form.cleaned_data
    try:
        attach_scan(
            protocol=protocol,
            orders=given["orders"],
            content=given["scan"].read(),
            signed_on=given["signed_on"],
            actor=request.user,
            at=timezone.now(),
        )
    except CannotSign as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def upload_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a detached signature of the edition's PDF from who signed, or from the secretary."""
    protocol = get_protocol_for(request.user, pk)
    lines = signing_lines(protocol, protocol.meeting.body.day_of(timezone.now()))
    if not may_edit_body(protocol) and not own_lines(lines, request.user):
        raise PermissionDenied(_("Подпись вносит тот, чья строка в протоколе, или секретарь."))
    form = SignatureFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _uploaded(request, protocol, form):
        return redirect("protocol", protocol.pk)
    context = {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "body": protocol.meeting.body,
        "meeting_title": meeting_title(decode(protocol.document)),
        "is_open": may_be_signed(protocol) and any(line.signature is None for line in lines),
        "form": form,
    }
    return render(request, "meetings/signing/upload.html", context)


def _uploaded(request: HttpRequest, protocol: Protocol, form: SignatureFileForm) -> bool:
    upload = form.cleaned_data["signature"]
    # one byte more than is taken: the verifier then tells that it is too much
    content = upload.read(LARGEST_SIGNATURE + 1)
    try:
        put = attach_signature_file(protocol=protocol, content=content, actor=request.user, at=timezone.now())
    except CannotSign as refusal:
        form.add_error(None, str(refusal))
        return False
    names = ", ".join(one.name_text for one in put)
    messages.success(request, _("Подпись проверена и принята: %(names)s.") % {"names": names})
    return True


@never_cache
@require_safe
def signature_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the scan, or the file of a signature, to people of the body only.

    A scan shows handwritten signatures, a certificate the numbers of persons.
    """
    signature = get_signature_for(request.user, pk)
    response = HttpResponse(bytes(signature.file), content_type=signature.file_type)
    stem = "signature" if signature.file_type == FILE_TYPE else "scan"
    name = f"{stem}-{signature.protocol_id}-{signature.order}.{_EXTENSIONS[signature.file_type]}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
