"""Owns the reading of a Word document as lines, in the order in which a reader meets them.

What is not in the text of the paragraphs is written out: automatic numbers, raised digits, line breaks. Tracked
insertions are kept and deletions dropped, as if all changes were accepted. A row of a table is one line with columns;
a row that holds whole passages, or a table inside, is read cell by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from meetings.importing.docx_numbering import Numbering, W, read_numbering
from meetings.importing.docx_package import Package, open_package
from meetings.importing.lines import COLUMN, RawLine, superscript
from meetings.importing.refusal import UnreadableSource
from meetings.importing.table_rows import is_one_line, is_signature_row

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr")}
_TEXT_BOX = f"{W}txbxContent"
_MAX_DEPTH = 60


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    #: style → (list, level, style it is based on)
    styles: dict[str, tuple[str, int, str]]
    lines: list[RawLine] = field(default_factory=list)

    def add(self, text: str, *, is_bold: bool = False, is_row: bool = False) -> None:
        self.lines.append(RawLine(len(self.lines) + 1, text, is_bold=is_bold, is_row=is_row))


@dataclass(slots=True)
class _Paragraph:
    text: str = ""
    is_bold: bool = True
    #: contents of text boxes anchored in the paragraph
    boxes: list[Element] = field(default_factory=list)


def read_docx(source: bytes) -> list[RawLine]:
    """Read a .docx as lines; raises UnreadableSource with a Russian message."""
    package = open_package(source)
    try:
        return _read_lines(package)
    except RecursionError as error:
        raise UnreadableSource("Файл .docx устроен слишком сложно: такой файл не принимается.") from error


def _read_lines(package: Package) -> list[RawLine]:
    reader = _Reader(read_numbering(package.numbering), _read_styles(package.styles))
    if package.header is not None:
        _read_blocks(reader, package.header, 0)
    body = package.document.find(f"{W}body")
    if body is not None:
        _read_blocks(reader, body, 0)
    if package.footnotes is not None:
        for note in package.footnotes.findall(f"{W}footnote"):
            if note.get(f"{W}type") is None:
                _read_blocks(reader, note, 0)
    return reader.lines


def _read_styles(root: Element | None) -> dict[str, tuple[str, int, str]]:
    styles: dict[str, tuple[str, int, str]] = {}
    if root is None:
        return styles
    for style in root.iter(f"{W}style"):
        base = style.find(f"{W}basedOn")
        number, level = _find_list(style.find(f"{W}pPr"))
        styles[style.get(f"{W}styleId", "")] = (number, level, "" if base is None else base.get(f"{W}val", ""))
    return styles


def _read_blocks(reader: _Reader, parent: Element, depth: int) -> None:
    """Read paragraphs and tables below `parent` in document order."""
    for block in _blocks(parent, depth):
        if block.tag == f"{W}tbl":
            for row in _children(block, f"{W}tr"):
                _read_row(reader, row, depth + 1)
        else:
            _read_paragraph(reader, block, depth)


def _blocks(parent: Element, depth: int) -> Iterator[Element]:
    """Paragraphs and tables, looking through content controls, tracked changes and custom marks."""
    if depth > _MAX_DEPTH:
        raise RecursionError
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from _blocks(_choice(child), depth + 1)
        elif child.tag not in _DROPPED and not child.tag.endswith("Pr"):
            yield from _blocks(child, depth + 1)


def _children(parent: Element, tag: str, depth: int = 0) -> Iterator[Element]:
    """Children with a tag, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml") and depth < _MAX_DEPTH:
            yield from _children(child, tag, depth + 1)


def _choice(alternatives: Element) -> Element:
    """The newer of two equal contents (a drawing and its fallback): one is read, not both."""
    choice = alternatives.find(f"{_COMPATIBILITY}Choice")
    fallback = alternatives.find(f"{_COMPATIBILITY}Fallback")
    if choice is not None and (fallback is None or choice.find(f".//{W}t") is not None):
        return choice
    return alternatives if fallback is None else fallback


