"""Owns visitors' pages kept in memory: given again as long as nothing was done to any paper since.

Whatever changes who may read what writes an entry of the history, and a set moment of publication is known beforehand:
so one number and one moment tell whether a page still holds, without asking for the page's own rows.
"""

import datetime
import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from meetings.models import Protocol

#: Pages kept by one worker, and the longest of them, bytes.
KEPT = 128
LONGEST = 300_000


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with its sum; it holds while the history ends where it ended, and until the next set publication."""

    etag: str
    content: bytes
    history_end: str
    until: datetime.datetime | None


_pages: OrderedDict[str, KeptPage] = OrderedDict()
_lock = threading.Lock()


def history_end() -> str:
    """Return the number of the last deed with the sum of what bodies are public; "" before the first deed.

    The second is for an administrator who shuts a body past the use cases, which alone write the history.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(id) FROM meetings_historyentry), (SELECT sum(id) FROM members_body WHERE is_public)"
        )
        last, public = cursor.fetchone()
    return f"{last} {public}" if last else ""


def remembered(address: str) -> KeptPage | None:
    """Return the page of a whole address if it still holds."""
    page = _pages.get(address)
    if page is None or (page.until is not None and timezone.now() >= page.until) or page.history_end != history_end():
        return None
    return page


def remember(address: str, etag: str, content: bytes, end: str) -> None:
    """Keep a visitor's page made after the history had ended at `end` (asked for before the page was made)."""
    if len(content) > LONGEST or not end:
        return
    coming = Protocol.objects.filter(publish_at__gt=timezone.now())
    page = KeptPage(etag, content, end, coming.aggregate(first=Min("publish_at"))["first"])
    with _lock:
        _pages[address] = page
        _pages.move_to_end(address)
        while len(_pages) > KEPT:
            _pages.popitem(last=False)
