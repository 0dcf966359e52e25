"""Lays out the opening part: title, date, time, place, officers, attendance, quorum, and the agenda."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TypeGuard

from meetings.document.style import PaperStyle
from meetings.document.tree import AgendaItem, Attendee, ProtocolDocument
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Block, ListForm, MeetingForm, NotePlace
from meetings.rendering.people import lay_out_list, lay_out_table, write_people_sentence
from meetings.rendering.phrases import heading_line, labelled_line
from meetings.rendering.printed import Line, Pair, PeopleTable, Piece, Row, Rows, with_company
from meetings.rendering.typography import split_long
from meetings.wording.annexes import write_protocol_reference
from meetings.wording.counts import write_attendance_total, write_count
from meetings.wording.dates import write_date_range
from meetings.wording.labels import write_label
from meetings.wording.times import write_time

FORM_WORDS = {
    MeetingForm.IN_PERSON: "очная",
    MeetingForm.REMOTE: "дистанционная",
    MeetingForm.MIXED: "очная с дистанционным участием",
    MeetingForm.ABSENTEE: "заочная",
}

#: A date or a town longer than this gets a line of its own, characters.
_LONGEST_EDGE = 40

#: Places of notes that the opening part prints itself.
_OPENING_PLACES = tuple(place for place in NotePlace if place.value in set(Block))


def lay_out_title(document: ProtocolDocument) -> tuple[str, ...]:
    """Write the lines of the title: the word and the number, the kind of meeting, the body."""
    style = document.style
    word = write_label("title_word", style)
    number = ""
    if document.number:
        number = write_label("number", style, number=document.number, date=_date_words(document) or "")
    of_what = [document.title, document.body.genitive]
    if style.is_title_joined:
        of_what = [" ".join(part for part in of_what if part)]
    return tuple(line for line in (f"{word} {number}".strip(), *of_what) if line)


def lay_out_opening(document: ProtocolDocument) -> tuple[Piece, ...]:
    """Lay out the blocks before the agenda in the style's order, each with the notes behind it."""
    blocks = document.style.blocks
    pieces = _blocks(document, blocks[: _agenda_position(blocks)])
    for place in _OPENING_PLACES:
        if place.value not in blocks:
            pieces += lay_out_notes(document, place)
    return tuple(_paired(pieces))


def lay_out_behind_agenda(document: ProtocolDocument) -> tuple[Piece, ...]:
    """Lay out the blocks that the style puts behind the agenda."""
    blocks = document.style.blocks
    return tuple(_paired(_blocks(document, blocks[_agenda_position(blocks) + 1 :])))


def _agenda_position(blocks: tuple[Block, ...]) -> int:
    return blocks.index(Block.AGENDA) if Block.AGENDA in blocks else len(blocks)


