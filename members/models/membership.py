"""Owns the dated seat of a person in a body, and the queryset rules that follow from it."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import MemberRole
from members.models.choices import MEMBER_ROLES, VotingRight, only_known
from members.models.person import Person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: datetime.date) -> "MembershipQuerySet":
        """Seats held on that day (open ends count)."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def in_printed_order(self) -> "MembershipQuerySet":
        """By rank, with persons and their posts (two queries)."""
        people = self.select_related("person").prefetch_related("person__positions")
        return people.order_by("rank", "person__sort_key", "pk")

    def of_user(self, user: Any, on: datetime.date | None = None) -> "MembershipQuerySet":
        """Seats of the person behind an account on a day (today); none of an anonymous visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(person__user_id=user.pk).valid_on(on or timezone.localdate())


class BodyQuerySet(models.QuerySet["Body"]):
    def visible_to(self, user: Any, on: datetime.date | None = None) -> "BodyQuerySet":
        """Public bodies, and those where the user holds a seat on that day (today); all to an administrator."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        seats = Membership.objects.of_user(user, on).filter(body=OuterRef("pk"))
        return self.filter(Q(is_public=True) | Exists(seats)) if user.is_authenticated else self.filter(is_public=True)


class Membership(models.Model):
    """A seat: person × body × role × period. `rank` orders the list of members (chair first, then by rank)."""

    body = models.ForeignKey("members.Body", models.CASCADE, related_name="memberships", verbose_name=_("орган"))
    term = models.ForeignKey(
        "members.Term", models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name=_("созыв")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("лицо"))
    role = models.CharField(_("роль"), max_length=20, choices=MEMBER_ROLES, default=MemberRole.MEMBER)
    role_text = models.TextField(
        _("роль, как печатается"), blank=True, help_text=_("«председатель коллегии»; пусто для рядовых членов")
    )
    voting_right = models.CharField(
        _("право голоса"), max_length=20, choices=VotingRight.choices, default=VotingRight.FULL
    )
    rank = models.PositiveIntegerField(_("порядок в списке"), default=0)
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("членство")
        verbose_name_plural = _("членство")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(ends_on__isnull=True), name="membership_one_open_seat"
            ),
            only_known("role", MEMBER_ROLES, "membership_role_known"),
            only_known("voting_right", VotingRight.choices, "membership_voting_right_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Членство не может кончиться раньше, чем началось.")})
        if self.overlapping().exists():
            raise ValidationError(_("Это лицо уже состоит в органе в этот период."))

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Leave an open seat beside an overlapping one to `clean`, which tells of it in words and not by its name."""
        try:
            super().validate_constraints(exclude)
        except ValidationError:
            if not self.overlapping().exists():
                raise

    def overlapping(self) -> MembershipQuerySet:
        """Other seats of the same person in the same body whose period meets this one's."""
        others = Membership.objects.filter(body_id=self.body_id, person_id=self.person_id).exclude(pk=self.pk)
        if self.starts_on:
            others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on))
        if self.ends_on:
            others = others.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=self.ends_on))
        return others
