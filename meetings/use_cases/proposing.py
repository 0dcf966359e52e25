"""Owns what a new row of a draft most likely holds: by the row above it, by the body's rules, by its last protocols."""

import re
from typing import Any

from meetings.document.vocabulary import AttendanceStatus, SpeechKind
from meetings.models import AgendaItem, Decision, Meeting, Speech
from members.models import Body

_WITH_ITEM = re.compile(r"(\d+)\.1")


def propose_row(*, kind: str, before: Any, item: AgendaItem | None, meeting: Meeting) -> dict[str, Any]:
    """Columns of a new row; `before` is the row above it among its siblings. At most one query."""
    if kind == "speech":
        return {"kind": _speech_kind(before, item, meeting)}
    if kind == "decision":
        return {"number": next_number(before.number) if before else _first_number(item, meeting)}
    if kind == "attendance" and before is not None:
        return {"status": before.status if before.status == AttendanceStatus.INVITED else AttendanceStatus.PRESENT}
    if kind == "vote":
        return rule_of(meeting.body)
    return {"presence": "left", "name_text": ""} if kind == "absence" else {}


def rule_of(body: Body) -> dict[str, Any]:
    """How most decisions of a body are taken: what a new voting starts with."""
    return {"base": body.vote_base, "requirement": body.vote_requirement}


def next_number(number: str | None) -> str | None:
    """«1.2» → «1.3»; None behind an unnumbered row."""
    if not number:
        return None
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdecimal() else None


def _speech_kind(before: Any, item: AgendaItem | None, meeting: Meeting) -> SpeechKind:
    """Who comes first is heard, the others speak; a body whose papers know only speakers goes on so."""
    if item is None:
        return SpeechKind.OPENING
    if before is None:
        speeches = Speech.objects.filter(item__isnull=False, order=0)
        last = _in_last_protocols(speeches, meeting).values_list("kind", flat=True).first()
        return SpeechKind(last) if last else SpeechKind.HEARD
    return SpeechKind.SPOKE if before.kind == SpeechKind.HEARD else SpeechKind(before.kind)


def _first_number(item: AgendaItem | None, meeting: Meeting) -> str | None:
    """How the body's last protocol numbers the first decision of a question: «1», «2.1» (with its question), not."""
    decisions = Decision.objects.filter(item__isnull=False, order=0)
    last = _in_last_protocols(decisions, meeting).values_list("number", flat=True).first()
    if last and _WITH_ITEM.fullmatch(last) and item is not None:
        return f"{item.number}.1"
    return last if last == "1" else None


def _in_last_protocols(rows: Any, meeting: Meeting) -> Any:
    """Rows of the body's other meetings, the latest first."""
    others = rows.filter(meeting__body=meeting.body_id, meeting__held_on__isnull=False).exclude(meeting=meeting.pk)
    return others.order_by("-meeting__held_on", "-meeting_id", "item__order")
