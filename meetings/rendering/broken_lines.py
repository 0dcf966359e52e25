"""Owns the breaking of plain text into lines: the shortcut of shortcuts.py that sets a paragraph once.

WeasyPrint sets each line four times: two lines of text to find its end, the line and the next word, the line alone, and
again to draw it; and Pango, told a width, shapes the rest of the text anew after each line. Here a paragraph is shaped
once, in one long line; the widths of its glyphs tell where its lines end, and only each line itself is shaped again.
Where a word fits or does not fit by less than a tenth of the size of type, WeasyPrint decides: Pango may count a kern
at the end of a line that the long line has not.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from math import inf
from typing import Any

#: (layout, bytes of the line, bytes before the next line, width, height, baseline)
Broken = tuple[Any, int, int | None, float, float, float]
Split = Callable[..., Broken]

#: Letters, figures and signs that Pango sets from left to right, one glyph for each; no two spaces in a row.
_PLAIN = re.compile(r"(?!.*[ \u00a0][ \u00a0])[ -~\u00a0§«°»А-яЁё–—„“”…№\u2060]+")
#: What a line must have to be broken here: words that are not spaced, and that break where they do not fit at most.
_WANTED = {
    "white_space": ("normal", "pre-line"),
    "letter_spacing": ("normal",),
    "word_spacing": (0,),
    "hyphens": ("none", "manual"),
    "word_break": ("normal",),
    "direction": ("ltr",),
}
_LETTER = re.compile(r"[A-Za-zА-яЁё]")
#: Parts of the size of type within which a width is in doubt.
_DOUBT = 0.1
#: Words (of four bytes) of a PangoGlyphInfo, and the place of the glyph's width in it.
_WORDS, _WIDTH = 5, 1


def split_shortcut(split: Split) -> Split:
    """Return a function that breaks plain paragraphs, and leaves others to `split` (WeasyPrint's split_first_line)."""
    from weasyprint.text.ffi import ffi  # slow import

    if ffi.sizeof("PangoGlyphInfo") != 4 * _WORDS or ffi.sizeof("PangoLogAttr") != 4:
        return split

    def split_plainly(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float, **more: Any
    ) -> Broken:
        broken = _broken(text, style, max_width, justification_spacing)
        return broken or split(text, style, context, max_width, justification_spacing, **more)

    return split_plainly


def _broken(text: str, style: Any, max_width: Any, justification_spacing: float) -> Broken | None:
    """Break the first line off a text; nothing when WeasyPrint has to do it."""
    width = inf if max_width is None else max_width
    if not _is_plain(style) or style["font_size"] * 4 > width:
        return None
    paragraph = vars(style).get("broken_paragraph")
    if paragraph is None or paragraph.rest != text:
        return _begin(text, style, max_width, justification_spacing)
    return _go_on(text, style, max_width, justification_spacing)


def _begin(text: str, style: Any, max_width: Any, justification_spacing: float) -> Broken | None:
    """Set a text in one line, and break it when that is too long."""
    from weasyprint.text.line_break import Layout, line_size  # slow import

    style.broken_paragraph = None
    if not _PLAIN.fullmatch(text):
        return None
    layout = Layout(style, justification_spacing, max_width)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    if max_width is None or line_size(line, style)[0] <= max_width - style["font_size"] * _DOUBT:
        return _measured(layout, line, style, None)
    if text.endswith(" "):
        return None
    style.broken_paragraph = _Paragraph(text, style, layout, line)
    return _go_on(text, style, max_width, justification_spacing)


def _go_on(text: str, style: Any, max_width: Any, justification_spacing: float) -> Broken | None:
    """Break the next line off the paragraph a style is at."""
    from weasyprint.text.line_break import Layout  # slow import

    paragraph = style.broken_paragraph
    length = paragraph.take(max_width)
    if not length:
        return None
    is_last = length == len(text)
    line_text = text if is_last else text[:length].rstrip(" ")
    sizes = None if is_last else paragraph.sizes(length, line_text)
    if sizes:
        layout = noted_layout(line_text, max_width, justification_spacing)
        return layout, len(line_text.encode()), len(text[:length].encode()), *sizes
    layout = Layout(style, justification_spacing, max_width)
    layout.set_text(line_text)
    line, _ = layout.get_first_line()
    return _measured(layout, line, style, None if is_last else len(text[:length].encode()))


def _measured(layout: Any, line: Any, style: Any, resume_at: int | None) -> Broken:
    """Measure a line, and keep its glyphs for the drawing."""
    from weasyprint.text.line_break import first_line_metrics  # slow import

    shaped = layout.layout
    _, length, _, *sizes = first_line_metrics(line, layout.text, layout, None, True, style)
    layout.shaped = shaped
    return layout, length, resume_at, *sizes


def noted_layout(text: str, max_width: Any, justification_spacing: float) -> Any:
    """Return a layout that only knows what it will be set from when it is drawn."""
    from weasyprint.text.line_break import Layout  # slow import

    layout = Layout.__new__(Layout)
    layout.text, layout.max_width = text, max_width
    layout.justification_spacing = justification_spacing
    layout.first_line_direction = 0
    layout.layout = layout.language = layout.style = None  # what `deactivate` takes away
    return layout


def reactivate_shortcut(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Draw a line that is not justified with the glyphs that were shaped to measure it."""

    def take_up(layout: Any, style: Any) -> None:
        shaped = vars(layout).pop("shaped", None)
        if shaped is None or layout.justification_spacing:
            reactivate(layout, style)
            return
        layout.layout, layout.language, layout.style, layout.is_shaped = shaped, None, style, True

    return take_up


def _is_plain(style: Any) -> bool:
    """Tell whether lines of a style may be broken here; noted with the style."""
    is_plain: bool | None = vars(style).get("is_broken_plainly")
    if is_plain is None:
        is_plain = all(style[name] in values for name, values in _WANTED.items()) and style["font_size"] > 0
        style.is_broken_plainly = is_plain
    return is_plain


class _Paragraph:
    """A text set in one long line, and what of it does not stand in a line of the paper yet."""

    def __init__(self, text: str, style: Any, layout: Any, line: Any) -> None:
        from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango  # slow import
        from weasyprint.text.line_break import line_size  # slow import

        self.rest, self._begun, self._units = text, 0, TO_UNITS
        self._doubt = style["font_size"] * _DOUBT * TO_UNITS
        self._glyphs: list[int] = []
        self._widths: list[int] = []
        run = line.runs[0]
        self._font = run.data.item.analysis.font if run.next == ffi.NULL else None
        while run != ffi.NULL:
            glyphs = run.data.glyphs
            words = memoryview(ffi.buffer(glyphs.glyphs, 4 * _WORDS * glyphs.num_glyphs)).cast("i")
            self._glyphs += words[::_WORDS].tolist()
            self._widths += words[_WIDTH::_WORDS].tolist()
            run = run.next
        #: Where each character begins; nothing when a glyph stands for several characters or none.
        self._begins = [0, *accumulate(self._widths)] if len(self._widths) == len(text) else []
        self._height = line_size(line, style)[1]
        self._baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        self._layout = layout.layout  # keeps the font alive
        attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
        flags = memoryview(ffi.buffer(attributes, 4 * len(text))).cast("I").tolist()
        #: Places where a line may end, and where its last letter ends.
        self._places = [place for place, flag in enumerate(flags) if flag & 1 and place]
        self._places.append(len(text))
        if self._begins:
            self._ends = [self._begins[place - (text[place - 1] == " ")] for place in self._places]

    def take(self, max_width: float) -> int:
        """Return how many characters of the rest a line of a width holds, and take them away; 0 when in doubt."""
        if not self._begins:
            return 0
        limit = self._begins[self._begun] + max_width * self._units
        index = bisect_right(self._ends, limit)
        length = self._places[index - 1] - self._begun if index else 0
        is_tight = index < len(self._ends) and self._ends[index] < limit + self._doubt
        if length <= 0 or is_tight or self._ends[index - 1] > limit - self._doubt:
            return 0
        self._begun += length
        self.rest = self.rest[length:]
        return length

    def sizes(self, length: int, line_text: str) -> tuple[float, float, float] | None:
        """Return (width, height, baseline) of the line of so many characters taken last, without its last space.

        Nothing when the line alone may look otherwise than in the paragraph: its first or last glyph is kerned, or it
        has no letter that tells its script.
        """
        from weasyprint.text.ffi import FROM_UNITS  # slow import

        begin = self._begun - length
        end = begin + len(line_text)
        if self._font is None or not _LETTER.search(line_text) or self._is_kerned(begin) or self._is_kerned(end - 1):
            return None
        return (self._begins[end] - self._begins[begin]) * FROM_UNITS, self._height, self._baseline

    def _is_kerned(self, place: int) -> bool:
        from weasyprint.text.ffi import ffi, pango  # slow import

        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(self._font, self._glyphs[place], ffi.NULL, logical)
        return bool(logical.width != self._widths[place])
