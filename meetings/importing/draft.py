"""Owns the document under construction: fields, labels, blocks, notes, findings, and where each line went."""

from dataclasses import dataclass, field
from typing import Any

from meetings.document.finding import Finding
from meetings.document.tree import Note
from meetings.document.vocabulary import Block, NotePlace, Severity
from meetings.importing.known_people import KnownPeople
from meetings.importing.lines import Line
from meetings.importing.people import Organ
from meetings.importing.sections import Section

_QUOTED = 60


@dataclass(slots=True)
class Draft:
    """What has been read so far. `fields` are those of ProtocolDocument, `style` those of PaperStyle."""

    fields: dict[str, Any] = field(default_factory=dict)
    style: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: line of the source → part
    parts: dict[int, str] = field(default_factory=dict)
    organ: Organ = field(default_factory=Organ)
    people: KnownPeople = field(default_factory=KnownPeople)
    #: the kinds of the blocks that the paper holds
    kinds: frozenset[str] = frozenset()
    #: letter-spaced words of the source: joined → as printed
    spaced: dict[str, str] = field(default_factory=dict)

    def add_block(self, block: Block) -> None:
        """Put a block behind those that stand already."""
        if block not in self.blocks:
            self.blocks.append(block)

    def place(self, part: str, *lines: Line | None) -> None:
        """Record that lines went to a part."""
        for line in lines:
            if line is not None:
                for number in range(line.number, max(line.number, line.last) + 1):
                    self.parts.setdefault(number, part)

    def place_section(self, part: str, section: Section) -> None:
        """Record that a section with its marker went to a part."""
        self.place(part, section.marker, *section.lines)

    def note(self, line: Line, place: NotePlace | None = None, *, is_expected: bool = False) -> None:
        """Keep a line as a note behind the last block; unless it was expected there, tell the user."""
        if place is None:
            place = NotePlace(self.blocks[-1].value) if self.blocks else NotePlace.TITLE
        self.notes.append(Note(place=place, text=line.flat))
        self.place("notes", line)
        if not is_expected:
            message = f"Строка не отнесена ни к одной части и сохранена как примечание: «{shorten(line.flat)}»."
            self.find("line_unplaced", Severity.NOTE, "notes", message, line.number)

    def find(self, code: str, severity: Severity, where: str, message: str, line: int | None = None) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, where, message, line))


def shorten(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
