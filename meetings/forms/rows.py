"""Owns rows of a form: formsets whose rows can be added, removed and moved without JavaScript.

The order of rows is the order of their numbers in the posted names. A row button of the page posts the whole form
back with its own name and value; `apply_row_action` renumbers what was typed, and the page is shown again, unsaved.
static/js/rows.js does the same in the browser.
"""

import re
from typing import Any

from django import forms
from django.http import QueryDict

#: Names of the buttons; the value is a formset's prefix, or prefix and row: «speeches-2».
ADD, REMOVE, UP, DOWN = "row-add", "row-remove", "row-up", "row-down"
ACTIONS = (ADD, REMOVE, UP, DOWN)
#: More rows than any paper has; bounds what one request may make the server build.
ROWS_LIMIT = 2000


class RowForm(forms.Form):
    """One row. A row in which nothing is typed is no row: it is left out, whatever its required fields."""

    use_required_attribute = False
    #: Fields whose value alone makes no row (a preselected status, a kind).
    idle_fields: tuple[str, ...] = ()
    #: Fields in sight and fields behind «ещё», each with its width in twelfths.
    layout: tuple[tuple[str, int], ...] = ()
    rare: tuple[tuple[str, int], ...] = ()
    rare_title: Any = ""

    #: Set on a stored row in which nothing is typed (an empty speech under its heading), so that it stays.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def has_changed(self) -> bool:
        """Say whether anything was typed."""
        return any(self._is_typed(name) for name in self.fields if name not in self.idle_fields)

    @property
    def is_rare_open(self) -> bool:
        """Say whether the fields behind «ещё» should stand open: one of them is wrong."""
        return any(name in self.errors for name, _width in self.rare) if self.is_bound else False

    def _is_typed(self, name: str) -> bool:
        field, bound = self.fields[name], self[name]
        value = field.widget.value_from_datadict(self.data, self.files, bound.html_name) if self.is_bound else None
        if isinstance(field, forms.BooleanField):
            return bool(value)
        return value not in (None, "") and str(value).strip() != ""


def placed_fields(form: forms.Form, layout: tuple[tuple[str, int], ...]) -> list[tuple[Any, int]]:
    """Return (bound field, width in twelfths) in the order of the page."""
    return [(form[name], width) for name, width in layout]


class RowFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows of one kind. `title`, `row_title` and `add_title` are words of the page; `refers` names number fields
    elsewhere in the page that hold the (1-based) number of a row here, so that they follow it when it moves."""

    title = ""
    row_title = ""
    add_title = ""
    explanation = ""
    refers: tuple[tuple[str, str], ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        """Return the cleaned rows in order, without the empty ones; call after `is_valid`."""
        cleaned = [dict(form.cleaned_data) for form in self.forms if form.has_changed()]
        for row in cleaned:
            row.pop("kept", None)
        return cleaned

    def visible_forms(self) -> list[Any]:
        """Return the rows for the page, each with its fields in sight and behind «ещё»."""
        return [(form, placed_fields(form, form.layout), placed_fields(form, form.rare)) for form in self.forms]

    def visible_empty_form(self) -> Any:
        """Return the blank row that the browser copies."""
        form = self.empty_form
        return form, placed_fields(form, form.layout), placed_fields(form, form.rare)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every form may be empty: `has_changed` tells a row from a blank line."""
        return super().get_form_kwargs(index) | {"empty_permitted": True}


def initial_row(form: type[RowForm], values: dict[str, Any]) -> dict[str, Any]:
    """Return the initial values of a stored row, marked as kept when nothing in it counts as typed."""
    typed = (values.get(name) for name in form.base_fields if name not in form.idle_fields)
    return values if any(value not in (None, "") for value in typed) else values | {"kept": "1"}


def make_row_formset(form: type[RowForm], **words: Any) -> type[RowFormSet]:
    """Make a formset class of a row form; `words` set the class attributes of RowFormSet."""
    base = type(f"{form.__name__}Set", (RowFormSet,), words)
    return forms.formset_factory(form, formset=base, extra=0, max_num=ROWS_LIMIT, absolute_max=ROWS_LIMIT)


def row_action(data: QueryDict) -> tuple[str, str] | None:
    """Return the row button that was pressed as (name, value), or None."""
    return next(((name, data[name]) for name in ACTIONS if name in data), None)


def apply_row_action(data: QueryDict, formsets: list[RowFormSet]) -> QueryDict:
    """Return the posted values after the pressed row button.

    An unknown prefix or a row out of range changes nothing.
    """
    changed = data.copy()
    pressed = row_action(data)
    for name in ACTIONS:
        changed.pop(name, None)
    if pressed is None:
        return changed
    action, value = pressed
    match = re.fullmatch(r"(?P<prefix>[a-z_]+)(?:-(?P<row>\d{1,4}))?", value)
    formset = next((one for one in formsets if match and one.prefix == match["prefix"]), None)
    if match is None or formset is None:
        return changed
    total = _total(changed, formset.prefix)
    if action == ADD:
        changed[f"{formset.prefix}-TOTAL_FORMS"] = str(min(total + 1, ROWS_LIMIT))
        return changed
    order = _new_order(action, int(match["row"] or -1), total)
    if order is not None:
        _reorder(changed, formset, order, total)
    return changed


def _total(data: QueryDict, prefix: str) -> int:
    try:
        return max(0, min(int(data.get(f"{prefix}-TOTAL_FORMS") or 0), ROWS_LIMIT))
    except ValueError:
        return 0


def _new_order(action: str, row: int, total: int) -> list[int] | None:
    """Return old row numbers in their new order, or None for a button that cannot act."""
    order = list(range(total))
    if not 0 <= row < total:
        return None
    if action == REMOVE:
        order.remove(row)
        return order
    other = row - 1 if action == UP else row + 1
    if not 0 <= other < total:
        return None
    order[row], order[other] = order[other], order[row]
    return order


def _reorder(data: QueryDict, formset: RowFormSet, order: list[int], total: int) -> None:
    prefix = formset.prefix
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    old: dict[int, dict[str, list[str]]] = {}
    for name in list(data):
        match = pattern.fullmatch(name)
        if match is not None:
            old.setdefault(int(match[1]), {})[match[2]] = data.getlist(name)
            del data[name]
    for new, was in enumerate(order):
        for field, values in old.get(was, {}).items():
            data.setlist(f"{prefix}-{new}-{field}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(order))
    data[f"{prefix}-INITIAL_FORMS"] = str(min(_initial(data, prefix), len(order)))
    _follow(data, formset, {was: new for new, was in enumerate(order)}, total)


def _initial(data: QueryDict, prefix: str) -> int:
    try:
        return int(data.get(f"{prefix}-INITIAL_FORMS") or 0)
    except ValueError:
        return 0


def _follow(data: QueryDict, formset: RowFormSet, moved: dict[int, int], total: int) -> None:
    """Let the numbers that point at the moved rows point at them still; at a removed row, at nothing."""
    for prefix, field in formset.refers:
        pattern = re.compile(rf"{re.escape(prefix)}-\d+-{re.escape(field)}")
        for name in [name for name in data if pattern.fullmatch(name)]:
            number = data[name].strip()
            if number.isdecimal() and len(number) < 10 and 1 <= int(number) <= total:
                new = moved.get(int(number) - 1)
                data[name] = "" if new is None else str(new + 1)
