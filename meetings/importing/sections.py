"""Owns the cutting of a protocol into parts, by its markers alone; what stands inside a part is read elsewhere.

The order: the frame (title, signatures), the opening blocks, the agenda, the questions. Every line ends in exactly
one section.
"""

from dataclasses import dataclass, field

from meetings.importing.lines import Line
from meetings.importing.signatures import SignatureBlock
from meetings.wording.labels import ReadLabel


@dataclass(slots=True)
class Section:
    """A part: its kind (a key of wording.labels, or title, note, procedure), its marker and its lines.

    The text behind the marker on its own line is the first of `lines`.
    """

    kind: str
    label: ReadLabel | None = None
    marker: Line | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return " ".join(line.flat for line in self.lines).strip()

    @property
    def number(self) -> int:
        """The first line in the source."""
        if self.marker is not None:
            return self.marker.number
        return self.lines[0].number if self.lines else 0


@dataclass(slots=True)
class ItemSections:
    """One question: its number, how it is headed, and the parts of its treatment."""

    number: str
    heading: Section
    #: pattern of the heading («По {ordinal_dative} вопросу {heading}»), "" when nothing is printed
    pattern: str = ""
    subheading: str = ""
    parts: list[Section] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return [part.kind for part in self.parts]


@dataclass(slots=True)
class Sections:
    """The whole protocol in parts."""

    letterhead: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    header: list[Section] = field(default_factory=list)
    opening: list[Line] = field(default_factory=list)
    items: list[ItemSections] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    signatures: SignatureBlock | None = None
    afterword: list[Line] = field(default_factory=list)
    #: all lines of the source, as they were cut
    lines: list[Line] = field(default_factory=list)
    #: the line at which a second protocol begins
    second_at: int | None = None
