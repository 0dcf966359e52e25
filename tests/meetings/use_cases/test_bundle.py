"""Bundles: every form of an edition with its check sum, whatever becomes of it; a year in folders, in parts."""

import datetime
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.rendering.formats import FORMATS
from meetings.rendering.html import PaperTooLong
from meetings.use_cases import bundle
from meetings.use_cases.bundle import CannotBundle, bundle_edition, bundle_editions
from tests import factories

pytestmark = pytest.mark.django_db


def opened(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def manifest_of(archive: zipfile.ZipFile, folder: str = "") -> dict[str, Any]:
    return json.loads(archive.read(f"{folder}manifest.json"))


def test_bundle_holds_every_form_and_its_sum() -> None:
    protocol = factories.make_protocol()
    archive = opened(bundle_edition(protocol))
    manifest = manifest_of(archive)

    names = ["protocol.pdf", "protocol.json", "protocol.txt", "protocol.docx", "protocol.xml"]
    assert archive.namelist() == [*names, "manifest.json"]
    assert archive.read("protocol.pdf") == bytes(protocol.pdf)
    assert archive.read("protocol.json").decode() == protocol.document
    assert set(manifest["files"]) == set(names)
    for name, told in manifest["files"].items():
        content = archive.read(name)
        assert told == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert (manifest["sha256"], manifest["document_sha256"]) == (protocol.sha256, protocol.document_sha256)


def test_bytes_of_an_edition_do_not_change_with_its_life() -> None:
    protocol = factories.make_protocol()
    before = bundle_edition(protocol)
    Protocol.objects.update(state=ProtocolState.PUBLISHED, published_at=factories.NOW)

    assert bundle_edition(Protocol.objects.get()) == before


def test_detached_signatures_lie_beside_the_paper() -> None:
    archive = opened(bundle_edition(factories.make_protocol(), {"chair.p7s": b"signed", "a.sig": b"too"}))
    manifest = manifest_of(archive)

    assert archive.read("signatures/chair.p7s") == b"signed"
    assert manifest["signatures"] == ["a.sig", "chair.p7s"]
    assert manifest["files"]["signatures/a.sig"]["sha256"] == hashlib.sha256(b"too").hexdigest()


def test_a_year_is_a_folder_for_every_edition_in_parts() -> None:
    body = factories.make_body()
    first = factories.make_protocol(factories.make_meeting(body, number="3/а"))
    second = factories.make_protocol(first.meeting)
    factories.make_protocol(factories.make_meeting(body, held_on=datetime.date(2023, 5, 1)))
    factories.make_protocol()
    parts = list(bundle_editions(body, 2024, Protocol.objects.all()))
    archive = opened(b"".join(parts))
    manifest = manifest_of(archive)

    folders = [f"2024-01-23_3а_{one.edition}_{one.pk}" for one in (first, second)]
    assert [one["folder"] for one in manifest["editions"]] == folders
    assert (manifest["body"], manifest["year"]) == (body.name, 2024)
    assert archive.read(f"{folders[1]}/protocol.pdf") == bytes(second.pdf)
    assert manifest_of(archive, f"{folders[0]}/")["edition"] == 1
    assert len(parts) == 3, "an edition a part, and the end"


def test_a_year_without_protocols_and_one_with_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    protocol = factories.make_protocol()
    with pytest.raises(CannotBundle, match="За 1999 год нет"):
        bundle_editions(protocol.meeting.body, 1999, Protocol.objects.all())
    factories.make_protocol(protocol.meeting)
    monkeypatch.setattr(bundle, "MOST_EDITIONS", 1)
    with pytest.raises(CannotBundle, match="слишком много"):
        bundle_editions(protocol.meeting.body, 2024, Protocol.objects.all())


def test_an_edition_that_is_too_long_today_keeps_its_frozen_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_document: Any) -> bytes:
        raise PaperTooLong("длинно")

    import dataclasses

    monkeypatch.setitem(FORMATS, "docx", dataclasses.replace(FORMATS["docx"], render=refuse))
    archive = opened(bundle_edition(factories.make_protocol()))
    assert "protocol.docx" not in archive.namelist()
    assert {"protocol.pdf", "protocol.json"} <= set(archive.namelist())


def test_a_year_asks_the_database_once_an_edition(django_assert_num_queries: Any) -> None:
    protocol = factories.make_protocol()
    body = protocol.meeting.body
    factories.make_protocol(protocol.meeting)
    with django_assert_num_queries(3):
        list(bundle_editions(body, 2024, Protocol.objects.all()))
