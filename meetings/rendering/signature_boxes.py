"""Owns the places for electronic signatures: boxes set by the layout become empty signature fields of the PDF.

The template sets an <input type="checkbox"> where a signature is expected: WeasyPrint lays it out as any box and writes
a form field of that name (a check box, because a text field would embed the whole font). The finisher makes an empty
signature field (ISO 32000-1, 12.7.4.5) of it.

What is written here is what later steps may not change: signing only ever appends to these bytes, and a verifier
compares. So whatever other programs would rewrite is written their way at once: whole points, indirect dictionaries.
"""

from collections.abc import Callable
from typing import Any

#: Print and Locked (ISO 32000-1, table 165): PDF/A demands the first, the second keeps the box where it stands.
_FLAGS = 4 + 128
#: SignaturesExist and AppendOnly (table 219), set at issue: set later it would be a change of the form.
_SIGNATURE_FLAGS = 1 + 2
_OF_CHECK_BOX = ("V", "AS", "MK", "Border", "DA", "Ff")
_MADE_INDIRECT = ("AcroForm", "Names", "ViewerPreferences", "MarkInfo")


def boxes_finisher(names: tuple[str, ...]) -> Callable[[Any, Any], None]:
    """Return a WeasyPrint finisher that makes the named fields signature fields.

    The finisher raises ValueError unless the page holds exactly these fields.
    """

    def finish(_document: Any, pdf: Any) -> None:
        widgets = {part["T"].string: part for part in pdf.objects if _is(part, "Subtype", "/Widget")}
        fields = pdf.catalog["AcroForm"]["Fields"] if widgets else []
        if sorted(widgets) != sorted(names) or len(fields) != len(names):
            raise ValueError("the page has other fields than its signatures")
        if not names:
            return
        for widget in widgets.values():
            _make_signature(widget, pdf)
        for part in pdf.objects:
            if _is(part, "S", "/Form"):
                # a lone child stands by itself: PDF libraries look for /K … /Obj
                (part["K"],) = part["K"]
        _finish_catalog(pdf, widgets, names)

    return finish


def _is(part: Any, key: str, value: str) -> bool:
    return isinstance(part, dict) and part.get(key) == value


def _make_signature(widget: Any, pdf: Any) -> None:
    """Turn a check box into an empty signature field; its appearance becomes the empty one PDF/A demands."""
    import pydyf  # comes with WeasyPrint, slow import with it

    left, top, right, bottom = widget["Rect"]
    corners = [round(min(left, right)), round(min(top, bottom)), round(max(left, right)), round(max(top, bottom))]
    appearance = pdf.objects[int(widget["AP"]["N"]["on"].split()[0])]
    appearance.stream = []
    appearance.extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, corners[2] - corners[0], corners[3] - corners[1]]),
    }
    for key in _OF_CHECK_BOX:
        widget.pop(key, None)
    widget.update(FT="/Sig", F=_FLAGS, Rect=pydyf.Array(corners), AP=pydyf.Dictionary({"N": appearance.reference}))


def _finish_catalog(pdf: Any, widgets: dict[str, Any], names: tuple[str, ...]) -> None:
    """Write the form, and make dictionaries of the catalogue objects of their own."""
    import pydyf  # comes with WeasyPrint, slow import with it

    fields = pydyf.Array([widgets[name].reference for name in names])
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": fields, "SigFlags": _SIGNATURE_FLAGS})
    for key in _MADE_INDIRECT:
        if key in pdf.catalog:
            pdf.catalog[key] = _reference(pdf, pdf.catalog[key])
    intents = pdf.catalog.get("OutputIntents", ())
    if intents:
        pdf.catalog["OutputIntents"] = pydyf.Array([_reference(pdf, intent) for intent in intents])


def _reference(pdf: Any, part: Any) -> Any:
    pdf.add_object(part)
    return part.reference
