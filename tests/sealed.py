"""Owns the emptying of a sealed SQLite after a test with real transactions: its triggers forbid every DELETE.

PostgreSQL is emptied by TRUNCATE, which row triggers let pass; `manage.py flush` on SQLite stays refused.
"""

import time
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db.backends.sqlite3.base import DatabaseWrapper

from meetings.models.seals import EDITION_TABLE, seal_sql, unseal_sql


def let_tests_empty_tables(patch: pytest.MonkeyPatch) -> None:
    """Make the flush of the test runner lift the seals and set them again."""
    operations = DatabaseWrapper.ops_class
    flush = operations.sql_flush

    def unsealed_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = flush(self, style, tables, **options)
        return [*unseal_sql("sqlite"), *statements, *seal_sql("sqlite")] if EDITION_TABLE in tables else statements

    patch.setattr(operations, "sql_flush", unsealed_flush)


def let_tests_wait_for_the_server(patch: pytest.MonkeyPatch) -> None:
    """Empty the tables again when a request of a closing page still held some of them.

    A page of a journey may have a request under way when its test ends; on PostgreSQL emptying and that request can
    wait for each other, and the database then refuses one of them.
    """
    empty = Flush.handle

    def handle(self: Any, **options: Any) -> Any:
        for pause in (0.3, 0.6, 1.2, 2.4, 4.8):
            try:
                return empty(self, **options)
            except CommandError:
                time.sleep(pause)
        return empty(self, **options)

    patch.setattr(Flush, "handle", handle)
