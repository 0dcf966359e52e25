"""Owns printing apart: a page goes to a process that prints (press_worker), so that a monstrous one ends there.

The web process keeps answering while a paper is set, and a page that asks for too much memory or time is refused in
words. One printing process for each process of the portal, started with the first paper and kept warm.
"""

import atexit
import os
import secrets
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.rendering.press_worker import read_frame, write_frame

#: Seconds that a page may take on the clock, and a thread may wait for its turn.
PATIENCE, QUEUE_PATIENCE = 90.0, 120.0
#: Pages after which the process is begun anew: whatever leaks in a library ends with it.
MOST_PAGES = 500
#: What the printing process runs.
COMMAND = "import django; django.setup(); from meetings.rendering.press_worker import serve; serve()"
#: Parts of the names of what the printing process must not know: keys, passwords, addresses that hold them.
_SECRETS = ("KEY", "SECRET", "PASSWORD", "TOKEN", "CREDENTIAL", "DSN", "URL", "EMAIL")


class PressProcess:
    """The process that prints, begun when needed; used by one thread at a time."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._pages = 0

    def print(self, **job: Any) -> bytes:
        """Have a page printed (arguments of pdf.print_here). Raises what that raises, PrintingFailed for the rest."""
        from meetings.rendering.pdf import PrintingFailed

        if not self._turn.acquire(timeout=QUEUE_PATIENCE):
            raise PrintingFailed(_("Сейчас печатается слишком много протоколов. Повторите через минуту."))
        try:
            answer, content = self._ask(job)
        except (EOFError, BrokenPipeError, TimeoutError) as error:
            self.end()
            raise PrintingFailed(
                _("Не удалось сформировать PDF: протокол слишком велик. Разделите его или сократите тексты.")
            ) from error
        finally:
            self._turn.release()
        if answer == "done":
            return bytes(content)
        raise _refusal(answer, content)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
        process.wait()

    def _ask(self, job: dict[str, Any]) -> tuple[str, Any]:
        process = self._ready()
        assert process.stdin and process.stdout  # noqa: S101 - both were asked for
        write_frame(process.stdin, job)
        self._pages += 1
        _await(process.stdout, self.patience)
        answer: tuple[str, Any] = read_frame(process.stdout)
        if answer[0] in ("memory", "broken"):
            self.end()
        return answer

    def _ready(self) -> "subprocess.Popen[bytes]":
        """The process; begun anew when it died, printed enough, or is that of the parent this one was forked from."""
        if self._process is not None and self._owner != os.getpid():
            self._process = None
        if self._pages >= MOST_PAGES or (self._process is not None and self._process.poll() is not None):
            self.end()
        if self._process is None:
            hidden = without_secrets(os.environ)
            own = {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "localhost", "PRINTING_PROCESS": "0"}
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-c", COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=settings.BASE_DIR,
                env=hidden | own | {"DJANGO_SETTINGS_MODULE": "protocols_portal.settings"},
            )
            self._owner, self._pages = os.getpid(), 0
        return self._process


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the part of an environment that the printing process may know."""
    return {name: value for name, value in environment.items() if not any(part in name.upper() for part in _SECRETS)}


def _await(stream: Any, patience: float) -> None:
    """Wait until something can be read; TimeoutError."""
    deadline = time.monotonic() + patience
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError


def _refusal(name: str, message: str) -> Exception:
    """The refusal that the other process named."""
    from meetings.rendering.fonts import FontMissing
    from meetings.rendering.pdf import PrintingFailed, TooManyPages

    known = {kind.__name__: kind for kind in (PrintingFailed, TooManyPages, FontMissing)}
    if name in known:
        return known[name](message)
    if name == "memory":
        return PrintingFailed(_("Не удалось сформировать PDF: протокол слишком велик. Разделите его."))
    return PrintingFailed(_("Не удалось сформировать PDF. Сообщите администратору портала."))


PRESS = PressProcess()
atexit.register(PRESS.end)
