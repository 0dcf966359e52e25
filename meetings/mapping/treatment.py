"""Owns tree → rows for what belongs to questions: absences, speeches, decisions with points, votings.

Functions take pairs (row of the question, its tree) for any number of questions and write each table once.
"""

from collections.abc import Sequence

from meetings.document import tree
from meetings.document.codec import encode_value
from meetings.document.vocabulary import VoteSource
from meetings.mapping.links import FirstLinks, People
from meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Decision,
    DecisionPoint,
    ItemAttendance,
    Meeting,
    Speech,
    Vote,
    VoteEvent,
)

Pairs = Sequence[tuple[AgendaItem, tree.AgendaItem]]


def record_treatment(meeting: Meeting, pairs: Pairs, people: People, *, source: VoteSource) -> None:
    """Add everything that belongs to the questions."""
    record_absences(meeting, pairs)
    record_speeches(meeting, pairs, people)
    decisions = record_decisions(meeting, pairs, people)
    record_votes(meeting, pairs, decisions, people, source=source)


def record_absences(meeting: Meeting, pairs: Pairs) -> None:
    """Add the exceptions from the attendance, linked to its lines by equal names."""
    if not any(item.absences for _row, item in pairs):
        return
    lines = _lines_by_name(meeting)
    ItemAttendance.objects.bulk_create(
        ItemAttendance(
            meeting=meeting,
            item=row,
            order=order,
            attendance_id=lines.get(absence.name),
            name_text=absence.name,
            presence=absence.presence,
        )
        for row, item in pairs
        for order, absence in enumerate(item.absences)
    )


def relink_absences(meeting: Meeting) -> None:
    """Link the exceptions anew after the attendance was replaced."""
    lines = _lines_by_name(meeting)
    rows = list(ItemAttendance.objects.filter(meeting=meeting))
    for row in rows:
        row.attendance_id = lines.get(row.name_text)
    ItemAttendance.objects.bulk_update(rows, ["attendance"])


def _lines_by_name(meeting: Meeting) -> dict[str, int]:
    return dict(Attendance.objects.filter(meeting=meeting).order_by("-order").values_list("name_text", "pk"))


def record_speeches(meeting: Meeting, pairs: Pairs, people: People) -> None:
    """Add the speeches of the questions."""
    Speech.objects.bulk_create(
        speech_row(speech, order, people, meeting=meeting, item=row)
        for row, item in pairs
        for order, speech in enumerate(item.speeches)
    )


def speech_row(
    speech: tree.Speech, order: int, people: People, *, meeting: Meeting, item: AgendaItem | None = None
) -> Speech:
    """Make the row of a speech, unsaved."""
    return Speech(
        meeting=meeting,
        item=item,
        order=order,
        person_id=people.get(speech.name),
        name_text=speech.name,
        membership_text=speech.membership,
        position_text=speech.position,
        kind=speech.kind,
        attribution_text=speech.attribution,
        is_inline=speech.is_inline,
        paragraphs=encode_value(speech.paragraphs),
    )


def record_decisions(meeting: Meeting, pairs: Pairs, people: People) -> dict[int, list[Decision]]:
    """Add decisions, points and assignments; return the rows of the decisions by the key of their question."""
    decisions = [
        (_decision_row(meeting, row, order, decision), decision)
        for row, item in pairs
        for order, decision in enumerate(item.decisions)
    ]
    Decision.objects.bulk_create(row for row, _decision in decisions)
    points = _record_points(meeting, decisions)
    Assignment.objects.bulk_create(
        Assignment(
            meeting=meeting,
            decision=row,
            point=_point_at(points, row.pk, assignment.path),
            order=order,
            responsible=assignment.responsible,
            responsible_person_id=people.get(assignment.responsible),
            due_text=assignment.due_text,
            due_on=assignment.due_on,
            state=assignment.state,
        )
        for row, decision in decisions
        for order, assignment in enumerate(decision.assignments)
    )
    by_item: dict[int, list[Decision]] = {row.pk: [] for row, _item in pairs}
    for row, _decision in decisions:
        by_item[row.item_id].append(row)
    return by_item


def _decision_row(meeting: Meeting, item: AgendaItem, order: int, decision: tree.Decision) -> Decision:
    return Decision(
        meeting=meeting,
        item=item,
        order=order,
        number=decision.number,
        lead=decision.lead,
        addressee_text=decision.addressee.text if decision.addressee else None,
        addressee_name=decision.addressee.name if decision.addressee else None,
        outcome=decision.outcome,
    )


def _record_points(
    meeting: Meeting, decisions: list[tuple[Decision, tree.Decision]]
) -> dict[tuple[int, tuple[int, ...]], DecisionPoint]:
    """Add the points, one statement per level of nesting; return them by (decision, path)."""
    found: dict[tuple[int, tuple[int, ...]], DecisionPoint] = {}
    level = [(row, None, (order,), point) for row, decision in decisions for order, point in enumerate(decision.points)]
    while level:
        rows = [
            DecisionPoint(
                meeting=meeting,
                decision=decision,
                parent=parent,
                order=path[-1],
                text=point.text,
                marker=point.marker,
                is_inline=point.is_inline,
            )
            for decision, parent, path, point in level
        ]
        DecisionPoint.objects.bulk_create(rows)
        for row, (decision, _parent, path, _point) in zip(rows, level, strict=True):
            found[decision.pk, path] = row
        level = [
            (decision, row, (*path, order), sub_point)
            for row, (decision, _parent, path, point) in zip(rows, level, strict=True)
            for order, sub_point in enumerate(point.points)
        ]
    return found


def _point_at(
    points: dict[tuple[int, tuple[int, ...]], DecisionPoint], decision_pk: int, path: tuple[int, ...]
) -> DecisionPoint | None:
    """The point an assignment names; a path into nothing falls back to what stands above it."""
    while path and (decision_pk, path) not in points:
        path = path[:-1]
    return points[decision_pk, path] if path else None


def record_votes(
    meeting: Meeting, pairs: Pairs, decisions: dict[int, list[Decision]], people: People, *, source: VoteSource
) -> None:
    """Add the votings and the single votes; `decisions` are the rows of each question, by its key."""
    events = [
        (_event_row(meeting, row, order, event, decisions[row.pk]), event)
        for row, item in pairs
        for order, event in enumerate(item.votes)
    ]
    VoteEvent.objects.bulk_create(row for row, _event in events)
    votes = []
    for row, event in events:
        persons = FirstLinks(people)
        votes += [
            Vote(
                meeting=meeting,
                vote_event=row,
                order=order,
                person_id=persons.take(vote.name),
                name_text=vote.name,
                option=vote.option,
                source=source,
            )
            for order, vote in enumerate(event.votes)
        ]
    Vote.objects.bulk_create(votes)


def _event_row(
    meeting: Meeting, item: AgendaItem, order: int, event: tree.VoteEvent, decisions: list[Decision]
) -> VoteEvent:
    is_placed = event.decision is not None and event.decision < len(decisions)
    return VoteEvent(
        meeting=meeting,
        item=item,
        decision=decisions[event.decision] if is_placed else None,
        order=order,
        subject=event.subject,
        votes_for=event.votes_for,
        votes_against=event.votes_against,
        votes_abstained=event.votes_abstained,
        votes_not_cast=event.votes_not_cast,
        is_unanimous=event.is_unanimous,
        method=event.method,
        base=event.base,
        requirement=event.requirement,
        result=event.result,
        result_reason=event.result_reason,
        chair_vote=event.chair_vote,
        sentence=event.sentence,
    )
