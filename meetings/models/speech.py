"""Owns what was said: speeches of an item, or of the opening of the meeting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import SpeechKind
from meetings.models.agenda import AgendaItem
from meetings.models.choices import SPEECH_KINDS
from meetings.models.meeting import Meeting
from members.models import Person
from members.models.choices import only_known


class Speech(models.Model):
    """One speech with the speaker as printed; without an item it belongs to the opening.

    `attribution_text` overrides the line written from name, membership and position.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speeches", verbose_name=_("заседание"))
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="speeches", verbose_name=_("вопрос")
    )
    order = models.PositiveIntegerField(_("порядок"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="speeches", verbose_name=_("лицо")
    )
    name_text = models.TextField(_("имя, как печатается"), blank=True)
    membership_text = models.TextField(_("членство, как печатается"), blank=True)
    position_text = models.TextField(_("должность, как печатается"), blank=True)
    kind = models.CharField(_("вид"), max_length=20, choices=SPEECH_KINDS, default=SpeechKind.SPOKE)
    attribution_text = models.TextField(_("строка о выступившем"), null=True, blank=True)
    is_inline = models.BooleanField(_("в одном предложении"), default=False)
    #: a list of {"text", "level", "marker"} (tree.Paragraph)
    paragraphs = models.JSONField(_("текст"), default=list, blank=True)

    class Meta:
        verbose_name = _("выступление")
        verbose_name_plural = _("выступления")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="speech_order_unique"),
            models.UniqueConstraint(
                fields=["meeting", "order"], condition=Q(item__isnull=True), name="opening_order_unique"
            ),
            only_known("kind", SPEECH_KINDS, "speech_kind_known"),
        ]

    def __str__(self) -> str:
        return self.attribution_text or self.name_text or self.get_kind_display()
