"""Owns the discussion: lines under СЛУШАЛИ, ВЫСТУПИЛИ, ОТМЕТИЛИ → who spoke, in what capacity, and what was said."""

import dataclasses
import re
from dataclasses import dataclass, field

from meetings.document.tree import Paragraph, Speech
from meetings.document.vocabulary import SpeechKind
from meetings.importing.known_people import KnownPeople, restore_accusative
from meetings.importing.lines import Line
from meetings.importing.marks import Mark, read_mark
from meetings.importing.people import Organ, clear_name, is_role, split_inline
from meetings.importing.points import strip_list_mark
from meetings.wording.labels import read_label
from meetings.wording.names import find_name_start, honorific_of, read_name
from meetings.wording.organisations import to_nominative

_VERB = re.compile(
    r"(?:(?:также|подробно|кратко|дополнительно|не|ещ[её] раз) )?(?:[а-яё]{2,}(?:ил|ал|ял|ел|ул|ыл)[аио]?(?:с[ья])?|"
    r"(?:вн[её]с|вынес|прив[её]л|зач[её]л|привл[её]к|пов[её]л)(?:л[аи])?(?:с[ья])?|"
    r"(?:предлага|сообща|докладыва|отмеча|счита|проинформиру|рассказыва|поясня)[её]т|просит|говорит)(?![а-яё])",
    re.IGNORECASE,
)
#: Nouns that look like verbs of the past.
_NO_VERB = re.compile(
    r"(?:генерал|адмирал|капрал|филиал|отдел|персонал|материал|журнал|профессионал|специал|портал|вокзал|зал|канал|"
    r"капитал|потенциал|предел|владел|мемориал|арсенал|сериал|квартал|сила|правил[ао]|начало|светило)",
    re.IGNORECASE,
)
#: «Панову Р.Р., предложившую …», not «бывшего директора»
_PARTICIPLE = re.compile(r"(?!бывш)[а-яё]{3,}вш(?:его|ую|ий|ая|их|ие|ей)(?:ся)?\s")
_PRONOUN = re.compile(r"(?:он|она|они)\s+(?=[а-яё])", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:о|об|обо|по|за|против|что|чтобы|с|со|на|в|для|от|при)\s", re.IGNORECASE)
_SURNAME_FIRST = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_POST_AND_NAME = re.compile(
    r"(?P<post>(?:[а-яё]|(?:Проф|Доц|Акад|Асс|Преп|Зав|Зам|Нач|Гл|Канд|Инж)\.?\s?)[^.,:;()]{1,30}?(?:\.\s?[^.,:;()]{1,60}?)??[^.,:;()]{0,60}?)\s"
    r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
    r"|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)(?![а-яё])"
)
_RANK = re.compile(r"(?:Проф|Доц|Акад|Чл\.-корр|Канд|Инж)\.\s+")
_CAPITAL_POST = re.compile(
    rf"(?P<post>[А-ЯЁ][а-яё]+(?:\s[а-яё«][^.,:;()]{{0,40}}?)?)\s(?P<name>{_SURNAME_FIRST})(?![а-яё])"
)
#: The verb that stands before an office and a name: «Докладывала начальник отдела Носова И.И.»
_REPORTED = re.compile(
    r"(?:(?:с (?:докладом|информацией|сообщением|отч[её]том) )?выступил[аи]?|докладывал[аи]?|доложил[аи]?|сообщил[аи]?"
    r"|(?:про)?информировал[аи]?|отчитал(?:ся|ась|ись))(?: с (?:докладом|информацией|сообщением|отч[её]том))?"
    r"\s*[:–—-]?\s+",
    re.IGNORECASE,
)
#: What follows the name of a man who is heard.
_HE = re.compile(r"[^а-яё]*(?:который|он)(?![а-яё])", re.IGNORECASE)
#: «Белкин О.И., Ежов М.М., которые указали …»
_TOGETHER = re.compile(
    rf"{_SURNAME_FIRST}(?:(?:,|\s+и)\s+{_SURNAME_FIRST}){{1,8}},?\s+(?=котор|предложил|отметил|сообщил|указал|поддержал|выступил|высказал)"
)
_LONGEST_POSITION = 300
_TABLE_COLUMNS = 3
#: the end of a sentence, not of an abbreviation («им. Пушкина», «г. Орск»)
_SENTENCE = re.compile(
    r"(?:(?<=[а-яёa-z»)\"])|(?<=[А-ЯЁ]{2}))(?<!\bим)(?<!\bг)(?<!\bс)(?<!\bп)(?<!\bд)(?<!\bул)(?<!\bпр)(?<!\bобл)(?<!\bст)(?<!\bзам)"
    r"(?<!\bпос)(?<!\bрп)(?<!\bгор)(?<!\bн)(?<!\bканд)(?<!\bтов)\.\s+(?=[А-ЯЁ«])"
)


