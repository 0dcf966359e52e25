"""Owns the wording of a vote: three lines, one sentence or the word «единогласно», and the reading of all of them.

«Единогласно» is printed only where nobody voted against or abstained and somebody voted for.
"""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from meetings.document.style import Labels, PaperStyle
from meetings.document.vocabulary import Gender, VoteOption, VoteResult, VoteStyle
from meetings.wording.counts import NUMBER_PATTERN, read_number, write_count
from meetings.wording.labels import read_label, write_label
from meetings.wording.names import gender_of, read_name
from meetings.wording.text import fold, soften


class VoteWords(Protocol):
    """What of a voting is put into words (VoteEvent of the document, a row of the models, ReadVotes)."""

    @property
    def votes_for(self) -> int | None: ...
    @property
    def votes_against(self) -> int | None: ...
    @property
    def votes_abstained(self) -> int | None: ...
    @property
    def votes_not_cast(self) -> int | None: ...
    @property
    def is_unanimous(self) -> bool | None: ...
    @property
    def result(self) -> VoteResult | None: ...
    @property
    def chair_vote(self) -> VoteOption | None: ...


@dataclass(frozen=True, slots=True)
class ReadVotes:
    """A vote as a text states it; None where it says nothing."""

    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    votes_not_cast: int | None = None
    is_unanimous: bool | None = None
    result: VoteResult | None = None
    #: the vote of the chair that broke a tie
    chair_vote: VoteOption | None = None


_FIELDS = ("votes_for", "votes_against", "votes_abstained", "votes_not_cast")
_LABEL_KEYS = ("vote_for", "vote_against", "vote_abstained", "vote_not_cast")

_OPTION = (
    r"(?:(?P<{0}for>за)|(?P<{0}against>против)|(?P<{0}abstained>воздерж(?:ал(?:ись|ось|ся|ась)|авши[а-я]{{1,3}}ся|ались|\.))"
    r"|(?P<{0}cast>не\s?(?:про)?голосова(?:л[аио]?|вши[а-я]{{1,2}})|не\sпринимал[иа]?\sучасти[ея](?:\sв\sголосовании)?|не\sучаствовал[иа]?))(?![а-я])"
)
_NONE = r"нет(?![а-я])|никто|отсутствуют|ни\sодного"
_PEOPLE = r"(?:\s?(?:человека?|чел\.?|(?:голос|член|депутат|участник|делегат)(?:а|ов)?)(?![а-я]))?"
_VOTED = r"(?:\s(?:про)?голосовал[иао]?|\sподано|\sвысказал(?:ись|ось))?"
#: «за» – 20 человек; «за» проголосовало 20; «против» нет
_AFTER = re.compile(
    r"(?<![а-я])\"?\s?" + _OPTION.format("a") + rf"\s?\"?{_VOTED}\s?[:-]?\s?-?\s?"
    rf"(?:(?:\d{{1,3}}(?:[.,]\d{{1,2}})?\s?%\s?[(,-]?\s?)?(?P<count>{NUMBER_PATTERN})(?!\d|\s?%|[,.]\d|\s\d{{3}}(?!\d)|\s?(?:кв|м2|дол|акци)){_PEOPLE}|(?P<none>{_NONE})|(?P<all>единогласно|все(?![а-я])))"
)
#: 20 – «за»; 4 голоса против
_BEFORE = re.compile(
    rf"(?<![\d.,а-я])(?P<count>{NUMBER_PATTERN})(?!\s?%){_PEOPLE}\s?(?:-\s?)?\"?\s?"
    + _OPTION.format("b")
    + r"\s?\"?(?!\s?[:-]?\s?\d)"
)
#: «против» и «воздержавшихся» нет
_NOBODY = re.compile(r"\"?против\"?\s?(?:,|и|или)\s?\"?воздерж[а-я]{3,9}\"?\s?(?:-\s?)?(?:нет|не\sбыло|0)(?![а-я\d])")
_UNANIMOUS = re.compile(r"(?<![а-я])единогласн[оы]|(?<![а-я])единодушно")
_REJECTED = re.compile(
    r"(?:решение|предложение)\s(?:не\s(?:принято|прошло|поддержано)|отклонено)|не\sприн(?:ято|имается)\sрешени|большинством\sголосов\sотклонен"
)
_ADOPTED = re.compile(
    r"(?:решение|постановление|предложение|вопрос|повестка(?:\sдня)?)\s(?:№\s?\S{1,12}\s)?(?:было\s)?(?:принят[оа]?|утвержден[оа]?|поддержано?)|принят[оа]?\s(?:единогласно|большинством)"
    r"|большинством\sголосов(?!\sотклон)|поддержано\sединогласно"
)
_VOTE_WORDS = re.compile(
    r"(?<![а-я])(?:голосов|единогласн|большинством\sголосов|воздерж|(?:решение|предложение)\s(?:не\s)?(?:принято|отклонено|прошло)|против\"?\s?[:-]|\"за\"|за\"?\s?[:-]\s?\d|\"против\")"
)
_NAMED = re.compile(
    r"\s*(?:\d{1,3}[.)]\s*)?(?P<name>[А-ЯЁ][^:–—\t+]{2,60}?)\s*(?:(?:[:–—-]|\t|\s)\s*\"?|[–—]\s«)"
    r"(?P<vote>\+|за|против|воздерж\w*|не голосовал\w*)[\"»]?\s*[.;,]?\s*$",
    re.IGNORECASE,
)
_CASTING = re.compile(
    r"решающ(?:ий|им)\s(?:стал\s|является\s)?голос(?:ом)?\sпредседател[а-я]{1,12}(?:\s(?:на\s)?заседани[яи])?"
    r"\s?[:-]?\s?\"?(?P<vote>за|против)(?![а-я])\"?"
)
_CASTING_WORDS = {VoteOption.YES: "за", VoteOption.NO: "против"}
_LIMIT = 4000
_OPTIONS = (VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN, VoteOption.NOT_VOTING)
#: endings of «воздержались», «не голосовали» and what they are for one woman, for one man
_VERB_ENDINGS = (
    (re.compile(r"(?<=[а-я]л)ись(?![а-я])"), "ась", "ся"),
    (re.compile(r"(?<=[а-я]л)и(?![а-я])"), "а", ""),
)


