"""Owns the making anew of the search index, meeting by meeting, so that it can stop anywhere and go on."""

from collections.abc import Iterator

from django.db import transaction

from meetings.models import Meeting
from meetings.search.index import index_meeting, meetings_to_index


def rebuild_search(*, after: int = 0, is_all: bool = False) -> Iterator[tuple[int, int, int]]:
    """Index what the index lacks (everything, when told so); yield (done, in all, key of the meeting) each time.

    Every meeting is a transaction of its own, and search goes on meanwhile. What was done is not done again, unless
    everything was asked for: then `after` skips the meetings up to that key.
    """
    keys = list(meetings_to_index(after, is_all=is_all))
    for done, pk in enumerate(keys, start=1):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=pk)
            index_meeting(meeting, is_anew=is_all)
        yield done, len(keys), pk
