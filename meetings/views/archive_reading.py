"""Owns editions as they are read: decoded and set once, kept in memory while they are asked for."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from meetings.document.codec import decode
from meetings.document.excerpt import Place
from meetings.document.tree import ProtocolDocument
from meetings.models import Protocol
from meetings.rendering.html import PaperTooLong
from meetings.rendering.part import render_part
from meetings.views.article import show_article

#: Editions kept by one worker, and the most places of one of them: a few megabytes each at the worst.
KEPT = 24
KEPT_PLACES = 200


@dataclass(slots=True)
class Reading:
    """An edition's document and the markup of those of its places that were asked for; () is the whole paper."""

    document: ProtocolDocument
    articles: dict[Place, SafeString] = field(default_factory=dict)

    def article(self, place: Place = ()) -> SafeString:
        """Return the markup of a place, set when it is asked for the first time."""
        if place not in self.articles:
            if len(self.articles) >= KEPT_PLACES:
                self.articles.clear()
            self.articles[place] = _set(self.document, place)
        return self.articles[place]


def _set(document: ProtocolDocument, place: Place) -> SafeString:
    if not place:
        return show_article(document)
    try:
        return render_part(document, place)
    except (PaperTooLong, RecursionError):
        return show_article(document)


_kept: OrderedDict[str, Reading] = OrderedDict()
_lock = threading.Lock()


def reading_of(protocol: Protocol) -> Reading:
    """Return the edition's reading; its document is loaded only when it is not in memory (by the document's SHA-256).

    Who may read the edition is the caller's to know: nothing here asks.
    """
    key = protocol.document_sha256
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    reading = Reading(decode(protocol.document))
    with _lock:
        _kept[key] = reading
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return reading
