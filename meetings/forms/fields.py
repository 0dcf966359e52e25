"""Owns the fields that the forms of a meeting share: texts without a value as None, vocabularies, yes/no/not said."""

import datetime
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.prose import PARAGRAPH_LIMIT, longest_paragraph
from meetings.models.choices import label_of
from meetings.wording.text import drop_unseen


class LineField(forms.CharField):
    """A single line of text; `empty_value` None where the tree tells "not said" from a text."""

    def __init__(self, *, label: Any, help_text: Any = "", is_nullable: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", PARAGRAPH_LIMIT)
        super().__init__(label=label, help_text=help_text, empty_value=None if is_nullable else "", **kwargs)

    def to_python(self, value: Any) -> Any:
        """Drop what nobody sees."""
        text = super().to_python(value)
        return (drop_unseen(text) or self.empty_value) if text else text


class AreaField(LineField):
    """One paragraph that may be long: a text area; line breaks typed in it become spaces."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "class": "prose-line"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Join the lines of the paragraph."""
        text = super().to_python(value)
        return " ".join(text.splitlines()) if text else text


class ProseField(forms.CharField):
    """Several paragraphs and points, one on a line (forms.prose); cleaned by `reader`, shown by the form's initial."""

    #: what the browser asks a clipboard to be made into (forms.paste.PasteKind)
    paste_kind = "prose"

    def __init__(self, *, reader: Callable[[str], Any], label: Any, help_text: Any = "", rows: int = 5) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows, "class": "prose", "data-paste": self.paste_kind}),
        )
        self.reader = reader

    def clean(self, value: Any) -> Any:
        """Return what the reader makes of the text; refuse a paragraph nobody could print."""
        text = drop_unseen(super().clean(value))
        if longest_paragraph(text) > PARAGRAPH_LIMIT:
            raise ValidationError(
                _("Один абзац длиннее %(limit)s знаков. Разбейте его на несколько строк."),
                params={"limit": PARAGRAPH_LIMIT},
            )
        return self.reader(text)


class VocabularyField(forms.TypedChoiceField):
    """One member of an enum; with `empty` a choice of none, cleaned to None."""

    def __init__(self, vocabulary: type[StrEnum], *, label: Any, empty: Any = None, **kwargs: Any) -> None:
        choices: list[tuple[str, Any]] = [(member.value, label_of(member)) for member in vocabulary]
        if empty is not None:
            choices.insert(0, ("", empty))
        # Not "required" for the page: something is always chosen, an asterisk would only be noise.
        super().__init__(label=label, choices=choices, coerce=vocabulary, empty_value=None, required=False, **kwargs)
        self.is_needed = empty is None

    def clean(self, value: Any) -> Any:
        """Refuse nothing where something must be chosen (no browser sends that)."""
        chosen = super().clean(value)
        if chosen is None and self.is_needed:
            raise ValidationError(self.error_messages["required"], code="required")
        return chosen


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said (None)."""

    def __init__(self, *, label: Any, yes: Any = None, no: Any = None, unsaid: Any = None, **kwargs: Any) -> None:
        choices = [("", unsaid or _("не указано")), ("yes", yes or _("да")), ("no", no or _("нет"))]
        super().__init__(
            label=label,
            choices=choices,
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show True and False as their choices."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


class DayField(forms.DateField):
    """A day, by the browser's own calendar; typed as 23.01.2024 where the browser has none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": _("Такой даты нет. Напишите день, месяц и год: 23.01.2024.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime.date | None:
        """Refuse years no protocol has: a slip of the keyboard, and dates that no later step could print."""
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError(_("Проверьте год: %(year)s."), params={"year": day.year})
        return day


class ClockField(forms.TimeField):
    """A time of day, to the minute."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H-%M"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={"invalid": _("Такого времени нет. Напишите часы и минуты: 13:00.")},
            **kwargs,
        )


class CountField(forms.IntegerField):
    """A number of people; empty means "not said", never zero."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=0,
            max_value=1_000_000,
            error_messages={
                "invalid": _("Напишите число цифрами."),
                "min_value": _("Число не может быть меньше нуля."),
                "max_value": _("Число слишком велико."),
            },
            **kwargs,
        )


class LinesField(ProseField):
    """A list of lines, each a value of its own."""

    paste_kind = "lines"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(reader=split_lines, **kwargs)


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines that are not blank, trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def join_lines(lines: Iterable[str]) -> str:
    """Write values one to a line."""
    return "\n".join(lines)
