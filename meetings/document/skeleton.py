"""Owns what of a protocol serves as the base of the next one: its questions without what was said, decided or voted."""

from collections.abc import Iterable
from dataclasses import replace

from meetings.document.tree import AgendaItem, Decision, Speech
from meetings.document.vocabulary import ItemKind, Outcome


def skeleton_of(items: Iterable[AgendaItem], *, has_speakers: bool, has_decisions: bool) -> tuple[AgendaItem, ...]:
    """Return the questions of the agenda with the people who spoke (without their words) and the texts decided.

    Questions that stood on no agenda are left out. Votes, absences, notes, assignments and their dates never come
    along; a decision that is taken counts as adopted again.
    """
    return tuple(
        AgendaItem(
            number=item.number,
            title=item.title,
            heading=item.heading,
            kind=item.kind,
            rapporteur=item.rapporteur if has_speakers else "",
            speeches=speakers_of(item.speeches) if has_speakers else (),
            decisions=tuple(_decision(decision) for decision in item.decisions) if has_decisions else (),
            labels=item.labels,
        )
        for item in items
        if item.title
    )


def speakers_of(speeches: Iterable[Speech]) -> tuple[Speech, ...]:
    """Return who spoke, each ready to speak again."""
    return tuple(
        Speech(name=speech.name, membership=speech.membership, position=speech.position, kind=speech.kind)
        for speech in speeches
        if speech.name
    )


def _decision(decision: Decision) -> Decision:
    return replace(decision, outcome=Outcome.ADOPTED, assignments=())


def numbered(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Number the questions anew, 1, 2, 3; headings of sections keep the number they have."""
    count = 0
    result = []
    for item in items:
        if item.kind != ItemKind.SECTION:
            count += 1
            item = replace(item, number=str(count))  # noqa: PLW2901 - the same question
        result.append(item)
    return tuple(result)
