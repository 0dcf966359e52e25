"""Owns decisions: the lines under РЕШИЛИ → decisions with leads, points, addressees, terms and responsible persons."""

import dataclasses
import re

from meetings.document.tree import Addressee, Assignment, Decision, DecisionPoint
from meetings.importing.inline_lists import split_numbers
from meetings.importing.lines import COLUMN, Line
from meetings.importing.people import clear_name
from meetings.importing.points import Point, build_points, finish_point, strip_list_mark
from meetings.importing.task_table import read_table_head, read_task_term
from meetings.wording.deadlines import find_deadline
from meetings.wording.names import read_name
from meetings.wording.organisations import find_addressee

_RESPONSIBLE = re.compile(
    r"^\(?(?:отв\.|ответственн(?:ый|ая|ые)(?: (?:за исполнение|исполнител[ьи]|лиц[оа]))?|исполнител[ьи]|"
    r"контроль(?:\s(?:за|над)\s[^:–—]{0,80}?)?"
    r"(?:\s(?:возложить|возлагается) на|\s(?:оставляю|оставить) за собой|(?=\s*[:–—])))"
    r"\s*[:–—-]?\s*(?P<who>[^;]*)",
    re.IGNORECASE,
)
_TERM = re.compile(r"^\(?срок(?:и)?(?: исполнения| выполнения| реализации)?\s*[:–—-]?\s*", re.IGNORECASE)
_INNER_RESPONSIBLE = re.compile(
    r"\(?\b(?:Ответственн(?:ый|ая|ые)(?: за исполнение| исполнител[ьи])?|Исполнител[ьи])\s*[:–—-]\s*"
    r"(?P<who>[^;()]*?)(?=[;)]|\.\s|\.?$|,? ?[Сс]рок)"
    r"|\((?:ответственн(?:ый|ая|ые)|отв\.)\s*[:–—-]?\s*(?P<who2>[^()]*?)(?:,?\s*[Сс]рок[^()]*)?\)"
)

#: «… – Воронин С.А., 24.01.24»
_WHO_AND_WHEN = re.compile(r"\s–\s(?P<who>[А-ЯЁ][^,–;]{4,60}),\s(?P<due>[^,–;]{3,40})$")
_LAST_INITIAL = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]\.\s?[А-ЯЁ]\Z")


def read_decisions(lines: list[Line], *, year: int | None = None) -> tuple[Decision, ...]:
    """Read the lines below a decision marker as decisions.

    `year` helps terms without one («до 1 сентября»).
    """
    head = next((at for at, line in enumerate(lines) if COLUMN in line.text and read_table_head(line)), None)
    if head is not None and (table := read_table_head(lines[head])) is not None:
        end = next((at for at in range(head + 1, len(lines)) if not table.holds(lines[at])), len(lines))
        rows = tuple(table.read_row(line, year) for line in lines[head + 1 : end])
        return (*_read_lines(lines[:head], year), *rows, *_read_lines(lines[end:], year))
    return _read_lines(lines, year)


def _read_lines(lines: list[Line], year: int | None) -> tuple[Decision, ...]:
    decisions: list[Decision] = []
    for point in build_points([part for line in lines for part in split_numbers(line)]):
        if point.mark is None and not point.is_lead and not point.points and decisions and _is_annotation(point.text):
            decisions[-1] = _annotate(decisions[-1], point, year)
            continue
        decisions.append(_read_decision(point, year))
    return tuple(decisions)


def _read_decision(point: Point, year: int | None) -> Decision:
    number = point.mark.number if point.mark and not point.mark.is_bullet and point.mark.kind != "letter" else None
    below = _hang_annotations(point)
    if point.is_lead and point.points:
        lead: str | None = point.text
        points = tuple(finish_point(other) for other in point.points)
        addressee = _read_addressee(point.text)
    else:
        lead = None
        points = (dataclasses.replace(finish_point(point), marker="" if number is not None else _marker(point)),)
        addressee = _read_addressee(points[0].text)
        below = []
    decision = Decision(number=number, lead=lead, points=points, addressee=addressee)
    whole = None
    for text in below:
        whole = _merge(whole, _assign((), text, year))
    return dataclasses.replace(decision, assignments=_find_assignments(decision, year, whole))


