"""Owns whom the portal trusts to certify signers: certificates of authorities and their lists of revoked ones.

An administrator brings both; nothing is fetched. They are kept for ever: a signature accepted today is checked again by
them in ten years.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrustedCertificate(models.Model):
    """A certificate of an authority, as DER. Roots are trusted by themselves, others by the root they lead to."""

    name = models.TextField(_("центр"))
    issuer = models.TextField(_("кем выдан"))
    is_root = models.BooleanField(_("корневой"))
    content = models.BinaryField(_("сертификат"))
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    serial = models.CharField(_("номер"), max_length=80)
    valid_from = models.DateTimeField(_("действует с"))
    valid_until = models.DateTimeField(_("действует по"))
    added_at = models.DateTimeField(_("внесён"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто внёс")
    )
    # No new signature is accepted by it; those accepted before stay.
    withdrawn_at = models.DateTimeField(_("доверие отозвано"), null=True, blank=True)

    class Meta:
        verbose_name = _("сертификат центра")
        verbose_name_plural = _("сертификаты центров")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, № {self.serial}"


class RevocationList(models.Model):
    """A list of revoked certificates (CRL) of an authority, as DER."""

    issuer = models.TextField(_("центр"))
    content = models.BinaryField(_("список"))
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    issued_at = models.DateTimeField(_("выпущен"))
    next_at = models.DateTimeField(_("действует до"), null=True, blank=True)
    added_at = models.DateTimeField(_("внесён"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто внёс")
    )

    class Meta:
        verbose_name = _("список отзыва")
        verbose_name_plural = _("списки отзыва")
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.issuer}, {self.issued_at:%d.%m.%Y}"


def trust_material(*, with_withdrawn: bool = False) -> dict[str, tuple[Any, ...]]:
    """Return what a check of a signature trusts, as DER: «anchors», «between», «revocations» (two queries)."""
    certificates = TrustedCertificate.objects.all()
    if not with_withdrawn:
        certificates = certificates.filter(withdrawn_at__isnull=True)
    known = [(one.is_root, bytes(one.content)) for one in certificates]
    return {
        "anchors": tuple(content for is_root, content in known if is_root),
        "between": tuple(content for is_root, content in known if not is_root),
        "revocations": tuple(bytes(one.content) for one in RevocationList.objects.all()),
    }
