"""Owns the requests that change a draft from the desk: one field, or one deed on a row."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings.access import get_meeting_for
from meetings.document.codec import encode_value
from meetings.forms.desk import id_of, read_text, text_of
from meetings.mapping.addresses import ITEM_KINDS, Address, read_address
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.desk_points import remove_assignment
from meetings.use_cases.desk_removal import remove_row, restore_row
from meetings.use_cases.desk_rows import add_row, add_rows
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_field import FieldConflict, RowGone, SavedField, save_field
from meetings.views.changes import compare_lines
from meetings.views.draft import told_when_signed_out
from meetings.views.draft_agenda import MOVES, move
from meetings.views.draft_carried import do_carry_deed
from meetings.views.draft_item import DEEDS, do_item_deed
from meetings.views.draft_parts import Desk
from meetings.views.draft_paste import is_blank, pasted_rows
from meetings.views.draft_roll_deeds import do_roll_deed
from meetings.wording.text import drop_unseen

#: Kinds of rows that the desk adds.
_ADDED = ("attendance", "item", "absence", "speech", "decision", "vote", "signature", "attachment")


@never_cache
@told_when_signed_out
@require_POST
def draft_field(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one field: {field, value, base}; 200 saved, 409 changed meanwhile, 410 gone, 422 not storable."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    address = read_address(request.POST.get("field", ""))
    if address is None:
        return JsonResponse({"error": _("Такого поля нет.")}, status=422)
    typed = _normal(request.POST.get("value", ""))
    try:
        value = read_text(address.kind, address.field, typed)
        base = read_text(address.kind, address.field, _normal(request.POST.get("base", "")))
        saved = _save(meeting=meeting, address=address, value=value, base=base, actor=request.user, at=timezone.now())
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    except FieldConflict as conflict:
        return _conflict(meeting, address, typed, conflict)
    except RowGone as gone:
        return JsonResponse({"error": str(gone)}, status=410)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    others = {}
    for name, other in saved.others.items():
        beside = read_address(name) or Address(address.kind, address.pk, name)
        others[str(beside)] = text_of(beside.kind, beside.field, other)
    return JsonResponse({"version": saved.version, "changed": saved.is_changed, "others": others})


def _save(*, base: Any, **deed: Any) -> SavedField:
    """Save a field. Signs without a shape that a text has from before they were dropped make no conflict."""
    try:
        return save_field(base=base, **deed)
    except FieldConflict as conflict:
        if _seen(conflict.stored) != encode_value(base):
            raise
        return save_field(base=conflict.stored, **deed)


def _seen(value: Any) -> Any:
    """A stored value as its editor sees it."""
    if isinstance(value, str):
        return drop_unseen(value)
    if isinstance(value, list):
        return [_seen(part) for part in value]
    return {name: _seen(part) for name, part in value.items()} if isinstance(value, dict) else value


def _normal(text: str) -> str:
    return drop_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def _conflict(meeting: Meeting, address: Address, typed: str, conflict: FieldConflict) -> HttpResponse:
    """Show both texts, and who wrote the other one."""
    stored = text_of(address.kind, address.field, conflict.stored)
    entries = HistoryEntry.objects.filter(meeting=meeting).select_related("actor").order_by("-at", "-pk")
    context = {
        "id": id_of(str(address)),
        "theirs": stored,
        "mine": typed,
        "changes": compare_lines(stored.split("\n"), typed.split("\n")),
        "entry": entries.filter(details__row=str(Address(address.kind, address.pk))).first() or entries.first(),
    }
    html = render_to_string("meetings/draft/conflict.html", context)
    return JsonResponse({"html": html, "stored": stored}, status=409)


@never_cache
@told_when_signed_out
@require_POST
def draft_deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one deed: {deed, row or kind, item, after, text, part}; the answer is the part as it is then."""
    meeting = get_meeting_for(request.user, pk, to="edit")
    notice: dict[str, Any] = {}
    try:
        notice = _do(request, meeting)
    except Refused as refusal:
        notice = {"refusal": str(refusal)}
    # The page must not take an older answer for newer than this one.
    meeting.refresh_from_db(fields=["version"])
    desk = Desk(meeting, notice.pop("part", None) or request.POST.get("part", ""))
    return render(request, "meetings/draft/part.html", desk.context() | notice)


def _do(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Do the deed and tell the template what to show: the field to focus, what may be undone."""
    sent, who = request.POST, {"actor": request.user, "at": timezone.now()}
    deed = sent.get("deed", "")
    if deed == "add":
        return _add(request, meeting)
    for do in (do_roll_deed, do_carry_deed):
        if (notice := do(deed, sent, {"meeting": meeting, **who})) is not None:
            return notice
    if deed == "restore":
        entry = sent.get("entry", "")
        address = restore_row(entry_pk=int(entry) if _is_key(entry) else 0, meeting=meeting, **who)
        return {"focus": str(address)}
    if deed in DEEDS:
        return do_item_deed(request, meeting)
    address = read_address(sent.get("row", ""))
    if address is None or address.kind not in (*_ADDED, "assignment"):
        raise RowGone
    if deed in MOVES and address.kind != "assignment":
        return move(deed, address, sent.get("after", ""), {"meeting": meeting, **who})
    if deed == "remove":
        remove = remove_assignment if address.kind == "assignment" else remove_row
        return {"removed": remove(address=address, meeting=meeting, **who), "focus_undo": True}
    raise RowGone


def _add(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    sent = request.POST
    kind, after, item = sent.get("kind", ""), read_address(sent.get("after", "")), sent.get("item", "")
    if kind not in _ADDED or (after is not None and after.kind != kind):
        raise RowGone
    item_pk = int(item) if kind in ITEM_KINDS and _is_key(item) else None
    if kind in ITEM_KINDS and kind != "speech" and item_pk is None:
        raise RowGone
    who = {"actor": request.user, "at": timezone.now(), "meeting": meeting}
    if pasted := pasted_rows(
        kind, _normal(sent.get("text", "").replace("\0", "")), meeting.body, are_invited=sent.get("as") == "invited"
    ):
        rows = add_rows(kind=kind, after=after, values=pasted, **who)
        if sent.get("over") and after is not None and is_blank(after, meeting):
            remove_row(address=after, **who)
        return {"focus": f"{kind}:{rows[-1].pk}"}
    values = {"status": "invited"} if kind == "attendance" and sent.get("as") == "invited" else {}
    row = add_row(kind=kind, item_pk=item_pk, after=after, values=values, **who)
    return {"focus": f"{kind}:{row.pk}"}


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 18
