"""What is pasted prints: specimens and rubbish in every text field of the desk, then the paper in every format."""

import io
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document.tree import DecisionPoint, Paragraph, ProtocolDocument
from meetings.forms.paste import PasteKind, write_pasted
from meetings.forms.prose import ReadPoint, read_paragraphs, read_points
from meetings.importing.html_source import read_html
from meetings.mapping.compose import compose
from meetings.models import Meeting
from meetings.rendering.docx import render_docx
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from tests.factories import make_document
from tests.meetings.importing.reading import words_of_paper
from tests.meetings.importing.test_paste import NAMES, PIECES, specimen
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import save, text_in

RUBBISH = {
    "characters": (
        "<p>до\x01\x02\x1f\x7f после\ufffe\uffff</p><p>до\ud800 после</p>"
        "<p>до \u202eпосле\u202c\u2066 и\u2069</p><p>🏛️ протокол 👨‍👩‍👧 ½ ∞ ﷽</p>"
    ),
    "sizes": (
        f"<p>{'ы' * 400}</p><ol>{'<li>посадить липу' * 20}</ol>{'<ul><li>пункт' * 20}{'</ul>' * 20}"
        f"<table><tr>{'<td>столбец' * 20}</table>"
    ),
    "marks": (
        "<p>&lt;/article&gt;&lt;script&gt;&amp;#0; {{ settings }} {% now 'Y' %} ]]&gt;</p>"
        "<p>- - - + &gt; {§} \\ &lt; 1.1.1.1.1.1. * *</p><p>&nbsp;</p><img src='file:///C:/a.png'>"
    ),
}
CLIPBOARDS = {name: specimen(f"{name}.html") for name in NAMES} | RUBBISH


@dataclass(frozen=True, slots=True)
class Field:
    """A text field of the desk as the script sees it."""

    address: str
    kind: PasteKind
    text: str


def text_fields(client: Client, meeting: Meeting, part: str) -> list[Field]:
    url = reverse("draft_part", args=[meeting.pk, part])
    page = client.get(url).content.decode()
    fields = []
    for tag, attributes in re.findall(r'<(textarea|input)\b([^>]*data-field="[^"]+"[^>]*)>', page):
        is_text = tag == "textarea" or ('type="text"' in attributes and "inputmode" not in attributes)
        address = re.search(r'data-field="([^"]+)"', attributes)
        if is_text and address is not None:
            kind = re.search(r'data-paste="([a-z]+)"', attributes)
            fields.append(Field(address[1], PasteKind(kind[1]) if kind else PasteKind.LINE, text_in(page, address[1])))
    return fields


def parts_of(meeting: Meeting) -> list[str]:
    return ["header", "attendance", "agenda", f"item-{meeting.items.all()[0].pk}", "closing"]


def paste(client: Client, meeting: Meeting, field: Field, markup: str) -> Any:
    """Clean a clipboard for a field and save what came, as the script does."""
    sent = {"kind": field.kind.value, "html": markup.encode("utf-8", "replace").decode()}
    answer = client.post(reverse("clean_paste"), sent)
    assert answer.status_code == 200
    text = answer.json()["text"]
    saved = save(client, meeting, field.address, text, field.text)
    # A name that is known fills other fields of its row.
    return save(client, meeting, field.address, text, saved.json()["stored"]) if saved.status_code == 409 else saved


@pytest.mark.parametrize("name", ["word_points", "word_table", "word_tracked", *RUBBISH])
def test_a_clipboard_in_every_field_of_the_desk_prints(world: World, name: str) -> None:
    client, meeting = world.client("secretary"), world.meeting
    refused, count = {}, 0
    for part in parts_of(meeting):
        for field in text_fields(client, meeting, part):
            count += 1
            answer = paste(client, meeting, field, CLIPBOARDS[name])
            if answer.status_code != 200:
                assert answer.status_code == 422, (field, answer.content.decode())
                refused[field.address] = answer.json()["error"]
    assert count > 30
    assert all(re.search("[А-Яа-я]", word) for word in refused.values())
    assert len(refused) <= 2, refused

    for kind in ("pdf", "docx", "txt"):
        answer = client.get(reverse("draft_file", args=[meeting.pk, kind]))
        assert answer.status_code == 200, kind
        assert answer.content[:4] in (b"%PDF", b"PK\x03\x04") or kind == "txt"


@pytest.mark.parametrize("name", NAMES)
def test_what_was_pasted_is_what_is_printed(world: World, name: str) -> None:
    client, meeting = world.client("secretary"), world.meeting
    speech, decision = meeting.speeches.all()[0], meeting.decisions.all()[0]
    wanted_fields = (f"speech:{speech.pk}:paragraphs", f"decision:{decision.pk}:points")
    fields = {field.address: field for field in text_fields(client, meeting, f"item-{speech.item_id}")}
    for address in wanted_fields:
        assert paste(client, meeting, fields[address], CLIPBOARDS[name]).status_code == 200

    printed = words_of_paper(render_text(compose(Meeting.objects.get(pk=meeting.pk))))
    # A backslash and the braces around an odd mark are signs of the field, not of the text.
    wanted = words_of_paper(specimen(f"{name}.txt"))
    assert " ".join(printed).count(" ".join(wanted)) == 2


def _with_text(document: ProtocolDocument, text: str) -> ProtocolDocument:
    """The document with a text as what was said and as what was decided on its first question."""
    item = document.items[0]
    said = tuple(Paragraph(text=one.text, level=one.level, marker=one.marker) for one in read_paragraphs(text))
    points = tuple(map(_point, read_points(text)))
    speech = replace(item.speeches[0], paragraphs=said)
    decision = replace(item.decisions[0], points=points, assignments=())
    return replace(document, items=(replace(item, speeches=(speech,), decisions=(decision,)),))


def _point(read: ReadPoint) -> DecisionPoint:
    return DecisionPoint(
        text=read.text, marker=read.marker, is_inline=read.is_inline, points=tuple(map(_point, read.points))
    )


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=50))
def test_no_clipboard_breaks_the_paper(pieces: list[str]) -> None:
    text = write_pasted(read_html("".join(pieces)).lines, PasteKind.PROSE)
    document = _with_text(make_document(), text)
    assert render_pdf(document).startswith(b"%PDF")

    from docx import Document

    Document(io.BytesIO(render_docx(document)))