def _read_paragraph(reader: _Reader, element: Element, depth: int) -> None:
    paragraph = _Paragraph()
    _collect(element, paragraph, depth, raised=False, bold=False)
    mark = _next_mark(reader, element)
    for position, part in enumerate(paragraph.text.split("\n")):
        text = f"{mark} {part}" if mark and position == 0 else part
        reader.add(text, is_bold=paragraph.is_bold and bool(paragraph.text.strip()))
    for box in paragraph.boxes:
        _read_blocks(reader, box, depth + 1)


def _read_row(reader: _Reader, row: Element, depth: int) -> None:
    if _is_deleted(row):
        return
    before, reader.lines = reader.lines, []
    cells: list[list[RawLine]] = []
    has_inner_table = False
    for cell in _children(row, f"{W}tc"):
        has_inner_table = has_inner_table or cell.find(f".//{W}tbl") is not None
        _read_blocks(reader, cell, depth + 1)
        cells.append([line for line in reader.lines if line.text.strip()])
        reader.lines = []
    reader.lines = before
    texts = [[line.text.strip() for line in cell] for cell in cells]
    if is_signature_row(texts):
        for role, name in zip(*(cell for cell in texts if cell), strict=True):
            reader.add(f"{role}{COLUMN}{name}", is_row=True)
    elif not has_inner_table and is_one_line(texts):
        is_bold = all(line.is_bold for cell in cells for line in cell)
        reader.add(COLUMN.join(" ".join(cell) for cell in texts if cell), is_bold=is_bold, is_row=True)
    else:
        for paragraphs in cells:
            for line in paragraphs:
                reader.add(line.text, is_bold=line.is_bold, is_row=line.is_row)


def _is_deleted(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _next_mark(reader: _Reader, paragraph: Element) -> str:
    properties = paragraph.find(f"{W}pPr")
    number, level = _find_list(properties)
    style = None if properties is None else properties.find(f"{W}pStyle")
    name = "" if style is None else style.get(f"{W}val", "")
    for _step in range(20):
        if number or name not in reader.styles:
            break
        number, level, name = reader.styles[name]
    return reader.numbering.next_mark(number, level) if number and number != "0" else ""


def _find_list(properties: Element | None) -> tuple[str, int]:
    """The list and level of a paragraph or style; ("", 0) for none."""
    numbering = None if properties is None else properties.find(f"{W}numPr")
    if numbering is None:
        return "", 0
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    depth = "0" if level is None else level.get(f"{W}val", "0")
    return "" if number is None else number.get(f"{W}val", ""), int(depth) if depth.isdecimal() else 0


def _collect(element: Element, paragraph: _Paragraph, depth: int, *, raised: bool, bold: bool) -> None:
    """Gather the text of runs below `element`."""
    if depth > _MAX_DEPTH:
        raise RecursionError
    for child in element:
        if child.tag in _DROPPED:
            continue
        if child.tag == f"{W}r":
            look = child.find(f"{W}rPr")
            if not _has(look, "vanish"):
                _collect(child, paragraph, depth + 1, raised=_is_raised(look), bold=_has(look, "b"))
        elif child.tag == _TEXT_BOX:
            paragraph.boxes.append(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            _collect(_choice(child), paragraph, depth + 1, raised=raised, bold=bold)
        elif (text := _text_of(child)) is not None:
            paragraph.text += superscript(text) if raised else text
            paragraph.is_bold = paragraph.is_bold and (bold or not text.strip())
        else:
            _collect(child, paragraph, depth + 1, raised=raised, bold=bold)


def _text_of(child: Element) -> str | None:
    if child.tag == f"{W}t":
        return (child.text or "").replace("\n", " ")
    if child.tag in (f"{W}tab", f"{W}ptab"):
        return COLUMN
    if child.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if child.tag == f"{W}noBreakHyphen":
        return "-"
    return None


def _has(look: Element | None, name: str) -> bool:
    mark = None if look is None else look.find(f"{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none")


def _is_raised(look: Element | None) -> bool:
    mark = None if look is None else look.find(f"{W}vertAlign")
    return mark is not None and mark.get(f"{W}val") == "superscript"
