"""Owns who was there: attendance of the meeting, and per item only the exceptions from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import AttendanceMode, AttendanceStatus
from meetings.models.agenda import AgendaItem
from meetings.models.choices import ATTENDANCE_MODES, ATTENDANCE_STATUSES, ITEM_PRESENCES
from meetings.models.meeting import Meeting
from meetings.wording.spans import read_span, write_span
from members.models import Person
from members.models.choices import only_known


class Attendance(models.Model):
    """One line of the attendance: name, position and role as printed; the link to the person serves statistics."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name=_("заседание"))
    order = models.PositiveIntegerField(_("порядок"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("лицо")
    )
    name_text = models.TextField(_("имя, как печатается"))
    position_text = models.TextField(_("должность, как печатается"), blank=True)
    role_text = models.TextField(_("роль, как печатается"), blank=True)
    group_text = models.TextField(_("заголовок группы"), blank=True)
    status = models.CharField(
        _("присутствие"), max_length=20, choices=ATTENDANCE_STATUSES, default=AttendanceStatus.PRESENT
    )
    mode = models.CharField(_("участие"), max_length=20, choices=ATTENDANCE_MODES, default=AttendanceMode.ROOM)
    reason = models.TextField(_("причина отсутствия"), blank=True)
    represented_by = models.TextField(_("представитель"), blank=True)
    note = models.TextField(_("примечание"), blank=True)

    class Meta:
        verbose_name = _("присутствие")
        verbose_name_plural = _("присутствие")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="attendance_order_unique"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="attendance_person_unique",
                violation_error_message=_("Это лицо уже есть в списке."),
            ),
            only_known("status", ATTENDANCE_STATUSES, "attendance_status_known"),
            only_known("mode", ATTENDANCE_MODES, "attendance_mode_known"),
        ]

    def __str__(self) -> str:
        return self.name_text

    def remark_span(self, first: str | None, last: str | None) -> bool:
        """Set the remark on the questions at which the person was, unsaved; False where another remark stands."""
        if self.note and read_span(self.note) is None:
            return False
        self.note = write_span(first, last)
        return True


class ItemAttendance(models.Model):
    """A person present at the meeting but not at this item."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="item_attendances")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="item_attendances", verbose_name=_("вопрос"))
    order = models.PositiveIntegerField(_("порядок"))
    attendance = models.ForeignKey(Attendance, models.SET_NULL, null=True, blank=True, related_name="item_attendances")
    name_text = models.TextField(_("имя, как печатается"))
    presence = models.CharField(_("исключение"), max_length=20, choices=ITEM_PRESENCES)

    class Meta:
        verbose_name = _("отсутствие по вопросу")
        verbose_name_plural = _("отсутствие по вопросам")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="item_attendance_order_unique"),
            only_known("presence", ITEM_PRESENCES, "item_attendance_presence_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name_text}: {self.get_presence_display()}"
