"""Owns votes: the lines of a voting → counts, and whether the style prints the same words or the printed ones stay."""

import dataclasses
from collections import Counter

from meetings.document.style import LAYOUT_STYLES, PaperStyle
from meetings.document.tree import AgendaItem, Vote, VoteEvent
from meetings.document.vocabulary import Layout, VoteMethod, VoteOption, VoteStyle
from meetings.importing.labelling import same_words
from meetings.importing.lines import Line
from meetings.wording.text import fold
from meetings.wording.votes import read_named_vote, read_votes, states_shares, states_tally, write_votes

_SECRET = ("тайн",)


def split_tallies(lines: list[Line]) -> list[list[Line]]:
    """Part the lines of a secret ballot on several persons, each with a whole tally of its own on one line."""
    whole = [position for position, line in enumerate(lines) if states_tally(line.flat)]
    if len(whole) < 2:
        return [lines]
    starts = [0, *whole[1:]]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def read_vote(lines: list[Line], marker: str, decision: int | None) -> VoteEvent:
    """Read the lines of one voting; its printed lines stay as `sentence` until the style is known."""
    texts = [line.flat for line in lines]
    sentence = "\n".join(texts)
    read = read_votes([marker, *texts] if marker and not any("голосовал" in fold(text) for text in texts) else texts)
    named = tuple(vote for vote in map(_read_named, texts) if vote is not None)
    method = VoteMethod.OPEN
    if len(named) > 1:
        method = VoteMethod.ROLL_CALL
    elif any(word in fold(f"{marker} {sentence}") for word in _SECRET):
        method = VoteMethod.SECRET
    event = VoteEvent(decision=decision, method=method, sentence=sentence)
    if read is None:
        return _with_named(event, named) if len(named) > 1 else event
    if read.votes_for is None and states_shares(sentence):
        # «против – нет» beside percents is no count of heads.
        read = dataclasses.replace(read, votes_against=None, votes_abstained=None, votes_not_cast=None)
    event = dataclasses.replace(
        event,
        votes_for=read.votes_for,
        votes_against=read.votes_against,
        votes_abstained=read.votes_abstained,
        votes_not_cast=read.votes_not_cast,
        is_unanimous=read.is_unanimous,
        result=read.result,
        chair_vote=read.chair_vote,
    )
    return _with_named(event, named) if len(named) > 1 else event


def _read_named(text: str) -> Vote | None:
    read = read_named_vote(text)
    return (
        None
        if read is None or fold(read[0]) in ("за", "против", "воздержались")
        else Vote(name=read[0], option=read[1])
    )


def _with_named(event: VoteEvent, named: tuple[Vote, ...]) -> VoteEvent:
    """Count the named votes where no counts are stated. The printed lines hold the names already, so none is printed
    again: the method stays open for print, the votes are kept."""
    counts = Counter(vote.option for vote in named)
    return dataclasses.replace(
        event,
        method=VoteMethod.OPEN,
        votes=named,
        votes_for=counts[VoteOption.YES] if event.votes_for is None else event.votes_for,
        votes_against=counts[VoteOption.NO] if event.votes_against is None else event.votes_against,
        votes_abstained=counts[VoteOption.ABSTAIN] if event.votes_abstained is None else event.votes_abstained,
    )


def choose_vote_style(items: list[AgendaItem], layout: Layout) -> VoteStyle:
    """The manner in which most votings of the paper would be printed with their own words."""
    events = [event for item in items for event in item.votes]
    default = LAYOUT_STYLES[layout].vote_style
    if not events:
        return default
    manners = [default, *(style for style in VoteStyle if style is not default)]
    fitting = {manner: sum(_fits(event, _style(layout, manner)) for event in events) for manner in manners}
    return max(manners, key=lambda manner: fitting[manner])


def settle_sentences(items: list[AgendaItem], style: PaperStyle) -> list[AgendaItem]:
    """Drop the printed lines of a voting where the style prints the same words."""
    return [
        dataclasses.replace(
            item,
            votes=tuple(
                dataclasses.replace(event, sentence=None) if _fits(event, style, item.labels) else event
                for event in item.votes
            ),
        )
        for item in items
    ]


def _style(layout: Layout, manner: VoteStyle) -> PaperStyle:
    return dataclasses.replace(LAYOUT_STYLES[layout], vote_style=manner)


def _fits(event: VoteEvent, style: PaperStyle, labels: tuple[tuple[str, str], ...] = ()) -> bool:
    written = write_votes(event, style, labels)
    return bool(written) and event.sentence is not None and same_words(" ".join(written), event.sentence)
