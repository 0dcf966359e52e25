"""Owns the annulment of an edition by two people: one proposes with a reason, another confirms or declines."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.protocol import Protocol


class Annulment(models.Model):
    """One proposal; open while nobody has answered it. `is_confirmed` is None until then.

    Who answers is never who proposed: the database refuses it too.
    """

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="annulments", verbose_name=_("редакция"))
    reason = models.TextField(_("причина"))
    proposed_at = models.DateTimeField(_("когда предложено"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто предложил")
    )
    is_confirmed = models.BooleanField(_("подтверждено"), null=True, blank=True)
    answered_at = models.DateTimeField(_("когда отвечено"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто ответил")
    )

    class Meta:
        verbose_name = _("аннулирование")
        verbose_name_plural = _("аннулирования")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(is_confirmed__isnull=True), name="annulment_one_open"
            ),
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(is_confirmed=True), name="annulment_one_confirmed"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="annulment_has_reason"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("proposed_by")), name="annulment_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed__isnull=True, answered_at__isnull=True, answered_by__isnull=True)
                | Q(is_confirmed__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="annulment_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}: {self.reason}"

    def may_be_answered_by(self, user: Any) -> bool:
        """Whether the account is another than the one that proposed, and nobody has answered yet."""
        return self.is_confirmed is None and self.proposed_by_id != user.pk
