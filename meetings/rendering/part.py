"""Owns the HTML of one place of a protocol: a question, a decision or a point, by the templates of the whole paper."""

import dataclasses

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from meetings.document.excerpt import Place, cut
from meetings.document.tree import ProtocolDocument
from meetings.rendering.treatment import lay_out_section
from meetings.rendering.typography import printable


def render_part(document: ProtocolDocument, place: Place) -> SafeString:
    """Return the <article> of one place: a question whole and with anchors, of a decision or point what belongs to it.

    A point stands under the lead of its decision, with the votes on that decision; speeches belong to the question.
    """
    is_whole = len(place) == 1
    section = lay_out_section(document, place[0]) if is_whole else lay_out_section(_alone(document, place), 0)
    paper = {"layout": document.style.layout.value, "size": document.style.font_size_pt, "sections": [section]}
    context = {"paper": paper, "is_anchored": is_whole}
    content = printable(render_to_string("protocol/parts/sections.html", context))
    context["content"] = mark_safe(content)  # noqa: S308 - every text was escaped by the templates
    return mark_safe(render_to_string("protocol/article.html", context))  # noqa: S308 - the same


def _alone(document: ProtocolDocument, place: Place) -> ProtocolDocument:
    (item,) = cut(document, (place,)).items
    return dataclasses.replace(document, items=(dataclasses.replace(item, speeches=()),))
