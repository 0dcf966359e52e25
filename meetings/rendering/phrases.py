"""Parts a generated phrase into its label, printed bold, and its value, printed plain."""

from meetings.document.final_marks import with_mark
from meetings.document.style import Labels, PaperStyle
from meetings.rendering.printed import Line
from meetings.wording.labels import write_label

# Stands for the value while the pattern is written; a private character no text holds.
_VALUE = "\ue000"
_LABEL_MARKS = (":", "–", "-", "—")


def labelled_line(
    key: str,
    style: PaperStyle,
    placeholder: str,
    value: str,
    *,
    css: str = "text",
    where: str = "",
    item_labels: Labels = (),
    **others: str,
) -> Line | None:
    """Write the phrase of `key` with `value` at its placeholder; None when its pattern is empty.

    What stands before the value is the label when it ends like one («Начало заседания:», «Секретарь –»).
    """
    phrase = write_label(key, style, item_labels, **{placeholder: _VALUE}, **others)
    label, found, rest = phrase.partition(_VALUE)
    if not phrase.strip():
        return None
    if not found:
        return Line(label=phrase, css=css, where=where)
    text = with_mark(value, rest.strip()) if rest.strip() in {".", ";"} else value + rest
    if not label.rstrip().endswith(_LABEL_MARKS):
        label, text = "", label + text
    return Line(label=label.lstrip(" –—-"), text=text, css=css, where=where)


def heading_line(
    key: str,
    style: PaperStyle,
    values: dict[str, str] | None = None,
    *,
    level: int = 2,
    where: str = "",
    item_labels: Labels = (),
) -> Line | None:
    """Write a phrase that is a label as a whole («Повестка дня:»); None when its pattern is empty."""
    phrase = write_label(key, style, item_labels, **(values or {})).strip()
    return Line(label=phrase, css="label", level=level, where=where) if phrase else None
