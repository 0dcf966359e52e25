"""Owns the reading of HTML as lines: the clipboard of Word, LibreOffice, Google Docs and Outlook, and saved pages.

Only what a reader sees is taken: no styles, scripts, comments, XML islands, field codes, deleted or hidden text, tables
of contents. Lists keep their marks and levels, Word's drawn ones (mso-list) too; a row of a table is one line. The
parser (libxml2) tells events and builds no tree, so neither size nor depth can exhaust anything.
"""

import re
from dataclasses import dataclass, field

from meetings.importing.decoding import decode
from meetings.importing.html_lists import ListCounter
from meetings.importing.html_tables import TableReader
from meetings.importing.lines import COLUMN, superscript
from meetings.importing.pasted import MAX_DEPTH, Pasted, PastedLine, clear_mark, clear_pasted, level_out, split_mark

#: A page of that many characters is no protocol (pictures inside the page aside).
MAX_HTML_CHARACTERS = 12_000_000

_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre"),
        *("section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "hr", "table"),
        *("caption", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "fieldset", "legend", "figure"),
        *("figcaption", "details", "summary", "body", "html"),
    )
)
_DROPPED = frozenset(
    (
        *("head", "script", "style", "title", "xml", "template", "noscript", "iframe", "object", "svg", "math"),
        *("select", "textarea", "button", "audio", "video", "canvas", "del", "noframes", "map", "datalist", "applet"),
    )
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_PICTURES = frozenset(("img", "v:imagedata", "picture", "image", "svg", "canvas"))
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "image", "v:imagedata"),
    )
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|footer|header|field)"
    r"|mso-special-character\s*:\s*comment"
)
_HIDDEN_CLASS = re.compile(
    r"\bmso(?:toc\d?|toc\d heading|commentreference|commenttext|ancomment|commentsubject)\b|msocom|"
    r"\bmsodel\b|^toc\d?$|\bsd-?comment\b"
)
_FOOTER = re.compile(r"^footer$", re.IGNORECASE)
_COMMENT_LINK = re.compile(r"^#(?:_?cmnt|_msocom)")
_NOTE_LINK = re.compile(r"^#(?:_ftn|_edn|sdfootnote|sdendnote|ftnt|_ftnref|_ednref)")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_WORD_LIST = re.compile(r"mso-list\s*:\s*[^\s;]{1,40}\s+level(\d{1,2})")
#: What a program writes of the look of one element; the rest is not read.
_LONGEST_STYLE = 3000
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Look:
    """What an open element does to the text below it."""

    tag: str
    is_dropped: bool = False
    is_mark: bool = False
    is_raised: bool = False
    is_bold: bool = False
    is_kept: bool = False
    is_tab: bool = False
    is_note: bool = False


@dataclass(slots=True)
class _Line:
    """The line being gathered."""

    pieces: list[str] = field(default_factory=list)
    mark: list[str] = field(default_factory=list)
    #: characters in bold, and in all
    bold: int = 0
    total: int = 0


def read_html(markup: str) -> Pasted:
    """Read HTML as lines with marks and levels; never raises, whatever it is given."""
    from lxml import etree  # type: ignore[import-untyped] # slow: only pages and clipboards need it

    markup = markup[:MAX_HTML_CHARACTERS].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    reader = _Reader()
    if not markup.strip():
        return Pasted(())
    parser = etree.HTMLParser(target=reader, huge_tree=True)
    parser.feed(markup)
    pasted: Pasted = parser.close()
    return pasted


