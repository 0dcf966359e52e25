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
    from weasyprint.text.line_break import Layout, line_size  # slow import

    width = inf if max_width is None else max_width
    if not _is_plain(style) or style["font_size"] * 4 > width:
        return None
    paragraph = vars(style).get("broken_paragraph")
    if paragraph is None or paragraph.rest != text:
        style.broken_paragraph = paragraph = None
        if not _PLAIN.fullmatch(text):
            return None
        layout = Layout(style, justification_spacing, max_width)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        if line_size(line, style)[0] <= width - style["font_size"] * _DOUBT:
            return _measured(layout, line, style, None)
        if text.endswith(" "):
            return None
        style.broken_paragraph = paragraph = _Paragraph(text, style, layout, line)

    length = paragraph.take(width)
    if not length:
        return None
    layout = Layout(style, justification_spacing, max_width)
    is_last = length == len(text)
    layout.set_text(text if is_last else text[:length].rstrip(" "))
    line, _ = layout.get_first_line()
    return _measured(layout, line, style, None if is_last else len(text[:length].encode()))


def _measured(layout: Any, line: Any, style: Any, resume_at: int | None) -> Broken:
    """Measure a line, and keep its glyphs for the drawing."""
    from weasyprint.text.line_break import first_line_metrics  # slow import

    shaped = layout.layout
    _, length, _, *sizes = first_line_metrics(line, layout.text, layout, None, True, style)
    layout.shaped = shaped
    return layout, length, resume_at, *sizes


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
        from weasyprint.text.ffi import TO_UNITS, ffi, pango  # slow import

        self.rest, self._begun, self._units = text, 0, TO_UNITS
        self._doubt = style["font_size"] * _DOUBT * TO_UNITS
        widths: list[int] = []
        run = line.runs[0]
        while run != ffi.NULL:
            glyphs = run.data.glyphs
            words = memoryview(ffi.buffer(glyphs.glyphs, 4 * _WORDS * glyphs.num_glyphs)).cast("i")
            widths += words[_WIDTH::_WORDS].tolist()
            run = run.next
        #: Where each character begins; nothing when a glyph stands for several characters or none.
        self._begins = [0, *accumulate(widths)] if len(widths) == len(text) else []
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
