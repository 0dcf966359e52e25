"""Owns the course of `make test`: everything on SQLite, then what meets a database once more on PostgreSQL.

Options after `make test ARGS=` go to pytest. STRICT=1 makes a failure of everything that could not run.
"""

import os
import subprocess
import sys
import time

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
    command = [sys.executable, "-m", "pytest", "-n", jobs, "--dist", "worksteal", *options, *sys.argv[1:]]
    print(f"\n— Проверки на {database}: {' '.join(command[1:])}", flush=True)  # noqa: T201 - a command's progress
    started = time.monotonic()
    code = subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own words
    seconds = time.monotonic() - started
    is_sound = code in {0, NOTHING_COLLECTED if sys.argv[1:] else 0}
    return is_sound, f"{database}: {'пройдено' if is_sound else 'НЕ ПРОЙДЕНО'} за {seconds:.0f} с"


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
    sys.exit(main())
