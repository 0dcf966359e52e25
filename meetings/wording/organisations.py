"""Owns organisations and offices in sentences: their cases, and to whom a decision is addressed.

The addressee stands in the dative behind a verb of charge («Рекомендовать Министерству …:»), in the dative before an
infinitive («председателю Союза доработать»), or as the subject of a future tense («Министерство … определит»).
"""

import functools
import re
from dataclasses import dataclass

from meetings.document.vocabulary import Case
from meetings.wording.morphology import parses
from meetings.wording.names import find_name_start, read_name, restore_name
from meetings.wording.phrases import case_of, has_case, inflect_phrase, to_nominative
from meetings.wording.text import clean_spaces, is_quote_open, soften

__all__ = ["FoundAddressee", "case_of", "find_addressee", "has_case", "inflect_phrase", "to_nominative"]

_LIMIT = 3000
_CHARGE = re.compile(
    r"\s*(?:[-–—•]\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?(?P<verb>рекомендовать|поручить|предложить|предоставить|разрешить|указать|поставить\s+задачу"
    r"|обязать|просить|обратиться\s+к|считать\s+необходимым|напомнить|предписать|рекомендуется|поручается|предлагается)\s+",
    re.IGNORECASE,
)
_ACCUSATIVE_VERBS = {"обязать", "просить"}
_MARK_OF_POINT = re.compile(r"\s*(?:[-–—•]\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]\s*)?")
#: offices and organs, by stem: who can be charged with something
_OFFICE = (
    r"(?:председател|заместител|директор|руководител|начальник|секретар|член|министр|ректор|проректор|глав[аеуы]|заведующ|координатор"
    r"|депутат|специалист|бухгалтер|юрист|инженер|врач|администратор|декан|педагог|учител|воспитател|управляющ|комендант|методист"
    r"|консультант|советник|куратор|исполнител|участник|собственник|работник|сотрудник|модератор|представител|губернатор|мэр|атаман|старост)"
)
_ORGAN = (
    r"(?:министерств|управлени|департамент|комитет|отдел|учреждени|организаци|администраци|комисси|совет|правлени|союз|центр|институт"
    r"|колледж|техникум|школ|университет|академи|служб|агентств|инспекци|фонд|ассоциаци|коллеги|президиум|секретариат|дирекци|предприяти"
    r"|обществ|компани|филиал|штаб|групп|палат|дум|правительств|орган|лаборатор|библиотек|музе|больниц|поликлиник|прокуратур|редакци"
    r"|кафедр|факультет|гимнази|лице|бюро|муниципалитет|мэри|исполком)"
)
_ACTOR = re.compile(rf"(?:{_OFFICE}|{_ORGAN})[а-я]{{0,4}}")
_DATIVE_ACTOR = re.compile(
    rf"(?<![а-я-])(?:(?:{_OFFICE}(?:ю|у|ям|ам|ему|е)|{_ORGAN}(?:у|ю|ам|ям|и|е))(?![а-я])|(?:всем|членам)(?![а-я]))"
)
_STOP_WORD = re.compile(
    r"(?:до|в|во|не|к|ко|с|со|при|для|на|после|совместно|также|и\s+далее|срок|что|чтобы|который|которая|которые|которым)$"
)
_FAMILY = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_INITIALS = re.compile(r"[А-ЯЁ]\.?(?:[А-ЯЁ]\.?)?,?")
_WHOLE_LEAD = re.compile(r"([^:;()\n]{3,400}?)\s?:\s*$")
_TERM = re.compile(r"(?<![а-я])(?:до\s[\d\"«]|до\sконца|в\sсрок|не\sпозднее|в\sтечени[еи]|к\s\d|совместно)|\.\s")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class FoundAddressee:
    """To whom a text is addressed: as written, in the nominative; whether the text is a lead («… :») with points."""

    text: str
    name: str
    is_lead: bool


@functools.lru_cache(maxsize=1024)
def find_addressee(text: str) -> FoundAddressee | None:
    """Find to whom a decision is addressed; None when it names nobody."""
    if not text.strip():
        return None
    head = text[:_LIMIT]
    charge = _CHARGE.match(head)
    if charge:
        case = Case.ACCUSATIVE if charge["verb"].lower() in _ACCUSATIVE_VERBS else Case.DATIVE
        return _found(text, charge.end(), case, is_charged=True)
    start = _MARK_OF_POINT.match(head)
    at = start.end() if start else 0
    return _found(text, at, Case.DATIVE) or _acting(text, at) or _inside(text, head)


