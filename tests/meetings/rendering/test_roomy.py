"""The room for frames: below it no depth of calls makes the system give and take memory over and over."""

import resource
import sys

import pytest

from meetings.rendering.roomy import with_room

CALLS = 300


def _leaf() -> list[int]:
    return [*(1, 2), *(3, 4)]


# A frame larger than those that lead to it: at some depth it cannot fit into what is left of the piece.
_leaf.__code__ = _leaf.__code__.replace(co_stacksize=100)


def _faults_at(depth: int) -> int:
    """Return the page faults of many calls made at one depth."""
    if depth:
        return _faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="the frames of CPython")
def test_no_depth_falls_on_the_end_of_a_piece() -> None:
    assert max(_faults_at(depth) for depth in range(400)) >= CALLS  # the trap is there without the room
    assert with_room(lambda: max(_faults_at(depth) for depth in range(400))) < CALLS // 10


def test_it_returns_and_raises_what_the_work_does() -> None:
    assert with_room(lambda: "бумага") == "бумага"
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 // 0)
