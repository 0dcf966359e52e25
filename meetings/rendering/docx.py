"""Owns the Word form of a paper: a walk over its HTML, as the PDF and the plain text are made, with named styles.

The words are those of the PDF. What Word can do by itself it does: numbers of lists and of the table's rows are real
numbering, both edges of a line are a tab, the number of the page is a field.
"""

import datetime
import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from meetings.document.tree import ProtocolDocument
from meetings.rendering.docx_lists import Lists
from meetings.rendering.docx_runs import Run, gather_runs, take_marker
from meetings.rendering.docx_styles import NAMESPACES, SETTINGS, TEXT_WIDTH_MM, TWIPS, indents, write_styles
from meetings.rendering.html import GENERATOR, render_page

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

#: Widths of the columns that have one, by the class of <col>, millimetres; a column without shares the rest.
COLUMN_WIDTHS_MM = {
    **{"number": 11, "name": 79, "person": 58, "answer": 17, "option": 25, "sign": 32},
    **{"brief": 20, "due": 37},
}

#: Least height of a row that is signed or marked by hand, twips: 10 mm.
_SIGNED_ROW = round(10 * TWIPS)

_STYLES = {"h2": "Heading1", "h3": "Heading3", "p": "BodyText"}
_STYLES_BY_CLASS = {
    "lead": "Lead",
    "speaker": "Lead",
    "date": "Date",
    "place": "Place",
    "letterhead": "Letterhead",
    "requisites": "Requisites",
    "annex-mark": "AnnexMark",
    "signature": "Signature",
    "signed-by": "CertifiedMark",
    "certified-mark": "CertifiedMark",
    "certified": "Certified",
}
_CONTAINERS = {"article", "section"}

#: Relations of the engine's empty paper that ours does not need: a theme, a thumbnail, a foreign program's traces.
_IDLE = ("/theme", "/fontTable", "/webSettings", "/stylesWithEffects", "/customXml", "/thumbnail", "-properties")
_CORE = "/core-properties"
#: The oldest moment a ZIP archive knows: bytes must not depend on the clock.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def render_docx(document: ProtocolDocument) -> bytes:
    """Return the protocol as a Word file; the bytes depend on the document and the templates only."""
    return write_docx(render_page(document))


def write_docx(markup: str) -> bytes:
    """Turn a page of ours (XHTML) into a Word file."""
    from docx import Document  # slow import: a tenth of a second

    page = ElementTree.fromstring(markup)  # noqa: S314 - our own markup, every text in it escaped
    word = Document()
    _strip(word)
    css, size = _look_of(page)
    _replace(word.styles.element, write_styles(size, is_union="union" in css))
    _replace(word.settings.element, SETTINGS)
    _set_page(word, is_numbered="unnumbered" not in css)
    _set_properties(word, page)
    writer = _Writer(word, air_pt=size / 2)
    writer.write_blocks(page.findall("body/*"))
    writer.lists.write_into(word.part.numbering_part.element)
    return _packed(word)


