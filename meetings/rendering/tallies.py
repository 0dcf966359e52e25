"""Lays out votes: the label and the tally in the manner of the style, and the votes by name of a roll call."""

from meetings.document.final_marks import with_mark
from meetings.document.style import PaperStyle
from meetings.document.tree import AgendaItem, VoteEvent
from meetings.document.vocabulary import VoteMethod, VoteStyle
from meetings.rendering.printed import Line, Piece, Row, Rows, with_company
from meetings.rendering.typography import listed
from meetings.wording.labels import write_label
from meetings.wording.votes import is_secret, write_named_vote, write_votes


def lay_out_votes(item: AgendaItem, style: PaperStyle, where: str, *, decision: int | None) -> list[Piece]:
    """Lay out the votes on one decision of an item, or (None) those on the item as a whole."""
    pieces: list[Piece] = []
    for index, event in enumerate(item.votes):
        place = event.decision if event.decision is not None and event.decision < len(item.decisions) else None
        if place == decision:
            pieces += _event(event, item, style, f"{where}.votes[{index}]")
    return pieces


def _event(event: VoteEvent, item: AgendaItem, style: PaperStyle, where: str) -> list[Piece]:
    label = _label(event, item, style)
    lines = [line for line in _lines(event, item, style) if line.strip()]
    pieces: list[Piece] = [Line(text=_subject(event, style), css="lead", where=where)] if event.subject else []
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


def _label(event: VoteEvent, item: AgendaItem, style: PaperStyle) -> str:
    """Write the label of a voting; a secret one is named so unless its words say it already, or are the source's."""
    label = write_label("votes", style, item.labels, number=item.number).strip()
    is_told = not label or event.sentence is not None or is_secret(f"{label} {event.subject}")
    if event.method is not VoteMethod.SECRET or is_told:
        return label
    return write_label("votes_secret", style, item.labels, number=item.number).strip() or label


def _subject(event: VoteEvent, style: PaperStyle) -> str:
    return with_mark(event.subject, ".") if style.has_final_marks else event.subject


def _lines(event: VoteEvent, item: AgendaItem, style: PaperStyle) -> list[str]:
    if event.sentence is not None:
        return event.sentence.split("\n")
    return write_votes(event, style, item.labels)


def _roll_call(event: VoteEvent, item: AgendaItem, style: PaperStyle) -> list[Piece]:
    if event.method is not VoteMethod.ROLL_CALL or event.sentence is not None or not event.votes:
        return []
    texts = [write_named_vote(vote.name, vote.option, style, item.labels) for vote in event.votes]
    rows = [Row(text=text) for text in listed(texts, last=".")]
    return [Rows(rows=with_company(rows))]
