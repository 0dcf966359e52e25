"""Owns the declension of the parts of a person's name.

pytrovich does the regular work; its known errors are corrected here (fleeting vowels, Заяц, Швец, -на). A name that
only men decline is left alone while the gender is unknown.
"""

import functools
import re
from typing import Any

from meetings.document.vocabulary import Case, Gender
from meetings.wording.text import fold

#: endings of an irregular masculine noun: genitive, dative, accusative, instrumental, prepositional
_CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
_HARD = ("а", "у", "а", "ом", "е")
_AFTER_SIBILANT = ("а", "у", "а", "ем", "е")
_SOFT = ("я", "ю", "я", "ем", "е")
#: surnames like common nouns that drop or change a vowel: the stem of the other cases and its endings
_IRREGULAR: dict[str, tuple[str, tuple[str, ...]]] = {
    "заяц": ("зайц", _AFTER_SIBILANT),
    "боец": ("бойц", _HARD),
    "отец": ("отц", _HARD),
    "стрелец": ("стрельц", _HARD),
    "жилец": ("жильц", _HARD),
    "перец": ("перц", _AFTER_SIBILANT),
    "орёл": ("орл", _HARD),
    "орел": ("орл", _HARD),
    "козёл": ("козл", _HARD),
    "козел": ("козл", _HARD),
    "осёл": ("осл", _HARD),
    "дятел": ("дятл", _HARD),
    "песок": ("песк", _HARD),
    "соловей": ("соловь", _SOFT),
    "муравей": ("муравь", _SOFT),
    "воробей": ("воробь", _SOFT),
    "лев": ("льв", _HARD),
}
#: «Волчок», «Пушок», «Дубок» → «Волчка»; longer stems only, so that «Блок», «Сток», «Шток» keep theirs
_FLEETING_OK = re.compile(r"(?P<stem>[а-яё]*[аеёиоуыэюя][а-яё]*[бвджзклмнпрстхцчшщ])ок", re.IGNORECASE)
#: «Кузнец», «Швец», «Чернец»: two consonants before «ец» keep the vowel, the stress stands on the ending
_KEPT_EC = re.compile(r"[а-яё]*[бвгджзклмнпрстфхцчшщ]{2}ец", re.IGNORECASE)
_DROPPED_EC = re.compile(r"(?P<stem>[а-яё]+[аеёиоуыэюя](?P<last>[бвгджзклмнпрстфхцчшщй]))ец", re.IGNORECASE)
#: «Сосна», «Весна»: a noun, unlike «Ильина»
_NOUN_NA = re.compile(r"[а-яё]*[бвгджзклмнпрстфхцчшщь]на", re.IGNORECASE)
_NOUN_A = ("ы", "е", "у", "ой", "е")
_CONSONANT_END = re.compile(r"[бвгджзйклмнпрстфхцчшщь]$", re.IGNORECASE)
_INDECLINABLE = re.compile(r"(?:[оеёиуюыэ]|[иы]х|аго|яго|ово)$", re.IGNORECASE)
#: first parts of double surnames that never change: «Бонч-Бруевич», «Тер-Петросян»
_FIXED_FIRST = {"бонч", "тер", "сан", "гир", "нор", "дер", "мак", "ван", "ибн", "аль", "эль", "бен", "фон"}


@functools.lru_cache(maxsize=4096)
def inflect_family(name: str, case: Case, gender: Gender | None) -> str:
    """Inflect a surname given in the nominative; double surnames part by part."""
    if case is Case.NOMINATIVE or not name:
        return name
    if gender is None:
        as_man, as_woman = (inflect_family(name, case, known) for known in Gender)
        return as_man if as_man == as_woman else name
    parts = name.split("-")
    inflected = [
        part if index == 0 and len(parts) > 1 and part.lower() in _FIXED_FIRST else _family_part(part, case, gender)
        for index, part in enumerate(parts)
    ]
    return "-".join(inflected)


@functools.lru_cache(maxsize=4096)
def inflect_given(name: str, case: Case, gender: Gender | None) -> str:
    """Inflect a given name; initials stay."""
    if case is Case.NOMINATIVE or gender is None or "." in name or len(name) < 2:
        return name
    if gender is Gender.FEMALE and name.lower().endswith("ия"):
        # the library declines «Алия» like «Алья»; every name in -ия follows «Юлия»
        return name[:-1] + dict(zip(_CASES, ("и", "и", "ю", "ей", "и"), strict=True))[case]
    return _made("FIRSTNAME", name, case, gender)


@functools.lru_cache(maxsize=4096)
def inflect_patronymic(name: str, case: Case, gender: Gender | None) -> str:
    """Inflect a patronymic; initials and names with «оглы», «кызы» stay."""
    if case is Case.NOMINATIVE or gender is None or "." in name or " " in name or len(name) < 3:
        return name
    if not name.lower().endswith(("ич", "на")):
        return name
    return _made("MIDDLENAME", name, case, gender)


