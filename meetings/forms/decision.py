"""Owns the forms of decisions: their wording with nested points, and the assignments that annotate them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import AssignmentState, Outcome
from meetings.forms.fields import AreaField, CountField, DayField, LineField, ProseField, VocabularyField
from meetings.forms.prose import read_points
from meetings.forms.rows import RowForm, make_row_formset

POINTS_HELP = _(
    "Каждый пункт с новой строки: «- подготовить план». Два пробела перед тире – подпункт, "
    "знак «+» – подпункт в том же абзаце. Точку с запятой портал поставит сам."
)


class DecisionForm(RowForm):
    """One decision; `points` cleaned to nested rows, the addressee to its two texts."""

    idle_fields = ("outcome",)
    layout = (("number", 2), ("lead", 10), ("points", 12))
    rare = (("outcome", 4), ("addressee_text", 4), ("addressee_name", 4))
    rare_title = _("Исход и адресат")

    number = LineField(label=_("Номер"), is_nullable=True, help_text=_("Пусто – без номера"))
    lead = AreaField(
        label=_("Начало решения"),
        is_nullable=True,
        help_text=_("«Рекомендовать Министерству образования:» – с двоеточием, если дальше пункты"),
    )
    points = ProseField(reader=read_points, label=_("Пункты или текст решения"), help_text=POINTS_HELP)
    outcome = VocabularyField(Outcome, label=_("Исход"), initial=Outcome.ADOPTED)
    addressee_text = LineField(label=_("Адресат, как написано"), help_text=_("«Министерству образования»"))
    addressee_name = LineField(label=_("Адресат в именительном падеже"), help_text=_("«Министерство образования»"))

    def clean(self) -> dict[str, Any]:
        """An addressee is known by both of its texts."""
        values = super().clean() or {}
        if values.get("addressee_text") and not values.get("addressee_name"):
            self.add_error("addressee_name", ValidationError(_("Напишите адресата и в именительном падеже.")))
        return values


DecisionFormSet = make_row_formset(
    DecisionForm,
    title=_("Решения"),
    row_title=_("Решение"),
    add_title=_("Добавить решение"),
    refers=(("votes", "decision"), ("assignments", "decision")),
)


class AssignmentForm(RowForm):
    """An annotation: who does it by when. `path` is typed as «2.1» and cleaned to positions from 0: (1, 0)."""

    idle_fields = ("decision", "state")
    layout = (("decision", 3), ("path", 3), ("responsible", 6), ("due_text", 5), ("due_on", 3), ("state", 4))

    decision = CountField(label=_("К решению №"), initial=1)
    path = LineField(label=_("Пункт"), help_text=_("Пусто – всё решение"))
    responsible = LineField(label=_("Ответственный"))
    due_text = LineField(label=_("Срок, как в тексте"), help_text=_("«до 22.08.2021 года»"))
    due_on = DayField(label=_("Последний день"))
    state = VocabularyField(AssignmentState, label=_("Исполнение"), initial=AssignmentState.IN_WORK)

    def has_changed(self) -> bool:
        """A path alone («весь текст») makes no row, yet an assignment of nothing but a state does."""
        return super().has_changed() or self._is_typed("decision")

    def clean_decision(self) -> int:
        """Every assignment belongs to a decision."""
        number = self.cleaned_data["decision"]
        if not number:
            raise ValidationError(_("Укажите, к какому по порядку решению это относится: 1, 2 …"))
        return int(number)

    def clean_path(self) -> tuple[int, ...]:
        """Read «2.1» as positions from 0."""
        return read_path(self.cleaned_data["path"])


def read_path(text: str) -> tuple[int, ...]:
    """Read «2.1» as (1, 0); ValidationError for anything that is no such number."""
    if not text:
        return ()
    if not re.fullmatch(r"[1-9]\d{0,3}(\.[1-9]\d{0,3})*\.?", text):
        raise ValidationError(_("Напишите номер пункта по порядку: «2» или «2.1»."))
    return tuple(int(part) - 1 for part in text.rstrip(".").split("."))


def write_path(path: tuple[int, ...]) -> str:
    """Write (1, 0) as «2.1»."""
    return ".".join(str(position + 1) for position in path)


AssignmentFormSet = make_row_formset(
    AssignmentForm,
    title=_("Поручения"),
    row_title=_("Поручение"),
    add_title=_("Добавить поручение"),
    explanation=_("Поручение – пометка к тексту решения: ответственный и срок. В протоколе печатается сам текст."),
)


def check_references(decisions: int, rows: list[forms.Form]) -> bool:
    """Refuse rows (votes, assignments) that point at a decision that is not there; say whether all were right."""
    is_right = True
    for row in rows:
        number = row.cleaned_data.get("decision")
        if number and number > decisions:
            row.add_error(
                "decision", ValidationError(_("Такого решения нет: всего их %(total)s."), params={"total": decisions})
            )
            is_right = False
    return is_right
