"""Owns the acknowledgement of papers: put before members by the secretary, acknowledged by each himself."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import ProtocolState
from meetings.models import Acknowledgement, DeskVisit, Protocol
from meetings.models.reading import VISIT
from meetings.use_cases.refusal import Refused
from members.models import Membership


class CannotAcknowledge(Refused):
    """The edition counts no more, or was not put before this person."""


@transaction.atomic
def ask_acknowledgement(
    *, protocol: Protocol, people: Iterable[int], actor: Any, at: datetime.datetime
) -> list[Acknowledgement]:
    """Put an edition before members of its body (ids of persons); return the new requests. CannotAcknowledge."""
    _refuse_dead(protocol, at)
    seats = Membership.objects.filter(body=protocol.meeting.body_id, person__in=list(people))
    members = set(seats.valid_on(protocol.meeting.body.day_of(at)).values_list("person", flat=True))
    asked = set(Acknowledgement.objects.filter(protocol=protocol).values_list("person", flat=True))
    if not members:
        raise CannotAcknowledge(_("Отметьте, кому направить протокол."))
    return Acknowledgement.objects.bulk_create(
        Acknowledgement(protocol=protocol, person_id=pk, asked_at=at, asked_by=actor) for pk in sorted(members - asked)
    )


@transaction.atomic
def acknowledge(*, protocol: Protocol, actor: Any, at: datetime.datetime) -> Acknowledgement:
    """Say that one has read an edition; saying it again changes nothing. CannotAcknowledge."""
    own = Acknowledgement.objects.select_for_update(of=("self",)).of_user(actor).filter(protocol=protocol).first()
    if own is None:
        raise CannotAcknowledge(_("Этот протокол вам на ознакомление не направляли."))
    if own.acknowledged_at is None:
        _refuse_dead(protocol, at)
        own.acknowledged_at = at
        own.save(update_fields=["acknowledged_at"])
    return own


def visit_desk(*, user: Any, at: datetime.datetime) -> datetime.datetime | None:
    """Note that an account looks at its desk; return when its visit before this one ended, None for the first."""
    visit, is_new = DeskVisit.objects.get_or_create(user=user, defaults={"seen_at": at})
    if is_new:
        return None
    if at - visit.seen_at > VISIT:
        visit.before_at, visit.seen_at = visit.seen_at, at
        visit.save(update_fields=["before_at", "seen_at"])
    return visit.before_at


def _refuse_dead(protocol: Protocol, at: datetime.datetime) -> None:
    if protocol.state_at(at) in (ProtocolState.SUPERSEDED, ProtocolState.ANNULLED):
        raise CannotAcknowledge(_("Эта редакция больше не действует."))