def family_forms(name: str) -> frozenset[str]:
    """Return all forms of a surname given in the nominative, of both genders, folded."""
    return frozenset(fold(inflect_family(name, case, gender)) for case in Case for gender in Gender)


def restore_family(written: str, case: Case, gender: Gender | None) -> tuple[str, Gender | None]:
    """Find the nominative of a surname that stands in a case, and the gender its form tells; itself when none fits.

    «Лаптеву», dative → Лаптев, a man; «Некрасовой» → Некрасова, a woman; «Носова», accusative → Носов.
    """
    genders = (gender,) if gender else (Gender.MALE, Gender.FEMALE)
    for is_likely in (True, False):
        for known in genders:
            for candidate in _nominatives(written, known, is_likely=is_likely):
                if candidate != written and inflect_family(candidate, case, known) == written:
                    return candidate, gender or known
    return written, gender


def _nominatives(written: str, gender: Gender, *, is_likely: bool) -> list[str]:
    """Return the nominatives a form may come from: those of the common kinds of surname, or all others."""
    stems = [written[: len(written) - cut] for cut in (1, 2, 3, 0) if len(written) - cut >= 2]
    hard = [stem for stem in stems if _CONSONANT_END.search(stem)]
    open_stems = [stem for stem in stems if stem not in hard]
    possessive = [stem for stem in stems if re.search(r"(?:[оеё]в|[иы]н)$", stem)]
    adjectival = [stem for stem in stems if re.search(r"(?:[сц]к|[ое]н|[бвгдзклмнрстхчшщ]н)$", stem)]
    if gender is Gender.FEMALE:
        if is_likely:
            return [*(stem + "а" for stem in possessive), *(stem + "ая" for stem in adjectival)]
        return [stem + ending for stem in stems for ending in ("а", "я", "ая", "яя")]
    if is_likely:
        fleeting = [name.capitalize() for name, (stem, _) in _IRREGULAR.items() if written.lower().startswith(stem)]
        return [*possessive, *(stem + ending for stem in adjectival for ending in ("ий", "ый", "ой")), *fleeting]
    nouns = [*hard, *(stem + "й" for stem in open_stems), *(stem + "ь" for stem in hard)]
    return [*nouns, *(stem + ending for stem in hard for ending in ("ий", "ый", "ой", "а", "я", "ец", "ок"))]


def _family_part(name: str, case: Case, gender: Gender) -> str:
    """Inflect one part of a surname."""
    folded = name.lower()
    if _INDECLINABLE.search(folded) or not folded.isalpha():
        return name
    if gender is Gender.FEMALE and _CONSONANT_END.search(folded):
        return name
    if _NOUN_NA.fullmatch(folded):
        return _like(name, name[:-1], _NOUN_A, case)
    if gender is Gender.MALE:
        irregular = _irregular_stem(folded)
        if irregular:
            stem, endings = irregular
            return _like(name, stem, endings, case)
    return _made("LASTNAME", name, case, gender)


def _irregular_stem(folded: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the stem and the endings of a masculine surname with a fleeting vowel; None for regular ones."""
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if len(folded) >= 5 and (match := _FLEETING_OK.fullmatch(folded)):
        return match["stem"] + "к", _HARD
    if _KEPT_EC.fullmatch(folded):
        return folded, _HARD
    match = _DROPPED_EC.fullmatch(folded)
    if match and match["last"] == "л":
        return match["stem"] + "ьц", _AFTER_SIBILANT
    if match and folded.endswith("рец"):
        return match["stem"] + "ц", _AFTER_SIBILANT
    return None


def _like(name: str, stem: str, endings: tuple[str, ...], case: Case) -> str:
    """Join stem and ending in the letters of the written name (capital, or all capitals)."""
    written = stem + dict(zip(_CASES, endings, strict=True))[case]
    if name.isupper() and len(name) > 1:
        return written.upper()
    return written[:1].upper() + written[1:] if name[:1].isupper() else written


def _made(part: str, name: str, case: Case, gender: Gender) -> str:
    """Ask the library for one form; it knows nothing of names all in capitals, so they are written small for it."""
    from pytrovich.enums import Case as LibraryCase  # slow: reads its rules on first use
    from pytrovich.enums import Gender as LibraryGender
    from pytrovich.enums import NamePart

    is_upper = name.isupper() and len(name) > 1
    plain = "-".join(piece.capitalize() for piece in name.split("-")) if is_upper else name
    made = str(_maker().make(NamePart[part], LibraryGender[gender.name], LibraryCase[case.name], plain))
    return made.upper() if is_upper else made


@functools.lru_cache(maxsize=1)
def _maker() -> Any:
    """Return the library's maker, one per process."""
    from pytrovich.maker import PetrovichDeclinationMaker  # slow: reads its rules

    return PetrovichDeclinationMaker()
