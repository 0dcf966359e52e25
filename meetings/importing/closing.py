"""Owns what stands behind the last question: end of the meeting, attachments, signatures, and what follows them."""

import re

from meetings.document.tree import Attachment
from meetings.document.vocabulary import NotePlace, Severity
from meetings.importing.draft import Draft
from meetings.importing.lines import Line
from meetings.importing.marks import read_mark
from meetings.importing.sections import Sections
from meetings.wording.labels import read_label
from meetings.wording.times import read_time_range

_EXTENT = re.compile(
    r"\s*[,–—-]?\s*(?P<extent>на\s+\d+\s*(?:л|стр|с|листах?|страниц\w*)\.?(?:\s*в\s+\d+\s*экз\.?)?)[.;]?$",
    re.IGNORECASE,
)


def read_closing(sections: Sections, draft: Draft) -> None:
    """Read the closing lines into notes, the end of the meeting, attachments and signatures."""
    _read_lines(sections.closing, draft)
    if sections.signatures is None:
        draft.find("signatures_missing", Severity.WARNING, "signatures", "Не найдены подписи.")
    else:
        block = sections.signatures
        draft.fields["signatures"] = block.entries
        draft.place("signatures", *sections.lines[block.start : block.end])
    for line in sections.afterword:
        draft.note(line, NotePlace.AFTER_SIGNATURES, is_expected=True)
    if sections.second_at is not None:
        message = (
            f"Со строки {sections.second_at} начинается второй протокол. Загружен первый; "
            "текст второго сохранён после подписей, загрузите его отдельно."
        )
        draft.find("second_protocol", Severity.ERROR, "notes", message, sections.second_at)


def keep_unplaced(sections: Sections, draft: Draft) -> None:
    """Keep every line that no part has taken as a closing note: the law that no line is lost."""
    for line in sections.lines:
        if line.number not in draft.parts:
            draft.note(line, NotePlace.CLOSING)


def _read_lines(lines: list[Line], draft: Draft) -> None:
    position = 0
    while position < len(lines):
        line = lines[position]
        label = read_label(line.flat)
        if label is not None and label.key == "attachments" and position >= _first_of_attachments(lines):
            _read_attachments(lines[position:], label.pattern, label.rest, draft)
            return
        if label is not None and label.key == "time_end" and draft.fields.get("ends_at") is None:
            draft.fields["ends_at"] = read_time_range(label.rest)[0]
            draft.labels["time_end"] = ""
            draft.place("ends_at", line)
        draft.note(line, NotePlace.CLOSING, is_expected=True)
        position += 1


def _first_of_attachments(lines: list[Line]) -> int:
    """The position from which only attachments follow; rendering prints them before the closing notes."""
    return 0 if lines and (label := read_label(lines[0].flat)) and label.key == "attachments" else len(lines)


def _read_attachments(lines: list[Line], pattern: str, rest: str, draft: Draft) -> None:
    """Read «Приложение: список на 2 л.» or the list below «Приложения:»; other lines stay closing notes."""
    first, *others = lines
    attachments = [_attachment(rest)] if rest else []
    is_list, is_open = not rest, False
    behind: list[Line] = []
    for line in others:
        mark = read_mark(line.flat)
        label = read_label(line.flat)
        if label is not None and label.key == "attachments":
            attachments.append(_attachment(line.flat))
        elif is_list and not behind and (mark is not None or not attachments or is_open):
            attachments.append(_attachment(line.flat if mark is None else mark.rest))
        else:
            behind.append(line)
            continue
        is_open = line.flat.endswith(";")
        draft.place("attachments", line)
    if attachments:
        draft.labels["attachments"] = pattern
        draft.fields["attachments"] = tuple(attachments)
        draft.place("attachments", first)
    else:
        behind.insert(0, first)
    for line in behind:
        draft.note(line, NotePlace.CLOSING, is_expected=True)


def _attachment(text: str) -> Attachment:
    found = _EXTENT.search(text)
    if found is None or found.start() == 0:
        return Attachment(title=text.strip().rstrip(";"))
    return Attachment(title=text[: found.start()].strip(), extent=found["extent"])
