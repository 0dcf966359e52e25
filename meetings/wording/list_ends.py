"""Owns the marks at the end of a line taken from a list: «О смете;» and «О смете.» are the title «О смете».

An agenda prints each title without a mark at its end; a dot stays where it belongs to the last word («и др.»,
«2026 г.», «Иванов И.И.») or where the title is more than one sentence.
"""

import re

from meetings.wording.text import clean_spaces

#: Words that are written with a dot; the dot is theirs.
_ABBREVIATED = re.compile(
    "г|гг|вв|др|пр|пп|ст|гл|разд|прил|руб|коп|тыс|чел|экз|шт|стр|рис|табл|ул|пер|пл|обл|кв|корп|оф|каб|им"
    "|проф|доц|акад|канд|докт|зам|зав|нач|мин|ред|изд|см|ср|напр"
)
_LAST_WORD = re.compile(r"(?P<word>[А-ЯЁа-яёA-Za-z]+)\.\Z")
_SENTENCE_END = re.compile(r"[а-яё»)\d]{2}[.!?]\s+[А-ЯЁ«]")


def strip_list_end(text: str) -> str:
    """Take the marks of a list off the end of a title: «;», «,», «:» and a dot that ends no abbreviation."""
    title = clean_spaces(text)
    bare = title.rstrip(" ;:,")
    if not bare.endswith(".") or bare.endswith(("..", "…")):
        return bare
    word = _LAST_WORD.search(bare)
    is_short = word is not None and (len(word["word"]) == 1 or _ABBREVIATED.fullmatch(word["word"].lower()))
    if is_short or _SENTENCE_END.search(bare):
        return bare
    return bare[:-1].rstrip(" ;:,")
