"""Lays out the treatment of a question: heading, speeches, decisions with their points, votes, notes."""

import dataclasses
import re
from collections.abc import Iterator

from meetings.document.final_marks import close_decision, close_speech, with_mark
from meetings.document.style import PaperStyle
from meetings.document.tree import AgendaItem, Decision, DecisionPoint, Paragraph, ProtocolDocument, Speech
from meetings.document.vocabulary import DocumentForm, SpeechKind
from meetings.rendering.opening import with_dot
from meetings.rendering.phrases import heading_line
from meetings.rendering.printed import Line, Piece, Row, Rows, Section, kept
from meetings.rendering.tallies import lay_out_votes
from meetings.rendering.typography import NBSP, listed, split_long
from meetings.wording.headings import propose_heading
from meetings.wording.labels import write_label
from meetings.wording.names import gender_of, read_name
from meetings.wording.verbs import write_verb

#: Deeper points are printed at this depth: a page has room for no more.
_DEEPEST = 6

# The first word of what was said is a verb in the past: «доложил», «согласилась», «проинформировали».
_PAST = re.compile(r"[а-яё]л(?:а|и|о)?(?:сь|ся)?$")

_HEADING = "\ue000"


def lay_out_section(document: ProtocolDocument, index: int) -> Section:
    """Lay out one treated question in the order: heading, speeches, decisions and votes, notes."""
    item, style, where = document.items[index], document.style, f"items[{index}]"
    pieces: list[Piece] = _headings(document, item, where)
    item_votes = lay_out_votes(item, style, where, decision=None)
    if style.form is not DocumentForm.SHORT:
        pieces += lay_out_speeches(item.speeches, style, f"{where}.speeches", item.labels, number=item.number)
    decisions = _decisions(item, style, where)
    if style.is_vote_first:
        pieces += item_votes + decisions
    else:
        pieces += _tied(decisions, item_votes)
    for note_index, note in enumerate(item.notes):
        pieces += _paragraph(note, where=f"{where}.notes[{note_index}]")
    return Section(pieces=tuple(_headed(pieces)), where=where)


def _headed(pieces: list[Piece]) -> list[Piece]:
    """Make the first marker the heading of a question that has no other («1. СЛУШАЛИ:»)."""
    first = pieces[0] if pieces else None
    if isinstance(first, Line) and first.level == 3:
        return [dataclasses.replace(first, level=2), *pieces[1:]]
    return pieces


def lay_out_speeches(
    speeches: tuple[Speech, ...],
    style: PaperStyle,
    where: str,
    labels: tuple[tuple[str, str], ...] = (),
    *,
    number: str = "",
) -> list[Piece]:
    """Lay out speeches; a marker («СЛУШАЛИ:») stands wherever the kind of speech changes."""
    pieces: list[Piece] = []
    last = SpeechKind.OPENING
    for index, speech in enumerate(speeches):
        if speech.kind is not last and speech.kind is not SpeechKind.OPENING:
            marker = heading_line(speech.kind.value, style, {"number": number}, level=3, item_labels=labels)
            pieces += [marker] if marker else []
        last = speech.kind
        speech = close_speech(speech) if style.has_final_marks else speech  # noqa: PLW2901
        pieces += _speech(speech, style, f"{where}[{index}]", labels)
    return pieces


def _headings(document: ProtocolDocument, item: AgendaItem, where: str) -> list[Piece]:
    style = document.style
    phrase = write_label("item_heading", style, item.labels, heading=_HEADING, number=item.number)
    label, found, rest = phrase.partition(_HEADING)
    label = label.lstrip(" .") if not item.number else label
    text = (_heading_text(item, label) if found else "") + rest
    pieces: list[Piece] = []
    if label.strip() or text.strip():
        label = label if text.strip() else label.rstrip()
        pieces.append(Line(label=label, text=text.rstrip(), css="heading", level=2, where=where + ".heading"))
    values = {"body_genitive": document.body.genitive, "number": item.number}
    subheading = heading_line("item_subheading", style, values, level=3, item_labels=item.labels)
    return [*pieces, *([subheading] if subheading else [])]


def _heading_text(item: AgendaItem, label: str) -> str:
    """Return the chosen heading, or a proposal: the title fitted into «По первому вопросу о …», else the title."""
    if item.heading is not None:
        return item.heading
    title = item.title or ""
    is_sentence = label.rstrip()[-1:].isalpha()
    return (propose_heading(title) or title) if is_sentence and title else title


def _speech(speech: Speech, style: PaperStyle, where: str, labels: tuple[tuple[str, str], ...]) -> list[Piece]:
    attribution = write_attribution(speech, style, labels)
    paragraphs = list(speech.paragraphs)
    pieces: list[Piece] = []
    if attribution and speech.is_inline and paragraphs and not paragraphs[0].level:
        said = _marked(paragraphs[0].marker, paragraphs[0].text)
        has_office = speech.attribution is None and bool(speech.membership or speech.position)
        mark = _mark_behind_office(said) if has_office else ""
        pieces += _paragraph(f"{attribution}{mark} {said}", where=where)
        paragraphs = paragraphs[1:]
    elif attribution:
        css = "speaker" if paragraphs else "text"
        pieces.append(Line(text=attribution, css=css, where=where))
        where = ""
    return [*pieces, *_paragraphs(paragraphs, "" if pieces else where)]


