"""Owns the forms of signing: the password anew; the scan of a signed paper; a file of signatures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import DayField


class SimpleSignatureForm(forms.Form):
    """The password, and the sum of the paper that stood on the page."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("Ваш пароль на портале"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignatureFileForm(forms.Form):
    """A detached signature of the edition's PDF."""

    signature = forms.FileField(
        label=_("Файл подписи"),
        help_text=_(
            "Отсоединённая подпись .sig или .p7s: DER, PEM или base64, не больше 500 КБ. В ней может быть несколько "
            "подписей."
        ),
        widget=forms.FileInput(attrs={"accept": ".sig,.p7s,.sgn,.pem,application/pkcs7-signature"}),
        error_messages={"required": _("Выберите файл."), "empty": _("Файл пуст.")},
    )


class ScanForm(forms.Form):
    """Who signed the paper, when, and its scan; `lines` are (place, words) of those not yet signed."""

    orders = forms.TypedMultipleChoiceField(
        label=_("Кто подписал бумагу"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Отметьте, кто подписал бумагу.")},
    )
    signed_on = DayField(label=_("Дата на бумаге"), required=True)
    scan = forms.FileField(
        label=_("Скан подписанной бумаги"),
        help_text=_("PDF, JPEG или PNG, не больше 10 МБ."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Выберите файл."), "empty": _("Файл пуст.")},
    )

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["orders"].choices = lines  # type: ignore[attr-defined]
