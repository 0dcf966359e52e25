"""Owns the difference of a draft at two moments as it prints: part by part, questions known by their rows."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.document.tree import ProtocolDocument
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
    (rest_before, before), (rest_after, after) = _printed(*old), _printed(*new)
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


def _printed(document: ProtocolDocument, rows: MeetingRows) -> tuple[list[str], dict[int, tuple[str, list[str]]]]:
    """The lines of the paper outside the questions, and of each question by its row: its title, its lines."""
    article = str(render_body(document))
    questions: dict[int, tuple[str, list[str]]] = {}
    for place, markup in _SECTION.findall(article):
        item = document.items[int(place)]
        title = _("Вопрос %(number)s") % {"number": item.number}
        short = item.title or item.heading or ""
        questions[rows.items[int(place)].pk] = (f"{title}. {short}" if short else title, _text(markup))
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
