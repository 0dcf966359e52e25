"""Owns how tests look into Word files: the lines a reader meets, the styles, and LibreOffice's own print of them."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from meetings.importing.docx_source import read_docx
from tests.not_run import OPTIONAL


def lines_of(word: bytes) -> list[str]:
    """Return the lines of a Word file as the importer reads them: numbers counted, digits raised, tabs for columns."""
    return [line.text for line in read_docx(word)]


def opened(word: bytes) -> Any:
    """Open a Word file with python-docx."""
    from docx import Document

    return Document(io.BytesIO(word))


def printed_by_libreoffice(word: bytes, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a Word file; told as not run where there is no LibreOffice."""
    return _converted(word, "pdf", folder)


def saved_by_libreoffice(word: bytes, folder: Path) -> bytes:
    """Return a Word file as LibreOffice saves it after opening; told as not run where there is no LibreOffice."""
    return _converted(word, "docx", folder)


def _converted(word: bytes, kind: str, folder: Path) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(f"{OPTIONAL}: нет LibreOffice (пакет libreoffice-writer)")
    file = folder / "paper.docx"
    file.write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "made"), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603 - our own words
    return (folder / "made" / f"paper.{kind}").read_bytes()