def _found(text: str, at: int, case: Case, *, is_charged: bool = False) -> FoundAddressee | None:
    """Read the addressee at `at`; without a verb of charge its dative must be sure and an order must follow."""
    phrase, end, follows = (_up_to_colon(text, at) if is_charged else None) or _phrase(text, at, case)
    if not phrase:
        return None
    rest = text[end:].lstrip()
    is_lead = rest.startswith(":") or (text.rstrip().endswith(":") and not follows)
    if not is_charged:
        is_sure = _is_person(phrase, case) or (case_of(phrase) is case and _ACTOR.search(soften(phrase)))
        is_ordered = follows or is_lead or rest.startswith("(")
        if not (is_sure and is_ordered) and not (follows and has_case(phrase, case) and _ACTOR.match(soften(phrase))):
            return None
    elif not (has_case(phrase, case) or _is_person(phrase, case) or _is_fixed(phrase)):
        return None
    return FoundAddressee(phrase, _nominative(phrase, case), is_lead)


def _up_to_colon(text: str, at: int) -> tuple[str, int, bool] | None:
    """Take all up to the colon of a lead («Рекомендовать управлению по работе …:») that holds nothing else."""
    match = _WHOLE_LEAD.match(text, at)
    if not match or _TERM.search(soften(match[1])) or any(map(_is_infinitive, match[1].split())):
        return None
    return clean_spaces(match[1]), match.end(1), False


def _phrase(text: str, at: int, case: Case) -> tuple[str, int, bool]:
    """Cut the phrase that begins at `at`: (phrase, its end, whether an infinitive follows it or its term)."""
    end = at
    for token in _TOKEN.finditer(text, at, at + 700):
        word = token[0]
        consumed = text[at : token.start()]
        if is_quote_open(consumed) or word[0] in '«"':
            end = token.end()
        elif (
            word[0] in "(–—-:;"
            or _is_infinitive(word)
            or _is_finite(word)
            or _is_adverb(word)
            or (_STOP_WORD.match(soften(word)) and end > at)
        ):
            break
        end = token.end()
        if word[-1] in ":;" or (word[-1] == "." and not _INITIALS.fullmatch(word) and len(word) > 4):
            break
        if word[-1] == "," and not is_quote_open(text[at:end]) and not _continues(text, end, case):
            break
    phrase = text[at:end].rstrip(" ,:;")
    phrase = phrase[:-1] if phrase.endswith(".") and not re.search(r"[А-ЯЁ]\.$", phrase) else phrase
    return clean_spaces(phrase), at + len(text[at:end].rstrip(" ,:;")), _is_ordered(text, end)


def _continues(text: str, at: int, case: Case) -> bool:
    """Tell whether behind a comma the list of addressees, or of their numbers («школ №№ 1, 2»), goes on."""
    return bool(re.match(r"\s*\d", text[at:])) or has_case(text[at : at + 80].lstrip(), case)


def _is_ordered(text: str, at: int) -> bool:
    """Tell whether an infinitive follows soon: an order, perhaps behind a term or a name in brackets."""
    rest = re.sub(r"^[\s,–—-]*\([^()]{1,120}\)", "", text[at : at + 260])
    for word in re.findall(r"[^\s,;:()«»\"]+|[;:]", rest)[:10]:
        if word in ";:" or _is_finite(word):
            return False
        if _is_infinitive(word):
            return True
    return False


def _acting(text: str, at: int) -> FoundAddressee | None:
    """Read a subject with a verb of the future: «Министерство образования до 22.08.2021 года определит …»."""
    first = _TOKEN.match(text, at)
    if not first or not _ACTOR.search(soften(text[at : at + 120])):
        return None
    phrase, end, _ = _phrase(text, at, Case.NOMINATIVE)
    if not phrase or not has_case(phrase, Case.NOMINATIVE) or not _starts_with_actor(phrase):
        return None
    for word in re.findall(r"[^\s,;:()«»\"]+|[;:]", text[end : end + 200])[:10]:
        if word in ";:":
            return None
        readings = parses(word.strip(".").lower())
        if readings and readings[0].tag.POS == "VERB":
            tag = readings[0].tag
            is_future = tag.tense == "futr" and tag.person == "3per"
            return FoundAddressee(phrase, phrase, is_lead=False) if is_future else None
    return None


def _starts_with_actor(phrase: str) -> bool:
    """Tell whether the head of a phrase, behind its adjectives, is an office or an organ."""
    for word in soften(phrase).split()[:6]:
        if _ACTOR.fullmatch(word.strip(",.")):
            return True
        if not any(reading.tag.POS in {"ADJF", "PRTF"} for reading in parses(word)):
            return False
    return False


