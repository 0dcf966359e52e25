"""Owns the memory of rows: every change of a draft's row, kept by the database itself, so that any moment can be read.

Triggers write what a row held before: the changed columns of an update, the whole of a deleted row, nothing of a new
one. They know no use case, so none can forget. A change is filed under the meeting's version, which every edit counts
up before it writes; what happened within version 1 is the meeting's making and is not kept.

The triggers name the columns of their tables (SQLite has no other way) and each other's tables, so `migrate` lifts
them before and sets them anew afterwards (meetings/apps.py).
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

from meetings.models.meeting import Meeting

_TABLE = "meetings_rowchange"
_MEETING = "meetings_meeting"
_FUNCTION = "keep_row_change"
_EVENTS = ("INSERT", "UPDATE", "DELETE")


class RowChange(models.Model):
    """What one row held before one change; walked back from the newest, they give the rows of any version."""

    # Not a foreign key: rows of a meeting that is being deleted are told of too, and go with it (by a trigger).
    meeting_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    part = models.CharField(max_length=40)
    row = models.BigIntegerField()
    #: {column: value}; None for a row that was not there
    before = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting_id", "version"], name="row_change_meeting_version")]

    def __str__(self) -> str:
        return f"{self.part}:{self.row} v{self.version}"


def keep_changes(connection: Any, parts: Iterable[type[models.Model]]) -> None:
    """Set the triggers on the tables of a meeting and its parts."""
    forget_triggers(connection)
    if _TABLE not in connection.introspection.table_names():
        return
    write = {"sqlite": _sqlite_triggers, "postgresql": _postgresql_triggers}[connection.vendor]
    with connection.cursor() as cursor:
        for sql in write((Meeting, *parts)):
            cursor.execute(sql)


def forget_triggers(connection: Any) -> None:
    """Lift the triggers: a table is about to be rebuilt."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {_FUNCTION}() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keeps_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _owner(part: type[models.Model]) -> str:
    """The column that names the meeting."""
    return "id" if part is Meeting else "meeting_id"


def _columns(part: type[models.Model]) -> list[str]:
    """The columns told of; the version counts the changes and is none."""
    return [field.column for field in part._meta.concrete_fields if (part, field.column) != (Meeting, "version")]


def _events(part: type[models.Model]) -> tuple[str, ...]:
    return ("UPDATE", "DELETE") if part is Meeting else _EVENTS


def _sqlite_triggers(parts: Iterable[type[models.Model]]) -> Iterable[str]:
    for part in parts:
        for event in _events(part):
            yield _sqlite_trigger(part, event)


def _sqlite_trigger(part: type[models.Model], event: str) -> str:
    table, name = part._meta.db_table, part._meta.model_name
    head = f'CREATE TRIGGER "keeps_{name}_{event.lower()}" AFTER {event} ON "{table}" FOR EACH ROW'
    if part is Meeting and event == "DELETE":
        return f"{head} BEGIN DELETE FROM {_TABLE} WHERE meeting_id = OLD.id; END"  # noqa: S608 - our own names
    columns = _columns(part)
    at = "NEW" if event == "INSERT" else "OLD"
    before = "NULL"
    if event == "DELETE":
        before = "json_object(" + ", ".join(f"'{column}', OLD.\"{column}\"" for column in columns) + ")"
    if event == "UPDATE":
        changed = [f'OLD."{column}" IS NOT NEW."{column}"' for column in columns]
        head += f" WHEN {' OR '.join(changed)}"
        cells = " UNION ALL ".join(
            f"SELECT '{column}' AS name, OLD.\"{column}\" AS value WHERE {differs}"
            for column, differs in zip(columns, changed, strict=True)
        )
        before = f"(SELECT json_group_object(name, value) FROM ({cells}))"  # noqa: S608 - our own names
    return (
        f"{head} BEGIN INSERT INTO {_TABLE} (meeting_id, version, part, row, before) "  # noqa: S608 - our own names
        f"SELECT {at}.{_owner(part)}, version, '{name}', {at}.id, {before} "
        f"FROM {_MEETING} WHERE id = {at}.{_owner(part)} AND version > 1; END"
    )


def _postgresql_triggers(parts: Iterable[type[models.Model]]) -> Iterable[str]:
    yield f"""
        CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE whole jsonb; was jsonb; counted integer;
        BEGIN
            IF TG_OP = 'INSERT' THEN whole := to_jsonb(NEW);
            ELSE whole := to_jsonb(OLD);
            END IF;
            IF TG_ARGV[0] = 'meeting' AND TG_OP = 'DELETE' THEN
                DELETE FROM {_TABLE} WHERE meeting_id = OLD.id;
                RETURN NULL;
            END IF;
            IF TG_OP = 'DELETE' THEN was := whole; END IF;
            IF TG_OP = 'UPDATE' THEN
                SELECT jsonb_object_agg(cell.key, cell.value) INTO was
                    FROM jsonb_each(CASE TG_ARGV[0] WHEN 'meeting' THEN whole - 'version' ELSE whole END) AS cell
                    WHERE cell.value IS DISTINCT FROM to_jsonb(NEW) -> cell.key;
                IF was IS NULL THEN RETURN NULL; END IF;
            END IF;
            SELECT version INTO counted FROM {_MEETING} WHERE id = (whole ->> TG_ARGV[1])::bigint;
            IF counted > 1 THEN
                INSERT INTO {_TABLE} (meeting_id, version, part, "row", before)
                    VALUES ((whole ->> TG_ARGV[1])::bigint, counted, TG_ARGV[0], (whole ->> 'id')::bigint, was);
            END IF;
            RETURN NULL;
        END $$"""  # noqa: S608 - our own names
    for part in parts:
        table, name = part._meta.db_table, part._meta.model_name
        yield (
            f'CREATE TRIGGER "keeps_{name}" AFTER {" OR ".join(_events(part))} ON "{table}" FOR EACH ROW '
            f"EXECUTE FUNCTION {_FUNCTION}('{name}', '{_owner(part)}')"
        )
