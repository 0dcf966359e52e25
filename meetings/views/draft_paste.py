"""Owns lists pasted into the desk: lines of people and questions as the values of rows, and the empty row they fill."""

from typing import Any

from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.forms.prose import read_prose
from meetings.importing.people import Organ, is_online_mark, read_person
from meetings.mapping.addresses import KINDS, Address
from meetings.models import Meeting
from meetings.views.draft_agenda import read_list
from members.models import Body

#: Parts of a question that hold something: such a question is not empty, whatever its title.
_OF_ITEM = ("speeches", "decisions", "vote_events")


def pasted_rows(kind: str, text: str, body: Body, *, are_invited: bool = False) -> list[dict[str, Any]]:
    """Return the columns of each row that a pasted list makes: {} rows for a kind that takes no lists."""
    if kind == "item":
        return read_list(text)
    if kind != "attendance":
        return []
    organ = Organ.of(body.name, body.meeting_title)
    status = AttendanceStatus.INVITED if are_invited else AttendanceStatus.PRESENT
    people = (read_person(line.text, status, organ) for line in read_prose(text))
    return [
        {
            "name_text": person.name,
            "position_text": person.position,
            "role_text": person.role,
            "status": person.status,
            "mode": person.mode,
            "represented_by": person.represented_by,
            # The paper prints «онлайн подключение» itself.
            "note": "" if person.mode is AttendanceMode.ONLINE and is_online_mark(person.note) else person.note,
        }
        for person in people
        if person.name
    ]


def is_blank(address: Address | None, meeting: Meeting) -> bool:
    """Whether nothing is typed in a row of people or questions yet."""
    if address is None or address.kind not in ("attendance", "item"):
        return False
    row: Any = KINDS[address.kind]._default_manager.filter(meeting_id=meeting.pk, pk=address.pk).first()
    if row is None:
        return False
    if address.kind == "attendance":
        return not (row.name_text or row.position_text or row.role_text)
    is_untitled = not (row.title or row.heading_override or row.rapporteur)
    return is_untitled and not any(getattr(row, name).exists() for name in _OF_ITEM)
