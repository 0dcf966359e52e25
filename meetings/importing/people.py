"""Owns one person of a list: «Фамилия И.О. – должность, председатель коллегии (онлайн подключение);» → its parts."""

import dataclasses
import re
from dataclasses import dataclass, field

from meetings.document.tree import Attendee
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.importing.lines import COLUMN
from meetings.wording.names import find_name_start, honorific_of, read_name
from meetings.wording.text import clean_spaces, fold

_ROLE = re.compile(
    r"(?:и\.? ?о\.? |врио )?"
    r"(?:(?:первый |старший )?заместител[ьи] |ответственн(?:ый|ая) |уч[её]н(?:ый|ая) |технический )?"
    r"(?:(?:со|вице-)?председател[ья]|секретар[ья]|член(?:ы)?|председательствующ(?:ий|ая)|модератор|ведущ(?:ий|ая)|куратор)"
    r"(?P<organ>(?: [а-яё]+){0,3})",
    re.IGNORECASE,
)
#: organs that every body has, whatever it is called
_COMMON_ORGANS = ("заседани", "собрани", "совещани", "президиум", "правлени", "слушани", "конференци")
_ONLINE = re.compile(
    r"онлайн|on-?line|дистанц|удал[её]нн|видео|вкс|по телефон|по тел\.|телефонн|zoom|скайп|skype", re.IGNORECASE
)
_PROXY = re.compile(r"по доверенности", re.IGNORECASE)
_REASON = re.compile(
    r"причин|отпуск|болезн|болеет|болен|больна|больничн|командировк|нетрудоспособн|занятость", re.IGNORECASE
)
_WHY = re.compile(r"(?:по |в |на )?(?:болезн|отпуск|командировк|больничн|учёб|учеб)[а-яё]*$", re.IGNORECASE)
_NOTE = re.compile(r"без права|с правом|голос|вопрос|отсутств|покинул|прибыл|присутств|опозда", re.IGNORECASE)
_NAME_AT_END = re.compile(
    r"^(?P<post>.*?\s)(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
    r"|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)$"
)
_GROUP = re.compile(
    r"(?:представители|начальники|руководители|главы|директора|специалисты|работники|сотрудники|жители|педагоги|родители|"
    r"журналисты|учащиеся|студенты|ветераны)\s",
    re.IGNORECASE,
)
_LONE_SURNAME = re.compile(r"(?P<name>(?:тт?\.\s|тов\.\s)?[А-ЯЁ][а-яё]{2,30})\s+[–—-]\s+(?=[а-яё])")
_LONGEST_POST = 14
_ABBREVIATED = re.compile(r"(?:\b[А-ЯЁ]|\b(?:г|гг|др|пр|обл|им|т|д|п|р|тел|доц|проф|преп|зав|зам|асс|акад|инж))\.$")
_BRACKETS_AT_END = re.compile(r"\s*\((?P<inside>[^()]{1,160})\)$")
_BETWEEN_PEOPLE = re.compile(r"[;,]\s+|\s+и\s+")
_SEPARATOR = re.compile(r"^[\s,:;–—−\-/.]+")


@dataclass(frozen=True, slots=True)
class Organ:
    """What the body and its meeting are called, to tell an office in the body from a post elsewhere."""

    stems: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, *texts: str) -> "Organ":
        """Take the words of the title and of the body's name."""
        words = re.findall(r"[а-яё]{4,}", fold(" ".join(texts)))
        return cls(frozenset(word[: max(4, len(word) - 2)] for word in words))

    def holds(self, words: str) -> bool:
        """Whether an organ named in an office («коллегии», «» for none) is this body or its meeting."""
        words = fold(words)
        if not words:
            return True
        first = words.split()[0]
        return first.startswith(_COMMON_ORGANS) or any(first.startswith(stem) for stem in self.stems)


def read_person(text: str, status: AttendanceStatus, organ: Organ, *, reason: str = "", group: str = "") -> Attendee:
    """Read one entry of a list of people; what is no name stays whole as the name (an invited group)."""
    text = text.strip().rstrip(";,").rstrip()
    text = _strip_full_stop(text)
    name, rest, before = _split_name(text)
    rest, remarks = _split_remarks(rest)
    if before:
        remarks.append(before)
    if status is AttendanceStatus.ABSENT and (why := _BRACKETS_AT_END.fullmatch(rest)) is not None:
        remarks, rest = [*remarks, why["inside"]], ""
    position, role = split_role(clean_spaces(rest.replace(COLUMN, " ")), organ)
    if (inside := _BRACKETS_AT_END.fullmatch(position)) is not None and not role and is_role(inside["inside"], organ):
        position, role = "", inside["inside"]
    if status is AttendanceStatus.ABSENT and not reason and _WHY.match(position):
        position, reason = "", position
    person = Attendee(name=name, position=position, role=role, status=status, reason=reason, group=group)
    return _with_remarks(person, remarks)


def split_role(position: str, organ: Organ) -> tuple[str, str]:
    """Part the office in the body from the post, when it is the tail: «министр, председатель коллегии»."""
    if is_role(position, organ):
        return "", position
    for mark in (", ", " – ", " - "):
        head, found, tail = position.rpartition(mark)
        if found and is_role(tail, organ):
            return head, tail
    return position, ""


def is_role(text: str, organ: Organ) -> bool:
    """Whether a text is an office in this body and nothing more."""
    found = _ROLE.fullmatch(text.strip(" .;"))
    return found is not None and organ.holds(found["organ"].strip())


