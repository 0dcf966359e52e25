"""Prints one edition many times in other processes, time zones, locales and seeds of hashing: one SHA-256 is demanded.

DEBUG=1 python -m tests.bench.renders [COUNT] [AT_ONCE]
"""

import hashlib
import itertools
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ZONES = ("UTC", "Asia/Kamchatka", "America/St_Johns", "Asia/Novokuznetsk", "Pacific/Kiritimati")
LOCALES = ("C", "C.UTF-8", "ru_RU.UTF-8", "tr_TR.UTF-8")
CODE = """
import sys, django
django.setup()
from meetings.rendering.pdf import render_pdf
from meetings.rendering.verification import verification_mark
from tests.factories import make_document
mark = verification_mark("ABCDEFGHJK", "https://protocols.example.org")
sys.stdout.buffer.write(render_pdf(make_document(item_count=6), is_signable=True, mark=mark))
"""


def render(number: int) -> str:
    """Print the edition in a process of its own; return the SHA-256 of its PDF."""
    zone, locale = list(itertools.product(ZONES, LOCALES))[number % (len(ZONES) * len(LOCALES))]
    changed = {"TZ": zone, "TIME_ZONE": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": str(number)}
    environment = os.environ | {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"} | changed
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, check=True, cwd=root, env=environment)  # noqa: S603 - our own
    assert done.stdout.startswith(b"%PDF")
    return hashlib.sha256(done.stdout).hexdigest()


def main(count: int, at_once: int) -> int:
    """Print so many times; tell how many different files came of it."""
    began = time.monotonic()
    with ThreadPoolExecutor(at_once) as threads:
        sums = Counter(threads.map(render, range(count)))
    print(f"{count} печатей за {time.monotonic() - began:.0f} с, разных SHA-256: {len(sums)}")  # noqa: T201
    for sha256, times in sums.items():
        print(f"  {sha256} × {times}")  # noqa: T201
    return 0 if len(sums) == 1 else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 100, int(given[1]) if given[1:] else 2))
