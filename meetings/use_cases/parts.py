"""Owns the edits of one part of a draft: typed forms of save_draft, one per part.

All take the meeting, the `version` the editor's page was made of, who and when; `position` counts questions from 0.
They raise what save_draft raises; an unknown position is a CannotSave.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from meetings.document import tree
from meetings.document.style import Labels, PaperStyle
from meetings.document.vocabulary import ItemKind, MeetingForm
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.save_draft import CannotSave, save_draft


class Edit(TypedDict):
    """What every edit names."""

    meeting: Meeting
    version: int
    actor: Any
    at: datetime.datetime


class HeaderChanges(TypedDict, total=False):
    """Fields of the document's head that an edit may name."""

    style: PaperStyle
    body: tree.BodyName
    title: str
    number: str | None
    held_on: datetime.date | None
    held_until: datetime.date | None
    date_text: str | None
    starts_at: datetime.time | None
    ends_at: datetime.time | None
    time_text: str | None
    place: str
    form: MeetingForm
    remote_method: str
    chair: tree.Officer | None
    secretary: tree.Officer | None
    members_total: int | None
    present_total: int | None
    online_total: int | None
    attendance_total_text: str | None
    has_quorum: bool | None
    quorum_text: str | None
    notes: tuple[tree.Note, ...]


class ItemChanges(TypedDict, total=False):
    """Fields of a question that an edit may name; decisions and votings have their own."""

    number: str
    title: str | None
    heading: str | None
    kind: ItemKind
    is_treated: bool
    rapporteur: str
    notes: tuple[str, ...]
    labels: Labels
    speeches: tuple[tree.Speech, ...]
    absences: tuple[tree.ItemAbsence, ...]


def update_header(*, changes: HeaderChanges, **edit: Unpack[Edit]) -> Meeting:
    """Change fields of the head."""
    return _save(edit, HistoryVerb.CHANGED_HEADER, lambda document: replace(document, **changes))


def update_attendance(*, attendees: Sequence[tree.Attendee], **edit: Unpack[Edit]) -> Meeting:
    """Replace the attendance."""
    return _save(edit, HistoryVerb.CHANGED_ATTENDANCE, lambda document: replace(document, attendees=tuple(attendees)))


def update_opening(*, speeches: Sequence[tree.Speech], **edit: Unpack[Edit]) -> Meeting:
    """Replace the speeches of the opening."""
    return _save(edit, HistoryVerb.CHANGED_OPENING, lambda document: replace(document, opening=tuple(speeches)))


def update_agenda(*, items: Sequence[tree.AgendaItem], **edit: Unpack[Edit]) -> Meeting:
    """Set the questions in this order; those taken over from the document keep their rows."""
    return _save(edit, HistoryVerb.CHANGED_AGENDA, lambda document: replace(document, items=tuple(items)))


def update_item(*, position: int, changes: ItemChanges, **edit: Unpack[Edit]) -> Meeting:
    """Change a question: its own fields, speeches, absences."""
    return _save_item(edit, HistoryVerb.CHANGED_ITEM, position, lambda item: replace(item, **changes))


def update_decisions(*, position: int, decisions: Sequence[tree.Decision], **edit: Unpack[Edit]) -> Meeting:
    """Replace the decisions of a question; a voting whose decision is gone is left to the question as a whole."""

    def change(item: tree.AgendaItem) -> tree.AgendaItem:
        votes = tuple(
            replace(event, decision=None) if event.decision is not None and event.decision >= len(decisions) else event
            for event in item.votes
        )
        return replace(item, decisions=tuple(decisions), votes=votes)

    return _save_item(edit, HistoryVerb.CHANGED_DECISIONS, position, change)


def update_votes(*, position: int, votes: Sequence[tree.VoteEvent], **edit: Unpack[Edit]) -> Meeting:
    """Replace the votings of a question."""
    return _save_item(edit, HistoryVerb.CHANGED_VOTES, position, lambda item: replace(item, votes=tuple(votes)))


def update_signatures(
    *,
    signatures: Sequence[tree.SignatureLine],
    attachments: Sequence[tree.Attachment] | None = None,
    **edit: Unpack[Edit],
) -> Meeting:
    """Replace the lines for signatures, and the list of attachments when it is given."""

    def change(document: tree.ProtocolDocument) -> tree.ProtocolDocument:
        kept = document.attachments if attachments is None else tuple(attachments)
        return replace(document, signatures=tuple(signatures), attachments=kept)

    return _save(edit, HistoryVerb.CHANGED_SIGNATURES, change)


def _save(edit: Edit, verb: HistoryVerb, change: Callable[[tree.ProtocolDocument], tree.ProtocolDocument]) -> Meeting:
    return save_draft(replace=change, verb=verb, **edit)


def _save_item(
    edit: Edit, verb: HistoryVerb, position: int, change: Callable[[tree.AgendaItem], tree.AgendaItem]
) -> Meeting:
    def change_one(document: tree.ProtocolDocument) -> tree.ProtocolDocument:
        if not 0 <= position < len(document.items):
            raise CannotSave(_("Такого вопроса в протоколе нет."))
        items = list(document.items)
        items[position] = change(items[position])
        return replace(document, items=tuple(items))

    return _save(edit, verb, change_one)
