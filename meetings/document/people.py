"""Owns the tiny comparison of printed names that the checks need: surname in any case, initials or full names.

`wording.names` knows names properly; a tree holds values only and must not depend on it, so this module answers one
question: may two printed names mean one person? In doubt it says yes, for a false alarm costs the reader's trust.
"""

import functools
import re
from dataclasses import dataclass
from itertools import zip_longest

#: Endings of surnames in all cases, both genders; nothing at all is the bare masculine nominative.
_ENDING = re.compile(
    "(а|у|ы|е|и|я|ю|ь|й|ом|ем|ой|ей|ою|ею|ую|ая|яя|ий|ый|ого|его|ому|ему|ым|им|их|ых|ыми|ими|ье|ья|ью|ьи)?"
)
_PATRONYMIC = re.compile(r"(вич|ьич|мич|кич|вна|чна|шна)(а|у|ем|е|ой|ы|)$|(вн|чн|шн)(ы|е|у|ой|ою)$|(оглы|кызы)$")
_WORD = re.compile(r"[а-яёa-z]+(?:[-'’][а-яёa-z]+)*\.?", re.IGNORECASE)
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class NameKey:
    """A folded name for comparison: surname, and given name and patronymic (words or single letters) when printed."""

    family: str
    others: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Lower the case, write ё as е and single plain spaces: for comparison only."""
    return " ".join(text.lower().replace("ё", "е").split())


@functools.lru_cache(maxsize=4096)
def name_key(text: str) -> NameKey | None:
    """Read a printed name in any usual order; None for what is no name («депутаты сельского Совета»)."""
    words = [word.rstrip(".") for word in _WORD.findall(text.split("(", maxsplit=1)[0].split(",", maxsplit=1)[0])]
    if not words or not all(word[0].isupper() for word in words) or len(words) > 4:
        return None
    full = [word for word in words if len(word) > 1]
    initials = tuple(fold(word) for word in words if len(word) == 1)
    if not full:
        return None
    folded = [fold(word) for word in full]
    if initials or len(folded) == 1:
        return NameKey(folded[0], (*folded[1:], *initials))
    if len(folded) == 3 and _PATRONYMIC.search(folded[1]) and not _PATRONYMIC.search(folded[2]):
        return NameKey(folded[2], (folded[0], folded[1]))
    return NameKey(folded[0], tuple(folded[1:]))


def shared_length(first: str, second: str) -> int:
    """Count the letters from the start that two words share."""
    length = 0
    for one, two in zip(first, second, strict=False):
        if one != two:
            break
        length += 1
    return length


def is_same_word(first: str, second: str) -> bool:
    """Tell whether two folded words differ at most in a case ending: «носов» and «носову», «мжельская» and «…ской»."""
    if first == second:
        return True
    shared = shared_length(first, second)
    return any(
        _ENDING.fullmatch(first[cut:]) and _ENDING.fullmatch(second[cut:])
        for cut in range(shared, _SHORTEST_STEM - 1, -1)
    )


def is_same_person(first: str, second: str, *, in_any_case: bool = True) -> bool:
    """Tell whether two printed names may mean one person; `in_any_case` lets the endings differ («Носов», «Носова»)."""
    one, other = name_key(first), name_key(second)
    if one is None or other is None:
        return fold(first) == fold(second)
    if one.family != other.family and not (in_any_case and is_same_word(one.family, other.family)):
        return False
    return all(
        _is_compatible(ours, theirs, in_any_case)
        for ours, theirs in zip_longest(one.others, other.others, fillvalue="")
    )


def _is_compatible(ours: str, theirs: str, in_any_case: bool) -> bool:
    if len(ours) > 1 and len(theirs) > 1:
        return ours == theirs or (in_any_case and (is_same_word(ours, theirs) or ours[:3] == theirs[:3]))
    return not ours or not theirs or ours[0] == theirs[0]
