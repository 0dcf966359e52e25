"""Owns the entries of a list of people: one text for each person or group, in lines, cells or rows of a table."""

import re
from dataclasses import dataclass

from meetings.importing.draft import Draft
from meetings.importing.lines import COLUMN, Line
from meetings.importing.marks import read_mark
from meetings.importing.people import (
    begins_group,
    is_role,
    split_before_name,
    split_inline,
    split_lone_surname,
    starts_with_name,
)
from meetings.wording.labels import read_label
from meetings.wording.names import find_names

NUMBER_CELL = re.compile(r"\d{1,4}[.)]?")
_HEADER_CELLS = re.compile(r"(?:№|п/?п|ф\.?\s?и\.?\s?о|фамилия|должность|подпись|имя)", re.IGNORECASE)
_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_TABLE_HEAD = re.compile(
    r"(?:(?:№|п/?п|ф\.?\s?и\.?\s?о\.?|фамилия|имя|отчество|должность|подпись)[\s,./;]*){2,}", re.IGNORECASE
)
_LONGEST_GROUP = 120
_GROUP_START = re.compile(r"(?:члены|от|со стороны|представители|депутаты)\s", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """The text of one person of a list, or the heading of a group; `kind`: number, bullet, plain, cell."""

    text: str
    kind: str
    line: Line
    group: str = ""
    is_numbered: bool = False


def post_and_name(text: str) -> tuple[str, str] | None:
    """(post, name) of an entry such as «глава района Борисов В.В.»."""
    text = text.strip(" ;,")
    return split_before_name(text) or split_before_name(text.rstrip(" ."))


def read_entries(lines: list[Line], draft: Draft) -> list[Entry]:
    if any(line.is_row for line in lines):
        return _entries_of_table(lines)
    if sum(line.is_cell for line in lines) > 2:
        return _entries_of_cells(lines)
    return _entries_of_lines(lines, draft)


def _entries_of_table(lines: list[Line]) -> list[Entry]:
    """Rows of a table: number, name, post; other lines between are headings of groups."""
    entries: list[Entry] = []
    group = ""
    for line in lines:
        cells = [cell for cell in line.columns if cell]
        if line.is_row and len(cells) > 1 and all(_HEADER_CELLS.match(cell) for cell in cells):
            group = " ".join(cells)
        elif line.is_row and len(cells) > 1:
            is_numbered = NUMBER_CELL.fullmatch(cells[0]) is not None
            cells = cells[1:] if is_numbered else cells
            first = read_mark(cells[0])
            cells[0] = first.rest if first else cells[0]
            is_numbered = is_numbered or (first is not None and not first.is_bullet)
            entries.append(Entry(COLUMN.join(cells), "cell", line, group, is_numbered))
        elif (mark := read_mark(line.flat)) is not None or starts_with_name(line.flat):
            entries.append(Entry(mark.rest if mark else line.flat, "cell", line, group, mark is not None))
        elif (entries and line.flat[:1] in "(–—-") or line.flat[:1].islower():
            entries[-1].text = f"{entries[-1].text} {line.flat}" if entries else line.flat
        else:
            group = line.flat
    return entries


def _entries_of_cells(lines: list[Line]) -> list[Entry]:
    """A table flattened to lines: each cell begins with a tab, its further lines do not."""
    entries: list[Entry] = []
    group = ""
    is_numbered = any(line.is_cell and NUMBER_CELL.fullmatch(line.text) for line in lines)
    for line in lines:
        is_number = line.is_cell and NUMBER_CELL.fullmatch(line.text) is not None
        cells = entries[-1].text.count(COLUMN) if entries else 0
        is_new_name = not is_numbered and line.is_cell and cells > 0 and starts_with_name(line.flat)
        if _TABLE_HEAD.fullmatch(line.flat):
            group = line.flat
        elif is_number:
            entries.append(Entry("", "cell", line, group, is_numbered=True))
        elif not entries or is_new_name:
            entries.append(Entry(line.text, "cell", line, group))
        elif line.is_cell:
            entries[-1].text = f"{entries[-1].text}{COLUMN}{line.text}".lstrip(COLUMN)
        else:
            entries[-1].text = f"{entries[-1].text} {line.text}".strip()
    return [entry for entry in entries if entry.text]


def _entries_of_lines(lines: list[Line], draft: Draft) -> list[Entry]:
    entries: list[Entry] = []
    group = ""
    is_marked = any(read_mark(line.flat) is not None for line in lines)
    for line in lines:
        mark = read_mark(line.flat)
        text = mark.rest if mark else line.text
        heading, rest = _split_group(text, draft) if mark is None else ("", text)
        if heading:
            group = heading
            if not rest:
                continue
        if mark is not None:
            entries.append(Entry(rest, "bullet" if mark.is_bullet else "number", line, group))
        elif COLUMN in text and starts_with_name(text):
            entries.append(Entry(text, "cell", line, group))
        elif (
            entries
            and not heading
            and not starts_with_name(rest)
            and not begins_group(rest)
            and split_lone_surname(rest) is None
            and _continues(entries[-1].text, rest, is_marked=is_marked)
        ):
            entries[-1].text = f"{entries[-1].text} {rest}"
        else:
            entries.extend(Entry(part, "plain", line, group) for part in _split_surnames(rest) or split_inline(rest))
    return entries


def _split_group(text: str, draft: Draft) -> tuple[str, str]:
    """Part «Члены комиссии:» from the people behind it: (heading, rest); ("", text) for an entry."""
    if starts_with_name(text):
        return "", text
    if _TABLE_HEAD.fullmatch(text) or is_role(text, draft.organ):
        return text, ""
    head, colon, rest = text.partition(":")
    if not colon:
        return _split_group_at_dash(text, draft)
    rest = rest.strip()
    if len(head) > _LONGEST_GROUP or (rest and not starts_with_name(rest) and post_and_name(rest) is None):
        return "", text
    return f"{head.strip()}:", rest


def _split_group_at_dash(text: str, draft: Draft) -> tuple[str, str]:
    """«Председатель комиссии – Иванов И.И.», «от Министерства – Иванов И.И., Петров П.П.», «Члены комиссии»."""
    dash = re.match(r"(?P<head>[^–—]{3,150}?)\s+[–—-]\s+(?P<rest>.+)", text)
    if dash is not None and starts_with_name(dash["rest"]):
        is_group = _GROUP_START.match(text) or is_role(dash["head"], draft.organ) or read_label(text) is not None
        return (text[: dash.start("rest")].strip(), dash["rest"]) if is_group else ("", text)
    if dash is None and _GROUP_START.match(text) and len(text) < _LONGEST_GROUP and not re.search(r"\d", text):
        named = next(iter(find_names(text)), None)
        return (text, "") if named is None else (text[: named.start].strip(), text[named.start :])
    return "", text


def _split_surnames(text: str) -> list[str]:
    """«Быстров, Сомов, Щукин», «Дворецкий - агроном, Ежикова - директор школы»: surnames alone."""
    parts = re.split(r"[,;]\s+", text.strip(" .,;"))
    is_list = all(_SURNAME.fullmatch(part) for part in parts) or all(map(split_lone_surname, parts))
    return parts if len(parts) > 1 and is_list else []


def _continues(above: str, text: str, *, is_marked: bool) -> bool:
    return text[:1].islower() or text[:1] in "(–—-«" or above.endswith(",") or is_marked
