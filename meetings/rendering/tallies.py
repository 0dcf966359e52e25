"""Lays out votes: the label and the tally in the manner of the style, and the votes by name of a roll call."""

from meetings.document.style import PaperStyle
from meetings.document.tree import AgendaItem, VoteEvent
from meetings.document.vocabulary import VoteMethod, VoteOption, VoteStyle
from meetings.rendering.printed import Line, Piece, Row, Rows
from meetings.rendering.typography import listed
from meetings.wording.labels import write_label
from meetings.wording.votes import write_votes

_OPTION_LABELS = {
    VoteOption.YES: "vote_for",
    VoteOption.NO: "vote_against",
    VoteOption.ABSTAIN: "vote_abstained",
    VoteOption.NOT_VOTING: "vote_not_cast",
}


def lay_out_votes(item: AgendaItem, style: PaperStyle, where: str, *, decision: int | None) -> list[Piece]:
    """Lay out the votes on one decision of an item, or (None) those on the item as a whole."""
    pieces: list[Piece] = []
    for index, event in enumerate(item.votes):
        place = event.decision if event.decision is not None and event.decision < len(item.decisions) else None
        if place == decision:
            pieces += _event(event, item, style, f"{where}.votes[{index}]")
    return pieces


def _event(event: VoteEvent, item: AgendaItem, style: PaperStyle, where: str) -> list[Piece]:
    label = write_label("votes", style, item.labels, number=item.number).strip()
    lines = [line for line in _lines(event, item, style) if line.strip()]
    pieces: list[Piece] = [Line(text=event.subject, css="lead", where=where)] if event.subject else []
    where = "" if event.subject else where
    if style.vote_style is VoteStyle.LINES or len(lines) > 1:
        pieces += [Line(label=label, css="label", level=3, where=where)] if label else []
        pieces += [
            Line(text=line, css="vote", is_kept=number < len(lines), where="" if label or number > 1 else where)
            for number, line in enumerate(lines, start=1)
        ]
    elif lines:
        pieces.append(Line(label=f"{label} " if label else "", text=lines[0], css="vote", where=where))
    return [*pieces, *_roll_call(event, item, style)]


def _lines(event: VoteEvent, item: AgendaItem, style: PaperStyle) -> list[str]:
    if event.sentence is not None:
        return event.sentence.split("\n")
    return write_votes(event, style, item.labels)


def _roll_call(event: VoteEvent, item: AgendaItem, style: PaperStyle) -> list[Piece]:
    if event.method is not VoteMethod.ROLL_CALL or event.sentence is not None or not event.votes:
        return []
    texts = [f"{vote.name} – {write_label(_OPTION_LABELS[vote.option], style, item.labels)}" for vote in event.votes]
    return [Rows(rows=tuple(Row(text=text) for text in listed(texts, last=".")))]
