"""The law tree → JSON → tree, and that the JSON is canonical."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from meetings.document.codec import DocumentFormatError, decode, encode
from meetings.document.tree import ProtocolDocument
from tests.strategies import documents

laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@laws
@given(documents())
def test_decode_undoes_encode(document: ProtocolDocument) -> None:
    assert decode(encode(document)) == document


@laws
@given(documents())
def test_same_document_has_same_bytes(document: ProtocolDocument) -> None:
    text = encode(document)
    assert encode(decode(text)) == text
    assert "\n" not in text


@laws
@given(documents())
def test_unknown_field_is_refused(document: ProtocolDocument) -> None:
    stored = json.loads(encode(document))
    stored["protocol"]["colour"] = "red"
    with pytest.raises(DocumentFormatError, match="colour"):
        decode(json.dumps(stored))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1}', "[" * 100_000, "null"])
def test_what_is_no_protocol_is_refused(text: str) -> None:
    with pytest.raises(DocumentFormatError):
        decode(text)
