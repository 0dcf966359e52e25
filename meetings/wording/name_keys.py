"""Owns how search finds people: by a surname in any case, initials for full names, and full names for initials.

Every mention of a person is filed under all forms of the surname («=пфетцером»), so that a question needs no guess of
the nominative. `+с` and `++а` are the initials; `?с` and `??а` say that no more than the initial is known, so that a
full name asked for may be this one.
"""

import functools
import re
from collections.abc import Iterable, Mapping

from meetings.document.vocabulary import Case
from meetings.wording.declension import family_forms, restore_family
from meetings.wording.lexemes import OTHER, fold_word, keys_of
from meetings.wording.names import PersonName, find_names, read_name

FORM = "="
GIVEN, PATRONYMIC = "+", "++"
GIVEN_UNKNOWN, PATRONYMIC_UNKNOWN = "?", "??"

#: form of a surname (folded) → the keys of those who bear it
PeopleKeys = Mapping[str, tuple[str, ...]]

_INITIAL = re.compile(r"[А-ЯЁ]\.|(?:вич|вн)[а-я]{0,2}\b")
#: «Пфетцер С.А.», «с.а. пфетцер»: the initials of a question
_ASKED_INITIALS = re.compile(
    r"(?<![\w.])(?!(?:и\.\s?о|т\.\s?[дпе])\b)(?P<one>[А-ЯЁа-яё])\.\s?(?P<two>[А-ЯЁа-яё])(?:\.|(?!\w))"
    r"|(?<!\w)(?P<only>[А-ЯЁ])\."
)
_OBLIQUE = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)


def keys_of_people(names: Iterable[str]) -> PeopleKeys:
    """Gather the keys of people by every form of their surnames; texts that are no names give none."""
    found: dict[str, dict[str, None]] = {}
    for text in names:
        name = read_name(text)
        if name is None:
            continue
        keys = _keys_of(name)
        for form in _forms(name.family_name, is_nominative=True):
            found.setdefault(form, {}).update(dict.fromkeys(keys))
    return {form: tuple(keys) for form, keys in found.items()}


def keys_of_named(text: str) -> PeopleKeys:
    """Gather the keys of people whom a text names with initials or patronymic, in whatever case they stand."""
    if not _INITIAL.search(text):
        return {}
    return {
        fold_word(part): _keys_of(found.name, is_nominative=False)
        for found in find_names(text)
        for part in found.name.family_name.split("-")
    }


def read_initials(question: str) -> tuple[str, tuple[str, ...]]:
    """Part the initials of a question from its other words: («Пфетцер  », («+с», «++а»)). «г. Ясногорск» has none."""
    keys: list[str] = []
    for found in _ASKED_INITIALS.finditer(question):
        keys.append(GIVEN + fold_word(found["one"] or found["only"]))
        if found["two"]:
            keys.append(PATRONYMIC + fold_word(found["two"]))
    return _ASKED_INITIALS.sub(" ", question), tuple(dict.fromkeys(keys))


@functools.lru_cache(maxsize=4096)
def initial_of_name(form: str) -> str | None:
    """The key by which a given name or patronymic of a question meets people known by initials; None for other words.

    «сергей» → «?с», «александровичу» → «??а».
    """
    from meetings.wording.morphology import parses

    grammemes = parses(form)[0].tag.grammemes
    if "Patr" in grammemes:
        return PATRONYMIC_UNKNOWN + form[0]
    return GIVEN_UNKNOWN + form[0] if "Name" in grammemes else None


def forms_of_surname(word: str) -> tuple[str, ...]:
    """Every form of a surname that may stand in any case, folded: what a word of a text and a question share."""
    return _forms(word, is_nominative=False)


@functools.lru_cache(maxsize=4096)
def _keys_of(name: PersonName, *, is_nominative: bool = True) -> tuple[str, ...]:
    keys = [FORM + form for form in _forms(name.family_name, is_nominative=is_nominative)]
    parts = ((name.given_name, GIVEN, GIVEN_UNKNOWN), (name.patronymic_name, PATRONYMIC, PATRONYMIC_UNKNOWN))
    for part, sign, unknown in parts:
        if not part:
            continue
        folded = fold_word(part)
        keys.append(sign + folded[0])
        if folded.endswith("."):
            keys.append(unknown + folded[0])
        else:
            keys += [OTHER + key.lstrip(OTHER) for key in keys_of(folded.partition(" ")[0])]
    return tuple(dict.fromkeys(keys))


@functools.lru_cache(maxsize=8192)
def _forms(family: str, *, is_nominative: bool) -> tuple[str, ...]:
    """Every form of a surname, folded, double surnames part by part; one in an unknown case may come from several."""
    forms: dict[str, None] = {}
    for part in family.split("-"):
        written = part.capitalize()
        origins = {written}
        if not is_nominative:
            origins |= {restore_family(written, case, None)[0] for case in _OBLIQUE}
        for origin in sorted(origins):
            forms.update(dict.fromkeys(sorted(fold_word(form) for form in family_forms(origin))))
    return tuple(forms)
