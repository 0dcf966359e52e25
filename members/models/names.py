"""Owns what a printed name says of a person: the road between `wording.names` and Person rows."""

from typing import TYPE_CHECKING

from meetings.document.vocabulary import NameStyle
from members.models.person import Person

if TYPE_CHECKING:
    from meetings.wording.names import PersonName


def parse_name(text: str) -> "PersonName | None":
    """Read a printed name in any order; None for what names nobody («представители прессы»)."""
    from meetings.wording.names import read_name  # slow: the language libraries

    return read_name(text)


def name_of(person: Person) -> "PersonName":
    """The name of a person as wording knows it."""
    from meetings.wording.names import PersonName  # slow: the language libraries

    return PersonName(person.family_name, person.given_name, person.patronymic_name)


def is_same_name(one: "PersonName", other: "PersonName", *, fuzzy_case: bool = False) -> bool:
    """Whether two names may be one person's: initials stand for full names, ё for е; `fuzzy_case` for any case."""
    from meetings.wording.names import is_same_person  # slow: the language libraries

    return is_same_person(one, other, fuzzy_case=fuzzy_case)


def person_named(name: "PersonName") -> Person:
    """Make an unsaved person of that name, the gender when the name shows it."""
    from meetings.wording.names import gender_of  # slow: the language libraries

    return Person(
        family_name=name.family_name,
        given_name=name.given_name,
        patronymic_name=name.patronymic_name,
        gender=gender_of(name) or "",
    )


def complete_name(person: Person, name: "PersonName") -> bool:
    """Put a full name where a person's initials stand, unsaved; False when it tells no more."""
    if not person.is_initialled or name.given_name.endswith(".") or not name.given_name:
        return False
    fuller = person_named(name)
    person.given_name, person.patronymic_name = fuller.given_name, fuller.patronymic_name or person.patronymic_name
    person.gender = person.gender or fuller.gender
    return True


def print_name(person: Person, style: NameStyle) -> str:
    """Write a person's name in the nominative, no-break spaces inside."""
    from meetings.wording.names import write_name  # slow: the language libraries

    return write_name(name_of(person), style)
