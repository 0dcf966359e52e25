"""Owns counts of people, votes and questions: «22 человека», «из 22 человек», «20 человек (2 онлайн) из 22 человек».

The noun behind a number follows the number; behind «из», «более», «не менее» it follows the genitive: «22 человека»,
but «из 22 человек». Written by a table of ours: the libraries give «5 людей».
"""

import functools
import itertools
import re
from dataclasses import dataclass

from meetings.wording.text import NBSP, soften

#: noun keys: forms behind 1, behind 2–4 (also the genitive singular of «из 1 …»), behind 5 and more
NOUNS: dict[str, tuple[str, str, str]] = {
    "человек": ("человек", "человека", "человек"),
    "член": ("член", "члена", "членов"),
    "голос": ("голос", "голоса", "голосов"),
    "вопрос": ("вопрос", "вопроса", "вопросов"),
    "участник": ("участник", "участника", "участников"),
    "депутат": ("депутат", "депутата", "депутатов"),
    "делегат": ("делегат", "делегата", "делегатов"),
    "лист": ("лист", "листа", "листов"),
    "протокол": ("протокол", "протокола", "протоколов"),
    "решение": ("решение", "решения", "решений"),
    "поручение": ("поручение", "поручения", "поручений"),
    "заседание": ("заседание", "заседания", "заседаний"),
    "час": ("час", "часа", "часов"),
    "минута": ("минута", "минуты", "минут"),
    "день": ("день", "дня", "дней"),
    "год": ("год", "года", "лет"),
}

