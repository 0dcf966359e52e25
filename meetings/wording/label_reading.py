"""Owns the recognition of a label at the start of a line: which part it opens, the value behind it, its pattern.

The words stand in wording.markers; here is the order of trying them and the making of the pattern to store.
"""

import functools
import re
from dataclasses import dataclass

from meetings.wording import markers
from meetings.wording.counts import read_attendance_total, starts_with_count
from meetings.wording.label_patterns import escape_braces, pattern_of
from meetings.wording.markers import Behind, Marker
from meetings.wording.ordinals import read_ordinal
from meetings.wording.text import clean_spaces, fold, join_spaced_letters, soften

#: a label stands in the first characters of a line, whatever the length of the line
_HEAD = 400

_BOLD = re.compile(r"\*\*|(?<!_)__(?!_)")
_LEAD = re.compile(r"(?P<lead>\d{1,3}|[ivxl]{1,6})\s?[.)]{1,2}\s?")
_BY_BEFORE = re.compile(
    markers.by_question("before") + r"(?:\s(?:заседания|собрания|совещания)(?:\s[а-я]{4,20})?)?\s?[,:.-]?\s?"
)
_BY_BEHIND = re.compile(r"\s\(?" + markers.by_question("behind") + r"\)?")
_QUESTION_FIRST = re.compile(
    rf"(?P<ord>{markers.NUMBER})\s(?:вопрос|пункт)(?P<agenda>\sповестки(?:\sдня)?(?:\s[^\s:.\"]{{1,30}}){{0,6}})?"
    r"(?P<mark>\s?[:.]\s?|\s?-\s|\s-\s?|(?=\s\")|$)"
)
_QUESTION_NUMBERED = re.compile(
    r"(?P<by>по\s)?(?:вопросу?|пункту?|п\.)\s?(?P<ord>(?:№\s?)?\d{1,3}(?!\.\d)(?:\s?-?\s?(?:й|го|му))?(?![а-я\d])|№\s?[ivx]{1,6}|[ivx]{1,6}(?![a-zа-я])|[а-я]{4,16})"
    r"(?P<agenda>\sповестки(?:\sдня)?(?:\s[^\s:.\"]{1,30}){0,6})?(?P<mark>\s?[:.)]{1,2}\s?|\s?-\s|\s-\s?|\s|$)"
)
_QUESTION_DATIVE = re.compile(rf"по\s(?P<ord>{markers.NUMBER})\s(?:вопросу|пункту)(?![а-я])")
_AGENDA_TAIL = re.compile(r"\s?,?\sповестки(?:\sдня)?(?:\s[^\s:.\",]{1,40}){0,9}?(?=\s?[:.]|\s-|$|\s\"|\sоб?\s)")
_SINGLE_QUESTION = re.compile(r"по\sвопросу\sповестки(?:\sдня)?(?:\s[^\s:.\"]{1,30}){0,6}\s?[:.]?\s?$")
_MARK = re.compile(r"\s?[:.]\s?|\s?-\s|\s-\s?|\s?,\s|\s|$")
_NO_QUORUM = re.compile(
    r"кворума?\s(?:не\s|нет|отсутств)|(?:нет|отсутств[а-я]{2,4}|без)\sкворума?|неправомочн|не\sправомочн"
)
_QUORUM = re.compile(
    r"кворум\s(?:имее|соблю|есть|обеспеч|собран|набран|отсутств|не\s|для\s)"
    r"|(?:заседание|собрание|конференция|совещание|сессия|совет|комиссия)\s(?:[а-я]{4,20}\s)?(?:не)?\s?правомоч"
)
_STOP = re.compile(r"(?:\s" + markers.MEETING + r"){0,4}\s?\.?\s*$")
_ANY_TAIL = re.compile(
    r"\s(?:(?:с|в|от)\s[^:.;\"]{1,60}|следующе?е|следующие|члены\s[^:.;\"]{1,40}|депутаты|участники\s?[^:.;\"]{0,40}|также|единогласно)\s?:\s?"
)
_DIRECT = re.compile(r"\s?:\s?-?\s?|\s?-\s|\s-\s?|\s?\.\s(?!\d)")
_VALUE = re.compile(
    r"\s(?:в\s(?=\d))?(?=\d|нет(?![а-я])|никто|единогласно|\"|все(?![а-я])|с\s\d"
    r"|(?:г|ул|с|п|гор|пос|каб|пр|д)\.|город\s|актовый|кабинет|здание|зал\s|конференц)|\s?(?=[\d№])"
)
#: «Присутствовало депутатов - 12»: who was counted, and a dash before the count
_COUNTED = frozenset({"present", "present_total", "absent", "invited", "members_total"})
_OF_WHOM = re.compile(r"(?:\s[а-я]{4,20}){1,4}\s?-\s?(?=\d{1,5}(?![\d.:/]))")
#: an office before a name: «Присутствовали председатель комиссии Иванов И.И., …»
_OFFICE_FIRST = re.compile(
    r"\s(?:председател|член|секретар|директор|заместител|глав|депутат|представител|руководител|начальник|помощник|советник"
    r"|школьн|медсестр|врач|учител|педагог|психолог|воспитател|методист|инспектор|участков|специалист|прокурор|юрист|бухгалтер"
    r"|инженер|агроном|мастер|староста|ректор|проректор|декан|профессор|доцент|заведующ|старш|ведущ)"
)
_UNANIMOUSLY = re.compile(r"\s(?:единогласно|большинством\sголосов|следующее)\s?:\s?")


