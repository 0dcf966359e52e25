"""What the checks say about a protocol: one paper that draws each remark, and one that does not."""

import datetime

from meetings.document.checks import check_document
from meetings.document.style import LAYOUT_STYLES
from meetings.document.tree import BodyName, ProtocolDocument
from meetings.document.vocabulary import Layout


def test_date_missing():
    style = LAYOUT_STYLES[Layout.STANDARD]
    body = BodyName(nominative="Правление", genitive="Правления")
    document = ProtocolDocument(style=style, body=body, title="заседания")
    assert "date_missing" in {finding.code for finding in check_document(document)}
    dated = ProtocolDocument(style=style, body=body, title="заседания", held_on=datetime.date(2024, 1, 23))
    assert "date_missing" not in {finding.code for finding in check_document(dated)}
