"""Owns the look of a Word paper: its named styles and settings, the same measures as in static/css/protocol.css.

Built-in names («Title», «heading 1», «Signature») are shown by Word in the reader's own language; the names of our own
styles are Russian.
"""

from dataclasses import dataclass

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: Metrics of the printed serif; every office has it.
FONT = "Times New Roman"

#: Twentieths of a point in a millimetre.
TWIPS = 1440 / 25.4
#: Width of the text, millimetres: A4 less the margins 30 and 10.
TEXT_WIDTH_MM = 170
#: Where the names of signatures stand: 64 % of the width.
_NAME_AT_MM = 0.64 * TEXT_WIDTH_MM

#: Styles whose names Word does not know.
_OURS = frozenset(
    {"AnnexTitle", "Lead", "Requisites", "Letterhead", "AnnexMark", "Afterword", "TableText", "TableHead"}
    | {"CertifiedMark", "Certified"}
)

_FIRST_LINE = round(12.5 * TWIPS)
_STEP = round(6 * TWIPS)


def indents(depth: int, *, has_first_line: bool = True, namespaces: str = "") -> str:
    """Write the indents of a row at a depth (1 the outermost)."""
    first = _FIRST_LINE if has_first_line else 0
    return f'<w:ind {namespaces}w:left="{_STEP * (depth - 1)}" w:firstLine="{first}"/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A paragraph style; spaces in ems of the paper's type, as in the stylesheet."""

    name: str
    before: float = 0
    after: float = 0
    align: str = ""
    has_indent: bool = False
    is_bold: bool = False
    is_kept: bool = False
    outline: int | None = None
    #: where the right of two texts on one line stands, millimetres from the left, and how it is set there
    tab_mm: float = 0
    tab: str = "right"
    base: str = "Normal"
    size_pt: float = 0


def _paragraph_styles(size_pt: float, *, is_union: bool) -> dict[str, _Style]:
    """Return the styles by id; those of the union's papers have air between paragraphs and a centred date."""
    air = 0.3 if is_union else 0
    return {
        "Title": _Style(name="Title", after=air or 1, align="center", is_bold=True, is_kept=True),
        "Heading1": _Style(name="heading 1", before=0.7, has_indent=True, is_kept=True, outline=0),
        "Heading2": _Style(
            name="heading 2", before=0.5, align="left", has_indent=True, is_bold=True, is_kept=True, outline=1
        ),
        "Heading3": _Style(
            name="heading 3", before=0.25, align="left", has_indent=True, is_bold=True, is_kept=True, outline=2
        ),
        "BodyText": _Style(name="Body Text", after=air, has_indent=True),
        "Lead": _Style(name="Вводная строка", base="BodyText", after=air, has_indent=True, is_kept=True),
        "Date": _Style(
            name="Date",
            after=1 if is_union else 0,
            align="center" if is_union else "",
            has_indent=not is_union,
        ),
        "Place": _Style(name="Место", base="BodyText", after=air, align="left", has_indent=True),
        "ListParagraph": _Style(name="List Paragraph", has_indent=True),
        "Requisites": _Style(name="Реквизиты", after=0.7, align="left", tab_mm=TEXT_WIDTH_MM),
        "Letterhead": _Style(name="Бланк", after=1, align="center"),
        "Signature": _Style(name="Signature", before=2, align="left", tab_mm=_NAME_AT_MM, tab="left"),
        "AnnexTitle": _Style(
            name="Заголовок приложения", after=0.5, align="center", is_bold=True, is_kept=True, outline=0
        ),
        "AnnexMark": _Style(name="Отметка о приложении", after=1, align="right"),
        "Afterword": _Style(name="Приписка", before=1.5),
        "CertifiedMark": _Style(name="Отметка о заверении", before=1.5, align="left", is_kept=True),
        "Certified": _Style(name="Заверение", align="left"),
        "TableText": _Style(name="Текст таблицы", align="left"),
        "TableHead": _Style(
            name="Заголовок таблицы", align="center", is_bold=True, is_kept=True, size_pt=size_pt * 0.85
        ),
        "Header": _Style(name="header", align="center", size_pt=12),
    }


def write_styles(size_pt: int, *, is_union: bool) -> str:
    """Write the style sheet of a paper as XML."""
    paragraphs = "".join(
        _write(key, style, size_pt) for key, style in _paragraph_styles(size_pt, is_union=is_union).items()
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{size_pt * 2}"/><w:szCs w:val="{size_pt * 2}"/>'
        '<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{_TABLE_STYLES}{paragraphs}</w:styles>"
    )


def _write(key: str, style: _Style, size_pt: int) -> str:
    def ems(count: float) -> int:
        return round(count * size_pt * 20)

    tab = f'<w:tabs><w:tab w:val="{style.tab}" w:pos="{round(style.tab_mm * TWIPS)}"/></w:tabs>'
    properties = (
        ("<w:keepNext/>" if style.is_kept else "")
        + ("<w:keepLines/>" if style.is_kept or style.tab_mm else "")
        + (tab if style.tab_mm else "")
        + f'<w:spacing w:before="{ems(style.before)}" w:after="{ems(style.after)}"/>'
        + (indents(1) if style.has_indent else "")
        + (f'<w:jc w:val="{style.align}"/>' if style.align else "")
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )
    look = ("<w:b/><w:bCs/>" if style.is_bold else "") + (
        f'<w:sz w:val="{round(style.size_pt * 2)}"/>' if style.size_pt else ""
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(key in _OURS)}" w:styleId="{key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style.base}"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _borders(kind: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)


def _table_style(key: str, name: str, borders: str, cell_mm: tuple[float, float, float, float]) -> str:
    """Write a table style; the margins of its cells are top, left, bottom and right."""
    cell = "".join(
        f'<w:{side} w:w="{round(size * TWIPS)}" w:type="dxa"/>'
        for side, size in zip(("top", "left", "bottom", "right"), cell_mm, strict=True)
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cell}</w:tblCellMar></w:tblPr></w:style>"
    )


_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    + _table_style("Attendance", "Список присутствующих", _borders("nil"), (0, 0, 3, 2))
    + _table_style("Grid", "Таблица с линейками", _borders("single"), (0.5, 1.5, 0.5, 1.5))
)

#: Mode 15 keeps Word from opening the paper «in compatibility mode».
SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{_FIRST_LINE}"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="ru-RU"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