@dataclass(slots=True)
class Discussion:
    """How speeches are read: the kind under the marker, who is known to be present, the body's organ."""

    kind: SpeechKind
    people: KnownPeople = field(default_factory=KnownPeople)
    organ: Organ = field(default_factory=Organ)

    def read(self, lines: list[Line]) -> list[Speech]:
        """Read the lines below one marker as speeches; text before any speaker is a speech without a name."""
        speeches: list[Speech] = []
        marks: list[str] = []
        for line in lines:
            mark = read_mark(line.flat)
            started = self._start(line, mark)
            if started:
                speeches.extend(started)
                marks = []
                continue
            if not speeches or _ends_with_names(speeches):
                speeches.append(Speech(kind=self.kind))
            speeches[-1] = _add_paragraph(speeches[-1], line, mark, marks)
        return speeches

    def _start(self, line: Line, mark: Mark | None) -> list[Speech]:
        """The speeches that begin with a line; none for a line of running text."""
        text = mark.rest if mark else line.flat
        several = self._read_several(text)
        if several:
            return several
        speech = self._read_speaker(text)
        if speech is None:
            return []
        if mark is not None and not mark.is_bullet:
            # The printed number is part of the line that says who speaks.
            attribution, paragraphs = line.flat, speech.paragraphs
            if speech.is_inline and paragraphs:
                attribution = f"{mark.printed} {text[: len(text) - len(paragraphs[0].text)].strip()}"
            speech = dataclasses.replace(speech, attribution=attribution)
        return [speech]

    def _read_several(self, text: str) -> list[Speech]:
        """«Иванов И.И., Петров П.П.»: several speakers, nothing said."""
        parts = split_inline(text)
        names = [clear_name(part) for part in parts]
        is_bracketed = text.startswith("(") and text.endswith(")")
        if (len(parts) > 1 or is_bracketed) and all(read_name(name) is not None for name in names):
            return [self._named(name) for name in names]
        if together := _TOGETHER.match(text):
            said = text[together.end() :]
            paragraphs = (Paragraph(text=said),)
            return [Speech(kind=self.kind, attribution=together[0].strip(), is_inline=True, paragraphs=paragraphs)]
        passages = re.split(r";\s+", text)
        speeches = [self._read_speaker(passage) for passage in passages]
        found = [speech for speech in speeches if speech is not None]
        return found if len(passages) > 1 and len(found) == len(passages) else []

    def _named(self, printed: str) -> Speech:
        name, attribution = self._whole_name(printed)
        return Speech(kind=self.kind, name=name, attribution=attribution)

    def _read_speaker(self, text: str) -> Speech | None:
        found = find_name_start(text)
        if found is None:
            return (
                self._read_behind_question(text)
                or self._read_behind_post(text)
                or self._read_behind_verb(text)
                or self._read_behind_rank(text)
            )
        printed, tail = found
        name, attribution = self._whole_name(printed, tail)
        if address := honorific_of(text):
            attribution = f"{address} {attribution or printed.strip()}"
        speech = Speech(kind=self.kind, name=name)
        bare = tail.strip(" .,:;–—-\t")
        if not bare:
            return dataclasses.replace(speech, attribution=attribution)
        speech = self._read_tail(speech, tail)
        if attribution is not None:
            return _with_printed_name(self._in_nominative(speech), text)
        return _with_separator(speech, text, tail)

    def _read_behind_question(self, text: str) -> Speech | None:
        """Read «По первому вопросу: Панова Р.Р., который …»: the question is named before the speaker."""
        label = read_label(text)
        if label is None or label.key != "item_heading" or find_name_start(label.rest) is None:
            return None
        speech = self._read_speaker(label.rest)
        text = text.rstrip()
        if speech is None or not text.endswith(label.rest.rstrip()):
            return None
        said = speech.paragraphs[0].text if speech.paragraphs else ""
        attribution = text[: len(text) - len(said)].strip()
        return dataclasses.replace(speech, attribution=attribution, is_inline=bool(said))

    def _read_behind_post(self, text: str) -> Speech | None:
        """Read «бухгалтер Шилова Э.Э. предложила …»: a post in small letters before the name."""
        found = _POST_AND_NAME.match(text)
        if found is None or read_name(found["name"]) is None or begins_speech(found["post"]):
            return None
        said = text[found.end() :].strip()
        name, printed = self._whole_name(found["name"], said)
        speech = Speech(kind=self.kind, name=name, position=found["post"].strip(" –—-"), attribution=found[0].strip())
        if printed is not None:
            speech = self._in_nominative(speech)
        bare = said.lstrip(" ,;:–—-")
        if not bare.strip(" .;"):
            return dataclasses.replace(speech, attribution=text.strip())
        attribution = text[: len(text.rstrip()) - len(bare)].strip()
        return dataclasses.replace(speech, attribution=attribution, is_inline=True, paragraphs=(Paragraph(text=bare),))

    def _read_behind_verb(self, text: str) -> Speech | None:
        """Read «Докладывала начальник отдела Носова И.И.»: the verb stands before the office and the name."""
        verb = _REPORTED.match(text)
        if verb is None:
            return None
        rest = text[verb.end() :]
        speech = self._read_speaker(rest) if find_name_start(rest) else self._read_behind_post(rest)
        if speech is None:
            return None
        said = speech.paragraphs[0].text if speech.paragraphs else ""
        attribution = text.strip().removesuffix(said).strip()
        return dataclasses.replace(speech, attribution=attribution, is_inline=bool(said))

    def _read_behind_rank(self, text: str) -> Speech | None:
        """Read «Проф. Елагин Р.С. – о …» and «Председатель правления Рыжов Г.Г. отчитался …»."""
        rank = _RANK.match(text)
        if rank is not None and find_name_start(text[rank.end() :]) is not None:
            return self._behind(text, rank.end(), "")
        post = _CAPITAL_POST.match(text)
        if post is None or not begins_speech(text[post.end() :].lstrip(" ,")):
            return None
        return self._behind(text, post.start("name"), post["post"].strip(" –—-"))

    def _behind(self, text: str, start: int, position: str) -> Speech | None:
        speech = self._read_speaker(text[start:])
        if speech is None:
            return None
        said = speech.paragraphs[0].text if speech.paragraphs else ""
        attribution = text.strip().removesuffix(said).strip()
        position = speech.position or position
        return dataclasses.replace(speech, position=position, attribution=attribution, is_inline=bool(said))

    def _in_nominative(self, speech: Speech) -> Speech:
        """Put the offices of one who is heard («директора школы») into the nominative, as his name was."""
        membership, position = (to_nominative(part) if part else "" for part in (speech.membership, speech.position))
        return dataclasses.replace(speech, membership=membership, position=position)

    def _whole_name(self, printed: str, tail: str = "") -> tuple[str, str | None]:
        """(name for the record, printed name when it differs): «Носова Е.А.» under СЛУШАЛИ may be Носов Е.А."""
        read = read_name(printed)
        printed = printed.strip()
        if read is None or self.kind is not SpeechKind.HEARD:
            return printed, None
        if self.people.holds(read):
            return printed, None
        known = self.people.find(read) or restore_accusative(printed, is_man=_HE.match(tail) is not None)
        return (known, printed) if known is not None else (printed, None)

    def _read_tail(self, speech: Speech, tail: str) -> Speech:
        """Read what follows the name: membership and post, or the words spoken, or both."""
        sign, bare = tail[:1], tail.lstrip(" .,:;–—-\t")
        if sign not in ",–—-(" or sign == ":" or begins_speech(bare):
            return _inline(speech, bare)
        if sign in "–—-" and _PREPOSITION.match(bare):
            return _inline(speech, bare)
        position, said, is_inline = _split_position(bare)
        if len(position) > _LONGEST_POSITION:
            return _inline(speech, bare)
        membership, position = _split_membership(position.strip(" .;:"), self.organ)
        speech = dataclasses.replace(speech, membership=membership, position=position)
        return _inline(speech, said, is_inline=is_inline) if said else speech


