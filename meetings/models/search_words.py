"""Owns how each database indexes the words of search entries; it keeps the index right whatever program writes.

SQLite: an FTS5 table without a text of its own, fed by triggers. PostgreSQL: a generated column of lexemes with a GIN
index, made by a function of ours, because the parser of to_tsvector would cut our keys («=пфетцером», «95.2») up.
`migrate` sets both anew afterwards (meetings/apps.py): SQLite loses the triggers of a table that is rebuilt.
"""

from typing import Any

TABLE = "meetings_searchentry"
WORDS = "meetings_searchwords"

_SQLITE = (
    # every key is small letters, digits and these signs: nothing is left to the tokenizer
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5(tokens, content='{TABLE}', content_rowid='id', "
    "tokenize=\"ascii tokenchars '~=+?:#.|'\", prefix='2 3')",
    "DROP TRIGGER IF EXISTS search_words_added",
    "DROP TRIGGER IF EXISTS search_words_removed",
    "DROP TRIGGER IF EXISTS search_words_changed",
    f"CREATE TRIGGER search_words_added AFTER INSERT ON {TABLE} BEGIN "  # noqa: S608 - our own names
    f"INSERT INTO {WORDS} (rowid, tokens) VALUES (NEW.id, NEW.tokens); END",
    f"CREATE TRIGGER search_words_removed AFTER DELETE ON {TABLE} BEGIN "  # noqa: S608 - our own names
    f"INSERT INTO {WORDS} ({WORDS}, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens); END",
    f"CREATE TRIGGER search_words_changed AFTER UPDATE OF id, tokens ON {TABLE} BEGIN "  # noqa: S608 - our own names
    f"INSERT INTO {WORDS} ({WORDS}, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens); "
    f"INSERT INTO {WORDS} (rowid, tokens) VALUES (NEW.id, NEW.tokens); END",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION meetings_search_words(tokens text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg('''' || key || ''':' || place, ' ')::tsvector, ''::tsvector)
        FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS keys (key, place) WHERE key <> ''
    $$""",
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (meetings_search_words(tokens)) STORED",
    # fastupdate gathers new keys in a list that every question reads through: the index is asked more than written
    f"CREATE INDEX IF NOT EXISTS {WORDS} ON {TABLE} USING gin (words) WITH (fastupdate = off)",
)


def set_search_index(connection: Any) -> None:
    """Set the index of words, where the table of entries is there; asking again changes nothing."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for sql in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]:
            cursor.execute(sql)


def drop_search_index(connection: Any) -> None:
    """Drop the index of words."""
    statements = {
        "sqlite": [f"DROP TABLE IF EXISTS {WORDS}", *(sql for sql in _SQLITE if sql.startswith("DROP TRIGGER"))],
        "postgresql": [
            f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words",
            "DROP FUNCTION IF EXISTS meetings_search_words(text)",
        ],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
