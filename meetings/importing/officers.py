"""Owns chair and secretary: printed in a line of their own, or known from the list of those present or signatures."""

import re

from meetings.document.tree import Attendee, Officer, SignatureLine
from meetings.document.vocabulary import AttendanceStatus, Block
from meetings.importing.columns import join_broken_names
from meetings.importing.draft import Draft
from meetings.importing.labelling import escape
from meetings.importing.people import split_before_name
from meetings.importing.requisites import keep_section
from meetings.importing.sections import Section
from meetings.wording.elections import find_officers
from meetings.wording.names import find_name_start, honorific_of, is_same_person, read_name
from meetings.wording.text import fold

_CHAIR = re.compile(r"(?:председатель(?:ствующ(?:ий|ая))?|председательствовал[аи]?|ведущ(?:ий|ая))(?![а-я])")
_SECRETARY = re.compile(r"(?:ответственный |ученый |технический )?секретарь(?![а-я])|протоколист|секретарствовал")
_BLOCKS = {"chair": Block.CHAIR, "secretary": Block.SECRETARY}


def read_officer(section: Section, draft: Draft) -> None:
    """Read «Председатель Союза – Лысенко В.Г.»; words behind the name stay in the label's pattern."""
    draft.place_section(section.kind, section)
    label = section.label
    text = " ".join(line.flat for line in join_broken_names(section.lines)).strip()
    found = find_name_start(text)
    if label is not None and found is None and (parts := split_before_name(text.rstrip(" ;"))) is not None:
        draft.fields[section.kind] = Officer(name=parts[1], role=label.role)
        draft.labels[section.kind] = label.pattern.replace("{name}", f"{escape(parts[0])} {{name}}")
        draft.add_block(_BLOCKS[section.kind])
        return
    if label is None or found is None:
        keep_section(section, draft)
        return
    name, tail = found
    draft.fields[section.kind] = Officer(name=name.strip(), role=label.role)
    tail = tail.strip(" \t").rstrip(".;,")
    pattern = label.pattern.replace("{name}", f"{honorific_of(text)} {{name}}".strip())
    draft.labels[section.kind] = pattern + (escape(_glue(tail)) if tail else "")
    draft.add_block(_BLOCKS[section.kind])


def _glue(tail: str) -> str:
    return tail if tail[:1] in ",.;:" else f" {tail}"


def infer_officers(attendees: tuple[Attendee, ...], signatures: tuple[SignatureLine, ...], draft: Draft) -> None:
    """Name chair and secretary from roles in the attendance, else from the signatures; nothing more is printed."""
    for key, office in (("chair", _CHAIR), ("secretary", _SECRETARY)):
        if draft.fields.get(key) is not None:
            continue
        officer = (
            _find_in_attendance(attendees, office)
            or _find_in_election(draft, key)
            or _find_in_signatures(attendees, signatures, office)
        )
        if officer is not None:
            draft.fields[key] = officer


def _find_in_attendance(attendees: tuple[Attendee, ...], office: re.Pattern[str]) -> Officer | None:
    present = [person for person in attendees if person.status is AttendanceStatus.PRESENT]
    for person in present:
        for text in (person.role, person.group.rstrip(" :–-")):
            if text and office.match(fold(text)):
                return Officer(name=person.name, role=text)
    return None


def _find_in_election(draft: Draft, key: str) -> Officer | None:
    """Read «председателем собрания – Панов Роман Ильич» among the notes above the agenda."""
    text = "\n".join(note.text for note in draft.notes)
    elected = next((officer for officer in find_officers(text) if officer.key == key), None)
    return Officer(name=elected.name, role=elected.role) if elected is not None else None


def _find_in_signatures(
    attendees: tuple[Attendee, ...], signatures: tuple[SignatureLine, ...], office: re.Pattern[str]
) -> Officer | None:
    """A signature gives initials; the list of those present gives the whole name."""
    for line in signatures:
        if not office.match(fold(line.role)):
            continue
        signed = read_name(line.name)
        for person in attendees if signed is not None else ():
            listed = read_name(person.name)
            if signed is not None and listed is not None and is_same_person(signed, listed):
                return Officer(name=person.name, role=line.role)
        return Officer(name=line.name, role=line.role)
    return None
