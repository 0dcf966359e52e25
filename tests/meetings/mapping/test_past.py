"""The past of a draft is exact: whatever was done, every moment is read again as it was."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.document import tree
from meetings.mapping.addresses import Address
from meetings.mapping.compose import compose
from meetings.mapping.past import compose_at
from meetings.mapping.record import record
from meetings.mapping.rows import PARTS
from meetings.models import HistoryEntry, HistoryVerb, Meeting, RowChange
from meetings.models.keeping import keep_changes
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import save_draft
from meetings.use_cases.save_field import save_field
from tests.factories import NOW, make_document, make_meeting
from tests.strategies import documents
from tests.walks import Walk, fresh, steps


@pytest.mark.django_db
@settings(
    max_examples=12,
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
    record(make_document(meeting.body), meeting)
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
    record(make_document(meeting.body), meeting)
    speech = meeting.speeches.all()[0]
    address = Address("speech", speech.pk, "position")
    save_field(meeting=fresh(meeting), address=address, value="директор", base="", actor=None, at=NOW)

    (change,) = RowChange.objects.all()
    assert (change.part, change.row, change.version, change.before) == ("speech", speech.pk, 2, {"position_text": ""})
    assert HistoryEntry.objects.get().version == 2


def test_any_program_that_writes_is_remembered(db: None) -> None:
    meeting = make_meeting()
    record(make_document(meeting.body), meeting)
    Meeting.objects.filter(pk=meeting.pk).update(version=2)
    before = compose(fresh(meeting))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_signatureline")
        cursor.execute("UPDATE meetings_meeting SET place = 'иное', version = 3")

    assert compose_at(fresh(meeting), 1) == before


def test_the_memory_goes_with_the_draft(db: None) -> None:
    meeting = make_meeting()
    record(make_document(meeting.body), meeting)
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