def read_html_source(source: bytes) -> Pasted | None:
    """Read the bytes of a saved page; None when they are no text."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", source[:4096])
    text = None
    if declared is not None:
        try:
            text = source.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            text = None
    text = decode(source) if text is None else text
    return None if text is None else read_html(text)


class _Reader:
    """Takes the parser's events and gathers lines; the names of its methods are lxml's."""

    def __init__(self) -> None:
        self.open: list[_Look] = [_Look("")]
        self.lines: list[PastedLine] = []
        self.line = _Line()
        self.lists = ListCounter()
        self.tables = TableReader()
        self.pictures = 0
        self.pending = ""
        self.word_level = 0
        #: the open paragraph holds nothing so far
        self.is_empty = False

    # ---- events ----

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        look = self._look(tag, attributes)
        if tag in _PICTURES and not self.open[-1].is_dropped:
            self._count_picture(attributes)
        if tag not in _VOID:
            self.open.append(look)
        if look.is_dropped:
            return
        if tag == "br":
            self._break()
        elif look.is_tab and not self.open[-2].is_tab:
            self.line.pieces.append(COLUMN)
        elif tag in _BLOCKS:
            self._begin_block(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends; what the parser does not close stays harmless."""
        if tag in _VOID:
            return
        look = self.open.pop() if len(self.open) > 1 else self.open[0]
        if look.is_dropped:
            return
        if look.is_note and not self.open[-1].is_note and len("".join(self.line.pieces).strip()) < 4:
            # The mark of a footnote before its text.
            self.line.pieces.append(" ")
        if tag in _BLOCKS:
            self._end_block(tag)

    def data(self, text: str) -> None:
        """Text."""
        look = self.open[-1]
        if look.is_dropped or look.is_tab:
            return
        if look.is_mark:
            self.line.mark.append(text)
            return
        if look.is_kept:
            first, *others = _LINE.split(text)
            self._write(first, look)
            for part in others:
                self._break()
                self._write(part, look)
        else:
            self._write(_WHITE.sub(" ", text), look)

    def comment(self, text: str) -> None:
        """Comments say nothing: among them are field codes and drawings meant for Word alone."""

    def pi(self, target: str, text: str | None = None) -> None:
        """Neither do instructions for programs."""

    def close(self) -> Pasted:
        """All was read."""
        self._flush()
        self.lines += self.tables.leave_all()
        return Pasted(tuple(level_out(self.lines)), self.pictures)

    # ---- text ----

    def _write(self, text: str, look: _Look) -> None:
        if look.is_note:
            text = text.strip(" []\u00a0\t")
        if look.is_raised:
            text = superscript(text)
        self.line.pieces.append(text)
        letters = len(text.strip())
        self.line.total += letters
        self.line.bold += letters if look.is_bold else 0

    def _break(self) -> None:
        """A line ends inside its paragraph."""
        if self.line.pieces or self.line.mark:
            self._flush()

    def _flush(self) -> None:
        """Put the gathered line down; a line without text leaves nothing."""
        line, self.line = self.line, _Line()
        raw = "".join(line.pieces)
        if not raw.strip(" \u00a0\t"):
            self.line.mark = line.mark
            return
        is_list = bool(self.word_level or self.pending)
        mark = clear_mark("".join(line.mark)) or self.pending
        rest = raw
        if not mark:
            mark, rest = split_mark(raw, is_list=is_list)
        if not mark and self.word_level:
            mark = "-"
        depth = self.word_level - 1 if self.word_level else self.lists.depth if mark else 0
        self.pending, self.word_level = "", 0
        is_bold = bool(line.total) and line.bold >= line.total
        self._put(PastedLine(clear_pasted(rest), mark, min(max(depth, 0), MAX_DEPTH), is_bold=is_bold))

    def _put(self, line: PastedLine) -> None:
        self.is_empty = False
        if not self.tables.take(line):
            self.lines.append(line)

    # ---- blocks ----

    def _begin_block(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        self.is_empty = tag in ("p", "div")
        style = attributes.get("style", "")[:_LONGEST_STYLE].lower()
        if tag in ("ol", "ul"):
            self.lists.enter(tag, attributes)
        elif tag == "li":
            self.pending = self.lists.next_mark(attributes)
        elif tag == "table":
            self.tables.enter()
        elif tag in ("td", "th"):
            self.tables.begin_cell()
        elif (level := _WORD_LIST.search(style)) is not None and tag != "li":
            self.word_level = min(int(level[1]), MAX_DEPTH + 1) if not self.pending else 0

    def _end_block(self, tag: str) -> None:
        self._flush()
        if tag in ("ol", "ul"):
            self.lists.leave()
        elif tag == "li":
            self._end_point()
        elif tag == "table":
            self.lines += self.tables.leave()
        elif tag == "tr":
            self.lines += self.tables.end_row()
        elif tag in ("p", "div") and self.is_empty:
            self._put_blank()
        self.is_empty = False
        self.word_level = 0
        self.line.mark = []

    def _end_point(self) -> None:
        """A point without text is nothing, except in a table: there it is the number of the row."""
        if self.pending and self.tables.tables:
            self._put(PastedLine(self.pending))
        self.pending = ""

    def _put_blank(self) -> None:
        if not self.tables.tables:
            self.lines.append(PastedLine(""))

    def _count_picture(self, attributes: dict[str, str]) -> None:
        if self.open[-1].is_mark:
            self.line.mark.append("•")
        elif attributes.get("width") not in ("0", "1") and attributes.get("height") not in ("0", "1"):
            self.pictures += 1

    # ---- looks ----

    def _look(self, tag: str, attributes: dict[str, str]) -> _Look:
        parent = self.open[-1]
        style = attributes.get("style", "")[:_LONGEST_STYLE].lower()
        css, href = attributes.get("class", "")[:200].lower(), attributes.get("href", "")[:200].lower()
        is_note = bool(_NOTE_LINK.match(href)) or parent.is_note
        is_bold = tag in _BOLD or bool(_BOLD_STYLE.search(style))
        return _Look(
            tag,
            is_dropped=parent.is_dropped
            or tag in _DROPPED
            or bool(_HIDDEN_STYLE.search(style))
            or bool(_HIDDEN_CLASS.search(css))
            or bool(_COMMENT_LINK.match(href))
            or bool(_FOOTER.match(attributes.get("title", "")[:20])),
            is_mark=parent.is_mark or "mso-list:ignore" in style.replace(" ", ""),
            is_raised=parent.is_raised or tag == "sup" or is_note or "vertical-align:super" in style.replace(" ", ""),
            is_bold=(parent.is_bold or is_bold) and not _LIGHT_STYLE.search(style),
            is_kept=(parent.is_kept or tag == "pre" or bool(re.search(r"white-space\s*:\s*pre", style)))
            and not re.search(r"white-space\s*:\s*(?:normal|nowrap)", style),
            is_tab=parent.is_tab or "mso-tab-count" in style or css == "apple-tab-span",
            is_note=is_note,
        )
