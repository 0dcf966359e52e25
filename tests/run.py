"""Owns the course of `make test`: everything on SQLite, then what meets a database once more on PostgreSQL.

Options after `make test ARGS=` go to pytest. STRICT=1 makes a failure of everything that could not run.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tests.postgresql import NoPostgreSQL, running_server

NOTHING_COLLECTED = 5
RUN = "\033[1;31m" if sys.stdout.isatty() else ""
PLAIN = "\033[0m" if sys.stdout.isatty() else ""


def run_pytest(database: str, *options: str, url: str | None = None) -> tuple[bool, str]:
    """Run pytest in a process of its own; tell whether all went well, and the line for the summary."""
    environment = os.environ | {"DEBUG": "1"}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    jobs = os.environ.get("JOBS") or str(os.cpu_count() or 2)
    parallel = ["-n", jobs, "--dist", "worksteal", "--durations=12"]
    command = [sys.executable, "-m", "pytest", *parallel, *options, *sys.argv[1:]]
    print(f"\n— Проверки на {database}: {' '.join(command[1:])}", flush=True)  # noqa: T201 - a command's progress
    started = time.monotonic()
    with subprocess.Popen(command, env=environment) as run:  # noqa: S603 - our own words
        try:
            code = run.wait()
        except BaseException:  # interrupted: pytest and its workers end before their database does
            _end(run)
            raise
    seconds = time.monotonic() - started
    is_sound = code in {0, NOTHING_COLLECTED if sys.argv[1:] else 0}
    return is_sound, f"{database}: {'пройдено' if is_sound else 'НЕ ПРОЙДЕНО'} за {seconds:.0f} с"


def _end(run: subprocess.Popen[bytes]) -> None:
    """End a run of pytest: Ctrl+C has reached it too; else it is asked, so that it ends its workers, at last made."""
    for seconds, number in ((5, signal.SIGINT), (15, signal.SIGKILL)):
        try:
            run.wait(timeout=seconds)
            return
        except subprocess.TimeoutExpired:
            run.send_signal(number)


@contextmanager
def ending_by_signal() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the block as Ctrl+C does: through every `finally`, so that no PostgreSQL stays."""

    def end(number: int, _frame: FrameType | None) -> None:
        for other in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(other, signal.SIG_IGN)  # a second press must not cut the clearing up short
        raise SystemExit(128 + number)

    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = [signal.signal(number, end) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def main() -> int:
    """Run both and sum up."""
    results = [run_pytest("SQLite")]
    try:
        with running_server() as url:
            results.append(run_pytest("PostgreSQL", "-m", "database", url=url))
    except NoPostgreSQL as error:
        is_forgiven = os.environ.get("STRICT") != "1"
        results.append((is_forgiven, f"{RUN}!!! НЕ ЗАПУЩЕНО на PostgreSQL: {error}{PLAIN}"))
    print("\n— Итог")  # noqa: T201 - a command's summary
    for _, line in results:
        print(line)  # noqa: T201 - a command's summary
    return 0 if all(is_sound for is_sound, _ in results) else 1


if __name__ == "__main__":
    with ending_by_signal():
        sys.exit(main())