def _ends_with_names(speeches: list[Speech]) -> bool:
    """Whether several bare names stand last: what follows such a list is nobody's speech alone."""
    last = speeches[-2:]
    return len(last) == 2 and all(
        speech.name and not (speech.position or speech.membership or speech.paragraphs) for speech in last
    )


def _split_position(text: str) -> tuple[str, str, bool]:
    """(post, words spoken, whether they continue its sentence): «директор, предложил …», «директор. Предложил …»."""
    sentence = _SENTENCE.search(text)
    for found in re.finditer(r",\s+|\s[–—-]\s|:\s+|\)\s+|\s(?=котор(?:ый|ая|ые)\s)", text):
        if sentence is not None and found.start() > sentence.start():
            break
        rest = text[found.end() :]
        if ":" in found[0]:
            return text[: found.start()], rest, True
        if begins_speech(rest):
            return text[: found.start() + (1 if ")" in found[0] else 0)], rest, True
    if sentence is not None:
        return text[: sentence.start()], text[sentence.end() :], False
    return text, "", False


def begins_speech(text: str) -> bool:
    """Whether a part of a sentence tells what was done: «предложил …», «которая рассказала …»."""
    text = _PRONOUN.sub("", text)
    return (
        text.startswith("котор")
        or _PARTICIPLE.match(text) is not None
        or (_VERB.match(text) is not None and _NO_VERB.match(text) is None)
    )


