"""Owns the protocol's editions: photographs of a meeting that nothing changes any more."""

import datetime
import secrets
from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Audience, ProtocolState
from meetings.models.choices import AUDIENCES, PROTOCOL_STATES, label_of
from meetings.models.meeting import READING_ROLES, Meeting
from meetings.wording.codes import ALPHABET, LENGTH
from members.models import Membership
from members.models.choices import only_known

#: What an edition is; the states and moments of its life are all that may change.
IMMUTABLE_FIELDS = (
    *("meeting", "edition", "code", "document", "document_sha256", "pdf", "sha256", "issued_at", "issued_by", "reason"),
)

#: Which state may follow which; one use case per transition.
TRANSITIONS: dict[ProtocolState, tuple[ProtocolState, ...]] = {
    ProtocolState.ISSUED: (
        ProtocolState.SIGNED,
        ProtocolState.PUBLISHED,
        ProtocolState.SUPERSEDED,
        ProtocolState.ANNULLED,
    ),
    ProtocolState.SIGNED: (ProtocolState.PUBLISHED, ProtocolState.SUPERSEDED, ProtocolState.ANNULLED),
    ProtocolState.PUBLISHED: (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED),
    ProtocolState.SUPERSEDED: (),
    ProtocolState.ANNULLED: (),
}


#: States from which a set moment leads to publication.
SCHEDULABLE = (ProtocolState.ISSUED, ProtocolState.SIGNED)


def is_due(at: datetime.datetime) -> Q:
    """Editions whose moment of publication has come by then, and whose rows do not say so yet."""
    return Q(state__in=SCHEDULABLE, publish_at__lte=at)


