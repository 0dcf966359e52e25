"""Attacks a running portal with bombs: uploads and papers that ask for too much, one after the other.

A server as in production (one process, four threads) is started over a throw-away database. While it works on a bomb,
`/health` is asked beside it, twenty times a second. The table tells what each bomb was answered, after how long, how
long the slowest `/health` took, and how much memory the server and its printing process held together.

`make bench ARGS=attacks`; BOMBS=zip runs those with «zip» in their name.
"""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.bombs import PAPERS, UPLOADS, Bomb

#: What a bomb may take (seconds), `/health` beside it (milliseconds), server and printing process (MiB).
MOST_SECONDS, MOST_HEALTH, MOST_MEMORY = 45.0, 200.0, 1536
_TOKEN = "a" * 32


def main() -> None:
    """Print the table; exit code 1 when a bomb was answered outside the limits."""
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment(debug=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "attacked.sqlite3"
        _use(file)
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            outside = _attack(file)
        finally:
            teardown_databases(databases, verbosity=0)
    sys.exit(1 if outside else 0)


def _use(file: Path) -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        sys.exit("bench_attacks runs on SQLite: the database is not what is attacked here.")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)
    connection.settings_dict["TEST"]["NAME"] = str(file)


def _attack(file: Path) -> int:
    with Portal(file) as portal:
        target = _target()
        chosen = os.environ.get("BOMBS", "")
        print(f"\n{'бомба':38} {'ответ':>6} {'с':>6} {'/health, мс':>12} {'МиБ':>6}  что сказано")  # noqa: T201
        print(f"{'(в покое, самый долгий из тридцати)':46} {_at_rest(portal):19.0f} {portal.memory():6}", flush=True)  # noqa: T201
        outside = 0
        for bomb in [one for one in (*UPLOADS, *PAPERS) if chosen in one.name]:
            outcome = _throw(portal, target, bomb)
            outside += not outcome.is_within
            print(outcome, flush=True)  # noqa: T201 - a table for a person
        print(f"Вне пределов: {outside}")  # noqa: T201
    return outside


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one bomb."""

    name: str
    status: int
    seconds: float
    health: float
    memory: int
    said: str

    @property
    def is_within(self) -> bool:
        """Whether everything kept to the limits, and nothing broke."""
        is_told = self.status not in (0, 500, 502)
        return is_told and self.seconds < MOST_SECONDS and self.health < MOST_HEALTH and self.memory < MOST_MEMORY

    def __str__(self) -> str:
        mark = " " if self.is_within else "!"
        figures = f"{self.status:>6} {self.seconds:6.1f} {self.health:12.0f} {self.memory:6}"
        return f"{mark}{self.name:37} {figures}  {self.said[:90]}"


class Portal:
    """The server under attack, with the session of a secretary."""

    def __init__(self, file: Path) -> None:
        self.file, self.cookies = file, ""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self) -> "Portal":
        environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{self.file}", "PRINTING_PROCESS": "1"}
        command = [sys.executable, "-m", "gunicorn", "protocols_portal.wsgi:application"]
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4", "--timeout", "300"]
        self.server = subprocess.Popen([*command, *options, "--log-level", "critical"], env=environment)  # noqa: S603
        for _try in range(300):
            with suppress(OSError):
                self.ask("GET", "/health")
                return self
            time.sleep(0.2)
        raise RuntimeError("the server does not answer")

    def __exit__(self, *_error: object) -> None:
        self.server.terminate()
        self.server.wait(30)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes, str]:
        """Send one request as the secretary: (status, body, Location)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=280)
        headers = {"Cookie": f"{self.cookies}; csrftoken={_TOKEN}", "X-CSRFToken": _TOKEN}
        connection.request(method, path, body=body or None, headers=headers | ({"Content-Type": kind} if kind else {}))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content, answer.getheader("Location", "")

    def memory(self) -> int:
        """MiB resident in the server's processes and its printing process."""
        pids, found = {self.server.pid}, 0
        parents: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        queue = [self.server.pid]
        while queue:
            children = parents.get(queue.pop(), [])
            pids.update(children)
            queue += children
        for pid in pids:
            with suppress(OSError):
                held = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
                found += int(held[1]) // 1024 if held else 0
        return found


