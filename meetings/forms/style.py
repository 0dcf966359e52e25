"""Owns the form of a paper's style: which blocks stand and in what order, the manners of printing, every label."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import (
    Block,
    DateStyle,
    DocumentForm,
    Layout,
    ListForm,
    NameStyle,
    TimeStyle,
    VoteStyle,
)
from meetings.forms.fields import CountField, VocabularyField
from meetings.forms.labels import LabelField, title_of, write_label_text
from meetings.forms.rows import placed_fields
from meetings.models.choices import label_of
from meetings.wording.labels import DEFAULT_LABELS, PLACEHOLDERS

#: Fields that a style and this form share by name.
SAME_FIELDS = (
    "layout",
    "form",
    "date_style",
    "time_style",
    "signature_name_style",
    "present_form",
    "absent_form",
    "invited_form",
    "vote_style",
    "is_vote_first",
    "is_title_joined",
    "has_yo",
    "has_final_marks",
    "font_size_pt",
    "annex_over",
)

#: Yes-or-no fields whose labels are sentences.
_SENTENCES = ("is_vote_first", "is_title_joined", "has_yo", "has_final_marks")


class StyleForm(forms.Form):
    """A whole style. Blocks are cleaned to a tuple in printed order, labels to sorted pairs of what differs."""

    layout = VocabularyField(Layout, label=_("Вид протокола"))
    form = VocabularyField(DocumentForm, label=_("Полнота протокола"), initial=DocumentForm.FULL)
    date_style = VocabularyField(DateStyle, label=_("Дата"))
    time_style = VocabularyField(TimeStyle, label=_("Время"))
    signature_name_style = VocabularyField(NameStyle, label=_("Имя в подписи"))
    present_form = VocabularyField(ListForm, label=_("Список присутствующих"))
    absent_form = VocabularyField(ListForm, label=_("Список отсутствующих"))
    invited_form = VocabularyField(ListForm, label=_("Список приглашённых"))
    vote_style = VocabularyField(VoteStyle, label=_("Запись о голосовании"))
    is_vote_first = forms.BooleanField(label=_("Голосование печатается перед решениями"), required=False)
    is_title_joined = forms.BooleanField(
        label=_("Вид заседания и орган – одной строкой («заседания коллегии …»)"), required=False
    )
    has_yo = forms.BooleanField(label=_("Писать ё («четвёртому»)"), required=False)
    has_final_marks = forms.BooleanField(
        label=_("Ставить точку в конце решений, выступлений и перечней, где её не поставили"), required=False
    )
    font_size_pt = forms.TypedChoiceField(
        label=_("Размер шрифта, пт"), choices=[(size, str(size)) for size in (12, 13, 14)], coerce=int, initial=14
    )

    annex_over = CountField(
        label=_("Список присутствующих – приложением, если их больше"),
        help_text=_("В тексте печатается «22 человека (список прилагается)», список – после подписей. Пусто: никогда."),
    )

    def __init__(self, *args: Any, default_labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for block in Block:
            self.fields[f"block_{block.value}"] = CountField(label=_capitalized(label_of(block)))
        for key in PLACEHOLDERS:
            self.fields[f"label_{key}"] = LabelField(label=title_of(key), default=default_labels.get(key, ""), key=key)

    def clean(self) -> dict[str, Any]:
        """Gather the blocks and the labels."""
        values = super().clean() or {}
        numbered = [(values.get(f"block_{block.value}"), block) for block in Block]
        # sorted() is stable: blocks with one number stand in the usual order.
        standing = sorted(((number, block) for number, block in numbered if number), key=lambda pair: pair[0])
        values["blocks"] = tuple(block for _number, block in standing)
        labels = {key: values.get(f"label_{key}") for key in PLACEHOLDERS}
        values["labels"] = tuple(sorted((key, text) for key, text in labels.items() if text is not None))
        return values

    def style_values(self) -> dict[str, Any]:
        """Return the fields of the style as typed; call after `is_valid`."""
        return {name: self.cleaned_data[name] for name in (*SAME_FIELDS, "blocks", "labels")}

    def manner_fields(self) -> list[tuple[Any, int]]:
        """Return the manners for the page."""
        widths = dict.fromkeys(SAME_FIELDS, 6) | dict.fromkeys(_SENTENCES, 12)
        return placed_fields(self, tuple((name, widths[name]) for name in SAME_FIELDS))

    def block_fields(self) -> list[tuple[Any, int]]:
        """Return the numbers of the blocks for the page."""
        return placed_fields(self, tuple((f"block_{block.value}", 4) for block in Block))

    def label_fields(self) -> list[tuple[Any, int]]:
        """Return the labels for the page."""
        return placed_fields(self, tuple((f"label_{key}", 6) for key in PLACEHOLDERS))


def style_initial(style: Any) -> dict[str, Any]:
    """Return the form's initial values of a style (anything with a style's fields)."""
    labels = dict(style.labels)
    numbers = {block: place for place, block in enumerate(style.blocks, start=1)}
    return (
        {name: getattr(style, name) for name in SAME_FIELDS}
        | {f"block_{block.value}": numbers.get(block) for block in Block}
        | {f"label_{key}": write_label_text(labels.get(key)) for key in PLACEHOLDERS}
    )


def layout_labels(layout: str | None) -> dict[str, str]:
    """Return the labels a layout prints by itself; of the standard one when the name is unknown."""
    known = layout if layout in {member.value for member in Layout} else Layout.STANDARD.value
    return DEFAULT_LABELS[Layout(known)]


def _capitalized(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]
