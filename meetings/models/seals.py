"""Owns the database triggers that keep editions and history unchanged whatever program writes.

SQLite loses the triggers of a table that a later migration rebuilds: such a migration seals it again by
`migrations.RunPython(seal, unseal)`; tests/meetings/models/test_seals.py notices when it did not.
"""

from collections.abc import Collection, Mapping
from typing import Any

EDITION_TABLE = "meetings_protocol"
HISTORY_TABLE = "meetings_historyentry"
EXTRACT_TABLE = "meetings_extract"
SIGNATURE_TABLE = "meetings_signature"
STEP_TABLE = "meetings_taskstep"
#: Columns of an edition that never change (models.protocol.IMMUTABLE_FIELDS as columns).
EDITION_COLUMNS = (
    "id",
    "meeting_id",
    "edition",
    "code",
    "document",
    "document_sha256",
    "pdf",
    "sha256",
    "issued_at",
    "issued_by_id",
    "reason",
)
#: Columns of an extract that never change (models.extract.IMMUTABLE_FIELDS as columns).
EXTRACT_COLUMNS = (
    *("id", "body_id", "protocol_id", "number", "selection", "subject"),
    *("certified_role", "certified_name", "certified_on"),
    *("document", "document_sha256", "pdf", "sha256", "made_at", "made_by_id"),
)
#: Tables of which some columns may change: the others may not.
SEALED_COLUMNS = {EDITION_TABLE: EDITION_COLUMNS, EXTRACT_TABLE: EXTRACT_COLUMNS}
TRIGGERS = {
    "protocol_keeps_edition": (EDITION_TABLE, "UPDATE", "an edition never changes"),
    "protocol_is_kept": (EDITION_TABLE, "DELETE", "an edition is never deleted"),
    "history_is_unchanged": (HISTORY_TABLE, "UPDATE", "history only grows"),
    "history_is_kept": (HISTORY_TABLE, "DELETE", "history only grows"),
    "extract_keeps_text": (EXTRACT_TABLE, "UPDATE", "an extract never changes"),
    "extract_is_kept": (EXTRACT_TABLE, "DELETE", "an extract is never deleted"),
    "signature_is_unchanged": (SIGNATURE_TABLE, "UPDATE", "a signature never changes"),
    "signature_is_kept": (SIGNATURE_TABLE, "DELETE", "a signature is never deleted"),
    "step_is_unchanged": (STEP_TABLE, "UPDATE", "a step of execution never changes"),
    "step_is_kept": (STEP_TABLE, "DELETE", "a step of execution is never deleted"),
}


def seal_sql(vendor: str, there: Mapping[str, Collection[str]] | None = None) -> list[str]:
    """Return the statements that create the triggers on a database of that vendor (sqlite or postgresql).

    `there` tells the columns of each table; None: all. A migration meets a database that has not got them all yet.
    """
    write = {"sqlite": _sqlite_trigger, "postgresql": _postgresql_trigger}[vendor]
    return [
        sql
        for name, (table, event, message) in TRIGGERS.items()
        if there is None or table in there
        for sql in write(name, table, event, message, _kept(table, event, there))
    ]


def _kept(table: str, event: str, there: Mapping[str, Collection[str]] | None) -> list[str]:
    """The columns whose change a trigger refuses; none: it refuses every such statement."""
    if event != "UPDATE":
        return []
    return [column for column in SEALED_COLUMNS.get(table, ()) if there is None or column in there[table]]


def standing_triggers(connection: Any) -> set[str]:
    """Return the names of the triggers that stand and work in the database of a connection."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def unseal_sql(vendor: str) -> list[str]:
    """Return the statements that drop the triggers."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]
    return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in TRIGGERS]


def seal(_apps: Any, schema_editor: Any) -> None:
    """A migration's step: create the triggers anew, for the tables and columns there are at that step."""
    connection = schema_editor.connection
    there = {}
    with connection.cursor() as cursor:
        for table in {table for table, _event, _message in TRIGGERS.values()} & {
            *connection.introspection.table_names(cursor)
        }:
            there[table] = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    for sql in (*unseal_sql(connection.vendor), *seal_sql(connection.vendor, there)):
        schema_editor.execute(sql, params=None)


def unseal(_apps: Any, schema_editor: Any) -> None:
    """A migration's backward step: drop the triggers."""
    for sql in unseal_sql(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


def _sqlite_trigger(name: str, table: str, event: str, message: str, kept: list[str]) -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {_any_changed(kept, 'IS NOT') or '1'} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    ]


def _postgresql_trigger(name: str, table: str, event: str, message: str, kept: list[str]) -> list[str]:
    when = _any_changed(kept, "IS DISTINCT FROM") or "true"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()",
    ]


def _any_changed(kept: list[str], differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in kept)
