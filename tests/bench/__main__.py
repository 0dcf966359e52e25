"""Runs every measurement, one bench_*.py after the other: `make bench`, or `make bench ARGS=papers` for one."""

import importlib
import os
import sys
from pathlib import Path

import django


def main(chosen: list[str]) -> None:
    """Run the chosen measurements («papers»), all when none is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protocols_portal.settings")
    django.setup()
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not chosen or path.stem.removeprefix("bench_") in chosen:
            importlib.import_module(f"tests.bench.{path.stem}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