def _split_membership(position: str, organ: Organ) -> tuple[str, str]:
    head, comma, rest = position.partition(", ")
    if is_role(head, organ):
        return head, rest if comma else ""
    return "", position


def _inline(speech: Speech, said: str, *, is_inline: bool = True) -> Speech:
    return dataclasses.replace(speech, is_inline=is_inline, paragraphs=(Paragraph(text=said.strip()),))


def _with_printed_name(speech: Speech, text: str) -> Speech:
    """Keep the line as printed where the name on record stands in another case."""
    if speech.paragraphs:
        text = text.rstrip()
        said = speech.paragraphs[0].text
        return dataclasses.replace(speech, is_inline=True, attribution=text[: len(text) - len(said)].strip())
    return dataclasses.replace(speech, attribution=text, paragraphs=())


def _with_separator(speech: Speech, text: str, tail: str) -> Speech:
    """Keep the dash or colon between a bare name and words that do not tell what he did: «Носова Е.А. – согласна»."""
    if not (speech.is_inline and speech.paragraphs and tail[:1] in ("–", "—", "-", ":")):
        return speech
    if speech.membership or speech.position or begins_speech(speech.paragraphs[0].text):
        return speech
    text = text.rstrip()
    return dataclasses.replace(speech, attribution=text[: len(text) - len(speech.paragraphs[0].text)].strip())


def _row_text(line: Line) -> str | None:
    """A row of a table on one line, its columns still apart, without a leading number; None for other lines."""
    columns = line.columns
    if not line.is_row or len(columns) < _TABLE_COLUMNS:
        return None
    return " | ".join(columns[1:] if columns[0].isdecimal() else columns)


def _add_paragraph(speech: Speech, line: Line, mark: Mark | None, marks: list[str]) -> Speech:
    """Add a line to a speech: marked lines are list points, as deep as their kind of mark."""
    text = _row_text(line) if mark is None or line.columns[0] == mark.printed.rstrip(".)") else None
    if mark is None:
        marks.clear()
        paragraph = Paragraph(text=text or line.flat)
    else:
        if mark.kind in marks:
            del marks[marks.index(mark.kind) + 1 :]
        else:
            marks.append(mark.kind)
        text = strip_list_mark(text or mark.rest)
        paragraph = Paragraph(text=text, level=len(marks), marker=mark.printed)
    return dataclasses.replace(speech, paragraphs=(*speech.paragraphs, paragraph))
