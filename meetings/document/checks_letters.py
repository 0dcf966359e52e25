"""Owns the remark on names that are not spelled as they look: a Latin letter among Russian ones («Швeц»).

Such a name is another one for the portal: its bearer finds no line of signature of his, no search finds it. What is
signed must be what was read.
"""

import re
from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import Severity

_WORD = re.compile(r"[^\W\d_]+")
#: Latin letters that look like Russian ones.
_ALIKE = re.compile("[aceopxyABCEHKMOPTXY]")
_RUSSIAN = re.compile("[А-Яа-яЁё]")


def check_letters(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield a remark for every name of the paper in a word of which both alphabets meet."""
    for where, name in _names(document):
        for word in _WORD.findall(name):
            # an initial stands alone: the rest of the name tells its alphabet
            beside = name if len(word) == 1 else word
            if (foreign := _ALIKE.findall(word)) and _RUSSIAN.search(beside):
                message = f"В имени «{name}» есть латинские буквы, похожие на русские: {', '.join(foreign)}."
                yield Finding("latin_in_name", Severity.WARNING, where, message)
                break


def _names(document: ProtocolDocument) -> Iterator[tuple[str, str]]:
    """The printed names that decide who is who, with their places in the tree."""
    for field, officer in (("chair", document.chair), ("secretary", document.secretary)):
        if officer:
            yield field, officer.name
    for index, one in enumerate(document.attendees):
        yield f"attendees[{index}]", one.name
    for index, line in enumerate(document.signatures):
        yield f"signatures[{index}]", line.name
