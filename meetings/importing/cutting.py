"""Owns the walk over the lines of a protocol that puts each into its section.

Four phases follow one another: the opening blocks, the agenda, the words before the first question, the questions.
"""

import dataclasses
import re

from meetings.importing.agenda import names_person
from meetings.importing.columns import is_rest_of_name
from meetings.importing.course import CourseCutter
from meetings.importing.frame import COURSE, Frame, find_frame
from meetings.importing.item_starts import ItemStart, ItemStarts
from meetings.importing.lines import COLUMN, Line
from meetings.importing.marking import (
    COUNTS,
    LISTS,
    OPENING_KEYS,
    VALUES,
    mark_lines,
)
from meetings.importing.marks import read_mark
from meetings.importing.people import begins_group, split_before_name, starts_with_name
from meetings.importing.sections import Section, Sections
from meetings.importing.speeches import begins_speech
from meetings.importing.title import split_kind
from meetings.wording.dates import find_date
from meetings.wording.labels import ReadLabel
from meetings.wording.names import find_name_start

_DEPUTY = re.compile(r"(?:первый\s)?зам(?:\.|еститель)\s*(?:председателя|руководителя)", re.IGNORECASE)
_DASH = re.compile(r"\s[–—-]\s|:\s")
_VOTE_LINES = ("vote_for", "vote_against", "vote_abstained", "vote_not_cast")
_TOWN = re.compile(r"(?:г|гор|город|с|село|п|пос|пгт|дер|д|ст|х|р\.\s?п)\.?\s[А-ЯЁ«]")
_BARE_TOWN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*")
_REQUISITE = re.compile(r"(?:от\s+)?[«\"„]?\s?\d{1,2}|№|(?:г|гор|с|п|пос|пгт|дер|ст|р\.\s?п)\.\s?[А-ЯЁ]")
_AGENDA_REMARK = re.compile(r"докл|\(|содокл|ответств|вносит|информ", re.IGNORECASE)


def cut(lines: list[Line]) -> Sections:
    """Cut the lines of a source into the sections of a protocol; raises UnreadableSource when it is none."""
    lines, labels = mark_lines(lines)
    frame = find_frame(lines, labels)
    sections = Sections()
    if frame.title is not None:
        sections.letterhead = lines[: frame.title]
        sections.title = [lines[frame.title]]
    stop = frame.end if frame.signatures is None else frame.signatures.start
    _Cutter(lines, labels, frame, sections, stop).run()
    sections.signatures = frame.signatures
    sections.lines = lines
    if frame.signatures is not None:
        sections.afterword = lines[frame.signatures.end :]
    else:
        sections.afterword = lines[frame.end :]
    sections.second_at = lines[frame.second].number if frame.second is not None else None
    return sections