@dataclass(frozen=True, slots=True)
class ReadLabel:
    """A label at the start of a line.

    `rest` is what stands behind it, as written. `pattern` is the label as printed, with placeholders for its value and
    for the number of its question: what a style or an item stores to print it again. `number` is that number when the
    line names one («СЛУШАЛИ по первому вопросу», «2. РЕШИЛИ»): such a line may open its item. `role` is the office in
    a chair's or secretary's line. `also` names further values inside `rest` («Дата, время и место проведения: …»).
    """

    key: str
    rest: str
    pattern: str
    number: int | None = None
    role: str = ""
    also: tuple[str, ...] = ()


@functools.lru_cache(maxsize=2048)
def read_label(line: str) -> ReadLabel | None:
    """Recognise the label a line begins with, in any of the forms real protocols use; None for other lines.

    Case, ё, letter-spacing, bold marks, a colon or dash or neither do not matter.
    """
    text = join_spaced_letters(_BOLD.sub("", line.strip()).lstrip("# "))
    soft = soften(text[:_HEAD])
    if not soft:
        return None
    return (
        _read_heading(text, soft)
        or _read_item_marker(text, soft)
        or _read_vote_line(text, soft)
        or _read_opening(text, soft)
        or _read_office(text, soft)
        or _read_header(text, soft)
        or _read_preamble(text)
    )


def read_quorum(text: str) -> bool | None:
    """Tell whether a sentence states a quorum (True), its lack (False) or neither (None)."""
    soft = fold(text[:2000])
    if _NO_QUORUM.search(soft):
        return False
    return True if "кворум" in soft or "правомоч" in soft else None


def _span(match: re.Match[str] | None, *groups: str) -> tuple[int, int] | None:
    """Return the span of the first of the groups that took part and reads as a number."""
    for group in groups:
        if match and match[group] is not None and read_ordinal(match[group]) is not None:
            return match.span(group)
    return None


