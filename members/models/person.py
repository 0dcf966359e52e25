"""Owns the person (with the forms of the name) and the dated posts a person holds outside the bodies."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Case
from members.models.choices import GENDERS

NAME_FIELDS = ("family_name", "given_name", "patronymic_name")


def fold_name(*parts: str) -> str:
    """Fold a name for sorting and comparing: one case, ё as е, single spaces."""
    return " ".join(" ".join(parts).split()).casefold().replace("ё", "е")


def validate_name_forms(stored: object) -> None:
    """Forms set by hand are {case: whole name}; anything else is refused."""
    is_right = isinstance(stored, dict) and all(
        case in set(Case) and isinstance(text, str) for case, text in stored.items()
    )
    if not is_right:
        raise ValidationError(_("Формы имени записаны неверно."))


class PersonQuerySet(models.QuerySet["Person"]):
    """Keeps the sorting key right in bulk writes too."""

    def bulk_create(self, objs: Iterable["Person"], *args: Any, **kwargs: Any) -> list["Person"]:
        people = list(objs)
        for person in people:
            person.fill_sort_key()
        return super().bulk_create(people, *args, **kwargs)

    def bulk_update(self, objs: Iterable["Person"], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        people, names = list(objs), set(fields)
        if names & set(NAME_FIELDS):
            names.add("sort_key")
            for person in people:
                person.fill_sort_key()
        return super().bulk_update(people, sorted(names), *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) & set(NAME_FIELDS) and "sort_key" not in kwargs:
            raise TypeError("names are changed by save() or bulk_update(), which keep the sorting key")
        return super().update(**kwargs)


class Person(models.Model):
    """A person. Given name and patronymic may be initials («В.») when a paper tells no more.

    `name_forms` holds forms set by hand, {"dative": "Швец Ангелине"}, for names the language rules get wrong.
    """

    family_name = models.TextField(_("фамилия"))
    given_name = models.TextField(_("имя"), blank=True)
    patronymic_name = models.TextField(_("отчество"), blank=True)
    gender = models.CharField(_("пол"), max_length=10, choices=GENDERS, blank=True)
    name_forms = models.JSONField(
        _("формы имени по падежам"), default=dict, blank=True, validators=[validate_name_forms]
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("учётная запись"),
    )
    sort_key = models.TextField(editable=False, db_index=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("лицо")
        verbose_name_plural = _("лица")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="person_family_name_given"),
            models.CheckConstraint(
                condition=Q(gender__in=["", *(value for value, _label in GENDERS)]), name="person_gender_known"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_sort_key()
        if (fields := kwargs.get("update_fields")) and set(fields) & set(NAME_FIELDS):
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    def fill_sort_key(self) -> None:
        """Recompute the sorting key from the name."""
        self.sort_key = fold_name(self.family_name, self.given_name, self.patronymic_name)

    @property
    def full_name(self) -> str:
        """Family name first, in the nominative; initials stand together: «Лысенко В.Г.»."""
        space = "" if self.is_initialled else " "
        own = space.join(part for part in (self.given_name, self.patronymic_name) if part)
        return f"{self.family_name} {own}".strip()

    @property
    def is_initialled(self) -> bool:
        """Whether no more than the initials are known."""
        return self.given_name.endswith(".")


class PositionHeld(models.Model):
    """A post held outside the body over a period; papers keep their own copy of its title."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions", verbose_name=_("лицо"))
    title = models.TextField(_("должность"))
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"), null=True, blank=True)

    class Meta:
        verbose_name = _("должность")
        verbose_name_plural = _("должности")
        ordering = [F("starts_on").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="position_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_held(self, on: datetime.date) -> bool:
        """Whether the post was held on that day (open ends count)."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)
