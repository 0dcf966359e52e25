"""Owns the browser of the journeys: the machine's Chromium, signing in, accessibility, pictures of what was seen.

A journey takes `live_server` and `page`, so it meets a database and runs on both. Pictures go to build/journeys/.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
PICTURES = Path(__file__).resolve().parent.parent.parent / "build" / "journeys"
HERE = Path(__file__).parent

# How long a journey waits for what it expects to see. A busy machine (two cores, other tests beside) takes
# seconds where a user's takes a tenth; what never comes still fails.
PATIENCE = 30_000

#: A browser beside a busy machine can lose a race no person would lose; what fails twice fails.
SECOND_TRIES = 1

# Playwright keeps an event loop in this thread, and Django then takes every query for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("journey")
            item.add_marker(pytest.mark.flaky(reruns=SECOND_TRIES))  # told loudly: tests/not_run.py, decision 0015


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"не запущено: нет браузера {CHROMIUM}")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-gpu"]
    # --no-sandbox: Chromium refuses to run as root otherwise; it opens nothing but our own server
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": ["--no-sandbox", *quiet]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "ru-RU", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def page(page: Any) -> Any:
    """The browser's page, with the errors of its scripts turned into a failure of the test."""
    errors: list[str] = []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    # A page that goes on asking would meet the emptying of the tables.
    for context in page.context.browser.contexts:
        for one in context.pages:
            if not one.is_closed():
                one.goto("about:blank")
    assert not errors, errors


@pytest.fixture
def sign_in(page: Any, live_server: Any) -> Callable[[str, str], None]:
    """Sign in through the sign-in page, as a user does."""

    def sign(username: str, password: str) -> None:
        page.goto(f"{live_server.url}/login/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("main form [type=submit]").click()

    return sign


@pytest.fixture
def picture(page: Any) -> Callable[[str], Path]:
    """Take a picture of the whole page into build/journeys/."""

    def take(name: str) -> Path:
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=str(path), full_page=True)
        return path

    return take


@pytest.fixture
def assert_accessible(page: Any) -> Callable[[], None]:
    """Check the page as it stands against axe's rules of WCAG 2.1 A and AA; the failure tells rule and places."""

    def check() -> None:
        from axe_playwright_python.sync_playwright import Axe

        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        found = Axe().run(page, options=options).response["violations"]
        told = [f"{one['id']}: {one['help']} — {[node['target'] for node in one['nodes'][:5]]}" for one in found]
        assert not told, "\n".join(told)

    return check
