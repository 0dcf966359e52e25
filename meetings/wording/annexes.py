"""Owns the words by which a protocol leaves a list of people to its annex, and finds it there again."""

import re

from meetings.wording.text import fold

_ANNEXED = re.compile(r"(?:спис\w+[^.;:]{0,60}(?:прилага|в приложени|приложен)|прилага\w+[^.;:]{0,30}спис)")
_MARK = re.compile(
    r"приложение(?:\s*(?:№\s*)?\d{1,3})?(?:\s+к\s+(?:настоящему\s+)?протоколу(?:\s+(?P<protocol>[^.;:]{1,200}.*))?)?[.:]?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:поим[её]нный\s|общий\s)?(?:список|лист\sрегистрации)\s+(?:лиц,?\s+)?"
    r"(?:присутств\w+|участник\w+|участвов\w+|принявш\w+|зарегистр\w+|членов)",
    re.IGNORECASE,
)
#: A title of a list is short; a sentence about one is not.
_LONGEST_TITLE = 200


def write_protocol_reference(number: str, date: str) -> str:
    """Write how an annex names its protocol: «№ 14 от 19 августа 2021 года», «от …», «№ 14»."""
    return " ".join(part for part in (f"№ {number}" if number else "", f"от {date}" if date else "") if part)


def is_annexed(text: str) -> bool:
    """Tell whether a text leaves its list to an annex: «14 человек (список прилагается)»."""
    return len(text) < 500 and _ANNEXED.search(fold(text)) is not None


def read_annex_mark(line: str) -> str | None:
    """Read «Приложение к протоколу № 3 от …»: what it says of the protocol, "" for nothing, None for another line."""
    found = _MARK.fullmatch(line.strip()) if len(line) < 300 else None
    return (found["protocol"] or "").strip() if found else None


def is_annex_title(line: str) -> bool:
    """Tell whether a line heads a list of those present: «Список присутствующих:»."""
    return len(line) <= _LONGEST_TITLE and _TITLE.match(line.strip()) is not None
