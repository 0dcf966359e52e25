"""Owns the outline: a document as plain JSON values, the recognised structure of a protocol for people and programs."""

import re
from typing import Any

from meetings.document.finding import Finding
from meetings.document.tree import AgendaItem, Attendee, Decision, DecisionPoint, Officer, ProtocolDocument, Speech
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Block, SpeechKind, VoteOption
from meetings.importing.imported import ImportedProtocol
from meetings.wording.counts import write_attendance_total
from meetings.wording.labels import write_label
from meetings.wording.names import gender_of, read_name
from meetings.wording.text import clean_spaces, fold
from meetings.wording.verbs import write_verb

Outline = dict[str, Any]


def write_outline(imported: ImportedProtocol) -> Outline:
    """Write what was recognised: heading, attendance, agenda, items, signatories, findings.

    Keys that do not apply are left out where the shape says so (`bullet`, `speech_points`, `sub_heading`,
    `title_as_agenda`, `reason`); None stands for what the paper does not say.
    """
    document = imported.document
    return {
        **_outline_heading(document),
        **_outline_attendance(document),
        "agenda": _outline_agenda(document),
        "opening": _outline_opening(document),
        "items": [_outline_item(document, item) for item in document.items if item.is_treated],
        "signatories": [{"role": line.role, "name": line.name} for line in document.signatures],
        "findings": [_outline_finding(finding) for finding in imported.findings],
    }


def _outline_heading(document: ProtocolDocument) -> Outline:
    title = document.title
    if document.style.is_title_joined and document.body.genitive:
        title = f"{title} {document.body.genitive}".strip()
    return {
        "kind": " ".join(part for part in ("протокол", document.title) if part),
        "body": document.body.genitive or document.body.nominative,
        "body_nominative": document.body.nominative,
        "meeting_title": title,
        "number": document.number,
        "date": document.held_on.isoformat() if document.held_on else None,
        "start_time": document.starts_at.strftime("%H:%M") if document.starts_at else None,
        "end_time": document.ends_at.strftime("%H:%M") if document.ends_at else None,
        "place": document.place or None,
        "members_total": document.members_total,
        "present_count": document.present_total,
        "online_count": document.online_total,
    }


def _outline_attendance(document: ProtocolDocument) -> Outline:
    def rows(*statuses: AttendanceStatus) -> list[Outline] | None:
        people = [person for person in document.attendees if person.status in statuses]
        return [_outline_person(person, number) for number, person in enumerate(people, start=1)] or None

    return {
        "present": rows(AttendanceStatus.PRESENT),
        "absent": rows(AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED),
        "invited": rows(AttendanceStatus.INVITED),
        "chair": _outline_officer(document.chair),
        "secretary": _outline_officer(document.secretary),
        "quorum_statement": _quorum_statement(document),
    }


def _outline_person(person: Attendee, number: int) -> Outline:
    row: Outline = {
        "name": person.name,
        "position": person.position or None,
        "role": person.role or None,
        "online": person.mode is AttendanceMode.ONLINE,
    }
    if person.status is AttendanceStatus.PRESENT:
        return {"number": number, **row}
    if person.status in (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED):
        row["reason"] = person.reason or None
    return row


def _outline_officer(officer: Officer | None) -> Outline | None:
    return None if officer is None else {"name": officer.name, "role": officer.role or None}


def _outline_agenda(document: ProtocolDocument) -> list[str] | None:
    if Block.AGENDA not in document.style.blocks:
        return None
    return [item.title for item in document.items if item.title is not None]


def _quorum_statement(document: ProtocolDocument) -> str | None:
    """The sentence on competence; the line of totals («20 человек … из 22») serves where no other is printed."""
    style = document.style
    if document.quorum_text:
        return document.quorum_text
    if document.has_quorum is not None and Block.QUORUM in style.blocks:
        return write_label("quorum" if document.has_quorum else "no_quorum", style)
    if Block.ATTENDANCE_TOTAL not in style.blocks:
        return None
    text = document.attendance_total_text
    if text is None:
        present, online = document.present_total or 0, document.online_total
        text = write_attendance_total(present, online, document.members_total, write_label("online", style))
    return clean_spaces(write_label("attendance_total", style, attendance=text))


def _outline_opening(document: ProtocolDocument) -> Outline | None:
    if not document.opening:
        return None
    first = document.opening[0]
    opening: Outline = {
        "marker": _opening_marker(document, first),
        "speaker": first.name or None,
        "position": first.position or None,
    }
    texts = [paragraph.text for speech in document.opening for paragraph in speech.paragraphs]
    return opening | ({"text": " ".join(texts)} if texts else {})


