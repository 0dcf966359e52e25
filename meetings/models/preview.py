"""Owns the memory of confirmed previews: what an import has shown becomes one meeting, however often it is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


class ConfirmedPreview(models.Model):
    """A preview that was confirmed, by its token; the meeting is gone when its draft was deleted since."""

    token = models.CharField(max_length=64, unique=True)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("подтверждённый просмотр")
        verbose_name_plural = _("подтверждённые просмотры")

    def __str__(self) -> str:
        return self.token
