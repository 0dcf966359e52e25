"""Owns how a hit is shown: what it is, its words, and the one address that opens it at the found place."""

import functools
from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.models import EntryKind
from meetings.rendering.printed import anchor_of
from meetings.search.asking import Question
from meetings.search.finding import Hit, papers_of
from meetings.views.search_marks import Marks

#: Characters shown of what stands before a hit.
_LEAD, _TITLE = 160, 200


class Words:
    """The page's own words about hits, looked up once for a language: a page has many hits."""

    def __init__(self) -> None:
        self.kinds = {
            EntryKind.POINT: _("Решение"),
            EntryKind.ITEM: _("Вопрос"),
            EntryKind.SPEECH: _("Выступление"),
            EntryKind.VOTE: _("Голосование"),
            EntryKind.PROTOCOL: _("Протокол"),
        }
        self.discussion, self.protocol, self.of_day = _("Обсуждение"), _("протокол"), _("от")
        self.question, self.to_whom, self.due = _("Вопрос:"), _("Кому:"), _("Срок:")


@functools.lru_cache(maxsize=8)
def _words_in(_language: str | None) -> Words:
    return Words()


def show_hits(hits: Iterable[Hit], question: Question) -> list[SafeString]:
    """Show hits, each as its markup: one query, for the names and addresses of their meetings.

    The markup is put together here and not in a template: that is half the cost of the page. Whatever was typed by
    somebody goes through `escape` or `Marks.piece`, which escapes.
    """
    hits, marks, words = list(hits), Marks(question), _words_in(get_language())
    known = papers_of(hit.meeting_id for hit in hits)
    return [_show(hit, marks, words, known[hit.meeting_id]) for hit in hits]


def place_url(slug: str, path: str | None, hit: Hit) -> str:
    """The address of a hit: its page in the archive (`path` is the meeting's there), else its place in the edition."""
    anchor = anchor_of(hit.where)
    if path is None:
        return reverse("protocol", args=[hit.protocol_id]) + (f"#{anchor}" if anchor else "")
    page = f"/{slug}/{path}/{hit.path}/" if hit.path else f"/{slug}/{path}/"
    return page if hit.is_page or not anchor else f"{page}#{anchor}"


def _show(hit: Hit, marks: Marks, words: Words, meeting: tuple[str | None, str, str, str, str | None]) -> SafeString:
    number, slug, short_name, name, path = meeting
    paper = f"{short_name or name}, {words.protocol}" + (f" № {number}" if number else "")
    paper += f" {words.of_day} {hit.held_on:%d.%m.%Y}" if hit.held_on else ""
    parts = [
        f'<a class="hit-link" href="{escape(place_url(slug, path, hit))}">'
        f'<span class="hit-label">{escape(_label(hit, words))}</span><span class="hit-paper">{escape(paper)}</span></a>'
    ]
    if hit.lead:
        parts.append(f'<p class="hit-lead">{marks.piece(hit.lead, _LEAD)}</p>')
    parts.append(f'<p class="hit-text">{marks.piece(hit.text)}</p>')
    if hit.title:
        parts.append(f'<p class="hit-about">{words.question} {marks.piece(hit.title, _TITLE)}</p>')
    due = hit.due_text or (f"{hit.due_on:%d.%m.%Y}" if hit.due_on else "")
    told = [f"{words.to_whom} {hit.addressee}"] if hit.addressee else []
    told += [f"{words.due} {due}"] if due else []
    if told:
        parts.append(f'<p class="hit-about">{escape(" · ".join(told))}</p>')
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _label(hit: Hit, words: Words) -> str:
    if hit.kind == EntryKind.SPEECH:
        return f"{words.kinds[EntryKind.SPEECH]}: {hit.speaker}" if hit.speaker else words.discussion
    label = words.kinds[EntryKind(hit.kind)]
    return f"{label} {hit.number}" if hit.number and hit.kind in {EntryKind.POINT, EntryKind.ITEM} else label
