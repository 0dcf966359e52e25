"""Owns the deeds that move rows of the desk, and the reading of a pasted list of questions."""

import re
from typing import Any

from meetings.document.item_numbers import depth_of
from meetings.forms.prose import ProseLine, read_prose
from meetings.mapping.addresses import Address, read_address
from meetings.use_cases.desk_agenda import shift_item
from meetings.use_cases.desk_rows import move_row, put_row
from meetings.use_cases.save_field import RowGone
from meetings.wording.list_ends import strip_list_end

MOVES = ("up", "down", "put", "deeper", "higher")
#: «2 а. О смете»: a letter behind the number, which no list of points has
_LETTERED = re.compile(r"(?P<number>\d{1,3}[ \xa0]?[а-я])[.)]\s+(?P<title>\S.*)")


def move(deed: str, address: Address, after: str, who: dict[str, Any]) -> dict[str, Any]:
    """Do one of MOVES; returns what the template of the part is told. RowGone for what is no place in the list."""
    if deed == "put":
        behind = read_address(after)
        if after and (behind is None or behind.kind != address.kind):
            raise RowGone
        put_row(address=address, after=behind, **who)
        return {"focus": str(address)}
    if deed in ("up", "down"):
        move_row(address=address, by=-1 if deed == "up" else 1, **who)
        return {"focus": str(address), "focus_deed": deed}
    if address.kind != "item":
        raise RowGone
    shift_item(address=address, by=1 if deed == "deeper" else -1, **who)
    return {"focus": str(address), "focus_deed": deed}


def read_list(text: str) -> list[dict[str, Any]]:
    """Read a pasted list: a question a line; «2.1», «2 а» and indented lines are sub-questions.

    The marks of the list go, at the beginning of a title and at its end («О смете;»); a line of nothing else is none.
    """
    # A tab at the beginning is a step inwards; inside a title it is a space.
    lines = (
        "\t" * (len(line) - len(line.lstrip("\t"))) + line.lstrip("\t").replace("\t", " ") for line in text.split("\n")
    )
    read = (_read(line) for line in read_prose("\n".join(lines).replace("\t", "  ")))
    return [row for row in read if row["title"]]


def _read(line: ProseLine) -> dict[str, Any]:
    lettered = _LETTERED.fullmatch(line.text) if not line.marker else None
    if lettered:
        return {"title": strip_list_end(lettered["title"]), "number": lettered["number"]}
    depth = max(depth_of(line.marker), min(line.depth, 1))
    # The numbers are counted when the rows are added: here they tell the depth.
    return {"title": strip_list_end(line.text), "number": ".".join(["1"] * (depth + 1))}
