"""Owns the chain of the history: each entry bears the hash of the one before and of all it says itself.

One chain for the portal. An entry is linked in the transaction of its deed, under a lock that lasts until its end: the
chain has no gap, and no entry that was rolled back. docs/decisions/0018-chain.md tells what it proves and what not.
"""

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from meetings.models.history import HistoryEntry

#: What the first entry has for the hash of the one before.
BEGINNING = "0" * 64
_TABLE = "meetings_historyentry"
#: The key of PostgreSQL's advisory lock: nothing else of the portal takes one.
_LOCK = 0x70726F746F636F6C


def take_end() -> tuple[int, str]:
    """Take the end of the chain until the transaction ends; return the place and the hash of the last entry.

    On SQLite the transaction itself is the lock. On PostgreSQL both statements travel together, but the second sees
    what was committed while the first waited: each has a snapshot of its own.
    """
    last = f"SELECT seq, hash FROM {_TABLE} ORDER BY seq DESC LIMIT 1"  # noqa: S608 - our own name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT pg_advisory_xact_lock(%s); {last}", [_LOCK])
        else:
            cursor.execute(last)
        return cursor.fetchone() or (0, BEGINNING)


def entry_text(entry: "HistoryEntry") -> str:
    """Return everything an entry says as canonical JSON: sorted keys, no spaces, the moment in UTC."""
    said = {
        "seq": entry.seq,
        "body": entry.body_id,
        "meeting": entry.meeting_id,
        "meeting_text": entry.meeting_text,
        "version": entry.version,
        "verb": str(entry.verb),
        "details": entry.details,
        "actor": entry.actor_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return canonical(said)


def canonical(value: Any) -> str:
    """Return JSON as a database gives it back, written in one way only."""
    plain = json.loads(json.dumps(value))  # keys are words now, tuples are lists
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(before: str, text: str) -> str:
    """Return the hash (SHA-256, lower-case hex) of an entry's text behind the hash of the entry before."""
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
