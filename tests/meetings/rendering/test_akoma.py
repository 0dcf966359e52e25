"""Akoma Ntoso: the words of the paper in its order, the structure of the standard, references that lead somewhere.

`STRUCTURE` is our own short account of the elements we write; with AKOMA_SCHEMA=…/akomantoso30.xsd (OASIS, not part of
this project) every document here is validated against the published schema too.
"""

import dataclasses
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from meetings.document.tree import AgendaItem, Decision, DecisionPoint, ProtocolDocument
from meetings.rendering.akoma import render_akoma
from meetings.rendering.html import PaperTooLong
from meetings.rendering.text import render_text
from tests.meetings.rendering.documents import kollegiya_document, large_document, standard_document, union_document
from tests.meetings.rendering.printing import run_python, words_of
from tests.meetings.rendering.test_html import hostile_document
from tests.not_run import OPTIONAL
from tests.seeds import SEED_NAMES, seed_bytes
from tests.strategies import documents

SPEECH_SECTIONS = {"debateSection", "rollCall", "resolutions"}
BLOCKS = {"p", "blockList", "container"}
INLINE = {"b", "person", "docTitle", "docType", "signature", "vote"}
#: element → (children that come first, in order, each at most once; children that may follow in any order)
STRUCTURE: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "akomaNtoso": (("debate",), set()),
    "debate": (("meta", "preface", "debateBody", "conclusions"), set()),
    "meta": (("identification", "analysis", "references"), set()),
    "identification": (("FRBRWork", "FRBRExpression", "FRBRManifestation"), set()),
    "FRBRWork": (
        ("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRsubtype", "FRBRnumber"),
        set(),
    ),
    "FRBRExpression": (("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRlanguage"), set()),
    "FRBRManifestation": (("FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRformat"), set()),
    "analysis": (("parliamentary",), set()),
    "parliamentary": ((), {"quorumVerification", "voting"}),
    "quorumVerification": ((), {"count"}),
    "voting": ((), {"count"}),
    "references": ((), {"TLCOrganization", "TLCPerson", "TLCConcept"}),
    "preface": ((), {"p", "longTitle"}),
    "longTitle": ((), {"p"}),
    "debateBody": ((), SPEECH_SECTIONS),
    "debateSection": (("heading",), BLOCKS | SPEECH_SECTIONS | {"speech"}),
    "resolutions": (("heading",), BLOCKS),
    "rollCall": (("heading",), BLOCKS),
    "speech": (("from",), {"p", "blockList"}),
    "conclusions": ((), BLOCKS),
    "container": ((), BLOCKS),
    "blockList": ((), {"item"}),
    "item": (("num",), {"p", "blockList"}),
    "p": ((), INLINE),
    "signature": ((), {"person"}),
}
#: elements that may not be empty
FILLED = {
    "preface",
    "longTitle",
    "conclusions",
    "container",
    "speech",
    "blockList",
    "parliamentary",
    "voting",
    "analysis",
}
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
MAKERS = [union_document, kollegiya_document, standard_document, large_document, hostile_document]


def parsed(document: ProtocolDocument) -> Any:
    from lxml import etree

    return etree.fromstring(render_akoma(document))


def tag(element: Any) -> str:
    assert element.tag.startswith(NAMESPACE)
    return str(element.tag.removeprefix(NAMESPACE))


def faults(root: Any) -> Iterator[str]:
    """Say what the structure of the document has that ours has not."""
    for element in root.iter():
        first, others = STRUCTURE.get(tag(element), ((), set()))
        children = [tag(child) for child in element]
        begins = [child for child in children if child in first]
        if begins != [name for name in first if name in begins] or children[: len(begins)] != begins:
            yield f"{tag(element)} begins with {children}"
        if unknown := set(children) - set(first) - others:
            yield f"{tag(element)} holds {unknown}"
        if tag(element) in FILLED and not children:
            yield f"{tag(element)} is empty"
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    if len(ids) != len(set(ids)):
        yield f"ids twice: {sorted(one for one in set(ids) if ids.count(one) > 1)}"
    for element in root.iter():
        for name in ("by", "choice", "refersTo", "outcome", "source", "href"):
            target = element.get(name, "")
            if target.startswith("#") and target[1:] not in ids:
                yield f"{tag(element)} {name} leads to {target}, which is not there"


def words(root: Any) -> list[str]:
    """The words behind the metadata."""
    (debate,) = root
    return words_of("\n".join(text for part in debate[1:] for text in part.itertext()))


