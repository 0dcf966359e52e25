"""Owns the paper inside a page: printed, or in words why it cannot be."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.document.tree import ProtocolDocument
from meetings.rendering.html import PaperTooLong, render_body


def show_article(document: ProtocolDocument) -> SafeString:
    """Return the markup of the paper; of the refusal for one too long, so that its parts can still be opened."""
    try:
        return render_body(document)
    except PaperTooLong as refusal:
        return format_html('<p class="alert alert-warning" role="status">{}</p>', str(refusal))
