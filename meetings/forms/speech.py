"""Owns the form of a speech: who spoke, in what capacity, and what was said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import SpeechKind
from meetings.forms.fields import AreaField, LineField, ProseField, VocabularyField
from meetings.forms.prose import read_paragraphs
from meetings.forms.rows import RowForm, make_row_formset

PROSE_HELP = _("Каждый абзац с новой строки. Строка, начатая с «- », – пункт списка; два пробела перед ней – подпункт.")


class SpeechForm(RowForm):
    """One speech; field names as in the document tree, `paragraphs` cleaned to rows of text, level and marker."""

    idle_fields = ("kind", "is_inline")
    layout = (("kind", 4), ("name", 8), ("position", 12), ("paragraphs", 12))
    rare = (("membership", 4), ("attribution", 8), ("is_inline", 12))
    rare_title = _("Членство и своя строка о выступившем")

    kind = VocabularyField(SpeechKind, label=_("Под каким заголовком"), initial=SpeechKind.SPOKE)
    name = LineField(label=_("Кто выступил"), help_text=_("Пусто – текст обсуждения без имени"))
    membership = LineField(label=_("Членство"), help_text=_("«член коллегии»"))
    position = AreaField(label=_("Должность"), rows=1)
    attribution = AreaField(
        label=_("Строка о выступившем целиком"),
        is_nullable=True,
        help_text=_("Вместо «Фамилия Имя Отчество, член коллегии, должность.»"),
    )
    is_inline = forms.BooleanField(label=_("Текст продолжает строку с именем"), required=False)
    paragraphs = ProseField(reader=read_paragraphs, label=_("Что сказано"), help_text=PROSE_HELP)


SpeechFormSet = make_row_formset(
    SpeechForm, title=_("Выступления"), row_title=_("Выступление"), add_title=_("Добавить выступление")
)


class OpeningSpeechForm(SpeechForm):
    """A speech before the first question."""

    kind = VocabularyField(SpeechKind, label=_("Вид"), initial=SpeechKind.OPENING)


OpeningFormSet = make_row_formset(
    OpeningSpeechForm,
    title=_("Вступительное слово"),
    row_title=_("Выступление"),
    add_title=_("Добавить выступление"),
    explanation=_("Что было сказано до первого вопроса."),
)
