"""Owns the small print rules: final marks of a list, words that stay together, words too long for a line.

Spaces follow the office rules of Russian typography (protocols.md 4.8): a number keeps its noun, «№» its number, an
abbreviation its name, a dash the word before it.
"""

import re

from meetings.document.final_marks import with_mark

NBSP = "\u00a0"
#: A place where a word may break; never seen, taken out of the plain text again.
SOFT_BREAK = "\u200b"
#: Holds a compound word together: a hyphen at a line's end is dropped by programs that take the text out of a PDF.
WORD_JOINER = "\u2060"

_RAISED_MINUTES = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

#: Longest paragraph set as one block, characters: layout time grows faster than length beyond it.
LONGEST_PARAGRAPH = 20_000

_ABBREVIATION = re.compile(r"(?:\b[А-ЯЁ]|\b(?:гг?|др|пр|руб|коп|чел|экз|стр|ст|т\.\s?[дпек]))\.$")

# Everything XML 1.0 cannot carry, and what turns the reading direction: a paper shows its text in the order it is kept.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)

#: Words longer than this get places to break; no Russian word reaches it.
_LONGEST_WORD = 40
_TEXT = re.compile(r"(?:^|(?<=>))[^<]+")
_LONG_WORD = re.compile(r"(?<![^\s<>])[^\s<>]{41,}")
# Twenty letters inside a longer word, counted as printed: «&amp;» is one letter.
_PART_OF_WORD = re.compile(r"(?:[^\s<>&]|&#?\w{1,8};){20}(?=(?:[^\s<>&]|&#?\w{1,8};){20})")

# A long double surname may part at its hyphen: no column of names has room for it.
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?!(?<=[а-яё]{10}-)[А-ЯЁ][а-яё]{8})(?=[^\W\d_])")

# Every alternative begins with the space itself, so that the search jumps from space to space.
_TIES = re.compile(
    r" (?:"
    r"(?<=№ )(?=\d)"
    r"|(?<=\d )(?=\d{3}(?!\d))"
    r"|(?<=\d )(?=(?:кв|куб)\.\sм|м[²³]|кг\b|км\b|га\b)"
    r"|(?<=\d )(?=года?\b|году\b|г\.|гг\.|человек|член|голос|час|минут|руб|млн|млрд|тыс|%)"
    r"|(?<=\d )(?=(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр))"
    r"|(?<=\b[гпсдкА-ЯЁ]\. )(?=[А-ЯЁ\d«])"
    r"|(?<=\b(?:ул|ст|пр|им|пл|оф)\. )(?=[А-ЯЁ\d«])"
    r"|(?<=\b(?:каб|стр|наб)\. )(?=[А-ЯЁ\d«])"
    r"|(?<=[а-яё] )(?=[А-ЯЁ]\.(?:\s?-?[А-ЯЁ]\.|[\s,;.)<]|$))"
    r"|(?<=[А-ЯЁ]\.[А-ЯЁ]\. )(?=[А-ЯЁ][а-яё])"
    r"|(?<=[^\s>] )(?=[–—] )"
    r")"
)

# Initials that belong to the surname behind them: «министра А.П. Лысых».
_OWN_INITIALS = re.compile(NBSP + r"(?=[А-ЯЁ]\.(?:\s?-?[А-ЯЁ]\.){0,2}\s?[А-ЯЁ][а-яё])")
_LONGEST_BEFORE = 30


def printable(markup: str) -> str:
    """Make finished markup fit for XML and for the line: no control characters, ties, raised minutes, breakable words.

    Works on markup rather than on texts: one pass, and no text can be forgotten. Tags stay as they are.
    """
    markup = without_controls(markup)
    markup = _OWN_INITIALS.sub(_tie_to_surname, _TIES.sub(NBSP, markup))
    if _RAISED_MINUTES.search(markup):
        # In the text alone: an attribute (a title typed as «10⁰⁰») holds no tags.
        markup = _TEXT.sub(lambda text: _RAISED_MINUTES.sub(_in_sup, text[0]), markup)
    if max(map(len, markup.split()), default=0) > _LONGEST_WORD:
        markup = _TEXT.sub(lambda text: _LONG_WORD.sub(_with_soft_breaks, text[0]), markup)
    return markup


def _tie_to_surname(found: re.Match[str]) -> str:
    """Free initials with a surname behind them from a word before them that is none: a tie too many tears the line."""
    before = found.string[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
    word = re.split(r"[\s>(«]", before)[-1]
    return " " if word[:1].islower() else NBSP


def _in_sup(digits: re.Match[str]) -> str:
    return f"<sup>{digits[0].translate(_TO_DIGITS)}</sup>"


def keep_compounds(markup: str) -> str:
    """Let no line end at the hyphen of a compound word, for paper only."""
    return _TEXT.sub(lambda text: _HYPHEN.sub("-" + WORD_JOINER, text[0]), markup)


def without_controls(text: str) -> str:
    """Drop the characters XML cannot carry, and those that turn the reading direction."""
    return _UNPRINTABLE.sub("", text)


def _with_soft_breaks(found: re.Match[str]) -> str:
    return _PART_OF_WORD.sub(lambda part: part[0] + SOFT_BREAK, found[0])


def plain(text: str) -> str:
    """Undo what `printable` did for the line: ordinary spaces, no soft breaks, no joiners."""
    return text.replace(SOFT_BREAK, "").replace(WORD_JOINER, "").replace(NBSP, " ")


def raised(digits: str) -> str:
    """Write digits as superscripts: «00» → «⁰⁰»."""
    return digits.translate(_TO_RAISED)


def listed(texts: list[str], *, last: str = "") -> list[str]:
    """Punctuate the rows of a list: «;» between siblings, `last` behind the last, nothing behind a final mark.

    The dot of an abbreviation or of initials is no final mark: «… в 2023 г.;», «Носов Е.А.;».
    """
    return [_sibling(text) for text in texts[:-1]] + [
        _sibling(text) if last == ";" else with_mark(text, last) for text in texts[-1:]
    ]


def _sibling(text: str) -> str:
    return with_mark(text, ";") + (";" if _ABBREVIATION.search(text) else "")


def split_long(text: str) -> list[str]:
    """Cut a giant paragraph at spaces into blocks of at most LONGEST_PARAGRAPH characters."""
    blocks = []
    while len(text) > LONGEST_PARAGRAPH:
        cut = text.rfind(" ", LONGEST_PARAGRAPH // 2, LONGEST_PARAGRAPH)
        cut = cut if cut > 0 else LONGEST_PARAGRAPH
        blocks.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*blocks, text]
