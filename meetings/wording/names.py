"""Owns names of persons: read in every order real papers use, printed in the four styles, declined, compared.

A name is kept as written: a letter with a dot is an initial. Nothing is guessed: where the gender is unknown and the
form depends on it, the nominative stays.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from meetings.document.vocabulary import Case, Gender, NameStyle
from meetings.wording.declension import (
    family_forms,
    inflect_family,
    inflect_given,
    inflect_patronymic,
    restore_family,
)
from meetings.wording.text import NBSP, clean_spaces, fold

_UPPER = "А-ЯЁІЇЄҐЎӘҒҚҢӨҰҮҺӐӖҪӲA-Z"
_LOWER = "а-яёіїєґўәғқңөұүһӑӗҫӳa-z"
_PIECE = rf"(?:[{_UPPER}][{_LOWER}]{{1,30}}|[{_UPPER}]{{2,30}})(?:['’][{_LOWER}{_UPPER}]{{1,20}})?"
#: «Иванов», «Римский-Корсаков», «Бей-оглы», «О’Нил», «фон Берг»
_FAMILY = (
    rf"(?:(?:фон|де|ван|дер|аль|эль|бен|ибн|ди|да|ла)\s)?(?:[{_UPPER}]['’])?{_PIECE}"
    rf"(?:-(?:[{_UPPER}]?[{_LOWER}]{{1,30}}|[{_UPPER}]{{2,30}})){{0,2}}"
)
_GIVEN = rf"[{_UPPER}][{_LOWER}]{{1,30}}(?:-[{_UPPER}][{_LOWER}]{{1,30}})?|[{_UPPER}]{{2,30}}"
_PATRONYMIC_END = (
    r"(?:[оеё]вич(?:а|у|ем|е)?|[оеё]вн(?:а|ы|е|у|ой)|[аеиья]{0,2}ич(?:а|у|ем|ом|е)?|(?:ини|и)чн(?:а|ы|е|у|ой))"
    r"|(?:ОВИЧ|ЕВИЧ|ОВН|ЕВН|ИЧН|ЬИЧ)[АУЕЫОМЙ]{0,2}"
)
_PATRONYMIC = (
    rf"(?:[{_UPPER}](?:[{_LOWER}]{{1,28}}?|[{_UPPER}]{{1,28}}?)(?:{_PATRONYMIC_END})"
    rf"|[{_UPPER}][{_LOWER}]{{1,28}}[\s-](?:оглы|оглу|кызы|гызы|кизи|улы|угли|уулу))(?![{_LOWER}{_UPPER}])"
)
#: one initial: «В.», «Дж.», «М.-В.»; dots may be double or, at the end, missing
_INITIAL = rf"(?:Дж|[{_UPPER}])(?:\s?\.{{1,2}}-\s?[{_UPPER}])?"
_INITIALS = (
    rf"(?P<one>{_INITIAL})\s?(?:\.{{1,2}}|(?=\s?[{_UPPER}]\.)|,(?=\s?[{_UPPER}]\.)|(?![{_LOWER}{_UPPER}]))"
    rf"(?:\s?(?P<two>{_INITIAL})(?:\s?\.{{1,2}}|(?![{_LOWER}{_UPPER}.])))?(?:\s(?:оглы|кызы))?"
)

_EDGE = rf"(?<![{_LOWER}{_UPPER}])"
_FAMILY_INITIALS = re.compile(
    rf"{_EDGE}(?P<family>{_FAMILY})\s{{0,3}}(?<![{_UPPER}][{_UPPER}])(?<=[\s{_LOWER}]){_INITIALS}"
)
_INITIALS_FAMILY = re.compile(
    rf"{_EDGE}(?P<one>{_INITIAL})\s?\.{{1,2}}\s?(?:(?P<two>{_INITIAL})\s?\.{{1,2}}\s?)?(?:(?:оглы|кызы)\s)?(?P<family>{_FAMILY})"
)
_FULL = re.compile(rf"{_EDGE}(?P<family>{_FAMILY}),?\s{{1,3}}(?P<given>{_GIVEN})\s{{1,3}}(?P<patronymic>{_PATRONYMIC})")
_GIVEN_FIRST = re.compile(
    rf"{_EDGE}(?P<given>{_GIVEN})\s{{1,3}}(?P<patronymic>{_PATRONYMIC})\s{{1,3}}(?P<family>{_FAMILY})"
)
_SHORT = re.compile(rf"{_EDGE}(?P<family>{_FAMILY})\s{{1,3}}(?P<given>{_GIVEN})(?:\s{{1,3}}(?P<third>{_GIVEN}))?")
_FORMS = (_FULL, _GIVEN_FIRST, _FAMILY_INITIALS, _INITIALS_FAMILY, _SHORT)
_AFTER_SHORT = re.compile(r"\s*(?:$|[,;:()–—-]|\.\s*$)")
_HONORIFIC = re.compile(
    r"^(?:г-н|г-жа|господин|госпожа|тов\.|тт\.|товарищи?|гр\.|гражданин|гражданка)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, as written; given name and patronymic may be initials («В.») or empty."""

    family_name: str
    given_name: str = ""
    patronymic_name: str = ""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text: its parts, as written, and the characters it takes ([start:end])."""

    name: PersonName
    text: str
    start: int
    end: int


@functools.lru_cache(maxsize=4096)
def read_name(text: str) -> PersonName | None:
    """Read a text that is one person's name and nothing else.

    Orders: «Лысенко Виктор Геннадьевич», «Виктор Геннадьевич Лысенко», «Лысенко В.Г.», «В.Г.Лысенко», «Лысенко Виктор»,
    «Королёв П.»; initials glued, spaced or without their last dot.
    """
    if not 4 <= len(text) <= 200:
        return None
    bare = _HONORIFIC.sub("", clean_spaces(text).strip(" ,;:_"))
    found = _name_at(bare, 0)
    return found.name if found and not bare[found.end :].strip(" .,;") else None


def find_name_start(text: str) -> tuple[str, str] | None:
    """Part a name at the start of a line from what follows: (name as written, the rest with its comma or dash)."""
    bare = text.lstrip(" \t\u00a0_")
    head = _HONORIFIC.sub("", bare[:200]) if bare[:1].islower() or bare[:4] in {"Госп", "Това", "Граж"} else bare[:200]
    found = _name_at(head, 0)
    if not found:
        return None
    cut = len(bare[:200]) - len(head)
    return head[: found.end], bare[cut + found.end :].lstrip(" \t\u00a0")


def honorific_of(text: str) -> str:
    """Return the word of address that `find_name_start` passes over («тов.», «гражданка»); empty for none."""
    found = _HONORIFIC.match(text.lstrip(" \t\u00a0_"))
    return found[0].strip() if found and find_name_start(text) else ""


def find_names(text: str) -> list[FoundName]:
    """Find all names in a text, in their order: «Носов Е.А., Тихонов С.М» gives two."""
    names: list[FoundName] = []
    at, text = 0, text[:20_000]
    while starts := _NAME_MAY_START.search(text, at):
        found = _name_at(text, starts.start())
        if found and not _is_cut_short(text, found):
            names.append(found)
            at = found.end
        else:
            at = _next_word(text, starts.start())
    return names


_NAME_MAY_START = re.compile(rf"{_EDGE}(?:[{_UPPER}]|(?:фон|де|ван)\s[{_UPPER}])")
_WORD_END = re.compile(rf"[{_LOWER}{_UPPER}'’-]*")


def write_name(
    name: PersonName,
    style: NameStyle,
    case: Case = Case.NOMINATIVE,
    gender: Gender | None = None,
    forms: Mapping[Case, str] | None = None,
) -> str:
    """Write a name in a style and a case; `forms` are a person's own forms per case and win over the rules.

    No line may break between initials and surname, nor between given name and patronymic (no-break spaces).
    """
    own = forms.get(case, "") if forms else ""
    if own:
        read = read_name(own)
        if read is None:
            return own
        name = read
    elif case is not Case.NOMINATIVE:
        name = inflect_name(name, case, gender)
    names = [part for part in (name.given_name, name.patronymic_name) if part]
    if not name.family_name or not names:
        return name.family_name or NBSP.join(names)
    is_short = style in {NameStyle.FAMILY_FIRST, NameStyle.INITIALS_FIRST} or "." in "".join(names)
    if not is_short:
        full = NBSP.join(names)
        return f"{full} {name.family_name}" if style is NameStyle.GIVEN_FIRST else f"{name.family_name} {full}"
    initials = "".join(map(_initial, names))
    is_first = style in {NameStyle.INITIALS_FIRST, NameStyle.GIVEN_FIRST}
    return f"{initials}{NBSP}{name.family_name}" if is_first else f"{name.family_name}{NBSP}{initials}"


def inflect_name(name: PersonName, case: Case, gender: Gender | None = None) -> PersonName:
    """Return the name in another case; without a gender it is read off the name, and where it cannot be, kept."""
    gender = gender or gender_of(name)
    return PersonName(
        inflect_family(name.family_name, case, gender),
        inflect_given(name.given_name, case, gender),
        inflect_patronymic(name.patronymic_name, case, gender),
    )


def restore_name(name: PersonName, case: Case, gender: Gender | None = None) -> PersonName:
    """Return the nominative of a name that stands in a case: «Лаптеву Г.Н.», dative → «Лаптев Г.Н.».

    The gender is that given, or told by patronymic and given name, or by the form of the surname. «Носова Е.А.» in the
    accusative is read as Носов; indeclinable names stay.
    """
    patronymic = _restored(name.patronymic_name, case)
    given = _restored(name.given_name, case)
    gender = gender or (gender_of(PersonName("", given, patronymic)) if len(given) > 2 else None)
    family, _ = restore_family(name.family_name, case, gender)
    return PersonName(family, given, patronymic)


@functools.lru_cache(maxsize=4096)
def gender_of(name: PersonName) -> Gender | None:
    """Read the gender off the patronymic, else the given name, else an adjectival surname; None when none tells.

    The name is taken for a nominative: «Носова Е.А.» is a woman (or, in СЛУШАЛИ, the accusative of Носов).
    """
    patronymic = name.patronymic_name.lower()
    if patronymic.endswith(("ич", "оглы", "оглу", "улы", "угли", "уулу")):
        return Gender.MALE
    if patronymic.endswith(("вна", "чна", "кызы", "гызы", "кизи")):
        return Gender.FEMALE
    if len(name.given_name) > 1 and "." not in name.given_name:
        found = _gender_of_given(name.given_name)
        if found:
            return found
    family = name.family_name.lower().rpartition("-")[2]
    if re.search(r"(?:ов|ев|ёв|ин|ын|ский|цкий|ской|цкой|ный|кий|хий|гий|вой|ной)$", family):
        return Gender.MALE
    if re.search(r"(?:ова|ева|ёва|[^аеиоуыэюя]ина|ына|ская|цкая|ная|кая|хая|гая|вая|яя)$", family):
        return Gender.FEMALE
    return None


def is_same_person(first: PersonName, second: PersonName, *, fuzzy_case: bool = False) -> bool:
    """Tell whether two names may be one person's: initials answer full names, ё is е, a missing part answers any.

    With `fuzzy_case` either may stand in another case («Носова Е.А.» in СЛУШАЛИ for Носов Евгений Андреевич).
    """
    if not (first.family_name and second.family_name):
        return False
    if not _is_same_family(first.family_name, second.family_name, fuzzy_case):
        return False
    return _is_same_part(first.given_name, second.given_name, fuzzy_case) and _is_same_part(
        first.patronymic_name, second.patronymic_name, fuzzy_case
    )


def _name_at(text: str, at: int) -> FoundName | None:
    """Read the name that begins at `at`; None when none does."""
    for form in _FORMS:
        match = form.match(text, at)
        if not match:
            continue
        parts = match.groupdict()
        if form is _SHORT:
            read = _read_short(match, text)
            if read:
                return read
            continue
        family = clean_spaces(parts["family"])
        if "given" in parts:
            name = PersonName(family, parts["given"], clean_spaces(parts["patronymic"]))
        else:
            name = PersonName(family, _dotted(parts["one"]), _dotted(parts["two"]) if parts["two"] else "")
            if _NOT_A_FAMILY.match(fold(family)) or (not parts["two"] and _is_no_family(family)):
                continue
        return FoundName(name, match[0], match.start(), match.end())
    return None


#: words that stand before initials without being a surname: «Председатель И.И. Иванов», «имени В.И. Ленина»
_NOT_A_FAMILY = re.compile(
    r"(?:председател|секретар|директор|министр|заместител|начальник|глав[аыеу]$|руководител|член|депутат|докладчик|имени$|улиц|проспект"
    r"|федераци|област|кра[йя]$|город|район|ректор|доктор|профессор|доцент|адвокат|судья|присутству|слушали|выступ|решили|приглаш)"
)


def _read_short(match: re.Match[str], text: str) -> FoundName | None:
    """Read two capitalised words without a patronymic: a name unless they are words of the language."""
    from meetings.wording.morphology import is_common_word, is_given_name

    family, given, third = match["family"], match["given"], match["third"]
    end = match.end()
    if third and not _AFTER_SHORT.match(text, end):
        third, end = "", match.end("given")
    if not _AFTER_SHORT.match(text, end) and not (is_given_name(given) or is_given_name(family)):
        return None
    if is_common_word(family) and not is_given_name(given):
        return None
    if is_common_word(given) and not is_given_name(family):
        return None
    if family.isupper() and given.isupper() and not (is_given_name(family) or is_given_name(given)):
        return None  # «ГБУ ДПО»
    if _NOT_A_FAMILY.match(fold(family)) or (third and is_common_word(third)):
        return None
    if not third and is_given_name(family) and not is_given_name(given):
        family, given = given, family  # «Виктор Лысенко»
    return FoundName(PersonName(family, given, third or ""), text[match.start() : end], match.start(), end)


def _is_no_family(word: str) -> bool:
    """Tell whether a word beside one initial is a place or a verb: «Г. Кемерово», «И. Рассмотрели»."""
    from meetings.wording.morphology import is_known, parses

    if not is_known(word):
        return False
    tags = [reading.tag for reading in parses(word)]
    return not any("Surn" in tag for tag in tags) and (
        "Geox" in tags[0] or not any(tag.POS in {"NOUN", "ADJF"} for tag in tags)
    )


def _is_cut_short(text: str, found: FoundName) -> bool:
    """Tell whether «Федерации В.В.» was taken from «… Федерации В.В. Петров»: the initials belong to the next word."""
    if "." not in found.name.given_name or not found.text.endswith("."):
        return False
    follows = re.match(
        rf"\s{{0,2}}[{_UPPER}][{_LOWER}]+(?P<own>\s{{0,2}}[{_UPPER}]\s?\.)?", text[found.end : found.end + 60]
    )
    return bool(follows and not follows["own"] and not found.text[:1].isspace() and found.text.index(".") > 2)


def _next_word(text: str, at: int) -> int:
    match = _WORD_END.match(text, at)
    return max(match.end() if match else at, at + 1)


def _dotted(initial: str) -> str:
    """Write an initial with its dot: «В» and «В..» as «В.»."""
    return re.sub(r"\s|\.+$", "", initial).replace("..", ".") + "."


def _initial(name: str) -> str:
    """Return the initial of a name: «В.», «М.-В.» of a double name; an initial stays."""
    if name.endswith("."):
        return name
    return "-".join(f"{part[0].upper()}." for part in name.split(" ", maxsplit=1)[0].split("-") if part)


@functools.lru_cache(maxsize=2048)
def _gender_of_given(given: str) -> Gender | None:
    """Return the gender of a given name of the dictionary; None for «Саша» and unknown ones."""
    from meetings.wording.morphology import parses

    genders = {
        Gender.FEMALE if "femn" in reading.tag else Gender.MALE if "masc" in reading.tag else None
        for reading in parses(given.partition("-")[0])
        if "Name" in reading.tag and "nomn" in reading.tag and "sing" in reading.tag
    }
    return genders.pop() if len(genders) == 1 else None


def _restored(name: str, case: Case) -> str:
    """Return the nominative of a given name or a patronymic; initials stay."""
    if "." in name or len(name) < 3:
        return name
    from meetings.wording.morphology import parses
    from meetings.wording.phrases import TAGS

    for reading in parses(name):
        tag = reading.tag
        if "Fixd" in tag or "plur" in tag:  # «Анне» is also a name of its own, which never changes
            continue
        if {"Name", "Patr"} & tag.grammemes and tag.case == TAGS[case]:
            nominative = reading.inflect({"nomn"})
            if nominative is not None:
                return "-".join(part.capitalize() for part in str(nominative.word).split("-"))
    return name


def _is_same_family(first: str, second: str, fuzzy_case: bool) -> bool:
    if fold(first) == fold(second):
        return True
    return fuzzy_case and (fold(first) in family_forms(second) or fold(second) in family_forms(first))


def _is_same_part(first: str, second: str, fuzzy_case: bool) -> bool:
    """Compare given names or patronymics, either of which may be an initial or missing."""
    if not first or not second:
        return True
    one, two = fold(first), fold(second)
    if one.endswith(".") or two.endswith("."):
        return one[0] == two[0]
    if one == two:
        return True
    return fuzzy_case and (one in _part_forms(second) or two in _part_forms(first))


@functools.lru_cache(maxsize=4096)
def _part_forms(name: str) -> frozenset[str]:
    """Return all forms of a given name or patronymic given in the nominative, folded."""
    forms = {
        fold(inflect(name, case, gender))
        for inflect in (inflect_given, inflect_patronymic)
        for case in Case
        for gender in Gender
    }
    return frozenset(forms)
