"""Owns the numbers of protocols: which one a body's policy gives next, and the lock that keeps two from taking it.

The next number follows the greatest one in the body's period (a year, or all time): whole numbers of every meeting
count, typed by hand or given, on drafts and on protocols read in. So there is no counter to get out of step: a number
corrected or a draft removed corrects the count. Numbers that are no whole numbers («8/19», «1-2023») do not count.
"""

import re
from dataclasses import dataclass

from meetings.document.codec import decode
from meetings.models import Meeting
from members.models import Body

#: A whole number as a secretary types it; longer figures are something else (a date, a registration number).
_WHOLE = re.compile(r"[0-9]{1,6}")
#: More numbers missing in a row are an archive that was not read in, not an oversight.
_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The number a protocol issued now would get, and the few between known ones that nobody has («13»)."""

    number: str
    missing: tuple[str, ...] = ()


def next_number(meeting: Meeting, body: Body | None = None) -> NextNumber | None:
    """Tell which number the meeting would get if it were issued now (two queries, none when it would get none).

    None when it has a number or waits for none, when the body counts none, or counts by years and the day is not known.
    A meeting whose number was wiped out after an edition gets that number again, unless another one has it.
    `body` is the meeting's own, read afresh under `lock_numbers`.
    """
    body = body or meeting.body
    period = body.number_period(meeting.held_on)
    if meeting.number is not None or not meeting.is_number_due or period is None:
        return None
    numbered = Meeting.objects.filter(body=body.pk, number_period=period, number__isnull=False)
    texts = set(numbered.values_list("number", flat=True).order_by())
    issued = _number_of_last_edition(meeting)
    return NextNumber(issued) if issued and issued not in texts else _after_the_greatest(texts)


def _number_of_last_edition(meeting: Meeting) -> str | None:
    if meeting.pk is None:
        return None
    document = meeting.protocols.order_by("-edition").values_list("document", flat=True).first()
    return decode(document).number if document else None


def _after_the_greatest(texts: set[str | None]) -> NextNumber:
    known = {int(text) for text in texts if text and _WHOLE.fullmatch(text)}
    if not known:
        return NextNumber("1")
    missing = sorted(set(range(min(known), max(known))) - known) if max(known) - min(known) < 10_000 else []
    shown = missing if len(missing) <= _MOST_MISSING else []
    return NextNumber(str(max(known) + 1), tuple(map(str, shown)))


def lock_numbers(body_pk: int) -> Body:
    """Take the body's numbers until the end of the transaction, and return the body fresh.

    The lock is the body's row (on SQLite the transaction itself, which is IMMEDIATE). It is taken before a meeting's
    row, the order in which a change of the numbering takes them too. Rows that refer to the body may be written
    meanwhile.
    """
    return Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body_pk)
