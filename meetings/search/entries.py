"""Owns what of a protocol is found: its document cut into the places that a reader opens, as values.

Every word of the document stands in exactly one entry of its own; entries know besides what stands before them.
"""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.document.roll import Roll
from meetings.document.tree import (
    AgendaItem,
    Assignment,
    Attendee,
    Decision,
    DecisionPoint,
    ProtocolDocument,
    Speech,
    VoteEvent,
)
from meetings.document.vocabulary import VoteOption
from meetings.models import EntryKind

#: Characters of one entry: a longer text becomes several entries of the same place.
_LONGEST = 8000
_SPACE = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of a protocol; fields as in models.SearchEntry. `text` has a paragraph a line."""

    kind: EntryKind
    where: str = ""
    number: str = ""
    title: str = ""
    lead: str = ""
    text: str = ""
    addressee: str = ""
    speaker: str = ""
    outcome: str = ""
    due_on: datetime.date | None = None
    due_text: str = ""


def entries_of(document: ProtocolDocument) -> Iterator[Entry]:
    """Yield the entries of a protocol in the order of the paper."""
    for entry in _entries(document):
        for text in _pieces(entry.text):
            yield dataclasses.replace(entry, text=text)


def people_of(document: ProtocolDocument) -> list[str]:
    """Return every printed name of a protocol, as it stands, some more than once."""
    officers = [officer.name for officer in (document.chair, document.secretary) if officer]
    names = [*officers, *(one.name for one in document.attendees), *(line.name for line in document.signatures)]
    names += [speech.name for speech in document.opening]
    for item in document.items:
        names += [item.rapporteur, *(speech.name for speech in item.speeches)]
        names += [vote.name for event in item.votes for vote in event.votes]
        names += [one.responsible for decision in item.decisions for one in decision.assignments]
    return list(dict.fromkeys(name for name in names if name))


def _entries(document: ProtocolDocument) -> Iterator[Entry]:
    yield Entry(kind=EntryKind.PROTOCOL, number=document.number or "", text=_opening(document))
    for index, speech in enumerate(document.opening):
        yield from _speech(speech, f"opening[{index}]", "")
    for index, item in enumerate(document.items):
        where = f"items[{index}]"
        yield _item(item, where)
        if not item.is_treated:
            continue
        title = item.title or item.heading or ""
        for place, speech in enumerate(item.speeches):
            yield from _speech(speech, f"{where}.speeches[{place}]", title)
        for place, decision in enumerate(item.decisions):
            yield from _decision(decision, f"{where}.decisions[{place}]", title, item.number)
        for place, event in enumerate(item.votes):
            yield _vote(event, f"{where}.votes[{place}]", title)


def _opening(document: ProtocolDocument) -> str:
    """What stands before and behind the questions: requisites, people, notes, attachments, signatures."""
    number = f" № {document.number}" if document.number else ""
    held = document.date_text or (f"{document.held_on:%d.%m.%Y}" if document.held_on else "")
    roll = Roll.of(document)
    lines = [
        f"Протокол{number} {document.title} {document.body.genitive}",
        f"Дата: {held}" if held else "",
        document.time_text or "",
        f"Место проведения: {document.place}" if document.place else "",
        document.attendance_total_text or "",
        document.quorum_text or "",
        *(f"{officer.role}: {officer.name}" for officer in (document.chair, document.secretary) if officer),
        _people("Присутствовали", roll.present),
        _people("Отсутствовали", roll.absent),
        _people("Приглашённые", roll.invited),
        *(note.text for note in document.notes),
        *(f"Приложение: {one.title} {one.extent}" for one in document.attachments),
        *(f"{line.role}: {line.name}" for line in document.signatures),
    ]
    return _SPACE.join(line for line in lines if line)


def _people(label: str, people: tuple[Attendee, ...]) -> str:
    told = (
        ", ".join(
            part
            for part in (one.name, one.position, one.role, one.reason, one.represented_by, one.note, one.group)
            if part
        )
        for one in people
    )
    return f"{label}: {'; '.join(told)}" if people else ""


def _item(item: AgendaItem, where: str) -> Entry:
    heading = item.heading if item.heading and item.heading != item.title else ""
    parts = [item.title or "", heading, f"Докладчик: {item.rapporteur}" if item.rapporteur else "", *item.notes]
    return Entry(kind=EntryKind.ITEM, where=where, number=item.number, text=_SPACE.join(part for part in parts if part))


def _speech(speech: Speech, where: str, title: str) -> Iterator[Entry]:
    attribution = speech.attribution or ", ".join(
        part for part in (speech.name, speech.membership, speech.position) if part
    )
    said = [f"{one.marker} {one.text}".strip() for one in speech.paragraphs]
    text = _SPACE.join(part for part in (attribution, *said) if part)
    if text:
        yield Entry(kind=EntryKind.SPEECH, where=where, title=title, text=text, speaker=speech.name)


def _decision(decision: Decision, where: str, title: str, item: str) -> Iterator[Entry]:
    """The lead, then every point: where the paper gives the only point no row of its own, the decision's place."""
    number = decision.number or item
    base = Entry(
        kind=EntryKind.POINT,
        where=where,
        number=number,
        title=title,
        outcome=decision.outcome.value,
        addressee=decision.addressee.name if decision.addressee else "",
    )
    if decision.lead:
        yield _with_due(dataclasses.replace(base, text=decision.lead), decision, ())
        base = dataclasses.replace(base, lead=decision.lead)
    is_first_bare = decision.lead is None and (len(decision.points) == 1 or decision.number is not None)
    yield from _points(decision, decision.points, (), base, is_first_bare=is_first_bare)


