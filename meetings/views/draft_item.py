"""Owns the deeds of an open question: a phrase of a speech made a point, an offer taken, an assignment removed."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from meetings.document.vocabulary import Outcome
from meetings.forms.prose import read_prose
from meetings.mapping.addresses import Address, read_address
from meetings.models import Decision, Meeting
from meetings.use_cases.desk_points import (
    accept_addressee,
    accept_assignment,
    accept_outcome,
    add_points,
)
from meetings.use_cases.save_field import RowGone
from meetings.wording.organisations import find_addressee
from meetings.wording.outcomes import read_outcome, write_outcome
from meetings.wording.proposals import read_proposal
from meetings.wording.text import drop_unseen

DEEDS = ("point", "assign", "addressee", "outcome", "phrase")


def do_item_deed(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Do one of DEEDS: {deed, row, item, text, point}; returns what the template of the part is told."""
    sent, who = request.POST, {"actor": request.user, "at": timezone.now(), "meeting": meeting}
    deed, address = sent.get("deed", ""), read_address(sent.get("row", ""))
    if deed == "point":
        texts = [read_proposal(line.text) for line in read_prose(drop_unseen(sent.get("text", "").replace("\0", "")))]
        decision = add_points(item_pk=_key(sent.get("item", "")), texts=texts, **who)
        return {"made_point": decision}
    if address is None or address.kind != "decision":
        raise RowGone
    focus = {"focus": str(Address("decision", address.pk, "points"))}
    if deed == "assign":
        accept_assignment(decision_pk=address.pk, point_pk=_key(sent.get("point", "")) or None, **who)
        return focus
    row = Decision.objects.filter(meeting=meeting, pk=address.pk).prefetch_related("points").first()
    if row is None:
        raise RowGone
    words = row.lead or next((point.text for point in row.points.all()), "")
    if deed == "phrase":
        add_points(item_pk=row.item_id, decision_pk=row.pk, texts=[write_outcome(Outcome(row.outcome))], **who)
    elif deed == "outcome" and (outcome := read_outcome(words)):
        accept_outcome(decision_pk=row.pk, outcome=outcome, **who)
    elif deed == "addressee" and (found := find_addressee(words)):
        accept_addressee(decision_pk=row.pk, text=found.text, name=found.name, **who)
    return focus


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
