"""Owns what was decided: decisions, their nested points, and the assignments that annotate them."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import AssignmentState, Outcome
from meetings.models.agenda import AgendaItem
from meetings.models.choices import ASSIGNMENT_STATES, OUTCOMES
from meetings.models.meeting import Meeting
from meetings.wording.continuity import Postponement, read_postponement, write_postponement
from members.models import Person
from members.models.choices import only_known


class Decision(models.Model):
    """One decision of an item: a lead with points, or points alone. The addressee is kept as written and named."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name=_("заседание"))
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions", verbose_name=_("вопрос"))
    order = models.PositiveIntegerField(_("порядок"))
    number = models.TextField(_("номер"), null=True, blank=True)
    lead = models.TextField(_("вводная фраза"), null=True, blank=True)
    addressee_text = models.TextField(_("адресат, как в тексте"), null=True, blank=True)
    addressee_name = models.TextField(_("адресат"), null=True, blank=True)
    outcome = models.CharField(_("исход"), max_length=20, choices=OUTCOMES, default=Outcome.ADOPTED)

    class Meta:
        verbose_name = _("решение")
        verbose_name_plural = _("решения")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="decision_order_unique"),
            models.CheckConstraint(
                condition=Q(addressee_text__isnull=True, addressee_name__isnull=True)
                | Q(addressee_text__isnull=False, addressee_name__isnull=False),
                name="decision_addressee_whole",
            ),
            only_known("outcome", OUTCOMES, "decision_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number or ''} {self.lead or ''}".strip() or f"{self.order + 1}"


class DecisionPoint(models.Model):
    """A point of a decision, or a sub-point of another point of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points", verbose_name=_("заседание"))
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="points", verbose_name=_("решение"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="points", verbose_name=_("пункт")
    )
    order = models.PositiveIntegerField(_("порядок"))
    text = models.TextField(_("текст"))
    marker = models.TextField(_("знак перечня"), blank=True)
    is_inline = models.BooleanField(_("в том же абзаце"), default=False)

    class Meta:
        verbose_name = _("пункт решения")
        verbose_name_plural = _("пункты решений")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "order"], condition=Q(parent__isnull=True), name="point_order_unique"
            ),
            models.UniqueConstraint(fields=["parent", "order"], name="sub_point_order_unique"),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="point_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.text


class Assignment(models.Model):
    """Who does what by when: an annotation of a decision or of one of its points; the prose is the master."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="assignments", verbose_name=_("заседание"))
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="assignments", verbose_name=_("решение"))
    point = models.ForeignKey(
        DecisionPoint, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("пункт")
    )
    order = models.PositiveIntegerField(_("порядок"))
    responsible = models.TextField(_("исполнитель"), blank=True)
    responsible_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("лицо")
    )
    due_text = models.TextField(_("срок, как в тексте"), blank=True)
    due_on = models.DateField(_("срок"), null=True, blank=True)
    state = models.CharField(_("состояние"), max_length=20, choices=ASSIGNMENT_STATES, default=AssignmentState.IN_WORK)

    class Meta:
        verbose_name = _("поручение")
        verbose_name_plural = _("поручения")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="assignment_due")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "order"], name="assignment_order_unique"),
            only_known("state", ASSIGNMENT_STATES, "assignment_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.responsible} {self.due_text}".strip()


def postponement_text(held_on: datetime.date | None) -> str:
    """The point of a decision that moves its question to a day, or to the next meeting."""
    return write_postponement(Postponement(held_on))


def is_postponement(text: str) -> bool:
    """Whether a point does nothing but move its question."""
    return read_postponement(text) is not None
