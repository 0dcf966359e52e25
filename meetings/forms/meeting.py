"""Owns the form that calls a new meeting: its day, its number, its place, and its questions line by line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import MeetingForm
from meetings.forms.fields import AreaField, ClockField, DayField, LineField, LinesField, VocabularyField


class NewMeetingForm(forms.Form):
    """The first facts of a meeting; members come from the body's composition on that day."""

    held_on = DayField(label=_("Дата заседания"), required=True)
    starts_at = ClockField(label=_("Начало"))
    number = LineField(label=_("Номер протокола"), is_nullable=True, help_text=_("Без знака №; можно заполнить позже"))
    form = VocabularyField(MeetingForm, label=_("Форма проведения"), initial=MeetingForm.IN_PERSON)
    place = AreaField(label=_("Место"))
    questions = LinesField(
        label=_("Вопросы повестки дня"), rows=4, help_text=_("Каждый вопрос с новой строки; можно заполнить позже")
    )
