"""Owns `Finding`: one remark on a protocol, in office language."""

from dataclasses import dataclass

from meetings.document.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark that a secretary can act on.

    `code` is stable ASCII for programs; `where` is a path in the tree («items[1].votes[0]», «attendees[3]», «number»,
    empty for the whole document); `message` is Russian, one or two sentences; `line` counts the lines of an imported
    source from 1.
    """

    code: str
    severity: Severity
    where: str
    message: str
    line: int | None = None
