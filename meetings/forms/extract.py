"""Owns the forms of extracts: what is taken and who certifies it; why one is annulled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import AreaField, DayField, LineField


class ExtractForm(forms.Form):
    """What an edition offers comes with the page; `parts` are places as document.excerpt writes them («2.1»)."""

    parts = forms.MultipleChoiceField(
        label=_("Что взять"),
        error_messages={
            "required": _("Отметьте хотя бы один вопрос или одно решение."),
            "invalid_choice": _("Такого места в протоколе нет."),
        },
    )
    role = LineField(label=_("Должность заверяющего"), required=True, max_length=300)
    name = LineField(label=_("Инициалы и фамилия"), required=True, max_length=150)
    certified_on = DayField(label=_("Дата заверения"), required=True)
    original_place = AreaField(
        label=_("Где хранится подлинник"),
        max_length=500,
        help_text=_(
            "Только для другой организации: «Подлинник документа находится в … в деле № … за … год». "
            "Тогда на выписке будет и место печати."
        ),
    )

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(place, place) for place in places]  # type: ignore[attr-defined]
        for name in ("role", "name", "certified_on"):
            self.fields[name].error_messages["required"] = _("Заполните: без этого выписка не заверена.")

    @property
    def certifying_fields(self) -> list[Any]:
        """The fields below the choice."""
        return [self[name] for name in ("role", "name", "certified_on", "original_place")]


class AnnulmentForm(forms.Form):
    """Why an extract is annulled."""

    reason = AreaField(label=_("Причина"), required=True, max_length=500)
