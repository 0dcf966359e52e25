"""Owns how a history entry is told at the desk: what was done, in which part, with which texts."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.desk import desk_field, text_of
from meetings.mapping.addresses import ITEM_KINDS, Address
from meetings.models import AgendaItem, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.desk_undo import changed_fields, place_of_entry, row_deed
from meetings.views.word_changes import Piece, compare_words

KIND_TITLES = {
    "meeting": gettext_lazy("реквизиты"),
    "attendance": gettext_lazy("лицо"),
    "item": gettext_lazy("вопрос"),
    "absence": gettext_lazy("отсутствие на вопросе"),
    "speech": gettext_lazy("выступление"),
    "decision": gettext_lazy("решение"),
    "vote": gettext_lazy("голосование"),
    "ballot": gettext_lazy("голос поимённо"),
    "assignment": gettext_lazy("поручение"),
    "signature": gettext_lazy("подпись"),
    "attachment": gettext_lazy("приложение"),
}
PART_TITLES = {
    "header": gettext_lazy("Реквизиты"),
    "attendance": gettext_lazy("Присутствие"),
    "agenda": gettext_lazy("Повестка дня"),
    "opening": gettext_lazy("Вступительное слово"),
    "closing": gettext_lazy("Подписи и приложения"),
}
_KIND_PARTS = {"meeting": "header", "attendance": "attendance", "signature": "closing", "attachment": "closing"}
_VERB_PARTS = {
    HistoryVerb.CHANGED_HEADER: "header",
    HistoryVerb.CHANGED_ATTENDANCE: "attendance",
    HistoryVerb.CHANGED_OPENING: "opening",
    HistoryVerb.CHANGED_AGENDA: "agenda",
    HistoryVerb.CHANGED_SIGNATURES: "closing",
}
_AGENDA_FIELDS = {"title", "rapporteur", "number"}


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """One entry, ready for a page: who and when, the deed in words, its part and the difference it made."""

    entry: HistoryEntry
    who: str
    title: str
    part: str
    part_title: str
    address: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Everything that a search looks through."""
        return " ".join([self.who, self.title, self.part_title, *(piece.text for piece in self.pieces)]).casefold()


def name_of(user: Any) -> str:
    """What a person is called in the history; the command line has no name."""
    return (user.get_full_name() or user.get_username()) if user else str(_("командой"))


def titles_of_parts(meeting: Meeting) -> dict[str, str]:
    """The parts of the draft as they are now, by key (one query)."""
    titles = {key: str(title) for key, title in PART_TITLES.items()}
    closing = titles.pop("closing")
    for pk, number, title in AgendaItem.objects.filter(meeting_id=meeting.pk).values_list("pk", "number", "title"):
        titles[f"item-{pk}"] = _("Вопрос %(number)s") % {"number": number} + (
            f". {Truncator(title).chars(60)}" if title else ""
        )
    return titles | {"closing": closing}


def part_of(entry: HistoryEntry) -> str:
    """The part of the desk where an entry's deed was done; empty when it was done on several."""
    address, told = place_of_entry(entry), entry.details
    kind = address.kind if address else str(row_deed(entry).get("removed", ""))
    if kind in (*ITEM_KINDS, "assignment", "ballot"):
        if told.get("item") is not None:
            return f"item-{told['item']}"
        return "opening" if kind == "speech" and entry.verb == HistoryVerb.CHANGED_OPENING else ""
    if kind == "item" and address and set(changed_fields(entry)) - _AGENDA_FIELDS:
        return f"item-{address.pk}"
    return _KIND_PARTS.get(kind) or ("agenda" if kind == "item" else _VERB_PARTS.get(HistoryVerb(entry.verb), ""))


def tell(entry: HistoryEntry, parts: dict[str, str]) -> ToldDeed:
    """Tell one entry; `parts` are titles_of_parts."""
    part, address = part_of(entry), place_of_entry(entry)
    gone = _("Вопрос, которого уже нет") if part.startswith("item-") else ""
    fields = changed_fields(entry)
    place = str(address) if address else ""
    if address and len(fields) == 1:
        place = str(Address(address.kind, address.pk, next(iter(fields))))
    return ToldDeed(
        entry=entry,
        who=name_of(entry.actor),
        title=title_of(entry),
        part=part if part in parts else "",
        part_title=parts.get(part, gone),
        address=place,
        pieces=tuple(_pieces(address.kind, fields) if address else ()),
    )


def title_of(entry: HistoryEntry) -> str:
    """Say in words what was done: «Должность», «Убрано: решение», «Отменено: переставлено: вопрос»."""
    told = entry.details
    if "undoes" in told or "redoes" in told:
        way = _("Отменено: %(deed)s") if "undoes" in told else _("Сделано снова: %(deed)s")
        return way % {"deed": _plain_title(entry)}
    return _plain_title(entry)


def _plain_title(entry: HistoryEntry) -> str:
    told, address = row_deed(entry), place_of_entry(entry)
    if address and (fields := changed_fields(entry)):
        labels = [field.label for name in fields if (field := desk_field(address.kind, name))]
        title = ", ".join(str(label) for label in labels) or str(entry.get_verb_display()).capitalize()
        return f"{title} ({KIND_TITLES.get(address.kind, address.kind)})" if address.kind != "meeting" else title
    for key, way in (
        ("removed", _("Убрано: %(row)s")),
        ("added", _("Добавлено: %(row)s")),
        ("moved", _("Переставлено: %(row)s")),
        ("restored", _("Возвращено: %(row)s")),
    ):
        if key in told:
            kind = told["removed"] if key == "removed" else address.kind if address else ""
            row = str(KIND_TITLES.get(kind, kind))
            count = len(told["added"]) if key == "added" else 1
            return way % {"row": f"{row} ({count})" if count > 1 else row}
    return str(entry.get_verb_display()).capitalize()


def _pieces(kind: str, fields: dict[str, list[Any]]) -> list[Piece]:
    """The difference each field made, one behind another."""
    found: list[Piece] = []
    for name, (before, after) in fields.items():
        if desk_field(kind, name) is None:
            continue
        if found:
            found.append(Piece("same", "; "))
        found += compare_words(field_text(kind, name, before), field_text(kind, name, after))
    return found


def field_text(kind: str, name: str, value: Any) -> str:
    """A stored value as a reader of the history sees it: a choice by its title, the rest as in its control."""
    field = desk_field(kind, name)
    text = text_of(kind, name, value)
    choices = {str(key): str(title) for key, title in getattr(field, "choices", None) or ()}
    return choices.get(text, text)
