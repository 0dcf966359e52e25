"""Owns the page of a body's phrases: what its protocols say most, and what the secretary adds or hides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.models import BodyPhrase
from meetings.use_cases.phrase_bank import LONGEST, read_bank
from meetings.use_cases.phrases import forget_phrase, keep_phrase
from meetings.use_cases.refusal import Refused
from members.access import get_body_for
from members.models import Body

#: Phrases of the protocols shown for each kind.
_SHOWN = 40


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def phrases(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the phrases of a body; POST {deed: add | hide | forget, text or pk} changes them."""
    body = get_body_for(request.user, slug, to="edit")
    if request.method == "POST":
        _do(request, body)
        return redirect("phrases", body.slug)
    titles = {
        "point": _("Пункты решений"),
        "lead": _("Начала решений"),
        "speech": _("Выступления"),
        "title": _("Вопросы повестки"),
    }
    bank = [phrase for phrase in read_bank(body).phrases if phrase.kind in titles]
    groups = [(title, [one for one in bank if one.kind == kind][:_SHOWN]) for kind, title in titles.items()]
    own = list(BodyPhrase.objects.filter(body=body))
    context = {
        "body": body,
        "limit": LONGEST,
        "groups": [(title, listed) for title, listed in groups if listed],
        "added": [phrase for phrase in own if not phrase.is_hidden],
        "hidden": [phrase for phrase in own if phrase.is_hidden],
    }
    return render(request, "meetings/phrases/page.html", context)


def _do(request: HttpRequest, body: Body) -> None:
    sent, who = request.POST, {"actor": request.user, "at": timezone.now()}
    deed, pk = sent.get("deed", ""), sent.get("pk", "")
    try:
        if deed in ("add", "hide"):
            keep_phrase(body=body, text=sent.get("text", ""), is_hidden=deed == "hide", **who)
        elif deed == "forget" and pk.isdecimal() and len(pk) < 18:
            forget_phrase(body=body, pk=int(pk), **who)
    except Refused as refusal:
        messages.error(request, str(refusal))
