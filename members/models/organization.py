"""Owns the organisation that a body belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """A legal person; its name as in its charter."""

    name = models.TextField(_("полное наименование"), unique=True)
    short_name = models.TextField(_("сокращённое наименование"), blank=True)

    class Meta:
        verbose_name = _("организация")
        verbose_name_plural = _("организации")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name
