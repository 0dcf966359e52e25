"""Owns what a box takes from its style alone: the shortcuts of shortcuts.py that ask a style once, not each box.

WeasyPrint resolves the sizes, margins and borders of a box against the box around it. Most styles have no percentage:
their answer is the same for every box, and is kept with the style.
"""

from collections.abc import Callable
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_MEASURES = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
Resolve = Callable[[Any, Any], None]


def sizes_shortcut(resolve: Resolve) -> Resolve:
    """Give a box the sizes its style alone decides, and leave other styles to WeasyPrint's resolve_percentages."""

    def take(box: Any, containing_block: Any) -> None:
        style = box.style
        sizes = vars(style).get("plain_sizes")
        if sizes is None:
            sizes = style.plain_sizes = _sizes(style)
        if sizes:
            vars(box).update(sizes)
        else:
            resolve(box, containing_block)

    return take


def _sizes(style: Any) -> dict[str, Any]:
    """Return the sizes that a style gives every box; nothing when they depend on the box around it."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return {}
    sizes: dict[str, Any] = {}
    for name in _MEASURES:
        value = style[name]
        if value == "auto":
            sizes[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            sizes[name] = value.value
        else:
            return {}
    for side in _SIDES:
        sizes[f"border_{side}_width"] = style[f"border_{side}_width"]
    return sizes


def flow_shortcut(is_in_normal_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Tell at a glance that a box neither floats nor is taken out of the flow."""

    def look(box: Any) -> bool:
        style = box.style
        if style["float"] == "none" and style["position"] in ("static", "relative"):
            return True
        return is_in_normal_flow(box)

    return look


def strut_shortcut(strut: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    """Keep the height and the baseline of a line with its style: WeasyPrint seeks them by a text of 15 properties."""

    def take(style: Any) -> tuple[float, float]:
        kept: tuple[float, float] | None = vars(style).get("kept_strut")
        if kept is None:
            kept = style.kept_strut = strut(style)
        return kept

    return take
