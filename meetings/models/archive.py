"""Owns the lasting address of a meeting in the archive: its year and day, and a count where a day had several."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting
from members.models import Body

#: Stands for the day of a meeting whose paper names none.
NO_DAY = "bez-daty"


class ArchiveAddress(models.Model):
    """Where readers find a meeting under its body; given with its first edition, kept from its first publication on.

    `path` is «2024/01-23», «2024/01-23-2» for the second meeting of a day.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="archive_addresses", verbose_name=_("орган"))
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="archive_address", verbose_name=_("заседание"))
    path = models.CharField(_("адрес"), max_length=30)

    class Meta:
        verbose_name = _("адрес в архиве")
        verbose_name_plural = _("адреса в архиве")
        ordering = ["path", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "path"], name="archive_address_unique")]

    def __str__(self) -> str:
        return f"{self.body.slug}/{self.path}"


def day_path(held_on: datetime.date | None, year: int) -> str:
    """The path of the first meeting of a day; `year` stands where the paper names no day."""
    return f"{held_on:%Y/%m-%d}" if held_on else f"{year:04}/{NO_DAY}"


def is_of_day(path: str, day: str) -> bool:
    """Whether a path is that of a day's meeting, the first or a later one."""
    return path == day or (path.startswith(f"{day}-") and path[len(day) + 1 :].isdecimal())
