"""Owns the forms of importing: a file or pasted text, and who each recognised person is."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Values of a person's choice beside the number of a known person.
NEW_PERSON, NO_PERSON = "new", "none"


class SourceForm(forms.Form):
    """A protocol as a file or as text; exactly one of them."""

    file = forms.FileField(
        label=_("Файл протокола"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.md,.text,.html,.htm"}),
        help_text=_("Word (.docx), текст (.txt) или страница (.html), до 10 МБ"),
        error_messages={"empty": _("Файл пустой. Выберите файл с текстом протокола.")},
    )
    text = forms.CharField(
        label=_("Или вставьте текст протокола (можно прямо из Word)"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "prose", "data-paste": "source"}),
    )

    #: the markup of what was pasted into `text`, while nothing else is typed there (static/js/paste.js)
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for one source of bearable size."""
        values = super().clean() or {}
        file, text = values.get("file"), values.get("text") or ""
        if "file" in self.errors:
            return values
        if file and text.strip():
            raise ValidationError(_("Выбран файл и вставлен текст. Оставьте что-нибудь одно."))
        if not file and not text.strip():
            raise ValidationError(_("Выберите файл или вставьте текст протокола."))
        size = file.size if file else max(len(text.encode()), len(values.get("html", "").encode()))
        if size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise ValidationError(_("Протокол больше %(limit)s МБ."), params={"limit": limit})
        return values

    def source(self) -> tuple[bytes, str]:
        """Return the bytes and the name of the file (empty for pasted text); call after `is_valid`."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        markup: str = self.cleaned_data["html"]
        return (markup.encode(), "clipboard.html") if markup.strip() else (self.cleaned_data["text"].encode(), "")


class PeopleForm(forms.Form):
    """For each recognised name: one of the known people, a new person, or nobody."""

    def __init__(self, *args: Any, names: list[tuple[str, str, list[tuple[int, str]], Any]], **kwargs: Any) -> None:
        """`names`: (printed name, position, candidates as (key, text), what is proposed)."""
        super().__init__(*args, **kwargs)
        self.names = [name for name, *_rest in names]
        self.doubtful_fields: list[str] = []
        for place, (name, position, candidates, proposed) in enumerate(names):
            choices = [
                *((str(key), text) for key, text in candidates),
                (NEW_PERSON, _("новое лицо")),
                (NO_PERSON, _("не связывать с карточкой")),
            ]
            self.fields[f"person_{place}"] = forms.ChoiceField(
                label=name, help_text=position, choices=choices, initial=str(proposed), required=False
            )
            if proposed == NO_PERSON:
                self.doubtful_fields.append(f"person_{place}")

    def doubtful(self) -> list[Any]:
        """Return the choices that the portal leaves to the secretary."""
        return [self[name] for name in self.doubtful_fields]

    def settled(self) -> list[Any]:
        """Return the choices that the portal proposes."""
        return [self[name] for name in self.fields if name not in self.doubtful_fields]

    def choices(self) -> dict[str, str]:
        """Return what was chosen by printed name; call after `is_valid`."""
        return {name: self.cleaned_data[f"person_{place}"] or NO_PERSON for place, name in enumerate(self.names)}
