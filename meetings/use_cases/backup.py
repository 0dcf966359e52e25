"""Owns the backup: every row of the portal in files that either database reads, with the sums of all.

A folder: one `<app>.<model>.jsonl.gz` for each table, rows as Django's serializers write them, in one snapshot of the
database; and `manifest.json` with version, migrations, counts, SHA-256 of each file and the end of the history's chain.
"""

import datetime
import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from meetings.models import HistoryEntry
from meetings.models.chain import BEGINNING
from meetings.use_cases.refusal import Refused

FORMAT = "protocols-backup"
VERSION = 1
MANIFEST = "manifest.json"
#: What is not kept: sessions and counts of failed sign-ins are of the moment.
_PASSING = ("sessions", "axes")
Tell = Callable[[str], None]


class CannotBackUp(Refused):
    """The folder is taken, or cannot be written."""


def kept_models() -> list[type[models.Model]]:
    """Every model whose rows a backup holds; links of many to many travel inside the rows."""
    return [model for model in apps.get_models() if model._meta.app_label not in _PASSING and model._meta.managed]


def applied_migrations() -> list[str]:
    """Which migrations the database has («app.name»)."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app not in _PASSING)


def back_up(folder: Path, *, at: datetime.datetime, tell: Tell) -> dict[str, Any]:
    """Write a backup into a new folder and return its manifest. Raises CannotBackUp.

    The folder appears whole or not at all; only its owner reads it, for it holds everything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBackUp(_("%(folder)s уже есть и не пуста: назовите новую папку.") % {"folder": folder})
    partial = folder.with_name(f"{folder.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700, parents=True)
        manifest = _write(partial, at, tell)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except OSError as error:
        told = {"path": error.filename or folder, "why": error.strerror}
        raise CannotBackUp(_("%(path)s: не записывается (%(why)s).") % told) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _write(folder: Path, at: datetime.datetime, tell: Tell) -> dict[str, Any]:
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = {}
        for model in kept_models():
            tables[model._meta.label_lower] = table = _write_table(folder, model)
            if table["rows"]:
                tell(f"{model._meta.label_lower}: строк {table['rows']}")
        last = HistoryEntry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, BEGINNING)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": at.isoformat(),
            "database": connection.vendor,
            "migrations": applied_migrations(),
            "tables": tables,
            "history": {"seq": last[0], "hash": last[1]},
        }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return manifest


def _write_table(folder: Path, model: type[models.Model]) -> dict[str, Any]:
    name = f"{model._meta.label_lower}.jsonl.gz"
    path, counted = folder / name, [0]

    def rows() -> Iterator[models.Model]:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=50):
            counted[0] += 1
            yield row

    # no name and no moment inside: the same rows make the same bytes
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        serializers.serialize("jsonl", rows(), stream=_Utf8(packed), ensure_ascii=False, cls=_Exact)
    return {"file": name, "rows": counted[0], "bytes": path.stat().st_size, "sha256": file_sum(path)}


def file_sum(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Exact(DjangoJSONEncoder):
    """Writes moments to the microsecond, where Django's own stops at the thousandth: the history's chain holds them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, (datetime.datetime, datetime.time)) else super().default(o)


class _Utf8:
    """Lets the serializer write text where bytes are taken."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.encode())
