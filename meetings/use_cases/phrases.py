"""Owns what a secretary does to the phrase bank of a body: adds a phrase, hides one, takes either back."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import BodyPhrase, HistoryVerb
from meetings.use_cases.history import write_history
from meetings.use_cases.phrase_bank import LONGEST
from meetings.use_cases.refusal import Refused
from members.models import Body

#: Phrases of its own that a body may have.
LIMIT = 1000


class CannotKeepPhrase(Refused):
    """The phrase is empty or too long, or there are too many."""


@transaction.atomic
def keep_phrase(*, body: Body, text: str, is_hidden: bool = False, actor: Any, at: datetime.datetime) -> BodyPhrase:
    """Add a phrase to a body's bank, or hide one from it; a phrase that is there already changes its side."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise CannotKeepPhrase(_("Напишите фразу."))
    if len(text) > LONGEST:
        raise CannotKeepPhrase(_("Фраза длиннее %(limit)s знаков.") % {"limit": LONGEST})
    if BodyPhrase.objects.filter(body=body).count() >= LIMIT:
        raise CannotKeepPhrase(_("У органа уже %(limit)s фраз: уберите лишние.") % {"limit": LIMIT})
    phrase, _made = BodyPhrase.objects.update_or_create(body=body, text=text, defaults={"is_hidden": is_hidden})
    told = {"phrase_hidden" if is_hidden else "phrase_added": text}
    write_history(HistoryVerb.CHANGED_BODY, about=body, actor=actor, at=at, details=told)
    return phrase


@transaction.atomic
def forget_phrase(*, body: Body, pk: int, actor: Any, at: datetime.datetime) -> None:
    """Take an added phrase away, or offer a hidden one again; a phrase of another body is none."""
    phrase = BodyPhrase.objects.filter(body=body, pk=pk).first()
    if phrase is None:
        return
    phrase.delete()
    told = {"phrase_forgotten": phrase.text}
    write_history(HistoryVerb.CHANGED_BODY, about=body, actor=actor, at=at, details=told)
