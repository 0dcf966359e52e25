"""Owns the form of a protocol's requisites: names, number, date, time, place, officers and totals."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import MeetingForm
from meetings.forms.fields import AreaField, ClockField, CountField, DayField, LineField, VocabularyField, YesNoField

#: Headings of the form's sections and the fields in them, with the width of each in twelfths.
HEADER_SECTIONS: tuple[tuple[Any, tuple[tuple[str, int], ...]], ...] = (
    (
        _("Заголовок"),
        (("title", 12), ("body_nominative", 12), ("body_genitive", 12), ("number", 3)),
    ),
    (
        _("Дата, время и место"),
        (
            ("held_on", 3),
            ("held_until", 3),
            ("starts_at", 3),
            ("ends_at", 3),
            ("place", 12),
            ("form", 4),
            ("remote_method", 8),
        ),
    ),
    (
        _("Председатель и секретарь заседания"),
        (("chair_role", 6), ("chair_name", 6), ("secretary_role", 6), ("secretary_name", 6)),
    ),
    (
        _("Численность и кворум"),
        (("members_total", 4), ("present_total", 4), ("online_total", 4), ("has_quorum", 4)),
    ),
    (
        _("Свой текст вместо составленного порталом"),
        (("date_text", 6), ("time_text", 6), ("attendance_total_text", 12), ("quorum_text", 12)),
    ),
)


class HeaderForm(forms.Form):
    """Requisites; cleaned to values of the document's own field names (officers as role and name)."""

    title = LineField(
        label=_("Вид заседания в родительном падеже"),
        help_text=_("Печатается под словом «Протокол»: «заседания», «Общего собрания членов»"),
    )
    body_nominative = LineField(label=_("Наименование органа"), required=True)
    body_genitive = LineField(
        label=_("Наименование органа в родительном падеже"),
        required=True,
        help_text=_("Как в заголовке: «коллегии Министерства …»"),
    )
    number = LineField(label=_("Номер протокола"), is_nullable=True, help_text=_("Без знака №; можно оставить пустым"))
    held_on = DayField(label=_("Дата заседания"))
    held_until = DayField(label=_("Последний день"), help_text=_("Если заседание длилось несколько дней"))
    starts_at = ClockField(label=_("Начало"))
    ends_at = ClockField(label=_("Окончание"))
    place = AreaField(label=_("Место"))
    form = VocabularyField(MeetingForm, label=_("Форма проведения"), initial=MeetingForm.IN_PERSON)
    remote_method = LineField(label=_("Способ дистанционного участия"), help_text=_("Например, видео-конференц-связь"))
    chair_role = LineField(label=_("Должность председателя"), help_text=_("Как печатается: «Председатель Союза»"))
    chair_name = LineField(label=_("Председатель"), help_text=_("Как печатается: «Лысенко В.Г.»"))
    secretary_role = LineField(label=_("Должность секретаря"))
    secretary_name = LineField(label=_("Секретарь"))
    members_total = CountField(label=_("Всего членов"))
    present_total = CountField(label=_("Присутствует"), help_text=_("Пусто – считается по списку"))
    online_total = CountField(label=_("Из них онлайн"), help_text=_("Пусто – считается по списку"))
    has_quorum = YesNoField(label=_("Кворум"), yes=_("имеется"), no=_("отсутствует"))
    date_text = LineField(label=_("Дата словами"), is_nullable=True)
    time_text = LineField(label=_("Время словами"), is_nullable=True)
    attendance_total_text = LineField(label=_("Строка о числе присутствующих"), is_nullable=True)
    quorum_text = LineField(label=_("Строка о кворуме"), is_nullable=True)

    def clean(self) -> dict[str, Any]:
        """Check what would make the record false: an end before its beginning, more present than members."""
        values = super().clean() or {}
        first, last = values.get("held_on"), values.get("held_until")
        if first and last and last < first:
            self.add_error("held_until", ValidationError(_("Последний день не может быть раньше первого.")))
        if last and not first:
            self.add_error("held_on", ValidationError(_("Укажите и первый день.")))
        self._check_officer(values, "chair")
        self._check_officer(values, "secretary")
        return values

    def _check_officer(self, values: dict[str, Any], office: str) -> None:
        """A role without a name would print a dash into nothing; a name alone is legal."""
        if values.get(f"{office}_role") and not values.get(f"{office}_name"):
            self.add_error(f"{office}_name", ValidationError(_("Напишите имя или сотрите должность.")))