def _read_heading(text: str, soft: str) -> ReadLabel | None:
    """Read the heading of a question: «По первому вопросу …», «Первый вопрос: …», «Вопрос № 1. …»."""
    if _SINGLE_QUESTION.match(soft):
        return ReadLabel("item_subheading", "", escape_braces(clean_spaces(text)))
    lead = _LEAD.match(soft)
    start = lead.end() if lead and soft.startswith(("по ", "вопрос"), lead.end()) else 0
    match = _QUESTION_DATIVE.match(soft, start)
    if match:
        return _heading_from(text, soft, match, match.end(), is_dative=True)
    for form in (_QUESTION_FIRST, _QUESTION_NUMBERED):
        match = form.match(soft, start)
        span = _span(match, "ord")
        if not match or not span:
            continue
        is_bare = not match["mark"].strip() and match.end() < len(soft)
        is_plain = is_bare and form is _QUESTION_NUMBERED and "№" not in soft[: match.end()] and not match["agenda"]
        if is_plain and not text[match.end() : match.end() + 1].isupper():
            continue  # «Вопрос 3 рассмотрен ранее» is a sentence, «Вопрос 3 О бюджете» a heading
        return _heading_from(text, soft, match, match.start("mark"), is_dative=bool(match.groupdict().get("by")))
    return None


def _heading_from(text: str, soft: str, match: re.Match[str], at: int, *, is_dative: bool) -> ReadLabel | None:
    """Finish a heading whose number is group «ord» and whose own words end at `at`."""
    span = _span(match, "ord")
    if not span:
        return None
    before = _BY_BEFORE.match(soft, match.start())
    if is_dative and _marker_at(text, soft, before.end() if before else at):
        return None  # «По первому вопросу слушали: …» is the marker, not a heading
    tail = _AGENDA_TAIL.match(soft, at)
    at = tail.end() if tail else at
    mark = _MARK.match(soft, at)
    if mark is None:
        return None
    rest = text[mark.end() :].strip()
    number = read_ordinal(soft[slice(*span)])
    lead = _span(_LEAD.match(soft), "lead")
    spans = [lead, span] if lead and lead[1] <= span[0] else [span]
    if not rest:
        return ReadLabel("item_subheading", "", pattern_of(text, len(text), spans), number)
    return ReadLabel("item_heading", rest, pattern_of(text, mark.end(), spans, "heading"), number)


def _marker_at(text: str, soft: str, at: int) -> tuple[Marker, int, re.Match[str] | None] | None:
    """Find an item marker that begins at `at`: the marker, where its value begins, the match of a number behind it."""
    for marker in markers.ITEM_MARKERS:
        match = marker.words.match(soft, at)
        if not match:
            continue
        behind = _BY_BEHIND.match(soft, match.end())
        end = behind.end() if behind else match.end()
        stop = _value_start(marker, text, soft, end)
        if stop is None and behind:
            behind, stop = None, _value_start(marker, text, soft, match.end())
        if stop is not None:
            return marker, stop, behind
    return None


def _read_item_marker(text: str, soft: str) -> ReadLabel | None:
    """Read СЛУШАЛИ, ВЫСТУПИЛИ, РЕШИЛИ, ГОЛОСОВАЛИ and their kin, with a number before or behind them or without."""
    lead = _LEAD.match(soft)
    at = lead.end() if lead else 0
    before = _BY_BEFORE.match(soft, at)
    found = _marker_at(text, soft, before.end()) if before else None
    if not found:
        before, found = None, _marker_at(text, soft, at)
    if not found:
        return None
    marker, stop, behind = found
    spans = [
        span
        for span in (
            _span(lead, "lead"),
            _span(before, "before1", "before2"),
            _span(behind, "behind1", "behind2"),
        )
        if span
    ]
    number = read_ordinal(soft[slice(*spans[-1])]) if spans else None
    return ReadLabel(marker.key, text[stop:].strip(), pattern_of(text, stop, spans, marker.placeholder), number)