_NUMBER_WORDS = {
    **{"ноль": 0, "никто": 0, "нет": 0, "один": 1, "одна": 1, "одного": 1, "одной": 1, "два": 2, "две": 2, "двух": 2},
    **{"двое": 2, "три": 3, "трех": 3, "трое": 3, "четыре": 4, "четырех": 4, "четверо": 4, "пять": 5, "пяти": 5},
    **{"пятеро": 5, "шесть": 6, "шести": 6, "шестеро": 6, "семь": 7, "семи": 7, "семеро": 7, "восемь": 8, "восьми": 8},
    **{"девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "одиннадцать": 11, "одиннадцати": 11, "двенадцать": 12},
    **{"двенадцати": 12, "тринадцать": 13, "тринадцати": 13, "четырнадцать": 14, "четырнадцати": 14, "пятнадцать": 15},
    **{"пятнадцати": 15, "шестнадцать": 16, "шестнадцати": 16, "семнадцать": 17, "семнадцати": 17, "восемнадцать": 18},
    **{"восемнадцати": 18, "девятнадцать": 19, "девятнадцати": 19, "двадцать": 20, "двадцати": 20, "тридцать": 30},
    **{
        "тридцати": 30,
        "сорок": 40,
        "сорока": 40,
        "пятьдесят": 50,
        "пятидесяти": 50,
        "шестьдесят": 60,
        "шестидесяти": 60,
    },
    **{"семьдесят": 70, "семидесяти": 70, "восемьдесят": 80, "восьмидесяти": 80, "девяносто": 90, "девяноста": 90},
    **{"сто": 100, "ста": 100, "двести": 200, "двухсот": 200, "триста": 300, "трехсот": 300, "четыреста": 400},
}
_WORD = "(?:" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + ")(?![а-я])"
#: a whole number in figures or words, for softened text
NUMBER_PATTERN = rf"(?:\d{{1,3}}(?:\s\d{{3}})+(?!\d)|\d{{1,6}}|{_WORD}(?:\s{_WORD}){{0,2}})"
_PEOPLE = (
    r"(?:\s?(?:человек[а]?|чел\.?|лиц[ао]?|член(?:а|ов)?|депутат(?:а|ов)?|участник(?:а|ов)?|делегат(?:а|ов)?|голос(?:а|ов)?|представител[а-я]{1,2}))"
    r"(?![а-я])"
)
_STARTS = re.compile(rf"[\s:\"(-]{{0,4}}(?:всего\s|итого\s)?{NUMBER_PATTERN}")
_COUNT = re.compile(
    rf"[\s:\"(-]{{0,4}}(?:всего\s|итого\s)?(?P<number>{NUMBER_PATTERN})(?:\s?\(\s?(?P<again>[а-я0-9\s]{{1,40}})\))?(?:{_PEOPLE})?[^0-9]{{0,80}}$"
)
_TOTAL = re.compile(rf"(?<![а-я])из\s(?:общего\sчисла\s|состава\s)?(?P<total>{NUMBER_PATTERN})(?!\s?[%,]?\d)")
_PRESENT = re.compile(rf"(?P<present>{NUMBER_PATTERN})(?!\s?%)")
_ONLINE_WORD = r"(?:он-?\s?лайн|дистанционн|удаленн|вкс|видеоконференц|видео-конференц|заочн|по\sтелефон|zoom)"
_ONLINE = re.compile(rf"(?P<online>{NUMBER_PATTERN})(?:{_PEOPLE})?\s?(?:-\s)?(?:[а-я]{{1,14}}\s){{0,3}}?{_ONLINE_WORD}")
_ONLINE_BEHIND = re.compile(
    rf"{_ONLINE_WORD}[а-я]{{0,6}}(?:\s[а-я]{{4,14}})?\s?[:-]?\s?(?P<online>{NUMBER_PATTERN})(?={_PEOPLE}|\s?[),.;]|$)"
)


@dataclass(frozen=True, slots=True)
class AttendanceTotal:
    """How many were present, how many of them online, out of how many; None where the text does not say."""

    present: int | None
    online: int | None = None
    total: int | None = None


def noun_form(number: int, noun_key: str) -> str:
    """Return the form of a noun behind a number: «человек» for 20, «человека» for 22."""
    one, few, many = NOUNS[noun_key]
    if 11 <= abs(number) % 100 <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(abs(number) % 10, many)


def write_count(number: int, noun_key: str = "человек") -> str:
    """Write a count with its noun: «20 человек», «22 человека», «7 членов», «3 голоса»."""
    return f"{number}{NBSP}{noun_form(number, noun_key)}"


def write_out_of(number: int, noun_key: str = "человек") -> str:
    """Write the whole of which a part is told, in the genitive: «из 22 человек», «из 21 человека», «из 60 членов»."""
    one_of = number % 10 == 1 and number % 100 != 11
    return f"из {number}{NBSP}{NOUNS[noun_key][1 if one_of else 2]}"


def write_percent(part: int, whole: int) -> str:
    """Write a share with at most one decimal, a comma and a no-break space: «90,9 %» for 20 of 22, «90 %» for 54 of 60.

    A whole of nothing gives «0 %».
    """
    tenths = (part * 2000 + whole) // (2 * whole) if whole > 0 else 0
    written = str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"
    return f"{written}{NBSP}%"


def write_presence(number: int, noun_key: str = "член") -> str:
    """Write who was present with the verb in agreement: «присутствовал 1 член», «присутствовали 3 члена»."""
    is_one = number % 10 == 1 and number % 100 != 11
    is_few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
    ending = "" if is_one else "и" if is_few else "о"
    return f"присутствовал{ending} {write_count(number, noun_key)}"


def write_attendance_total(
    present: int, online: int | None = None, total: int | None = None, online_label: str = "онлайн подключение"
) -> str:
    """Write the attendance of a meeting: «20 человек (2 онлайн подключение) из 22 человек»."""
    parts = [write_count(present)]
    if online:
        parts.append(f"({online}{NBSP}{online_label})" if online_label else f"({online})")
    if total is not None:
        parts.append(write_out_of(total))
    return " ".join(parts)


def read_attendance_total(text: str) -> AttendanceTotal | None:
    """Read an attendance: «20 человек (2 онлайн подключение) из 22 человек», «6 из 6», «Из 9 членов присутствуют 7»."""
    soft = soften(text[:500])
    whole = _TOTAL.search(soft)
    total = read_number(whole["total"]) if whole else None
    online_at = _ONLINE.search(soft) or _ONLINE_BEHIND.search(soft)
    online = read_number(online_at["online"]) if online_at else None
    taken = [match.span(name) for match, name in ((whole, "total"), (online_at, "online")) if match]
    for match in _PRESENT.finditer(soft):
        if match.span() in taken or any(start <= match.start() < end for start, end in taken):
            continue
        return AttendanceTotal(read_number(match["present"]), online, total)
    return None


def read_count(text: str) -> int | None:
    """Read a text that is a count: «54», «54 человека», «двенадцать», «12 (двенадцать) человек», «1 200»."""
    if len(text) > 200:
        return None
    match = _COUNT.match(soften(text))
    return read_number(match["number"]) if match else None


def starts_with_count(soft: str) -> bool:
    """Tell whether softened text begins with a count in figures or words."""
    return bool(_STARTS.match(soft))


@functools.lru_cache(maxsize=1024)
def read_number(written: str) -> int | None:
    """Read a whole number in figures («1 200») or in words («двадцать два»); None for anything else."""
    soft = soften(written).strip(" .,;:")
    figures = soft.replace(" ", "")
    if figures.isascii() and figures.isdigit():
        return int(figures)
    words = soft.split()
    if not words or any(word not in _NUMBER_WORDS for word in words):
        return None
    values = [_NUMBER_WORDS[word] for word in words]
    is_falling = all(first > second for first, second in itertools.pairwise(values))
    return sum(values) if is_falling and (len(values) == 1 or 0 not in values) else None