def is_online_mark(text: str) -> bool:
    """Whether a remark says that a person took part from afar."""
    return _ONLINE.search(text) is not None


def clear_name(text: str) -> str:
    """Take brackets, slashes and a full stop away from a name; the dot of an initial stays."""
    text = text.strip(" /();,")
    return text if re.search(r"(?<![а-яё])[А-ЯЁ]\.$", text) else text.rstrip(" .")


def starts_with_name(text: str) -> bool:
    """Whether a text begins with the name of a person."""
    return find_name_start(text) is not None


def split_before_name(text: str) -> tuple[str, str] | None:
    """Part «глава района Борисов В.В.» into post and name; None unless a text ends with a name behind other words."""
    found = _NAME_AT_END.search(text)
    if found is None or not found["post"].strip() or len(found["post"].split()) > _LONGEST_POST:
        return None
    post, name = found["post"].strip(" ,–—-"), found["name"]
    return None if starts_with_name(text) or read_name(name) is None else (post, name)


def split_lone_surname(text: str) -> tuple[str, str] | None:
    """Part «Ежикова - директор школы» into surname and post; None for other texts."""
    found = _LONE_SURNAME.match(text)
    return None if found is None or begins_group(text) else (found["name"], text[found.end() :].strip())


def split_inline(text: str) -> list[str]:
    """Part a running list before each name: «Носов Е.А., Тихонов С.М. – директор»."""
    parts: list[str] = []
    begin = 0
    for found in _BETWEEN_PEOPLE.finditer(text):
        before = text[max(begin, found.start() - 200) : found.start()]
        following = text[found.end() : found.end() + 120]
        is_next = starts_with_name(following) or begins_group(following)
        if not is_next and found[0].startswith(";"):
            is_next = split_before_name(re.split(r"[;,]", following)[0].strip()) is not None
        if found.start() > begin and (is_next or split_before_name(before.strip()) is not None):
            parts.append(text[begin : found.start()])
            begin = found.end()
    parts.append(text[begin:])
    return [part.strip() for part in parts if part.strip(" .,;")]


def begins_group(text: str) -> bool:
    """Whether a text names several unnamed people: «представители подрядных организаций»."""
    return _GROUP.match(text) is not None


def _strip_full_stop(text: str) -> str:
    """Take the last dot of the list away, not that of an abbreviation or of initials."""
    if text.endswith(".") and not re.search(
        r"(?:\b[А-ЯЁ]|\b(?:г|гг|др|пр|обл|им|т|д|п|р|тел|доц|проф|преп|зав|зам|асс|акад|инж))\.$", text
    ):
        return text[:-1].rstrip()
    return text


def _split_name(text: str) -> tuple[str, str, str]:
    """(name, rest, remark printed before the name)."""
    first, column, rest = text.partition(COLUMN)
    if column and read_name(first.strip(" ,;–-")) is not None:
        return first.strip(" ,;–-"), _SEPARATOR.sub("", rest), ""
    found = find_name_start(text.replace(COLUMN, " "))
    if found is not None:
        name, tail = found
        if address := honorific_of(text):
            name = f"{address} {name}"
        return name.strip(), _SEPARATOR.sub("", tail) if not tail.lstrip().startswith("(") else tail.lstrip(), ""
    before = re.match(r"\(([^()]{2,60})\)\s*", text)
    if before is not None and starts_with_name(text[before.end() :]):
        name, tail, _ = _split_name(text[before.end() :])
        return name, tail, before[1]
    if column:
        return first.strip(" ,;–-"), _SEPARATOR.sub("", rest), ""
    if (lone := split_lone_surname(text)) is not None:
        return lone[0], lone[1], ""
    return clean_spaces(text), "", ""


def _split_remarks(text: str) -> tuple[str, list[str]]:
    """Take the remarks in brackets from the end: how a person took part, why he did not, his voting right."""
    remarks: list[str] = []
    text = text.strip()
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1 and not _is_remark(text[1:-1]):
        return text, remarks
    while (found := _BRACKETS_AT_END.search(text)) is not None and _is_remark(found["inside"]):
        remarks.insert(0, found["inside"].strip())
        text = text[: found.start()].rstrip(" ,;")
    tail = re.search(r"(?:^|\s[–—-]\s|,\s)(онлайн|по телефонной связи|дистанционно)$", text, re.IGNORECASE)
    if tail is not None:
        remarks.append(tail[1])
        text = text[: tail.start()]
    return text, remarks


def _is_remark(inside: str) -> bool:
    return any(pattern.search(inside) for pattern in (_ONLINE, _PROXY, _REASON, _NOTE))


def _with_remarks(person: Attendee, remarks: list[str]) -> Attendee:
    changes: dict[str, object] = {}
    notes: list[str] = []
    for remark in remarks:
        if is_online_mark(remark) and "mode" not in changes:
            changes["mode"] = AttendanceMode.ONLINE
            changes["note"] = remark
        elif _PROXY.search(remark) and "mode" not in changes:
            changes["mode"] = AttendanceMode.PROXY
            changes["represented_by"] = _PROXY.sub("", remark).strip(" –-:,")
        elif _REASON.search(remark) and not person.reason and person.status is not AttendanceStatus.PRESENT:
            changes["reason"] = remark
        else:
            notes.append(remark)
    if notes:
        changes["note"] = ", ".join([*([str(changes["note"])] if "note" in changes else []), *notes])
    return dataclasses.replace(person, **changes)  # type: ignore[arg-type]
