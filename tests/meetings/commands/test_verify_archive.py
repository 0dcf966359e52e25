"""The check of the archive: honest deeds agree, and nothing a superuser of the database does goes unseen."""

import datetime
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from meetings.document.excerpt import Certification
from meetings.document.vocabulary import MemberRole
from meetings.mapping.record import record
from meetings.models import Annulment, Extract, HistoryEntry, Meeting, Protocol, Signature
from meetings.models.chain import BEGINNING, entry_text, link
from meetings.models.seals import seal_sql, unseal_sql
from meetings.rendering.extract import EXTRACT_FORMATS
from meetings.use_cases import parts
from meetings.use_cases.annul import answer_annulment, propose_annulment
from meetings.use_cases.extract import make_extract
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import publish
from meetings.use_cases.sign import attach_scan, sign_simple
from tests import factories
from tests.factories import HELD_ON, NOW

#: What the fixture made, by name.
Archive = dict[str, Any]
Tampering = Callable[[Archive], None]

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.7 scan\n%%EOF\n"


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Everything the archive holds: corrected, signed in both ways, published, extracted, annulled protocols."""
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda document, **_: b"%PDF " + document.place.encode())
    monkeypatch.setitem(EXTRACT_FORMATS, "pdf", replace(EXTRACT_FORMATS["pdf"], render=lambda _: b"%PDF extract"))
    chair, clerk = factories.make_user(), factories.make_user()
    body = factories.make_body()
    factories.make_member(body, MemberRole.CHAIR, user=chair)
    factories.make_member(
        body,
        MemberRole.SECRETARY,
        person=factories.make_person(user=clerk, family_name="Швец", given_name="Семён", patronymic_name="Семёнович"),
    )
    deed: dict[str, Any] = {"actor": clerk, "at": NOW}
    first = _issued(body, deed)
    sign_simple(protocol=first, seen=first.sha256, session="s", actor=chair, at=NOW)
    attach_scan(protocol=first, orders=[2], content=SCAN, signed_on=HELD_ON, **deed)
    publish(protocol=first, **deed)
    version = Meeting.objects.get(pk=first.meeting_id).version
    parts.update_header(changes={"place": "другой зал"}, meeting=first.meeting, version=version, **deed)
    second = freeze(meeting=first.meeting, reason="Зал", **deed)
    certification = Certification(role="Секретарь коллегии", name="С.С. Швец", certified_on=NOW.date())
    make_extract(protocol=second, places=[(0,)], certification=certification, **deed)
    third = _issued(body, deed)
    propose_annulment(protocol=third, reason="Не то", **deed)
    answer_annulment(protocol=third, is_confirmed=True, actor=chair, at=NOW)
    return {"first": first, "second": second, "third": third, "chair": chair, "clerk": clerk}


def _issued(body: Any, deed: dict[str, Any]) -> Protocol:
    meeting = factories.make_meeting(body)
    record(factories.make_document(body), meeting)
    return freeze(meeting=meeting, **deed)


@pytest.fixture
def keys(tmp_path: Path, settings: Any) -> Path:
    call_command("export_checkpoint", new_key=str(tmp_path / "key.pem"), stdout=io.StringIO())
    settings.CHECKPOINT_KEY = str(tmp_path / "key.pem")
    settings.CHECKPOINT_PUBLIC_KEY = str(tmp_path / "key.pem.pub")
    return tmp_path


@pytest.fixture
def point(archive: Archive, keys: Path) -> Path:
    path = keys / "point.json"
    call_command("export_checkpoint", output=str(path))
    return path


def verified(*points: Path) -> tuple[list[str], str]:
    """What differs, and everything that was said."""
    out = io.StringIO()
    try:
        call_command("verify_archive", checkpoint=[str(one) for one in points], stdout=out)
    except CommandError:
        assert "НЕ СХОДИТСЯ" in out.getvalue()
    lines = out.getvalue().splitlines()
    return [line.removeprefix("НЕ СХОДИТСЯ: ") for line in lines if line.startswith("НЕ")], out.getvalue()


def as_superuser(*statements: tuple[str, Any]) -> None:
    """Do what only the owner of the database can: lift the seals, change, set the seals again."""
    with connection.cursor() as cursor:
        for sql in unseal_sql(connection.vendor):
            cursor.execute(sql)
        for sql, params in statements:
            cursor.execute(sql, params)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for sql in seal_sql(connection.vendor):
            cursor.execute(sql)


def relink() -> None:
    """Make the whole chain consistent again, as somebody does who knows how it is made."""
    statements, before = [], BEGINNING
    for seq, entry in enumerate(HistoryEntry.objects.order_by("seq"), start=1):
        entry.seq = seq
        before = link(before, entry_text(entry))
        statements.append(
            ("UPDATE meetings_historyentry SET seq = %s, hash = %s WHERE id = %s", [seq, before, entry.pk])
        )
    as_superuser(*statements)


def test_an_honest_archive_agrees(archive: Archive, point: Path) -> None:
    found, told = verified(point)
    assert found == []
    assert "Всё сходится." in told
    assert "редакции: 3" in told
    # the archive goes on: what was added behind a checkpoint does not disturb it
    publish(protocol=archive["second"], actor=archive["clerk"], at=NOW)
    assert verified(point)[0] == []


def _entry(archive: Archive, place: int = 3) -> HistoryEntry:
    return HistoryEntry.objects.get(seq=place)


H, P, S, E = "meetings_historyentry", "meetings_protocol", "meetings_signature", "meetings_extract"


def change(table: str, column: str, value: Any, key: Callable[[Archive], int]) -> Tampering:
    """A tampering that sets one column of one row."""

    def tamper(archive: Archive) -> None:
        new = value() if callable(value) else value
        as_superuser((f"UPDATE {table} SET {column} = %s WHERE id = %s", [new, key(archive)]))  # noqa: S608

    return tamper


def entry_key(archive: Archive) -> int:
    return HistoryEntry.objects.get(seq=3).pk


def first_key(archive: Archive) -> int:
    return int(archive["first"].pk)


def signature_key(archive: Archive) -> int:
    return Signature.objects.get(protocol=archive["first"], order=2).pk


def extract_key(archive: Archive) -> int:
    return Extract.objects.get().pk


def swap_pdf_and_sum(archive: Archive) -> None:
    """Other bytes with their own true sum beside them."""
    import hashlib

    other = b"%PDF other"
    sql = "UPDATE meetings_protocol SET pdf = %s, sha256 = %s WHERE id = %s"
    as_superuser((sql, [other, hashlib.sha256(other).hexdigest(), first_key(archive)]))


def swap_everything(archive: Archive) -> None:
    """Other bytes, their sum, the history that tells of it, the evidence, and the whole chain made consistent."""
    import hashlib

    swap_pdf_and_sum(archive)
    old, new = archive["first"].sha256, hashlib.sha256(b"%PDF other").hexdigest()
    for table, column in ((H, "details"), (S, "evidence")):
        rows = HistoryEntry.objects.all() if table == H else Signature.objects.all()
        for row in rows:
            text = json.dumps(getattr(row, column)).replace(old, new)
            as_superuser((f"UPDATE {table} SET {column} = %s WHERE id = %s", [text, row.pk]))  # noqa: S608
    relink()


def swap_entries(archive: Archive) -> None:
    (one, first), (two, second) = ((entry.pk, entry.hash) for entry in (_entry(archive, 2), _entry(archive, 3)))
    sql = f"UPDATE {H} SET seq = %s, hash = %s WHERE id = %s"  # noqa: S608
    as_superuser((sql, [999, "", one]), (sql, [2, first, two]), (sql, [3, second, one]))


def drop(condition: str, table: str = H, *, is_relinked: bool = False) -> Tampering:
    def tamper(archive: Archive) -> None:
        as_superuser((f"DELETE FROM {table} WHERE {condition}", []))  # noqa: S608
        if is_relinked:
            relink()

    return tamper


def change_and_relink(archive: Archive) -> None:
    change(H, "actor_id", lambda: None, entry_key)(archive)
    relink()


def insert_entry(archive: Archive) -> None:
    entry = HistoryEntry.objects.get(seq=3)
    columns = "body_id, meeting_text, verb, details, at, seq, hash"
    values = [entry.body_id, "", "changed_body", "{}", entry.at, 999, "f" * 64]
    marks = ", ".join(["%s"] * len(values))
    as_superuser((f"INSERT INTO {H} ({columns}) VALUES ({marks})", values))  # noqa: S608


def insert_edition(archive: Archive) -> None:
    factories.make_protocol(archive["first"].meeting, edition=3, state="annulled")


def insert_signature(archive: Archive) -> None:
    factories.make_signature(archive["second"])


def unseal(archive: Archive) -> None:
    with connection.cursor() as cursor:
        cursor.execute(unseal_sql(connection.vendor)[0])


LATER = NOW + datetime.timedelta(days=1)
#: name → (what the superuser does, what is said of it)
TAMPERINGS: dict[str, tuple[Tampering, str]] = {
    "entry: verb": (change(H, "verb", "changed_votes", entry_key), "запись 3 не сходится"),
    "entry: details": (change(H, "details", "{}", entry_key), "запись 3 не сходится"),
    "entry: actor": (change(H, "actor_id", None, entry_key), "запись 3 не сходится"),
    "entry: moment": (change(H, "at", LATER, entry_key), "запись 3 не сходится"),
    "entry: hash": (change(H, "hash", "0" * 64, entry_key), "запись 3 не сходится"),
    "entry: changed, all links made anew": (change_and_relink, "журнал до неё переписан"),
    "entries: swapped": (swap_entries, "запись 2 не сходится"),
    "entry: deleted": (drop("seq = 3"), "нет записей 3"),
    "entry: deleted, all links made anew": (drop("seq = 3", is_relinked=True), "отрезан"),
    "entries: beginning deleted": (drop("seq < 3"), "нет записей 1–2"),
    "entry: the last deleted": (drop("seq = (SELECT MAX(seq) FROM meetings_historyentry)"), "конец журнала отрезан"),
    "entries: tail cut": (drop("seq > 2"), "конец журнала отрезан"),
    "entries: all deleted": (drop("seq > 0"), "конец журнала отрезан"),
    "entry: inserted": (insert_entry, "нет записей"),
    "edition: PDF": (change(P, "pdf", b"%PDF other", first_key), "PDF: байты изменены"),
    "edition: PDF and its sum": (swap_pdf_and_sum, "в журнале"),
    "edition: PDF, sum, history, all links": (swap_everything, "журнал до неё переписан"),
    "edition: document": (change(P, "document", "{}", first_key), "документ: байты изменены"),
    "edition: number": (change(P, "edition", 7, first_key), "а в базе её нет"),
    "edition: state": (change(P, "state", "issued", lambda found: found["third"].pk), "состояние"),
    "edition: audience": (change(P, "audience", "everybody", first_key), "открыта не тем"),
    "edition: reason": (change(P, "reason", "Опечатка", lambda found: found["second"].pk), "причина исправления"),
    "edition: code": (change(P, "code", "AAAAAAAAAA", first_key), "код проверки"),
    "edition: moment": (change(P, "issued_at", LATER, first_key), "выпущена не тогда"),
    "edition: inserted": (insert_edition, "журнал не знает"),
    "signature: scan": (change(S, "file", b"%PDF other", signature_key), "байты изменены"),
    "signature: name": (change(S, "name_text", "И.И. Другой", signature_key), "не те, что напечатаны"),
    "signature: date on paper": (change(S, "signed_on", NOW.date(), signature_key), "дата на бумаге"),
    "signature: moment": (change(S, "signed_at", LATER, signature_key), "принята не тогда"),
    "signature: deleted": (drop("kind = 'simple'", S), "а в базе её нет"),
    "signature: inserted": (insert_signature, "не записана в журнале"),
    "extract: PDF": (change(E, "pdf", b"%PDF other", extract_key), "байты изменены"),
    "extract: deleted": (drop("id > 0", E), "а в базе её нет"),
    "annulment: reason": (
        change("meetings_annulment", "reason", "Другая", lambda _found: Annulment.objects.get().pk),
        "причина аннулирования",
    ),
    "seals: lifted": (unseal, "нет защиты"),
}


def test_no_tampering_goes_unseen(archive: Archive, point: Path) -> None:
    unseen = {}
    for name, (tamper, told) in TAMPERINGS.items():
        with transaction.atomic():
            tamper(archive)
            found = verified(point)[0]
            if not any(told in line for line in found):
                unseen[name] = found
            transaction.set_rollback(True)
    assert unseen == {}
    assert len(TAMPERINGS) >= 19
    assert verified(point)[0] == []


def test_a_checkpoint_is_under_its_key(archive: Archive, point: Path, keys: Path) -> None:
    text = point.read_text()
    other = keys / "other.pem"
    call_command("export_checkpoint", new_key=str(other), stdout=io.StringIO())
    assert other.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("export_checkpoint", new_key=str(other))  # never written over
    forged = text.replace('"seq": ', '"seq": 1')
    for broken in (forged, text[:-40], "{}", "[]", '{"statement": 1, "signature": ""}', ""):
        point.write_text(broken)
        with pytest.raises(CommandError, match="очк"):
            call_command("verify_archive", checkpoint=[str(point)], stdout=io.StringIO())
    point.write_text(text)
    with pytest.raises(CommandError, match="не этим ключом"):
        call_command("verify_archive", checkpoint=[str(point)], key=f"{other}.pub", stdout=io.StringIO())


def test_without_a_key_there_is_no_checkpoint(settings: Any, tmp_path: Path) -> None:
    settings.CHECKPOINT_KEY = ""
    with pytest.raises(CommandError, match="CHECKPOINT_KEY"):
        call_command("export_checkpoint")
    settings.CHECKPOINT_KEY = str(tmp_path / "none.pem")
    with pytest.raises(CommandError, match="не читается"):
        call_command("export_checkpoint")
    (tmp_path / "none.pem").write_bytes(b"-----BEGIN PRIVATE KEY-----\n")
    with pytest.raises(CommandError, match="не содержит закрытого ключа"):
        call_command("export_checkpoint")
