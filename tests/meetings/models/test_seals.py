"""Editions and history stay as they are, whether asked through the models or behind their back."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from meetings.document.vocabulary import ProtocolState
from meetings.models import Extract, HistoryEntry, HistoryVerb, Meeting, Protocol, Signature
from meetings.models.extract import IMMUTABLE_FIELDS
from meetings.models.protocol import SealedRowError
from meetings.models.seals import EXTRACT_COLUMNS, TRIGGERS, standing_triggers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> HistoryEntry:
    return HistoryEntry.objects.create(
        verb=HistoryVerb.CREATED_BODY, body=factories.make_body(), at=factories.NOW, details={}
    )


@pytest.fixture
def protocol() -> Protocol:
    return factories.make_protocol()


def refuse_sql(sql: str, *params: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_history_only_grows(entry: HistoryEntry) -> None:
    for deed in (
        entry.save,
        entry.delete,
        HistoryEntry.objects.all().delete,
        lambda: HistoryEntry.objects.update(details={"x": 1}),
    ):
        with pytest.raises(SealedRowError):
            deed()


def test_database_keeps_history(entry: HistoryEntry) -> None:
    refuse_sql("UPDATE meetings_historyentry SET verb = %s WHERE id = %s", HistoryVerb.CHANGED_BODY, entry.pk)
    refuse_sql("DELETE FROM meetings_historyentry WHERE id = %s", entry.pk)
    assert HistoryEntry.objects.get().verb == HistoryVerb.CREATED_BODY


def test_edition_never_changes(protocol: Protocol) -> None:
    protocol.document = "{}"
    for deed in (
        protocol.save,
        lambda: protocol.save(update_fields=["document"]),
        protocol.delete,
        Protocol.objects.all().delete,
        lambda: Protocol.objects.update(pdf=b""),
    ):
        with pytest.raises(SealedRowError):
            deed()


@pytest.mark.parametrize("column", ["document", "sha256", "document_sha256"])
def test_database_keeps_editions(protocol: Protocol, column: str) -> None:
    refuse_sql(f"UPDATE meetings_protocol SET {column} = 'x' WHERE id = %s", protocol.pk)  # noqa: S608
    refuse_sql("UPDATE meetings_protocol SET edition = 7 WHERE id = %s", protocol.pk)
    refuse_sql("DELETE FROM meetings_protocol WHERE id = %s", protocol.pk)


def test_state_of_an_edition_may_change(protocol: Protocol) -> None:
    protocol.state, protocol.published_at = ProtocolState.PUBLISHED, factories.NOW
    protocol.save(update_fields=["state", "published_at"])
    assert Protocol.objects.get().state == ProtocolState.PUBLISHED


def test_meeting_with_an_edition_is_not_deleted(protocol: Protocol) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=protocol.meeting_id).delete()


def test_all_triggers_stand_after_all_migrations() -> None:
    assert standing_triggers(connection) >= set(TRIGGERS)


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_can_empty_the_tables() -> None:
    factories.make_protocol()
    call_command("flush", interactive=False, verbosity=0)
    assert not Protocol.objects.exists()
    test_all_triggers_stand_after_all_migrations()


@pytest.fixture
def extract(protocol: Protocol) -> Extract:
    return factories.make_extract(protocol)


def test_extract_never_changes(extract: Extract) -> None:
    for deed in (
        extract.save,
        lambda: extract.save(update_fields=["subject"]),
        extract.delete,
        Extract.objects.all().delete,
        lambda: Extract.objects.update(pdf=b""),
        lambda: Extract.objects.update(protocol_id=1),
    ):
        with pytest.raises(SealedRowError):
            deed()


@pytest.mark.parametrize("column", [name for name in EXTRACT_COLUMNS if name != "id"])
def test_database_keeps_every_column_of_an_extract(extract: Extract, column: str) -> None:
    value = {"number": 9, "pdf": b"x", "certified_on": "2020-01-01", "made_at": "2020-01-01"}.get(column, "999")
    sql = f"UPDATE meetings_extract SET {column} = %s WHERE id = %s"  # noqa: S608 - names of our own
    refuse_sql(sql, value, extract.pk)


def test_database_keeps_extracts_but_lets_them_be_annulled(extract: Extract) -> None:
    refuse_sql("DELETE FROM meetings_extract WHERE id = %s", extract.pk)
    Extract.objects.filter(pk=extract.pk).update(annulled_at=factories.NOW, annulled_reason="описка")
    assert Extract.objects.get().annulled_reason == "описка"


def test_signature_never_changes() -> None:
    signature = factories.make_signature()
    for deed in (
        signature.save,
        signature.delete,
        Signature.objects.all().delete,
        lambda: Signature.objects.update(name_text="Другой"),
    ):
        with pytest.raises(SealedRowError):
            deed()


@pytest.mark.parametrize("column", [field.column for field in Signature._meta.concrete_fields if field.column != "id"])
def test_database_keeps_every_column_of_a_signature(column: str) -> None:
    signature = factories.make_signature()
    refuse_sql(f"UPDATE meetings_signature SET {column} = {column} WHERE id = %s", signature.pk)  # noqa: S608
    refuse_sql("DELETE FROM meetings_signature WHERE id = %s", signature.pk)


def test_sealed_columns_are_those_of_the_model() -> None:
    columns = {Extract._meta.get_field(name).column for name in IMMUTABLE_FIELDS}
    assert set(EXTRACT_COLUMNS) == columns | {"id"}
    free = {field.column for field in Extract._meta.concrete_fields} - columns - {"id"}
    assert free == {"annulled_at", "annulled_reason"}
