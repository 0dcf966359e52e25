"""Owns the phrases a secretary chose for a body's papers: added to its bank, or hidden from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Body


class BodyPhrase(models.Model):
    """A phrase of a body. What past protocols hold is counted when asked; a hidden phrase is left out of that."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="phrases", verbose_name=_("орган"))
    text = models.TextField(_("фраза"))
    is_hidden = models.BooleanField(_("не предлагать"), default=False)

    class Meta:
        verbose_name = _("фраза органа")
        verbose_name_plural = _("фразы органа")
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "text"], name="body_phrase_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="body_phrase_given"),
        ]

    def __str__(self) -> str:
        return self.text
