"""Owns the requests that undo at the desk: the editor's own last deed is taken back, or done again."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings.access import get_meeting_for
from meetings.forms.desk import desk_field, text_of
from meetings.use_cases.desk_undo import NothingToUndo, UndoConflict, undo_last
from meetings.use_cases.refusal import Refused
from meetings.views.draft import told_when_signed_out
from meetings.views.draft_deeds import name_of, part_of, tell, titles_of_parts
from meetings.views.word_changes import compare_words


@never_cache
@told_when_signed_out
@require_POST
def draft_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo, or with `redo` do again; the answer says what it was and where: {message, part, address, version}.

    409 with both texts when somebody wrote there since; nothing is written then.
    """
    meeting = get_meeting_for(request.user, pk, to="edit")
    is_redo = request.POST.get("redo") == "1"
    try:
        entry = undo_last(meeting=meeting, actor=request.user, at=timezone.now(), is_redo=is_redo)
    except NothingToUndo as nothing:
        return JsonResponse({"message": str(nothing), "version": 0})
    except UndoConflict as conflict:
        return _conflict(conflict)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    told = tell(entry, titles_of_parts(meeting))
    place = f" – {told.part_title}" if told.part_title else ""
    return JsonResponse(
        {"message": told.title + place, "part": told.part, "address": told.address, "version": entry.version}
    )


def _conflict(conflict: UndoConflict) -> HttpResponse:
    """Show what stands there now and what undoing would write."""
    context = {"message": str(conflict), "who": name_of(conflict.by.actor) if conflict.by else "", "by": conflict.by}
    address = conflict.address
    if address is not None:
        field = desk_field(address.kind, address.field)
        now = text_of(address.kind, address.field, conflict.now)
        before = text_of(address.kind, address.field, conflict.before)
        context |= {
            "address": str(address),
            "label": field.label if field else _("Поле"),
            "now": now,
            "before": before,
            "pieces": compare_words(now, before),
            "part": part_of(conflict.by) if conflict.by else "",
        }
    html = render_to_string("meetings/draft/undo_conflict.html", context)
    return JsonResponse({"html": html, "message": str(conflict)}, status=409)
