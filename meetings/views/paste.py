"""Owns the cleaning of a clipboard for the page's script: HTML or plain text in, the text of one field out."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings.forms.paste import PasteKind, write_pasted
from meetings.importing.html_source import read_html
from meetings.importing.pasted import read_plain
from meetings.views.draft import told_when_signed_out

#: Longest text that one field takes from a clipboard, characters: a protocol of a thousand pages.
LONGEST_PASTE = 2_000_000


@never_cache
@told_when_signed_out
@require_POST
def clean_paste(request: HttpRequest) -> HttpResponse:
    """Clean a clipboard: {html or text, kind, inside} → {text, lines, pictures}; 422 for what no field takes.

    Nothing is stored, and nothing of the clipboard is fetched: pictures are only counted.
    """
    sent = request.POST
    try:
        kind = PasteKind(sent.get("kind", ""))
    except ValueError:
        return JsonResponse({"error": _("Такого поля нет.")}, status=422)
    markup = sent.get("html", "")
    pasted = read_html(markup) if markup.strip() else read_plain(sent.get("text", ""))
    text = write_pasted(pasted.lines, kind, is_inside=bool(sent.get("inside")))
    if len(text) > LONGEST_PASTE:
        return JsonResponse({"error": _("Текст слишком велик для поля.")}, status=422)
    is_marked = bool(next((line.printed_mark for line in pasted.lines if line.text), ""))
    answer = {"text": text, "lines": text.count("\n") + 1 if text else 0}
    return JsonResponse(answer | {"pictures": pasted.pictures, "is_marked": is_marked})
