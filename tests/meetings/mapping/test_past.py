"""The past of a draft is exact: whatever was done, every moment is read again as it was."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document import tree
from meetings.mapping.addresses import ITEM_KINDS, KINDS, Address
from meetings.mapping.compose import compose
from meetings.mapping.past import compose_at
from meetings.mapping.rows import PARTS
from meetings.models import HistoryEntry, HistoryVerb, Meeting, RowChange
from meetings.models.keeping import keep_changes
from meetings.use_cases.bodies import update_body
from meetings.use_cases.desk_fields import row_field
from meetings.use_cases.desk_removal import remove_row, restore_row
from meetings.use_cases.desk_rows import add_row, move_row, vote_unanimously
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import save_draft
from meetings.use_cases.save_field import save_field
from tests.factories import NOW, make_body, make_document, make_meeting
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

    def __init__(self, document: tree.ProtocolDocument) -> None:
        self.meeting = Meeting(body=make_body())
        save_new(document, self.meeting)
        self.moment = NOW

    def deed(self) -> dict[str, Any]:
        self.moment += datetime.timedelta(seconds=1)
        return {"meeting": fresh(self.meeting), "actor": None, "at": self.moment}

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
            base: Any = compose_points_of(row)
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


def save_new(document: tree.ProtocolDocument, meeting: Meeting) -> None:
    from meetings.mapping.record import record

    record(document, meeting)


def compose_points_of(decision: Any) -> Any:
    from meetings.mapping.points import read_points

    return read_points(decision).tree


steps = st.one_of(
    st.tuples(
        st.sampled_from(("edit", "add", "remove", "move")),
        st.sampled_from(ROWS),
        st.integers(0, 40),
        st.sampled_from(("", "директор", "два слова", "Соловьёва Алёна Ильинична", "«ё» \\ \"'")),
    ),
    st.tuples(st.just("edit"), st.just("meeting"), st.integers(0, 40), st.sampled_from(("зал", "7", ""))),
    st.tuples(st.sampled_from(("restore", "agree")), st.just(""), st.integers(0, 40), st.just("")),
    st.tuples(st.just("write_anew"), documents(most_items=2)),
    st.tuples(st.just("reword_body"), st.sampled_from(("совета", "правления"))),
)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(first=documents(most_items=2), walk=st.lists(steps, min_size=1, max_size=12))
def test_every_moment_is_read_again_as_it_was(first: tree.ProtocolDocument, walk: list[Any]) -> None:
    with transaction.atomic():
        here = Walk(first)
        seen = {1: compose(fresh(here.meeting))}
        for name, *arguments in walk:
            deed: Callable[..., None] = getattr(here, name)
            try:
                with transaction.atomic():
                    deed(*arguments)
            except Refused:
                continue
            now = fresh(here.meeting)
            # What a body is called is no deed on the meeting: the version keeps the last of its moments.
            if name != "reword_body":
                seen[now.version] = compose(now)
        for version, document in seen.items():
            assert compose_at(fresh(here.meeting), version) == document, (version, [step[:3] for step in walk])
        transaction.set_rollback(True)


def test_the_first_version_is_read_too(db: None) -> None:
    meeting = make_meeting()
    save_new(make_document(meeting.body), meeting)
    first = compose(fresh(meeting))
    assert not RowChange.objects.exists(), "the making of a meeting is not kept"
    save_draft(
        meeting=meeting,
        version=1,
        replace=lambda document: replace(document, items=(), place="зал"),
        verb=HistoryVerb.CHANGED_AGENDA,
        actor=None,
        at=NOW,
    )

    assert compose_at(fresh(meeting), 1) == first
    assert compose_at(fresh(meeting), 2) == compose(fresh(meeting)) != first


def test_a_change_keeps_only_what_changed(db: None) -> None:
    meeting = make_meeting()
    save_new(make_document(meeting.body), meeting)
    speech = meeting.speeches.all()[0]
    address = Address("speech", speech.pk, "position")
    save_field(meeting=fresh(meeting), address=address, value="директор", base="", actor=None, at=NOW)

    (change,) = RowChange.objects.all()
    assert (change.part, change.row, change.version, change.before) == ("speech", speech.pk, 2, {"position_text": ""})
    assert HistoryEntry.objects.get().version == 2


def test_any_program_that_writes_is_remembered(db: None) -> None:
    meeting = make_meeting()
    save_new(make_document(meeting.body), meeting)
    Meeting.objects.filter(pk=meeting.pk).update(version=2)
    before = compose(fresh(meeting))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_signatureline")
        cursor.execute("UPDATE meetings_meeting SET place = 'иное', version = 3")

    assert compose_at(fresh(meeting), 1) == before


def test_the_memory_goes_with_the_draft(db: None) -> None:
    meeting = make_meeting()
    save_new(make_document(meeting.body), meeting)
    Meeting.objects.filter(pk=meeting.pk).update(version=2)
    meeting.speeches.all().delete()
    assert RowChange.objects.exists()
    meeting.delete()

    assert not RowChange.objects.exists()


def test_every_table_of_a_meeting_has_its_triggers(db: None) -> None:
    query = {"sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keeps_%'"}.get(
        connection.vendor,
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'keeps_%'",
    )
    keep_changes(connection, PARTS)  # again: nothing is doubled
    with connection.cursor() as cursor:
        cursor.execute(query)
        tables = {name for (name,) in cursor.fetchall()}
    assert tables == {model._meta.db_table for model in (Meeting, *PARTS)}
