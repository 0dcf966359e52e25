"""Owns the rules of a test run: what counts as "not run", and which tests meet a database.

A test that lacks something outside the project (seeds, a browser, poppler) skips with «не запущено: …», see
not_run.py. Tests that touch the database get the marker `database` by themselves: `make test` runs them a second time
on PostgreSQL with `-m database`.
"""

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.not_run import pytest_make_collect_report, pytest_runtest_makereport, pytest_terminal_summary
from tests.sealed import let_tests_empty_tables, let_tests_wait_for_the_server

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport", "pytest_terminal_summary"]

SPECIMENS = Path(__file__).parent / "specimens"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client", "django_db_setup"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database (set by itself, see tests/conftest.py)")
    config.addinivalue_line("markers", "both_databases: a journey that is walked on PostgreSQL too; the others are not")
    config.addinivalue_line("markers", "golden: compares with a file of tests/specimens (set by itself)")
    config.addinivalue_line("markers", "journey: a user's way through the portal in a real browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        meets = item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES
        # What the browser does says the same of each database; what the views ask is tested on both without it.
        is_once = item.get_closest_marker("journey") and not item.get_closest_marker("both_databases")
        if meets and not is_once:
            item.add_marker("database")
        if "golden" in fixtures:
            item.add_marker("golden")


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Generator[None, None, None]:
    with pytest.MonkeyPatch.context() as patch:
        let_tests_empty_tables(patch)
        let_tests_wait_for_the_server(patch)
        yield


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the specimen of that name; `make golden` (GOLDEN=1) writes the specimen instead."""

    def compare(name: str, text: str) -> None:
        path = SPECIMENS / name
        if os.environ.get("GOLDEN") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"нет образца {path}: сделайте его командой make golden"
        assert text == path.read_text(encoding="utf-8")

    return compare
