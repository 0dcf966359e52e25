"""Owns the words of a text as search knows them: one normaliser for what is indexed and for what is asked.

A word has keys: its first lemma, then other lemmas it may come from («стали»: «стать», «~сталь»). ё is е, case is
folded, words part at hyphens («273-ФЗ»: «273», «фз»), a date gives day, month and year («22.08.2021» as «22 августа
2021»), a number with a point is one word («95.2») that is found by its first part too. The analyser's first reading is
always the same for the same form, so that index and question meet even where it errs.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.wording.text import soften

#: Other readings of a word stand behind this sign: they are found, but are no part of a phrase.
OTHER = "~"
#: Readings of one word that are kept.
_READINGS = 4

_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_PIECE = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})\.(?P<month>0[1-9]|1[0-2])\.(?P<year>\d{4})(?!\d)"
    r"|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)"
)
#: «г.» and «гг.» are years, in texts and in questions alike
_YEARS = {"г", "гг", "год"}
#: Parts of speech that carry no meaning of their own: prepositions, conjunctions, particles, pronouns.
_EMPTY_PARTS = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ"}
#: Words of questions; with them every pronoun («какой», «этот», «весь») is empty.
_EMPTY_LEMMAS = {"быть", "где", "когда", "как", "почему", "зачем", "куда", "откуда", "сколько", "ли", "год"}
#: Empty by their part of speech, and yet what people ask for.
_FULL_LEMMAS = {"против"}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of a text: where it stands ([start:end]), its folded form, and its keys, the first lemma first."""

    start: int
    end: int
    form: str
    keys: tuple[str, ...]

    @property
    def lemma(self) -> str:
        return self.keys[0]


def lexemes_of(text: str) -> Iterator[Lexeme]:
    """Yield the words of a text in their order; soft hyphens do not part a word."""
    for found in _PIECE.finditer(text):
        if found["word"]:
            form = fold_word(found["word"])
            yield Lexeme(found.start(), found.end(), form, keys_of(form))
        elif found["number"]:
            form = found["number"].replace(",", ".")
            first, dot, _rest = form.partition(".")
            yield Lexeme(found.start(), found.end(), form, (form, OTHER + first) if dot else (form,))
        else:
            for name, form in (("day", found["day"].lstrip("0")), ("month", found["month"]), ("year", found["year"])):
                key = _MONTHS[int(form) - 1] if name == "month" else form
                yield Lexeme(found.start(name), found.end(name), form, (key or "0",))


def fold_word(word: str) -> str:
    """Write a word in small letters, ё as е."""
    return soften(word).lower()


@functools.lru_cache(maxsize=32_768)
def keys_of(form: str) -> tuple[str, ...]:
    """Return the keys of a folded word: its first lemma, then others behind `OTHER`.

    A word the dictionary does not hold is found by its own form too: «поо», «кузгту».
    """
    if form in _YEARS:
        return ("год", OTHER + form) if form != "год" else ("год",)
    if len(form) == 1 or form.isascii():
        return (form,)
    from meetings.wording.morphology import analyser

    lemmas = [fold_word(reading.normal_form) for reading in analyser().parse(form)]
    if not analyser().word_is_known(form):
        lemmas.insert(1, form)
    first, *others = list(dict.fromkeys(lemmas))[:_READINGS]
    return (first, *(OTHER + other for other in others))


@functools.lru_cache(maxsize=32_768)
def readings_of(word: str) -> frozenset[str]:
    """Return all lemmas of a word or number as written, for texts in which found words are looked for."""
    if word[0].isdigit():
        form = word.replace(",", ".")
        return frozenset((form, form.partition(".")[0]))
    return frozenset(key.removeprefix(OTHER) for key in keys_of(fold_word(word)))


@functools.lru_cache(maxsize=8192)
def is_empty(form: str) -> bool:
    """Tell whether a folded word of a question says nothing of what is asked for: «что», «для», «какой», «году»."""
    if form[:1].isdigit() or form.isascii():
        return False
    if len(form) == 1:
        return True
    lemma = keys_of(form)[0]
    if lemma in _FULL_LEMMAS:
        return False
    from meetings.wording.morphology import parses

    tag = parses(form)[0].tag
    return lemma in _EMPTY_LEMMAS or tag.POS in _EMPTY_PARTS or "Apro" in tag or "Ques" in tag