def new_code() -> str:
    """Draw the code of a paper: fifty random bits (document.codes)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def state_beside(
    protocol: "Protocol", later: "Iterable[Protocol]", at: datetime.datetime | None = None
) -> ProtocolState:
    """What an edition is at that moment (now), known the later ones of its meeting.

    One of those whose set moment has come supersedes it, whether the rows say so already or not.
    """
    state = protocol.state_at(at)
    replaced = any(one.edition > protocol.edition and one.state_at(at) == ProtocolState.PUBLISHED for one in later)
    return ProtocolState.SUPERSEDED if replaced and TRANSITIONS[state] else state


class SealedRowError(TypeError):
    """An attempt to change or delete what is kept for ever."""


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def visible_to(
        self, user: Any, on: datetime.date | None = None, at: datetime.datetime | None = None
    ) -> "ProtocolQuerySet":
        """Editions the user may read on that day (today), at that moment (now).

        Administrators, chairs, deputies and secretaries of the body: all; its members: all but annulled ones;
        everybody: those of public bodies published for everybody (now superseded ones too). An edition whose moment of
        publication has come is published, whether its row says so already or not.
        """
        public = Q(meeting__body__is_public=True, audience=Audience.EVERYBODY) & (
            Q(state=ProtocolState.PUBLISHED)
            | Q(state=ProtocolState.SUPERSEDED, published_at__isnull=False)
            | is_due(at or timezone.now())
        )
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self.all()
        seats = Membership.objects.of_user(user, on).filter(body=OuterRef("meeting__body"))
        return self.filter(
            public | Exists(seats.filter(role__in=READING_ROLES)) | (Exists(seats) & ~Q(state=ProtocolState.ANNULLED))
        )

    def in_force(self, at: datetime.datetime | None = None) -> "ProtocolQuerySet":
        """Editions that still count at that moment (now): not superseded, not annulled.

        A later edition whose moment of publication has come supersedes them, whether their rows say so or not.
        """
        later = Protocol.objects.filter(is_due(at or timezone.now()), meeting=OuterRef("meeting"))
        dead = (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED)
        return self.exclude(state__in=dead).filter(~Exists(later.filter(edition__gt=OuterRef("edition"))))

    def with_state_at(self, at: datetime.datetime | None = None) -> "ProtocolQuerySet":
        """Annotate `shown_state`: what each edition is at that moment (now)."""
        published = When(is_due(at or timezone.now()), then=Value(ProtocolState.PUBLISHED))
        return self.annotate(shown_state=Case(published, default=F("state"), output_field=models.CharField()))

    def update(self, **kwargs: Any) -> int:
        if sealed := set(kwargs) & {*IMMUTABLE_FIELDS, "meeting_id", "issued_by_id"}:
            raise SealedRowError(f"an edition never changes: {', '.join(sorted(sealed))}")
        return super().update(**kwargs)

    def without_files(self) -> "ProtocolQuerySet":
        """Leave the paper in the database."""
        return self.defer("document", "pdf")

    def delete(self) -> NoReturn:
        raise SealedRowError("an edition is never deleted")


class Protocol(models.Model):
    """An edition: the composed document as canonical JSON and its PDF, each with its SHA-256 (lower-case hex)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="protocols", verbose_name=_("заседание"))
    edition = models.PositiveIntegerField(_("редакция"))
    # printed at the foot of every page: by it anybody finds whether the paper is still in force
    code = models.CharField(_("код проверки"), max_length=10, unique=True, default=new_code)
    state = models.CharField(_("состояние"), max_length=20, choices=PROTOCOL_STATES, default=ProtocolState.ISSUED)
    document = models.TextField(_("документ (JSON)"))
    document_sha256 = models.CharField(_("SHA-256 документа"), max_length=64)
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("SHA-256 файла PDF"), max_length=64, db_index=True)
    issued_at = models.DateTimeField(_("выпущен"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("выпустил")
    )
    # Why there is another edition beside an earlier one; readers of this edition are told.
    reason = models.TextField(_("причина исправления"), blank=True, default="")
    signed_at = models.DateTimeField(_("подписан"), null=True, blank=True)
    published_at = models.DateTimeField(_("опубликован"), null=True, blank=True)
    # The moment set for publication: it is published then even when nothing runs to say so (is_due).
    publish_at = models.DateTimeField(_("опубликовать"), null=True, blank=True, db_index=True)
    # Of a published or scheduled edition. «Everybody» opens it only where the body itself is public.
    audience = models.CharField(_("для кого"), max_length=20, choices=AUDIENCES, default=Audience.EVERYBODY)

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("протокол")
        verbose_name_plural = _("протоколы")
        ordering = ["-edition", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "edition"], name="protocol_edition_unique"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="protocol_edition_from_one"),
            models.CheckConstraint(
                condition=~Q(state=ProtocolState.PUBLISHED) | Q(published_at__isnull=False),
                name="protocol_published_has_moment",
            ),
            only_known("state", PROTOCOL_STATES, "protocol_state_known"),
            only_known("audience", AUDIENCES, "protocol_audience_known"),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True) | Q(state__in=SCHEDULABLE), name="protocol_scheduled_is_on_its_way"
            ),
        ]

    def __str__(self) -> str:
        return _("%(meeting)s, редакция %(edition)s") % {"meeting": self.meeting, "edition": self.edition}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            names = kwargs.get("update_fields")
            if names is None or set(names) & set(IMMUTABLE_FIELDS):
                raise SealedRowError("name the changed fields in update_fields: an edition never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the model's signature
        raise SealedRowError("an edition is never deleted")

    def may_become(self, state: ProtocolState) -> bool:
        """Whether the table of transitions lets this edition take that state now."""
        return state in TRANSITIONS[ProtocolState(self.state)]

    def may_be_published(self, at: datetime.datetime | None = None) -> bool:
        """Whether the edition waits for publication at that moment (now)."""
        return self.may_become(ProtocolState.PUBLISHED) and self.state_at(at) != ProtocolState.PUBLISHED

    def state_at(self, at: datetime.datetime | None = None) -> ProtocolState:
        """What the edition is at that moment (now): published once its set moment has come."""
        if self.publish_at is not None and self.publish_at <= (at or timezone.now()):
            return ProtocolState.PUBLISHED
        return ProtocolState(self.state)

    @property
    def state_label(self) -> str:
        """The state as it is now, in Russian."""
        return str(label_of(self.state_at()))

    @property
    def is_scheduled(self) -> bool:
        """Whether a moment of publication is set and still to come."""
        return self.publish_at is not None and self.publish_at > timezone.now()
