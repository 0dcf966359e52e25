"""Owns the deeds of the desk on attendance and votes: what the request names, and what is shown afterwards."""

import re
from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from meetings.document.vocabulary import ItemPresence, VoteMethod, VoteOption
from meetings.mapping.addresses import Address, read_address
from meetings.use_cases.desk_counting import count_only, list_names
from meetings.use_cases.desk_presence import mark_away, set_span
from meetings.use_cases.desk_votes import (
    forget_names,
    list_by_name,
    recount,
    set_method,
    vote_otherwise,
    vote_unanimously,
)
from meetings.use_cases.known_people import enter_known
from meetings.use_cases.save_field import RowGone
from meetings.wording.text import drop_unseen

#: What a deed tells the template: what to focus, what may be undone.
Notice = dict[str, Any]


def do_roll_deed(deed: str, sent: QueryDict, who: dict[str, Any]) -> Notice | None:
    """Do a deed on attendance or votes; None when the deed is none of these. `who`: meeting, actor, at."""
    if deed in _VOTE_DEEDS:
        return _VOTE_DEEDS[deed](_address(sent, "vote"), sent, who)
    if deed in _ATTENDANCE_DEEDS:
        return _ATTENDANCE_DEEDS[deed](sent, who)
    return None


def _address(sent: QueryDict, kind: str) -> Address:
    address = read_address(sent.get("row", ""))
    if address is None or address.kind != kind:
        raise RowGone
    return address


def _option(sent: QueryDict) -> VoteOption:
    try:
        return VoteOption(sent.get("option", ""))
    except ValueError as error:
        raise RowGone from error


def _name(sent: QueryDict) -> str:
    """A printed name that the page sent, without what nobody could have typed."""
    return drop_unseen(sent.get("name", "").replace("\0", ""))


def _unanimous(address: Address, _sent: QueryDict, who: dict[str, Any]) -> Notice:
    vote_unanimously(address=address, **who)
    return {"focus": str(address), "focus_deed": "unanimous"}


def _by_name(address: Address, _sent: QueryDict, who: dict[str, Any]) -> Notice:
    event = list_by_name(address=address, **who)
    first = event.votes.first()
    return {"focus": f"ballot:{first.pk}" if first else str(address)}


def _otherwise(address: Address, sent: QueryDict, who: dict[str, Any]) -> Notice:
    vote_otherwise(address=address, name=_name(sent), option=_option(sent), **who)
    return {"focus": str(address), "focus_deed": "otherwise"}


def _method(address: Address, sent: QueryDict, who: dict[str, Any]) -> Notice:
    try:
        method = VoteMethod(sent.get("method", ""))
    except ValueError as error:
        raise RowGone from error
    event = set_method(address=address, method=method, **who)
    first = event.votes.first() if method == VoteMethod.ROLL_CALL else None
    return {"focus": f"ballot:{first.pk}"} if first else {"focus": str(address), "focus_deed": "method"}


def _recount(address: Address, _sent: QueryDict, who: dict[str, Any]) -> Notice:
    recount(address=address, **who)
    return {"focus": str(address)}


def _forget(address: Address, sent: QueryDict, who: dict[str, Any]) -> Notice:
    forget_names(address=address, only=_name(sent), **who)
    return {"focus": str(address)}


_VOTE_DEEDS: dict[str, Callable[[Address, QueryDict, dict[str, Any]], Notice]] = {
    "unanimous": _unanimous,
    "by_name": _by_name,
    "otherwise": _otherwise,
    "method": _method,
    "forget_names": _forget,
    "recount": _recount,
}


def _away(sent: QueryDict, who: dict[str, Any]) -> Notice:
    try:
        presence = ItemPresence(sent.get("presence", ""))
    except ValueError as error:
        raise RowGone from error
    item = _key(sent.get("item", "")) or 0
    mark_away(item_pk=item, name=_name(sent), presence=presence, **who)
    return {"focus": f"item:{item}", "focus_deed": "away"}


def _span(sent: QueryDict, who: dict[str, Any]) -> Notice:
    address = _address(sent, "attendance")
    set_span(address=address, arrived=_key(sent.get("arrived", "")), left=_key(sent.get("left", "")), **who)
    return {"focus": str(address)}


def _known(sent: QueryDict, who: dict[str, Any]) -> Notice:
    address = _address(sent, "attendance")
    match = _SOURCE.fullmatch(sent.get("source", ""))
    if match is None:
        raise RowGone
    source = Address(match[1], int(match[2]))
    enter_known(address=address, source=source, user=who["actor"], **who)
    return {"focus": f"{address}:position"}


def _count_only(_sent: QueryDict, who: dict[str, Any]) -> Notice:
    meeting = count_only(**who)
    return {"focus": f"meeting:{meeting.pk}:present_total"}


def _list_names(_sent: QueryDict, who: dict[str, Any]) -> Notice:
    first = list_names(**who).attendances.first()
    return {"focus": str(Address("attendance", first.pk))} if first else {}


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


_SOURCE = re.compile(r"(person|attendance):([1-9]\d{0,17})")
_ATTENDANCE_DEEDS: dict[str, Callable[[QueryDict, dict[str, Any]], Notice]] = {
    "away": _away,
    "span": _span,
    "known": _known,
    "count_only": _count_only,
    "list_names": _list_names,
}
