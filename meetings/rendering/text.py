"""Owns the plain text of a protocol: a walk over its HTML, so that the text can never say anything else.

Written as office programs save a paper as text, which the importer reads back: one paragraph a line, the table of
attendance as «N.» / surname / name and patronymic / position, the two columns of a signature parted by a run of spaces.
"""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from meetings.document.tree import ProtocolDocument
from meetings.rendering.html import render_page
from meetings.rendering.typography import plain, raised

#: Column where the name of a signature stands.
_RIGHT_COLUMN = 64
_SHORTEST_RUN = 8

_SPACED = {"h1", "h2", "table"}
_SPACED_ABOVE = {"signatures", "signature", "signed-by", "certification"}


def render_text(document: ProtocolDocument) -> str:
    """Return the protocol as plain text, lines ended by \\n."""
    return write_text(render_page(document))


def write_text(markup: str) -> str:
    """Turn a page of ours (XHTML) into plain text."""
    body = ElementTree.fromstring(markup).find("body")  # noqa: S314 - our own markup, every text in it escaped
    lines: list[str] = []
    for line in _lines(body) if body is not None else ():
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"


def _lines(parent: Element) -> Iterator[str]:
    """Yield the lines of all blocks below; an empty one parts what stands apart on paper."""
    blocks = list(parent)
    for index, block in enumerate(blocks):
        css = block.get("class", "").split()
        if block.tag in _SPACED or _SPACED_ABOVE.intersection(css):
            yield ""
        if "continued" in css:
            continue
        if block.tag in {"article", "section", "ul"} or "signatures" in css:
            yield from _lines(block)
        elif block.tag == "table":
            yield from _table_lines(block)
        elif block.tag == "div":
            yield _columns(block)
        else:
            yield _joined([block, *_continuations(blocks, index)])
        if block.tag in _SPACED:
            yield ""


def _continuations(blocks: list[Element], index: int) -> Iterator[Element]:
    """Yield the blocks a giant paragraph was cut into behind its first."""
    for block in blocks[index + 1 :]:
        if "continued" not in block.get("class", "").split():
            return
        yield block


def _joined(blocks: list[Element]) -> str:
    return " ".join("\n".join(_printed(block)) for block in blocks)


def _table_lines(table: Element) -> Iterator[str]:
    for row in table.iter("tr"):
        number, name, position = list(row)
        yield f"\t{_one_line(number)}"
        yield "\t" + "\n".join(_printed(name))
        if position_lines := [line for line in _printed(position) if line]:
            yield "\t" + "\n".join(position_lines)
        yield ""


def _columns(block: Element) -> str:
    left, right = (_one_line(span) for span in list(block))
    return left + " " * max(_SHORTEST_RUN, _RIGHT_COLUMN - len(left)) + right if right else left


def _one_line(element: Element) -> str:
    return " ".join(_printed(element))


def _printed(element: Element) -> list[str]:
    """Return the printed lines of a block: <br/> ends a line, <sup> holds raised digits."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == "br":
            pieces.append("\n")
        elif child.tag == "sup":
            pieces.append(raised(child.text or ""))
        else:
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    lines = plain("".join(pieces)).split("\n")
    return [" ".join(line.split()) for line in lines]
