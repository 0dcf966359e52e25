"""Owns the random walks over a draft: deeds of every kind on rows picked by number, and their strategies."""

import datetime
from typing import Any

from hypothesis import strategies as st

from meetings.document import tree
from meetings.mapping.addresses import ITEM_KINDS, KINDS, Address
from meetings.mapping.points import read_points
from meetings.mapping.record import record
from meetings.models import HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.bodies import update_body
from meetings.use_cases.desk_fields import row_field
from meetings.use_cases.desk_removal import remove_row, restore_row
from meetings.use_cases.desk_rows import add_row, move_row
from meetings.use_cases.desk_votes import vote_unanimously
from meetings.use_cases.save_draft import save_draft
from meetings.use_cases.save_field import save_field
from tests.factories import NOW, make_body
from tests.strategies import documents

ROWS = ("attendance", "item", "absence", "speech", "decision", "vote", "signature", "attachment")
FIELDS = {
    "meeting": ("place", "number", "chair_name", "body_genitive"),
    "attendance": ("name", "position"),
    "item": ("title", "heading"),
    "absence": ("name",),
    "speech": ("name", "position", "attribution"),
    "decision": ("lead", "number", "addressee_text", "points"),
    "vote": ("subject", "sentence"),
    "signature": ("role",),
    "attachment": ("title",),
}


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


class Walk:
    """One meeting, and the deeds a walk may do on it: each picks its row by a number."""

    def __init__(self, document: tree.ProtocolDocument, actor: Any = None) -> None:
        self.actor = actor
        self.meeting = Meeting(body=make_body())
        record(document, self.meeting)
        self.moment = NOW

    def deed(self) -> dict[str, Any]:
        self.moment += datetime.timedelta(seconds=1)
        return {"meeting": fresh(self.meeting), "actor": self.actor, "at": self.moment}

    def row(self, kind: str, number: int) -> Any:
        owner = {"pk": self.meeting.pk} if kind == "meeting" else {"meeting": self.meeting}
        rows = list(KINDS[kind]._default_manager.filter(**owner).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def edit(self, kind: str, number: int, text: str) -> None:
        if (row := self.row(kind, number)) is None:
            return
        name = FIELDS[kind][number % len(FIELDS[kind])]
        address = Address(kind, row.pk, name)
        if name == "points":
            value: Any = tuple(tree.DecisionPoint(text=line) for line in text.split())
            base: Any = read_points(row).tree
        else:
            known = row_field(kind, name)
            assert known is not None
            value, base = text, known.read(row)
        save_field(address=address, value=value, base=base, **self.deed())

    def add(self, kind: str, number: int, _text: str) -> None:
        item = self.row("item", number) if kind in ITEM_KINDS else None
        if kind in ITEM_KINDS and kind != "speech" and item is None:
            return
        add_row(kind=kind, item_pk=item.pk if item else None, **self.deed())

    def remove(self, kind: str, number: int, _text: str) -> None:
        if row := self.row(kind, number):
            remove_row(address=Address(kind, row.pk), **self.deed())

    def restore(self, _kind: str, number: int, _text: str) -> None:
        removed = list(HistoryEntry.objects.filter(meeting_id=self.meeting.pk, details__has_key="removed"))
        if removed:
            restore_row(entry_pk=removed[number % len(removed)].pk, **self.deed())

    def move(self, kind: str, number: int, _text: str) -> None:
        if row := self.row(kind, number):
            move_row(address=Address(kind, row.pk), by=number % 5 - 2, **self.deed())

    def agree(self, _kind: str, number: int, _text: str) -> None:
        if row := self.row("vote", number):
            vote_unanimously(address=Address("vote", row.pk), **self.deed())

    def write_anew(self, document: tree.ProtocolDocument) -> None:
        save_draft(
            version=fresh(self.meeting).version,
            replace=lambda _old: document,
            verb=HistoryVerb.CHANGED_AGENDA,
            **self.deed(),
        )

    def reword_body(self, text: str) -> None:
        moment = self.deed()["at"]
        update_body(body=fresh(self.meeting).body, actor=None, at=moment, name_genitive=text or "коллегии")


on_rows = st.one_of(
    st.tuples(
        st.sampled_from(("edit", "add", "remove", "move")),
        st.sampled_from(ROWS),
        st.integers(0, 40),
        st.sampled_from(("", "директор", "два слова", "Соловьёва Алёна Ильинична", "«ё» \\ \"'")),
    ),
    st.tuples(st.just("edit"), st.just("meeting"), st.integers(0, 40), st.sampled_from(("зал", "7", ""))),
    st.tuples(st.sampled_from(("restore", "agree")), st.just(""), st.integers(0, 40), st.just("")),
    st.tuples(st.just("write_anew"), documents(most_items=2)),
)
steps = on_rows | st.tuples(st.just("reword_body"), st.sampled_from(("совета", "правления")))