def _points(
    decision: Decision, points: tuple[DecisionPoint, ...], path: tuple[int, ...], base: Entry, *, is_first_bare: bool
) -> Iterator[Entry]:
    """Every point and its sub-points; those within a sentence belong to their point."""
    for index, point in enumerate(points):
        here = (*path, index)
        steps = "".join(f".points[{step}]" for step in here)
        is_bare = is_first_bare and not path and not index
        where = base.where if is_bare else base.where.partition(".points")[0] + steps
        inline = [_whole(sub) for sub in point.points if sub.is_inline]
        text = " ".join([point.text, *inline]).strip()
        entry = _with_due(dataclasses.replace(base, where=where, text=text), decision, here)
        if text:
            yield entry
        below = dataclasses.replace(base, lead=_SPACE.join(part for part in (base.lead, point.text) if part))
        if any(not sub.is_inline for sub in point.points):
            rows = tuple(sub for sub in point.points if not sub.is_inline)
            yield from _points(decision, rows, here, below, is_first_bare=False)


def _whole(point: DecisionPoint) -> str:
    return " ".join([point.text, *(_whole(sub) for sub in point.points)])


def _with_due(entry: Entry, decision: Decision, path: tuple[int, ...]) -> Entry:
    """Add the responsible person and the term of the assignment that annotates the place, or one above it."""
    found: Assignment | None = None
    for one in decision.assignments:
        if one.path == path[: len(one.path)] and (found is None or len(one.path) >= len(found.path)):
            found = one
    if found is None:
        return entry
    addressee = found.responsible or entry.addressee
    return dataclasses.replace(entry, addressee=addressee, due_on=found.due_on, due_text=found.due_text)


_OPTIONS = {
    VoteOption.YES: "за",
    VoteOption.NO: "против",
    VoteOption.ABSTAIN: "воздержались",
    VoteOption.NOT_VOTING: "не голосовали",
}


def _vote(event: VoteEvent, where: str, title: str) -> Entry:
    """A voting in words; what nobody did is not named, so that «голосовал против» finds who did."""
    counts = (event.votes_for, event.votes_against, event.votes_abstained, event.votes_not_cast)
    told = [f"{word} – {count}" for word, count in zip(_OPTIONS.values(), counts, strict=True) if count]
    if event.is_unanimous and not event.votes_against and not event.votes_abstained:
        told.append("единогласно")
    named = [
        f"{word}: {', '.join(names)}"
        for option, word in _OPTIONS.items()
        if (names := [vote.name for vote in event.votes if vote.option == option])
    ]
    own = [event.subject, f"Голосовали: {', '.join(told)}" if told else "Голосовали", *named, event.result_reason]
    return Entry(kind=EntryKind.VOTE, where=where, title=title, text=_SPACE.join(part for part in own if part))


def _pieces(text: str) -> Iterator[str]:
    """Cut a text at spaces into pieces that one entry holds."""
    while len(text) > _LONGEST:
        cut = text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text