def _at_rest(portal: Portal) -> float:
    """The slowest of thirty `/health` while nothing else is asked, milliseconds: what the machine itself costs now."""
    slowest = 0.0
    for _round in range(30):
        began = time.monotonic()
        portal.ask("GET", "/health")
        slowest = max(slowest, (time.monotonic() - began) * 1000)
    return slowest


def _target() -> dict[str, Any]:
    """A body with its secretary (signed in) and an edition to sign."""
    from meetings.document.vocabulary import MemberRole
    from meetings.mapping.record import record
    from tests.factories import make_body, make_document, make_meeting, make_member, make_protocol, make_user

    body, user = make_body(slug="target"), make_user(username="secretary")
    make_member(body, MemberRole.SECRETARY, user=user)
    meeting = make_meeting(body)
    record(make_document(body), meeting)
    return {"body": body, "user": user, "meeting": meeting, "protocol": make_protocol(meeting)}


def _throw(portal: Portal, target: dict[str, Any], bomb: Bomb) -> Outcome:
    if not portal.cookies:
        portal.cookies = f"sessionid={_session(target['user'])}"
    path, body, kind = _request(target, bomb)
    health: list[float] = []
    memory: list[int] = []
    is_over = threading.Event()
    watch = threading.Thread(target=_watch, args=(portal, is_over, health, memory))
    watch.start()
    began = time.monotonic()
    try:
        status, answer, location = portal.ask("POST" if body else "GET", path, body, kind)
    except OSError as error:
        status, answer, location = 0, repr(error).encode(), ""
    seconds = time.monotonic() - began
    is_over.set()
    watch.join()
    said = f"→ {location}" if location else _said(answer)
    return Outcome(bomb.name, status, seconds, max(health, default=0), max(memory, default=0), said)


def _watch(portal: Portal, is_over: threading.Event, health: list[float], memory: list[int]) -> None:
    while not is_over.is_set():
        began = time.monotonic()
        with suppress(OSError):
            portal.ask("GET", "/health")
        health.append((time.monotonic() - began) * 1000)
        memory.append(portal.memory())
        is_over.wait(0.05)


def _session(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _request(target: dict[str, Any], bomb: Bomb) -> tuple[str, bytes, str]:
    """Path, body and content type of the request that carries the bomb."""
    if bomb.document is not None:
        from meetings.mapping.record import record
        from tests.factories import make_meeting

        meeting = make_meeting(target["body"])
        record(bomb.document(), meeting)
        return f"/meetings/{meeting.pk}/protocol.{bomb.to}", b"", ""
    assert bomb.content is not None
    places = {
        "import": ("/bodies/target/import/", "file", {}),
        "draft": (f"/meetings/{target['meeting'].pk}/draft/import/", "file", {}),
        "scan": (f"/protocols/{target['protocol'].pk}/signatures/", "scan", {"orders": "1", "signed_on": "2024-01-24"}),
        "verify": ("/v/file/", "file", {}),
    }
    if bomb.to == "paste":
        fields = {"kind": "prose", "html": bomb.content().decode("utf-8", "replace")}
        return "/paste/", urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded"
    path, name, fields = places[bomb.to]
    return path, *_multipart(name, bomb.file, bomb.content(), fields)


def _multipart(name: str, file: str, content: bytes, fields: dict[str, str]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"


def _said(answer: bytes) -> str:
    """The refusal on a page, else the beginning of what came."""
    if answer[:4] in (b"%PDF", b"PK\x03\x04"):
        return f"{answer[:4]!r}, {len(answer)} байт"
    text = answer.decode("utf-8", "replace")
    errors = re.findall(
        r'class="[^"]*(?:alert|invalid-feedback|errorlist|text-danger)[^"]*"[^>]*>(.*?)</', text, re.DOTALL
    )
    errors = errors or re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL) or [text[:200]]
    return " ".join(re.sub(r"<[^>]+>", " ", " | ".join(errors)).split())
