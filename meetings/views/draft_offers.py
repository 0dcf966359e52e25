"""Owns what the desk offers beside the words of an open part and never does without a key: assignments, addressees,
outcomes; how a speaker's line will print; how a heading differs from the agenda.

All of it is computed from rows that the part and the paper have read already, and follows every save with the paper.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from meetings.document.tree import AgendaItem, Assignment, Decision, ProtocolDocument, Speech
from meetings.document.vocabulary import Outcome
from meetings.mapping.points import StoredPoints, compose_points
from meetings.mapping.rows import MeetingRows
from meetings.models.choices import label_of
from meetings.rendering.treatment import write_attribution
from meetings.use_cases.desk_points import read_said
from meetings.wording.headings import propose_heading
from meetings.wording.organisations import find_addressee
from meetings.wording.outcomes import read_outcome, write_outcome
from meetings.wording.text import fold, is_same_text


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to take by a key: what it says, and the deed that does it (views.draft_item)."""

    text: str
    deed: str
    row: str
    #: the point it belongs to; empty: the decision as a whole
    point: str = ""


@dataclass(frozen=True, slots=True)
class KeptAssignment:
    """An assignment of a decision: where it belongs, and what its words no longer say."""

    row: Any
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Live:
    """What follows every save of the open part: its rows with their `line`, `offers` and `kept`, and the heading."""

    speeches: list[Any]
    decisions: list[Any]
    item: Any = None
    heading: "list[WordChange] | None" = None


def follow_part(rows: MeetingRows, document: ProtocolDocument, item_place: int | None) -> Live:
    """Work out what stands beside the rows of a question (of the opening: None). No query."""
    item_row = None if item_place is None else rows.items[item_place]
    item = None if item_place is None else document.items[item_place]
    key = item_row.pk if item_row else None
    speeches = [row for row in rows.speeches if row.item_id == key]
    for row, speech in zip(speeches, item.speeches if item else document.opening, strict=True):
        row.line = show_line(document, speech, item)  # type: ignore[attr-defined]
    decisions = [row for row in rows.decisions if item_row and row.item_id == key]
    for row, decision in zip(decisions, item.decisions if item else (), strict=True):
        stored = compose_points([point for point in rows.points if point.decision_id == row.pk])
        kept = [one for one in rows.assignments if one.decision_id == row.pk]
        row.offers = list(find_offers(row, decision, stored, kept, document))  # type: ignore[attr-defined]
        row.kept = list_kept(row, stored, kept)  # type: ignore[attr-defined]
    return Live(speeches, decisions, item_row, compare_heading(item) if item else None)


