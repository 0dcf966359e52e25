"""Owns the links between a protocol's parts, the pages where they are typed, and the findings about them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.models import Meeting
from meetings.models.choices import label_of
from meetings.views.parts import PARTS

#: Where in the tree → the part's page, and the prefix of its rows there.
_ROW_PARTS = {
    "attendees": ("attendance", "attendees"),
    "opening": ("opening", "opening"),
    "signatures": ("closing", "signatures"),
    "attachments": ("closing", "attachments"),
    "notes": ("closing", "notes"),
}
FLATTENED = {
    "chair": "chair_name",
    "chair.role": "chair_role",
    "secretary": "secretary_name",
    "secretary.role": "secretary_role",
    "body": "body_nominative",
    "body.genitive": "body_genitive",
}
_PATH = re.compile(r"(?P<name>[a-z_]+)(?:\[(?P<index>\d+)\])?(?:\.(?P<rest>.+))?")


@dataclass(frozen=True, slots=True)
class PartLink:
    """One line of the navigation beside the forms."""

    title: str
    url: str
    is_item: bool = False
    is_current: bool = False
    findings: int = 0


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with where it can be corrected."""

    severity: str
    severity_title: str
    message: str
    part: str
    url: str
    line: int | None = None

    @property
    def link_title(self) -> str:
        """What the link says."""
        return _("Исправить")


def part_of(where: str) -> tuple[str, str]:
    """Return the part's key («header», «item-2», «style») and the anchor on its page for a path in the tree."""
    match = _PATH.fullmatch(where)
    if match is None:
        return "", ""
    name, index, rest = match["name"], match["index"], match["rest"] or ""
    if name == "agenda":
        return "agenda", ""
    if name == "items":
        return (f"item-{int(index) + 1}", _item_anchor(rest)) if index is not None else ("agenda", "")
    if name in _ROW_PARTS:
        part, prefix = _ROW_PARTS[name]
        return part, f"{prefix}-{index}" if index is not None else prefix
    if name == "style":
        return "style", ""
    field = FLATTENED.get(where) or FLATTENED.get(name) or name
    return "header", f"id_{field}"


def _item_anchor(rest: str) -> str:
    match = _PATH.fullmatch(rest)
    if match is None:
        return ""
    return f"{match['name']}-{match['index']}" if match["index"] is not None else f"id_{match['name']}"


def part_title(where: str) -> str:
    """Return what the part of a path in the tree is called: «Реквизиты», «Вопрос 2»; "" for none."""
    part, _anchor = part_of(where)
    if part.startswith("item-"):
        return _("Вопрос %(number)s") % {"number": part.removeprefix("item-")}
    return str(PARTS[part].title) if part in PARTS else ""


def part_url(meeting_pk: int, part: str) -> str:
    """Return the page of a part by its key."""
    if part.startswith("item-"):
        return reverse("edit_item", args=[meeting_pk, int(part.removeprefix("item-"))])
    if part == "style":
        return reverse("edit_style", args=[meeting_pk])
    return reverse("edit_part", args=[meeting_pk, part])


def show_findings(meeting_pk: int | None, findings: Iterable[Finding]) -> list[ShownFinding]:
    """Return findings for a page; without a meeting (an import not yet saved) without links."""
    shown = []
    for finding in findings:
        part, anchor = part_of(finding.where)
        url = ""
        if meeting_pk is not None and part:
            url = part_url(meeting_pk, part) + (f"#{anchor}" if anchor else "")
        shown.append(
            ShownFinding(
                severity=finding.severity.value,
                severity_title=str(label_of(finding.severity)).capitalize(),
                message=finding.message,
                part=part,
                url=url,
                line=finding.line,
            )
        )
    return shown


def part_links(
    meeting: Meeting, document: ProtocolDocument, findings: Iterable[ShownFinding], current: str = ""
) -> list[PartLink]:
    """Return the navigation: every part in the order of the paper, each question under the agenda."""
    counts = Counter(finding.part for finding in findings)
    keys: list[tuple[str, Any, bool]] = []
    for slug, editor in PARTS.items():
        if slug == "closing":
            keys += [
                (f"item-{place}", f"{item.number}. {_short(item.title or item.heading or '')}", True)
                for place, item in enumerate(document.items, start=1)
            ]
        keys.append((slug, editor.title, False))
    keys.append(("style", _("Оформление"), False))
    return [
        PartLink(str(title), part_url(meeting.pk, key), is_item, key == current, counts[key])
        for key, title, is_item in keys
    ]


def _short(text: str) -> str:
    return Truncator(text).chars(60)


def meeting_title(document: ProtocolDocument | Meeting) -> str:
    """Return how a page calls the protocol: «Протокол № 14 от 19.08.2021»."""
    number = f" № {document.number}" if document.number else ""
    day = _(" от %(day)s") % {"day": f"{document.held_on:%d.%m.%Y}"} if document.held_on else _(" без даты")
    return _("Протокол") + number + day
