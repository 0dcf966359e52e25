"""Owns the end of the paper: lines for signatures, and the list of attachments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting
from members.models import Person


class SignatureLine(models.Model):
    """Role left, name right, both as printed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="signature_lines", verbose_name=_("заседание"))
    order = models.PositiveIntegerField(_("порядок"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signature_lines", verbose_name=_("лицо")
    )
    role_text = models.TextField(_("должность, как печатается"), blank=True)
    name_text = models.TextField(_("имя, как печатается"), blank=True)

    class Meta:
        verbose_name = _("строка подписи")
        verbose_name_plural = _("строки подписей")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="signature_line_order_unique")]

    def __str__(self) -> str:
        return f"{self.role_text} {self.name_text}"


class Attachment(models.Model):
    """A line of the list of attachments: title and extent («на 3 л.»)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attachments", verbose_name=_("заседание"))
    order = models.PositiveIntegerField(_("порядок"))
    title = models.TextField(_("наименование"))
    extent = models.TextField(_("объём"), blank=True)

    class Meta:
        verbose_name = _("приложение")
        verbose_name_plural = _("приложения")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="attachment_order_unique")]

    def __str__(self) -> str:
        return self.title
