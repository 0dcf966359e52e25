"""Owns the writing of history entries, and what is told of a change."""

import datetime
from collections.abc import Mapping
from typing import Any

from meetings.document.codec import encode_value
from meetings.models import HistoryEntry, HistoryVerb, Meeting
from members.models import Body


def write_history(
    verb: HistoryVerb,
    *,
    about: Body | Meeting,
    actor: Any,
    at: datetime.datetime,
    details: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> HistoryEntry:
    """Add one entry on a body or a meeting; `actor` is None for the command line.

    `version` is the one the deed made of the meeting; not given it is asked for.
    """
    meeting = about if isinstance(about, Meeting) else None
    if meeting is not None and version is None:
        version = Meeting.objects.filter(pk=meeting.pk).values_list("version", flat=True).first()
    return HistoryEntry.objects.create(
        verb=verb,
        body_id=about.body_id if isinstance(about, Meeting) else about.pk,
        meeting=meeting,
        meeting_text=str(meeting) if meeting else "",
        version=version,
        details=dict(details or {}),
        actor=actor,
        at=at,
    )


def change_of(row: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set values on a row, unsaved, and tell what changed: {field: [before, after]} in JSON values."""
    changed = {}
    for name, after in values.items():
        before = getattr(row, name)
        setattr(row, name, after)
        if before != after:
            changed[name] = [_plain(before), _plain(after)]
    return changed


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else encode_value(value)