@dataclass(frozen=True, slots=True)
class WordChange:
    """A piece of a comparison: «same», «out» or «in»."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """How a speaker is printed, and whether that is composed («automatic») or written by hand."""

    text: str
    composed: str
    is_own: bool


def find_offers(
    row: Any, decision: Decision, stored: StoredPoints, kept: list[Any], document: ProtocolDocument
) -> Iterator[Offer]:
    """Yield what the words of a decision suggest and its fields do not hold yet; `kept` are its assignments."""
    address = f"decision:{row.pk}"
    yield from _phrase(row, decision, address)
    yield from _addressee(row, decision, address)
    held = {one.point_id: one for one in kept}
    for point, said in read_said(document.held_on, row, stored).items():
        old = held.get(point)
        if old is None:
            text = _("Поручение %(place)s: %(facts)s")
        elif not _is_said(old, _words(point, row, stored)):
            text = _("Обновить поручение %(place)s: %(facts)s")
        else:
            continue
        told = {"place": place_of(point, stored), "facts": _facts(said)}
        yield Offer(text % told, "assign", address, str(point or ""))


def _phrase(row: Any, decision: Decision, address: str) -> Iterator[Offer]:
    """The standard phrase of a chosen outcome for an empty decision, or the outcome that the words name."""
    words = decision.lead or (decision.points[0].text if decision.points else "")
    if not words:
        if phrase := write_outcome(Outcome(row.outcome)):
            yield Offer(_("Типовая фраза: «%(phrase)s»") % {"phrase": phrase}, "phrase", address)
        return
    outcome = read_outcome(words)
    if outcome is not None and row.outcome == Outcome.ADOPTED:
        yield Offer(_("Исход: %(outcome)s") % {"outcome": label_of(outcome)}, "outcome", address)


def _addressee(row: Any, decision: Decision, address: str) -> Iterator[Offer]:
    words = decision.lead or (decision.points[0].text if decision.points else "")
    found = find_addressee(words)
    if found and not (is_same_text(found.text, row.addressee_text or "") or row.addressee_name):
        yield Offer(_("Адресат: %(name)s") % {"name": found.name}, "addressee", address)


def list_kept(row: Any, stored: StoredPoints, kept: list[Any]) -> list[KeptAssignment]:
    """Return the assignments of a decision in their order, each with what its words no longer say."""
    found = []
    for one in kept:
        words, gone = _words(one.point_id, row, stored), []
        if one.due_text and fold(one.due_text) not in words:
            gone.append(_("срока «%(text)s»") % {"text": one.due_text})
        if one.responsible and not _names(one.responsible, words):
            gone.append(_("ответственного «%(name)s»") % {"name": one.responsible})
        note = _("В тексте больше нет %(what)s.") % {"what": _(" и ").join(gone)} if gone else ""
        found.append(KeptAssignment(one, place_of(one.point_id, stored), note))
    return found


def _is_said(kept: Any, words: str) -> bool:
    is_named = not kept.responsible or _names(kept.responsible, words)
    return is_named and (not kept.due_text or fold(kept.due_text) in words)


def _names(responsible: str, words: str) -> bool:
    """Whether a text names somebody: in another case a name keeps its first letters."""
    return all(word[:4] in words for word in fold(responsible).replace(".", ". ").split())


def _words(point: int | None, row: Any, stored: StoredPoints) -> str:
    """The words of a point with those below it; of the decision as a whole for None."""
    if point is None:
        return fold(" ".join([row.lead or "", *(one.text for one in stored.rows)]))
    place = next((index for index, one in enumerate(stored.rows) if one.pk == point), None)
    if place is None:
        return ""
    texts = [stored.rows[place].text]
    for one, depth in zip(stored.rows[place + 1 :], stored.depths[place + 1 :], strict=True):
        if depth <= stored.depths[place]:
            break
        texts.append(one.text)
    return fold(" ".join(texts))


def place_of(point: int | None, stored: StoredPoints) -> str:
    """«к п. 2.1», by the place among the points; «ко всему решению»."""
    counts: list[int] = []
    for one, depth in zip(stored.rows, stored.depths, strict=True):
        counts[depth:] = [*([0] * (depth - len(counts))), *(counts[depth : depth + 1] or [0])]
        counts[depth] += 1
        if one.pk == point:
            return _("к п. %(number)s") % {"number": ".".join(map(str, counts))}
    return _("ко всему решению")


def _facts(said: Assignment) -> str:
    facts = []
    if said.responsible:
        facts.append(_("ответственный – %(name)s") % {"name": said.responsible})
    if said.due_text:
        day = said.due_on if isinstance(said.due_on, datetime.date) else None
        last = _(" (последний день %(day)s)") % {"day": f"{day:%d.%m.%Y}"} if day else ""
        facts.append(_("срок – %(text)s") % {"text": said.due_text} + last)
    return ", ".join(facts)


def show_line(document: ProtocolDocument, speech: Speech, item: AgendaItem | None) -> Line:
    """Return how the paper prints the speaker, and how it would without an own line."""
    labels = item.labels if item else ()
    composed = write_attribution(replace(speech, attribution=None), document.style, labels)
    text = write_attribution(speech, document.style, labels)
    return Line(text, composed, speech.attribution is not None)


def compare_heading(item: AgendaItem) -> list[WordChange]:
    """Compare the chosen heading with what the agenda's title would give, word by word; empty when they agree."""
    if item.heading is None or not item.title:
        return []
    expected = propose_heading(item.title) or item.title
    if is_same_text(expected.rstrip(" ."), item.heading.rstrip(" .")):
        return []
    return compare_words(expected, item.heading)


def compare_words(old: str, new: str) -> list[WordChange]:
    """Compare two texts word by word; letter case, ё and the marks at a word's end do not count."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(
        None,
        [fold(word).strip(" .,;:") for word in before],
        [fold(word).strip(" .,;:") for word in after],
        autojunk=False,
    )
    found = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(WordChange("same", " ".join(after[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(WordChange("out", " ".join(before[old_from:old_to])))
        if new_to > new_from:
            found.append(WordChange("in", " ".join(after[new_from:new_to])))
    return found
