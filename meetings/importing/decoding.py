"""Owns the reading of bytes as text: which encoding a Russian text file is in.

A mark of order (BOM) decides; else valid UTF-8; else UTF-16 by its zero or four bytes; else the single-byte Cyrillic
code page in which the text looks most like Russian: the pages hold the same letters at other places, so a wrong one
gives rare letters and capitals inside words.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
#: Letters that make up two thirds of Russian text.
_FREQUENT = frozenset("оеаинтсрвлкм")
_CAPITAL_INSIDE = re.compile("[а-яё][А-ЯЁ]")
_SAMPLE_BYTES = 65536
#: A text file holds next to no control characters; above this share the file is no text.
_CONTROL_SHARE = 0.005
_DAMAGE_SHARE = 0.02


def decode(source: bytes) -> str | None:
    """Read the bytes as text; None when they are not text in any encoding known here."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _accept(source.decode(encoding, errors="replace"))
    if (encoding_16 := _find_utf16(source)) is not None:
        return _accept(source.decode(encoding_16, errors="replace"))
    try:
        return _accept(source.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    damaged = source.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") < _DAMAGE_SHARE * len(damaged) and _cyrillic_share(damaged) > 0.2:
        return _accept(damaged)
    best = max(_CODE_PAGES, key=lambda page: russian_score(_sample(source, page)))
    if russian_score(_sample(source, best)) <= 0:
        return None
    return _accept(source.decode(best, errors="replace"))


def russian_score(text: str) -> float:
    """How much a text looks like Russian: share of frequent letters less capitals inside words; 0 without letters."""
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return 0.0
    frequent = sum(character in _FREQUENT for character in letters)
    capitals_in_words = len(_CAPITAL_INSIDE.findall(text))
    foreign = sum(
        not ("а" <= character.lower() <= "я" or character in "ёЁ") and ord(character) > 127 for character in letters
    )
    return (frequent - 3 * capitals_in_words - 2 * foreign) / len(letters)


def _sample(source: bytes, page: str) -> str:
    return source[:_SAMPLE_BYTES].decode(page, errors="replace")


def _find_utf16(source: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is 0x00 (Latin, spaces) or 0x04 (Cyrillic)."""
    sample = source[:_SAMPLE_BYTES]
    half = len(sample) // 2
    if half < 2 or len(source) % 2:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        if sum(byte in (0, 4, 0x20) for byte in high) > 0.95 * half and high.count(0):
            return encoding
    return None


def _accept(text: str) -> str | None:
    """Return the text unless it is binary rubbish."""
    if not text:
        return ""
    control = sum(1 for character in text[:_SAMPLE_BYTES] if character < " " and character not in "\t\n\r\f\v")
    damage = text.count("\ufffd")
    if control > max(1, _CONTROL_SHARE * min(len(text), _SAMPLE_BYTES)) or damage > 0.1 * len(text):
        return None
    return text


def _cyrillic_share(text: str) -> float:
    return sum("а" <= character.lower() <= "я" for character in text) / max(1, len(text))