def _value_start(marker: Marker, text: str, soft: str, at: int) -> int | None:
    """Return where the value behind a marker begins; None when what follows shows that it is no marker."""
    direct = _DIRECT.match(soft, at) or _STOP.match(soft, at)
    if direct:
        return direct.end()
    if marker.behind is Behind.ANYTHING:
        tail = (_UNANIMOUSLY if marker.key == "decisions" else _ANY_TAIL).match(soft, at)
        if tail:
            return tail.end()
        return at if soft[at : at + 1] in {" ", '"'} else None
    counted = _OF_WHOM.match(soft, at) if marker.key in _COUNTED else None
    value = counted or (_VALUE.match(soft, at) if marker.behind is Behind.VALUE else None)
    if value:
        return value.end()
    if marker.behind is Behind.VALUE and _starts_with_people(text, soft, at):
        return at
    return _behind_tail(marker.tail_words, soft, at)


def _starts_with_people(text: str, soft: str, at: int) -> bool:
    """Tell whether a name, an office with a name, or a count stands at `at`."""
    if markers.NAMEISH.match(text, at + 1) or starts_with_count(soft[at : at + 30]):
        return True
    return bool(_OFFICE_FIRST.match(soft, at) and markers.NAMEISH.search(text, at, at + 150))


def _behind_tail(words: int, soft: str, at: int) -> int | None:
    """Return where the value begins behind at most `words` words and a colon (or words of a meeting and a dash)."""
    match = _tail(words).match(soft, at)
    return match.end() if match else None


@functools.lru_cache(maxsize=32)
def _tail(words: int) -> re.Pattern[str]:
    meeting = markers.MEETING
    return re.compile(
        rf"(?:,?\s[^\s:;.!?]{{1,40}}){{0,{words}}}\s?:\s?-?\s?|(?:\s{meeting}){{1,4}}(?:\s?-\s|\s-\s?|\s(?=\d|в\s\d)|\.\s)"
    )


def _read_vote_line(text: str, soft: str) -> ReadLabel | None:
    """Read ««За» – 20 человек» and «Решение принято единогласно»."""
    option = markers.OPTION_OF_VOTE.match(soft)
    if option:
        word = option["word"].strip('" ')
        key = next(
            (
                key
                for start, key in (("за", "for"), ("против", "against"), ("возд", "abstained"))
                if word.startswith(start)
            ),
            "not_cast",
        )
        return ReadLabel(
            f"vote_{key}", text[option.end() :].strip(), escape_braces(text[slice(*option.span("word"))].strip())
        )
    if markers.OUTCOME_OF_VOTE.match(soft):
        return ReadLabel("votes", text, "")
    return None


def _read_opening(text: str, soft: str) -> ReadLabel | None:
    """Read the line of an opening word: «С вступительным словом выступила …»."""
    match = markers.OPENING.match(soft)
    if not match:
        return None
    rest = text[match.end() :].strip()
    if match["verb"] and match["verb"].startswith("выступил"):
        start, end = match.span("verb")
        pattern = f"{escape_braces(text[:start])}{{verb}}{escape_braces(text[end : match.end()])}"
    else:
        pattern = escape_braces(text[: match.end()])
    return ReadLabel("opening", rest, clean_spaces(pattern + " {attribution}"))


def _read_office(text: str, soft: str) -> ReadLabel | None:
    """Read the line of the chair or the secretary; a role with a wide gap before the name is a signature: None."""
    if "___" in text[:_HEAD]:
        return None
    match = markers.OFFICE_VERB.match(soft)
    if match:
        return _office_label(text, match, text[match.end("role") : match.end()])
    match = markers.OFFICE.match(soft)
    if match:
        rest = text[match.end() :].strip()
        is_office = not rest or ":" in match["mark"] or markers.NAMEISH.search(rest[:200])
        return _office_label(text, match, text[match.start("mark") : match.end()]) if is_office else None
    match = markers.OFFICE_PLAIN.match(soft)
    if not match or re.search(r"\s{3}|\t", text):
        return None
    rest = text[match.end() :].strip()
    is_name = markers.NAMEISH.match(rest) and len(rest) <= 60 and "," not in rest
    return _office_label(text, match, "") if is_name else None


