"""Owns the roll of a protocol: who was there, by the printed lists, and how many may vote on an item."""

from dataclasses import dataclass

from meetings.document.people import fold, is_same_person
from meetings.document.tree import AgendaItem, Attendee, ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus

#: Remarks that take the vote from a person, as papers word them, and the one that gives it whatever the seat.
_WITHOUT_VOTE = tuple(map(fold, ("без права голоса", "без права решающего голоса", "совещательн")))
_WITH_VOTE = "с правом решающего голоса"


@dataclass(frozen=True, slots=True)
class Roll:
    """The attendance by status, in printed order. A protocol may give counts alone: then the lists are empty."""

    present: tuple[Attendee, ...]
    absent: tuple[Attendee, ...]
    invited: tuple[Attendee, ...]

    @classmethod
    def of(cls, document: ProtocolDocument) -> "Roll":
        """Sort a document's attendees by status."""
        people = document.attendees
        absent_statuses = {AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED}
        return cls(
            present=tuple(one for one in people if one.status == AttendanceStatus.PRESENT),
            absent=tuple(one for one in people if one.status in absent_statuses),
            invited=tuple(one for one in people if one.status == AttendanceStatus.INVITED),
        )

    @property
    def is_named(self) -> bool:
        """Tell whether those present are listed by name, so that somebody can be missing from the list."""
        return bool(self.present)

    def is_there(self, name: str) -> bool:
        """Tell whether a person stands among those present or invited."""
        return any(is_same_person(name, one.name) for one in (*self.present, *self.invited))

    def is_present(self, name: str) -> bool:
        """Tell whether a person stands among those present (members, as a rule)."""
        return any(is_same_person(name, one.name) for one in self.present)

    def is_absent(self, name: str) -> bool:
        """Tell whether a person stands among the absent, and not among those there as well."""
        return any(is_same_person(name, one.name) for one in self.absent) and not self.is_there(name)

    def is_only_invited(self, name: str) -> bool:
        """Tell whether a person is a guest."""
        return any(is_same_person(name, one.name) for one in self.invited) and not self.is_present(name)


def voters_of(document: ProtocolDocument, item: AgendaItem) -> tuple[Attendee, ...]:
    """Return the people who may vote on an item, by the list: those present without its exceptions and the mute.

    Who has no vote by his seat or by the list («с правом совещательного голоса») is none. Nobody without a list.
    """
    return tuple(
        one
        for one in Roll.of(document).present
        if not is_mute(one) and not any(is_same_person(one.name, out.name) for out in item.absences)
    )


def is_mute(person: Attendee) -> bool:
    """Tell whether a person has no vote: the list says so, or his seat does and the list does not deny it."""
    told = fold(f"{person.note} {person.role}")
    if any(words in told for words in _WITHOUT_VOTE):
        return True
    return not person.has_vote and fold(_WITH_VOTE) not in told


def voters_count(document: ProtocolDocument, item: AgendaItem) -> int | None:
    """Return how many people may vote on an item; None when unknown. The list goes before the stated count."""
    if any(one.status == AttendanceStatus.PRESENT for one in document.attendees):
        return len(voters_of(document, item))
    if not document.present_total:
        return None
    return max(0, document.present_total - len(item.absences))


def people_count(count: int) -> str:
    """Write «22 человека», «20 человек» after a number (the nominative, not the «из 22 человек» of a genitive)."""
    is_few = count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}
    return f"{count} человека" if is_few else f"{count} человек"
