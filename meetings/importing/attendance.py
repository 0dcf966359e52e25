"""Owns the attendance: the lists of people in every form, and the counts."""

import dataclasses
import re

from meetings.document.tree import Attendee
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Block, ListForm
from meetings.importing.columns import join_broken_names
from meetings.importing.draft import Draft
from meetings.importing.entries import NUMBER_CELL, Entry, post_and_name, read_entries
from meetings.importing.labelling import escape, put_phrase, same_words
from meetings.importing.lines import Line
from meetings.importing.people import (
    read_person,
    starts_with_name,
)
from meetings.importing.requisites import keep_section
from meetings.importing.sections import Section
from meetings.wording.annexes import is_annexed
from meetings.wording.counts import read_attendance_total, read_count, write_attendance_total
from meetings.wording.labels import read_quorum
from meetings.wording.names import find_name_start
from meetings.wording.text import fold, words_of

_STATUSES = {
    "present": AttendanceStatus.PRESENT,
    "absent": AttendanceStatus.ABSENT,
    "invited": AttendanceStatus.INVITED,
}
_BLOCKS = {"present": Block.PRESENT, "absent": Block.ABSENT, "invited": Block.INVITED}
_COUNTS = {"present_total": Block.PRESENT_TOTAL, "members_total": Block.MEMBERS_TOTAL}
_REASON = re.compile(r"\(?(по [^():]*причин[а-яё]+)\)?", re.IGNORECASE)
_NOBODY = re.compile(r"(?:нет|0|никто|отсутствующих нет|не было)\W*(?:человек[а]?)?\W*", re.IGNORECASE)
_COUNT_ALONE = re.compile(r"\d{1,4}\s*(?:\([^()]*\)\s*)?(?:(?:чел|член|депутат|участник|родител|делегат)[^,:;]*)?$")
_COUNTED_LIST = re.compile(r"\d{1,4}\s*(?:чел|член|депутат|участник|делегат|родител|педагог)[^,:;]{0,40}:\s*")
_COUNT_AND_LIST = re.compile(r"(?P<count>[^:]{1,80}?)\s*:\s*(?P<list>\S.*)")
#: «Всего членов совета – 6. Кворум имеется.»
_MEMBERS = re.compile(r"всего\s(?:член|депутат|участник)[^.\d–—:]{1,80}(?:\s[–—-]|:)\s*(\d{1,4})(?!\d)", re.IGNORECASE)


def read_people(section: Section, draft: Draft) -> None:
    """Read a list of people into the draft's attendees, and how it is printed into its style."""
    if section.kind == "present" and section.label is not None and _read_annexed(section, draft):
        return
    draft.place_section("attendees", section)
    status = _STATUSES[section.kind]
    if _is_count(section, draft) or _NOBODY.fullmatch(section.text) or not section.lines:
        keep_section(section, draft)
        return
    section = _without_count(section)
    entries = read_entries(join_broken_names(section.lines), draft)
    if not entries:
        keep_section(section, draft)
        return
    _take_label(section, draft)
    marker_words = section.marker.flat if section.marker is not None else ""
    reason = found[1].lower() if status is AttendanceStatus.ABSENT and (found := _REASON.search(marker_words)) else ""
    if _BLOCKS[section.kind] in draft.blocks:
        # A second list of the kind is a group of the first: its marker heads it.
        for entry in entries:
            entry.group = entry.group or _marker_words(section)
    is_post_first = _is_post_first(entries)
    if is_post_first:
        draft.style["position_first"] = (*draft.style.get("position_first", ()), _BLOCKS[section.kind])
    people: list[Attendee] = draft.fields.setdefault("attendees", [])
    for entry in entries:
        text = entry.text
        if is_post_first and (parts := post_and_name(text)) is not None:
            text = f"{parts[1]} – {parts[0]}"
        person = read_person(text, status, draft.organ, reason=reason, group=entry.group)
        if person.reason:
            person = _excuse(person)
        people.append(person)
    draft.fields["attendees"] = settle_online_marks(people, draft) if section.kind == "present" else people
    draft.style[f"{section.kind}_form"] = _form_of(section, entries)
    draft.add_block(_BLOCKS[section.kind])
    _keep_unused(section.lines, entries, draft)


