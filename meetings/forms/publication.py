"""Owns the forms of an edition's life: publication now or at a set moment, for whom; why it is corrected, annulled."""

import datetime
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Audience
from meetings.forms.fields import AreaField, ClockField, DayField
from meetings.models.choices import AUDIENCES
from members.models import Body

NOW, LATER = "now", "later"


class PublicationForm(forms.Form):
    """When an edition is published and for whom; day and clock are those of the body's time zone.

    `moment` of the cleaned data is aware, None: now. A body that is not public is not asked for whom.
    """

    when = forms.ChoiceField(
        label=_("Когда"),
        choices=[(NOW, _("сейчас")), (LATER, _("в назначенный момент"))],
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("День"))
    clock = ClockField(label=_("Время"))
    audience = forms.TypedChoiceField(label=_("Для кого"), choices=AUDIENCES, coerce=Audience, widget=forms.RadioSelect)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zoneinfo.ZoneInfo(body.time_zone)
        if not body.is_public:
            del self.fields["audience"]

    def clean(self) -> dict[str, Any]:
        """Join day and clock into the moment."""
        cleaned = super().clean() or {}
        day, clock = cleaned.get("day"), cleaned.get("clock")
        cleaned["moment"] = None
        if cleaned.get("when") != LATER:
            return cleaned
        for name in ("day", "clock"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Укажите день и время публикации."))
        if day and clock:
            cleaned["moment"] = datetime.datetime.combine(day, clock, tzinfo=self._zone)
        return cleaned


class CorrectionForm(forms.Form):
    """Why another edition is issued beside an earlier one."""

    reason = AreaField(
        label=_("Причина исправления"),
        required=True,
        max_length=2000,
        help_text=_("Например: «В пункте 2.1 неверно указан срок». Её увидит каждый, кому открыт протокол."),
        error_messages={"required": _("Напишите, почему выпускается новая редакция.")},
    )


class AnnulEditionForm(forms.Form):
    """Why an edition is annulled."""

    reason = AreaField(label=_("Причина"), required=True, max_length=2000)
