"""Readable names of places: there and back, whatever the numbers."""

import dataclasses

import pytest

from meetings.document.places import decision_names, find_place, item_names, place_of, where_of, write_segments
from meetings.document.tree import AgendaItem, Decision, ProtocolDocument
from tests.factories import make_document


def numbered(*numbers: str) -> ProtocolDocument:
    items = tuple(AgendaItem(number=number, title="О плане") for number in numbers)
    return dataclasses.replace(make_document(), items=items)


@pytest.mark.parametrize(
    ("place", "segments", "where"),
    [
        ((), (), ""),
        ((0,), ("1",), "items[0]"),
        ((2, 0), ("3", "r3.1"), "items[2].decisions[0]"),
        ((0, 0, 0, 0), ("1", "r1.1", "p1.1"), "items[0].decisions[0].points[0].points[0]"),
    ],
)
def test_a_place_has_a_name_and_a_path(place: tuple[int, ...], segments: tuple[str, ...], where: str) -> None:
    document = make_document()
    assert write_segments(document, place) == segments
    assert where_of(place) == where
    assert place_of(where) == place
    if place:
        assert find_place(document, segments) == place


def test_names_differ_whatever_is_printed() -> None:
    assert item_names(numbered("1", "1", "", "2 а", "3")) == ["1", "1-2", "3-2", "2-а", "3"]
    decisions = (Decision(number="2"), Decision(), Decision(number="2"))
    document = numbered("1")
    document = dataclasses.replace(document, items=(dataclasses.replace(document.items[0], decisions=decisions),))
    assert len(set(decision_names(document, 0))) == 3
    assert all(find_place(document, ("1", name)) == (0, at) for at, name in enumerate(decision_names(document, 0)))


@pytest.mark.parametrize(
    "segments",
    [(), ("9",), ("1", "1.1"), ("1", "r9"), ("1", "r1.1", "p2"), ("1", "r1.1", "p0"), ("1", "r1.1", "p1.1.1"), ("p1",)],
)
def test_what_is_not_there_is_no_place(segments: tuple[str, ...]) -> None:
    assert find_place(make_document(), segments) is None


def test_a_path_between_places_belongs_to_the_nearest() -> None:
    assert place_of("items[1].speeches[0]") == (1,)
    assert place_of("attendees[3]") == ()
