"""Owns the forms of what ends a protocol: signatures, attachments, and paragraphs outside the known parts."""

from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import NotePlace
from meetings.forms.fields import AreaField, LineField, VocabularyField
from meetings.forms.rows import RowForm, make_row_formset


class SignatureForm(RowForm):
    """One line of the signatures."""

    layout = (("role", 7), ("name", 5))

    role = LineField(label=_("Должность слева"), help_text=_("«Председатель коллегии»"))
    name = LineField(label=_("Имя справа"), help_text=_("«В.Г. Лысенко»"))


class AttachmentForm(RowForm):
    """One line of the list of attachments."""

    layout = (("title", 9), ("extent", 3))

    title = AreaField(label=_("Приложение"), required=True)
    extent = LineField(label=_("Объём"), help_text=_("«на 3 л.»"))


class NoteForm(RowForm):
    """A paragraph outside the known parts."""

    idle_fields = ("place",)
    layout = (("place", 4), ("text", 8))

    place = VocabularyField(NotePlace, label=_("Где печатается"), initial=NotePlace.CLOSING)
    text = AreaField(label=_("Текст"), required=True)


SignatureFormSet = make_row_formset(
    SignatureForm, title=_("Подписи"), row_title=_("Подпись"), add_title=_("Добавить подпись")
)
AttachmentFormSet = make_row_formset(
    AttachmentForm, title=_("Приложения"), row_title=_("Приложение"), add_title=_("Добавить приложение")
)
NoteFormSet = make_row_formset(
    NoteForm,
    title=_("Прочие строки протокола"),
    row_title=_("Строка"),
    add_title=_("Добавить строку"),
    explanation=_("Например, гриф над заголовком или фраза перед подписями."),
)
