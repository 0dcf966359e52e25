"""Owns a whole protocol taken over into a draft that is there already: chosen parts replaced, people linked."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction

from meetings.document.merging import DocumentPart, take_parts
from meetings.document.tree import ProtocolDocument
from meetings.mapping.matching import match_people
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.import_meeting import Choice, settle_people
from meetings.use_cases.save_draft import save_draft


@transaction.atomic
def paste_protocol(
    *,
    meeting: Meeting,
    version: int,
    document: ProtocolDocument,
    parts: Collection[DocumentPart],
    people: Choice,
    actor: Any,
    at: datetime.datetime,
) -> Meeting:
    """Replace the chosen parts of a draft by those of a recognised protocol; empty facts of the head are filled.

    `people` says who each recognised name is (by NameMatch.printed). Raises what save_draft raises, and CannotImport.
    """
    links, _created = settle_people(match_people(document, meeting.body), people)
    return save_draft(
        meeting=meeting,
        version=version,
        replace=lambda draft: take_parts(draft, document, parts),
        verb=HistoryVerb.IMPORTED_MEETING,
        actor=actor,
        at=at,
        people=links,
    )
