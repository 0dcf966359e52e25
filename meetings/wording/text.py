"""Owns the small facts about text that all wording shares: spaces, ё, quotes, dashes, letter-spaced words.

Nothing here knows a phrase. `soften` keeps the length, so that a match in softened text can be cut out of the original.
"""

import functools
import re

NBSP = "\u00a0"

#: « » „ “ ” ‟ ‹ › " and the doubled straight marks of old typewriting
QUOTE_MARKS = "«»„“”‟‹›\"'`´‘’‚′″"
DASHES = "‐‑‒–—―−-"
#: characters that open a list point in real papers
BULLETS = "-–—−•·●○▪■◦*➢✓"

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
_CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SOFT_TABLE = str.maketrans(
    _CYRILLIC + _LATIN + "Ёё" + QUOTE_MARKS + DASHES + _SPACES + "\n\r",
    _CYRILLIC.lower() + _LATIN.lower() + "ее" + '"' * len(QUOTE_MARKS) + "-" * len(DASHES) + " " * (len(_SPACES) + 2),
)
_INVISIBLE_TABLE = dict.fromkeys(map(ord, _INVISIBLE))
#: single letters with one space between: three and more capitals («Д Н Я»), or five and more of any kind
_SPACED_WORD = re.compile(
    r"(?<![^\W\d_])(?:(?:[А-ЯЁ][ \u00a0]){2,40}[А-ЯЁ]|(?:[^\W\d_][ \u00a0]){4,40}[^\W\d_])(?![^\W\d_])",
)
_WORD = re.compile(r"(?<![^\W\d_])(?:[^\W\d_] ){3,40}[^\W\d_](?![^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


#: Signs that turn the reading direction, have no width, or are no signs at all: what stands on a signed paper must be
#: what its readers saw. Kept: the soft hyphen (a place to break), joiners inside emoji; a NUL is refused elsewhere.
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|(?<=\\w)[\u200c\u200d]|[\U000e0000-\U000e007f]"
)


def drop_unseen(text: str) -> str:
    """Return `text` without the signs that nobody sees and that change what is read, searched or compared."""
    return _UNSEEN.sub("", text)


def clean_spaces(text: str) -> str:
    """Return `text` without soft hyphens, with every run of white space (no-break too) as one plain space, trimmed."""
    return " ".join(text.translate(_INVISIBLE_TABLE).split())


def soften(text: str) -> str:
    """Return `text` in small letters, ё as е, any quote as ", any dash as -, any space as a plain one; same length."""
    return text.translate(_SOFT_TABLE)


@functools.lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the form in which two texts are compared: softened, spaces cleaned."""
    return soften(clean_spaces(text))


def is_same_text(first: str, second: str) -> bool:
    """Tell whether two texts differ in nothing but spaces, ё, capital letters and the kind of quotes and dashes."""
    return fold(first) == fold(second)


def words_of(text: str) -> list[str]:
    """Return the words of `text` as written, hyphenated words whole, marks left out."""
    return _WORD.findall(text)


def join_spaced_letters(text: str) -> str:
    """Join letter-spaced words: «П Р О Т О К О Л № 5» becomes «ПРОТОКОЛ № 5». Two spaces part two words."""
    return _SPACED_WORD.sub(lambda match: match[0].replace(" ", "").replace(NBSP, ""), text)


def is_quote(character: str) -> bool:
    """Tell whether the character is any quotation mark."""
    return character in QUOTE_MARKS


def is_quote_open(text: str) -> bool:
    """Tell whether `text` ends inside «…». Nested quotes are often closed once in papers: one level counts."""
    return text.rfind("«") > text.rfind("»")


def strip_bullet(text: str) -> tuple[str, str]:
    """Part a list mark from its text: «- создать» gives («-», «создать»); without a mark («», text)."""
    bare = text.lstrip()
    if bare[:1] and bare[0] in BULLETS and not bare[1:2].isdigit():
        return bare[0], bare[1:].lstrip()
    return "", text


def lower_first(text: str) -> str:
    """Make the first letter small, unless the first word is an abbreviation («НОКО», «IT») or one capital alone."""
    first = text[:1]
    if not first.isupper() or text[1:2].isupper() or (text[1:2] in {".", ""}):
        return text
    return first.lower() + text[1:]


def upper_first(text: str) -> str:
    """Make the first letter capital, the rest untouched."""
    return text[:1].upper() + text[1:]
