"""Owns the inference of the paper's style: the layout it is nearest to, and the labels that differ from that layout."""

import dataclasses
import re
from collections import Counter
from typing import Any

from meetings.document.final_marks import is_closed
from meetings.document.style import LAYOUT_STYLES, PaperStyle
from meetings.document.tree import AgendaItem
from meetings.document.vocabulary import DocumentForm, Layout
from meetings.importing.draft import Draft
from meetings.importing.voting import choose_vote_style, settle_sentences
from meetings.wording.labels import DEFAULT_LABELS
from meetings.wording.text import fold

#: Labels that tell a layout from the others.
_TELLING = (
    "item_heading",
    "item_subheading",
    "decisions",
    "votes",
    "spoke",
    "heard",
    "present",
    "date",
    "invited",
    "title_word",
)
_HIDDEN_WHEN_ABSENT = ("item_heading", "item_subheading")


def infer_style(draft: Draft, items: list[AgendaItem], *, has_opening: bool) -> tuple[PaperStyle, list[AgendaItem]]:
    """Choose layout and labels; returns the style and the items with only the labels that differ from it."""
    common = _common_labels(items)
    labels = draft.labels | common
    layout = _nearest_layout(labels, draft)
    style = dataclasses.replace(
        LAYOUT_STYLES[layout],
        form=_form(items, has_opening=has_opening),
        blocks=tuple(draft.blocks),
        vote_style=choose_vote_style(items, layout),
        labels=_differing(labels, layout),
        is_title_joined=bool(draft.style.get("is_title_joined", False)),
        is_vote_first=bool(draft.style.get("is_vote_first", False)),
        has_final_marks=all(map(is_closed, items)),
    )
    chosen: dict[str, Any] = {name: value for name, value in draft.style.items() if hasattr(style, name)}
    style = dataclasses.replace(style, **chosen)
    items = [_own_labels(item, labels, layout) for item in items]
    return style, settle_sentences(items, style)


def restore_spaced_letters(items: list[AgendaItem], draft: Draft) -> list[AgendaItem]:
    """Print letter-spaced words of labels («Р Е Ш И Л И:») as the source did."""
    if not draft.spaced:
        return items

    def spread(pattern: str) -> str:
        for joined, printed in draft.spaced.items():
            pattern = re.sub(rf"(?<!\w){re.escape(joined)}(?!\w)", printed, pattern)
        return pattern

    draft.labels = {key: spread(pattern) for key, pattern in draft.labels.items()}
    return [
        dataclasses.replace(item, labels=tuple((key, spread(pattern)) for key, pattern in item.labels))
        for item in items
    ]


def _common_labels(items: list[AgendaItem]) -> dict[str, str]:
    """Of each label of the questions the pattern most of them print."""
    counts: dict[str, Counter[str]] = {}
    for item in items:
        if item.is_treated:
            for key, pattern in item.labels:
                counts.setdefault(key, Counter())[pattern] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def _nearest_layout(labels: dict[str, str], draft: Draft) -> Layout:
    """The layout whose own labels, date and time are nearest; the standard one when none stands out."""
    scores = dict.fromkeys(Layout, 0.0)
    for layout, defaults in DEFAULT_LABELS.items():
        for key in _TELLING:
            printed = labels.get(key)
            if printed is None:
                continue
            if fold(printed) == fold(defaults[key]) and printed:
                scores[layout] += 2 if key in ("item_heading", "item_subheading", "decisions") else 1
        for name in ("date_style", "time_style", "present_form", "invited_form"):
            if draft.style.get(name) is getattr(LAYOUT_STYLES[layout], name):
                scores[layout] += 0.5
    best = max(scores.values())
    if scores[Layout.STANDARD] >= best - 0.5:
        return Layout.STANDARD
    return next(layout for layout, score in scores.items() if score == best)


def _differing(labels: dict[str, str], layout: Layout) -> tuple[tuple[str, str], ...]:
    defaults = DEFAULT_LABELS[layout]
    return tuple(sorted((key, pattern) for key, pattern in labels.items() if pattern != defaults.get(key)))


def _own_labels(item: AgendaItem, labels: dict[str, str], layout: Layout) -> AgendaItem:
    """Keep with a question only the labels that differ from those of the paper."""
    defaults = DEFAULT_LABELS[layout]
    own = tuple((key, pattern) for key, pattern in item.labels if pattern != labels.get(key, defaults.get(key)))
    return dataclasses.replace(item, labels=own)


def _form(items: list[AgendaItem], *, has_opening: bool) -> DocumentForm:
    """Short: decisions without any word of the discussion."""
    has_decisions = any(item.decisions for item in items)
    has_speeches = has_opening or any(item.speeches for item in items)
    return DocumentForm.SHORT if has_decisions and not has_speeches else DocumentForm.FULL
