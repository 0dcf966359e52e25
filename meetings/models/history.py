"""Owns the history: who did what to a body and its meetings; it only grows."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils.translation import gettext_lazy as _

from meetings.models.chain import append
from meetings.models.meeting import Meeting
from meetings.models.protocol import SealedRowError
from members.models import Body
from members.models.choices import only_known


class HistoryVerb(models.TextChoices):
    """What was done; values stay for ever."""

    CREATED_BODY = "created_body", _("создан орган")
    CHANGED_BODY = "changed_body", _("изменены сведения об органе")
    ADDED_MEMBER = "added_member", _("введён член органа")
    CHANGED_MEMBER = "changed_member", _("изменено членство")
    CREATED_MEETING = "created_meeting", _("создано заседание")
    IMPORTED_MEETING = "imported_meeting", _("загружен протокол")
    CHANGED_HEADER = "changed_header", _("изменены реквизиты")
    CHANGED_ATTENDANCE = "changed_attendance", _("изменено присутствие")
    CHANGED_OPENING = "changed_opening", _("изменено вступительное слово")
    CHANGED_AGENDA = "changed_agenda", _("изменена повестка")
    CHANGED_ITEM = "changed_item", _("изменён вопрос")
    CHANGED_DECISIONS = "changed_decisions", _("изменены решения")
    CHANGED_VOTES = "changed_votes", _("изменено голосование")
    CHANGED_SIGNATURES = "changed_signatures", _("изменены подписи")
    DELETED_MEETING = "deleted_meeting", _("удалён черновик заседания")
    ASKED_APPROVAL = "asked_approval", _("отправлено на согласование")
    APPROVED_DRAFT = "approved_draft", _("согласован черновик")
    DECLINED_DRAFT = "declined_draft", _("черновик не согласован")
    WITHDREW_APPROVAL = "withdrew_approval", _("согласование отозвано")
    REMARKED_DRAFT = "remarked_draft", _("сделано замечание к черновику")
    SETTLED_REMARK = "settled_remark", _("замечание учтено")
    ISSUED_PROTOCOL = "issued_protocol", _("выпущен протокол")
    ADDED_SIGNATURE = "added_signature", _("поставлена подпись")
    SIGNED_PROTOCOL = "signed_protocol", _("протокол подписан всеми")
    PUBLISHED_PROTOCOL = "published_protocol", _("опубликован протокол")
    SCHEDULED_PUBLICATION = "scheduled_publication", _("назначена публикация протокола")
    UNSCHEDULED_PUBLICATION = "unscheduled_publication", _("отменена назначенная публикация")
    PROPOSED_ANNULMENT = "proposed_annulment", _("предложено аннулировать протокол")
    DECLINED_ANNULMENT = "declined_annulment", _("предложение аннулировать отклонено")
    ANNULLED_PROTOCOL = "annulled_protocol", _("аннулирован протокол")
    MADE_EXTRACT = "made_extract", _("сделана выписка")
    ANNULLED_EXTRACT = "annulled_extract", _("аннулирована выписка")


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the queryset's signature
        raise SealedRowError("history only grows")

    def delete(self) -> NoReturn:
        raise SealedRowError("history only grows")


class HistoryEntry(models.Model):
    """One deed, linked to the one before when it is saved.

    `details` tells what changed: {field: [before, after]}, or a few facts of the deed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="history", verbose_name=_("орган"))
    # The entry outlives a deleted draft, so the column is no database reference; `meeting_text` names the meeting.
    meeting = models.ForeignKey(
        Meeting,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="history",
        verbose_name=_("заседание"),
    )
    meeting_text = models.TextField(_("заседание"), blank=True)
    # The meeting's version that the deed made: the moment at which the protocol can be read again (mapping/past.py).
    version = models.PositiveIntegerField(_("версия"), null=True, blank=True)
    verb = models.CharField(_("действие"), max_length=40, choices=HistoryVerb.choices)
    details = models.JSONField(_("подробности"), default=dict, blank=True)
    # PROTECT: an account that acted is switched off, not deleted.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто")
    )
    at = models.DateTimeField(_("когда"))
    # The place in the portal's chain, from 1 without a gap, and the link (models/chain.py).
    seq = models.PositiveBigIntegerField(_("место в цепочке"), unique=True, editable=False)
    hash = models.CharField(_("звено"), max_length=64, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("запись журнала")
        verbose_name_plural = _("журнал")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["meeting", "-at"], name="history_meeting_at")]
        constraints = [only_known("verb", HistoryVerb.choices, "history_verb_known")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.get_verb_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - the model's signature
        if not self._state.adding:
            raise SealedRowError("history only grows")
        with transaction.atomic(savepoint=False):
            self.pk, self.seq, self.hash = append(self)
        self._state.adding, self._state.db = False, DEFAULT_DB_ALIAS

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the model's signature
        raise SealedRowError("history only grows")
