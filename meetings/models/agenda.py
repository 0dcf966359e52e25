"""Owns the agenda: one row per question, its title on the agenda and what its treatment chose instead."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ItemKind
from meetings.models.choices import ITEM_KINDS
from meetings.models.meeting import Meeting
from meetings.wording.continuity import read_minutes_approval, read_progress_title, write_progress_title
from members.models.choices import only_known


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def waiting(self, body_pk: int, day: datetime.date | None = None) -> "AgendaItemQuerySet":
        """Questions of a body's meetings that were moved on and that no later meeting has taken up, oldest first.

        With a day only those of meetings before it (or without a day), which a meeting of that day may take up.
        """
        waiting = self.filter(meeting__body=body_pk, is_carried=True, carried_to=None)
        if day:
            waiting = waiting.filter(Q(meeting__held_on__lt=day) | Q(meeting__held_on=None))
        return waiting.order_by("meeting__held_on", "meeting_id", "order")


class AgendaItem(models.Model):
    """One question. `title` NULL: not on the agenda; `heading_override` NULL: the proposal from the title stands."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("заседание"))
    order = models.PositiveIntegerField(_("порядок"))
    number = models.TextField(_("номер"))
    title = models.TextField(_("вопрос повестки"), null=True, blank=True)
    heading_override = models.TextField(_("заголовок вопроса"), null=True, blank=True)
    kind = models.CharField(_("вид вопроса"), max_length=20, choices=ITEM_KINDS, default=ItemKind.DECISION)
    is_treated = models.BooleanField(_("рассмотрен"), default=True)
    rapporteur = models.TextField(_("докладчик"), blank=True)
    is_carried = models.BooleanField(_("перенесён на следующее заседание"), default=False)
    #: the question of an earlier meeting that this one takes up again; one successor each
    carried_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to", verbose_name=_("перенесён из")
    )
    #: paragraphs behind decisions and votes: a list of texts
    notes = models.JSONField(_("примечания"), default=list, blank=True)
    #: labels of this item that differ from the paper's: a list of [key, text]
    labels = models.JSONField(_("надписи"), default=list, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("вопрос повестки")
        verbose_name_plural = _("вопросы повестки")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="item_order_unique"),
            only_known("kind", ITEM_KINDS, "item_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title or self.heading_override or ''}"


def approves_minutes(title: str | None) -> bool:
    """Whether a question approves the minutes of an earlier meeting."""
    return read_minutes_approval(title or "") is not None


#: The question by which a meeting hears how earlier decisions are executed.
PROGRESS_TITLE = write_progress_title()


def reports_progress(title: str | None) -> bool:
    """Whether a question is on the execution of earlier decisions."""
    return read_progress_title(title or "")
