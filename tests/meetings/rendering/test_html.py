"""The HTML of a protocol: always well formed, everything escaped, with an anchor for every part on the page."""

import dataclasses
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from meetings.document.tree import AgendaItem, Attendee, Decision, DecisionPoint, Paragraph, ProtocolDocument, Speech
from meetings.rendering import html
from meetings.rendering.html import PaperTooLong, render_body, render_html
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document

EVIL = '</p><script>alert(1)</script><img src="file:///etc/passwd" onerror=x>&#0;\x00\x0b\ud83d" style="x'.encode(
    "utf-8", "ignore"
).decode()


def parsed(markup: str) -> Element:
    return ElementTree.fromstring(markup)  # noqa: S314


def hostile_document() -> ProtocolDocument:
    """A protocol whose every free text tries to break out."""
    document = kollegiya_document()
    person = Attendee(name=EVIL, position=EVIL, role=EVIL, note=EVIL)
    speech = Speech(name=EVIL, membership=EVIL, position=EVIL, paragraphs=(Paragraph(text=EVIL, level=1, marker=EVIL),))
    item = AgendaItem(number=EVIL, title=EVIL, heading=EVIL, rapporteur=EVIL, speeches=(speech,), notes=(EVIL,))
    return dataclasses.replace(
        document, title=EVIL, number=EVIL, place=EVIL, attendees=(person,), items=(item, *document.items)
    )


@pytest.mark.parametrize("document", [union_document(), kollegiya_document(), standard_document(), hostile_document()])
def test_page_is_well_formed(document: ProtocolDocument) -> None:
    page = parsed(render_html(document))
    assert page.get("lang") == "ru"
    assert page.findtext("head/title")
    assert len(page.findall(".//h1")) == 1


def test_no_text_becomes_markup() -> None:
    for markup in (render_html(hostile_document()), str(render_body(hostile_document()))):
        page = parsed(markup)
        assert not page.findall(".//script")
        assert not page.findall(".//img")
        assert not [element for element in page.iter() if set(element.attrib) & {"style", "onerror", "src", "href"}]
        assert "<script>alert(1)</script>" in "".join(page.itertext())


def test_page_names_no_other_file() -> None:
    markup = render_html(kollegiya_document())
    assert "url(" not in markup
    assert "<link" not in markup


def test_every_part_of_the_article_can_be_pointed_at() -> None:
    article = parsed(render_body(kollegiya_document()))
    places = {element.get("id"): element.get("data-where") for element in article.iter() if element.get("data-where")}
    assert places["item-1"] == "items[0]"
    assert places["item-1-decision-2"] == "items[0].decisions[1]"
    assert places["item-1-vote-1"] == "items[0].votes[0]"
    assert places["item-1-speech-1"] == "items[0].speeches[0]"
    assert places["item-1-decision-1-point-2"] == "items[0].decisions[0].points[1]"
    assert places["attendee-3"] == "attendees[2]"
    assert places["signature-1"] == "signatures[0]"
    assert {"held_on", "starts_at", "place", "attendees", "present_total", "items", "signatures"} <= set(
        places.values()
    )
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_headings_descend_one_level_at_a_time() -> None:
    for document in (union_document(), kollegiya_document(), standard_document()):
        last = 0
        for element in parsed(render_body(document)).iter():
            if element.tag in {"h1", "h2", "h3"}:
                level = int(element.tag[1])
                assert level <= last + 1
                last = level


def test_giant_protocol_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LONGEST_MARKUP", 1000)
    with pytest.raises(PaperTooLong, match="слишком длинный"):
        render_html(kollegiya_document())


def test_points_nested_without_end_are_refused_with_a_sentence() -> None:
    point = DecisionPoint(text="дно")
    for _ in range(3000):
        point = DecisionPoint(text="ниже", points=(point,))
    item = AgendaItem(number="1", title="О деле.", decisions=(Decision(lead="Решить:", points=(point,)),))
    with pytest.raises(PaperTooLong, match="глубоко"):
        render_html(dataclasses.replace(kollegiya_document(), items=(item,)))


def test_deep_points_are_printed_at_the_deepest_step() -> None:
    point = DecisionPoint(text="дно")
    for _ in range(30):
        point = DecisionPoint(text="ниже", points=(point,))
    item = AgendaItem(number="1", title="О деле.", decisions=(Decision(lead="Решить:", points=(point,)),))
    page = parsed(render_html(dataclasses.replace(kollegiya_document(), items=(item,))))
    deepest = page.findall(".//li")[-1]
    assert (deepest.text, deepest.get("class", "").split()[0]) == ("дно.", "level-6")