def _office_label(text: str, match: re.Match[str], mark: str) -> ReadLabel:
    """Build the label of an office line; `mark` stands between the role and the name."""
    role = clean_spaces(text[: match.end("role")])
    pattern = clean_spaces("{role}" + mark + " {name}")
    return ReadLabel("chair" if match["chair"] else "secretary", text[match.end() :].strip(), pattern, role=role)


def _read_header(text: str, soft: str) -> ReadLabel | None:
    """Read a label of the opening or the closing: date, time, place, attendance, quorum, agenda, attachments."""
    lead = _LEAD.match(soft)
    for at in {lead.end() if lead else 0, 0}:
        for marker in markers.HEADER_MARKERS:
            match = marker.words.match(soft, at)
            if not match or (at and marker.key == "attachments"):
                continue
            stop = _value_start(marker, text, soft, match.end())
            if stop is not None and _is_fit(marker.key, soft[stop:]):
                return _header_label(marker, text, soft, stop)
    if _QUORUM.search(soft):
        return _quorum_label(text)
    total = re.match(r"из\s\S", soft) and read_attendance_total(text)
    if total and total.total is not None and total.present is not None:
        return ReadLabel("attendance_total", text, "{attendance}")
    return None


def _is_fit(key: str, rest: str) -> bool:
    """Tell whether the value behind a label can be one: a date and a time hold a figure or are still to be filled."""
    return key not in {"date", "time", "time_end"} or not rest.strip(" .:_-") or bool(re.search(r"\d|_", rest[:120]))


def _header_label(marker: Marker, text: str, soft: str, stop: int) -> ReadLabel:
    """Build the label of a header marker whose value begins at `stop`."""
    rest = text[stop:].strip()
    key, placeholder = marker.key, marker.placeholder
    if key == "quorum":
        return _quorum_label(text)
    if key == "attachments" and re.match(r"№|\d|на\s\d", soft[stop:]):
        return ReadLabel(key, text, "")
    if key in {"present", "present_total", "attendance_total"}:
        key, placeholder = _kind_of_count(key, rest)
    pattern = pattern_of(text, stop, [], placeholder)
    if key == "rapporteur" and text.startswith("("):
        rest, pattern = rest.removesuffix(")"), pattern + ")"
    if key == "attendance_total" and text.endswith("."):
        pattern += "."
    return ReadLabel(key, rest, pattern, also=_also(key, soft[:stop]))


def _kind_of_count(key: str, rest: str) -> tuple[str, str]:
    """Tell a list of those present from their count and from a count «из …»: the key and its placeholder."""
    total = read_attendance_total(rest) if starts_with_count(soften(rest[:60])) else None
    if total is None:
        return (key, "" if key == "present" else "attendance" if key == "attendance_total" else "count")
    if total.total is not None or key == "attendance_total":
        return "attendance_total", "attendance"
    return "present_total", "count"


def _quorum_label(text: str) -> ReadLabel:
    """Build the label of a sentence on the quorum: the sentence is the value."""
    return ReadLabel("no_quorum" if read_quorum(text) is False else "quorum", text, escape_braces(clean_spaces(text)))


def _also(key: str, label: str) -> tuple[str, ...]:
    """Name the other values a joint label announces: «Дата, время и место проведения»."""
    if key not in {"date", "time", "place"}:
        return ()
    words = (("дат", "date"), ("врем", "time"), ("мест", "place"))
    return tuple(other for stem, other in words if other != key and re.search(rf"(?<![а-я]){stem}", label))


def _read_preamble(text: str) -> ReadLabel | None:
    """Read a preamble with the marker of the decisions inside: «Заслушав и обсудив …, коллегия решила: …»."""
    soft = soften(text[:1500])
    if ":" not in soft or soft[0].isdigit() or soft[0] == "-":
        return None
    match = markers.PREAMBLE.search(soft)
    is_preamble = bool(markers.PREAMBLE_START.match(soft))
    if not match or not (is_preamble or (match.end() == len(soft) <= 120)):
        return None
    return ReadLabel("decisions", text[match.end() :].strip(), escape_braces(clean_spaces(text[: match.end()])))