def _is_count(section: Section, draft: Draft) -> bool:
    """Whether a count stands in place of the list; that of those present is remembered."""
    is_count = len(section.lines) == 1 and _COUNT_ALONE.match(section.text) is not None
    if is_count and section.kind == "present" and draft.fields.get("present_total") is None:
        draft.fields["present_total"] = read_count(section.text)
    return is_count


def _without_count(section: Section) -> Section:
    """«Отсутствуют – 2 чел.: Фомина Г.Г., Яшин Д.Д.»: the count belongs to the words above the list."""
    first = section.lines[0]
    found = _COUNTED_LIST.match(first.text)
    if section.label is None or found is None:
        return section
    label = dataclasses.replace(section.label, pattern=f"{section.label.pattern} {escape(found[0].strip())}")
    rest = first.text[found.end() :].strip()
    lines = [first.with_text(rest), *section.lines[1:]] if rest else section.lines[1:]
    return dataclasses.replace(section, label=dataclasses.replace(label, rest=rest), lines=lines)


def _keep_unused(lines: list[Line], entries: list[Entry], draft: Draft) -> None:
    """Keep as notes the lines that became neither a person nor the heading of a group with people in it."""
    used = {word for entry in entries for word in words_of(f"{entry.text} {entry.group}")}
    for line in lines:
        if not used & set(words_of(line.flat)) and not NUMBER_CELL.fullmatch(line.flat):
            draft.note(line, is_expected=True)


def _marker_words(section: Section) -> str:
    """The marker of a section as printed, without the people behind it on the line."""
    if section.marker is None or section.label is None:
        return ""
    return section.marker.flat.removesuffix(section.label.rest).strip()


def _is_post_first(entries: list[Entry]) -> bool:
    """Whether most people of a list who have a post are named behind it."""
    post_first = sum(post_and_name(entry.text) is not None for entry in entries)
    name_first = sum(_has_post_behind(entry.text) for entry in entries)
    return post_first > name_first


def _has_post_behind(text: str) -> bool:
    """Whether more than a name and marks of punctuation stand in an entry that begins with a name."""
    found = find_name_start(text)
    return found is not None and len(found[1].strip(" .,;:–—-")) > 1


def _read_annexed(section: Section, draft: Draft) -> bool:
    """Read a count in place of the list: «14 человек (список прилагается)»."""
    count = read_count(section.text) if is_annexed(section.text) else None
    if count is None or section.label is None or draft.fields.get("present_total") is not None:
        return False
    draft.place_section("present_total", section)
    draft.fields["present_total"] = count
    shown = escape(section.text).replace(str(count), "{count}", 1)
    draft.labels["present_total"] = f"{section.label.pattern} {shown}"
    draft.add_block(Block.PRESENT_TOTAL)
    return True


def _excuse(person: Attendee) -> Attendee:
    return dataclasses.replace(person, status=AttendanceStatus.EXCUSED)


def _take_label(section: Section, draft: Draft) -> None:
    if section.label is None:
        draft.labels.setdefault(section.kind, "")
        return
    pattern = put_phrase(section.label.pattern, draft.fields["body"].genitive, "body_genitive")
    draft.labels.setdefault(section.kind, pattern if section.kind == "present" else section.label.pattern)


def settle_online_marks(people: list[Attendee], draft: Draft) -> list[Attendee]:
    """Make the words of the online mark one label of the paper; where persons bear different ones, they stay notes."""
    online = [person for person in people if person.mode is AttendanceMode.ONLINE]
    words = {person.note for person in online}
    if not words:
        return people
    if len(words) > 1:
        draft.labels["online"] = ""
        return people
    draft.labels["online"] = words.pop()
    return [
        dataclasses.replace(person, note="") if person.mode is AttendanceMode.ONLINE else person for person in people
    ]


