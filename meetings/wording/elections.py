"""Owns the sentences that elect chair and secretary: «избрать председателем собрания Тимофеева О.Р.».

The office stands in the instrumental, the person in the accusative behind «избрать» and in the nominative behind
«избран»; both come back in the nominative.
"""

import re
from dataclasses import dataclass

from meetings.document.vocabulary import Case
from meetings.wording.markers import MEETING
from meetings.wording.names import find_name_start, read_name, restore_name
from meetings.wording.text import clean_spaces, soften

_LIMIT = 3000
_OFFICE = re.compile(
    r"(?<![а-я])(?P<office>председател(?:ем|ьствующ(?:им|ей))|секретарем|ведущим)"
    rf"(?P<of>(?:\s(?:{MEETING}|союза|общества|комитета|группы|на)(?![а-я])){{0,3}})"
    r"(?P<middle>(?:\(?единогласно\)?|был[аи]?|избран[аы]?|избрали|избрать|назначен[аы]?|назначить|утвержден[аы]?|утвердить|выбран[аы]?"
    r"|[-:,\s]){0,9})(?=[а-я])"
)
_ORDER = re.compile(r"(?:избрать|избрали|выбрать|выбрали|назначить|утвердить|предлож[а-я]{2,6}|кандидатур[а-я])")
_STATED = re.compile(r"(?:избран|назначен|утвержден|выбран)[аы]?(?![а-я])")
_NOMINATIVES = {
    "председателем": "председатель",
    "председательствующим": "председательствующий",
    "председательствующей": "председательствующая",
    "секретарем": "секретарь",
    "ведущим": "ведущий",
}


@dataclass(frozen=True, slots=True)
class ElectedOfficer:
    """An officer a sentence elects: "chair" or "secretary", his office and his name, both in the nominative."""

    key: str
    role: str
    name: str


def find_officers(text: str) -> tuple[ElectedOfficer, ...]:
    """Find who is elected chair and secretary in a text; nothing where it elects nobody by name."""
    soft = soften(text[:_LIMIT])
    officers = []
    for match in _OFFICE.finditer(soft):
        found = find_name_start(text[match.end() : match.end() + 120])
        name = read_name(found[0]) if found else None
        if not found or name is None:
            continue
        is_stated = bool(_STATED.search(match["middle"]))
        has_dash = "-" in match["middle"] or ":" in match["middle"]
        is_ordered = not is_stated and bool(_ORDER.search(soft[max(0, match.start() - 200) : match.end()]))
        if not (is_stated or is_ordered or has_dash):
            continue  # «вместе с председателем комиссии Ивановым И.И.»
        written = clean_spaces(found[0])
        office = match["office"]
        role = _NOMINATIVES[office]
        key = "secretary" if office.startswith("секретар") else "chair"
        officers.append(
            ElectedOfficer(key, clean_spaces(role + text[slice(*match.span("of"))]), _nominative(written, is_ordered))
        )
    return tuple(officers)


def _nominative(written: str, is_ordered: bool) -> str:
    """Put a name into the nominative: always behind «избрать», else only where its given name shows the accusative."""
    name = read_name(written)
    if name is None:
        return written
    restored = restore_name(name, Case.ACCUSATIVE)
    shows_case = restored.given_name != name.given_name or restored.patronymic_name != name.patronymic_name
    if not (is_ordered or shows_case):
        return written
    for old, new in (
        (name.family_name, restored.family_name),
        (name.given_name, restored.given_name),
        (name.patronymic_name, restored.patronymic_name),
    ):
        if old and old != new:
            written = written.replace(old, new, 1)
    return written
