"""Owns the style of a paper: which blocks stand, in which order, and in which of the known manners they are printed.

A style is data of the body (a body changes a few fields over the defaults of its layout, a meeting a few over its
body's) and is copied whole into every document, so that a frozen edition prints the same for ever.
The words themselves are labels: `labels` holds what differs from the layout's own (wording.labels).
"""

import dataclasses
from dataclasses import dataclass

from meetings.document.vocabulary import (
    Block,
    DateStyle,
    DocumentForm,
    Layout,
    ListForm,
    NameStyle,
    TimeStyle,
    VoteStyle,
)

#: Overridden labels, sorted by key: (key of wording.labels, text or pattern); an empty text hides the label.
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStyle:
    """How one protocol is printed. Every value is closed vocabulary or a number; phrases stand in `labels`."""

    layout: Layout
    form: DocumentForm = DocumentForm.FULL
    blocks: tuple[Block, ...]
    date_style: DateStyle
    time_style: TimeStyle
    signature_name_style: NameStyle = NameStyle.INITIALS_FIRST
    present_form: ListForm
    absent_form: ListForm
    invited_form: ListForm
    vote_style: VoteStyle
    #: votes stand before the decisions of their item
    is_vote_first: bool = False
    #: the lists of people (PRESENT, ABSENT, INVITED) that print the post before the name («глава района Борисов В.В.»)
    position_first: tuple[Block, ...] = ()
    #: the kind of meeting and the body stand on one line («заседания коллегии …»)
    is_title_joined: bool = False
    #: «четвёртому» rather than «четвертому»
    has_yo: bool = True
    #: 12–14, ГОСТ Р 7.0.97-2025
    font_size_pt: int = 14
    #: more people present than this are listed behind the signatures («список прилагается»); None: never
    annex_over: int | None = None
    #: decisions and speeches end with a full stop, lists are closed; False where the source does not do so
    has_final_marks: bool = False
    labels: Labels = ()


LAYOUT_STYLES: dict[Layout, PaperStyle] = {
    Layout.UNION: PaperStyle(
        layout=Layout.UNION,
        blocks=(
            Block.DATE,
            Block.TIME,
            Block.PLACE,
            Block.MEMBERS_TOTAL,
            Block.PRESENT_TOTAL,
            Block.INVITED,
            Block.CHAIR,
            Block.SECRETARY,
            Block.AGENDA,
        ),
        date_style=DateStyle.WORDS,
        time_style=TimeStyle.SUPERSCRIPT,
        present_form=ListForm.INLINE,
        absent_form=ListForm.INLINE,
        invited_form=ListForm.INLINE,
        vote_style=VoteStyle.SENTENCE,
        has_yo=False,
        has_final_marks=True,
    ),
    Layout.KOLLEGIYA: PaperStyle(
        layout=Layout.KOLLEGIYA,
        blocks=(
            Block.DATE,
            Block.TIME,
            Block.PLACE,
            Block.PRESENT,
            Block.ATTENDANCE_TOTAL,
            Block.ABSENT,
            Block.INVITED,
            Block.AGENDA,
        ),
        date_style=DateStyle.QUOTED,
        time_style=TimeStyle.WORDS,
        present_form=ListForm.TABLE,
        absent_form=ListForm.NUMBERED,
        invited_form=ListForm.NUMBERED,
        vote_style=VoteStyle.LINES,
        is_title_joined=True,
        has_final_marks=True,
    ),
    Layout.STANDARD: PaperStyle(
        layout=Layout.STANDARD,
        blocks=(
            Block.DATE,
            Block.PLACE,
            Block.TIME,
            Block.CHAIR,
            Block.SECRETARY,
            Block.PRESENT,
            Block.ABSENT,
            Block.INVITED,
            Block.ATTENDANCE_TOTAL,
            Block.QUORUM,
            Block.AGENDA,
        ),
        date_style=DateStyle.WORDS_SHORT,
        time_style=TimeStyle.COLON,
        present_form=ListForm.NUMBERED,
        absent_form=ListForm.NUMBERED,
        invited_form=ListForm.NUMBERED,
        vote_style=VoteStyle.SENTENCE,
        is_title_joined=True,
        has_final_marks=True,
    ),
}


def style_difference(style: PaperStyle, base: PaperStyle) -> dict[str, object]:
    """Return the fields of `style` that differ from `base`, by name; labels as the pairs that differ.

    A label of `base` that `style` lacks is not undone by the difference: labels only add (use an empty text to hide).
    """
    changed: dict[str, object] = {}
    for field in dataclasses.fields(PaperStyle):
        ours, theirs = getattr(style, field.name), getattr(base, field.name)
        if field.name == "labels":
            ours = tuple(pair for pair in style.labels if pair not in base.labels)
            theirs = ()
        if ours != theirs:
            changed[field.name] = ours
    return changed


def style_over(base: PaperStyle, changed: dict[str, object]) -> PaperStyle:
    """Lay a difference over a style; labels are merged by key, the difference wins."""
    values = dict(changed)
    if "labels" in values:
        merged = dict(base.labels) | dict(values["labels"])  # type: ignore[call-overload]
        values["labels"] = tuple(sorted(merged.items()))
    return dataclasses.replace(base, **values)  # type: ignore[arg-type]