def _mark_behind_office(said: str) -> str:
    """Close «Носова Е.А., директор» with a comma before a verb («, сообщила …»), else with a colon."""
    first = said.split(maxsplit=1)[0] if said.strip() else ""
    if not first[:1].isalpha():
        return ""
    return "," if _PAST.search(first.rstrip(".,;:")) else ":"


def write_attribution(speech: Speech, style: PaperStyle, labels: tuple[tuple[str, str], ...]) -> str:
    """Write who speaks: «Носова Е.А., член коллегии, директор …» with its full stop unless the speech follows."""
    if speech.attribution is not None:
        return speech.attribution
    text = ", ".join(part for part in (speech.name, speech.membership, speech.position) if part)
    if not text:
        return ""
    if speech.kind is SpeechKind.OPENING:
        name = read_name(speech.name)
        verb = write_verb("выступить", gender_of(name) if name else None)
        text = write_label("opening", style, labels, verb=verb, attribution=text)
    return text if speech.is_inline else with_mark(text, ".")


def _paragraphs(paragraphs: list[Paragraph], where: str) -> list[Piece]:
    """Lay out running text and, between it, lists of the neighbouring points."""
    pieces: list[Piece] = []
    points: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.level:
            points.append(paragraph)
            continue
        pieces += _points_of_speech(points)
        points = []
        is_lead = paragraph.text.rstrip().endswith(":")
        pieces += _paragraph(
            _marked(paragraph.marker, paragraph.text), css="lead" if is_lead else "text", where="" if pieces else where
        )
    return [*pieces, *_points_of_speech(points)]


def _points_of_speech(points: list[Paragraph]) -> list[Piece]:
    if not points:
        return []
    texts = listed([point.text for point in points])
    rows = (
        Row(marker=point.marker, text=text, level=min(point.level, _DEEPEST))
        for point, text in zip(points, texts, strict=True)
    )
    return [Rows(rows=tuple(rows))]


def _paragraph(text: str, *, css: str = "text", where: str = "") -> list[Piece]:
    blocks = split_long(text)
    return [
        Line(text=block, css="text continued" if part else css, where="" if part else where)
        for part, block in enumerate(blocks)
    ]


def _marked(marker: str, text: str) -> str:
    """Put a list mark before a text."""
    return f"{marker}{NBSP}{text}" if marker else text


def _decisions(item: AgendaItem, style: PaperStyle, where: str) -> list[Piece]:
    if not item.decisions:
        return []
    label = heading_line("decisions", style, {"number": item.number}, level=3, item_labels=item.labels)
    pieces: list[Piece] = [label] if label else []
    between = ";" if style.has_final_marks else ""
    for index, decision in enumerate(item.decisions):
        closed = close_decision(decision) if style.has_final_marks else decision
        printed = _decision(closed, f"{where}.decisions[{index}]", between)
        pieces += _tied(printed, lay_out_votes(item, style, where, decision=index))
    return pieces


def _tied(decision: list[Piece], votes: list[Piece]) -> list[Piece]:
    """Put votes behind a decision, on the page where it ends."""
    return [*decision[:-1], *map(kept, decision[-1:]), *votes] if votes else decision


def _decision(decision: Decision, where: str, between: str) -> list[Piece]:
    """Lay out a decision: its lead as a paragraph and the points as a list, or its one point as a paragraph.

    `between` closes a list of sub-points behind which the list of points goes on.
    """
    number = with_dot(decision.number or "")
    points = decision.points
    if decision.lead is not None:
        css = "lead" if points else "text"
        lead = _paragraph(_marked(number, decision.lead), css=css, where=where)
        return [*lead, *_points_of_decision(points, f"{where}.points", between)]
    if not points:
        return [Line(text=number, where=where)] if number else []
    first, rest = points[0], points[1:]
    if rest and not number:
        return _points_of_decision(points, f"{where}.points", between)
    text = with_mark(_point_text(first), ";") if rest else _point_text(first)
    pieces = _paragraph(_marked(number or first.marker, text), css="text", where=where)
    rows = [
        *_rows(_following(first), f"{where}.points[0].points", 1, between, last=between if rest else ""),
        *_rows(rest, f"{where}.points", 1, between, start=1),
    ]
    return [*pieces, *([Rows(rows=tuple(rows))] if rows else [])]


def _points_of_decision(points: tuple[DecisionPoint, ...], where: str, between: str) -> list[Piece]:
    rows = tuple(_rows(points, where, 1, between))
    return [Rows(rows=rows)] if rows else []


def _rows(
    points: tuple[DecisionPoint, ...], where: str, level: int, between: str, *, start: int = 0, last: str = ""
) -> Iterator[Row]:
    """Yield the rows of points and of their sub-points, each list punctuated by itself; `last` closes this one."""
    own = [_point_text(point) for point in points]
    for index, (point, text) in enumerate(zip(points, listed(own, last=last), strict=True), start=start):
        place = f"{where}[{index}]"
        yield Row(marker=point.marker, text=text, level=min(level, _DEEPEST), where=place)
        below = last if point is points[-1] else between
        yield from _rows(_following(point), f"{place}.points", level + 1, between, last=below)


def _following(point: DecisionPoint) -> tuple[DecisionPoint, ...]:
    """Return the sub-points that stand in rows of their own."""
    return tuple(sub for sub in point.points if not sub.is_inline)


def _point_text(point: DecisionPoint) -> str:
    """Write a point with the sub-points that continue its paragraph: «…: Женщины …; Предпенсионеры …»."""
    inline = [_marked(sub.marker, _point_text(sub)) for sub in point.points if sub.is_inline]
    return " ".join([point.text, *listed(inline)]).strip()
