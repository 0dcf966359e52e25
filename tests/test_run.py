"""An interrupted `make test` leaves nothing behind: no PostgreSQL, no folder, no pytest."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgresql import find_binaries
from tests.seeds import PROJECT

# Tells where its server lives before it is started, and that it runs once it does.
WITH_SERVER = """
import tempfile, time
from tests import postgresql
from tests.run import ending_by_signal

make = tempfile.mkdtemp

def telling(**options):
    home = make(**options)
    print(home, flush=True)
    return home

postgresql.tempfile.mkdtemp = telling
with ending_by_signal(), postgresql.running_server():
    print("runs", flush=True)
    time.sleep(120)
"""
WITH_PYTEST = """
import sys
from tests.run import ending_by_signal, run_pytest

with ending_by_signal():
    run_pytest("SQLite")
"""
SLEEPING = """
import os, time
from pathlib import Path

def test_sleeps():
    Path("pid").write_text(str(os.getpid()))
    time.sleep(120)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("moment", ["starting", "running"])
def test_no_server_outlives_an_interrupted_run(moment: str, number: signal.Signals) -> None:
    if not find_binaries():
        pytest.skip("не запущено: нет PostgreSQL")
    command = [sys.executable, "-c", WITH_SERVER]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as run:  # noqa: S603
        assert run.stdout is not None
        home = run.stdout.readline().strip()
        if moment == "running":
            assert run.stdout.readline().strip() == "runs"
        wait_for(lambda: any(Path(home).iterdir()))
        run.send_signal(number)
        assert run.wait(timeout=60) == 128 + number
    assert not Path(home).exists()
    assert not processes_naming(home)


def test_no_pytest_outlives_an_interrupted_run(tmp_path: Path) -> None:
    (tmp_path / "test_sleeping.py").write_text(SLEEPING, encoding="utf-8")
    options = [str(tmp_path), "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(tmp_path)]
    environment = os.environ | {"JOBS": "1", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", WITH_PYTEST, *options]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as run:  # noqa: S603
        wait_for((tmp_path / "pid").is_file)
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=60) == 128 + signal.SIGTERM
    worker = (tmp_path / "pid").read_text()
    wait_for(lambda: not Path(f"/proc/{worker}").exists())


def processes_naming(home: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if home.encode() in entry.read_bytes():
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def wait_for(holds: object, seconds: float = 60) -> None:
    assert callable(holds)
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)
