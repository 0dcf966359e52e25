r"""Owns the field of one printed label: empty takes the default, a dash prints nothing, a text replaces it.

A text that is itself a dash, or begins with a backslash, is typed behind a backslash. Placeholders stand in the form
under Russian names that read like the paper: «По {первому} вопросу {вопрос}».
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import Case
from meetings.wording.labels import PLACEHOLDERS
from meetings.wording.ordinals import write_ordinal

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
    "agenda_number": _("Номер вопроса в повестке"),
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
    "votes_secret": _("Голосовали тайно"),
    "vote_for": _("Слово «За»"),
    "vote_against": _("Слово «Против»"),
    "vote_abstained": _("Слово «Воздержались»"),
    "vote_not_cast": _("Слово «Не голосовали»"),
    "attachments": _("Заголовок приложений"),
    "annexed": _("Вместо длинного списка присутствующих"),
    "annex": _("Над списком присутствующих – приложением"),
    "annex_title": _("Заголовок списка присутствующих – приложения"),
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
    "votes_secret",
    "vote_for",
    "vote_against",
    "vote_abstained",
    "vote_not_cast",
    "rapporteur",
)
#: The labels that one question may word in its own way.
ITEM_LABEL_TITLES: dict[str, Any] = {key: LABEL_TITLES[key] for key in _ITEM_KEYS}

_HIDDEN = ("-", "–", "—")


def _ordinal_names() -> dict[str, str]:
    """Name the ordinals of a question by their own first form: {Ordinal_dative} is {Первому}."""
    names = {}
    for case in Case:
        name = "ordinal" if case is Case.NOMINATIVE else f"ordinal_{case.value}"
        word = write_ordinal(1, case)
        if word not in names.values():
            names |= {name: word, name.capitalize(): word.capitalize(), name.upper(): word.upper()}
    return names


#: Placeholder of wording.labels → its name in the form; not for translation: it is typed and read back.
_RUSSIAN_NAMES: dict[str, str] = {
    "number": "номер",
    "date": "дата",
    "time": "время",
    "place": "место",
    "form": "форма",
    "role": "должность",
    "name": "имя",
    "count": "число",
    "body_genitive": "органа",
    "attendance": "присутствие",
    "verb": "выступила",
    "attribution": "кто",
    "heading": "вопрос",
    "people": "человек",
    "protocol": "протокол",
    "roman": "I",
    **_ordinal_names(),
}
_PROGRAM_NAMES = {russian: name for name, russian in _RUSSIAN_NAMES.items()}
#: What any label of a question may use beside its own placeholders.
_NUMBER_NAMES = {"number", "roman", *_ordinal_names()}
_BRACES = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def title_of(key: str) -> Any:
    """Return the Russian name of a label; its key for one that this list does not know yet."""
    return LABEL_TITLES.get(key, key)


class LabelField(forms.CharField):
    """Cleaned to None (the default stands), "" (nothing is printed) or the text."""

    def __init__(self, *, label: Any, default: str = "", key: str) -> None:
        placeholder = _renamed(default, _RUSSIAN_NAMES) or str(_("не печатается"))
        widget = forms.TextInput(attrs={"placeholder": placeholder})
        super().__init__(label=label, required=False, max_length=500, widget=widget)
        self.key = key

    def clean(self, value: Any) -> Any:
        """Read what was typed and check that its placeholders are known to the label."""
        text = read_label_text(super().clean(value))
        if text:
            check_pattern(self.key, text)
        return text


def write_label_text(stored: str | None) -> str:
    """Write a stored label for its field."""
    if stored is None:
        return ""
    if stored == "":
        return "-"
    shown = _renamed(stored, _RUSSIAN_NAMES)
    return f"\\{shown}" if shown in _HIDDEN or shown.startswith("\\") else shown


def read_label_text(typed: str) -> str | None:
    """Read what `write_label_text` wrote or a person typed."""
    if not typed:
        return None
    if typed in _HIDDEN:
        return ""
    return _renamed(typed.removeprefix("\\"), _PROGRAM_NAMES)


def check_pattern(key: str, text: str) -> None:
    """Refuse a pattern with a placeholder that this label does not know, naming those it knows."""
    used = {match[1] for match in _BRACES.finditer(text) if match[1]}
    known = set(PLACEHOLDERS.get(key, ())) | (_NUMBER_NAMES if key in ITEM_LABEL_TITLES else set())
    if used - known:
        names = [f"{{{_RUSSIAN_NAMES[name]}}}" for name in PLACEHOLDERS.get(key, ()) if name in _RUSSIAN_NAMES]
        message = (
            _("В фигурных скобках здесь можно писать: %(names)s.") if names else _("Фигурные скобки здесь не нужны.")
        )
        raise ValidationError(message, params={"names": ", ".join(names)})


def _renamed(text: str, names: dict[str, str]) -> str:
    """Rename the placeholders of a pattern; doubled braces are braces."""
    return _BRACES.sub(lambda match: f"{{{names.get(match[1], match[1])}}}" if match[1] else match[0], text)
