"""Owns the form of the attendance: one row a person, members and guests in printed order."""

from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.forms.fields import AreaField, LineField, VocabularyField
from meetings.forms.rows import RowForm, make_row_formset


class AttendeeForm(RowForm):
    """One attendee; field names as in the document tree."""

    idle_fields = ("status", "mode")
    layout = (("name", 6), ("status", 3), ("mode", 3), ("position", 12))
    rare = (("role", 6), ("group", 6), ("reason", 6), ("represented_by", 6), ("note", 12))
    rare_title = _("Роль, причина отсутствия, примечание")

    name = LineField(label=_("Фамилия, имя, отчество"), required=True)
    status = VocabularyField(AttendanceStatus, label=_("Участие"), initial=AttendanceStatus.PRESENT)
    mode = VocabularyField(AttendanceMode, label=_("Как участвует"), initial=AttendanceMode.ROOM)
    position = AreaField(label=_("Должность"), rows=1)
    role = LineField(label=_("Роль в органе, как печатается"), help_text=_("«председатель коллегии»"))
    group = LineField(label=_("Подзаголовок над этим лицом"), help_text=_("«Члены комиссии:»"))
    reason = LineField(label=_("Причина отсутствия"))
    represented_by = LineField(label=_("Кто представляет, доверенность"))
    note = LineField(label=_("Примечание, как печатается"))


AttendeeFormSet = make_row_formset(
    AttendeeForm,
    title=_("Присутствующие, отсутствующие и приглашённые"),
    row_title=_("Лицо"),
    add_title=_("Добавить лицо"),
    explanation=_("Порядок строк – порядок печати. Списки протокола собираются по столбцу «Участие»."),
)
