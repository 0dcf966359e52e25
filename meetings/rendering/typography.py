"""Owns the small print rules: final marks of a list, words that stay together, words too long for a line.

Spaces follow the office rules of Russian typography (protocols.md 4.8): a number keeps its noun, «№» its number, an
abbreviation its name, a dash the word before it.
"""

import re

NBSP = "\u00a0"
#: A place where a word may break; never seen, taken out of the plain text again.
SOFT_BREAK = "\u200b"

_RAISED_MINUTES = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_TO_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

#: Longest paragraph set as one block, characters: layout time grows faster than length beyond it.
LONGEST_PARAGRAPH = 20_000

_FINAL_MARKS = (".", ";", ":", "!", "?", "…", ",")

# Everything XML 1.0 cannot carry.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# A run of a hundred letters of one word, counted in what is printed: «&amp;» is one letter.
_LONG_WORD = re.compile(r"(?:[^\s<>&\u200b]|&#?\w{1,8};){100}(?=[^\s<>\u200b])")

# Looking ahead and behind, so that neighbouring pairs («№ 5 от 3 г.») are all found.
_TIES = re.compile(
    r"(?<=№) (?=\d)"
    r"|(?<=\d) (?=(?:года?|году|г\.|гг\.|человека?|член|голос|час|минут|руб|млн|млрд|тыс|%))"
    r"|(?<=\b[гпсдк]\.) (?=[А-ЯЁ\d«])"
    r"|(?<=\b(?:ул|ст|пр|им|пл|оф)\.) (?=[А-ЯЁ\d«])"
    r"|(?<=\b(?:каб|стр|наб)\.) (?=[А-ЯЁ\d«])"
    r"|(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])"
    r"|(?<=\d) (?=(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря))"
    r"|(?<=[^\s>]) (?=[–—] )"
)


def printable(markup: str) -> str:
    """Make finished markup fit for XML and for the line: no control characters, ties, raised minutes, breakable words.

    Works on markup rather than on texts: one pass, and no text can be forgotten. None of the patterns touches tags.
    """
    markup = _UNPRINTABLE.sub("", markup)
    markup = _TIES.sub(NBSP, markup)
    markup = _RAISED_MINUTES.sub(lambda found: f"<sup>{found[0].translate(_TO_DIGITS)}</sup>", markup)
    return _LONG_WORD.sub(lambda found: found[0] + SOFT_BREAK, markup)


def plain(text: str) -> str:
    """Undo what `printable` did for the line: ordinary spaces, no soft breaks."""
    return text.replace(SOFT_BREAK, "").replace(NBSP, " ")


def raised(digits: str) -> str:
    """Write digits as superscripts: «00» → «⁰⁰»."""
    return digits.translate(_TO_RAISED)


def ends_with_mark(text: str) -> bool:
    """Tell whether a text has a final mark of its own."""
    return text.rstrip().endswith(_FINAL_MARKS)


def with_mark(text: str, mark: str) -> str:
    """Put a final mark behind a text that has none."""
    text = text.rstrip()
    return text if not text or ends_with_mark(text) else text + mark


def listed(texts: list[str], *, last: str = "") -> list[str]:
    """Punctuate the rows of a list: «;» between siblings, `last` behind the last, nothing behind a final mark."""
    return [
        with_mark(text, ";" if index + 1 < len(texts) else last) if text else text for index, text in enumerate(texts)
    ]


def split_long(text: str) -> list[str]:
    """Cut a giant paragraph at spaces into blocks of at most LONGEST_PARAGRAPH characters."""
    blocks = []
    while len(text) > LONGEST_PARAGRAPH:
        cut = text.rfind(" ", LONGEST_PARAGRAPH // 2, LONGEST_PARAGRAPH)
        cut = cut if cut > 0 else LONGEST_PARAGRAPH
        blocks.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*blocks, text]
