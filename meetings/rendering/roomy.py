"""Owns the room for Python's frames while a paper is set.

CPython keeps the frames of a thread in pieces of 16 KB and gives a piece back as soon as the last frame in it returns.
WeasyPrint goes a hundred calls deep and spends its time around one depth; where the end of a piece falls there, every
call asks the system for memory and returns it (a paper of seven pages: 1,100 times, 3,200 page faults, 10 % of its
time). A call that itself needs a large piece leaves the rest of it to all calls below: none falls on an end.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

#: Words of eight bytes one frame asks for: just above half of a megabyte, so that the piece is a megabyte and as much
#: again is left, some thousand frames. The words are never touched, hence cost no memory.
_FRAME_WORDS = 66_000


def with_room(work: Callable[[], Result]) -> Result:
    """Return what `work` returns, called with room below for as many frames as WeasyPrint can nest."""
    return work()


def _ask_for_room(function: Any) -> None:
    function.__code__ = function.__code__.replace(co_stacksize=_FRAME_WORDS)


_ask_for_room(with_room)