@dataclass(slots=True)
class _Writer:
    """Writes blocks of HTML behind each other into a Word document."""

    word: "WordDocument"
    #: space above and below a table, points
    air_pt: float
    lists: Lists = field(default_factory=Lists)
    #: the paragraphs of the last block, to keep them with the next
    last: "list[Paragraph]" = field(default_factory=list)
    begins_page: bool = False
    is_afterword: bool = False
    is_annex: bool = False
    follows_table: bool = False

    def write_blocks(self, blocks: list[Element]) -> None:
        """Write all blocks; pieces of one giant paragraph become one again."""
        for index, block in enumerate(blocks):
            css = block.get("class", "").split()
            if "continued" in css:
                continue
            self.begins_page = self.begins_page or "new-page" in css
            if block.tag in _CONTAINERS:
                self.is_afterword, self.is_annex = False, "annex" in css
                self.write_blocks(list(block))
            elif "signatures" in css:
                self._write_signatures(block)
            elif block.tag == "ul":
                self._write_list(block, css)
            elif block.tag == "table":
                self._write_table(block, css)
            elif block.tag == "div":
                self._write_pair(block, css)
            else:
                self._write_paragraph([block, *_continuations(blocks, index)], css)

    def _write_paragraph(self, parts: list[Element], css: list[str]) -> None:
        block = parts[0]
        style = "Title" if block.tag == "h1" else _style_of(block.tag, css)
        if self.is_annex and style == "Heading2":
            style = "AnnexTitle"
        if self.is_afterword and style == "BodyText":
            style = "Afterword"
        runs = gather_runs(block)
        for part in parts[1:]:
            runs += [Run(" "), *gather_runs(part)]
        paragraph = self._add(style, runs)
        if "kept" in css:
            paragraph.paragraph_format.keep_with_next = True
        self.last = [paragraph]

    def _write_pair(self, block: Element, css: list[str]) -> None:
        left, right = (gather_runs(span) for span in list(block))
        self.last = [self._add(_style_of("p", css), [*left, Run("\t"), *right] if right else left)]

    def _write_signatures(self, block: Element) -> None:
        self._keep_last()
        for pair in list(block):
            self._write_pair(pair, pair.get("class", "").split())
            self._keep_last()
        for paragraph in self.last:
            paragraph.paragraph_format.keep_with_next = None
        self.is_afterword = True

    def _write_list(self, block: Element, css: list[str]) -> None:
        self._keep_last()
        for row in list(block):
            classes = row.get("class", "").split()
            depth = next((int(name[6:]) for name in classes if name.startswith("level-")), 1)
            marker, runs = take_marker(gather_runs(row), row.get("data-marker", ""))
            number = self.lists.number_of(marker, depth=depth, kind=" ".join(css)) if marker else None
            if marker and number is None:
                runs = [Run(f"{marker}\u00a0"), *runs]
            paragraph = self._add("ListParagraph", runs)
            properties = paragraph._p.get_or_add_pPr()
            if number is not None:
                _number(properties, number)
            elif depth > 1:
                properties.append(_parsed(indents(depth, namespaces=f"{NAMESPACES} ")))
            if "kept" in classes:
                paragraph.paragraph_format.keep_with_next = True
            self.last = [paragraph]

    def _write_table(self, block: Element, css: list[str]) -> None:
        self._part_from_table(self.last)
        rows = list(block.iter("tr"))
        columns = [column.get("class", "") for column in block.iter("col")]
        table = self.word.add_table(len(rows), len(columns))
        self.begins_page = False
        _set_table(table, columns, "Grid" if "grid" in css else "Attendance")
        heads = set(block.findall("thead/tr"))
        for cells, row in zip(table._tbl.tr_lst, rows, strict=True):
            properties = cells.get_or_add_trPr()
            properties.append(_parsed(f"<w:cantSplit {NAMESPACES}/>"))
            if row in heads:
                properties.append(_parsed(f"<w:tblHeader {NAMESPACES}/>"))
            if row.get("class") == "signed":
                properties.append(_parsed(f'<w:trHeight {NAMESPACES} w:val="{_SIGNED_ROW}" w:hRule="atLeast"/>'))
            style = "TableHead" if row in heads else "TableText"
            self.last = [
                self._write_cell(table, cell, source, style, f"{css} {column}")
                for cell, source, column in zip(cells.tc_lst, list(row), columns, strict=True)
            ]
        self.follows_table = True

    def _part_from_table(self, above: "list[Paragraph]") -> None:
        from docx.shared import Pt  # slow import with the others

        for paragraph in above:
            if paragraph._p.getparent() is self.word.element.body:
                paragraph.paragraph_format.space_after = Pt(self.air_pt)

    def _write_cell(self, table: "Table", cell: Any, source: Element, style: str, kind: str) -> "Paragraph":
        from docx.text.paragraph import Paragraph  # slow import with the others

        paragraph = Paragraph(cell.p_lst[0], table._parent)
        paragraph._p.style = style
        runs = gather_runs(source, keeps_lines=source.tag == "td")
        text = "".join(run.text for run in runs)
        is_number = style == "TableText" and kind.endswith(" number") and text[:1].isdecimal()
        number = self.lists.number_of(text, depth=1, kind=kind, is_indented=False) if is_number else None
        if number is not None:
            _number(paragraph._p.get_or_add_pPr(), number)
        else:
            _write_runs(paragraph, runs)
        return paragraph

    def _add(self, style: str, runs: list[Run]) -> "Paragraph":
        paragraph = self.word.add_paragraph()
        paragraph._p.style = style
        if self.begins_page:
            paragraph.paragraph_format.page_break_before = True
            self.begins_page = False
        if self.follows_table and style == "BodyText":
            from docx.shared import Pt  # slow import with the others

            paragraph.paragraph_format.space_before = Pt(self.air_pt)
        self.follows_table = False
        _write_runs(paragraph, runs)
        return paragraph

    def _keep_last(self) -> None:
        """No page ends before what comes next."""
        for paragraph in self.last:
            paragraph.paragraph_format.keep_with_next = True


