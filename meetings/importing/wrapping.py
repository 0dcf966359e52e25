"""Owns the joining of lines that were broken in the middle of a sentence."""

import dataclasses
import re

from meetings.importing.lines import COLUMN, Line
from meetings.importing.marks import read_mark
from meetings.importing.title import find_number, read_title_line, split_kind
from meetings.wording.dates import find_date
from meetings.wording.labels import read_label
from meetings.wording.morphology import is_known

#: a word parted at the end of a line, and its rest
_PARTED = re.compile(r"(?<![а-яё-])([а-яё]{2,30})-$", re.IGNORECASE)
_REST = re.compile(r"[а-яё]{2,30}")
_TOWN = re.compile(r"(?:г|с|п|пос|пгт|дер|д|ст|х|рп)\.\s?[А-ЯЁ]")
_OWN_BEGINNING = re.compile(
    r"от\s*[\"«„]?\s*\d|(?:г|с|п|пос|пгт|дер|д|ст|х|каб|ул|пр|п\.\s?ст)\.\s?[А-ЯЁ«]|[а-яё]\)|тел\.|e-?mail|и\.\s?о\.\s|№|за\s[–—-]|против\s[–—-]|воздержал"
)
#: In a text broken at a fixed width, lines of at least this share of it run on.
_FULL_SHARE = 0.8
_WIDEST = 130
#: No paragraph is joined beyond this, so that the cost of a text grows with its length only.
_LONGEST_PARAGRAPH = 20_000
#: Empty lines that may stand between the word ПРОТОКОЛ and its number.
_TITLE_GAP = 2
_END_MARKS = (".", ":", ";", "!", "?", "»", ")", "…")


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Join a line to the one above when the sentence plainly goes on: small letter behind no final mark."""
    width = _find_width(lines)
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1], line, width):
            above = joined[-1]
            text = _glue(above.text, line.text)
            joined[-1] = dataclasses.replace(above, text=text, last=line.last, last_text=line.text)
        else:
            joined.append(line)
    return joined


def _glue(above: str, below: str) -> str:
    """Join two lines; a word parted by a hyphen at the end of the line becomes one where the dictionary holds it."""
    head, tail = _PARTED.search(above), _REST.match(below)
    if head is None or tail is None:
        return f"{above} {below}"
    return f"{above[:-1]}{below}" if is_known(head[1] + tail[0]) else f"{above}{below}"


def _find_width(lines: list[Line]) -> int:
    """The width at which a text was broken; 0 for a text whose paragraphs are whole lines."""
    lengths = sorted(len(line.text) for line in lines if not line.is_row)
    if len(lengths) < 12 or lengths[-1] > _WIDEST:
        return 0
    widest = lengths[-1]
    full = sum(length > _FULL_SHARE * widest for length in lengths)
    return widest if widest > 50 and full > 0.3 * len(lengths) else 0


def _continues(above: Line, line: Line, width: int) -> bool:
    if _is_number_of_title(above, line):
        return True
    if not _may_join(above, line):
        return False
    is_full = bool(width) and len(above.last_text or above.text) > _FULL_SHARE * width
    if line.text[:1].islower() or (line.text[:1] == "(" and is_full):
        return _is_free(above, line)
    return is_full and not above.text.endswith(_END_MARKS) and _is_free(above, line)


def _is_number_of_title(above: Line, line: Line) -> bool:
    """Whether «№ 5» or «№ 5 заседания …» stands right below the bare word ПРОТОКОЛ: they are one line of the title."""
    if above.is_row or line.is_row or line.is_cell or COLUMN in line.text or line.gap > _TITLE_GAP:
        return False
    number = find_number(line.text)
    if number is None or number[1] > 0:
        return False
    title = read_title_line(above.text)
    if title is None or title.number is not None or title.behind.strip(" .:"):
        return False
    behind = line.text[number[2] :].strip(" .")
    return not behind or bool(split_kind(behind)[0])


def _may_join(above: Line, line: Line) -> bool:
    """Whether nothing in the shape of the two lines parts them: cells, gaps, final marks, list marks."""
    if len(above.text) > _LONGEST_PARAGRAPH or above.is_row or line.is_row or line.is_cell or COLUMN in line.text:
        return False
    if line.gap > (2 if above.text.endswith(",") else 0) or above.text.endswith((".", ":", ";", "!", "?")):
        return False
    if split_kind(line.text)[0] and (_TOWN.match(above.text) or find_date(above.text[:_WIDEST]) is not None):
        return False  # «заседания комитета» below the line of date and town
    return read_mark(line.text) is None and _OWN_BEGINNING.match(line.text) is None


def _is_free(above: Line, line: Line) -> bool:
    """Whether neither line is a title or opens a part of its own."""
    if read_title_line(above.text) is not None:
        return False
    if above.text.endswith(",") and len(line.text) < 80:
        return True
    label = read_label(line.text)
    return label is None
