"""Owns the emptying of a sealed SQLite after a test with real transactions: its triggers forbid every DELETE.

PostgreSQL is emptied by TRUNCATE, which row triggers let pass; `manage.py flush` on SQLite stays refused.
"""

from typing import Any

import pytest
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