@functools.cache
def published_schema() -> Any:
    from lxml import etree

    path = os.environ.get("AKOMA_SCHEMA")
    return etree.XMLSchema(etree.parse(path)) if path else None


def check(document: ProtocolDocument) -> Any:
    root = parsed(document)
    assert list(faults(root)) == []
    assert words(root) == words_of(render_text(document))
    if schema := published_schema():
        assert schema.validate(root), list(schema.error_log)[:5]
    return root


@pytest.mark.parametrize("make", MAKERS)
def test_paper_keeps_its_words_and_the_structure_of_the_standard(make: Callable[[], ProtocolDocument]) -> None:
    check(make())


@pytest.mark.parametrize("name", SEED_NAMES)
def test_real_protocols_keep_their_words(name: str) -> None:
    from meetings.importing.reading import read_protocol

    root = check(read_protocol(seed_bytes(name), f"{name}.txt").document)
    assert root.findall(f".//{NAMESPACE}container[@name='decision']")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_protocol_keeps_them(document: ProtocolDocument) -> None:
    check(document)


def test_published_schema() -> None:
    if published_schema() is None:
        pytest.skip(f"{OPTIONAL}: AKOMA_SCHEMA не указывает на akomantoso30.xsd")
    for make in MAKERS:
        check(make())


def test_speeches_tell_who_speaks() -> None:
    root = check(kollegiya_document())
    persons = {one.get("eId"): one.get("showAs") for one in root.iter(f"{NAMESPACE}TLCPerson")}
    spoken = [persons[one.get("by")[1:]] for one in root.iter(f"{NAMESPACE}speech")]
    assert spoken == ["Фонарёва Инна Петровна", "Причал Олег Олегович", "Бакен Руслан Ильич"]
    signers = [persons[one.get("refersTo")[1:]] for one in root.findall(f".//{NAMESPACE}signature/{NAMESPACE}person")]
    assert signers == ["Фонарёва Инна Петровна", "Буй Тарас Тарасович"], "initials are the same people"


def test_votings_are_counted_and_by_name() -> None:
    root = check(standard_document())
    counted = {
        voting.get("href"): [(count.get("refersTo"), count.get("value")) for count in voting]
        for voting in root.iter(f"{NAMESPACE}voting")
    }
    assert counted["#item-1-decision-1"] == [("#yes", "3"), ("#no", "0"), ("#abstain", "0")]
    assert counted["#item-2"] == [("#yes", "1"), ("#no", "1"), ("#abstain", "1")]
    assert [vote.get("choice") for vote in root.iter(f"{NAMESPACE}vote")] == ["#yes", "#no", "#abstain"]
    (quorum,) = root.iter(f"{NAMESPACE}quorumVerification")
    assert (quorum.get("outcome"), quorum[0].get("value")) == ("#quorum", "3")


def test_identification_tells_body_day_and_number() -> None:
    root = check(standard_document())
    work = root.find(f".//{NAMESPACE}FRBRWork/{NAMESPACE}FRBRuri")
    assert work.get("value") == "/akn/ru/debate/protocol/комиссия-по-озеленению/2024-05-20/32024"
    assert root.find(f".//{NAMESPACE}FRBRnumber").get("value") == "3/2024"
    undated = check(dataclasses.replace(standard_document(), held_on=None, number=None))
    assert undated.find(f".//{NAMESPACE}FRBRdate").get("name") == "unknown"
    assert undated.find(f".//{NAMESPACE}FRBRnumber") is None


def test_ids_are_those_of_the_portals_page() -> None:
    ids = {element.get("eId") for element in check(kollegiya_document()).iter()}
    assert {"item-1", "item-1-decision-1", "item-1-decision-1-point-2", "item-2-vote-1", "signature-1"} <= ids


def test_points_without_end_are_refused_in_words() -> None:
    point = DecisionPoint(text="буй")
    for _ in range(2000):
        point = DecisionPoint(text="буй", points=(point,))
    item = AgendaItem(number="1", title="О буях.", decisions=(Decision(points=(point,)),))
    with pytest.raises(PaperTooLong, match="слишком глубоко"):
        render_akoma(dataclasses.replace(kollegiya_document(), items=(item,)))


def test_bytes_are_the_same_in_another_process(tmp_path: Path) -> None:
    code = (
        "import django, sys; django.setup(); "
        "from meetings.rendering.akoma import render_akoma; "
        "from tests.meetings.rendering.documents import standard_document; "
        "sys.stdout.buffer.write(render_akoma(standard_document()))"
    )
    assert run_python(code, PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo", HOME=str(tmp_path)) == render_akoma(
        standard_document()
    )
