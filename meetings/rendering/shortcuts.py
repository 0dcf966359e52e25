"""Owns the shortcuts through WeasyPrint that make a paper a quarter cheaper: the same values, found with less work.

WeasyPrint asks Pango for a context and a font description for each piece of text, twice; shapes each line four times
(broken_lines.py); builds a layout for each justified line only to throw it away; walks a hundred lines to find that a
property has its initial value; and asks of each glyph whether it is a picture (drawn_lines.py). The functions named
below answer the plain cases themselves and leave all others to WeasyPrint. They hold only while a paper of ours is
printed, only for the version they were read against, and never change a byte (docs/decisions/0010 and
tests/meetings/rendering/test_shortcuts.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from meetings.rendering.broken_lines import noted_layout, reactivate_shortcut, split_shortcut
from meetings.rendering.drawn_lines import line_shortcut
from meetings.rendering.resolved_boxes import flow_shortcut, sizes_shortcut, strut_shortcut

#: The version of WeasyPrint whose source the shortcuts follow; with any other one they stay away.
KNOWN_VERSION = "70.0"

#: Properties that are neither inherited nor initial when nothing is said about them, or take others along.
_PECULIAR = ("page", "position", "float", "display")
_PROPAGATED = "text_decoration_"

Patch = tuple[Any, str, Any]


@contextmanager
def taken_shortcuts() -> Iterator[None]:
    """Print by the shortcuts inside the block; not for two threads at once (see pdf.py, which holds a lock)."""
    patches = _patches()
    originals = [(owner, name, vars(owner)[name]) for owner, name, _ in patches]
    for owner, name, function in patches:
        setattr(owner, name, function)
    try:
        yield
    finally:
        for owner, name, function in originals:
            setattr(owner, name, function)


@cache
def _patches() -> tuple[Patch, ...]:
    """Return (owner, name, function) of everything replaced; nothing for a WeasyPrint not known."""
    import weasyprint  # slow import: a third of a second

    if weasyprint.__version__ != KNOWN_VERSION:
        return ()
    from weasyprint.css import ComputedStyle  # slow import
    from weasyprint.draw import text  # slow import
    from weasyprint.formatting_structure.boxes import Box  # slow import
    from weasyprint.layout import block, inline, page, percent, table  # slow import
    from weasyprint.text.line_break import Layout  # slow import

    sizes = sizes_shortcut(percent.resolve_percentages)
    return (
        (ComputedStyle, "__missing__", _style_shortcut(ComputedStyle.__missing__)),
        (Layout, "setup", _setup_shortcut(Layout.setup)),
        (Layout, "reactivate", reactivate_shortcut(Layout.reactivate)),
        (inline, "split_first_line", split_shortcut(inline.split_first_line)),
        (inline, "create_layout", _justified_shortcut(inline.create_layout)),
        (text, "draw_first_line", line_shortcut(text.draw_first_line)),
        (inline, "strut", strut_shortcut(inline.strut)),
        *((user, "resolve_percentages", sizes) for user in (block, inline, table, page)),
        (Box, "is_in_normal_flow", flow_shortcut(Box.is_in_normal_flow)),
    )


def _style_shortcut(computed: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Find the value of a property nobody set: the parent's, or the initial one where that needs no computing."""
    from weasyprint.css import check_math  # slow import
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS  # slow import
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES  # slow import

    plain = {key for key in INITIAL_VALUES if key not in _PECULIAR and not key.startswith(_PROPAGATED)}
    inherited = frozenset(plain & set(INHERITED))
    initial = {
        key: INITIAL_VALUES[key]
        for key in plain - inherited - set(INITIAL_NOT_COMPUTED)
        if not check_math(INITIAL_VALUES[key])
    }
    #: «margin_left» may be set as «margin_inline_start» or, in a text from right to left, «margin_inline_end»
    logical = {
        key: frozenset(function(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
        for key, function in PHYSICAL_FUNCTIONS.items()
    }
    nothing: frozenset[str] = frozenset()

    def find(style: Any, key: str) -> Any:
        cascaded = style.cascaded
        if key not in cascaded and logical.get(key, nothing).isdisjoint(cascaded):
            if key in initial:
                value = style[key] = initial[key]
                return value
            if key in inherited and style.parent_style is not None:
                value = style.parent_style[key]
                if not check_math(value):
                    style[key] = value
                    return value
        return computed(style, key)

    return find


def _setup_shortcut(setup: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Begin a layout of text with the Pango objects that the first layout of the same style was begun with."""
    from weasyprint.text.ffi import ffi, gobject, pango  # slow import

    def begin(layout: Any, style: Any) -> None:
        plain = vars(style).get("plain_typesetting")
        if plain is None:
            plain = style.plain_typesetting = _typesetting(style)
        if not plain:
            setup(layout, style)
            return
        context, layout.language, description = plain
        layout.style, layout.first_line_direction = style, 0
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, description)

    return begin


def _typesetting(style: Any) -> tuple[Any, Any, Any] | tuple[()]:
    """Return (context, language, font description) of a style; nothing when it asks for more than a font."""
    from weasyprint.text.constants import PANGO_DIRECTION  # slow import
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p  # slow import
    from weasyprint.text.fonts import font_features, get_font_description  # slow import

    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    is_decorated = style["text_decoration_line"] != "none" or style["font_language_override"] != "normal"
    if features or is_decorated or not style["lang"]:
        return ()
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name, _kept_alive = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, language, get_font_description(style)


def _justified_shortcut(create_layout: Callable[..., Any]) -> Callable[..., Any]:
    """Note the spacing of a justified line without setting it: it is set when it is drawn, and only then looked at."""

    def note(text: str, style: Any, context: Any, max_width: Any, justification_spacing: float) -> Any:
        is_spaced = style["word_spacing"] or style["letter_spacing"] != "normal"
        if is_spaced or max_width is not None or "\n" in text or "\t" in text:
            return create_layout(text, style, context, max_width, justification_spacing)
        return noted_layout(text, max_width, justification_spacing)

    return note
