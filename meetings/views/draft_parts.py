"""Owns the parts of the desk as templates see them: rows with their controls, marks and totals."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.document.checks import check_document
from meetings.document.item_numbers import depth_of
from meetings.document.rules import BodyRules
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import Severity
from meetings.forms.desk import Control, id_of, make_control
from meetings.mapping.addresses import where_of_rows
from meetings.mapping.compose import compose_rows
from meetings.mapping.points import compose_points
from meetings.mapping.rows import MeetingRows, read_rows
from meetings.mapping.rules import rules_of
from meetings.models import Meeting
from meetings.models.choices import label_of
from meetings.use_cases.carrying import waiting_for
from meetings.use_cases.desk_fields import presence_of, row_field
from meetings.use_cases.numbering import NextNumber, next_number
from meetings.views.draft_carried import came_from, meeting_words, went_to
from meetings.views.draft_offers import Live, follow_part
from meetings.views.draft_places import DeskPlace, locate
from meetings.views.draft_roll import Totals, count_totals, read_span_of
from meetings.views.draft_votes import VoteBlock, Voters, count_voters, vote_blocks
from meetings.wording.headings import propose_heading

#: Fields of the head on the desk: heading of the group, and the fields with their widths in twelfths.
HEADER_GROUPS: tuple[tuple[Any, tuple[tuple[str, int], ...]], ...] = (
    ("", (("number", 3), ("held_on", 3), ("starts_at", 3), ("ends_at", 3), ("place", 12))),
    ("", (("form", 4), ("remote_method", 8))),
    ("", (("chair_role", 6), ("chair_name", 6), ("secretary_role", 6), ("secretary_name", 6))),
)
HEADER_RARE = (
    *(("title", 12), ("body_nominative", 12), ("body_genitive", 12), ("held_until", 4)),
    *(("has_quorum", 4), ("members_total", 4), ("present_total", 4), ("online_total", 4), ("date_text", 6)),
    *(("time_text", 6), ("attendance_total_text", 12), ("quorum_text", 12), ("is_number_due", 12)),
)


#: Questions moved on that the agenda offers; more than a meeting takes up.
WAITING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A row of a part: its address and its controls by the name of the field."""

    kind: str
    row: Any
    c: dict[str, Control]

    @property
    def address(self) -> str:
        """«speech:15»."""
        return f"{self.kind}:{self.row.pk}"

    @property
    def anchor(self) -> str:
        """The id of the row on the page."""
        return id_of(self.address)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A part in the outline; `mark` is «done», «empty» or «begun»."""

    part: str
    title: str
    mark: str
    findings: int
    has_errors: bool
    is_current: bool

    @property
    def is_item(self) -> bool:
        """Whether it is a question."""
        return self.part.startswith("item-")


@dataclass(frozen=True, slots=True)
class DeskFinding:
    """A finding with the place where it is corrected."""

    severity: str
    severity_title: str
    message: str
    place: DeskPlace | None


class Desk:
    """One draft read for the desk: one query, everything else is computed when asked.

    Unless `is_whole`, only what the open part shows is read: marks and findings need the whole.
    """

    def __init__(self, meeting: Meeting, part: str = "", *, is_whole: bool = False) -> None:
        self.meeting = meeting
        key = part.removeprefix("item-")
        of_item = int(key) if key != part and key.isdecimal() and len(key) < 18 else 0
        self.rows: MeetingRows = read_rows(meeting, only_item=None if is_whole else of_item)
        self.document: ProtocolDocument = compose_rows(meeting, self.rows)
        self.part = self.known_part(part)

    def known_part(self, part: str) -> str:
        """Return the part if the draft has it, else the first one."""
        return part if part in self.parts else "header"

    @cached_property
    def parts(self) -> dict[str, str]:
        """Titles of the parts by key, in the order of the paper."""
        titles = {"header": _("Реквизиты"), "attendance": _("Присутствие"), "agenda": _("Повестка дня")}
        titles["opening"] = _("Вступительное слово")
        for row in self.rows.items:
            title = Truncator(row.title or row.heading_override or _("без названия")).chars(70)
            titles[f"item-{row.pk}"] = f"{row.number}. {title}"
        titles["closing"] = _("Подписи и приложения")
        return titles

    @cached_property
    def where(self) -> dict[str, str]:
        """The row behind each line of the paper."""
        return where_of_rows(self.meeting, self.rows)

    @cached_property
    def findings(self) -> list[DeskFinding]:
        """All findings, each with its place on the desk."""
        return [
            DeskFinding(
                found.severity.value,
                str(label_of(found.severity)).capitalize(),
                found.message,
                locate(found.where, self.where),
            )
            for found in check_document(self.document, self.rules)
        ]

    @cached_property
    def outline(self) -> list[OutlineEntry]:
        """The parts with their marks."""
        counts = Counter(found.place.part for found in self.findings if found.place)
        wrong = {f.place.part for f in self.findings if f.place and f.severity == Severity.ERROR}
        return [
            OutlineEntry(
                part,
                title,
                "empty" if not self._has_content(part) else "begun" if counts[part] else "done",
                counts[part],
                part in wrong,
                part == self.part,
            )
            for part, title in self.parts.items()
        ]

    def _has_content(self, part: str) -> bool:
        document = self.document
        if part.startswith("item-"):
            item = document.items[self._place_of_item(part)]
            return bool(item.decisions or item.speeches or not item.is_treated)
        return bool(
            {
                "header": document.held_on,
                "attendance": document.attendees or document.present_total,
                "agenda": document.items,
                "opening": document.opening,
                "closing": document.signatures,
            }[part]
        )

    def _place_of_item(self, part: str) -> int:
        pk = int(part.removeprefix("item-"))
        return next(place for place, row in enumerate(self.rows.items) if row.pk == pk)

    @property
    def place(self) -> int | None:
        """Which question is open, from 0; None for the other parts."""
        return self._place_of_item(self.part) if self.part.startswith("item-") else None

    @property
    def section(self) -> str:
        """Where the open question stands on the paper («items[2]»); empty for the other parts."""
        return "" if self.place is None else f"items[{self.place}]"

    @cached_property
    def totals(self) -> Totals:
        """The attendance counted."""
        return count_totals(self.document, self.rules)

    @cached_property
    def voters(self) -> Voters:
        """Who votes on the open question."""
        return count_voters(self.document, self.document.items[self._place_of_item(self.part)], self.rules)

    @cached_property
    def votes(self) -> list[VoteBlock]:
        """The votings of the open question."""
        place = self._place_of_item(self.part)
        decisions = [row for row in self.rows.decisions if row.item_id == self.rows.items[place].pk]
        return vote_blocks(self.document, self.rows, place, self.rules, decisions)

    @cached_property
    def rules(self) -> BodyRules:
        """The rules of the body."""
        return rules_of(self.meeting.body)

    @cached_property
    def live(self) -> Live | None:
        """What stands beside the rows of the open part and follows every save; None where nothing does."""
        if self.part.startswith("item-"):
            return follow_part(self.rows, self.document, self._place_of_item(self.part))
        return follow_part(self.rows, self.document, None) if self.part == "opening" else None

    def context(self) -> dict[str, Any]:
        """What the template of the open part needs."""
        context: dict[str, Any] = {"desk": self, "meeting": self.meeting, "part": self.part, "live": self.live}
        if self.part.startswith("item-"):
            return context | self._item()
        return (
            context
            | {
                "header": self._header,
                "attendance": self._attendance,
                "agenda": self._agenda,
                "opening": self._opening,
                "closing": self._closing,
            }[self.part]()
        )

    def _header(self) -> dict[str, Any]:
        def placed(names: tuple[tuple[str, int], ...]) -> list[tuple[Control, int]]:
            return [(self._control("meeting", self.meeting, name), width) for name, width in names]

        groups = [placed(names) for _title, names in HEADER_GROUPS]
        if due := next_number(self.meeting):
            groups[0][0] = (self._number_control(due), groups[0][0][1])
        return {"groups": groups, "rare": placed(HEADER_RARE), "due": due}

    def _number_control(self, due: NextNumber) -> Control:
        """The empty number, with the one it will get in grey."""
        return make_control("meeting", self.meeting.pk, "number", None, proposal=due.number)

    def _attendance(self) -> dict[str, Any]:
        names = "name position presence represented_by" if self.rules.has_proxies else "name position presence"
        rows = [self._row("attendance", row, names, main="name") for row in self.rows.attendances]
        for row in rows:
            row.c["presence_value"] = presence_of(row.row)  # type: ignore[assignment]
        members = [row for row in rows if presence_of(row.row) != "invited"]
        counts = ("present_total", "members_total", "online_total")
        return {
            "members": members,
            "guests": [row for row in rows if presence_of(row.row) == "invited"],
            "counts": [] if members else [self._control("meeting", self.meeting, name) for name in counts],
        }

    def rare_attendance(self, pk: int) -> dict[str, Any]:
        """Return the seldom used fields of one person, and from which question to which he was there."""
        line = next((row for row in self.rows.attendances if row.pk == pk), None)
        if line is None:
            raise Http404
        row = self._row("attendance", line, "role group reason represented_by note presence")
        return {"row": row, "meeting": self.meeting, "desk": self, "span": read_span_of(line, self.rows)}

    def _agenda(self) -> dict[str, Any]:
        for item in self.rows.items:
            item.depth = depth_of(item.number)  # type: ignore[attr-defined]
        return {
            "items": [self._row("item", row, "number title rapporteur kind", main="title") for row in self.rows.items],
            "waiting": [(one, meeting_words(one.meeting)) for one in waiting_for(self.meeting)[:WAITING_SHOWN]],
        }

    def _opening(self) -> dict[str, Any]:
        return {"speeches": self._speeches(None), "item": None}

    def _closing(self) -> dict[str, Any]:
        return {
            "signatures": [self._row("signature", row, "role name", main="role") for row in self.rows.signature_lines],
            "attachments": [
                self._row("attachment", row, "title extent", main="title") for row in self.rows.attachments
            ],
        }

    def _item(self) -> dict[str, Any]:
        place = self._place_of_item(self.part)
        item = self.rows.items[place]
        decisions = [row for row in self.rows.decisions if row.item_id == item.pk]
        absences = [row for row in self.rows.item_attendances if row.item_id == item.pk]
        shown = self._row("item", item, "number title kind rapporteur is_treated notes")
        proposal = propose_heading(item.title or "") or item.title or ""
        heading = item.heading_override
        shown.c["heading"] = make_control("item", item.pk, "heading", heading, is_main=True, proposal=proposal)
        return {
            "item": shown,
            "place": place,
            "speeches": self._speeches(item.pk),
            "decisions": [self._decision(row) for row in decisions],
            "votes": self.votes,
            "absences": [self._row("absence", row, "name presence", main="name") for row in absences],
            "voters": self.voters,
            "came_from": came_from(item),
            "went_to": went_to(item),
        }

    def _speeches(self, item_pk: int | None) -> list[DeskRow]:
        return [self._speech(row) for row in self.rows.speeches if row.item_id == item_pk]

    def _speech(self, row: Any) -> DeskRow:
        shown = self._row("speech", row, "kind name membership position is_inline paragraphs", main="name")
        own, proposal = row.attribution_text, row.line.composed
        shown.c["attribution"] = make_control("speech", row.pk, "attribution", own, proposal=proposal)
        return shown

    def _decision(self, row: Any) -> DeskRow:
        shown = self._row("decision", row, "number lead outcome addressee_text addressee_name")
        points = compose_points([point for point in self.rows.points if point.decision_id == row.pk]).encoded()
        shown.c["points"] = make_control("decision", row.pk, "points", points, is_main=True)
        names = "responsible due_text due_on state"
        row.kept_rows = [(self._row("assignment", one.row, names), one) for one in row.kept]
        return shown

    def _row(self, kind: str, row: Any, names: str, main: str = "") -> DeskRow:
        return DeskRow(kind, row, {name: self._control(kind, row, name, name == main) for name in names.split()})

    def _control(self, kind: str, row: Any, name: str, is_main: bool = False) -> Control:
        known = row_field(kind, name)
        assert known is not None, (kind, name)  # noqa: S101 - the desk names its own fields
        return make_control(kind, row.pk, name, known.read(row), is_main=is_main)
