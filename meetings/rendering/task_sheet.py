"""Owns the paper «Лист поручений»: everything several protocols give one addressee, with terms and room for a mark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from meetings.document.tasks import Task
from meetings.document.tree import ProtocolDocument
from meetings.rendering.docx import write_docx
from meetings.rendering.formats import WORD
from meetings.rendering.html import GENERATOR, LONGEST_MARKUP, PaperTooLong
from meetings.rendering.pdf import print_page
from meetings.rendering.typography import keep_compounds, printable, without_controls
from meetings.wording.deadlines import find_deadline

#: Points on one sheet: more would hold the press for seconds.
MOST_TASKS = 400


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A format the sheet is given in, by the name used in addresses; `render` turns its page into the file."""

    name: str
    content_type: str
    render: Callable[[str], bytes]


SHEET_FORMATS = {
    entry.name: entry
    for entry in (SheetFormat("pdf", "application/pdf", print_page), SheetFormat("docx", WORD, write_docx))
}


def render_task_sheet(
    addressee: str, body_genitive: str, papers: Sequence[tuple[ProtocolDocument, tuple[Task, ...]]]
) -> str:
    """Return the sheet as the page (XHTML) its PDF and Word file are made of; `papers` in the order of the sheet.

    Raises PaperTooLong.
    """
    rows = [_row(document, task) for document, tasks in papers for task in tasks]
    context = {"addressee": addressee, "body_genitive": body_genitive, "rows": list(enumerate(rows, start=1))}
    content = keep_compounds(printable(render_to_string("papers/task_sheet.html", context)))
    if len(rows) > MOST_TASKS or len(content) > LONGEST_MARKUP:
        raise PaperTooLong(_("Поручений слишком много для одного листа. Выберите год."))
    page = {
        "paper": {"layout": "standard", "size": 12, "dated": ""},
        "name": without_controls(f"Лист поручений: {addressee}"),
        "content": mark_safe(content),  # noqa: S308 - every text was escaped by the templates
        "generator": GENERATOR,
    }
    return render_to_string("protocol/page.html", page)


def _row(document: ProtocolDocument, task: Task) -> dict[str, str]:
    number = f"№ {document.number} " if document.number else ""
    day = f"от {document.held_on:%d.%m.%Y}" if document.held_on else ""
    return {
        "protocol": f"{number}{day}",
        "place": write_task_place(task),
        "text": "\n".join(part for part in (task.lead, *task.lines) if part),
        "due": write_due(document, task),
    }


def write_task_place(task: Task) -> str:
    """Write where a point stands: «п. 1.2», «вопрос 1, п. 2», «вопрос 1»."""
    item = f"вопрос {task.item}" if task.item else ""
    if not task.decision:
        return item
    is_whole = bool(task.item) and task.decision.startswith(f"{task.item}.")
    return f"п. {task.decision}" if is_whole or not item else f"{item}, п. {task.decision}"


def write_due(document: ProtocolDocument, task: Task) -> str:
    """Write the term: the assignment's words, its day, or the words of the point itself."""
    if task.due_text:
        return task.due_text
    if task.due_on:
        return f"до {task.due_on:%d.%m.%Y}"
    year = document.held_on.year if document.held_on else None
    found = (find_deadline(text, year) for text in (*task.lines, task.lead) if text)
    return next((deadline.text for deadline in found if deadline), "")
