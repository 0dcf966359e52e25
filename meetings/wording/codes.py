"""Owns the code by which a paper is checked: ten letters and digits that no eye mixes up, printed in two groups.

Thirty-two signs, ten of them: fifty bits, given at random, so that nobody finds a paper by trying.
"""

import re

#: Without 0, O, 1 and I: they look alike on a worn sheet.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 10

#: Cyrillic letters that people type for the Latin ones they look like.
_LOOKALIKES = str.maketrans("АВЕКМНРСТХУ", "ABEKMHPCTXY")


def write_code(code: str) -> str:
    """Write a code as it is printed: «ABCDE-FGHJK»."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read_code(text: str) -> str | None:
    """Read a typed code: any case, spaces and dashes aside, Cyrillic look-alikes taken for Latin; None for no code."""
    signs = re.sub(r"[\s\-–—_.]+", "", text).upper().translate(_LOOKALIKES)
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None
