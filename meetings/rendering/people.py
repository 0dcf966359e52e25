"""Lays out the lists of people: the table of attendance, numbered lists, bullets, lines, one running sentence."""

from meetings.document.final_marks import with_mark
from meetings.document.style import PaperStyle
from meetings.document.tree import Attendee
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Block, Layout, ListForm
from meetings.rendering.printed import PeopleTable, PersonRow, Row, Rows
from meetings.rendering.typography import listed
from meetings.wording.labels import write_label
from meetings.wording.text import fold

#: The attendees of a list with their positions in the document's tuple.
Numbered = list[tuple[int, Attendee]]

_LISTS = {
    AttendanceStatus.PRESENT: Block.PRESENT,
    AttendanceStatus.EXCUSED: Block.ABSENT,
    AttendanceStatus.ABSENT: Block.ABSENT,
    AttendanceStatus.INVITED: Block.INVITED,
}
_PATRONYMIC_ENDINGS = ("вич", "вна", "ична", "инична", "оглы", "кызы", "оглу", "гызы", "мич", "лич", "ьич")


def lay_out_table(people: Numbered, style: PaperStyle, label: str, *, start: int = 1) -> PeopleTable:
    """Lay out the table of attendance: number, surname above name and patronymic, «- position, role»."""
    rows = []
    for number, (index, person) in enumerate(people, start=start):
        mark = ";" if number < start + len(people) - 1 else "."
        names, lines = _name_lines(person.name), _position_lines(person, style, label)
        if lines:
            lines[-1] = with_mark(lines[-1], mark)
        else:
            names[-1] = with_mark(names[-1], mark)
        where = f"attendees[{index}]"
        rows.append(PersonRow(number=f"{number}.", name="\n".join(names), position="\n".join(lines), where=where))
    return PeopleTable(rows=tuple(rows))


def lay_out_list(people: Numbered, form: ListForm, style: PaperStyle, label: str, *, start: int = 1) -> Rows:
    """Lay out a list of one person a row: numbered, with bullets, or bare lines."""
    texts = listed([write_person(person, style, label) for _, person in people], last=".")
    rows = []
    for number, ((index, _), text) in enumerate(zip(people, texts, strict=True), start=start):
        marker = {ListForm.NUMBERED: f"{number}.", ListForm.BULLETS: "-"}.get(form, "")
        rows.append(Row(marker=marker, text=text, where=f"attendees[{index}]"))
    return Rows(rows=tuple(rows), css="people")


def write_people_sentence(people: Numbered, style: PaperStyle, label: str) -> str:
    """Write the list as one sentence: «Носов Е.А., Тихонов С.М.» or «Носов Е.А. – директор, …»."""
    has_comma = any("," in person.position or person.role for _, person in people)
    texts = [write_person(person, style, label, is_inline=True) for _, person in people]
    return with_mark(("; " if has_comma else ", ").join(texts), ".")


def write_person(person: Attendee, style: PaperStyle, label: str, *, is_inline: bool = False) -> str:
    """Write one person of a list with everything printed about him, without the final mark."""
    separator = ", " if style.layout is Layout.KOLLEGIYA and not is_inline else " – "
    office = ", ".join(part for part in (person.position, person.role) if part)
    text = f"{person.name}{separator}{office}" if office else person.name
    if office and _LISTS[person.status] in style.position_first:
        behind = person.role if person.position else ""
        text = f"{person.position or person.role} {person.name}" + (f", {behind}" if behind else "")
    return " ".join([text, *_remarks(person, style, label)])


def _position_lines(person: Attendee, style: PaperStyle, label: str) -> list[str]:
    office = ", ".join(part for part in (person.position, person.role) if part)
    return ([f"- {office}"] if office else []) + _remarks(person, style, label)


def _remarks(person: Attendee, style: PaperStyle, label: str) -> list[str]:
    """Write the bracketed remarks: online mark, reason of absence unless the label says it, proxy, note."""
    remarks = []
    if person.mode is AttendanceMode.ONLINE:
        remarks.append(write_label("online", style))
    if person.reason and fold(person.reason) not in fold(label):
        remarks.append(person.reason)
    if person.represented_by:
        remarks.append(f"по доверенности – {person.represented_by}")
    elif person.mode is AttendanceMode.PROXY:
        remarks.append("по доверенности")
    if person.note:
        remarks.append(person.note)
    return [remark if remark.startswith("(") else f"({remark})" for remark in remarks if remark]


def _name_lines(name: str) -> list[str]:
    """Part a full name into the surname and the rest; a name with initials or of a group stays on one line."""
    words = name.split()
    if len(words) >= 3 and "." not in name and fold(words[-1]).endswith(_PATRONYMIC_ENDINGS):
        return [words[0], " ".join(words[1:])]
    return [name]
