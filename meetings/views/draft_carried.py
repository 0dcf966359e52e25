"""Owns what the desk tells of a question that comes from another meeting or goes on to one, and the deeds for it."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.mapping.addresses import read_address
from meetings.models import AgendaItem, Meeting
from meetings.use_cases.carrying import carry_item, take_back, take_up
from meetings.use_cases.save_field import RowGone


@dataclass(frozen=True, slots=True)
class CarriedWay:
    """A question at another meeting: the meeting in words, and its place on the desk there."""

    meeting: str
    url: str


def came_from(item: AgendaItem) -> CarriedWay | None:
    """Where the question was moved from (one query when it was)."""
    if item.carried_from_id is None:
        return None
    return _way(AgendaItem.objects.filter(pk=item.carried_from_id))


def went_to(item: AgendaItem) -> CarriedWay | None:
    """Where the question was taken up (one query when it is moved on)."""
    return _way(AgendaItem.objects.filter(carried_from=item.pk)) if item.is_carried else None


def _way(items: Any) -> CarriedWay | None:
    item = items.select_related("meeting").first()
    if item is None:
        return None
    url = f"{reverse('draft', args=[item.meeting_id])}?part=item-{item.pk}"
    return CarriedWay(meeting_words(item.meeting), url)


def meeting_words(meeting: Meeting) -> str:
    """«№ 14 от 10.11.2026»; the body is known where it is shown."""
    number = f"№ {meeting.number}" if meeting.number else ""
    day = _("от %(day)s") % {"day": f"{meeting.held_on:%d.%m.%Y}"} if meeting.held_on else ""
    return f"{number} {day}".strip() or _("без даты")


def do_carry_deed(deed: str, sent: QueryDict, who: dict[str, Any]) -> dict[str, Any] | None:
    """Do a deed of this kind and tell what to focus; None for other deeds."""
    if deed not in ("carry", "take_back", "take_up"):
        return None
    address, target = read_address(sent.get("row", "")), sent.get("as", "")
    if address is None or address.kind != "item" or (target and not target.isdecimal()) or len(target) > 17:
        raise RowGone
    if deed == "carry":
        carry_item(item_pk=address.pk, target_pk=int(target) if target else None, **who)
        return {"focus": str(address), "focus_deed": "take_back"}
    if deed == "take_up":
        return {"focus": f"item:{take_up(source_pk=address.pk, **who).pk}"}
    take_back(item_pk=address.pk, **who)
    return {"focus": str(address)}
