"""Specimen papers: the whole text of one protocol per layout, read and approved by a person."""

from collections.abc import Callable

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document


@pytest.mark.parametrize(
    ("name", "make"),
    [("union", union_document), ("kollegiya", kollegiya_document), ("standard", standard_document)],
)
def test_text_of_the_paper(name: str, make: Callable[[], ProtocolDocument], golden: Callable[[str, str], None]) -> None:
    golden(f"rendering/{name}.txt", render_text(make()))
