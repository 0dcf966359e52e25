"""The clipboard of a real LibreOffice: the seeds as its pages, read back as the same protocols. Optional."""

import shutil
import subprocess
from pathlib import Path

import pytest

from meetings.forms.paste import PasteKind, write_pasted
from meetings.importing.html_source import read_html_source
from meetings.importing.reading import read_protocol
from meetings.rendering.docx import render_docx
from meetings.rendering.text import render_text
from tests.meetings.importing.reading import words_of_paper
from tests.not_run import OPTIONAL
from tests.seeds import SEED_NAMES, seed_bytes


def page_of(word: bytes, folder: Path) -> bytes:
    """Return the page that LibreOffice makes of a Word file: what it puts on the clipboard."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(f"{OPTIONAL}: нет LibreOffice (пакет libreoffice-writer)")
    (folder / "paper.docx").write_bytes(word)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "html:HTML", "--outdir", str(folder), "paper.docx"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=180)  # noqa: S603 - our own words
    return (folder / "paper.html").read_bytes()


@pytest.mark.parametrize("name", SEED_NAMES)
def test_a_page_of_libreoffice_is_the_protocol_it_was_made_of(name: str, tmp_path: Path) -> None:
    document = read_protocol(seed_bytes(name)).document
    page = page_of(render_docx(document), tmp_path)

    imported = read_protocol(page, "clipboard.html")
    assert imported.document == document
    assert not imported.findings


@pytest.mark.parametrize("name", SEED_NAMES)
def test_every_word_of_the_page_arrives_in_a_field(name: str, tmp_path: Path) -> None:
    document = read_protocol(seed_bytes(name)).document
    pasted = read_html_source(page_of(render_docx(document), tmp_path))
    assert pasted is not None
    wanted = words_of_paper(render_text(document))
    for kind in (PasteKind.PROSE, PasteKind.LINES, PasteKind.LINE, PasteKind.SOURCE):
        assert words_of_paper(write_pasted(pasted.lines, kind)) == wanted, kind
