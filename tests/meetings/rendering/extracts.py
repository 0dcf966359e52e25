"""Owns the invented extracts the papers are tested on."""

import datetime
import hashlib

from meetings.document.codec import encode
from meetings.document.excerpt import Certification, ExtractDocument, Place, cut, normal_selection, write_place
from meetings.document.tree import ProtocolDocument
from tests.meetings.rendering.documents import kollegiya_document, standard_document, union_document


def extract_of(
    document: ProtocolDocument, *places: Place, is_signed: bool = True, original_place: str = ""
) -> ExtractDocument:
    """An extract certified by the last of the signers."""
    selection = normal_selection(document, places)
    signer = document.signatures[-1]
    return ExtractDocument(
        protocol=cut(document, selection),
        number=3,
        edition=1,
        edition_sha256=hashlib.sha256(encode(document).encode()).hexdigest(),
        places=tuple(map(write_place, selection)),
        certification=Certification(
            role=signer.role,
            name=signer.name,
            certified_on=datetime.date(2024, 6, 3),
            original_place=original_place,
        ),
        is_original_signed=is_signed,
    )


def union_extract() -> ExtractDocument:
    """One question of a general meeting whose original is not known to be signed."""
    return extract_of(union_document(), (1,), is_signed=False)


def kollegiya_extract() -> ExtractDocument:
    """One decision of a board's question."""
    return extract_of(kollegiya_document(), (0, 0))


def standard_extract() -> ExtractDocument:
    """Two questions for another organisation."""
    place = "Подлинник документа находится в администрации города Садовска в деле № 01-14 за 2024 год"
    return extract_of(standard_document(), (0, 1), (1,), original_place=place)


EXTRACTS = {"union": union_extract, "kollegiya": kollegiya_extract, "standard": standard_extract}
