"""Owns who is at the drafting desk of a meeting right now; a line that nobody renews is over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


class DeskPresence(models.Model):
    """One person at one desk, and the part and field he was in when his page last told."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("заседание"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("кто"))
    part = models.CharField(_("часть"), max_length=40, blank=True)
    field = models.CharField(_("поле"), max_length=80, blank=True)
    seen_at = models.DateTimeField(_("когда был"))

    class Meta:
        verbose_name = _("работа над протоколом")
        verbose_name_plural = _("работа над протоколом")
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="desk_presence_unique")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.meeting_id} {self.part}"
