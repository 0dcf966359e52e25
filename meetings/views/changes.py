"""Owns "what would change": the printed text of two documents, line against line."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from meetings.document.tree import ProtocolDocument
from meetings.rendering.html import PaperTooLong
from meetings.rendering.text import render_text

#: Unchanged lines shown around a change.
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the comparison; `kind` is «out», «in», «same» or «gap»."""

    kind: str
    text: str


def describe_changes(before: ProtocolDocument, after: ProtocolDocument) -> list[ChangeLine]:
    """Compare the papers of two documents; an empty list when the same would be printed.

    A paper too long to be printed cannot be compared: the only line then tells so.
    """
    if before == after:
        return []
    try:
        return compare_lines(_printed_lines(before), _printed_lines(after))
    except PaperTooLong as refusal:
        return [ChangeLine("gap", str(refusal))]


def compare_lines(old: list[str], new: list[str]) -> list[ChangeLine]:
    """Compare lines; what stays the same is shown only next to a change."""
    lines: list[ChangeLine] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        if lines:
            lines.append(ChangeLine("gap", "…"))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += [ChangeLine("same", text) for text in old[old_from:old_to]]
                continue
            lines += [ChangeLine("out", text) for text in old[old_from:old_to]]
            lines += [ChangeLine("in", text) for text in new[new_from:new_to]]
    return lines


def _printed_lines(document: ProtocolDocument) -> list[str]:
    return [line.strip() for line in render_text(document).splitlines() if line.strip()]