def _opening_marker(document: ProtocolDocument, speech: Speech) -> str | None:
    """The words before the name: «С вступительным словом выступила»."""
    if not speech.name or speech.attribution is not None:
        return speech.attribution
    name = read_name(speech.name)
    verb = write_verb("выступить", gender_of(name) if name else None)
    return clean_spaces(write_label("opening", document.style, verb=verb, attribution=""))


def _outline_item(document: ProtocolDocument, item: AgendaItem) -> Outline:
    number = int(item.number) if item.number.isdecimal() else item.number or None
    outline: Outline = {
        "number": number,
        "title": item.heading if item.heading is not None else item.title,
    }
    if item.title is not None and item.heading is not None and _differs(item):
        outline["title_as_agenda"] = item.title
    sub_heading = _sub_heading(document, item)
    if sub_heading:
        outline["sub_heading"] = sub_heading
    speakers = [speech for speech in item.speeches if speech.kind is not SpeechKind.DISCUSSION or speech.name]
    outline["speakers"] = [_outline_speech(speech) for speech in speakers]
    free = [_speech_text(speech) for speech in item.speeches if speech not in speakers]
    if free:
        outline["discussion"] = "\n".join(free)
    elif not speakers:
        outline["discussion"] = None
    outline["resolutions_count"] = len(item.decisions)
    outline["points_count"] = sum(len(decision.points) for decision in item.decisions)
    outline["resolutions"] = [_outline_decision(decision) for decision in item.decisions]
    outline["votes"] = _outline_votes(item)
    if item.notes:
        outline["notes"] = list(item.notes)
    return outline


def _differs(item: AgendaItem) -> bool:
    """Whether the heading restates the title in other words; a heading inflected after «По … вопросу» always does."""
    heading = item.heading or ""
    return fold(heading).rstrip(".;") != fold(item.title or "").rstrip(".;") and heading[:1].isupper()


def _sub_heading(document: ProtocolDocument, item: AgendaItem) -> str:
    written = write_label(
        "item_subheading", document.style, item.labels, body_genitive=document.body.genitive, number=item.number
    )
    return clean_spaces(written)


def _outline_speech(speech: Speech) -> Outline:
    texts = [paragraph.text for paragraph in speech.paragraphs if paragraph.level == 0]
    points = [paragraph.text for paragraph in speech.paragraphs if paragraph.level > 0]
    outline: Outline = {
        "name": speech.name or None,
        "membership": speech.membership or None,
        "position": speech.position or None,
        "speech": "\n".join(texts),
    }
    if speech.attribution is not None and not speech.name:
        outline["attribution"] = speech.attribution
    return outline | ({"speech_points": points} if points else {})


def _speech_text(speech: Speech) -> str:
    parts = [speech.attribution or "", *(paragraph.text for paragraph in speech.paragraphs)]
    return "\n".join(part for part in parts if part)


def _outline_decision(decision: Decision) -> Outline:
    outline: Outline = {"number": decision.number}
    first_marker = decision.points[0].marker if decision.points else ""
    if decision.number is None and decision.lead is None and re.fullmatch(r"[^\w\s]", first_marker):
        outline["bullet"] = first_marker
    outline["addressee"] = decision.addressee.text if decision.addressee else None
    if decision.addressee:
        outline["addressee_nominative"] = decision.addressee.name
    outline["lead"] = decision.lead
    outline["points"] = [_outline_point(point) for point in decision.points]
    term = next((assignment for assignment in decision.assignments if assignment.due_text), None)
    outline["deadline"] = term.due_text if term else None
    outline["deadline_iso"] = term.due_on.isoformat() if term and term.due_on else None
    responsible = next((assignment.responsible for assignment in decision.assignments if assignment.responsible), None)
    return outline | ({"responsible": responsible} if responsible else {})


def _outline_point(point: DecisionPoint) -> Outline:
    return {"text": point.text, "subpoints": list(_texts_below(point))}


def _texts_below(point: DecisionPoint) -> list[str]:
    texts = []
    for below in point.points:
        texts.append(below.text)
        texts.extend(_texts_below(below))
    return texts


def _outline_votes(item: AgendaItem) -> Outline | list[Outline] | None:
    votes = []
    for event in item.votes:
        outline: Outline = {
            "for": event.votes_for,
            "against": event.votes_against,
            "abstained": event.votes_abstained,
            "unanimous": event.is_unanimous,
        }
        named = [vote for vote in event.votes if vote.option is not VoteOption.NOT_VOTING]
        votes.append(outline | ({"named": {vote.name: vote.option.value for vote in named}} if named else {}))
    if not votes:
        return None
    return votes[0] if len(votes) == 1 else votes


def _outline_finding(finding: Finding) -> Outline:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where,
        "message": finding.message,
        "line": finding.line,
    }
