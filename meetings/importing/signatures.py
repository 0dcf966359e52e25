"""Owns the signatures: where their block begins and which role stands with which name."""

import re
from dataclasses import dataclass

from meetings.document.tree import SignatureLine
from meetings.importing.lines import COLUMN, Line
from meetings.importing.people import clear_name
from meetings.wording.names import read_name
from meetings.wording.text import soften

_OFFICE = re.compile(
    r"(?:и\.\s?о\.\s|врио\s|зам\.\s?|со|вице-)?(?:председател[ья]|председательств|секретар|руководител|заместител|протоколист|ответственный\sсекретарь|"
    r"уч[её]ный\sсекретарь|технический\sсекретарь|ведущ|модератор|директор|заведующ|глава|начальник|президент|ректор|член[ы\s]|министр|"
    r"протокол\sв[её]л|в[её]л[аи]?\sпротокол|подсч[её]т\sголосов\sв[её]л|протокол\sсоставил|составил|подпис|генеральный|исполнительный|первый\sзаместитель|старший|специалист|координатор|куратор|вед[её]т|главный|староста|классный\sруковод|отв\.\s?секретар|арбитражн|конкурсный\sуправляющий|управляющ(?:ий|ая)\s?(?![а-я])|ликвидатор|зав\.\s|заведующ)"
)
_INITIALS = r"[А-ЯЁ]\s?\.\s?(?:-?[А-ЯЁ]\s?\.?\s?){0,2}"
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
#: a surname in capitals too
_LOUD = r"[А-ЯЁ](?:[а-яё]{1,30}|[А-ЯЁ]{1,30})(?:-[А-ЯЁ](?:[а-яё]{1,30}|[А-ЯЁ]{1,30}))?"
_NAME_AT_END = re.compile(
    rf"(?P<role>.*?)[\s,:–—\-]*(?P<rule>_[_\s/]*)?[\s/(]*(?P<name>{_INITIALS}\s?{_LOUD}|{_LOUD}\s+{_INITIALS}|{_SURNAME}\s+{_SURNAME}\s+{_SURNAME}|{_SURNAME})[\s/).,_;]*"
)
_RULES = re.compile(r"[_/\\]{2,}|\(\s*подпись\s*\)|\(\s*расшифровка[^)]*\)|«?_+»?\s*_+\s*20__?")
#: where the day of signing is to be written: «___» ________ 2024 г.
_DATE_RULE = re.compile(r"\s*[«\"]?\s?_+\s?[»\"]?\s*_{2,}\s*(?:20[_\d]*\s*)?(?:г(?:ода|\.)?)?\.?$")
_FILLER = re.compile(
    r"(?:м\.?\s?п\.?|\(?подпис[ьи]\)?|\(?расшифровка(?:\sподписи)?\)?|\(?ф\.?\s?и\.?\s?о\.?\)?|\(?инициалы,?\s(?:и\s)?фамилия\)?|\(?дата\)?|[\s_/()\-–])+:?"
)
_ROLE_WORDS = 14
_LONGEST_LINE = 600


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Line positions: the block is [start:end), lines such as «(подпись)» among them; `entries` are role and name."""

    start: int
    end: int
    entries: tuple[SignatureLine, ...]


def find_signatures(lines: list[Line], first: int) -> SignatureBlock | None:
    """Find the block of signatures at or behind position `first`; None when nobody signs.

    The first block without a colon or dash between role and name is taken, for «Председатель – Иванов И.И.» may be
    an election; without such a block the last one.
    """
    blocks: list[tuple[SignatureBlock, bool]] = []
    position = first
    while position < len(lines):
        block, is_plain = _read_block(lines, position)
        if block is None:
            position += 1
            continue
        blocks.append((block, is_plain))
        position = block.end
    if not blocks:
        return _read_lone_name(lines, first)
    return next((block for block, is_plain in blocks if is_plain), blocks[-1][0])


def _read_lone_name(lines: list[Line], first: int) -> SignatureBlock | None:
    """The last line signs: a name with initials alone, or behind any words in a column of their own."""
    if len(lines) <= first:
        return None
    parts = [part for part in (_clear(part) for part in lines[-1].columns) if part]
    if len(parts) == 2 and parts[0][:1].isupper() and _is_name(parts[1]) and len(parts[0].split()) <= _ROLE_WORDS:
        return SignatureBlock(len(lines) - 1, len(lines), (SignatureLine(role=parts[0], name=clear_name(parts[1])),))
    name = clear_name(_clear(lines[-1].flat))
    if not _is_name(name) or re.search(r"[А-ЯЁ]\.", name) is None or len(name.split()) > 3:
        return None
    return SignatureBlock(len(lines) - 1, len(lines), (SignatureLine(role="", name=name),))


def _read_block(lines: list[Line], start: int) -> tuple[SignatureBlock | None, bool]:
    entries: list[SignatureLine] = []
    is_plain = False
    position = start
    end = start
    while position < len(lines):
        is_short = len(lines[position].text) <= _LONGEST_LINE
        entry, taken, plain = _read_entry(lines, position, is_first=not entries) if is_short else (None, 0, False)
        if entry is None:
            if not entries or not is_filler(lines[position].flat):
                break
            position += 1
            end = position
            continue
        if plain and not is_plain and any(entry.role.startswith(other.role) for other in entries):
            # «Председатель – …» above the signature of the chair was an election.
            entries, start = [], position
        entries.append(entry)
        is_plain = is_plain or plain
        position += taken
        end = position
    if not entries:
        return None, False
    return SignatureBlock(start, end, tuple(entries)), is_plain


def _read_entry(lines: list[Line], position: int, *, is_first: bool) -> tuple[SignatureLine | None, int, bool]:
    """(signature, lines taken, whether role and name stand apart as signatures do)."""
    line = lines[position].with_text(_DATE_RULE.sub("", lines[position].text))
    if not is_first and _is_name(clear_name(_clear(line.flat))):
        return SignatureLine(role="", name=clear_name(_clear(line.flat))), 1, True
    parts = [part for part in (_clear(part) for part in line.columns) if part]
    if len(parts) == 2 and _is_name(parts[1]) and (_is_office(parts[0]) or not is_first):
        return SignatureLine(role=parts[0].rstrip(" :–-"), name=clear_name(parts[1])), 1, True
    text = line.flat
    if len(parts) == 1 and _is_role_alone(parts[0]):
        names = _name_below(lines, position)
        if names is not None:
            role = " ".join([parts[0].rstrip(" :–-"), *names[2]])
            return SignatureLine(role=role, name=names[0]), names[1], True
    found = _NAME_AT_END.fullmatch(text)
    if found is not None and _is_office(found["role"]) and len(found["role"].split()) <= _ROLE_WORDS:
        name = found["name"]
        is_ruled = found["rule"] is not None or len(line.columns) > 1
        if not _is_name(name, allow_surname=is_ruled):
            return None, 0, False
        role = _clear(found["role"]).rstrip(" :–—-,")
        return (
            SignatureLine(role=role, name=clear_name(name)),
            1,
            not re.search(r"[:–—-]\s*$", found["role"] + text[found.end("role") : found.start("name")].strip(" _/(")),
        )
    return None, 0, False


def _name_below(lines: list[Line], position: int) -> tuple[str, int, list[str]] | None:
    """The name on one of the next lines: (name, lines taken, lines of the role between)."""
    between: list[str] = []
    for offset in range(1, 4):
        if position + offset >= len(lines):
            return None
        line = lines[position + offset]
        text = clear_name(_clear(line.flat))
        if _is_name(text):
            return text, offset + 1, between
        if is_filler(line.flat):
            continue
        parts = [part for part in (_clear(part) for part in line.columns) if part]
        if len(parts) == 2 and _is_name(parts[1]) and not _is_office(parts[0]) and len(between) < 2:
            return clear_name(parts[1]), offset + 1, [*between, parts[0]]
        if not text[:1].islower() or len(text.split()) > _ROLE_WORDS:
            return None
        ending = _NAME_AT_END.fullmatch(line.flat)
        if ending is not None and ending["role"] and _is_name(ending["name"]) and len(between) < 2:
            return ending["name"], offset + 1, [*between, _clear(ending["role"])]
        between.append(text)
    return None


def is_filler(text: str) -> bool:
    """Whether a line of the block says nothing: «(подпись)», «М.П.», rules."""
    return _FILLER.fullmatch(soften(text).strip()) is not None


def _clear(text: str) -> str:
    return re.sub(r"\s+", " ", _RULES.sub(" ", text.replace(COLUMN, " "))).strip(" ,")


def _is_office(text: str) -> bool:
    soft = soften(text).strip()
    return _OFFICE.match(soft) is not None


def _is_role_alone(text: str) -> bool:
    return _is_office(text) and len(text.split()) <= _ROLE_WORDS and not text.endswith((".", ";"))


def _is_name(text: str, *, allow_surname: bool = False) -> bool:
    text = text.strip(" /().,")
    if allow_surname and re.fullmatch(_SURNAME, text):
        return True
    return len(text) < 70 and re.search(r"[А-ЯЁ]\.|\s", text) is not None and read_name(text) is not None
