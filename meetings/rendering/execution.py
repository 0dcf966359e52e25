"""Owns the paper «О ходе исполнения решений»: a table of the points under control, their terms and states."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from meetings.rendering.html import GENERATOR, LONGEST_MARKUP, PaperTooLong
from meetings.rendering.typography import keep_compounds, printable, without_controls


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """A row of the table, as text."""

    protocol: str
    place: str
    text: str
    executors: str
    due: str
    state: str
    report: str


def render_progress(body_genitive: str, day: datetime.date, rows: Sequence[ProgressRow]) -> str:
    """Return the table as the page (XHTML) its PDF and Word file are made of. Raises PaperTooLong."""
    context = {"body_genitive": body_genitive, "day": f"{day:%d.%m.%Y}", "rows": list(enumerate(rows, start=1))}
    content = keep_compounds(printable(render_to_string("papers/progress.html", context)))
    if len(content) > LONGEST_MARKUP:
        raise PaperTooLong(_("Поручений слишком много для одной справки. Выберите состояние."))
    page = {
        "paper": {"layout": "standard", "size": 12, "dated": ""},
        "name": without_controls(f"О ходе исполнения решений {body_genitive}"),
        "content": mark_safe(content),  # noqa: S308 - every text was escaped by the templates
        "generator": GENERATOR,
    }
    return render_to_string("protocol/page.html", page)
