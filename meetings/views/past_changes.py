"""Owns the difference of two papers as they print, part by part: of a draft at two moments, of two editions.

The questions of a draft are known by their rows; those of editions, which have none, by what they are (trace_items).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.document.tree import ProtocolDocument
from meetings.mapping.changes import trace_items
from meetings.mapping.rows import MeetingRows
from meetings.rendering.html import render_body
from meetings.rendering.text import write_text
from meetings.views.changes import compare_lines
from meetings.views.word_changes import Piece, compare_words

_SECTION = re.compile(r'<section id="[^"]*" data-where="items\[(\d+)\]">(.*?)</section>', re.DOTALL)
_PARSED = "<html><body>{}</body></html>"


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of the paper: «same», «gap», or «changed» with the pieces that were and are."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part of the paper that differs; `fate` is «changed», «added» or «removed»."""

    title: str
    fate: str
    lines: tuple[ChangedLine, ...]


Moment = tuple[ProtocolDocument, MeetingRows]


def compare_moments(old: Moment, new: Moment) -> list[ChangedPart]:
    """Return the parts whose printed text differs, in the order of the newer paper; PaperTooLong."""
    (before, rows_before), (after, rows_after) = old, new
    return _compare(before, [row.pk for row in rows_before.items], after, [row.pk for row in rows_after.items])


def compare_editions(before: ProtocolDocument, after: ProtocolDocument) -> list[ChangedPart]:
    """Return the parts of two frozen papers whose printed text differs; PaperTooLong."""
    origin = trace_items(before.items, after.items)
    # a question that is new has a key that no earlier one has
    keys = [origin.get(place, len(before.items) + place) for place in range(len(after.items))]
    return _compare(before, range(len(before.items)), after, keys)


def _compare(
    old: ProtocolDocument, keys_before: Sequence[int], new: ProtocolDocument, keys_after: Sequence[int]
) -> list[ChangedPart]:
    (rest_before, before), (rest_after, after) = _printed(old, keys_before), _printed(new, keys_after)
    found = []
    if rest_before != rest_after:
        title = _("Реквизиты, присутствие, повестка, подписи")
        found.append(ChangedPart(title, "changed", _lines(rest_before, rest_after)))
    for key in [*after, *(key for key in before if key not in after)]:
        title_before, lines_before = before.get(key, ("", []))
        title_after, lines_after = after.get(key, ("", []))
        fate = "changed" if key in before and key in after else "added" if key in after else "removed"
        if lines_before != lines_after or fate != "changed":
            found.append(ChangedPart(title_after or title_before, fate, _lines(lines_before, lines_after)))
    return found


def _printed(document: ProtocolDocument, keys: Sequence[int]) -> tuple[list[str], dict[int, tuple[str, list[str]]]]:
    """The lines of the paper outside the questions, and of each question by its key: its title, its lines."""
    article = str(render_body(document))
    questions: dict[int, tuple[str, list[str]]] = {}
    for place, markup in _SECTION.findall(article):
        item = document.items[int(place)]
        title = _("Вопрос %(number)s") % {"number": item.number}
        short = item.title or item.heading or ""
        questions[keys[int(place)]] = (f"{title}. {short}" if short else title, _text(markup))
    return _text(_SECTION.sub("", article)), questions


def _text(markup: str) -> list[str]:
    return [line.strip() for line in write_text(_PARSED.format(markup)).splitlines() if line.strip()]


def _lines(before: list[str], after: list[str]) -> tuple[ChangedLine, ...]:
    """The lines that changed with those beside them; a line rewritten is compared word by word with the one it was."""
    found: list[ChangedLine] = []
    out: list[str] = []
    into: list[str] = []

    def flush() -> None:
        for place in range(max(len(out), len(into))):
            pair = ("".join(out[place : place + 1]), "".join(into[place : place + 1]))
            found.append(ChangedLine("changed", tuple(compare_words(*pair))))
        out.clear()
        into.clear()

    for line in compare_lines(before, after):
        if line.kind in ("out", "in"):
            (out if line.kind == "out" else into).append(line.text)
            continue
        flush()
        found.append(ChangedLine(line.kind, (Piece("same", line.text),)))
    flush()
    return tuple(found)
