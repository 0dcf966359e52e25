"""Owns the publication of an edition: now or at a set moment, for the members of the body or for everybody.

A set moment needs nothing to run: models.protocol.is_due decides who sees what. `publish_due` only puts the rows right.
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Audience, ProtocolState
from meetings.models import HistoryVerb, Meeting, Protocol
from meetings.models.protocol import is_due
from meetings.search.index import index_meeting
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from members.models import Body

#: No moment is set farther ahead: a slip of the keyboard.
FARTHEST = datetime.timedelta(days=5 * 366)


class CannotPublish(Refused):
    """The edition's state, or the moment set, does not lead to publication."""


def default_audience(body: Body) -> Audience:
    """For whom the protocols of a body are published unless something else is said."""
    return Audience.EVERYBODY if body.is_public else Audience.MEMBERS


@transaction.atomic
def publish(*, protocol: Protocol, actor: Any, at: datetime.datetime, audience: Audience | None = None) -> Protocol:
    """Publish an edition; older ones of the meeting that still count are superseded by it. Raises CannotPublish.

    `audience` None: as the body does. A body that is not public publishes for its members only.
    """
    meeting, protocol = _on_its_way(protocol, at)
    protocol.audience = _audience(meeting.body, audience)
    return _published(meeting, protocol, actor=actor, at=at, since=at)


@transaction.atomic
def schedule_publication(
    *,
    protocol: Protocol,
    moment: datetime.datetime,
    actor: Any,
    at: datetime.datetime,
    audience: Audience | None = None,
) -> Protocol:
    """Set, or set anew, the moment at which an edition is published. Raises CannotPublish."""
    meeting, protocol = _on_its_way(protocol, at)
    if moment <= at:
        raise CannotPublish(_("Этот момент уже прошёл. Назначьте другой или опубликуйте сейчас."))
    if moment - at > FARTHEST:
        raise CannotPublish(_("Проверьте год: публикация назначена больше чем на пять лет вперёд."))
    if later := Protocol.objects.filter(meeting=meeting, edition__gt=protocol.edition).in_force(at).first():
        raise CannotPublish(_("Есть редакция %(edition)s: назначьте публикацию ей.") % {"edition": later.edition})
    before = protocol.publish_at
    protocol.publish_at, protocol.audience = moment, _audience(meeting.body, audience)
    protocol.save(update_fields=["publish_at", "audience"])
    details = {"edition": protocol.edition, "audience": protocol.audience, "publish_at": [_iso(before), _iso(moment)]}
    index_meeting(meeting)
    write_history(HistoryVerb.SCHEDULED_PUBLICATION, about=meeting, actor=actor, at=at, details=details)
    return protocol


@transaction.atomic
def unschedule_publication(*, protocol: Protocol, actor: Any, at: datetime.datetime) -> Protocol:
    """Take a set moment back before it comes. Raises CannotPublish."""
    meeting, protocol = _on_its_way(protocol, at)
    if protocol.publish_at is None:
        raise CannotPublish(_("Публикация этой редакции не назначена."))
    details = {"edition": protocol.edition, "publish_at": [_iso(protocol.publish_at), None]}
    protocol.publish_at = None
    protocol.save(update_fields=["publish_at"])
    index_meeting(meeting)
    write_history(HistoryVerb.UNSCHEDULED_PUBLICATION, about=meeting, actor=actor, at=at, details=details)
    return protocol


def publish_due(at: datetime.datetime) -> list[Protocol]:
    """Put right the rows of all editions whose moment has come; return them. Asking again changes nothing."""
    meetings = Meeting.objects.filter(protocols__in=Protocol.objects.filter(is_due(at)))
    published: list[Protocol] = []
    for pk in list(meetings.order_by("pk").values_list("pk", flat=True).distinct()):
        with transaction.atomic():
            published += publish_due_of(_locked(pk), at)
    return published


def publish_due_of(meeting: Meeting, at: datetime.datetime) -> list[Protocol]:
    """Put right the rows of a meeting, locked by the caller's transaction, whose moment has come; return them."""
    due = Protocol.objects.filter(is_due(at), meeting=meeting).order_by("publish_at", "edition")
    published = []
    for protocol in due.defer("document", "pdf"):
        since = protocol.publish_at or at
        if not Protocol.objects.filter(is_due(at), pk=protocol.pk).exists():
            continue  # superseded by one whose moment came before
        published.append(_published(meeting, protocol, actor=None, at=at, since=since))
    return published


def _locked(pk: int) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=pk)


def _on_its_way(protocol: Protocol, at: datetime.datetime) -> tuple[Meeting, Protocol]:
    """The locked meeting and the edition as it is; CannotPublish unless it may be published still."""
    meeting = _locked(protocol.meeting_id)
    publish_due_of(meeting, at)
    protocol = Protocol.objects.defer("document", "pdf").get(pk=protocol.pk)
    if not protocol.may_become(ProtocolState.PUBLISHED):
        raise CannotPublish(
            _("Редакцию %(edition)s опубликовать нельзя: %(state)s.")
            % {"edition": protocol.edition, "state": protocol.get_state_display()}
        )
    return meeting, protocol


def _audience(body: Body, audience: Audience | None) -> Audience:
    if audience == Audience.EVERYBODY and not body.is_public:
        raise CannotPublish(_("Протоколы этого органа закрыты: опубликовать можно только для его членов."))
    return audience or default_audience(body)


def _published(
    meeting: Meeting, protocol: Protocol, *, actor: Any, at: datetime.datetime, since: datetime.datetime
) -> Protocol:
    """Write that the edition is published since that moment, and that it superseded the older ones."""
    older = Protocol.objects.filter(meeting=meeting, edition__lt=protocol.edition)
    older.filter(state__in=[ProtocolState.ISSUED, ProtocolState.SIGNED, ProtocolState.PUBLISHED]).update(
        state=ProtocolState.SUPERSEDED, publish_at=None
    )
    protocol.state, protocol.published_at, protocol.publish_at = ProtocolState.PUBLISHED, since, None
    protocol.save(update_fields=["state", "published_at", "publish_at", "audience"])
    index_meeting(meeting)
    details = {"edition": protocol.edition, "audience": protocol.audience}
    if since != at:
        details["scheduled_for"] = _iso(since)
    write_history(HistoryVerb.PUBLISHED_PROTOCOL, about=meeting, actor=actor, at=at, details=details)
    return protocol


def _iso(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
