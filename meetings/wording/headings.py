"""Owns the step from a title of the agenda to a heading: «Результативность …» → «о результативности …».

A proposal only: a heading once chosen is stored and never recomputed. Where the grammar is not sure, there is none.
"""

import functools
import re

from meetings.document.vocabulary import Case
from meetings.wording.text import clean_spaces, fold, lower_first

_VOWELS = "аеёиоуыэюя"
#: vowels without a «й» sound: «об» stands before them
_OPEN = "аиоуыэ"
#: letters whose names begin with a vowel: эль, эм, эн, эр, эс, эф
_NAMED_WITH_VOWEL = "лмнрсф"
#: abbreviations read as a word although two consonants stand first
_READ_AS_WORD = {"фгос", "фгис", "мрот", "сша", "снилс", "мхат", "скуд", "снип", "спид", "нлмк"}
_OBO = {"мне", "всем", "всех", "всей", "всю"}

_WITH_ABOUT = re.compile(r"(?:об?|обо)\s+(?=\S)", re.IGNORECASE)
#: a full stop between two sentences; not that of «г. Кемерово», «им. Ленина», «И. О.»
_SECOND_SENTENCE = re.compile(r"(?<![А-ЯЁ])(?<!\b[гспд])(?<!\b(?:ул|пр|им|ст|др))(?<!\bобл)[.?!]\s+[«\"]?[А-ЯЁ0-9]")
_CLAUSE = re.compile(r"[:;]|\s[–—-]\s")
_QUOTED = re.compile(r"«[^«»]*(?:«[^«»]*»?[^«»]*)?»|\"[^\"]*\"|„[^“]*“|“[^”]*”")
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,8}(?:-\d+)?")


def about(word: str) -> str:
    """Return the preposition before a word, by its sound: «о плане», «об итогах», «о ёмкости», «об МФЦ», «обо всём»."""
    bare = word.lstrip(" «»\"„“'(")
    first_word = re.match(r"[^\W_]+", bare)
    written = first_word[0] if first_word else bare[:1]
    folded = fold(written)
    if folded in _OBO and not written.isupper():
        return "обо"
    letter = folded[:1]
    if letter in _OPEN or letter in set("aiou"):
        return "об" if letter else "о"
    is_spelled = (
        2 <= len(written) <= 5
        and written.isupper()
        and letter in _NAMED_WITH_VOWEL
        and folded[1:2] not in _VOWELS
        and folded not in _READ_AS_WORD
    )
    return "об" if is_spelled else "о"


@functools.lru_cache(maxsize=1024)
def propose_heading(title: str) -> str | None:
    """Propose the words behind «По первому вопросу» for a title of the agenda; None where the grammar is unsure.

    «Результативность реализации проекта.» gives «о результативности реализации проекта.»; «Об итогах» gives «об
    итогах». Two sentences, a colon, an infinitive («Утвердить …») or an unknown head give None.
    """
    text = clean_spaces(title)
    if not text or len(text) > 600:
        return None
    if _WITH_ABOUT.match(text):
        return text[:1].lower() + text[1:]
    bare = _QUOTED.sub("", text)
    if _SECOND_SENTENCE.search(bare) or _CLAUSE.search(bare) or not text[0].isalpha():
        return None
    first, _, rest = text.partition(" ")
    if _ABBREVIATION.fullmatch(first.rstrip(".,")):
        is_safe = not rest or rest.split(" ", 1)[0].lower() in {"с", "со", "в", "по", "для", "за", "на", "и"}
        return f"{about(first)} {text}" if is_safe else None
    from meetings.wording.phrases import inflect_surely

    inflected = inflect_surely(text, Case.PREPOSITIONAL)
    if inflected is None:
        return None
    small = inflected if _is_proper(first) else lower_first(inflected)
    return f"{about(small)} {small}"


def _is_proper(word: str) -> bool:
    """Tell whether a word keeps its capital: a place or a person («Кузбасс», «Ленин»)."""
    from meetings.wording.morphology import parses

    return bool({"Geox", "Name", "Surn", "Orgn"} & parses(word)[0].tag.grammemes)
