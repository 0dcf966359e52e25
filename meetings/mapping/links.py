"""Owns which person stands behind a printed name."""

from collections.abc import Mapping

from meetings.mapping.rows import MeetingRows
from meetings.models import Meeting

#: Person keys by printed name: {"Швец С.С.": 12}.
People = Mapping[str, int]


def linked_people(meeting: Meeting, rows: MeetingRows) -> dict[str, int]:
    """The person behind each printed name, as the rows link them; the attendance wins over later parts."""
    pairs = [
        *((row.name_text, row.person_id) for row in rows.attendances),
        (meeting.chair_name, meeting.chair_id),
        (meeting.secretary_name, meeting.secretary_id),
        *((row.name_text, row.person_id) for row in (*rows.speeches, *rows.signature_lines, *rows.votes)),
        *((row.responsible, row.responsible_person_id) for row in rows.assignments),
    ]
    return {name: person_id for name, person_id in reversed(pairs) if name and person_id}


class FirstLinks:
    """Gives each person once: the rows of one list must not link a person twice."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._taken: set[int] = set()

    def take(self, name: str) -> int | None:
        """The person behind a name, or None when unknown or already given."""
        person_id = self._people.get(name)
        if person_id is None or person_id in self._taken:
            return None
        self._taken.add(person_id)
        return person_id
