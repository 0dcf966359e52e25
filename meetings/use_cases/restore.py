"""Owns the way back from a backup: files first compared with their sums, then everything in one transaction."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from meetings.mapping.rows import PARTS
from meetings.models import HistoryEntry
from meetings.models.chain import BEGINNING
from meetings.models.keeping import forget_triggers, keep_changes
from meetings.models.seals import seal_sql, unseal_sql
from meetings.use_cases.backup import (
    FORMAT,
    MANIFEST,
    VERSION,
    Tell,
    applied_migrations,
    file_sum,
    kept_models,
)
from meetings.use_cases.refusal import Refused

#: What `migrate` fills by itself: its rows give way to those of the backup.
_FILLED = ("contenttypes.contenttype", "auth.permission")
_ROWS_AT_ONCE, _FILES_AT_ONCE = 200, 5


class CannotRestore(Refused):
    """The folder is no whole backup of this version, or the database is not empty."""


def restore(folder: Path, *, is_replacing: bool, tell: Tell) -> None:
    """Fill an empty database from a backup; a filled one only when told to replace. Raises CannotRestore.

    Whatever goes wrong leaves the database as it was.
    """
    manifest = read_manifest(folder)
    tell(_("Файлы целы: %(count)s.") % {"count": len(manifest["tables"])})
    chosen = kept_models()
    if not is_replacing and (taken := _filled(chosen)):
        raise CannotRestore(
            _("База не пуста (%(tables)s). Восстановление заменит всё: повторите с --replace.") % {"tables": taken}
        )
    try:
        with transaction.atomic():
            _load(folder, manifest, chosen, tell)
    except (DatabaseError, ValueError, TypeError, KeyError, OSError, serializers.base.DeserializationError) as error:
        raise CannotRestore(_("Копия не восстановлена: %(why)s") % {"why": error}) from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a backup whose every file is there and has its sum. Raises CannotRestore."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or manifest["version"] != VERSION:
            raise ValueError
        tables = {str(name): dict(table) for name, table in manifest["tables"].items()}
        manifest["history"] = (int(manifest["history"]["seq"]), str(manifest["history"]["hash"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRestore(_("%(folder)s: это не резервная копия портала.") % {"folder": folder}) from error
    for name, table in tables.items():
        path = folder / f"{name}.jsonl.gz"
        if "/" in name or not path.is_file() or file_sum(path) != table.get("sha256"):
            raise CannotRestore(_("%(file)s: файл повреждён или его нет.") % {"file": path.name})
    known = {model._meta.label_lower for model in kept_models()}
    if manifest.get("migrations") != applied_migrations() or set(tables) != known:
        raise CannotRestore(
            _("Копию сделала другая версия портала: поставьте её, восстановите копию, потом обновите портал.")
        )
    return manifest


def _filled(chosen: list[type[models.Model]]) -> str:
    """Names of tables that hold rows, besides what `migrate` fills."""
    names = [
        model._meta.label_lower
        for model in chosen
        if model._meta.label_lower not in _FILLED and model._base_manager.exists()
    ]
    return ", ".join(names[:3])


def _load(folder: Path, manifest: dict[str, Any], chosen: list[type[models.Model]], tell: Tell) -> None:
    # Triggers would refuse the emptying, and note every row as a change of its draft.
    forget_triggers(connection)
    _run(unseal_sql(connection.vendor))
    _empty(chosen)
    for model in chosen:
        table = manifest["tables"][model._meta.label_lower]
        rows = _load_table(folder / f"{model._meta.label_lower}.jsonl.gz", model)
        if rows != table["rows"]:
            raise ValueError(f"{model._meta.label_lower}: {rows} != {table['rows']}")
        if rows:
            tell(f"{model._meta.label_lower}: строк {rows}")
    last = HistoryEntry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, BEGINNING)
    if last != manifest["history"]:
        raise ValueError(_("журнал кончается не так, как при копировании"))
    if connection.vendor == "postgresql":
        _run(["SET CONSTRAINTS ALL IMMEDIATE"])  # tables with waiting constraints take no triggers
    _run(seal_sql(connection.vendor))
    keep_changes(connection, PARTS)
    _run(connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)))


def _empty(chosen: list[type[models.Model]]) -> None:
    """Remove every row that is there; constraints are looked at when the transaction ends."""
    links = [one.remote_field.through for model in chosen for one in model._meta.local_many_to_many]
    for model in (*links, *chosen):
        models.QuerySet(model)._raw_delete(using=connection.alias)  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        _run(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])


def _load_table(path: Path, model: type[models.Model]) -> int:
    """Write the rows of one file as they are, past what models do on saving; return how many."""
    fields = model._meta.concrete_fields
    has_files = any(isinstance(field, models.BinaryField) for field in fields)
    at_once = min(_FILES_AT_ONCE if has_files else _ROWS_AT_ONCE, 900 // len(fields) + 1)
    count = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read: Iterator[Any] = serializers.deserialize("jsonl", lines)
        while batch := list(islice(read, at_once)):
            rows = [one.object for one in batch]
            if any(type(row) is not model for row in rows):
                raise ValueError(path.name)
            model._base_manager._insert(rows, fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
            for one in batch:
                for name, keys in (one.m2m_data or {}).items():
                    getattr(one.object, name).set(keys)
            count += len(rows)
    return count


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
