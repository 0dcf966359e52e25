"""Owns what members have read: papers put before them («ознакомлен»), and when they last looked at their desk."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.protocol import Protocol
from members.models import Person

#: A visit goes on as long as the desk is opened again within this time.
VISIT = datetime.timedelta(minutes=30)


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    def of_user(self, user: Any) -> "AcknowledgementQuerySet":
        """Those of the person behind an account; none of an anonymous visitor."""
        return self.filter(person__user_id=user.pk) if user.is_authenticated else self.none()

    def waiting(self) -> "AcknowledgementQuerySet":
        """Those not acknowledged yet."""
        return self.filter(acknowledged_at=None)


class Acknowledgement(models.Model):
    """An edition put before one person; `acknowledged_at` is when he said that he has read it, himself."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="acknowledgements", verbose_name=_("редакция"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements", verbose_name=_("лицо"))
    asked_at = models.DateTimeField(_("когда направлено"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто направил")
    )
    acknowledged_at = models.DateTimeField(_("ознакомлен"), null=True, blank=True)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("ознакомление")
        verbose_name_plural = _("ознакомления")
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "person"], name="acknowledgement_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("asked_at")),
                name="acknowledgement_after_asking",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol}: {self.person}"


class DeskVisit(models.Model):
    """When an account last looked at its desk, and when before that visit began."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_visit")
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("посещение стола")
        verbose_name_plural = _("посещения стола")

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_at}"
