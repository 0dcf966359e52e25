"""Owns the phrase bank as the desk's script reads it: one JSON answer a meeting, asked for when typing begins."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.access import get_meeting_for
from meetings.use_cases.phrase_bank import PhraseBank, read_bank
from meetings.views.draft import told_when_signed_out
from meetings.wording.addressing import to_dative, write_lead
from members.models import Body

#: Addressees whose dative is worked out: the first of them are the most frequent.
_ADDRESSEES = 200


@never_cache
@told_when_signed_out
@require_safe
def draft_phrases(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the bank; 304 when `If-None-Match` names what would be given again. Nothing is stored on the way."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    bank = read_bank(meeting.body, meeting)
    told = json.dumps(_told(bank, _known_bodies(request.user)), ensure_ascii=False, separators=(",", ":"))
    etag = f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    response = HttpResponse(told, content_type="application/json; charset=utf-8", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


def _known_bodies(user: Any) -> list[str]:
    """Names of the bodies the user sees and of their organisations (one query)."""
    bodies = Body.objects.visible_to(user).select_related("organization")[:_ADDRESSEES]
    return [
        name for body in bodies for name in (body.organization.name if body.organization else "", body.name) if name
    ]


def _told(bank: PhraseBank, known: list[str]) -> dict[str, Any]:
    """The bank in short lists: the keys are read by static/js/draft-phrases.js."""
    names = list(dict.fromkeys([*bank.addressees, *known]))[:_ADDRESSEES]
    return {
        "phrases": [[phrase.text, phrase.kind, phrase.count] for phrase in bank.phrases],
        "people": [[person.name, person.post] for person in bank.people],
        "addressees": [[name, to_dative(name), lead] for name in names if (lead := write_lead(name))],
        "texts": bank.texts,
    }