def _inside(text: str, head: str) -> FoundAddressee | None:
    """Find «…, председателю Союза доработать …» inside a sentence: an actor in the dative and at once an infinitive."""
    for match in _DATIVE_ACTOR.finditer(soften(head)):
        start = _with_adjectives(text, match.start())
        before = text[:start].rstrip()
        if (
            before
            and before[-1] not in ",;–—-"
            and not before.endswith("также")
            and case_of(text[start : start + 120]) is not Case.DATIVE
        ):
            continue
        phrase, end, follows = _phrase(text, start, Case.DATIVE)
        if (
            phrase
            and follows
            and has_case(phrase, Case.DATIVE)
            and _is_next_infinitive(text, end)
            and not _governed(before)
        ):
            return FoundAddressee(phrase, _nominative(phrase, Case.DATIVE), is_lead=False)
    return None


def _governed(before: str) -> bool:
    """Tell whether the word before asks for the dative itself: «подведомственных Министерству …», «к руководителям»."""
    word = re.search(r"([А-Яа-яЁё]+)$", before)
    if not word:
        return False
    readings = parses(word[1].lower())
    return bool(readings) and (
        readings[0].tag.POS in {"ADJF", "PRTF", "PREP", "VERB", "INFN", "GRND"} or word[1].lower() == "к"
    )


def _is_next_infinitive(text: str, at: int) -> bool:
    match = re.match(r"\s*([А-Яа-яЁё]+)", text[at:])
    return bool(match and (_is_infinitive(match[1]) or match[1] in {"до", "в", "не"}))


def _with_adjectives(text: str, at: int) -> int:
    """Take the adjectives before a noun along: «муниципальным органам»."""
    while match := re.search(r"([А-Яа-яЁё-]+)\s+$", text[:at]):
        if not any(reading.tag.POS in {"ADJF", "PRTF"} and reading.tag.case == "datv" for reading in parses(match[1])):
            break
        if re.search(r"подведомственн", match[1].lower()):
            break
        at = match.start(1)
    return at


def _nominative(phrase: str, case: Case) -> str:
    """Put an addressee into the nominative: the office, the person behind it, or every member of a list."""
    name = read_name(phrase)
    if name:
        return _restored_name(phrase, case)
    match = re.search(r"\s(?=[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:чу|не|ча|ну)$))", phrase)
    if match and read_name(phrase[match.end() :]):
        return f"{_nominative(phrase[: match.start()], case)} {_restored_name(phrase[match.end() :], case)}"
    return to_nominative(phrase)


def _restored_name(text: str, case: Case) -> str:
    """Put a written name into the nominative and leave its order and its dots as they are."""
    name = read_name(text)
    if name is None:
        return text
    restored = restore_name(name, case)
    for old, new in (
        (name.family_name, restored.family_name),
        (name.given_name, restored.given_name),
        (name.patronymic_name, restored.patronymic_name),
    ):
        if old and old != new:
            text = text.replace(old, new, 1)
    return text


def _is_person(phrase: str, case: Case) -> bool:
    """Tell whether a phrase begins with a person's name that may stand in the case."""
    found = find_name_start(phrase)
    name = read_name(found[0]) if found else None
    if name is None:
        return False
    return case is not Case.NOMINATIVE and (
        restore_name(name, case) != name or name.family_name.endswith(("о", "х", "и", "е"))
    )


def _is_fixed(phrase: str) -> bool:
    """Tell whether a phrase begins with what never changes: an abbreviation, a quoted name, «и.о. …»."""
    first = phrase.split(" ", 1)[0]
    return (
        first.lower() in {"и.о.", "врио"}
        or first[:1] in '«"'
        or bool(re.fullmatch(r"[А-ЯЁ]{2,}[а-яёА-ЯЁ]*", first.strip(",")))
    )


def _is_infinitive(word: str) -> bool:
    bare = word.strip(' ,.;:()«»"')
    if not bare.lower().endswith(("ть", "ти", "чь", "ться", "тись", "чься")):
        return False
    readings = parses(bare.lower())
    return bool(readings) and readings[0].tag.POS == "INFN"


def _is_adverb(word: str) -> bool:
    """Tell whether a word is an adverb: «главам районов ежемесячно представлять …»."""
    if not word.islower() or len(word) < 5:
        return False
    readings = parses(word.strip(" ,"))
    return bool(readings) and readings[0].tag.POS == "ADVB"


def _is_finite(word: str) -> bool:
    bare = word.strip(' ,.;:()«»"')
    if not bare.islower() or len(bare) < 4:
        return False
    readings = parses(bare)
    return bool(readings) and readings[0].tag.POS == "VERB"
