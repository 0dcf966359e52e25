"""Owns the head of a protocol: letterhead, title, number, and the name of the body."""

import re

from meetings.document.tree import BodyName, Note
from meetings.document.vocabulary import Block, NotePlace, Severity
from meetings.importing.draft import Draft
from meetings.importing.lines import Line
from meetings.importing.people import Organ
from meetings.importing.requisites import take_date
from meetings.importing.sections import Sections
from meetings.importing.title import TitleLine, find_number, holds_meeting, read_title_line, split_kind
from meetings.wording.dates import find_date
from meetings.wording.organisations import to_nominative
from meetings.wording.text import upper_first

_PREPOSITION = re.compile(r"(?:по|о|об|с|в|для|на|от|у|под|при|к|над)\s", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"(?:номер|№)\s+протокола\s*[:–—-]?\s*(?:№\s*)?(?P<number>\d\S*)", re.IGNORECASE)
_FORM_REMARK = re.compile(r",?\s*\([^()]*(?:голосован|форм|опрос)[^()]*\)$|,\s(?:проводим|проведенн|проведённ)\w+\s.*$")
#: What tells one meeting from the others of a body; its name is the same without it.
_ONE_OF_MANY = re.compile(
    r"(?:(?:вне|перв|втор)?очередн\w+|годов\w+|отч[её]тн\S+|повторн\w+|расширенн\w+)\s+", re.IGNORECASE
)
_ORGAN_NOUN = re.compile(r"(?:собрани|совещани|конференци)", re.IGNORECASE)
#: A line that goes on with the name of an organ begun above.
_GOES_ON = re.compile(r"(?:и|по|при|на|в|для|об?)\s", re.IGNORECASE)
_BODY_WORDS = 25


def read_heading(sections: Sections, draft: Draft) -> None:
    """Read letterhead and title into the draft: title_word, number, title, body."""
    for line in sections.letterhead:
        draft.note(line, NotePlace.LETTERHEAD, is_expected=True)
        draft.place("notes", line)
    lines = list(sections.title)
    texts: list[str] = []
    draft.fields["title"] = ""
    title = read_title_line(lines[0].flat) if lines else None
    if title is None:
        draft.labels["title_word"] = ""
        message = "В тексте нет заголовка «ПРОТОКОЛ»."
        draft.find("title_missing", Severity.WARNING, "title", message, lines[0].number if lines else None)
    else:
        texts = _read_title_line(title, lines.pop(0), draft)
    _read_kind(texts, lines, draft)
    _name_body(sections, draft)
    draft.organ = Organ.of(draft.fields["title"], draft.fields["body"].genitive, draft.fields["body"].nominative)
    for line in sections.title:
        draft.place("title", line)


def _read_title_line(title: TitleLine, line: Line, draft: Draft) -> list[str]:
    """Take word, number and date from the line with the word; return what is left of the kind and the body."""
    draft.labels["title_word"] = title.word
    draft.fields["number"] = title.number or None
    if title.number is None or not title.before:
        behind = _take_title_date(title.behind, draft, has_number=bool(title.number))
        return [behind] if behind else []
    before = _take_title_date(title.before, draft, has_number=False)
    if not before:
        return [title.behind] if title.behind else []
    # The number stands behind the kind of meeting: it is printed there, as part of the title.
    draft.labels["number"] = ""
    shown = line.flat[line.flat.find(title.before) + len(title.before) :].strip(" ,")
    return [f"{before} {shown}".strip()]


def _take_title_date(text: str, draft: Draft, *, has_number: bool) -> str:
    """Take «от 19 мая 2016 г.» from the title line: it is printed with the number. Returns the rest."""
    found = find_date(text)
    if (
        found is None
        or "held_on" in draft.fields
        or not re.fullmatch(r"(?:от|за|дата)?[\s:.,«\"]*", text[: found.start].strip())
    ):
        return text
    written = take_date(text[: found.end], draft)
    if has_number:
        draft.labels["number"] = f"№ {{number}} {written}"
    else:
        draft.labels["title_word"] = f"{draft.labels['title_word']} {written}".strip()
    return text[found.end :].strip(" ,.")