def _blocks(document: ProtocolDocument, blocks: tuple[Block, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        pieces += _BLOCKS[block](document)
        pieces += lay_out_notes(document, NotePlace(block.value))
    return pieces


def _paired(pieces: list[Piece]) -> Iterator[Piece]:
    """Put a bare date and a bare town that are neighbours at the two edges of one line, as papers do."""
    held: Line | None = None
    for piece in pieces:
        if held is not None and _is_bare(piece) and piece.css != held.css:
            yield Pair(left=held.text, right=piece.text, css="requisites", where=held.where)
            held = None
            continue
        if held is not None:
            yield held
        held = piece if _is_bare(piece) else None
        if held is None:
            yield piece
    if held is not None:
        yield held


def _is_bare(piece: Piece) -> TypeGuard[Line]:
    """Tell whether a piece is the date or the place, short and without a label."""
    return (
        isinstance(piece, Line)
        and piece.css in {"date", "place"}
        and not piece.label
        and 0 < len(piece.text) <= _LONGEST_EDGE
        and not piece.text.startswith("от ")
    )


def lay_out_agenda(document: ProtocolDocument) -> tuple[Piece, ...]:
    """Lay out the agenda: its label, the titles with their numbers and rapporteurs."""
    style = document.style
    if Block.AGENDA not in style.blocks:
        return ()
    listed = [(index, item) for index, item in enumerate(document.items) if item.title]
    rows: list[Row] = []
    for index, item in listed:
        rows += _agenda_rows(document, index, item)
    pieces: list[Piece] = []
    if rows:
        heading = heading_line("agenda", style, {"body_genitive": document.body.genitive}, where="items")
        pieces = [*([heading] if heading else []), Rows(rows=with_company(rows), css="agenda")]
    return (*pieces, *lay_out_notes(document, NotePlace.AGENDA))


def lay_out_notes(document: ProtocolDocument, place: NotePlace) -> list[Piece]:
    """Lay out the paragraphs that stand behind a place of the paper."""
    return [
        Line(text=block, where=f"notes[{index}]" if not part else "", css="text" if not part else "text continued")
        for index, note in enumerate(document.notes)
        if note.place is place
        for part, block in enumerate(split_long(note.text))
    ]


def _agenda_rows(document: ProtocolDocument, index: int, item: AgendaItem) -> list[Row]:
    number = write_label("agenda_number", document.style, item.labels, number=item.number) if item.number else ""
    marker = with_dot(number)
    rows = [Row(marker=marker, text=item.title or "", where=f"items[{index}].title", is_kept=bool(item.rapporteur))]
    if item.rapporteur:
        text = write_label("rapporteur", document.style, item.labels, name=item.rapporteur)
        rows.append(Row(text=text, level=2, where=f"items[{index}].rapporteur"))
    return rows


def with_dot(number: str) -> str:
    """Write a number as a list shows it: «1.», but «1)» and «I.» as they are."""
    return f"{number}." if number and number[-1].isalnum() else number


def _line_or_none(line: Line | None) -> list[Piece]:
    return [line] if line else []


def _date(document: ProtocolDocument) -> list[Piece]:
    text = _date_words(document)
    if not text:
        return []
    line = labelled_line(
        "date", document.style, "date", text, css="date", where="held_on", number=document.number or ""
    )
    return _line_or_none(line)


def _date_words(document: ProtocolDocument) -> str | None:
    """Write the day or days of the meeting, as printed or in the manner of the style."""
    if document.date_text is not None or document.held_on is None:
        return document.date_text
    return write_date_range(document.held_on, document.held_until, document.style.date_style)


def _time(document: ProtocolDocument) -> list[Piece]:
    style = document.style
    if document.time_text is not None:
        return _line_or_none(labelled_line("time", style, "time", document.time_text, where="starts_at"))
    pieces: list[Piece] = []
    for key, moment, where in (("time", document.starts_at, "starts_at"), ("time_end", document.ends_at, "ends_at")):
        if moment is not None:
            pieces += _line_or_none(
                labelled_line(key, style, "time", write_time(moment, style.time_style), where=where)
            )
    return pieces


def _place(document: ProtocolDocument) -> list[Piece]:
    if not document.place:
        return []
    return _line_or_none(labelled_line("place", document.style, "place", document.place, css="place", where="place"))


def _meeting_form(document: ProtocolDocument) -> list[Piece]:
    form = FORM_WORDS[document.form]
    if document.remote_method:
        form = f"{form} ({document.remote_method})"
    return _line_or_none(labelled_line("meeting_form", document.style, "form", form, css="form", where="form"))


def _officer(key: str, default_role: str) -> Callable[[ProtocolDocument], list[Piece]]:
    def lay_out(document: ProtocolDocument) -> list[Piece]:
        officer = document.chair if key == "chair" else document.secretary
        if officer is None or not officer.name:
            return []
        role = officer.role or default_role
        return _line_or_none(labelled_line(key, document.style, "name", officer.name, where=key, role=role))

    return lay_out


def _count(key: str) -> Callable[[ProtocolDocument], list[Piece]]:
    def lay_out(document: ProtocolDocument) -> list[Piece]:
        count = document.members_total if key == "members_total" else document.present_total
        if count is None:
            return []
        return _line_or_none(labelled_line(key, document.style, "count", str(count), where=key))

    return lay_out


def _attendance_total(document: ProtocolDocument) -> list[Piece]:
    style = document.style
    text = document.attendance_total_text
    if text is None:
        present, online = document.present_total, document.online_total
        if present is None:
            listed = [person for person in document.attendees if person.status is AttendanceStatus.PRESENT]
            present, online = len(listed), sum(person.mode is AttendanceMode.ONLINE for person in listed)
        if not present:
            return []
        text = write_attendance_total(present, online or None, document.members_total, write_label("online", style))
    where = "attendance_total_text" if Block.PRESENT_TOTAL in style.blocks else "present_total"
    line = labelled_line("attendance_total", style, "attendance", text, where=where)
    return _line_or_none(line)


def _quorum(document: ProtocolDocument) -> list[Piece]:
    text = document.quorum_text
    if text is None and document.has_quorum is not None:
        text = write_label("quorum" if document.has_quorum else "no_quorum", document.style)
    return [Line(text=text, where="has_quorum")] if text else []


def _people(key: str) -> Callable[[ProtocolDocument], list[Piece]]:
    statuses = {
        "present": (AttendanceStatus.PRESENT,),
        "absent": (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED),
        "invited": (AttendanceStatus.INVITED,),
    }[key]

    def lay_out(document: ProtocolDocument) -> list[Piece]:
        people = [(index, person) for index, person in enumerate(document.attendees) if person.status in statuses]
        return _list_of_people(document, key, people) if people else []

    return lay_out


def _list_of_people(document: ProtocolDocument, key: str, people: list[tuple[int, Attendee]]) -> list[Piece]:
    style = document.style
    if key == "present" and is_annexed(style, len(people)):
        return [_annexed(document, len(people))]
    form = {"present": style.present_form, "absent": style.absent_form, "invited": style.invited_form}[key]
    genitive = document.body.genitive
    label = write_label(key, style, body_genitive=genitive)
    if form is ListForm.INLINE and not any(person.group for _, person in people):
        text = write_people_sentence(people, style, label)
        return [Line(label=f"{label} " if label else "", text=text, where=f"attendees[{people[0][0]}]")]
    pieces = _line_or_none(
        heading_line(key, style, {"body_genitive": genitive}, where="attendees" if key == "present" else "")
    )
    return [*pieces, *_groups(people, form, style, label)]


def is_annexed(style: PaperStyle, count: int) -> bool:
    """Tell whether so many people are listed behind the signatures."""
    return style.annex_over is not None and count > style.annex_over


def _annexed(document: ProtocolDocument, count: int) -> Line:
    """Write «Присутствовали: 22 человека (список прилагается).»; a stated count that is printed nowhere else wins."""
    is_printed = {Block.PRESENT_TOTAL, Block.ATTENDANCE_TOTAL} & set(document.style.blocks)
    if document.present_total is not None and not is_printed:
        count = document.present_total
    label = write_label("present", document.style, body_genitive=document.body.genitive)
    text = write_label("annexed", document.style, people=write_count(count), count=count)
    return Line(label=f"{label} " if label and text else label, text=text, where="attendees")


def lay_out_annex(document: ProtocolDocument) -> tuple[Piece, ...]:
    """Lay out the list of those present as an annex; nothing when it stands in the text."""
    present = (AttendanceStatus.PRESENT,)
    people = [(index, person) for index, person in enumerate(document.attendees) if person.status in present]
    if Block.PRESENT not in document.style.blocks or not is_annexed(document.style, len(people)):
        return ()
    style = document.style
    reference = write_protocol_reference(document.number or "", _date_words(document) or "")
    mark = write_label("annex", style, protocol=reference)
    form = ListForm.NUMBERED if style.present_form is ListForm.INLINE else style.present_form
    title = heading_line("annex_title", style)
    pieces: list[Piece] = [Line(text=mark, css="annex-mark")] if mark else []
    return (*pieces, *([title] if title else []), *_groups(people, form, style, title.label if title else ""))


def _groups(people: list[tuple[int, Attendee]], form: ListForm, style: PaperStyle, label: str) -> list[Piece]:
    """Lay out a list group by group; numbers run through the whole list."""
    pieces: list[Piece] = []
    printed = 0
    for group, neighbours in groupby(people, key=lambda numbered: numbered[1].group):
        pieces += _group(list(neighbours), group, form, style, label, start=printed + 1)
        printed += len(pieces[-1].rows) if isinstance(pieces[-1], (Rows, PeopleTable)) else 0
    return pieces


def _group(
    people: list[tuple[int, Attendee]], group: str, form: ListForm, style: PaperStyle, label: str, *, start: int
) -> list[Piece]:
    """Lay out neighbours of one group under its heading; numbers run through the whole list."""
    if form is ListForm.INLINE:
        text = write_people_sentence(people, style, label)
        return [Line(label=f"{group} " if group else "", text=text, where=f"attendees[{people[0][0]}]")]
    pieces: list[Piece] = [Line(label=group, css="label", level=3)] if group else []
    if form is ListForm.TABLE:
        return [*pieces, lay_out_table(people, style, label, start=start)]
    return [*pieces, lay_out_list(people, form, style, label, start=start)]


_BLOCKS: dict[Block, Callable[[ProtocolDocument], list[Piece]]] = {
    Block.DATE: _date,
    Block.TIME: _time,
    Block.PLACE: _place,
    Block.MEETING_FORM: _meeting_form,
    Block.CHAIR: _officer("chair", "Председатель"),
    Block.SECRETARY: _officer("secretary", "Секретарь"),
    Block.MEMBERS_TOTAL: _count("members_total"),
    Block.PRESENT_TOTAL: _count("present_total"),
    Block.PRESENT: _people("present"),
    Block.ATTENDANCE_TOTAL: _attendance_total,
    Block.ABSENT: _people("absent"),
    Block.INVITED: _people("invited"),
    Block.QUORUM: _quorum,
}