def _form_of(section: Section, entries: list[Entry]) -> ListForm:
    kinds = {entry.kind for entry in entries}
    if "cell" in kinds:
        # The table prints numbers: one without them is printed as lines.
        is_numbered = any(entry.is_numbered for entry in entries)
        return ListForm.TABLE if is_numbered else ListForm.LINES
    if kinds == {"number"}:
        return ListForm.NUMBERED
    if kinds == {"bullet"}:
        return ListForm.BULLETS
    is_on_line = section.label is not None and bool(section.label.rest)
    lines = {entry.line.number for entry in entries}
    return ListForm.INLINE if is_on_line or len(lines) < len(entries) else ListForm.LINES


def read_total(section: Section, draft: Draft) -> None:
    """Read a count of members or of those present, also one with a list behind a colon."""
    draft.place_section(section.kind, section)
    label = section.label
    listed = _COUNT_AND_LIST.fullmatch(section.text)
    if (
        label is not None
        and listed is not None
        and section.kind == "present_total"
        and starts_with_name(listed["list"])
    ):
        _read_count_and_list(section, listed, draft)
        return
    count = read_count(section.text)
    if label is None or count is None or draft.fields.get(section.kind) is not None:
        keep_section(section, draft)
        return
    draft.fields[section.kind] = count
    text = section.text
    shown = escape(text).replace(str(count), "{count}", 1) if str(count) in text else escape(text)
    draft.labels[section.kind] = label.pattern.replace("{count}", shown)
    draft.add_block(_COUNTS[section.kind])


def _read_count_and_list(section: Section, listed: re.Match[str], draft: Draft) -> None:
    """«Присутствовали 7 человек: Иванов И.И., …»: the count is part of the list's label."""
    label = section.label
    total = read_attendance_total(listed["count"])
    if label is None:
        return
    if total is not None:
        draft.fields.setdefault("present_total", total.present)
    draft.labels["present"] = f"{label.pattern.replace('{count}', escape(listed['count']))}:"
    line = section.lines[0].with_text(section.lines[0].text.partition(":")[2])
    people = Section("present", None, None, [line, *section.lines[1:]])
    read_people(people, draft)


def read_attendance_sum(section: Section, draft: Draft) -> None:
    """Read «Всего присутствует: 20 человек (2 онлайн подключение) из 22 человек.»."""
    draft.place_section("attendance_total_text", section)
    label, text = section.label, section.text.strip()
    total = read_attendance_total(text)
    if label is None or total is None:
        keep_section(section, draft)
        return
    draft.fields.setdefault("present_total", total.present)
    draft.fields.setdefault("online_total", total.online)
    draft.fields.setdefault("members_total", total.total)
    online = re.search(r"\(\s*(?:из них\s)?\d+\s*[–-]?\s*([^()]+)\)", text)
    if online is not None:
        draft.labels.setdefault("online", online[1].strip())
    words = text.rstrip(".")
    written = write_attendance_total(
        total.present or 0, total.online, total.total, draft.labels.get("online", "онлайн подключение")
    )
    if total.present is None or not same_words(written, words):
        draft.fields["attendance_total_text"] = words
    draft.labels["attendance_total"] = label.pattern
    draft.add_block(Block.ATTENDANCE_TOTAL)


def read_quorum_block(section: Section, draft: Draft) -> None:
    """Read the sentence on the quorum: its outcome, and its words."""
    draft.place_section("has_quorum", section)
    text = " ".join(line.flat for line in section.lines) or (section.marker.flat if section.marker else "")
    draft.fields["has_quorum"] = read_quorum(text)
    draft.fields["quorum_text"] = text
    members = _MEMBERS.search(text)
    if members is not None and "members_total" not in draft.kinds:
        draft.fields.setdefault("members_total", int(members[1]))
    draft.add_block(Block.QUORUM)


def drop_repeated_quorum(draft: Draft, generated: str) -> None:
    """Without a difference to the generated sentence no override is kept."""
    if fold(str(draft.fields.get("quorum_text") or "")) == fold(generated):
        draft.fields["quorum_text"] = None
