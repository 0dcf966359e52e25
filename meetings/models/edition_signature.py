"""Owns the signatures under issued editions: one for each line, each honest about its kind, kept for ever."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.protocol import Protocol, SealedRowError
from members.models import Person
from members.models.choices import only_known


class SignatureKind(models.TextChoices):
    """How a line was signed (Federal Law 63-FZ, article 5); values stay for ever."""

    PAPER = "paper", _("на бумаге, приложен скан")
    SIMPLE = "simple", _("простая электронная подпись")
    DETACHED = "detached", _("электронная подпись в отдельном файле")


class SignatureQuerySet(models.QuerySet["Signature"]):
    def without_files(self) -> "SignatureQuerySet":
        """Leave the scans in the database."""
        return self.defer("file")

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the queryset's signature
        raise SealedRowError("a signature never changes")

    def delete(self) -> NoReturn:
        raise SealedRowError("a signature is never deleted")


class Signature(models.Model):
    """The signature under one line of an edition.

    `order` is the line's place from 1; role and name are as printed there. `signed_at` is the moment the portal took
    it, `signed_on` the date written on the paper. `evidence` tells what was signed: {"sha256": of the edition's PDF,
    …}; a simple signature adds {"method", "session": SHA-256 of the session's key}. One in a file of
    its own adds {"report": signing.report as JSON text, "place": which of the file's signatures, from 0}. `file` is the
    scan or that file, `sha256` its sum (lower-case hex).
    """

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="signatures", verbose_name=_("редакция"))
    order = models.PositiveIntegerField(_("строка"))
    role_text = models.TextField(_("должность, как напечатана"), blank=True)
    name_text = models.TextField(_("имя, как напечатано"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("лицо")
    )
    kind = models.CharField(_("вид"), max_length=20, choices=SignatureKind.choices)
    signed_at = models.DateTimeField(_("принята порталом"))
    signed_on = models.DateField(_("дата на бумаге"), null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто внёс")
    )
    evidence = models.JSONField(_("свидетельство"), default=dict, blank=True)
    file = models.BinaryField(_("файл"), default=b"", blank=True)
    file_type = models.CharField(_("вид файла"), max_length=40, blank=True)
    sha256 = models.CharField(_("SHA-256 файла"), max_length=64, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("подпись")
        verbose_name_plural = _("подписи")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "order"], name="signature_once_a_line"),
            models.CheckConstraint(condition=Q(order__gte=1), name="signature_order_from_one"),
            models.CheckConstraint(
                condition=~Q(kind=SignatureKind.PAPER) | (~Q(sha256="") & Q(signed_on__isnull=False)),
                name="signature_paper_has_scan",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SignatureKind.DETACHED) | ~Q(sha256=""), name="signature_detached_has_file"
            ),
            models.CheckConstraint(
                condition=~Q(kind=SignatureKind.SIMPLE) | (Q(person__isnull=False) & Q(actor__isnull=False)),
                name="signature_simple_is_somebodys",
            ),
            only_known("kind", SignatureKind.choices, "signature_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role_text} {self.name_text}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise SealedRowError("a signature never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the model's signature
        raise SealedRowError("a signature is never deleted")
