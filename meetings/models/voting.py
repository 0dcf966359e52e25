"""Owns the votings of an item and the votes of single persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Requirement, VoteBase, VoteMethod, VoteSource
from meetings.models.agenda import AgendaItem
from meetings.models.choices import (
    REQUIREMENTS,
    VOTE_BASES,
    VOTE_METHODS,
    VOTE_OPTIONS,
    VOTE_RESULTS,
    VOTE_SOURCES,
)
from meetings.models.decision import Decision
from meetings.models.meeting import Meeting
from members.models import Person
from members.models.choices import only_known


class VoteEvent(models.Model):
    """One voting on an item or on one of its decisions; counts are heads, NULL is "not stated"."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="vote_events", verbose_name=_("заседание"))
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="vote_events", verbose_name=_("вопрос"))
    decision = models.ForeignKey(
        Decision, models.SET_NULL, null=True, blank=True, related_name="vote_events", verbose_name=_("решение")
    )
    order = models.PositiveIntegerField(_("порядок"))
    subject = models.TextField(_("о чём голосовали"), blank=True)
    votes_for = models.PositiveIntegerField(_("за"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("против"), null=True, blank=True)
    votes_abstained = models.PositiveIntegerField(_("воздержались"), null=True, blank=True)
    votes_not_cast = models.PositiveIntegerField(_("не голосовали"), null=True, blank=True)
    is_unanimous = models.BooleanField(_("единогласно"), null=True, blank=True)
    method = models.CharField(_("способ"), max_length=20, choices=VOTE_METHODS, default=VoteMethod.OPEN)
    base = models.CharField(_("считается"), max_length=20, choices=VOTE_BASES, default=VoteBase.PRESENT)
    requirement = models.CharField(_("требуется"), max_length=20, choices=REQUIREMENTS, default=Requirement.SIMPLE)
    result = models.CharField(_("итог"), max_length=20, choices=VOTE_RESULTS, null=True, blank=True)
    result_reason = models.TextField(_("почему итог иной"), blank=True)
    chair_vote = models.CharField(
        _("решающий голос председательствующего"), max_length=20, choices=VOTE_OPTIONS, null=True, blank=True
    )
    sentence = models.TextField(_("голосование, как печатается"), null=True, blank=True)

    class Meta:
        verbose_name = _("голосование")
        verbose_name_plural = _("голосования")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="vote_event_order_unique"),
            only_known("method", VOTE_METHODS, "vote_event_method_known"),
            only_known("base", VOTE_BASES, "vote_event_base_known"),
            only_known("requirement", REQUIREMENTS, "vote_event_requirement_known"),
            only_known("result", VOTE_RESULTS, "vote_event_result_known"),
            only_known("chair_vote", VOTE_OPTIONS, "vote_event_chair_vote_known"),
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.item}"


class Vote(models.Model):
    """One person's vote, with the name as printed and where the record of it came from."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votes", verbose_name=_("заседание"))
    vote_event = models.ForeignKey(VoteEvent, models.CASCADE, related_name="votes", verbose_name=_("голосование"))
    order = models.PositiveIntegerField(_("порядок"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("лицо")
    )
    name_text = models.TextField(_("имя, как печатается"))
    option = models.CharField(_("голос"), max_length=20, choices=VOTE_OPTIONS)
    source = models.CharField(_("источник"), max_length=20, choices=VOTE_SOURCES, default=VoteSource.SECRETARY)

    class Meta:
        verbose_name = _("голос")
        verbose_name_plural = _("голоса")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote_event", "order"], name="vote_order_unique"),
            models.UniqueConstraint(fields=["vote_event", "person"], name="vote_person_unique"),
            only_known("option", VOTE_OPTIONS, "vote_option_known"),
            only_known("source", VOTE_SOURCES, "vote_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name_text}: {self.get_option_display()}"
