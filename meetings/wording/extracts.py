"""Owns the words of an extract («выписка из протокола») and of its certification («Верно»).

Source: ГОСТ Р 7.0.97, отметка о заверении копии: «Верно», post, signature, name and date; for another organisation also
where the original is kept, and a seal.
"""

import re

#: The word of certification.
CERTIFIED = "Верно"
#: The place of a seal, on an extract for another organisation.
SEAL_PLACE = "М.П."
#: What stands above the printed names of those who signed the original.
ORIGINAL_SIGNED = "Подлинник подписали:"

_PROTOCOL = re.compile(r"протокол(?!\w)", re.IGNORECASE)
_SPACED = re.compile(r"\b\w(?: \w\b)+")
_EXTRACT = re.compile(r"выписка\s+из\s+(?P<rest>протокола(?!\w).*)", re.IGNORECASE | re.DOTALL)
_IS_CERTIFIED = re.compile(r"(?:копия\s+)?верна|верно", re.IGNORECASE)
_REGISTERED = re.compile(r"зарегистрировано в журнале выписок под № (?P<number>[1-9]\d{0,8})\.?", re.IGNORECASE)


def write_extract_title(protocol_title: str) -> str:
    """Turn the title of a protocol into that of its extract: «ПРОТОКОЛ № 14» → «ВЫПИСКА ИЗ ПРОТОКОЛА № 14».

    Capital letters stay as they are; letters set apart («П Р О Т О К О Л») are closed up.
    """
    title = _SPACED.sub(lambda found: found[0].replace(" ", ""), protocol_title)
    found = _PROTOCOL.search(title)
    if found is None:
        return f"Выписка из протокола {title}".strip()
    is_upper = found[0].isupper()
    words, ending = ("ВЫПИСКА ИЗ ", "А") if is_upper else ("Выписка из ", "а")
    word = found[0] if is_upper else found[0].lower()
    return f"{words}{title[: found.start()].lstrip()}{word}{ending}{title[found.end() :]}"


def read_extract_title(line: str) -> str | None:
    """Read the title of an extract: the title of its protocol; None for another line."""
    found = _EXTRACT.fullmatch(line.strip())
    if found is None:
        return None
    rest, length = found["rest"], len("протокола")
    word = rest[: length - 1]
    return (word if word.isupper() else word.capitalize()) + rest[length:]


def is_certified(line: str) -> bool:
    """Tell whether a line is the word of certification: «Верно», «Верно:», «Копия верна»."""
    return _IS_CERTIFIED.fullmatch(line.strip().rstrip(".:")) is not None


def write_registered(number: int) -> str:
    """Write under which number an extract stands in the register: «Зарегистрировано в журнале выписок под № 3.»."""
    return f"Зарегистрировано в журнале выписок под № {number}."


def read_registered(line: str) -> int | None:
    """Read what `write_registered` wrote; None for another line."""
    found = _REGISTERED.fullmatch(line.strip())
    return int(found["number"]) if found else None
