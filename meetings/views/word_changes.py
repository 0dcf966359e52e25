"""Owns the difference of two texts, word against word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A word with nothing beside it, a run of spaces, or one sign: what a difference is made of.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Longer texts are compared line by line first: word by word costs the square of their length.
_MANY_TOKENS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `kind` is «same», «out» (it was) or «in» (it is)."""

    kind: str
    text: str


def compare_words(old: str, new: str) -> list[Piece]:
    """Compare two texts; the pieces without «in» are the old text, those without «out» the new one."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > _MANY_TOKENS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    out, into, held = "", "", ""
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = "".join(before[old_from:old_to]) if tag == "equal" else ""
        if same and same.isspace() and (out or into):
            # A space alone between two changes belongs to them: «старое слово» → «новая речь» is one change.
            held = same
            continue
        if same:
            _add(pieces, out, into, held + same)
            out, into, held = "", "", ""
            continue
        out += held + "".join(before[old_from:old_to])
        into += held + "".join(after[new_from:new_to])
        held = ""
    _add(pieces, out, into, held)
    return pieces


def _add(pieces: list[Piece], out: str, into: str, same: str) -> None:
    pieces += [Piece(kind, text) for kind, text in (("out", out), ("in", into), ("same", same)) if text]
