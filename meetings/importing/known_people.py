"""Owns the people a paper names in the nominative, to find who stands behind «Носова Е.А.» under СЛУШАЛИ."""

from collections.abc import Iterable

from meetings.document.vocabulary import Case, Gender
from meetings.wording.names import PersonName, is_same_person, read_name, restore_name
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


def restore_accusative(printed: str, *, is_man: bool = False) -> str | None:
    """Put a name into the nominative, in its printed order; None unless its form shows that it is an accusative.

    «Носова Е.А.» shows nothing and may be a woman in the nominative, unless `is_man` («…, который сообщил»).
    """
    name = read_name(printed)
    if name is None:
        return None
    restored = restore_name(name, Case.ACCUSATIVE, Gender.MALE if is_man else None)
    pairs = [
        (name.family_name, restored.family_name),
        (name.given_name, restored.given_name),
        (name.patronymic_name, restored.patronymic_name),
    ]
    is_shown = is_man or name.family_name.endswith(("у", "ю", "ого", "его"))
    if not is_shown and pairs[1][0] == pairs[1][1] and pairs[2][0] == pairs[2][1]:
        return None
    nominative = printed.strip()
    for old, new in pairs:
        if old and old != new:
            nominative = nominative.replace(old, new, 1)
    return nominative if nominative != printed.strip() else None


def _beginning(name: PersonName) -> str:
    """Letters of a surname that no case changes."""
    return fold(name.family_name)[:2]