def write_votes(event: VoteWords, style: PaperStyle, item_labels: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """Write a vote in the manner of the style, as lines, without its label («Голосовали:»).

    LINES: ««За» – 20 человек (единогласно).» and so on; SENTENCE: ««за» – 20, «против» – 0, «воздержались» – 0.»;
    WORD: «единогласно.» Options the event does not state are left out. The chair's vote on a tie has a line of its own.
    """
    words = [write_label(key, style, item_labels) for key in _LABEL_KEYS]
    stated = [
        (word, count, field)
        for word, field in zip(words, _FIELDS, strict=True)
        if (count := getattr(event, field)) is not None and (field != "votes_not_cast" or count)
    ]
    is_unanimous = is_stated_unanimous(event)
    lines: list[str] = []
    if style.vote_style is VoteStyle.WORD and is_unanimous:
        lines = ["единогласно."]
    elif not stated:
        lines = (
            []
            if not is_unanimous
            else ["единогласно." if style.vote_style is not VoteStyle.LINES else f"{words[0]} – единогласно."]
        )
    elif style.vote_style is VoteStyle.LINES:
        lines = [
            f"{word} – {write_count(count)}{' (единогласно)' if is_unanimous and field == 'votes_for' else ''}."
            for word, count, field in stated
        ]
    else:
        counts = ", ".join(f"{word.lower()} – {count}" for word, count, _ in stated)
        lines = [f"{counts} (единогласно)." if is_unanimous else f"{counts}."]
    if event.chair_vote in _CASTING_WORDS and event.votes_for is not None and event.votes_for == event.votes_against:
        lines.append(f"Решающий голос председательствующего – «{_CASTING_WORDS[event.chair_vote]}».")
    return [*lines, "Решение не принято."] if event.result is VoteResult.REJECTED else lines


def write_named_vote(name: str, option: VoteOption, style: PaperStyle, item_labels: Labels = ()) -> str:
    """Write one person's vote, its verb in agreement: «Носова Е.А. – «Воздержалась»»; masculine where unsure."""
    words = write_label(_LABEL_KEYS[_OPTIONS.index(option)], style, item_labels)
    read = read_name(name)
    is_female = read is not None and gender_of(read) is Gender.FEMALE
    for plural, female, male in _VERB_ENDINGS:
        words = plural.sub(female if is_female else male, words)
    return f"{name} – {words}"


def is_secret(event_words: str) -> bool:
    """Tell whether the words of a voting say that it was secret."""
    return "тайн" in fold(event_words)


def is_stated_unanimous(event: VoteWords) -> bool:
    """Tell whether «единогласно» may be printed: nobody against, abstaining or silent, and somebody for.

    An event that says it was not unanimous is believed; so is one that says it was, unless its counts deny it.
    """
    if event.is_unanimous is False or event.votes_for == 0:
        return False
    if any((event.votes_against, event.votes_abstained, event.votes_not_cast)):
        return False
    if event.is_unanimous:
        return True
    return event.votes_for is not None and event.votes_against == 0 and event.votes_abstained == 0


def read_votes(lines: Sequence[str]) -> ReadVotes | None:
    """Read the lines of one vote, in any manner; None when they state none.

    «единогласно» alone gives no counts; counts alone («за» – 5, «против» – 0, «воздержались» – 0) tell that it was
    unanimous; «против – нет» is 0; a percentage is no count.
    """
    soft = " ".join(soften(" ; ".join(lines)[:_LIMIT]).split())
    if not _VOTE_WORDS.search(soft) and not _AFTER.search(soft) and not _BEFORE.search(soft):
        return None
    casting = _CASTING.search(soft)
    soft = _CASTING.sub(" ", soft)
    counts, is_all = _read_counts(soft)
    stated = ReadVotes(
        counts.get("votes_for"),
        counts.get("votes_against"),
        counts.get("votes_abstained"),
        counts.get("votes_not_cast"),
    )
    is_unanimous = True if is_all or _UNANIMOUS.search(soft) else None
    result = None
    if _REJECTED.search(soft):
        result = VoteResult.REJECTED
    elif _ADOPTED.search(soft):
        result = VoteResult.ADOPTED
    if not counts and is_unanimous is None and result is None:
        return None
    if is_unanimous and (counts.get("votes_against") or counts.get("votes_abstained")):
        is_unanimous = False
    if is_unanimous is None and (counts.get("votes_against") or counts.get("votes_abstained")):
        is_unanimous = False
    if is_unanimous is None and is_stated_unanimous(stated):
        is_unanimous = True
    chair_vote = next((option for option, word in _CASTING_WORDS.items() if casting and casting["vote"] == word), None)
    return dataclasses.replace(stated, is_unanimous=is_unanimous, result=result, chair_vote=chair_vote)


def is_vote_line(text: str) -> bool:
    """Tell whether a line belongs to a vote: its label, an option with its count, or its outcome."""
    label = read_label(text)
    return label is not None and label.key in {"votes", *_LABEL_KEYS}


_SHARES = re.compile(
    r"(?<![а-я])\"?\s?(?:за|против)\"?\s?[:-]?\s?(?:[а-я]{4,14}\s)?\d[\d\s]*(?:[.,]\d+)?\s?(?:%|процент|кв\.?\s?м|м2|м²|дол[яеи]|акци)"
)


def states_shares(text: str) -> bool:
    """Tell whether a vote is stated in percent, square metres, shares or stocks: not in heads."""
    return _SHARES.search(soften(text[:_LIMIT])) is not None


def states_tally(text: str) -> bool:
    """Tell whether one line states both who was for and who was against: «роздано 41; «за» – 39, «против» – 1»."""
    if len(text) > _LIMIT:
        return False
    counts = _read_counts(soften(text))[0]
    return "votes_for" in counts and "votes_against" in counts


def read_named_vote(line: str) -> tuple[str, VoteOption] | None:
    """Read one person's vote: «Арсенова – за», «Арсенова А.А. +», «Петров: воздержался»; None for other lines."""
    match = _NAMED.match(line) if len(line) < 200 else None
    if not match:
        return None
    word = soften(match["vote"])
    option = (
        VoteOption.NO
        if word.startswith("против")
        else VoteOption.ABSTAIN
        if word.startswith("возд")
        else VoteOption.NOT_VOTING
        if word.startswith("не")
        else VoteOption.YES
    )
    return match["name"].strip(' "«»'), option


def _read_counts(soft: str) -> tuple[dict[str, int], bool]:
    """Read the count of each option; the flag tells of «за – единогласно» and «за – все»."""
    counts: dict[str, int] = {}
    is_all = False
    if _NOBODY.search(soft):
        counts |= {"votes_against": 0, "votes_abstained": 0}
    matches = [*_AFTER.finditer(soft)]
    taken = {at for match in matches for at in range(*match.span())}
    matches += [
        match for match in _BEFORE.finditer(soft) if match.start() not in taken and match.end() - 1 not in taken
    ]
    for match in matches:
        parts = match.groupdict()
        field = next(
            f"votes_{'not_cast' if name[1:] == 'cast' else name[1:]}"
            for name in parts
            if name[1:] in {"for", "against", "abstained", "cast"} and parts[name]
        )
        if parts.get("all"):
            is_all = is_all or field == "votes_for"
            continue
        count = 0 if parts.get("none") else read_number(parts["count"] or "")
        if count is not None:
            counts.setdefault(field, count)
    return counts, is_all