def _hang_annotations(point: Point) -> list[str]:
    """Hang «Срок: …» that stands below a list under its last point, where it is printed; returns these texts."""
    texts: list[str] = []
    kept: list[Point] = []
    for other in point.points:
        if kept and other.mark is None and kept[-1].mark is not None and _is_annotation(other.text):
            kept[-1].points.append(other)
            texts.append(other.text)
        else:
            kept.append(other)
    point.points = kept
    return texts if point.is_lead else []


def _marker(point: Point) -> str:
    return point.mark.printed if point.mark else ""


def _read_addressee(text: str) -> Addressee | None:
    found = find_addressee(text)
    return None if found is None else Addressee(text=found.text, name=found.name)


def _is_annotation(text: str) -> bool:
    """Whether a line names a responsible person or a term of what stands above."""
    return bool(_TERM.match(text) or _RESPONSIBLE.match(text))


def _annotate(decision: Decision, point: Point, year: int | None) -> Decision:
    """Hang «Срок: …», «Ответственный: …» below the last point of a decision: printed there, and understood."""
    below = DecisionPoint(text=strip_list_mark(point.text))
    *before, last = decision.points
    points = (*before, dataclasses.replace(last, points=(*last.points, below)))
    changed = dataclasses.replace(decision, points=points)
    return dataclasses.replace(changed, assignments=_find_assignments(changed, year))


def _find_assignments(decision: Decision, year: int | None, whole: Assignment | None = None) -> tuple[Assignment, ...]:
    """Find terms and responsible persons, one assignment for each point that names any.

    `whole` is what stands below the list of a lead: it concerns the decision, not the last point.
    """
    found: list[Assignment] = []
    lead = _merge(_assign((), decision.lead or "", year), whole)
    if lead is not None:
        found.append(lead)
    is_single = decision.lead is None and len(decision.points) == 1
    for position, point in enumerate(decision.points):
        found.extend(_walk(point, () if is_single else (position,), year, with_annotations=whole is None))
    return tuple(found)


def _walk(
    point: DecisionPoint, path: tuple[int, ...], year: int | None, *, with_annotations: bool = True
) -> list[Assignment]:
    """Assignments of a point and of those below; annotation lines below count for the point itself."""
    own = _assign(path, point.text, year)
    deeper: list[Assignment] = []
    prefix = path or (0,)
    for position, other in enumerate(point.points):
        if not other.marker and not other.is_inline and _is_annotation(other.text):
            own = _merge(own, _assign(path, other.text, year) if with_annotations else None)
        else:
            deeper.extend(_walk(other, (*prefix, position), year))
    return ([own] if own else []) + deeper


def _merge(first: Assignment | None, second: Assignment | None) -> Assignment | None:
    if first is None or second is None:
        return first or second
    return dataclasses.replace(
        first,
        responsible=first.responsible or second.responsible,
        due_text=first.due_text or second.due_text,
        due_on=first.due_on if first.due_text else second.due_on,
    )


def _assign(path: tuple[int, ...], text: str, year: int | None) -> Assignment | None:
    """Read one text: the term and the responsible person it names; None when it names neither."""
    responsible = ""
    if (whole := _RESPONSIBLE.match(text)) is not None:
        responsible = whole["who"]
    elif (inner := _INNER_RESPONSIBLE.search(text)) is not None:
        responsible = inner["who"] or inner["who2"] or ""
    elif (tail := _WHO_AND_WHEN.search(text)) is not None and read_name(tail["who"]) is not None:
        responsible = tail["who"]
        if (stated := read_task_term(tail["due"], year)) is not None:
            return Assignment(path=path, responsible=responsible, due_text=tail["due"], due_on=stated.due_on)
    deadline = find_deadline(text, year)
    due_text = deadline.text if deadline else ""
    if not due_text and (term := _TERM.match(text)) is not None:
        due_text = text[term.end() :].strip(" .;)")
    responsible = clear_name(responsible.strip(" ,;)(–—-"))
    # The stop at the end of the sentence is the initial's as well: «Ответственный – Швец С.С.»
    responsible += "." if _LAST_INITIAL.search(responsible) else ""
    if not responsible and not due_text:
        return None
    return Assignment(
        path=path, responsible=responsible, due_text=due_text, due_on=deadline.due_on if deadline else None
    )


def find_assignments(decision: Decision, *, year: int | None = None) -> tuple[Assignment, ...]:
    """Find what the words of a decision charge whom with by when; a path names the point. No word changes."""
    return _find_assignments(decision, year)
