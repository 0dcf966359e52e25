"""Owns the picture of a signature's mark: a page of the size of its box, made by the same press as the papers.

The same fonts, the same archive profile, the text stays text: whoever copies it out of the signed paper gets words.
"""

from contextlib import suppress

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from meetings.rendering.pdf import PrintingFailed, TooManyPages, print_page
from meetings.rendering.typography import without_controls

#: Sizes tried, points, largest first; nothing smaller is readable on paper.
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)


def render_mark(lines: tuple[str, ...], *, width: int, height: int) -> bytes:
    """Return a one-page PDF of `width` × `height` points with the lines in a frame, the first of them bold.

    The largest size of type that fits is taken; PrintingFailed when not even the smallest does.
    """
    texts = [without_controls(line) for line in lines]
    for size in _SIZES:
        # border, margin and padding of the frame
        context = {"lines": texts, "width": width, "height": height, "inner": height - 5, "size": size}
        with suppress(TooManyPages):
            return print_page(render_to_string("protocol/mark.html", context), most_pages=1)
    raise PrintingFailed(_("Отметка об электронной подписи не помещается в отведённое место."))