def _read_kind(texts: list[str], lines: list[Line], draft: Draft) -> None:
    """Part the lines of the title into the kind of meeting and the body."""
    texts = [*texts, *(line.flat for line in lines)]
    _take_end(texts, draft)
    if not texts:
        draft.fields["body"] = BodyName(nominative="", genitive="")
        return
    kind, body = split_kind(texts[0])
    if body and _PREPOSITION.match(body):
        kind, body = " ".join([kind, body]).strip(), ""
    further = texts[1:]
    draft.style["is_title_joined"] = bool(kind and body)
    if not kind and further and split_kind(further[0])[0]:
        kind, body, further = " ".join([body, further[0]]), "", further[1:]
    if kind and (number := find_number(body)) is not None and number[1] == 0:
        # «ПРОТОКОЛ ЗАСЕДАНИЯ № 18» above the body: the number is printed with the kind.
        kind, body = f"{kind} {body[: number[2]]}", body[number[2] :].strip()
        draft.fields["number"] = draft.fields.get("number") or number[0] or None
        draft.labels["number"] = ""
    body = " ".join([body, *further]).strip()
    if _PREPOSITION.match(body) and (kind or texts[0]):
        kind, body = " ".join([kind, body]).strip(), ""
    if len(body.split()) > _BODY_WORDS:
        message = "Название органа не отделено от текста под заголовком: проверьте его."
        draft.find("body_doubtful", Severity.WARNING, "body", message, lines[-1].number if lines else None)
    draft.fields["title"] = kind
    nominative = _FORM_REMARK.sub("", body)
    nominative = to_nominative(nominative.lower()).upper() if nominative.isupper() else to_nominative(nominative)
    draft.fields["body"] = BodyName(nominative=upper_first(nominative) if body else "", genitive=body)


def _take_end(texts: list[str], draft: Draft) -> None:
    """Take «… № 2 от 4 апреля 2018 года» from the end of the title: both are printed right behind it."""
    text = texts[-1] if texts else ""
    found = find_date(text) if "held_on" not in draft.fields else None
    end = len(text)
    start = end
    if found is not None and not text[found.end :].strip(" .,"):
        begin = re.search(r"(?:от|за)?\s*$", text[: found.start])
        start, end = (begin.start() if begin else found.start), found.end
    number = find_number(text[:start])
    is_behind = number is not None and draft.labels.get("number") == "" and not text[number[2] : start].strip(" .,")
    if number is not None and is_behind and number[1] > 0:
        start = number[1]
    elif start == end:
        return
    _print_behind_title(text[start:end].strip(), number[0] if number is not None and is_behind else "", draft)
    texts[-1] = text[:start].strip(" ,")
    if not texts[-1]:
        texts.pop()


def _print_behind_title(text: str, number: str, draft: Draft) -> None:
    """Print number and date behind the title: as the block of the date, or as a note when there is no date."""
    written = take_date(text, draft)
    if "{date}" not in written:
        draft.notes.append(Note(place=NotePlace.TITLE, text=text))
        return
    draft.labels["date"] = written.replace(number, "{number}", 1) if number else written
    draft.add_block(Block.DATE)


def _name_body(sections: Sections, draft: Draft) -> None:
    """Without a body in the title the letterhead names it."""
    body = draft.fields["body"]
    if body.genitive:
        return
    names = [line.flat for line in sections.letterhead if 3 < len(line.flat) < 160]
    letterhead = _organ_of(names) or _meeting_as_body(draft.fields["title"]) or " ".join(names).strip()
    if letterhead and len(letterhead.split()) <= _BODY_WORDS:
        draft.fields["body"] = BodyName(nominative=letterhead, genitive="")
        return
    message = "Не найдено название органа. Укажите его при сохранении."
    draft.find("body_missing", Severity.WARNING, "body", message)


def _organ_of(names: list[str]) -> str:
    """The organ that a letterhead names, with the lines that go on with its name."""
    found = [position for position, name in enumerate(names) if holds_meeting(name) and not _GOES_ON.match(name)]
    if not found:
        return ""
    end = found[-1] + 1
    while end < len(names) and _GOES_ON.match(names[end]):
        end += 1
    return " ".join(names[found[-1] : end])


def _meeting_as_body(title: str) -> str:
    """«Общее собрание собственников помещений в доме …»: a meeting that is itself the organ; "" for «заседания»."""
    title = _ONE_OF_MANY.sub("", _FORM_REMARK.sub("", title)).strip()
    noun = _ORGAN_NOUN.search(title)
    if noun is None or len(title[noun.start() :].split()) < 2 or " под " in title:
        return ""
    return upper_first(to_nominative(title))


def read_number_line(line: Line, draft: Draft) -> bool:
    """Take the number from «Номер протокола: 3/2024», which is printed where it stands; False for other lines."""
    found = _NUMBER_LINE.fullmatch(line.flat)
    if found is None or draft.fields.get("number"):
        return False
    draft.fields["number"] = found["number"].rstrip(".")
    draft.labels["number"] = ""
    return True
