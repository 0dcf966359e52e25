"""Owns the page of one question: itself, its speeches, decisions, assignments, votings and absences."""

import dataclasses
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from meetings.document.tree import (
    Addressee,
    AgendaItem,
    Assignment,
    Decision,
    DecisionPoint,
    ItemAbsence,
    ProtocolDocument,
    Vote,
    VoteEvent,
)
from meetings.forms.decision import AssignmentFormSet, DecisionFormSet, check_references, write_path
from meetings.forms.fields import join_lines
from meetings.forms.item import AbsenceFormSet, ItemForm
from meetings.forms.labels import ITEM_LABEL_TITLES, write_label_text
from meetings.forms.prose import ReadPoint, write_points
from meetings.forms.rows import placed_fields
from meetings.forms.speech import SpeechFormSet
from meetings.forms.vote import VoteFormSet, write_named_votes
from meetings.views.parts import PartEditor, QuestionGone, fields_of, mark_of, place_of, speech_initial, speech_of
from meetings.wording.labels import DEFAULT_LABELS

_TYPED = ("number", "kind", "rapporteur", "title", "heading", "is_treated")


class ItemEditor(PartEditor):
    """The treatment of one question; `position` counts from 1."""

    slug = "item"

    def __init__(self, document: ProtocolDocument, data: QueryDict | None = None, position: int = 1) -> None:
        if not 1 <= position <= len(document.items):
            raise Http404
        self.position = position
        super().__init__(document, data)

    @property
    def item(self) -> AgendaItem:
        """The question as stored."""
        return self.document.items[self.position - 1]

    @property
    def heading(self) -> str:
        """«Вопрос 2»."""
        return _("Вопрос %(number)s") % {"number": self.item.number}

    def build(self) -> None:
        """The main form and five formsets."""
        item = self.item
        self.main = ItemForm(self.data, initial=_item_initial(item), default_labels=_default_labels(self.document))
        self.speeches = self.add_formset(SpeechFormSet, "speeches", [speech_initial(s) for s in item.speeches])
        self.decisions = self.add_formset(DecisionFormSet, "decisions", [_decision_initial(d) for d in item.decisions])
        self.votes = self.add_formset(VoteFormSet, "votes", [_vote_initial(vote) for vote in item.votes])
        self.assignments = self.add_formset(
            AssignmentFormSet, "assignments", list(_assignments_initial(item.decisions))
        )
        self.absences = self.add_formset(AbsenceFormSet, "absences", [fields_of(a) for a in item.absences])

    def remade(self, data: QueryDict) -> PartEditor:
        """The same question with other typed values."""
        return ItemEditor(self.document, data, self.position)

    def is_valid(self) -> bool:
        """Check the forms, and that votings and assignments point at decisions that stand on the page."""
        if not super().is_valid():
            return False
        total = len(self.decisions.rows())
        rows = [form for formset in (self.votes, self.assignments) for form in formset.forms if form.has_changed()]
        return check_references(total, rows)

    def sections(self) -> list[tuple[Any, list[tuple[Any, int]]]]:
        """Return the question itself as one section."""
        return [(_("Вопрос"), placed_fields(self.main, ItemForm.layout))] if self.main else []

    def replaced(self, document: ProtocolDocument) -> ProtocolDocument:
        """Replace the question, wherever it stands now; QuestionGone when it stands nowhere."""
        place = self._place(document)
        assert isinstance(self.main, ItemForm)  # noqa: S101 - build() made it
        typed = self.main.cleaned_data
        was = document.items[place]
        assignments = self.assignments.rows()
        item = dataclasses.replace(
            was,
            **{name: typed[name] for name in _TYPED},
            notes=typed["notes"],
            labels=_merged_labels(was, self.main.labels()),
            speeches=tuple(speech_of(row) for row in self.speeches.rows()),
            decisions=tuple(
                _decision_of(row, [a for a in assignments if a["decision"] == place])
                for place, row in enumerate(self.decisions.rows(), start=1)
            ),
            votes=tuple(_vote_of(row) for row in self.votes.rows()),
            absences=tuple(ItemAbsence(**row) for row in self.absences.rows()),
        )
        items = (*document.items[:place], item, *document.items[place + 1 :])
        return dataclasses.replace(document, items=items)

    def _place(self, document: ProtocolDocument) -> int:
        """Return where (from 0) the question stands in a document; QuestionGone when nowhere."""
        assert self.main is not None  # noqa: S101 - build() made it
        place = place_of(document.items, self.main.cleaned_data["mark"], self.position)
        if place is None:
            raise QuestionGone(
                _("Этот вопрос удалён или переименован, пока вы его правили.")
                + " "
                + _("Скопируйте набранное и откройте вопрос снова.")
            )
        return place


def _default_labels(document: ProtocolDocument) -> dict[str, str]:
    return DEFAULT_LABELS[document.style.layout] | dict(document.style.labels)


def _item_initial(item: AgendaItem) -> dict[str, Any]:
    labels = dict(item.labels)
    return (
        {name: getattr(item, name) for name in _TYPED}
        | {"mark": mark_of(item), "notes": join_lines(item.notes)}
        | {f"label_{key}": write_label_text(labels.get(key)) for key in ITEM_LABEL_TITLES}
    )


def _merged_labels(item: AgendaItem, typed: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Labels without a field here stay as they were."""
    others = {key: text for key, text in item.labels if key not in ITEM_LABEL_TITLES}
    merged = others | typed
    return item.labels if merged == dict(item.labels) else tuple(sorted(merged.items()))


def _decision_initial(decision: Decision) -> dict[str, Any]:
    addressee = decision.addressee
    return {
        "number": decision.number,
        "lead": decision.lead,
        "points": write_points(decision.points),  # type: ignore[arg-type]
        "outcome": decision.outcome,
        "addressee_text": addressee.text if addressee else "",
        "addressee_name": addressee.name if addressee else "",
    }


def _assignments_initial(decisions: tuple[Decision, ...]) -> list[dict[str, Any]]:
    return [
        fields_of(assignment) | {"decision": place, "path": write_path(assignment.path)}
        for place, decision in enumerate(decisions, start=1)
        for assignment in decision.assignments
    ]


def _vote_initial(vote: VoteEvent) -> dict[str, Any]:
    return fields_of(vote) | {
        "decision": None if vote.decision is None else vote.decision + 1,
        "votes": write_named_votes(vote.votes),
    }


def _decision_of(row: dict[str, Any], assignments: list[dict[str, Any]]) -> Decision:
    text, name = row.pop("addressee_text"), row.pop("addressee_name")
    notes = tuple(
        Assignment(**{field: value for field, value in one.items() if field != "decision"}) for one in assignments
    )
    addressee = Addressee(text=text, name=name) if text or name else None
    return Decision(**(row | {"points": _points_of(row["points"])}), addressee=addressee, assignments=notes)


def _points_of(points: tuple[ReadPoint, ...]) -> tuple[DecisionPoint, ...]:
    return tuple(
        DecisionPoint(text=p.text, marker=p.marker, is_inline=p.is_inline, points=_points_of(p.points)) for p in points
    )


def _vote_of(row: dict[str, Any]) -> VoteEvent:
    place = row["decision"]
    votes = tuple(Vote(name=name, option=option) for name, option in row["votes"])
    return VoteEvent(**(row | {"decision": place - 1 if place else None, "votes": votes}))
