"""Owns rows → tree: the document of a meeting, composed from its rows alone."""

from dataclasses import dataclass
from typing import Any

from meetings.document import tree
from meetings.document import vocabulary as v
from meetings.document.codec import decode_value
from meetings.mapping.rows import MeetingRows, group_by, read_rows
from meetings.models import AgendaItem, Decision, DecisionPoint, Meeting, Speech, VoteEvent

Groups = dict[int | None, list[Any]]


def compose(meeting: Meeting) -> tree.ProtocolDocument:
    """Compose the document of a meeting: one query when the meeting came with its body (`select_related`)."""
    return compose_rows(meeting, read_rows(meeting))


def compose_rows(meeting: Meeting, rows: MeetingRows) -> tree.ProtocolDocument:
    """Compose the document of rows already read; no query when the meeting came with its body."""
    body = meeting.body
    parts = _Parts.of(rows)
    return tree.ProtocolDocument(
        style=meeting.style,
        body=tree.BodyName(
            nominative=body.name if meeting.body_name_text is None else meeting.body_name_text,
            genitive=body.name_genitive if meeting.body_genitive_text is None else meeting.body_genitive_text,
        ),
        title=meeting.title,
        number=meeting.number,
        held_on=meeting.held_on,
        held_until=meeting.held_until,
        date_text=meeting.date_text,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_text=meeting.time_text,
        place=meeting.place,
        form=v.MeetingForm(meeting.form),
        remote_method=meeting.remote_method,
        chair=_officer(meeting.chair_name, meeting.chair_role),
        secretary=_officer(meeting.secretary_name, meeting.secretary_role),
        members_total=meeting.members_total,
        present_total=meeting.present_total,
        online_total=meeting.online_total,
        attendance_total_text=meeting.attendance_total_text,
        has_quorum=meeting.has_quorum,
        quorum_text=meeting.quorum_text,
        attendees=tuple(_attendee(row) for row in rows.attendances),
        opening=tuple(_speech(row) for row in parts.speeches[None]),
        items=tuple(_item(row, parts) for row in rows.items),
        notes=decode_value(tuple[tree.Note, ...], meeting.notes, "notes"),
        attachments=tuple(tree.Attachment(title=row.title, extent=row.extent) for row in rows.attachments),
        signatures=tuple(tree.SignatureLine(role=row.role_text, name=row.name_text) for row in rows.signature_lines),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows by the key of their parent."""

    absences: Groups
    speeches: Groups
    decisions: Groups
    points: Groups
    sub_points: Groups
    assignments: Groups
    vote_events: Groups
    votes: Groups

    @classmethod
    def of(cls, rows: MeetingRows) -> "_Parts":
        return cls(
            absences=group_by(rows.item_attendances, "item_id"),
            speeches=group_by(rows.speeches, "item_id"),
            decisions=group_by(rows.decisions, "item_id"),
            points=group_by((row for row in rows.points if row.parent_id is None), "decision_id"),
            sub_points=group_by(rows.points, "parent_id"),
            assignments=group_by(rows.assignments, "decision_id"),
            vote_events=group_by(rows.vote_events, "item_id"),
            votes=group_by(rows.votes, "vote_event_id"),
        )


def _officer(name: str | None, role: str) -> tree.Officer | None:
    return None if name is None else tree.Officer(name=name, role=role)


def _attendee(row: Any) -> tree.Attendee:
    return tree.Attendee(
        name=row.name_text,
        position=row.position_text,
        role=row.role_text,
        status=v.AttendanceStatus(row.status),
        mode=v.AttendanceMode(row.mode),
        reason=row.reason,
        represented_by=row.represented_by,
        note=row.note,
        group=row.group_text,
        has_vote=not getattr(row, "is_advisory", False),
    )


def _speech(row: Speech) -> tree.Speech:
    return tree.Speech(
        name=row.name_text,
        membership=row.membership_text,
        position=row.position_text,
        kind=v.SpeechKind(row.kind),
        attribution=row.attribution_text,
        is_inline=row.is_inline,
        paragraphs=decode_value(tuple[tree.Paragraph, ...], row.paragraphs, "paragraphs"),
    )


def _item(row: AgendaItem, parts: _Parts) -> tree.AgendaItem:
    decisions = parts.decisions[row.pk]
    places = {decision.pk: index for index, decision in enumerate(decisions)}
    return tree.AgendaItem(
        number=row.number,
        title=row.title,
        heading=row.heading_override,
        kind=v.ItemKind(row.kind),
        is_treated=row.is_treated,
        rapporteur=row.rapporteur,
        speeches=tuple(_speech(speech) for speech in parts.speeches[row.pk]),
        decisions=tuple(_decision(decision, parts) for decision in decisions),
        votes=tuple(_vote_event(event, places, parts) for event in parts.vote_events[row.pk]),
        absences=tuple(
            tree.ItemAbsence(name=absence.name_text, presence=v.ItemPresence(absence.presence))
            for absence in parts.absences[row.pk]
        ),
        notes=decode_value(tuple[str, ...], row.notes, "notes"),
        labels=decode_value(tuple[tuple[str, str], ...], row.labels, "labels"),
    )


def _decision(row: Decision, parts: _Parts) -> tree.Decision:
    paths: dict[int | None, tuple[int, ...]] = {None: ()}
    points = _points(parts.points[row.pk], (), paths, parts)
    return tree.Decision(
        number=row.number,
        lead=row.lead,
        points=points,
        addressee=None
        if row.addressee_text is None
        else tree.Addressee(text=row.addressee_text, name=row.addressee_name or ""),
        outcome=v.Outcome(row.outcome),
        assignments=tuple(
            tree.Assignment(
                path=paths[assignment.point_id],
                responsible=assignment.responsible,
                due_text=assignment.due_text,
                due_on=assignment.due_on,
                state=v.AssignmentState(assignment.state),
            )
            for assignment in parts.assignments[row.pk]
        ),
    )


def _points(
    rows: list[DecisionPoint], above: tuple[int, ...], paths: dict[int | None, tuple[int, ...]], parts: _Parts
) -> tuple[tree.DecisionPoint, ...]:
    """Compose points and sub-points, noting in `paths` where each row stands."""
    points = []
    for index, row in enumerate(rows):
        paths[row.pk] = (*above, index)
        points.append(
            tree.DecisionPoint(
                text=row.text,
                marker=row.marker,
                is_inline=row.is_inline,
                points=_points(parts.sub_points[row.pk], paths[row.pk], paths, parts),
            )
        )
    return tuple(points)


def _vote_event(row: VoteEvent, places: dict[int, int], parts: _Parts) -> tree.VoteEvent:
    return tree.VoteEvent(
        subject=row.subject,
        decision=None if row.decision_id is None else places[row.decision_id],
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_abstained=row.votes_abstained,
        votes_not_cast=row.votes_not_cast,
        is_unanimous=row.is_unanimous,
        method=v.VoteMethod(row.method),
        base=v.VoteBase(row.base),
        requirement=v.Requirement(row.requirement),
        result=None if row.result is None else v.VoteResult(row.result),
        result_reason=row.result_reason,
        chair_vote=None if row.chair_vote is None else v.VoteOption(row.chair_vote),
        sentence=row.sentence,
        votes=tuple(tree.Vote(name=vote.name_text, option=v.VoteOption(vote.option)) for vote in parts.votes[row.pk]),
    )
