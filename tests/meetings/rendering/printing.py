"""Owns how these tests look at paper: words and lines of a PDF through poppler, skipped loudly where it is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest


def tool(name: str) -> str:
    """Return the path of an outside program; the test is reported as not run without it."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"не запущено: нет программы {name} (пакет poppler-utils)")
    return path


def pages_of(pdf: bytes, folder: Path, *, manner: str = "-raw") -> list[str]:
    """Return the text of every page: in the order of the content, or in another manner of pdftotext («» its own)."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    printed = subprocess.run([tool("pdftotext"), *manner.split(), str(file), "-"], capture_output=True, check=True)  # noqa: S603
    return printed.stdout.decode().split("\f")[:-1]


def boxes_of(pdf: bytes, folder: Path) -> list[list[tuple[float, float, str]]]:
    """Return (x, y, word) of every word of every page, in points from the upper left corner."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    printed = subprocess.run([tool("pdftotext"), "-bbox", str(file), "-"], capture_output=True, check=True)  # noqa: S603
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>')
    return [
        [(float(x), float(y), text) for x, y, text in word.findall(page)]
        for page in printed.stdout.decode().split("<page ")[1:]
    ]


def without_page_number(page: str, number: int) -> str:
    """Take the number of a page away from its text."""
    return "\n".join(line for line in page.splitlines() if line.strip() != str(number)) if number > 1 else page


def words_of(text: str) -> list[str]:
    """Return the words of a text, without marks, capital letters, ё and raised digits' height."""
    folded = text.lower().replace("ё", "е").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    return re.findall(r"\w+", re.sub(r"</?sup>|\*\*", "", folded))


def run_python(code: str, **environment: str) -> bytes:
    """Run Python code in a process of its own, with changed environment; returns what it prints."""
    import sys

    values = {**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root, env=values)  # noqa: S603
    return done.stdout
