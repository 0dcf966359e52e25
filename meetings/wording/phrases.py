"""Owns the cases of noun phrases: only the head with its adjectives changes, the genitive tail and quoted names stay.

«Министерство образования Кузбасса» → «Министерству образования Кузбасса»; «первый заместитель министра» → «первому
заместителю министра»; abbreviations, quoted names and «и.о. ректора» never change. Corrects what the analyser gets
wrong: «учёный секретарь» (it reads a noun and stops), «новые формы» (it reads a genitive), «разное».
"""

import functools
import re
from dataclasses import dataclass
from typing import Any

from meetings.document.vocabulary import Case
from meetings.wording.morphology import parses

TAGS = {
    Case.NOMINATIVE: "nomn",
    Case.GENITIVE: "gent",
    Case.DATIVE: "datv",
    Case.ACCUSATIVE: "accs",
    Case.INSTRUMENTAL: "ablt",
    Case.PREPOSITIONAL: "loct",
}
_MODIFIERS = {"ADJF", "PRTF"}
_ACTING = re.compile(r"\s*(?:и\s?\.\s?о\.|врио|вр\.\s?и\.\s?о\.|врид)", re.IGNORECASE)
_TOKEN = re.compile(r"\s+|[^\s]+")
_WORD = re.compile(r"(?P<word>[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)(?P<mark>[,.;:]*)$")
_PREPOSITIONS = {
    "на",
    "в",
    "во",
    "за",
    "по",
    "о",
    "об",
    "с",
    "со",
    "к",
    "для",
    "от",
    "до",
    "из",
    "при",
    "под",
    "над",
    "через",
}
_LIMIT = 600


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a phrase: positions of its words among the tokens, the readings chosen, the mark behind the noun."""

    positions: tuple[int, ...]
    readings: tuple[Any, ...]
    mark: str

    @property
    def end(self) -> int:
        """Position of the first token behind the head."""
        return self.positions[-1] + 1


def inflect_phrase(text: str, case: Case) -> str:
    """Put a phrase given in the nominative into a case; what is not understood comes back unchanged."""
    return text if case is Case.NOMINATIVE else (inflect_surely(text, case) or text)


@functools.lru_cache(maxsize=2048)
def inflect_surely(text: str, case: Case) -> str | None:
    """Put a phrase given in the nominative into a case; None where its head is not understood."""
    return _turned(text, "nomn", TAGS[case])


@functools.lru_cache(maxsize=2048)
def to_nominative(text: str) -> str:
    """Put a phrase of any case («Министерству образования», «коллегии министерства») into the nominative.

    A phrase that may already stand in the nominative comes back unchanged, except «коллегии», «комиссии» and the like:
    those are read as one body in the genitive, not as several in the nominative.
    """
    if len(text) > _LIMIT or _ACTING.match(text):
        return text
    tokens = _TOKEN.findall(text)
    if _head(tokens, 0, "nomn", "sing"):
        return text
    for number in ("sing", "plur"):  # «комиссии»: rather one commission than several
        for tag in ("datv", "gent", "ablt", "accs", "loct"):
            turned = _turned(text, tag, "nomn", number)
            if turned is not None:
                return turned
    return text


def case_of(text: str) -> Case | None:
    """Return the case a phrase surely stands in: that of its head when only one fits; None when several do."""
    tokens = _TOKEN.findall(text[:_LIMIT])
    fitting = [case for case, tag in TAGS.items() if _head(tokens, 0, tag)]
    return fitting[0] if len(fitting) == 1 else None


def has_case(text: str, case: Case) -> bool:
    """Tell whether the head of a phrase may stand in the case."""
    return _head(_TOKEN.findall(text[:_LIMIT]), 0, TAGS[case]) is not None


def _turned(text: str, source: str, target: str, number: str | None = None) -> str | None:
    """Turn the head of a phrase, and the heads joined to it by «и» or a comma, from one case to another."""
    if len(text) > _LIMIT or _ACTING.match(text):
        return None
    tokens = _TOKEN.findall(text)
    head = _head(tokens, 0, source, number)
    if head is None:
        return None
    written = list(tokens)
    while head is not None:
        for position, reading in zip(head.positions, head.readings, strict=True):
            form = _form(tokens[position], reading, head.readings[-1], target)
            if form is None:
                return None
            written[position] = form
        head = _joined(tokens, head, source)
    return "".join(written)


def _joined(tokens: list[str], head: Head, source: str) -> Head | None:
    """Find the next head of the same case: behind «и» or a comma, not a word of the genitive tail."""
    at, is_direct, has_preposition = head.end, True, False
    has_comma = "," in head.mark
    while at < len(tokens):
        token = tokens[at]
        if token.isspace():
            at += 1
            continue
        if token[0] in '«"„“(' or head.mark.strip(",") or any(mark in token[:-1] for mark in '«»"'):
            return None
        if token.lower() == "и" or has_comma:
            start = at + 1 if token.lower() == "и" else at
            while start < len(tokens) and tokens[start].isspace():
                start += 1
            found = _head(tokens, start, source)
            if (
                found
                and found.readings[-1].tag.POS == "NOUN"
                and (is_direct or _is_only(found, source, has_preposition))
            ):
                return found
            has_comma = False
            if token.lower() == "и":
                at = start
                is_direct = False
                continue
        is_direct = False
        has_preposition = has_preposition or token.lower() in _PREPOSITIONS
        has_comma = token.endswith(",")
        if token.endswith((".", ";", ":")):
            return None
        at += 1
    return None


def _is_only(head: Head, source: str, has_preposition: bool) -> bool:
    """Tell whether the noun of a head can stand in no case of a tail: genitive, or what a preposition asks for."""
    noun = head.readings[-1]
    others = {"gent", "loct", "ablt", "datv", *(("accs",) if has_preposition else ())} - {source}
    return source != "gent" and not any(
        reading.tag.case in others for reading in parses(noun.word) if reading.tag.POS == "NOUN"
    )


def _head(tokens: list[str], start: int, case: str, number: str | None = None) -> Head | None:
    """Find the head that begins at a token: adjectives and the noun that agrees with them, or an adjective alone."""
    words = _words(tokens, start)
    modifiers: list[tuple[int, tuple[Any, ...]]] = []
    for index, (position, word, mark) in enumerate(words):
        readings = parses(word.lower() if not word[:1].isupper() else word)
        nouns = [
            reading
            for reading in readings
            if reading.tag.POS in {"NOUN", "NPRO"}
            and reading.tag.case == case
            and (number is None or reading.tag.number == number)
        ]
        as_modifier = tuple(r for r in readings if r.tag.POS in _MODIFIERS and r.tag.case == case)
        follows = index + 1 < len(words) and not mark
        if as_modifier and (follows or not nouns) and _leads_on(words, index, case, number):
            modifiers.append((position, as_modifier))
            continue
        if nouns and _has_noun_of_its_own(words, index):
            nouns = []  # «первым заместителем»: not the noun «первый»
        for noun in nouns:
            agreed = [_agreeing(options, noun) for _, options in modifiers]
            if all(agreed):
                return Head((*(place for place, _ in modifiers), position), (*agreed, noun), mark)
        if as_modifier and readings[0].tag.POS != "NOUN" and not modifiers and not _has_noun_of_its_own(words, index):
            fitting = [reading for reading in as_modifier if number is None or reading.tag.number == number]
            is_whole = mark == "." and position == len(tokens) - 1
            return Head((position,), (fitting[0],), mark) if fitting and (is_whole or not mark.strip(",")) else None
        break
    return None


def _words(tokens: list[str], start: int) -> list[tuple[int, str, str]]:
    """Return the words a head may be made of: (position, word, mark behind it), up to an abbreviation or a quote."""
    words: list[tuple[int, str, str]] = []
    for position in range(start, min(start + 16, len(tokens))):
        token = tokens[position]
        if token.isspace():
            continue
        match = _WORD.fullmatch(token)
        if not match or _is_abbreviation(match["word"]):
            break
        words.append((position, match["word"], match["mark"]))
        if match["mark"] and len(words) > 5:
            break
    return words


def _has_noun_of_its_own(words: list[tuple[int, str, str]], index: int) -> bool:
    """Tell whether an adjective agrees with the next word in some case: then it is no head («первым заместителем»)."""
    _, word, mark = words[index]
    if mark or index + 1 >= len(words):
        return False
    options = [reading for reading in parses(word.lower()) if reading.tag.POS in _MODIFIERS]
    return any(
        option.tag.case == other.tag.case and _agreeing((option,), other)
        for option in options
        for other in parses(words[index + 1][1].lower())
        if other.tag.POS in {"NOUN", *_MODIFIERS}
    )


def _leads_on(words: list[tuple[int, str, str]], index: int, case: str, number: str | None) -> bool:
    """Tell whether an adjective at `index` has its noun ahead, behind further adjectives («учёный секретарь»)."""
    options: list[tuple[Any, ...]] = []
    for _, word, mark in words[index:]:
        readings = parses(word.lower() if not word[:1].isupper() else word)
        nouns = [
            reading
            for reading in readings
            if reading.tag.POS == "NOUN"
            and reading.tag.case == case
            and (number is None or reading.tag.number == number)
        ]
        if options and any(all(_agreeing(option, noun) for option in options) for noun in nouns):
            return True
        modifier = tuple(reading for reading in readings if reading.tag.POS in _MODIFIERS and reading.tag.case == case)
        if not modifier or mark:
            return False
        options.append(modifier)
    return False


def _agreeing(options: tuple[Any, ...], noun: Any) -> Any | None:
    """Choose the reading of an adjective that agrees with the noun in number and gender; None when none does."""
    for reading in options:
        if reading.tag.number != noun.tag.number:
            continue
        if reading.tag.number == "plur" or reading.tag.gender == _gender(noun):
            return reading
    return None


def _gender(noun: Any) -> str:
    """Return the gender an adjective takes beside the noun; «глава» is masculine as an office."""
    if "ms-f" in noun.tag:
        return "masc"
    return str(noun.tag.gender)


def _form(token: str, reading: Any, noun: Any, target: str) -> str | None:
    """Write one word of the head in the target case, in the capitals of its token."""
    match = _WORD.fullmatch(token)
    if match is None:
        return None
    grammemes = {target, str(reading.tag.number)}
    if reading.tag.POS in _MODIFIERS:
        if reading.tag.number == "sing":
            grammemes.add(str(reading.tag.gender))
        if target == "accs" and (reading.tag.number == "plur" or reading.tag.gender == "masc"):
            is_person = "anim" in noun.tag or noun.tag.POS in _MODIFIERS  # «заведующий кафедрой»
            grammemes.add("anim" if is_person else "inan")
    inflected = reading.inflect(grammemes)
    if inflected is None:
        return None
    word = match["word"]
    form = str(inflected.word)
    if "ё" not in word.lower() and "ё" in form and "е" in word.lower():
        form = form.replace("ё", "е") if _lost_yo(word.lower(), form) else form
    if word.isupper() and len(word) > 1:
        form = form.upper()
    elif word[:1].isupper():
        form = "-".join(
            part.capitalize() if old[:1].isupper() else part
            for part, old in zip(form.split("-"), word.split("-"), strict=False)
        )
    return form + match["mark"]


def _lost_yo(word: str, form: str) -> bool:
    """Tell whether the word itself was written with е for ё («ученый»), so that its forms are too."""
    at = form.index("ё")
    return word[at : at + 1] == "е"


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is an abbreviation («ГБУ», «НО», «КузГТУ»): capitals inside or two and more of them alone."""
    return (
        len(word) > 1
        and any(letter.isupper() for letter in word.replace("-", "")[1:])
        and not (word.isupper() and len(word) > 6)
    )
