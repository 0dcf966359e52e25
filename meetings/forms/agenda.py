"""Owns the form of the agenda: the questions, their kinds and order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ItemKind
from meetings.forms.fields import AreaField, CountField, LineField, VocabularyField
from meetings.forms.rows import RowForm, make_row_formset


class AgendaRowForm(RowForm):
    """One question of the agenda; what was said on it moves along.

    `origin` (its place from 1 before this edit) and `mark` tell which stored question it is (views.parts.place_of).
    """

    idle_fields = ("kind", "origin", "mark")
    layout = (("number", 2), ("kind", 4), ("rapporteur", 6), ("title", 12))

    number = LineField(label=_("Номер"), help_text=_("Пусто – по порядку"))
    kind = VocabularyField(ItemKind, label=_("Вид вопроса"), initial=ItemKind.DECISION)
    rapporteur = LineField(label=_("Докладчик, как печатается"))
    title = AreaField(
        label=_("Вопрос, как в повестке дня"), is_nullable=True, help_text=_("Пусто – вопроса нет в повестке")
    )
    origin = CountField(label=_("Прежнее место"), widget=forms.HiddenInput)
    mark = forms.CharField(required=False, widget=forms.HiddenInput)


AgendaFormSet = make_row_formset(
    AgendaRowForm,
    title=_("Вопросы повестки дня"),
    row_title=_("Вопрос"),
    add_title=_("Добавить вопрос"),
    explanation=_("Вопрос переносится вместе с выступлениями, решениями и голосованием."),
)