def _write_runs(paragraph: "Paragraph", runs: list[Run]) -> None:
    for run in runs:
        # python-docx writes \t and \n of a text as the elements Word has for them
        written = paragraph.add_run(run.text)
        if run.is_bold:
            written.bold = True
        if run.is_raised:
            written.font.superscript = True


def _style_of(tag: str, css: list[str]) -> str:
    if tag == "h2" and "label" in css:
        return "Heading2"
    return next((_STYLES_BY_CLASS[name] for name in css if name in _STYLES_BY_CLASS), _STYLES.get(tag, "BodyText"))


def _continuations(blocks: list[Element], index: int) -> list[Element]:
    """Return the blocks a giant paragraph was cut into behind its first."""
    found: list[Element] = []
    for block in blocks[index + 1 :]:
        if "continued" not in block.get("class", "").split():
            break
        found.append(block)
    return found


def _look_of(page: Element) -> tuple[list[str], int]:
    """Return the classes and the size of type, in points, of a page («protocol union size-14»)."""
    for element in page.iter():
        css = element.get("class", "").split()
        if "protocol" in css:
            size = next((int(name[5:]) for name in css if name.startswith("size-")), 14)
            return css, size
    return [], 14


def _number(properties: Any, number: int) -> None:
    wanted = properties.get_or_add_numPr()
    wanted.get_or_add_ilvl().val = 0
    wanted.get_or_add_numId().val = number


def _set_table(table: "Table", columns: list[str], style: str) -> None:
    """Give a table fixed columns over the whole width."""
    known = [COLUMN_WIDTHS_MM.get(name, 0) for name in columns]
    rest = (TEXT_WIDTH_MM - sum(known)) / max(known.count(0), 1)
    widths = [round((width or rest) * TWIPS) for width in known]
    table.autofit = False
    table._tbl.tblPr.style = style
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(_name("w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            properties = cell.get_or_add_tcPr()
            properties.insert(0, _parsed(f'<w:tcW {NAMESPACES} w:w="{width}" w:type="dxa"/>'))
            for old in properties.findall(_name("tcW"))[1:]:
                properties.remove(old)


def _set_page(word: "WordDocument", *, is_numbered: bool) -> None:
    """A4, margins 30, 10, 20, 20 mm, the number of the page in the header from the second on."""
    from docx.shared import Mm  # slow import with the others

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)
    if not is_numbered:
        return
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number._p.append(
        _parsed(f'<w:fldSimple {NAMESPACES} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')  # Word counts anew
    )


def _set_properties(word: "WordDocument", page: Element) -> None:
    """Write the catalogue entry: the paper's name, its language, the day of the meeting as its date."""
    properties = word.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = (page.findtext("head/title") or "")[:255]
    properties.language = "ru-RU"
    properties.author = GENERATOR
    for meta in page.iter("meta"):
        if meta.get("name") == "dcterms.created":
            day = datetime.datetime.fromisoformat(f"{meta.get('content')}T00:00:00")
            properties.created = properties.modified = day


def _strip(word: "WordDocument") -> None:
    """Take away the parts of the engine's empty paper that say nothing about ours."""
    for relations in (word.part.rels, word.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_IDLE) and not relation.reltype.endswith(_CORE):
                del relations[key]


def _replace(element: Any, markup: str) -> None:
    """Replace the content of a part's root element."""
    for child in list(element):
        element.remove(child)
    for child in list(_parsed(markup)):
        element.append(child)


def _parsed(markup: str) -> Any:
    from docx.oxml.parser import parse_xml  # slow import with the others

    return parse_xml(markup)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # slow import with the others

    return qn(f"w:{tag}")


def _packed(word: "WordDocument") -> bytes:
    """Save without the moment of saving: the archive's entries bear a fixed one."""
    saved, packed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
