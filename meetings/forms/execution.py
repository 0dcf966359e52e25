"""Owns the forms of execution: a report with files, a reason, who does a task and by when, the filters of a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import TermKind
from meetings.forms.fields import DayField
from meetings.models.choices import ASSIGNMENT_STATES, TERM_KINDS
from members.models import Body, Person


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none; gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFilesInput(), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Let the kinds and sizes be judged where the files are kept."""
        one = super().clean
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [one(entry, initial) for entry in given]


class ReportForm(forms.Form):
    """What was done, with papers."""

    text = forms.CharField(
        label=_("Что сделано"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        error_messages={"required": _("Напишите, что сделано.")},
    )
    files = ManyFilesField(
        label=_("Файлы"),
        help_text=_("До пяти файлов, вместе не больше 10 МБ: PDF, Word, Excel, ODT, ODS, JPEG, PNG."),
        error_messages={"empty": _("Файл пуст.")},
    )


class ReasonForm(forms.Form):
    """Why a report is returned, or a task taken off."""

    reason = forms.CharField(
        label=_("Причина"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=20_000,
        error_messages={"required": _("Напишите причину.")},
    )


class TaskForm(forms.Form):
    """Who does a task and by when; executors stand in lines, the first answers for it."""

    executors = forms.CharField(
        label=_("Исполнители"),
        help_text=_("Каждый с новой строки: первый отвечает, остальные – соисполнители. Лицо или организация."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Укажите исполнителя.")},
    )
    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Кто отвечает за первого исполнителя на портале"),
        help_text=_("Поручение появится на странице этого человека."),
        required=False,
        empty_label=_("никто"),
    )
    email = forms.EmailField(
        label=_("Почта исполнителя"), required=False, help_text=_("Для напоминаний, если у него нет входа на портал.")
    )
    term_kind = forms.ChoiceField(label=_("Срок"), choices=TERM_KINDS)
    due_on = DayField(label=_("День срока"), help_text=_("Для месяца и квартала – любой их день."))

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(memberships__body=body).distinct()
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a day where the term needs one."""
        values = super().clean() or {}
        needs_day = values.get("term_kind") not in (TermKind.STANDING, TermKind.OPEN)
        if needs_day and not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Укажите день срока."))
        return values


class TaskFilterForm(forms.Form):
    """What of a body's tasks is shown."""

    q = forms.CharField(label=_("Исполнитель или слова поручения"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Состояние"),
        required=False,
        choices=[("", _("все")), ("open", _("неисполненные")), ("overdue", _("просроченные")), *ASSIGNMENT_STATES],
    )
