"""Owns the table of tasks under «Поручения:»: rows with columns for the task, who carries it out and by when."""

import re
from dataclasses import dataclass

from meetings.document.tree import Assignment, Decision, DecisionPoint
from meetings.importing.lines import Line
from meetings.wording.dates import find_date
from meetings.wording.deadlines import find_deadline

_COLUMNS = (
    ("number", re.compile(r"№|п\s?/\s?п|номер", re.IGNORECASE)),
    ("who", re.compile(r"исполнител|ответствен", re.IGNORECASE)),
    ("due", re.compile(r"срок|дата", re.IGNORECASE)),
    (
        "task",
        re.compile(
            r"(?:содержание\s)?(?:поручени|мероприяти|задач|решени|наименовани|что сделать|действи)", re.IGNORECASE
        ),
    ),
)
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class TaskTable:
    """Which column holds what; columns without a known head are kept as part of the task's words."""

    kinds: tuple[str, ...]

    def read_row(self, line: Line, year: int | None) -> Decision:
        """Read a row as a decision: its words on one line, the person and the term as an assignment."""
        cells = dict(zip(self.kinds, line.columns, strict=False))
        who, due = cells.get("who", ""), cells.get("due", "")
        words = [cell for kind, cell in zip(self.kinds, line.columns, strict=False) if kind != "number" and cell]
        text = f"{words[0]} – {', '.join(words[1:])}" if len(words) > 1 else "".join(words)
        term = read_task_term(due, year)
        assignment = Assignment(responsible=who, due_text=due, due_on=term.due_on if term else None)
        return Decision(
            number=cells.get("number", "").rstrip(".)") or None,
            points=(DecisionPoint(text=text),),
            assignments=(assignment,) if who or due else (),
        )

    def holds(self, line: Line) -> bool:
        """Whether a line is a row of this table."""
        return len(line.columns) == len(self.kinds)


def read_task_term(text: str, year: int | None) -> Assignment | None:
    """Read the term of a cell: a deadline («до 26.01.24», «постоянно») or a bare date; None for other words."""
    found = find_deadline(text, year)
    if found is not None:
        return Assignment(due_text=text, due_on=found.due_on)
    day = find_date(text)
    return Assignment(due_text=text, due_on=day.day) if day is not None else None


def read_table_head(line: Line) -> TaskTable | None:
    """Read «№ | Поручение | Исполнитель | Срок»; None for a line that is no head of such a table."""
    if len(line.columns) < 2 or any(len(column) > _LONGEST_HEAD for column in line.columns):
        return None
    kinds = tuple(next((kind for kind, words in _COLUMNS if words.match(column)), "other") for column in line.columns)
    has_all = "task" in kinds and bool({"who", "due"} & set(kinds))
    return TaskTable(kinds) if has_all and kinds.count("other") <= 1 else None
