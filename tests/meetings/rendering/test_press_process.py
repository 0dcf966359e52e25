"""Printing apart: the same bytes, the same refusals, and a page that asks for too much ends alone."""

import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from meetings.rendering.html import render_page
from meetings.rendering.pdf import PrintingFailed, TooManyPages, print_here, print_page
from meetings.rendering.press_process import PressProcess, without_secrets
from tests.meetings.rendering.documents import kollegiya_document, union_document


@pytest.fixture(scope="module")
def press() -> Iterator[PressProcess]:
    press = PressProcess()
    yield press
    press.end()


def test_the_bytes_are_those_of_this_process(press: PressProcess) -> None:
    for document in (union_document(), kollegiya_document()):
        markup = render_page(document)
        assert press.print(markup=markup) == print_here(markup)


def test_refusals_keep_their_kind_and_words(press: PressProcess) -> None:
    with pytest.raises(TooManyPages):
        press.print(markup=render_page(kollegiya_document()), most_pages=1)
    with pytest.raises(PrintingFailed, match="посторонний файл"):
        press.print(markup='<html><head/><body><img src="file:///etc/passwd"/></body></html>')
    assert press.print(markup=render_page(union_document())).startswith(b"%PDF-")


def test_a_page_that_takes_too_long_ends_and_the_next_is_printed() -> None:
    press = PressProcess()
    press.print(markup=render_page(union_document()))
    press.patience = 1.0
    monster = "<html><head/><body>" + "<p>" + "слово " * 400_000 + "</p></body></html>"
    started = time.monotonic()
    with pytest.raises(PrintingFailed, match="слишком велик"):
        press.print(markup=monster)
    assert time.monotonic() - started < 20
    press.patience = 90.0
    assert press.print(markup=render_page(union_document())).startswith(b"%PDF-")
    press.end()


def test_this_process_goes_on_while_a_page_is_set(press: PressProcess) -> None:
    """Setting a page in this process would hold its lock of the interpreter: other threads would stand."""
    long = render_page(kollegiya_document()).replace("</article>", "<p>слово и дело</p>" * 2500 + "</article>")
    printing = threading.Thread(target=press.print, kwargs={"markup": long})
    press.print(markup=render_page(union_document()))
    printing.start()
    steps = 0
    while printing.is_alive():
        time.sleep(0.005)
        steps += 1
    assert steps > 20


def test_a_process_that_was_killed_is_begun_anew(press: PressProcess) -> None:
    press.print(markup=render_page(union_document()))
    assert press._process is not None
    os.kill(press._process.pid, 9)
    press._process.wait()
    assert press.print(markup=render_page(union_document())).startswith(b"%PDF-")


def test_the_process_that_prints_knows_no_secret(press: PressProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "тайный ключ")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:parole@localhost/base")
    press.end()
    press.print(markup=render_page(union_document()))
    assert press._process is not None
    with open(f"/proc/{press._process.pid}/environ", "rb") as file:  # noqa: PTH123 - a file of the kernel
        known = file.read().decode()
    assert "тайный ключ" not in known
    assert "parole" not in known


def test_the_settings_choose_the_process(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("meetings.rendering.pdf.PRESS.print", lambda **job: asked.append(job["markup"]) or b"apart")
    settings.PRINTING_PROCESS = True
    assert print_page("<html/>") == b"apart"
    assert asked == ["<html/>"]


def test_the_process_is_told_no_secret() -> None:
    secret = ("SECRET_KEY", "DATABASE_URL", "EMAIL_HOST_PASSWORD", "CHECKPOINT_KEY", "email_host_user", "SENTRY_DSN")
    known = ("PATH", "LANG", "TIME_ZONE")
    assert set(without_secrets(dict.fromkeys((*secret, *known), "x"))) == set(known)
