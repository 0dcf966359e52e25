"""Owns the marks of HTML lists: a browser draws them, they do not stand in the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from meetings.importing.docx_numbering import letter, roman
from meetings.importing.pasted import clear_mark

_OWN_SIGN = re.compile(r"list-style(?:-type)?\s*:[^;]*?[\"']([^\"']{1,4})[\"']", re.IGNORECASE)
_STYLE_KIND = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(decimal|lower-roman|upper-roman|lower-(?:alpha|latin|russian)|"
    r"upper-(?:alpha|latin|russian)|disc|circle|square|none)\b",
    re.IGNORECASE,
)
_KINDS = {
    **{"1": "1", "decimal": "1", "a": "a", "A": "A", "i": "i", "I": "I", "lower-roman": "i", "upper-roman": "I"},
    **dict.fromkeys(("disc", "circle", "square"), "•"),
    **dict.fromkeys(("lower-alpha", "lower-latin", "lower-russian"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin", "upper-russian"), "A"),
    "none": "none",
}


@dataclass(slots=True)
class _List:
    kind: str
    count: int


@dataclass(slots=True)
class ListCounter:
    """The open lists, outermost first."""

    lists: list[_List] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """The level of a point of the innermost list, from 0."""
        return max(0, len(self.lists) - 1)

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A list begins."""
        # The style of a plain list says nothing of its sign (LibreOffice drops it): papers print a dash.
        usual = "1" if tag == "ol" else "-"
        kind = _KINDS.get(attributes.get("type", ""), usual)
        kind = _kind_of_style(attributes.get("style", ""), kind)
        self.lists.append(_List(kind, _whole(attributes.get("start"), 1) - 1))

    def leave(self) -> None:
        """The innermost list ends."""
        if self.lists:
            self.lists.pop()

    def next_mark(self, attributes: Mapping[str, str]) -> str:
        """Count a point and return its mark: «1.», «а)», «I.», «•»; "" where the list draws none."""
        if not self.lists:
            return "-"
        inner = self.lists[-1]
        inner.count = _whole(attributes.get("value"), inner.count + 1)
        kind = _kind_of_style(attributes.get("style", ""), inner.kind)
        if kind == "none":
            return ""
        if kind in ("a", "A"):
            mark = f"{letter(inner.count)})"
            return mark if kind == "a" else mark.upper()
        if kind in ("i", "I"):
            return f"{roman(inner.count)}." if kind == "I" else f"{roman(inner.count).lower()}."
        return f"{inner.count}." if kind == "1" else kind


def _kind_of_style(style: str, otherwise: str) -> str:
    if (own := _OWN_SIGN.search(style)) is not None:
        return clear_mark(own[1]) or otherwise
    named = _STYLE_KIND.search(style)
    return _KINDS[named[1].lower()] if named is not None else otherwise


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
