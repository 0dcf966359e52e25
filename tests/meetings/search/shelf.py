"""Owns a shelf of published protocols for the tests of search: the seeds, and generated meetings."""

import dataclasses
import hashlib
from typing import Any

from meetings.document.codec import encode
from meetings.document.tree import ProtocolDocument
from meetings.importing.reading import read_protocol
from meetings.models import Protocol, SearchEntry
from meetings.search.index import index_meeting
from members.models import Body
from tests.factories import make_body, make_meeting, make_protocol
from tests.meetings.search.generated import made_document
from tests.seeds import seed_bytes


def shelve(document: ProtocolDocument, body: Body | None = None, **fields: Any) -> Protocol:
    """Put a document on the shelf as a published edition of a public body, indexed."""
    body = body or make_body(is_public=True, name=document.body.nominative, name_genitive=document.body.genitive)
    meeting = fields.pop("meeting", None) or make_meeting(body, held_on=document.held_on)
    text = encode(document)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    protocol = make_protocol(meeting, **{"state": "published", "document": text, "document_sha256": sha256} | fields)
    index_meeting(meeting)
    return protocol


def shelve_seed(name: str) -> Protocol:
    """Put a seed on the shelf."""
    return shelve(read_protocol(seed_bytes(name), f"{name}.txt").document)


def shelve_made(count: int) -> dict[int, Protocol]:
    """Put generated meetings on the shelf, by their numbers; one has votes against."""
    bodies: dict[str, Body] = {}
    shelved = {}
    for number in range(count):
        document = made_document(number, has_dissent=number == 7)
        name = document.body.nominative
        bodies[name] = bodies.get(name) or make_body(is_public=True, name=name, name_genitive=document.body.genitive)
        shelved[number] = shelve(dataclasses.replace(document), bodies[name])
    return shelved


def entry_of(pk: int) -> SearchEntry:
    return SearchEntry.objects.get(pk=pk)
