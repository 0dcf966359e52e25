"""The drill of the backup: everything comes back to the last byte, on both databases; nothing damaged is loaded."""

import gzip
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection

from meetings.mapping.record import record
from meetings.models import HistoryEntry, Meeting, Protocol, RowChange
from meetings.models.seals import TRIGGERS, standing_triggers
from meetings.use_cases import parts
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import publish
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
#: to the microsecond, as deeds really happen: the chain of the history holds it
DEED: dict[str, Any] = {"actor": None, "at": factories.NOW.replace(microsecond=123457)}


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Protocol:
    """A portal with a published edition, a draft whose changes are kept, people with rights."""
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda *_, **__: bytes(range(256)))
    user = factories.make_user(username="секретарь")
    group = Group.objects.create(name="Ведущие «протокол»")
    group.permissions.set(Permission.objects.order_by("pk")[:3])
    user.groups.add(group)
    meeting = factories.make_meeting(factories.make_body(is_public=True))
    record(factories.make_document(meeting.body), meeting)
    factories.make_member(meeting.body, user=user)
    protocol = publish(protocol=freeze(meeting=meeting, **DEED), **DEED)
    version = Meeting.objects.get(pk=meeting.pk).version
    parts.update_header(changes={"place": "зал\u2028\U0001f4dc\n2"}, meeting=meeting, version=version, **DEED)
    assert RowChange.objects.exists()
    return protocol


def back_up(folder: Path) -> dict[str, Any]:
    call_command("backup", str(folder), stdout=io.StringIO())
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def restore(folder: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("restore", str(folder), stdout=out, **options)
    return out.getvalue()


def test_everything_comes_back_and_the_portal_goes_on(filled: Protocol, tmp_path: Path) -> None:
    before = back_up(tmp_path / "one")
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="База не пуста"):
        restore(tmp_path / "one")
    factories.make_protocol(filled.meeting)
    assert back_up(tmp_path / "other")["tables"] != before["tables"]

    assert "всё сходится" in restore(tmp_path / "one", replace=True)
    after = back_up(tmp_path / "two")
    assert (after["tables"], after["history"]) == (before["tables"], before["history"])
    assert bytes(Protocol.objects.get().pdf) == bytes(range(256))
    assert standing_triggers(connection) >= set(TRIGGERS)
    # keys and the chain go on behind what was restored, and drafts' changes are kept again
    kept = RowChange.objects.count()
    version = Meeting.objects.get(pk=filled.meeting_id).version
    meeting = Meeting.objects.get(pk=filled.meeting_id)
    parts.update_header(changes={"place": "третий"}, meeting=meeting, version=version, **DEED)
    assert RowChange.objects.count() > kept
    assert HistoryEntry.objects.order_by("-seq").values_list("seq", flat=True)[0] == before["history"]["seq"] + 1
    assert factories.make_user().pk
    call_command("verify_archive", stdout=io.StringIO())


def damaged(folder: Path, name: str) -> None:
    table = folder / "meetings.protocol.jsonl.gz"
    manifest = json.loads((folder / "manifest.json").read_text())
    if name == "a byte":
        content = bytearray(table.read_bytes())
        content[len(content) // 2] ^= 1
        table.write_bytes(content)
    elif name == "a file gone":
        table.unlink()
    elif name == "another version":
        manifest["migrations"].append("meetings.9999_future")
    elif name == "a row less, with its sum":
        rows = gzip.decompress((folder / "meetings.historyentry.jsonl.gz").read_bytes()).splitlines(keepends=True)
        _put(folder, manifest, "meetings.historyentry", b"".join(rows[:-1]))
    elif name == "nonsense, with its sum":
        _put(
            folder,
            manifest,
            "meetings.meeting",
            b'{"model": "meetings.meeting", "pk": 1, "fields": {"held_on": "x"}}\n',
        )
    elif name == "another model, with its sum":
        _put(folder, manifest, "meetings.meeting", b'{"model": "auth.group", "pk": 7, "fields": {"name": "x"}}\n')
    else:
        manifest = {"format": "protocols-backup"}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _put(folder: Path, manifest: dict[str, Any], table: str, content: bytes) -> None:
    import hashlib

    packed = gzip.compress(content)
    (folder / f"{table}.jsonl.gz").write_bytes(packed)
    manifest["tables"][table]["sha256"] = hashlib.sha256(packed).hexdigest()


def test_nothing_damaged_is_loaded(filled: Protocol, tmp_path: Path) -> None:
    names = ["a byte", "a file gone", "another version", "a row less, with its sum", "no manifest"]
    names += ["nonsense, with its sum", "another model, with its sum"]
    before = back_up(tmp_path / "whole")
    for number, name in enumerate(names):
        folder = shutil.copytree(tmp_path / "whole", tmp_path / str(number))
        damaged(folder, name)
        with pytest.raises(CommandError, match=r"[а-я]"):
            restore(folder, replace=True)
        assert standing_triggers(connection) >= set(TRIGGERS), name
    assert back_up(tmp_path / "after")["tables"] == before["tables"]


def test_a_folder_that_is_there_is_not_written_over(db: None, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x").write_text("x")
    with pytest.raises(CommandError, match="не пуста"):
        back_up(tmp_path / "taken")
    with pytest.raises(CommandError, match="не резервная копия"):
        restore(tmp_path / "taken")
