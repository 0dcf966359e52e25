"""Owns the meeting: the facts of its paper's head, the paper's style, and the version that guards concurrent edits."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import DocumentFormatError, decode_style_difference, decode_value
from meetings.document.style import PaperStyle, style_over
from meetings.document.tree import Note
from meetings.document.vocabulary import MeetingForm, MeetingState, MemberRole
from meetings.models.choices import MEETING_FORMS, MEETING_STATES
from meetings.wording.continuity import MinutesApproval, write_minutes_approval
from members.models import Body, Membership, Person
from members.models.body import validate_paper_style
from members.models.choices import only_known

#: Who sees the drafts of a body; only the secretary changes them.
READING_ROLES = (MemberRole.CHAIR, MemberRole.DEPUTY, MemberRole.SECRETARY)
#: The role, beside those of members, of an administrator of the portal.
ADMINISTRATOR = "administrator"


def validate_notes(stored: object) -> None:
    """Refuse stored notes that are not the tree's."""
    try:
        decode_value(tuple[Note, ...], stored, "notes")
    except DocumentFormatError as error:
        raise ValidationError(_("Примечания записаны неверно: %(error)s."), params={"error": str(error)}) from error


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any, on: datetime.date | None = None) -> "MeetingQuerySet":
        """Meetings as drafts: those of bodies where the user is chair, deputy or secretary on that day (today).

        Members and visitors read protocol editions, never these rows.
        """
        if user.is_authenticated and user.is_superuser:
            return self.all()
        if not user.is_authenticated:
            return self.none()
        seats = Membership.objects.of_user(user, on).filter(body=OuterRef("body"), role__in=READING_ROLES)
        return self.filter(Exists(seats))

    def before(self, day: datetime.date) -> "MeetingQuerySet":
        """Meetings that were to be held before a day and were not called off, the last one first."""
        return self.filter(held_on__lt=day).exclude(state=MeetingState.CANCELLED).order_by("-held_on", "-pk")


class Meeting(models.Model):
    """One meeting. While it is drafted its rows are the truth; a frozen Protocol no longer depends on them.

    NULL means "the paper does not say"; a `*_text` field overrides the generated phrase of its part, verbatim.
    `version` grows with every change: an edit names the version it started from.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("орган"))
    state = models.CharField(_("состояние"), max_length=20, choices=MEETING_STATES, default=MeetingState.PLANNED)
    version = models.PositiveIntegerField(default=1, editable=False)

    # The paper's style: a difference over the body's; whole for a paper that no difference leads to (a label missing).
    paper_style = models.JSONField(_("оформление"), default=dict, blank=True, validators=[validate_paper_style])
    is_style_own = models.BooleanField(_("оформление не зависит от органа"), default=False)
    # Copies of the body's name where the paper names it otherwise than the body is named now.
    body_name_text = models.TextField(_("наименование органа"), null=True, blank=True)
    body_genitive_text = models.TextField(_("наименование органа в родительном падеже"), null=True, blank=True)

    title = models.TextField(_("вид заседания в родительном падеже"), blank=True, default="заседания")
    number = models.TextField(_("номер"), null=True, blank=True)
    number_period = models.CharField(max_length=10, null=True, editable=False)
    # Off for protocols read in: a paper without a number has none.
    is_number_due = models.BooleanField(_("присвоить номер при выпуске"), default=False)
    held_on = models.DateField(_("дата"), null=True, blank=True)
    held_until = models.DateField(_("последний день"), null=True, blank=True)
    date_text = models.TextField(_("дата, как печатается"), null=True, blank=True)
    starts_at = models.TimeField(_("начало"), null=True, blank=True)
    ends_at = models.TimeField(_("окончание"), null=True, blank=True)
    time_text = models.TextField(_("время, как печатается"), null=True, blank=True)
    place = models.TextField(_("место"), blank=True)
    form = models.CharField(_("форма проведения"), max_length=20, choices=MEETING_FORMS, default=MeetingForm.IN_PERSON)
    remote_method = models.TextField(_("способ дистанционного участия"), blank=True)
    chair_name = models.TextField(_("председатель"), null=True, blank=True)
    chair_role = models.TextField(_("должность председателя"), blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    secretary_name = models.TextField(_("секретарь"), null=True, blank=True)
    secretary_role = models.TextField(_("должность секретаря"), blank=True)
    secretary = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    members_total = models.PositiveIntegerField(_("всего членов"), null=True, blank=True)
    present_total = models.PositiveIntegerField(_("присутствует"), null=True, blank=True)
    online_total = models.PositiveIntegerField(_("из них онлайн"), null=True, blank=True)
    attendance_total_text = models.TextField(_("итог присутствия, как печатается"), null=True, blank=True)
    has_quorum = models.BooleanField(_("кворум имеется"), null=True, blank=True)
    quorum_text = models.TextField(_("фраза о кворуме"), null=True, blank=True)
    notes = models.JSONField(_("примечания"), default=list, blank=True, validators=[validate_notes])
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("заседание")
        verbose_name_plural = _("заседания")
        ordering = [F("held_on").desc(nulls_first=True), "-pk"]
        indexes = [models.Index(fields=["body", "-held_on"], name="meeting_body_held_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "number_period", "number"],
                name="meeting_number_unique",
                violation_error_message=_("Протокол с этим номером в этом периоде уже есть."),
            ),
            models.CheckConstraint(condition=Q(number__isnull=True) | ~Q(number=""), name="meeting_number_not_blank"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_on__isnull=True) | Q(held_until__gte=F("held_on")),
                name="meeting_ends_after_start",
                violation_error_message=_("Последний день заседания раньше первого."),
            ),
            models.CheckConstraint(
                condition=Q(chair_name__isnull=False) | Q(chair_role="", chair__isnull=True), name="meeting_chair_named"
            ),
            models.CheckConstraint(
                condition=Q(secretary_name__isnull=False) | Q(secretary_role="", secretary__isnull=True),
                name="meeting_secretary_named",
            ),
            only_known("state", MEETING_STATES, "meeting_state_known"),
            only_known("form", MEETING_FORMS, "meeting_form_known"),
        ]

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        day = f" {self.held_on:%d.%m.%Y}" if self.held_on else ""
        return f"{self.body}{number}{day}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.number_period = self.body.number_period(self.held_on)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "number_period"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.number_period = self.body.number_period(self.held_on)

    @property
    def minutes_title(self) -> str:
        """The question by which a later meeting approves the minutes of this one."""
        return write_minutes_approval(MinutesApproval(self.number, self.held_on))

    @property
    def style(self) -> PaperStyle:
        """The whole style of this meeting's paper."""
        stored = decode_style_difference(self.paper_style)
        return PaperStyle(**stored) if self.is_style_own else style_over(self.body.style, stored)  # type: ignore[arg-type]
