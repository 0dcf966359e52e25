"""Owns the extracts («выписки») of editions: certified, numbered per body, and unchanged for ever."""

import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import READING_ROLES
from meetings.models.protocol import Protocol, SealedRowError
from members.models import Body, Membership

#: What an extract is; only its annulment is written later.
IMMUTABLE_FIELDS = (
    *("body", "protocol", "number", "selection", "subject", "certified_role", "certified_name", "certified_on"),
    *("document", "document_sha256", "pdf", "sha256", "made_at", "made_by"),
)


class ExtractQuerySet(models.QuerySet["Extract"]):
    def visible_to(self, user: Any, on: datetime.date | None = None) -> "ExtractQuerySet":
        """Extracts the user may read on that day (today): for people of the body, of the editions they may read.

        Administrators, chairs, deputies and secretaries: all; other members: those of editions visible to them.
        Nobody else: a visitor reads the published protocol itself.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        seats = Membership.objects.of_user(user, on).filter(body=OuterRef("body"))
        readable = Protocol.objects.visible_to(user, on).filter(pk=OuterRef("protocol"))
        return self.filter(Exists(seats.filter(role__in=READING_ROLES)) | (Exists(seats) & Exists(readable)))

    def without_files(self) -> "ExtractQuerySet":
        """Leave the heavy columns in the database."""
        return self.defer("document", "pdf", "protocol__document", "protocol__pdf")

    def update(self, **kwargs: Any) -> int:
        if sealed := set(kwargs) & {*IMMUTABLE_FIELDS, "body_id", "protocol_id", "made_by_id"}:
            raise SealedRowError(f"an extract never changes: {', '.join(sorted(sealed))}")
        return super().update(**kwargs)

    def delete(self) -> NoReturn:
        raise SealedRowError("an extract is never deleted")


class Extract(models.Model):
    """A certified extract: canonical JSON (document.excerpt) and PDF, each with its SHA-256 (lower-case hex).

    `selection` is the normal form of what was chosen («1 2.1 3.2.1»); `subject` tells it to people in the register.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="extracts", verbose_name=_("орган"))
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="extracts", verbose_name=_("редакция"))
    number = models.PositiveIntegerField(_("номер"))
    selection = models.TextField(_("что взято"))
    subject = models.TextField(_("содержание"))
    certified_role = models.TextField(_("должность заверившего"))
    certified_name = models.TextField(_("кто заверил"))
    certified_on = models.DateField(_("дата"))
    document = models.TextField(_("документ (JSON)"))
    document_sha256 = models.CharField(_("SHA-256 документа"), max_length=64)
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("SHA-256 файла PDF"), max_length=64, db_index=True)
    made_at = models.DateTimeField(_("сделана"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("сделал")
    )
    annulled_at = models.DateTimeField(_("аннулирована"), null=True, blank=True)
    annulled_reason = models.TextField(_("почему аннулирована"), blank=True)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        verbose_name = _("выписка")
        verbose_name_plural = _("выписки")
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="extract_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="extract_number_from_one"),
            models.UniqueConstraint(
                fields=["protocol", "selection"], condition=Q(annulled_at__isnull=True), name="extract_canonical"
            ),
            models.CheckConstraint(condition=~Q(selection=""), name="extract_takes_something"),
            models.CheckConstraint(
                condition=~Q(certified_role="") & ~Q(certified_name=""), name="extract_certifier_named"
            ),
            models.CheckConstraint(
                condition=Q(annulled_at__isnull=True) | ~Q(annulled_reason=""), name="extract_annulled_for_reason"
            ),
        ]

    def __str__(self) -> str:
        return _("Выписка № %(number)s") % {"number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            names = kwargs.get("update_fields")
            if names is None or set(names) & set(IMMUTABLE_FIELDS):
                raise SealedRowError("name the changed fields in update_fields: an extract never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the model's signature
        raise SealedRowError("an extract is never deleted")
