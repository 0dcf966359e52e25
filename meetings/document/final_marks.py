"""Owns the final marks of decisions and speeches: what a paper still lacks of «:», «.» (tree → tree).

Texts are stored as typed or as a source prints them. A paper made in the portal closes its sentences and lists
(PaperStyle.has_final_marks); the paper of a source that does not is left as it is. The «;» between the points of a list
is written by rendering.
"""

import dataclasses
import itertools

from meetings.document.tree import AgendaItem, Decision, DecisionPoint, Paragraph, Speech

_FINAL_MARKS = (".", ";", ":", "!", "?", "…", ",")


def ends_with_mark(text: str) -> bool:
    """Tell whether a text has a final mark of its own."""
    return text.rstrip().endswith(_FINAL_MARKS)


def with_mark(text: str, mark: str) -> str:
    """Put a final mark behind a text that has none."""
    text = text.rstrip()
    return text if not text or ends_with_mark(text) else text + mark


def close_decision(decision: Decision) -> Decision:
    """Close the sentences of a decision: «:» before its points and sub-points, «.» behind the last of them."""
    lead = None if decision.lead is None else with_mark(decision.lead, ":" if decision.points else ".")
    return dataclasses.replace(decision, lead=lead, points=_closed_points(decision.points, is_end=True))


def close_speech(speech: Speech) -> Speech:
    """Close the text of a speech: «:» before a list, «.» behind each list and behind the last paragraph."""
    pairs = itertools.pairwise((*speech.paragraphs, None))
    closed = (_closed_paragraph(one, behind) for one, behind in pairs if one is not None)
    return dataclasses.replace(speech, paragraphs=tuple(closed))


def is_closed(item: AgendaItem) -> bool:
    """Tell whether the decisions and speeches of a question have all their final marks."""
    return all(close_decision(decision) == decision for decision in item.decisions) and all(
        close_speech(speech) == speech for speech in item.speeches
    )


def _closed_points(points: tuple[DecisionPoint, ...], *, is_end: bool) -> tuple[DecisionPoint, ...]:
    last = len(points) - 1
    return tuple(_closed_point(point, is_end=is_end and place == last) for place, point in enumerate(points))


def _closed_point(point: DecisionPoint, *, is_end: bool) -> DecisionPoint:
    if not point.points:
        return dataclasses.replace(point, text=with_mark(point.text, ".")) if is_end else point
    has_inline = any(sub.is_inline for sub in point.points)
    text = point.text if has_inline else with_mark(point.text, ":")
    return dataclasses.replace(point, text=text, points=_closed_points(point.points, is_end=is_end))


def _closed_paragraph(paragraph: Paragraph, behind: Paragraph | None) -> Paragraph:
    deeper = behind is not None and behind.level > paragraph.level
    is_last = behind is None or behind.level == 0 < paragraph.level
    # A remark in brackets («(Иванов)») is no sentence.
    if not (deeper or is_last) or (paragraph.text.startswith("(") and not paragraph.level):
        return paragraph
    return dataclasses.replace(paragraph, text=with_mark(paragraph.text, ":" if deeper else "."))
