"""Owns the approval of a draft (согласование): who was asked, what each answered, and remarks on its paragraphs."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ApprovalState
from meetings.models.choices import APPROVAL_STATES
from meetings.models.meeting import Meeting
from members.models import Person
from members.models.choices import only_known

#: Which answer may follow which; an answer given is not taken back, a new round asks anew.
APPROVAL_TRANSITIONS: dict[ApprovalState, tuple[ApprovalState, ...]] = {
    ApprovalState.WAITING: (ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.WITHDRAWN),
    ApprovalState.APPROVED: (),
    ApprovalState.DECLINED: (),
    ApprovalState.WITHDRAWN: (),
}


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def of_user(self, user: Any) -> "ApprovalQuerySet":
        """Requests to the person behind an account; none of an anonymous visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(person__user_id=user.pk)

    def waiting(self) -> "ApprovalQuerySet":
        """Those not answered yet."""
        return self.filter(state=ApprovalState.WAITING)

    def newest(self) -> "ApprovalQuerySet":
        """Each person's last request in its meeting: what he answered before a new round no longer counts."""
        later = Approval.objects.filter(
            meeting=models.OuterRef("meeting"), person=models.OuterRef("person"), round__gt=models.OuterRef("round")
        )
        return self.filter(~models.Exists(later))


class Approval(models.Model):
    """One person asked to approve one draft. `document_sha256` is of the document he had before him when he answered.

    `round` counts the requests to the same person in the same meeting, from 1.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="approvals", verbose_name=_("заседание"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="approvals", verbose_name=_("лицо"))
    round = models.PositiveIntegerField(_("круг"), default=1)
    state = models.CharField(_("ответ"), max_length=20, choices=APPROVAL_STATES, default=ApprovalState.WAITING)
    reason = models.TextField(_("причина отказа"), blank=True)
    asked_at = models.DateTimeField(_("когда спрошен"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто спросил")
    )
    due_on = models.DateField(_("ответить до"), null=True, blank=True)
    answered_at = models.DateTimeField(_("когда ответил"), null=True, blank=True)
    document_sha256 = models.CharField(_("SHA-256 прочитанного"), max_length=64, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("согласование")
        verbose_name_plural = _("согласования")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "round"], name="approval_round_unique"),
            models.CheckConstraint(
                condition=~Q(state=ApprovalState.DECLINED) | ~Q(reason=""), name="approval_decline_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApprovalState.WAITING, ApprovalState.WITHDRAWN])
                | Q(answered_at__isnull=False) & ~Q(document_sha256=""),
                name="approval_answer_has_moment",
            ),
            only_known("state", APPROVAL_STATES, "approval_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    def may_become(self, state: ApprovalState) -> bool:
        """Whether this request may get that answer now."""
        return state in APPROVAL_TRANSITIONS[ApprovalState(self.state)]

    @property
    def is_late(self) -> bool:
        """Whether the answer is due and has not come."""
        return self.state == ApprovalState.WAITING and self.due_on is not None and self.due_on < timezone.localdate()


class ApprovalRemark(models.Model):
    """A remark of an asked person on a paragraph of the draft: `quote` is the paragraph as he read it.

    `where` is the place in the tree («items[0].decisions[1]»); empty for the draft as a whole.
    """

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="remarks", verbose_name=_("согласование"))
    where = models.CharField(_("место"), max_length=200, blank=True)
    quote = models.TextField(_("абзац"), blank=True)
    text = models.TextField(_("замечание"))
    at = models.DateTimeField(_("когда"))
    settled_at = models.DateTimeField(_("когда учтено"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто учёл")
    )

    class Meta:
        verbose_name = _("замечание при согласовании")
        verbose_name_plural = _("замечания при согласовании")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="approval_remark_has_text")]

    def __str__(self) -> str:
        return self.text
