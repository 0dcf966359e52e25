"""Owns the giving of archive addresses: every issued meeting has one, and no two of a body share it."""

import datetime
import itertools

from django.db import IntegrityError, transaction

from meetings.models import ArchiveAddress, Meeting
from meetings.models.archive import day_path, is_of_day


def give_address(meeting: Meeting, at: datetime.datetime) -> ArchiveAddress:
    """Give an issued meeting its address: of its day, counted where the day is taken. Asking again changes nothing.

    A corrected day moves the address as long as no edition was published: until then nobody outside has it.
    """
    day = day_path(meeting.held_on, meeting.body.day_of(at).year)
    address = ArchiveAddress.objects.filter(meeting=meeting).first()
    if address and (is_of_day(address.path, day) or not meeting.held_on or _is_known(meeting)):
        return address
    address = address or ArchiveAddress(meeting=meeting, body=meeting.body)
    for count in itertools.count(1):
        address.path = day if count == 1 else f"{day}-{count}"
        if ArchiveAddress.objects.filter(body=meeting.body_id, path=address.path).exists():
            continue
        try:
            with transaction.atomic():
                address.save()
        except IntegrityError:  # taken at this very moment
            continue
        return address
    raise AssertionError("unreachable: the counter has no end")  # pragma: no cover


def _is_known(meeting: Meeting) -> bool:
    """Whether readers may have the address already."""
    return bool(meeting.protocols.exclude(published_at=None, publish_at=None).exists())
