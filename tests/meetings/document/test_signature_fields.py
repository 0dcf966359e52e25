"""The names of signature fields: by office where the paper tells, else by place."""

import dataclasses

import pytest

from meetings.document.signature_fields import signature_fields
from meetings.document.tree import SignatureLine
from tests.meetings.rendering.documents import union_document


@pytest.mark.parametrize(
    ("offices", "expected"),
    [
        (("Председатель коллегии", "Секретарь коллегии"), ("sig_chair", "sig_secretary")),
        (("Секретарь", "Председатель"), ("sig_secretary", "sig_chair")),
        (("Председательствующий", "Протокол вела"), ("sig_chair", "sig_secretary")),
        (("Директор", "Методист"), ("sig_chair", "sig_secretary")),
        (("Директор", "Секретарь"), ("sig_1", "sig_secretary")),
        (("Председатель", "Заместитель председателя", "Секретарь"), ("sig_chair", "sig_2", "sig_secretary")),
        (("Секретарь",), ("sig_secretary",)),
        (("Секретарь собрания, избранный председателем", "Председатель"), ("sig_secretary", "sig_chair")),
        ((), ()),
    ],
)
def test_fields_are_named_by_office(offices: tuple[str, ...], expected: tuple[str, ...]) -> None:
    lines = tuple(SignatureLine(role=office, name="И.О. Родников") for office in offices)
    assert signature_fields(dataclasses.replace(union_document(), signatures=lines)) == expected


def test_many_lines_have_names_of_their_own() -> None:
    lines = tuple(SignatureLine(role="Член комиссии", name=f"А.А. Член{number}") for number in range(12))
    names = signature_fields(dataclasses.replace(union_document(), signatures=lines))
    assert len(set(names)) == 12
