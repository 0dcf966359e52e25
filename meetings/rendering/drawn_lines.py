"""Owns the drawing of a plain line of text: the shortcut of shortcuts.py that writes glyphs into the page.

WeasyPrint's own drawing asks for each glyph whether it is an emoji, a picture or right to left. A line of ours is none
of these; one that is goes the long way.
"""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import Any

#: A PangoGlyphInfo: glyph, width, steps aside and up, marks that do not matter here.
_INFO = Struct("=Iiii4x")
#: The last number a glyph of a font may have; above it Pango notes glyphs that are empty or missing.
_LAST_GLYPH = 0xFFFF

Draw = Callable[..., list[Any]]
#: (the font of the page, its size, what is shown in it)
_Shown = tuple[Any, float, str]


class _Peculiar(Exception):
    """A line that only WeasyPrint itself can draw."""


def line_shortcut(draw: Draw) -> Draw:
    """Return a function that draws plain lines, and leaves others to `draw` (WeasyPrint's draw_first_line)."""
    from weasyprint.text.ffi import ffi, pango  # slow import

    is_old = pango.pango_version() < 14802  # an old bug makes it need another size of type
    if is_old or ffi.sizeof("PangoGlyphInfo") != _INFO.size:
        return draw

    def draw_plainly(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> list[Any]:
        is_cut = text_overflow == "ellipsis" or block_ellipsis != "none"
        if is_cut or not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        layout = textbox.pango_layout
        if not vars(layout).pop("is_shaped", False):  # by broken_lines.py, where a text has one paragraph
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        first_line, _ = layout.get_first_line()
        try:
            shown = list(_shown(stream, layout, first_line))
        except _Peculiar:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for font, size, text in shown:
            stream.set_font_size(font.hash, size)
            stream.show_text(text)
        return []

    return draw_plainly


def _shown(stream: Any, layout: Any, line: Any) -> Iterator[_Shown]:
    """Yield what a line shows, font by font: «<00480051>-15<0032>», numbers being steps between glyphs.

    A glyph of the same width and place looks the same in the whole paper, and so does a word or a space: what is
    written of them is kept with the font.
    """
    from weasyprint.text.ffi import ffi  # slow import

    parts: list[str] = []
    last, font, size = None, None, 0.0
    written: dict[Any, str] = {}
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        analysis = item.item.analysis
        if analysis.font != last:
            if parts:
                yield font, size, "".join(parts)
                parts = []
            last = analysis.font
            font, size = stream.add_font(last)
            if font.bitmap or font.svg or font.png or font.colr:
                raise _Peculiar
            written = vars(font).setdefault("written_glyphs", {}).setdefault(size, {})
        if analysis.level % 2:
            raise _Peculiar
        glyphs = item.glyphs
        infos = ffi.buffer(glyphs.glyphs, _INFO.size * glyphs.num_glyphs)[:]
        text = written.get(infos)
        if text is None:
            text = written[infos] = _run(infos, written, item, (stream, layout, font, size))
        parts.append(text)
    yield font, size, "".join(parts)


def _run(infos: bytes, written: dict[Any, str], item: Any, means: tuple[Any, Any, Any, float]) -> str:
    """Return the glyphs of one run, and let the font of the page know the text and the width of each."""
    parts = ["<"]
    for place, info in enumerate(_INFO.iter_unpack(infos)):
        text = written.get(info)
        if text is None:
            text = written[info] = _written(info, place, item, means)
        parts.append(text)
    run = "".join(parts)
    return run[:-1] if run.endswith("<") else f"{run}>"


def _written(info: tuple[int, ...], place: int, item: Any, means: tuple[Any, Any, Any, float]) -> str:
    """Return one glyph as it stands in the page, with steps before and behind it: «>-3<0051>15<»."""
    from weasyprint.text.ffi import FROM_UNITS, pango  # slow import

    stream, layout, font, size = means
    glyph, width, x_offset, y_offset = info
    if glyph == pango.PANGO_GLYPH_EMPTY:  # a joiner of words, for one
        return f">{-width / size}<"
    if glyph > _LAST_GLYPH or y_offset:
        raise _Peculiar
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _text_of(place, item, layout)
    if glyph not in font.widths:
        font.widths[glyph] = _width_of(glyph, item, stream, size)
    offset = x_offset / size
    step = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    behind = f">{int(step)}<" if step else ""
    return f"{before}{glyph:04x}{behind}"


def _text_of(place: int, item: Any, layout: Any) -> str:
    """Return the characters one glyph of a run stands for."""
    clusters, span = item.glyphs.log_clusters, item.item
    end = span.length if place == item.glyphs.num_glyphs - 1 else clusters[place + 1]
    text: str = layout.text.encode()[span.offset + clusters[place] : span.offset + end].decode()
    return text


def _width_of(glyph: int, item: Any, stream: Any, size: float) -> int:
    """Return the width of a glyph, thousandths of the size of type."""
    from weasyprint.text.ffi import FROM_UNITS, pango  # slow import

    pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
    width: int = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return width
