"""Owns the Akoma Ntoso form (OASIS LegalDocML 3.0): a protocol as a <debate> that parliaments' programs read.

Its words are those of the paper, line by line in the same order; what the tree knows beyond them (who speaks, what a
voting is about) stands in attributes. Parts have the ids of the portal's page («item-1-decision-2»).
Text that is not of a question, speech or voting stays a plain block, so nothing is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from meetings.document.tree import AgendaItem, ProtocolDocument, Speech
from meetings.document.vocabulary import SpeechKind
from meetings.rendering.akoma_meta import NAMESPACE, People, add, concept_of, make_meta
from meetings.rendering.html import PaperTooLong
from meetings.rendering.paper import lay_out
from meetings.rendering.printed import Line, Pair, Paper, PeopleTable, Piece, Row, Rows, anchor_of
from meetings.rendering.typography import plain, without_controls

_INLINE = {f"{{{NAMESPACE}}}{tag}" for tag in ("b", "docTitle", "docType", "person", "signature", "vote")}
_SPEECH_SECTIONS = {
    SpeechKind.HEARD: "heard",
    SpeechKind.SPOKE: "spoke",
    SpeechKind.NOTED: "noted",
    SpeechKind.OPENING: "opening",
    SpeechKind.DISCUSSION: "discussion",
}


def render_akoma(document: ProtocolDocument) -> bytes:
    """Return the protocol as Akoma Ntoso XML, UTF-8; the same bytes for the same document. Raises PaperTooLong."""
    try:
        paper = lay_out(document)
    except RecursionError as error:
        raise PaperTooLong(_("Пункты решения вложены друг в друга слишком глубоко.")) from error
    ElementTree.register_namespace("", NAMESPACE)
    root = Element(f"{{{NAMESPACE}}}akomaNtoso")
    debate = add(root, "debate", {"name": "protocol"})
    people = People.of(document)
    writer = _Writer(document, paper, people)
    writer.write(debate)
    debate.insert(0, make_meta(document, people, writer.used))
    _break_lines(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def _break_lines(root: Element) -> None:
    """End a line behind every block, and nowhere inside running text."""
    for element in root.iter():
        if element is not root and element.tag not in _INLINE and not element.tail:
            element.tail = "\n"


@dataclass(slots=True)
class _Writer:
    """Writes the printed pieces of a paper as elements."""

    document: ProtocolDocument
    paper: Paper
    people: People
    used: set[str] = field(default_factory=set)

    def write(self, debate: Element) -> None:
        """Write preface, body and conclusions in the order of the paper."""
        self._preface(debate)
        body = add(debate, "debateBody")
        self._part(body, "opening", self.paper.opening, is_needed=True)
        self._part(body, "agenda", self.paper.agenda)
        discussion = add(body, "debateSection", {"name": "discussion", **self._id("discussion")})
        self._parts_of(discussion, _runs(self.paper.discussion, "opening"), self.document.opening)
        if not len(discussion):
            body.remove(discussion)
        for section in self.paper.sections:
            self._item(body, section.where, section.pieces)
        self._part(body, "closing", self.paper.closing)
        self._conclusions(debate)

    def _preface(self, debate: Element) -> None:
        preface = add(debate, "preface")
        for line in self.paper.letterhead:
            add(preface, "p", {"class": "letterhead"}, plain(line))
        title = add(preface, "longTitle")
        for number, line in enumerate(self.paper.title):
            add(add(title, "p"), "docTitle" if number else "docType", text=plain(line))
        if not len(title):
            add(title, "p")

    def _part(self, body: Element, name: str, pieces: Iterable[Piece], *, is_needed: bool = False) -> None:
        """Write a part outside the questions; its lists of people as the roll."""
        section = add(body, "debateSection", {"name": name, **self._id(name)})
        roll: Element | None = None
        for is_roll, group in _rolls(pieces):
            if is_roll:
                roll = add(section, "rollCall")
            self._blocks(roll if is_roll and roll is not None else section, group)
        if not len(section) and not is_needed:
            body.remove(section)

    def _item(self, body: Element, where: str, pieces: tuple[Piece, ...]) -> None:
        item = self.document.items[int(where[6:-1])]
        section = add(body, "debateSection", {"name": "item", **self._id(anchor_of(where))})
        first = pieces[0] if pieces else None
        if isinstance(first, Line) and first.where == f"{where}.heading":
            add(section, "heading", self._id(first.anchor), _words(first))
            pieces = pieces[1:]
        self._parts_of(section, _runs(pieces, where), item.speeches, item)
        if not len(section):
            add(section, "p")

    def _parts_of(
        self,
        section: Element,
        runs: "Iterator[_Run]",
        speeches: tuple[Speech, ...],
        item: AgendaItem | None = None,
    ) -> None:
        """Write the runs of a question: speeches, decisions and votings each in a section of their own."""
        inner, kind = section, ""
        for run in runs:
            for marker in run.markers[:-1]:
                inner, kind = section, ""
                add(section, "p", {"class": "label"}, _words(marker))
            if run.markers or run.kind != kind:
                inner = self._inner(section, run, speeches)
                kind = run.kind
            if run.kind == "speeches" and run.index < len(speeches):
                self._speech(inner, run, speeches[run.index])
            elif run.kind == "votes" and item is not None:
                self._voting(inner, run, item)
            elif run.kind == "decisions":
                container = add(inner, "container", {"name": "decision", **self._id(anchor_of(run.where))})
                self._blocks(container, run.pieces)
            else:
                self._blocks(inner, run.pieces)

    def _inner(self, section: Element, run: "_Run", speeches: tuple[Speech, ...]) -> Element:
        if run.kind == "decisions":
            inner = add(section, "resolutions")
        elif run.kind == "votes":
            inner = add(section, "debateSection", {"name": "voting"})
        elif run.kind == "speeches" and run.index < len(speeches):
            inner = add(section, "debateSection", {"name": _SPEECH_SECTIONS[speeches[run.index].kind]})
        else:
            inner = section
        for marker in run.markers[-1:]:
            if inner is section:
                add(section, "p", {"class": "label"}, _words(marker))
            else:
                add(inner, "heading", text=_words(marker))
        return inner

    def _speech(self, parent: Element, run: "_Run", speech: Speech) -> None:
        person = self.people.id_of(speech.name)
        if not person:
            self._blocks(parent, run.pieces)
            return
        element = add(parent, "speech", {"by": f"#{person}", **self._id(anchor_of(run.where))})
        pieces = run.pieces
        if len(pieces) > 1 and isinstance(pieces[0], Line) and pieces[0].css == "speaker":
            add(element, "from", text=_words(pieces[0]))
            pieces = pieces[1:]
        self._blocks(element, pieces)

    def _voting(self, parent: Element, run: "_Run", item: AgendaItem) -> None:
        container = add(parent, "container", {"name": "voting", **self._id(anchor_of(run.where))})
        event = item.votes[run.index]
        for piece in run.pieces:
            if isinstance(piece, Rows) and len(piece.rows) == len(event.votes):
                for row, vote in zip(piece.rows, event.votes, strict=True):
                    person = self.people.id_of(vote.name)
                    choice = {"by": f"#{person}", "choice": f"#{concept_of(vote.option)}"}
                    add(add(container, "p"), "vote", choice, plain(row.text))
            else:
                self._blocks(container, [piece])

    def _conclusions(self, debate: Element) -> None:
        paper = self.paper
        if not (paper.signatures or paper.afterword or paper.annex):
            return
        conclusions = add(debate, "conclusions")
        for pair, line in zip(paper.signatures, self.document.signatures, strict=True):
            paragraph = add(conclusions, "p", self._id(pair.anchor))
            signature = add(paragraph, "signature")
            signature.text = without_controls(f"{line.role} ")
            if person := self.people.id_of(line.name):
                add(signature, "person", {"refersTo": f"#{person}"}, line.name)
        self._blocks(conclusions, paper.afterword)
        if paper.annex:
            self._blocks(add(conclusions, "container", {"name": "annex", **self._id("annex")}), paper.annex)
        if not len(conclusions):
            debate.remove(conclusions)

    def _blocks(self, parent: Element, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Line):
                self._line(parent, piece)
            elif isinstance(piece, Pair):
                add(parent, "p", self._id(piece.anchor), plain(f"{piece.left} {piece.right}"))
            elif isinstance(piece, Rows):
                self._list(parent, piece.rows)
            else:
                self._table(parent, piece)

    def _line(self, parent: Element, line: Line) -> None:
        attributes = {"class": "label"} if line.level else {}
        paragraph = add(parent, "p", attributes | self._id(line.anchor))
        if line.label and line.text:
            add(paragraph, "b", text=plain(line.label)).tail = without_controls(plain(line.text))
        else:
            paragraph.text = without_controls(_words(line))

    def _list(self, parent: Element, rows: tuple[Row, ...]) -> None:
        """Write rows as nested lists; a level that is skipped is not invented."""
        lists: list[tuple[int, Element]] = []
        item: Element | None = None
        for row in rows:
            while lists and lists[-1][0] > row.level:
                lists.pop()
            if not lists or lists[-1][0] < row.level:
                above = item if lists and item is not None else parent
                lists.append((row.level, add(above, "blockList")))
            item = add(lists[-1][1], "item", self._id(row.anchor))
            if row.marker:
                add(item, "num", text=plain(row.marker))
            self._person(add(item, "p"), row.text, row.where)

    def _table(self, parent: Element, table: PeopleTable) -> None:
        listed = add(parent, "blockList")
        for row in table.rows:
            item = add(listed, "item", self._id(row.anchor))
            add(item, "num", text=row.number)
            text = " ".join(f"{row.name} {row.position}".split())
            self._person(add(item, "p"), text, row.where)

    def _person(self, paragraph: Element, text: str, where: str) -> None:
        """Write a line of a list; the name of one of those present as a <person>."""
        text = without_controls(plain(text))
        name = ""
        if where.startswith("attendees["):
            name = " ".join(without_controls(self.document.attendees[int(where[10:-1])].name).split())
        before, found, behind = text.partition(name) if name else (text, "", "")
        eid = self.people.id_of(name) if found else ""
        if not eid:
            paragraph.text = text
            return
        paragraph.text = before
        add(paragraph, "person", {"refersTo": f"#{eid}"}, found).tail = behind

    def _id(self, anchor: str) -> dict[str, str]:
        """Return the eId of a part unless another part has it already."""
        if not anchor or anchor in self.used:
            return {}
        self.used.add(anchor)
        return {"eId": anchor}


@dataclass(slots=True)
class _Run:
    """Neighbouring pieces of one speech, decision or voting, and the markers («СЛУШАЛИ:») above them."""

    kind: str
    index: int
    where: str
    markers: list[Line]
    pieces: list[Piece]


def _runs(pieces: Iterable[Piece], where: str) -> Iterator[_Run]:
    """Part the pieces of a question (or of the opening word) by what they print."""
    run: _Run | None = None
    markers: list[Line] = []
    for piece in pieces:
        place = _place(piece)
        kind, index = _kind(place, where)
        if isinstance(piece, Line) and piece.level:
            markers.append(piece)
            if not kind:
                continue
        is_next = bool(markers) or (bool(kind) and (run is None or (run.kind, run.index) != (kind, index)))
        if run is None or is_next:
            if run is not None:
                yield run
            run = _Run(kind, index, place if kind else "", markers, [])
            markers = []
        if not (isinstance(piece, Line) and piece.level):
            run.pieces.append(piece)
    if run is not None:
        yield run
    if markers:
        yield _Run("", 0, "", markers, [])


def _kind(place: str, where: str) -> tuple[str, int]:
    """Read «items[0].speeches[2]…» within «items[0]» as ("speeches", 2); the opening word's «opening[1]» likewise."""
    rest = place.removeprefix(f"{where}.") if place.startswith(f"{where}.") else ""
    if where == "opening" and place.startswith("opening["):
        rest = place.replace("opening", "speeches", 1)
    name, _bracket, number = rest.partition("]")[0].partition("[")
    return (name, int(number)) if number.isdecimal() else ("", 0)


def _place(piece: Piece) -> str:
    """Return the path a piece prints, or its first row."""
    if isinstance(piece, (Rows, PeopleTable)):
        place = piece.rows[0].where if piece.rows else ""
        return place.split(".points", maxsplit=1)[0]
    return piece.where


def _rolls(pieces: Iterable[Piece]) -> Iterator[tuple[bool, list[Piece]]]:
    """Part the opening into lists of people (their heading with them) and the rest."""
    held: list[Piece] = []
    group: list[Piece] = []
    was_roll = False
    for piece in pieces:
        if isinstance(piece, Line) and piece.level:
            held.append(piece)
            continue
        is_roll = _place(piece).startswith("attendees")
        if group and (is_roll != was_roll or held):
            yield was_roll, group
            group = []
        group += [*held, piece]
        held, was_roll = [], is_roll
    if group:
        yield was_roll, group
    if held:
        yield False, held


def _words(piece: Line) -> str:
    return plain(f"{piece.label}{piece.text}").strip()
