"""Owns the way to the seed protocols: two real papers that live beside the project, never inside it.

They are looked for in the folder PROTOCOLS_SEEDS, else in ../shared/seeds beside the checkout. A test that needs an
absent seed is reported as not run (STRICT=1 makes that a failure, see conftest.py).
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SEED_NAMES = ("union", "kollegiya")


def seeds_folder() -> Path:
    """Return the folder where seeds are looked for; it need not exist."""
    return Path(os.environ.get("PROTOCOLS_SEEDS") or PROJECT.parent / "shared" / "seeds")


def seed_path(name: str) -> Path:
    """Return the path of a seed: «union», «kollegiya» (the text) or a file name with extension; skip when missing."""
    path = seeds_folder() / (name if "." in name else f"{name}.txt")
    if not path.is_file():
        pytest.skip(f"не запущено: нет образцов протоколов ({path.name} не найден в {path.parent})")
    return path


def seed_bytes(name: str) -> bytes:
    """Return the bytes of a seed's text."""
    return seed_path(name).read_bytes()


def seed_text(name: str) -> str:
    """Return the text of a seed."""
    return seed_bytes(name).decode("utf-8")


def expected(name: str) -> dict[str, Any]:
    """Return the structure that a reader must recognise in the seed."""
    structure: dict[str, Any] = json.loads(seed_path(f"{name}.expected.json").read_text(encoding="utf-8"))
    return structure
