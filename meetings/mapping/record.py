"""Owns tree → rows: a document recorded whole, or one part of it, in a number of statements that the size of the
paper does not change (beyond the batches of bulk_create).

`people` names the person behind each printed name: {"Швец С.С.": 12}. A name may stand in many parts.
"""

from collections.abc import Iterable, Sequence

from meetings.document import tree
from meetings.document.codec import encode_style_difference, encode_value
from meetings.document.style import PaperStyle, style_difference, style_over
from meetings.document.vocabulary import VoteSource
from meetings.mapping.links import FirstLinks, People, linked_people
from meetings.mapping.rows import PARTS, read_rows
from meetings.mapping.treatment import record_treatment, speech_row
from meetings.models import AgendaItem, Attachment, Attendance, Meeting, SignatureLine, Speech

#: Fields of the document that the meeting keeps under the same name.
SAME_FIELDS = (
    "title",
    "number",
    "held_on",
    "held_until",
    "date_text",
    "starts_at",
    "ends_at",
    "time_text",
    "place",
    "form",
    "remote_method",
    "members_total",
    "present_total",
    "online_total",
    "attendance_total_text",
    "has_quorum",
    "quorum_text",
)


def record(
    document: tree.ProtocolDocument,
    meeting: Meeting,
    people: People | None = None,
    *,
    source: VoteSource = VoteSource.SECRETARY,
) -> None:
    """Replace the rows of a meeting by a document: `compose(meeting) == document` afterwards.

    Without `people` the links of the old rows are kept by printed name. Must run inside a transaction. A new meeting
    may come unsaved.
    """
    if people is None:
        people = linked_people(meeting, read_rows(meeting)) if meeting.pk else {}
    if meeting.pk:
        for part in reversed(PARTS):
            part._default_manager.filter(meeting_id=meeting.pk).delete()
    set_header(document, meeting, people)
    meeting.save()
    record_attendees(meeting, document.attendees, people)
    record_opening(meeting, document.opening, people)
    record_items(meeting, document.items, people, source=source)
    record_signatures(meeting, document.signatures, people)
    record_attachments(meeting, document.attachments)


def set_header(document: tree.ProtocolDocument, meeting: Meeting, people: People) -> None:
    """Set the meeting's own fields from a document, without saving."""
    body = meeting.body
    for name in SAME_FIELDS:
        setattr(meeting, name, getattr(document, name))
    set_style(document.style, meeting)
    meeting.body_name_text = None if document.body.nominative == body.name else document.body.nominative
    meeting.body_genitive_text = None if document.body.genitive == body.name_genitive else document.body.genitive
    chair, secretary = document.chair, document.secretary
    meeting.chair_name, meeting.chair_role = (chair.name, chair.role) if chair else (None, "")
    meeting.chair_id = people.get(chair.name) if chair else None
    meeting.secretary_name, meeting.secretary_role = (secretary.name, secretary.role) if secretary else (None, "")
    meeting.secretary_id = people.get(secretary.name) if secretary else None
    meeting.notes = encode_value(document.notes)


def set_style(style: PaperStyle, meeting: Meeting) -> None:
    """Keep a style as the difference from the body's, or whole where no difference leads to it (a label less)."""
    changed = style_difference(style, meeting.body.style)
    meeting.is_style_own = style_over(meeting.body.style, changed) != style
    meeting.paper_style = encode_value(style) if meeting.is_style_own else encode_style_difference(changed)


def record_attendees(meeting: Meeting, attendees: Iterable[tree.Attendee], people: People) -> None:
    """Add the lines of the attendance; a person is linked to the first of his lines only."""
    persons = FirstLinks(people)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            order=order,
            person_id=persons.take(attendee.name),
            name_text=attendee.name,
            position_text=attendee.position,
            role_text=attendee.role,
            group_text=attendee.group,
            status=attendee.status,
            mode=attendee.mode,
            reason=attendee.reason,
            represented_by=attendee.represented_by,
            note=attendee.note,
        )
        for order, attendee in enumerate(attendees)
    )


def record_opening(meeting: Meeting, speeches: Iterable[tree.Speech], people: People) -> None:
    """Add the speeches of the opening."""
    Speech.objects.bulk_create(
        speech_row(speech, order, people, meeting=meeting) for order, speech in enumerate(speeches)
    )


def record_items(
    meeting: Meeting,
    items: Sequence[tree.AgendaItem],
    people: People,
    *,
    source: VoteSource = VoteSource.SECRETARY,
) -> None:
    """Add the questions with everything that belongs to them."""
    rows = [AgendaItem(meeting=meeting, order=order) for order in range(len(items))]
    for row, item in zip(rows, items, strict=True):
        set_item(item, row)
    AgendaItem.objects.bulk_create(rows)
    record_treatment(meeting, list(zip(rows, items, strict=True)), people, source=source)


def set_item(item: tree.AgendaItem, row: AgendaItem) -> None:
    """Set a question's own fields, without saving."""
    row.number, row.title, row.heading_override = item.number, item.title, item.heading
    row.kind, row.is_treated, row.rapporteur = item.kind, item.is_treated, item.rapporteur
    row.notes, row.labels = encode_value(item.notes), encode_value(item.labels)


def record_signatures(meeting: Meeting, signatures: Iterable[tree.SignatureLine], people: People) -> None:
    """Add the lines for signatures."""
    SignatureLine.objects.bulk_create(
        SignatureLine(
            meeting=meeting, order=order, person_id=people.get(line.name), role_text=line.role, name_text=line.name
        )
        for order, line in enumerate(signatures)
    )


def record_attachments(meeting: Meeting, attachments: Iterable[tree.Attachment]) -> None:
    """Add the list of attachments."""
    Attachment.objects.bulk_create(
        Attachment(meeting=meeting, order=order, title=attachment.title, extent=attachment.extent)
        for order, attachment in enumerate(attachments)
    )
