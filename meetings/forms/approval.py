"""Owns the forms of the approval of a draft: whom to ask, a remark on a paragraph, a refusal with its reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import DayField


class AskForm(forms.Form):
    """Whom to ask, and until what day; `people` are (key, name) in the order of the list."""

    people = forms.TypedMultipleChoiceField(
        label=_("Кому отправить"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=_("Ответить до"), required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """A remark; `paragraphs` are (place in the tree, beginning of its words)."""

    where = forms.ChoiceField(label=_("К чему замечание"), required=False)
    text = forms.CharField(label=_("Замечание"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, paragraphs: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [("", _("протокол в целом")), *paragraphs]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why the draft is not approved."""

    reason = forms.CharField(label=_("Почему не согласны"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
