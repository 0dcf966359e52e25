"""Owns the fields of the desk: each is one control with an address, its text read by the same form field as elsewhere.

`text_of` writes a stored value (a JSON value, codec.encode_value) as the text of its control; `read_text` is its
inverse. Controls are written by hand here: a list of a hundred people has five hundred of them.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import VoteOption
from meetings.forms.attendance import AttendeeForm
from meetings.forms.closing import AttachmentForm, SignatureForm
from meetings.forms.decision import AssignmentForm, DecisionForm
from meetings.forms.fields import LinesField, ProseField, VocabularyField, YesNoField, join_lines
from meetings.forms.header import HeaderForm
from meetings.forms.item import AbsenceForm, ItemForm
from meetings.forms.prose import ReadParagraph, ReadPoint, write_paragraphs, write_points
from meetings.forms.speech import SpeechForm
from meetings.forms.vote import VoteForm

#: Presence of a person as one choice; the first four are what a tap walks through.
PRESENCES = (
    ("room", _("в зале")),
    ("online", _("онлайн")),
    ("excused", _("уважит. причина")),
    ("absent", _("нет")),
    ("proxy", _("по доверенности")),
    ("invited", _("приглашён")),
)
_FORMS: dict[str, type[forms.Form]] = {
    "meeting": HeaderForm,
    "attendance": AttendeeForm,
    "item": ItemForm,
    "absence": AbsenceForm,
    "speech": SpeechForm,
    "decision": DecisionForm,
    "assignment": AssignmentForm,
    "vote": VoteForm,
    "signature": SignatureForm,
    "attachment": AttachmentForm,
}
_OWN: dict[tuple[str, str], forms.Field] = {
    ("meeting", "is_number_due"): forms.BooleanField(label=_("Присвоить номер при выпуске"), required=False),
    ("attendance", "presence"): forms.ChoiceField(label=_("Участие"), choices=PRESENCES),
    ("ballot", "option"): VocabularyField(VoteOption, label=_("Голос")),
    ("vote", "decision"): forms.TypedChoiceField(label=_("К решению"), required=False, coerce=int, empty_value=None),
}


def desk_field(kind: str, name: str) -> forms.Field | None:
    """Return the form field of a field of the desk; None for no such field."""
    if (kind, name) in _OWN:
        return _OWN[kind, name]
    form = _FORMS.get(kind)
    return form.base_fields.get(name) if form else None  # type: ignore[attr-defined]


def read_text(kind: str, name: str, text: str) -> Any:
    """Read the text of a control; ValidationError tells in Russian what is wrong."""
    field = desk_field(kind, name)
    if field is None:
        raise ValidationError(_("Такого поля нет."))
    if isinstance(field, forms.BooleanField):
        return text == "on"
    if (kind, name) == ("vote", "decision"):
        return int(text) if text.isdecimal() and len(text) < 18 else None
    try:
        value = field.clean(text)
        return value or None if (kind, name) == ("vote", "sentence") else value
    except ValidationError as error:
        # Everywhere else an empty name makes no row; on the desk the row is there and waits for its name. A choice is
        # never empty: what is none of its values would be stored and read back as nonsense.
        is_text = not isinstance(field, forms.ChoiceField)
        if is_text and any(one.code == "required" for one in error.error_list):
            return ""
        raise


def text_of(kind: str, name: str, value: Any) -> str:
    """Write a stored value as the text of its control."""
    field = desk_field(kind, name)
    if (kind, name) == ("decision", "points"):
        return write_points(_points(value or []))
    if (kind, name) == ("speech", "paragraphs"):
        return write_paragraphs(ReadParagraph(**part) for part in value or [])
    if isinstance(field, LinesField):
        return join_lines(value or [])
    if isinstance(field, forms.TimeField):
        return str(value or "")[:5]
    if isinstance(field, YesNoField):
        value = {True: "yes", False: "no"}.get(value)
    elif isinstance(field, forms.BooleanField):
        value = "on" if value else ""
    return "" if value is None else str(value)


def _points(stored: list[Any]) -> tuple[ReadPoint, ...]:
    return tuple(ReadPoint(**(point | {"points": _points(point.get("points", []))})) for point in stored)


@dataclass(frozen=True, slots=True)
class Control:
    """One field of the desk, ready for a template."""

    address: str
    label: Any
    help: Any
    html: SafeString

    @property
    def id(self) -> str:
        """The id of the control."""
        return id_of(self.address)

    @property
    def is_checkbox(self) -> bool:
        """Whether the label stands behind the control."""
        return 'type="checkbox"' in self.html


def id_of(address: str) -> str:
    """Return the HTML id of an address."""
    return "f-" + address.replace(":", "-")


def make_control(
    kind: str, pk: int, name: str, value: Any, *, choices: Any = None, is_main: bool = False, proposal: str = ""
) -> Control:
    """Make the control of a field; `value` is the stored one, `choices` go over the field's own.

    `proposal` stands in grey in the empty control: what the paper prints while nothing is typed.
    """
    field = desk_field(kind, name)
    assert field is not None, (kind, name)  # noqa: S101 - the desk names its own fields
    address = f"{kind}:{pk}:{name}"
    text = text_of(kind, name, value)
    main = SafeString(' data-main=""') if is_main else SafeString("")
    if proposal:
        main += format_html(' placeholder="{}" data-proposal=""', proposal)
    common = format_html(
        'id="{0}" name="{1}" data-field="{1}" aria-describedby="{0}-state"{2}', id_of(address), address, main
    )
    options = choices if choices is not None else getattr(field, "choices", None)
    return Control(address, field.label, field.help_text, _html(field, text, common, options))


def _html(field: forms.Field, text: str, common: SafeString, choices: Any) -> SafeString:
    if choices is not None:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((value, SafeString(" selected") if str(value) == text else "", label) for value, label in choices),
        )
        return format_html('<select class="form-select form-select-sm" {}>{}</select>', common, options)
    if isinstance(field, forms.BooleanField):
        checked = SafeString(" checked") if text else ""
        return format_html('<input type="checkbox" class="form-check-input" {}{}>', common, checked)
    if isinstance(field.widget, forms.Textarea):
        is_prose = isinstance(field, ProseField)
        css = SafeString("prose-desk" if is_prose else "line-desk")
        prose = format_html(' data-prose="" data-paste="{}"', field.paste_kind) if is_prose else ""
        # A line break behind the tag is not part of the text.
        return format_html(
            '<textarea rows="1" class="form-control form-control-sm {}" spellcheck="true" {}{}>\n{}</textarea>',
            css,
            common,
            prose,
            text,
        )
    kinds = {forms.DateField: "date", forms.TimeField: "time"}
    kind = next((name for one, name in kinds.items() if isinstance(field, one)), "text")
    numeric = SafeString(' inputmode="numeric"') if isinstance(field, forms.IntegerField) else ""
    return format_html(
        '<input type="{}" class="form-control form-control-sm" autocomplete="off" value="{}" {}{}>',
        kind,
        text,
        common,
        numeric,
    )
