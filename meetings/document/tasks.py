"""Owns what a protocol gives one addressee to do, point by point, for sheets over several meetings."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.document.excerpt import Place, addressed_points, addressee_key
from meetings.document.tree import Assignment, Decision, DecisionPoint, ProtocolDocument
from meetings.document.vocabulary import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One point for an addressee. Texts stand as printed; the term is the assignment's, where there is one."""

    item: str
    decision: str
    lead: str = ""
    #: the point, and its sub-points in lines of their own
    lines: tuple[str, ...] = ()
    due_text: str = ""
    due_on: datetime.date | None = None


def tasks_of(document: ProtocolDocument, key: str) -> tuple[Task, ...]:
    """Return what is for the addressee of that key (excerpt.addressee_key), in the paper's order."""
    places = [place for one in addressed_points(document) if addressee_key(one.name) == key for place in one.places]
    return tuple(task for place in places for task in _tasks(document, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlled:
    """One point to be done: where it stands, who does it (the first of them answers), and the point itself."""

    place: Place
    executors: tuple[str, ...]
    task: Task
    #: the point is the whole decision
    is_whole: bool


def controlled_points(document: ProtocolDocument) -> tuple[Controlled, ...]:
    """Return every adopted point that somebody is to do, in the paper's order.

    Who was named for a point does it; where nobody was, the decision's addressee.
    """
    return tuple(
        Controlled(
            place=place,
            executors=executors,
            task=_task(item.number, decision, place[2:]),
            is_whole=decision.lead is None and len(decision.points) <= 1,
        )
        for item_index, item in enumerate(document.items)
        for index, decision in enumerate(item.decisions)
        if item.is_treated and decision.outcome is Outcome.ADOPTED
        for place in _units((item_index, index), decision)
        if (executors := _executors(decision, place[2:]))
    )


def _units(place: Place, decision: Decision) -> list[Place]:
    return [(*place, index) for index in range(len(decision.points))] or [place]


def _executors(decision: Decision, path: Place) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for one in decision.assignments:
        is_near = one.path[: len(path)] == path or path[: len(one.path)] == one.path
        if is_near and one.responsible.strip():
            named.setdefault(addressee_key(one.responsible), one.responsible.strip())
    if not named and decision.addressee and decision.addressee.name.strip():
        return (decision.addressee.name.strip(),)
    return tuple(named.values())


def _tasks(document: ProtocolDocument, place: Place) -> Iterator[Task]:
    item = document.items[place[0]]
    if len(place) == 1:
        for index in range(len(item.decisions)):
            yield from _tasks(document, (*place, index))
        return
    decision = item.decisions[place[1]]
    if len(place) == 2 and decision.points:
        for index in range(len(decision.points)):
            yield _task(item.number, decision, (index,))
    else:
        yield _task(item.number, decision, place[2:])


def _task(item: str, decision: Decision, path: Place) -> Task:
    points = decision.points
    above = [decision.lead] if decision.lead else []
    chosen: DecisionPoint | None = None
    for position in path:
        if chosen is not None:
            above.append(chosen.text)
        chosen = points[position]
        points = chosen.points
    due = _due(decision.assignments, path)
    return Task(
        item=item,
        decision=decision.number or "",
        lead=" ".join(above),
        lines=tuple(_lines(chosen)) if chosen else (),
        due_text=due.due_text if due else "",
        due_on=due.due_on if due else None,
    )


def _lines(point: DecisionPoint) -> Iterator[str]:
    """Yield a point and what stands under it."""
    yield point.text
    for sub in point.points:
        yield from _lines(sub)


def _due(assignments: tuple[Assignment, ...], path: Place) -> Assignment | None:
    """Return the assignment with a term that is nearest to a point: its own, one below it, one above it."""
    termed = [one for one in assignments if one.due_text or one.due_on]
    own = [one for one in termed if one.path == path]
    below = [one for one in termed if path and one.path[: len(path)] == path]
    above = [one for one in termed if path[: len(one.path)] == one.path]
    return next(iter([*own, *below, *above]), None)
