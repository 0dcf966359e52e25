"""What cannot run is told loudly, and STRICT=1 takes no excuse."""

import os
import subprocess
import sys

import pytest

from tests.postgresql import NoPostgreSQL, running_server
from tests.seeds import PROJECT

ABSENT = """
import pytest

def test_needs_more():
    pytest.skip("не запущено: нет луны")

def test_skips_for_another_reason():
    pytest.skip("только по чётным дням")

def test_compares_with_an_outside_program():
    pytest.skip("не запущено (необязательно): нет печатной машинки")

def test_runs():
    pass
"""


def run_pytest(folder, **environment):
    if not any(folder.iterdir()):
        (folder / "test_absent.py").write_text(ABSENT, encoding="utf-8")
    quiet = ["-p", "no:cacheprovider", "-p", "no:django", "-p", "no:xdist", "-p", "no:playwright"]
    command = [sys.executable, "-m", "pytest", "-q", *quiet, "-p", "tests.not_run", "-c", os.devnull]
    inherited = {name: value for name, value in os.environ.items() if name != "STRICT"}
    return subprocess.run(  # noqa: S603 - our own words
        [*command, "--rootdir", str(folder), str(folder)],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )


def test_what_did_not_run_is_told(tmp_path):
    run = run_pytest(tmp_path)
    assert run.returncode == 0, run.stdout
    assert "НЕ ЗАПУЩЕНО" in run.stdout
    assert "1 × не запущено: нет луны" in run.stdout
    assert "1 × не запущено (необязательно): нет печатной машинки" in run.stdout
    assert "чётным" not in run.stdout.split("НЕ ЗАПУЩЕНО")[1]


def test_strict_takes_no_excuse(tmp_path):
    run = run_pytest(tmp_path, STRICT="1")
    assert run.returncode == 1
    assert "1 failed, 1 passed, 2 skipped" in run.stdout


def test_postgresql_comes_and_goes():
    try:
        with running_server() as url:
            import dj_database_url
            import psycopg2

            place = dj_database_url.parse(url)
            connect = {"host": place["HOST"], "user": place["USER"], "dbname": place["NAME"]}
            connection = psycopg2.connect(**connect)
            with connection.cursor() as cursor:
                # the rules of letters must know Cyrillic, or searches would not
                cursor.execute("SELECT upper('ёж'), 'ЁЖ' ILIKE 'ёж'")
                assert cursor.fetchone() == ("ЁЖ", True)
            connection.close()
    except NoPostgreSQL as error:
        pytest.skip(f"не запущено: {error}")
    assert not os.path.exists(place["HOST"])  # noqa: PTH110 - a path of the server's, not ours
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(**connect)


SECOND = """
import pytest

TRIES = []

@pytest.mark.flaky(reruns=1)
def test_passes_at_the_second_try():
    TRIES.append(1)
    assert len(TRIES) == 2, "гонка проиграна"

@pytest.mark.flaky(reruns=1)
def test_never_passes():
    assert False
"""


def test_a_second_try_is_told_and_a_second_failure_fails(tmp_path):
    (tmp_path / "test_second.py").write_text(SECOND, encoding="utf-8")
    run = run_pytest(tmp_path, STRICT="1")
    assert "1 failed, 1 passed" in run.stdout, run.stdout
    told = run.stdout.split("СО ВТОРОЙ ПОПЫТКИ")[1]
    assert "test_passes_at_the_second_try" in told
    assert "гонка проиграна" in told
