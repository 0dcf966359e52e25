"""Owns the people a paper names in the nominative, to find who stands behind «Носова Е.А.» under СЛУШАЛИ."""

from collections.abc import Iterable

from meetings.wording.names import PersonName, is_same_person, read_name
from meetings.wording.text import fold


class KnownPeople:
    """The people whose names the paper gives elsewhere, found by a name in any case without asking each."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_beginning: dict[str, list[tuple[str, PersonName]]] = {}
        for printed in dict.fromkeys(names):
            name = read_name(printed)
            if name is not None:
                self._by_beginning.setdefault(_beginning(name), []).append((printed, name))

    def find(self, name: PersonName) -> str | None:
        """The printed name of the same person: a nominative before other cases."""
        others = self._by_beginning.get(_beginning(name), [])
        for printed, other in others:
            if is_same_person(name, other):
                return printed
        for printed, other in others:
            if is_same_person(name, other, fuzzy_case=True):
                return printed
        return None

    def holds(self, name: PersonName) -> bool:
        """Whether the name stands in the same case elsewhere."""
        return any(is_same_person(name, other) for _, other in self._by_beginning.get(_beginning(name), []))


def _beginning(name: PersonName) -> str:
    """Letters of a surname that no case changes."""
    return fold(name.family_name)[:2]
