"""Owns the lead of a decision that charges somebody: «Рекомендовать Министерству культуры:», written and read.

The name is known in the nominative and stands in the dative behind the verb; where its grammar is not sure there is no
proposal, for an official paper with a wrong case is worse than none.
"""

import functools
import re

from meetings.document.vocabulary import Case
from meetings.wording.organisations import FoundAddressee, find_addressee
from meetings.wording.phrases import inflect_surely
from meetings.wording.text import clean_spaces, is_same_text

#: The verb by which a body addresses what is not below it.
RECOMMEND = "Рекомендовать"
_ABBREVIATION = re.compile(r"[А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ]\b")


@functools.lru_cache(maxsize=2048)
def to_dative(name: str) -> str | None:
    """Put an addressee into the dative («Министерство культуры» → «Министерству культуры»); None when unsure."""
    name = clean_spaces(name)
    if not name:
        return None
    if _ABBREVIATION.match(name):
        return name
    dative = inflect_surely(name, Case.DATIVE)
    return dative if dative and not is_same_text(dative, name) else None


def write_lead(name: str, verb: str = RECOMMEND) -> str | None:
    """Write «Рекомендовать Министерству культуры:» for a name in the nominative; None when its dative is unsure."""
    dative = to_dative(name)
    return f"{verb} {dative}:" if dative else None


def read_lead(text: str) -> FoundAddressee | None:
    """Read whom a lead charges, the name in the nominative: the inverse of `write_lead`."""
    found = find_addressee(text)
    return found if found and found.is_lead else None
