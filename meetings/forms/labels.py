r"""Owns the field of one printed label: empty takes the default, a dash prints nothing, a text replaces it.

A text that is itself a dash, or begins with a backslash, is typed behind a backslash.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.wording.labels import PLACEHOLDERS

#: Russian names of every label of wording.labels, in the order of the paper.
LABEL_TITLES: dict[str, Any] = {
    "title_word": _("Название документа"),
    "number": _("Номер"),
    "date": _("Дата"),
    "time": _("Начало"),
    "time_end": _("Окончание"),
    "place": _("Место"),
    "meeting_form": _("Форма проведения"),
    "chair": _("Председатель"),
    "secretary": _("Секретарь"),
    "members_total": _("Количество членов"),
    "present_total": _("Число присутствующих"),
    "present": _("Заголовок списка присутствующих"),
    "attendance_total": _("Строка о числе присутствующих"),
    "online": _("Как назвать участие онлайн"),
    "absent": _("Заголовок списка отсутствующих"),
    "invited": _("Заголовок списка приглашённых"),
    "quorum": _("Кворум имеется"),
    "no_quorum": _("Кворума нет"),
    "agenda": _("Заголовок повестки дня"),
    "rapporteur": _("Докладчик в повестке"),
    "opening": _("Вступительное слово"),
    "item_heading": _("Заголовок вопроса"),
    "item_subheading": _("Вторая строка заголовка вопроса"),
    "heard": _("Слушали"),
    "spoke": _("Выступили"),
    "noted": _("Отметили"),
    "discussion": _("Обсуждение"),
    "decisions": _("Решили"),
    "votes": _("Голосовали"),
    "vote_for": _("За"),
    "vote_against": _("Против"),
    "vote_abstained": _("Воздержались"),
    "vote_not_cast": _("Не голосовали"),
    "attachments": _("Заголовок приложений"),
}
_ITEM_KEYS = (
    "item_heading",
    "item_subheading",
    "heard",
    "spoke",
    "noted",
    "discussion",
    "decisions",
    "votes",
    "vote_for",
    "vote_against",
    "vote_abstained",
    "vote_not_cast",
    "rapporteur",
)
#: The labels that one question may word in its own way.
ITEM_LABEL_TITLES: dict[str, Any] = {key: LABEL_TITLES[key] for key in _ITEM_KEYS}

_HIDDEN = ("-", "–", "—")


def title_of(key: str) -> Any:
    """Return the Russian name of a label; its key for one that this list does not know yet."""
    return LABEL_TITLES.get(key, key)


class LabelField(forms.CharField):
    """Cleaned to None (the default stands), "" (nothing is printed) or the text."""

    def __init__(self, *, label: Any, default: str = "", key: str = "") -> None:
        placeholder = default or str(_("не печатается"))
        widget = forms.TextInput(attrs={"placeholder": placeholder})
        super().__init__(label=label, required=False, max_length=500, widget=widget)
        self.key = key

    def clean(self, value: Any) -> Any:
        """Read what was typed and check that its placeholders are known to the label."""
        text = read_label_text(super().clean(value))
        if text and self.key:
            check_pattern(self.key, text)
        return text


def write_label_text(stored: str | None) -> str:
    """Write a stored label for its field."""
    if stored is None:
        return ""
    if stored == "":
        return "-"
    return f"\\{stored}" if stored in _HIDDEN or stored.startswith("\\") else stored


def read_label_text(typed: str) -> str | None:
    """Read what `write_label_text` wrote or a person typed."""
    if not typed:
        return None
    if typed in _HIDDEN:
        return ""
    return typed.removeprefix("\\")


def check_pattern(key: str, text: str) -> None:
    """Refuse a pattern with an unknown placeholder or a stray brace, naming what may be used."""
    known = PLACEHOLDERS.get(key, ())
    try:
        text.format(**dict.fromkeys(known, ""))
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        names = ", ".join(f"{{{name}}}" for name in known) or str(_("никаких"))
        raise ValidationError(
            _("В фигурных скобках можно писать только: %(names)s."), params={"names": names}
        ) from error
