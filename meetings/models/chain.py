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


def append(entry: "HistoryEntry") -> tuple[int, int, str]:
    """Write an entry as the next link, in one statement; return its key, its place and its hash.

    The hash is reckoned where the end of the chain is read, so that a saved field costs one question less. The lock is
    that of `take_end`, in the same journey to the server.
    """
    fields = [one for one in entry._meta.local_concrete_fields if one.attname not in ("id", "seq", "hash")]
    given = [one.get_db_prep_save(getattr(entry, one.attname), connection) for one in fields]
    is_postgresql = connection.vendor == "postgresql"
    # PostgreSQL takes what it selects for text unless it is told.
    slots = [f"CAST(%s AS {one.db_type(connection)})" if is_postgresql else "%s" for one in fields]
    around = list(_around_place(entry))
    if is_postgresql:
        lock, hashed = f"SELECT pg_advisory_xact_lock({_LOCK}); ", "encode(sha256(convert_to({}, 'UTF8')), 'hex')"
        text = hashed.format("last.hash || chr(10) || %s || CAST(last.seq + 1 AS text) || %s")
    else:
        lock, text = "", "chain_link(last.hash, %s || (last.seq + 1) || %s)"
        connection.ensure_connection()
        connection.connection.create_function("chain_link", 2, link, deterministic=True)
    columns = ", ".join(f'"{one.column}"' for one in fields)
    end = (
        f"SELECT COALESCE(MAX(seq), 0) AS seq, COALESCE((SELECT hash FROM {_TABLE} ORDER BY seq DESC LIMIT 1),"  # noqa: S608 - our own names
        f" '{BEGINNING}') AS hash FROM {_TABLE}"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f'{lock}INSERT INTO {_TABLE} ({columns}, "seq", "hash")'  # noqa: S608 - our own names
            f" SELECT {', '.join(slots)}, last.seq + 1, {text} FROM ({end}) AS last RETURNING id, seq, hash",
            [*given, *around],
        )
        return cursor.fetchone()  # type: ignore[no-any-return]


def entry_text(entry: "HistoryEntry") -> str:
    """Return everything an entry says as canonical JSON: sorted keys, no spaces, the moment in UTC."""
    before, behind = _around_place(entry)
    return f"{before}{entry.seq}{behind}"


def _around_place(entry: "HistoryEntry") -> tuple[str, str]:
    """Return the canonical text of an entry before and behind the number of its place."""
    before = {
        "actor": entry.actor_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "body": entry.body_id,
        "details": entry.details,
        "meeting": entry.meeting_id,
        "meeting_text": entry.meeting_text,
    }
    behind = {"verb": str(entry.verb), "version": entry.version}
    return f'{canonical(before)[:-1]},"seq":', f",{canonical(behind)[1:]}"


def canonical(value: Any) -> str:
    """Return JSON as a database gives it back, written in one way only."""
    plain = json.loads(json.dumps(value))  # keys are words now, tuples are lists
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(before: str, text: str) -> str:
    """Return the hash (SHA-256, lower-case hex) of an entry's text behind the hash of the entry before."""
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
