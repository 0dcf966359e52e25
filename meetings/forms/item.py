"""Owns the form of one question: heading, kind, notes, who was away, and the words of its labels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ItemKind, ItemPresence
from meetings.forms.fields import AreaField, LineField, LinesField, VocabularyField
from meetings.forms.labels import ITEM_LABEL_TITLES, LabelField
from meetings.forms.rows import RowForm, make_row_formset


class ItemForm(forms.Form):
    """The question itself; field names as in the document tree, labels as `label_<key>`."""

    layout = (("number", 2), ("kind", 5), ("rapporteur", 5), ("title", 12), ("heading", 12), ("is_treated", 12))
    rare = (("notes", 12), *((f"label_{key}", 6) for key in ITEM_LABEL_TITLES))
    rare_title = _("Примечания и слова этого вопроса")

    #: which stored question the page was made of (views.parts.mark_of)
    mark = forms.CharField(required=False, widget=forms.HiddenInput)
    number = LineField(label=_("Номер"), required=True)
    kind = VocabularyField(ItemKind, label=_("Вид вопроса"))
    rapporteur = LineField(label=_("Докладчик, как печатается"))
    title = AreaField(
        label=_("Вопрос, как в повестке дня"), is_nullable=True, help_text=_("Пусто – вопроса нет в повестке")
    )
    heading = AreaField(
        label=_("Формулировка над рассмотрением вопроса"),
        is_nullable=True,
        help_text=_("Пусто – портал составит её из вопроса повестки: «о результатах …»"),
    )
    is_treated = forms.BooleanField(
        label=_("Вопрос рассмотрен"), required=False, help_text=_("Снимите, если вопрос есть только в повестке")
    )
    notes = LinesField(label=_("Примечания после решений и голосования"), rows=2, help_text=_("Каждое с новой строки"))

    def __init__(self, *args: Any, default_labels: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in ITEM_LABEL_TITLES.items():
            self.fields[f"label_{key}"] = LabelField(label=title, default=(default_labels or {}).get(key, ""), key=key)

    def labels(self) -> dict[str, str]:
        """Return the labels typed for this item, by key; call after `is_valid`."""
        return {key: text for key in ITEM_LABEL_TITLES if (text := self.cleaned_data.get(f"label_{key}")) is not None}


class AbsenceForm(RowForm):
    """A person present at the meeting but not at this question."""

    idle_fields = ("presence",)
    layout = (("name", 8), ("presence", 4))

    name = LineField(label=_("Фамилия, имя, отчество"), required=True)
    presence = VocabularyField(ItemPresence, label=_("Почему не участвует"), initial=ItemPresence.LEFT)


AbsenceFormSet = make_row_formset(
    AbsenceForm,
    title=_("Кто не участвовал в этом вопросе"),
    row_title=_("Лицо"),
    add_title=_("Добавить лицо"),
    explanation=_("Только исключения: вышли, заявили самоотвод, ещё не прибыли."),
)