class _Cutter:
    """The walk. `current` is the section that takes lines without a marker."""

    def __init__(
        self, lines: list[Line], labels: list[ReadLabel | None], frame: Frame, sections: Sections, stop: int
    ) -> None:
        self.lines, self.labels, self.sections, self.stop = lines, labels, sections, stop
        self.start = frame.start
        self.current: Section | None = None
        self.has_groups = False
        self.agenda_at = next((at for at in range(self.start, stop) if self._is_agenda(at)), None)
        self.starts = ItemStarts(lines, labels, stop)
        courses = [at for at in range(self.start, stop) if (label := labels[at]) is not None and label.key in COURSE]
        self.first_course = courses[0] if courses else -1
        self.last_block = max(
            (
                at
                for at in range(self.start, max(self.first_course, self.start))
                if (label := labels[at]) is not None and label.key in OPENING_KEYS
            ),
            default=-1,
        )

    def run(self) -> None:
        """Walk to the first question, then hand over to the course."""
        position = self.start
        while position < self.stop:
            start = self._find_item(position)
            if start is not None:
                CourseCutter(self.lines, self.labels, self.stop, self.sections, self.starts).run(position, start)
                return
            self._take(position)
            position += 1

    def _is_agenda(self, position: int) -> bool:
        label = self.labels[position]
        return label is not None and label.key == "agenda"

    def _take(self, position: int) -> None:
        line, label = self.lines[position], self.labels[position]
        if self.sections.opening:
            if label is not None and label.key in OPENING_KEYS and self._is_new(label.key):
                self._open(label.key, label, line)
                self.sections.opening, kept = [], self.sections.opening
                self.sections.header[-1:-1] = [Section("note", lines=kept)]
            else:
                self.sections.opening.append(line)
        elif label is not None and self._take_labelled(line, label, is_early=self._is_before_agenda(position)):
            return
        else:
            self._take_plain(position)

    def _is_before_agenda(self, position: int) -> bool:
        return self.agenda_at is not None and position < self.agenda_at

    def _take_labelled(self, line: Line, label: ReadLabel, *, is_early: bool) -> bool:
        """Open the section of a marker; False when the line is to be taken as plain text."""
        key = "note" if label.key == "opening" and is_early else label.key
        in_agenda = self.current is not None and self.current.kind == "agenda"
        if key == "agenda" and not in_agenda and self._is_new("agenda"):
            self._open("agenda", label, line)
        elif key == "opening" or (in_agenda and (key in COURSE or key in _VOTE_LINES)):
            self.sections.opening.append(line)
        elif key in OPENING_KEYS and not (in_agenda and not self._is_new(key)):
            return self._open_block(line, label)
        elif key == "note" or key in COURSE or key in _VOTE_LINES:
            self._add_note(line)
        else:
            return False
        return True

    def _open_block(self, line: Line, label: ReadLabel) -> bool:
        if label.key == "present" and self._is_about_guests():
            label = dataclasses.replace(label, key="invited")
        key = label.key
        current = self.current
        is_person = key in ("present", "chair", "secretary")
        if current is not None and current.kind == "present" and is_person and (self.has_groups or not current.lines):
            self.has_groups = True
            current.lines.append(line)
            return True
        if key in VALUES and not self._is_new(key):
            self._add_note(line)
            return True
        self.has_groups = False
        self._open(key, label, line)
        return True

    def _is_about_guests(self) -> bool:
        """Whether the members are told of already, the absent too: who was «also there» then are guests."""
        kinds = {section.kind for section in self.sections.header}
        return "absent" in kinds and "invited" not in kinds and bool(kinds & {"present", *COUNTS})

    def _take_plain(self, position: int) -> None:
        line = self.lines[position]
        current = self.current
        if current is None and self._is_bare_town(position):
            self._open_requisites(line)
        elif current is None:
            (self._open_requisites(line) if self._is_requisite(line) else self.sections.title.append(line))
        elif current.kind == "agenda":
            self._take_agenda_line(position)
        elif current.kind in LISTS and self._is_list_line(line, current):
            current.lines.append(line)
        elif current.kind in COUNTS and self._is_person(line):
            self._open("present", None, None)
            self._take_plain(position)
        elif (
            (current.kind in VALUES and not current.lines and not self._is_requisite(line))
            or (current.kind in ("chair", "secretary") and is_rest_of_name(line, current.lines[-1:]))
            or (current.kind == "place" and self._is_place_line(line))
            or (current.kind == "requisites" and self._is_requisite(line))
        ):
            current.lines.append(line)
        elif current.kind in ("chair", "secretary", "present") and self._is_group(line):
            self.has_groups = True
            current = self.current = Section("present") if current.kind != "present" else current
            self.sections.header += [current] if current is not self.sections.header[-1] else []
            current.lines.append(line)
        elif self._begins_bare_agenda(position):
            self._open("agenda", None, None)
            self._take_plain(position)
        elif self._is_requisite(line) and self.agenda_at != position and self._is_new("requisites"):
            self._open_requisites(line)
        else:
            self._add_note(line)

    def _is_group(self, line: Line) -> bool:
        """Whether a line names an office of the body and who holds it: «Зам. председателя: Истомин В.С.»."""
        head, colon, rest = line.flat.partition(":")
        return bool(colon) and _DEPUTY.match(head) is not None and starts_with_name(rest.strip())

    def _begins_bare_discussion(self, position: int) -> bool:
        """Whether running text behind the last opening block of a paper without an agenda is its discussion."""
        line, current = self.lines[position], self.current
        if self.labels[position] is not None or not self.last_block < position < self.first_course:
            return False
        if current is None or self._begins_bare_agenda(position) or self._is_requisite(line):
            return False
        if any(self.starts.find_first(at, None, is_in_agenda=False) for at in range(position + 1, self.first_course)):
            return False  # «1. О вывозе снега» stands below
        is_taken = (current.kind in LISTS and self._is_list_line(line, current)) or (
            (current.kind in COUNTS and self._is_person(line)) or (current.kind in VALUES and not current.lines)
        )
        return not is_taken and len(line.flat.split()) > 2

    def _begins_bare_agenda(self, position: int) -> bool:
        """Whether a numbered list without the word «повестка» stands before a treatment."""
        mark = read_mark(self.lines[position].flat)
        if mark is None or mark.number != "1" or self._is_person(self.lines[position]) or ": " in mark.rest:
            return False
        if self.agenda_at is not None or not self._is_new("agenda"):
            return False
        return any(label is not None and label.key in COURSE for label in self.labels[position : self.stop])

    def _take_agenda_line(self, position: int) -> None:
        """Lines of the agenda, up to a sentence that belongs to no numbered title."""
        line, agenda = self.lines[position], self.current
        if agenda is None:
            return
        is_numbered = (
            bool(agenda.lines) and (mark := read_mark(agenda.lines[0].flat)) is not None and not mark.is_bullet
        )
        is_lead = line.flat.endswith(":") and read_mark(line.flat) is None and bool(agenda.lines)
        is_plain = read_mark(line.flat) is None and line.flat[:1].isupper() and not self._is_remark(line.flat)
        is_about_agenda = bool(agenda.lines) and "повестк" in line.flat.lower() and is_plain
        if (is_numbered and is_plain and agenda.lines[-1].flat.endswith((".", ")", ";"))) or is_about_agenda or is_lead:
            self.sections.opening.append(line)
        else:
            agenda.lines.append(line)

    def _is_remark(self, text: str) -> bool:
        """Whether a line below a title of the agenda tells who reports."""
        return _AGENDA_REMARK.match(text) is not None or names_person(text)

    def _is_list_line(self, line: Line, current: Section) -> bool:
        """Whether a line without a marker still belongs to a list of people."""
        text = line.flat
        if line.is_cell or line.is_row or self._is_person(line) or not current.lines:
            return True
        if starts_with_name(text):
            return False
        is_running = current.label is not None and bool(current.label.rest) and read_mark(text) is None
        if is_running and not current.lines[-1].flat.endswith((",", ";", ":")) and text[:1].isupper():
            return text.endswith(":") or split_before_name(text.rstrip(" ;.")) is not None
        above = current.lines[-1].flat
        if read_mark(text) is not None:
            # A list of people without marks does not go on with points of another list.
            return not self._is_person(current.lines[0]) or read_mark(current.lines[0].flat) is not None
        if text[:1].islower() or text[:1] in "(–—-":
            return not above.endswith(".") or any(map(starts_with_name, _DASH.split(text)[1:]))
        is_nobody = split_before_name(text.rstrip(" .")) is None and not begins_group(text)
        # «Заседание открытое.» below the people
        is_remark = text.endswith(".") and is_nobody and (bool(line.gap) or above.endswith("."))
        is_sentence = text.endswith(".") and len(text.split()) > 7 and above.endswith((".", ";"))
        return not (is_remark or is_sentence or self._is_requisite(line))

    def _is_person(self, line: Line) -> bool:
        mark = read_mark(line.flat)
        found = find_name_start(mark.rest if mark else line.flat)
        # «Панов Р.Р. предложил утвердить повестку дня» tells what he did.
        return found is not None and not begins_speech(found[1])

    def _is_requisite(self, line: Line) -> bool:
        """Whether a line without a marker holds date, number or town: «19 августа 2021 г.    г. Кемерово»."""
        text = line.text
        if len(text) > 160 or not (_REQUISITE.match(text) or find_date(text)):
            return False
        if self.current is None and split_kind(text)[0]:
            return False
        return any(
            find_date(column) is not None or _TOWN.match(column) or column.startswith("№")
            for column in text.split(COLUMN)
        )

    def _is_bare_town(self, position: int) -> bool:
        """Whether one word above the line of the date is the town: «Москва»."""
        is_word = _BARE_TOWN.fullmatch(self.lines[position].text) is not None and bool(self.sections.title[1:])
        below = self.lines[position + 1] if position + 1 < self.stop else None
        return is_word and below is not None and find_date(below.text[:40]) is not None

    def _is_place_line(self, line: Line) -> bool:
        return line.gap == 0 and len(line.text) < 160 and self._is_new("date") and _TOWN.match(line.text) is not None

    def _is_new(self, key: str) -> bool:
        return all(section.kind != key for section in self.sections.header)

    def _open_requisites(self, line: Line) -> None:
        self._open("requisites", None, None)
        if self.current is not None:
            self.current.lines.append(line)

    def _open(self, kind: str, label: ReadLabel | None, line: Line | None) -> None:
        self.current = Section(kind, label, line)
        if label is not None and line is not None and label.rest:
            self.current.lines.append(line.with_text(label.rest))
        self.sections.header.append(self.current)

    def _add_note(self, line: Line) -> None:
        """Keep a line that belongs to no block as a note behind the block above."""
        header = self.sections.header
        if not header or header[-1].kind != "note":
            header.append(Section("note"))
        header[-1].lines.append(line)
        self.current = header[-1]

    def _find_item(self, position: int) -> ItemStart | None:
        """The start of the first question at this line; nothing before an agenda that is yet to come is one."""
        if self.agenda_at is not None and position <= self.agenda_at:
            return None
        agenda = next((section for section in self.sections.header if section.kind == "agenda"), None)
        if agenda is None and self._begins_bare_discussion(position):
            numbered = self.starts.find_first(position, None, is_in_agenda=False)  # «I. О допуске …»
            return numbered or ItemStart(1)
        return self.starts.find_first(position, agenda, is_in_agenda=agenda is not None and agenda is self.current)
