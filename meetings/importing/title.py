"""Owns the title: the line with the word ПРОТОКОЛ, the number, the kind of meeting and the name of the body."""

import re
from dataclasses import dataclass

from meetings.wording.dates import find_date
from meetings.wording.text import clean_spaces, soften

_WORD = re.compile(r"(?P<word>(?:выписка\s(?:№\s?\S{1,12}\s)?из\s)?протокола?)(?![а-я-])(?P<mark>[\s.:,-]*)")
_NUMBER = re.compile(
    r"(?:№|n(?=\s?\d)|no\.?(?=\s?\d)|номер)\s*(?P<number>[\da-zа-я][\w./\-]*(?:\s?[-/]\s?\d[\w./]*)?|б/н|_+)"
)
_MEETING = re.compile(
    r"(?<![а-я])(?:заседани|собрани|совещани|слушани|конференци|сесси|встреч|съезд|пленум|педсовет|совет|правлени|президиум|"
    r"коллеги|комисси|комитет|голосовани|обсуждени|планерк|схода|бюро|штаба|группы|обществ|форум|семинар|коллегиального|"
    r"объединени|кафедр|учен|попечительск|родительск|оперативк)[а-я]{0,6}"
)
_NOT_A_TITLE = re.compile(
    r"протокол(?:а|ом|у)?\s(?:вел|вела|вели|ведет|разноглас|прилаг|подпис|состав|утвер|напечат|оформ|изготов|направ|размещ|—|счетной)"
    r"|.*(?:прилагается|вел[аи]?|вести)\.?$"
)
#: Adjectives and nouns that make the kind of meeting; what follows is the body.
_KIND = re.compile(
    r"(?:(?:о|вне|пере)?черёдн\w+|внеочередн\w+|очередн\w+|внепланов\w+|планов\w+|расширенн\w+|совместн\w+|открыт\w+|закрыт\w+|рабоч\w+|"
    r"общ\w+|годов\w+|отч[её]тн\w+(?:-выборн\w+)?|отчётно-выборн\w+|организационн\w+|учредительн\w+|установочн\w+|итогов\w+|выездн\w+|дистанционн\w+|"
    r"заочн\w+|очн\w+|очно-заочн\w+|оперативн\w+|экстренн\w+|производственн\w+|публичн\w+|общественн\w+|первого|второго|третьего|"
    r"четв[её]ртого|пятого|шестого|седьмого|восьмого|девятого|десятого|рабочего|\d+-?(?:го|й|ой|ого)"
    r"|(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)\s+)?"
    r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат"
    r"|двадцат|тридцат|сороков|пятидесят|шестидесят|семидесят|восьмидесят|девяност|сот)(?:ого|ьего|ой|ьей))(?:\s+|$)",
    re.IGNORECASE,
)
_KIND_NOUN = re.compile(
    r"(?:заседани[яей]|собрани[яей]|совещани[яей]|конференци[ий]|сесси[ий]|встречи|слушани[йяе]|сход[ае]|съезд[ае]|пленум[ае]?|"
    r"план[её]рки|голосования|обсуждени[йяе]|форума)(?![а-яё])",
    re.IGNORECASE,
)
_KIND_OF_WHOM = re.compile(
    r"\s+(?:(?:всех\s+)?(?:членов|участников|собственников(?:\s+помещений)?|учредителей|акционеров|кредиторов|пайщиков|вкладчиков|дольщиков|жителей|граждан|депутатов|делегатов|"
    r"работников|родителей|трудового\s+коллектива|учащихся|студентов|представителей))(?![а-яё])"
    r"(?:\s+\([^()]{3,40}\))?",
    re.IGNORECASE,
)

_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class TitleLine:
    """The line with the word: the word as printed, the number, and what stands before and behind the number."""

    word: str
    number: str | None
    before: str
    behind: str


def read_title_line(text: str) -> TitleLine | None:
    """Read «ПРОТОКОЛ № 5 заседания …»; None for a line that only mentions a protocol."""
    if len(text) > _LONGEST_TITLE:
        return None
    text = clean_spaces(text)
    soft = soften(text)
    found = _WORD.match(soft)
    if found is None or _NOT_A_TITLE.match(soft):
        return None
    tail = soft[found.end() :]
    number = _NUMBER.search(tail)
    if not _is_title_tail(tail, number is not None):
        return None
    word = text[: found.end("word")]
    rest = text[found.end() :]
    if number is None:
        return TitleLine(word, None, "", rest)
    return TitleLine(
        word,
        clean_number(rest[number.start("number") : number.end("number")]),
        rest[: number.start()].strip(" ,"),
        rest[number.end() :].strip(" ,."),
    )


def find_number(text: str) -> tuple[str, int, int] | None:
    """Find «№ 5» in a line: (number, begin, end of the whole «№ 5»)."""
    found = _NUMBER.search(soften(text))
    if found is None:
        return None
    return clean_number(text[found.start("number") : found.end("number")]), found.start(), found.end()


def clean_number(number: str) -> str:
    """Clean a number as printed: spaces single, no final mark; an unfilled «____» is empty."""
    return clean_spaces(number).rstrip(".,;:-/").strip("_")


def split_kind(text: str) -> tuple[str, str]:
    """Part «внеочередного заседания коллегии Министерства …» into the kind of meeting and the body."""
    position = 0
    while (found := _KIND.match(text, position)) is not None:
        position = found.end()
    noun = _KIND_NOUN.match(text, position)
    if noun is None:
        return "", text.strip()
    end = noun.end()
    if (whom := _KIND_OF_WHOM.match(text, end)) is not None:
        end = whom.end()
    return text[:end].strip(), text[end:].strip()


def holds_meeting(text: str) -> bool:
    """Whether a text names a meeting or a body in any case."""
    return _MEETING.search(soften(text)) is not None


def _is_title_tail(tail: str, has_number: bool) -> bool:
    tail = tail.strip(" .:,-_")
    if not tail or (has_number and _NUMBER.match(tail)):
        return True
    if find_date(tail[:40]) is not None and re.match(r"(?:от\s|\"|\d)", tail):
        return True
    head = " ".join(tail.split()[:12])
    return _MEETING.search(head) is not None and not tail.endswith((";", "?"))
