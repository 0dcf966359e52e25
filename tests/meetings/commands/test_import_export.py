"""The two commands on files: what they print, what they refuse, and that a refusal is one line and code 1."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.document.codec import decode, encode
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import Meeting
from members.models import Body, Person
from tests import factories
from tests.seeds import SEED_NAMES, seed_path

PROJECT = Path(__file__).resolve().parents[3]


def run(*arguments: object, database: str = "sqlite:////nowhere/at/all.sqlite3") -> subprocess.CompletedProcess[str]:
    """Run manage.py as a user does, without any database unless told."""
    environment = os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "protocols_portal.settings",
    }
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def is_refusal(done: subprocess.CompletedProcess[str]) -> bool:
    lines = done.stderr.strip().splitlines()
    return (
        done.returncode == 1
        and not done.stdout
        and len(lines) == 1
        and any("а" <= letter <= "я" for letter in lines[0])
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A short protocol as a text file."""
    path = tmp_path / "протокол.txt"
    path.write_text(
        "ПРОТОКОЛ № 3\nзаседания Совета Союза «Озёрный край»\n\nот 23 января 2024 года\n\n"
        "Председатель: Соловьёва Алёна Ильинична\nСекретарь: Швец Семён Семёнович\n\n"
        "Повестка дня:\n1. О плане работы на год.\n\n"
        "По первому вопросу о плане работы на год.\nСЛУШАЛИ:\nШвец С.С. доложил о плане.\n"
        "РЕШИЛИ:\nУтвердить план работы.\nГолосовали: «за» – 7, «против» – 0, «воздержались» – 1.\n\n"
        "Председатель                А.И. Соловьёва\nСекретарь                   С.С. Швец\n",
        encoding="utf-8",
    )
    return path


def test_dry_run_needs_no_database(source: Path) -> None:
    done = run("import_protocol", source, "--dry-run", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    outline = json.loads(done.stdout)
    assert (outline["number"], outline["date"], len(outline["items"])) == ("3", "2024-01-23", 1)
    assert "Не указано место заседания." in {finding["message"] for finding in outline["findings"]}


def test_bad_calls_and_files_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(50 * 1024 * 1024)
    for arguments in (
        ["import_protocol"],
        ["import_protocol", tmp_path / "missing.txt"],
        ["import_protocol", tmp_path],
        ["import_protocol", tmp_path / "empty.txt", "--dry-run"],
        ["import_protocol", tmp_path / "binary.txt", "--dry-run"],
        ["import_protocol", tmp_path / "large.txt", "--dry-run"],
        ["export_protocol", "1", "--format", "pdf", "--output", tmp_path / "x.pdf"],
        ["export_protocol", "1", "--format", "doc", "--output", tmp_path / "x.doc"],
    ):
        done = run(*arguments)
        assert is_refusal(done), (arguments, done)


def test_import_without_tables_is_refused(source: Path, tmp_path: Path) -> None:
    done = run("import_protocol", source, database=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert is_refusal(done), done
    assert "migrate" in done.stderr


@pytest.mark.django_db
def test_import_prints_the_id_alone(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_protocol", str(source))
    meeting = Meeting.objects.get()
    assert capsys.readouterr() == (f"{meeting.pk}\n", "")
    assert (meeting.number, meeting.body.name) == ("3", "Совет Союза «Озёрный край»")
    assert Person.objects.filter(family_name__in=["Соловьёва", "Швец"]).count() == 2


@pytest.mark.django_db
def test_body_by_address(source: Path) -> None:
    body = factories.make_body(slug="sovet")
    call_command("import_protocol", str(source), body="sovet")
    assert Meeting.objects.get().body == body
    with pytest.raises(CommandError, match="«netakogo» нет"):
        call_command("import_protocol", str(source), body="netakogo")


@pytest.mark.django_db
def test_dry_run_writes_nothing(source: Path) -> None:
    call_command("import_protocol", str(source), dry_run=True, stdout=(source.parent / "out").open("w"))
    assert not Meeting.objects.exists()
    assert not Body.objects.exists()


@pytest.mark.django_db
def test_second_import_is_refused_and_leaves_no_body(source: Path) -> None:
    call_command("import_protocol", str(source))
    with pytest.raises(CommandError, match="№ 3"):
        call_command("import_protocol", str(source))
    assert (Meeting.objects.count(), Body.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SEED_NAMES)
def test_seed_becomes_rows_and_comes_back(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_protocol", str(seed_path(name)))
    meeting = Meeting.objects.get(pk=int(capsys.readouterr().out))
    document = compose(meeting)
    assert decode(encode(document)) == document
    record(document, meeting)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == document


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "start"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOCTYPE html"), ("txt", "ПРОТОКОЛ".encode()), ("json", b"{")],
)
def test_export_writes_the_paper(name: str, start: bytes, tmp_path: Path) -> None:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    output = tmp_path / f"paper.{name}"
    call_command("export_protocol", str(meeting.pk), format=name, output=str(output))
    assert output.read_bytes().lower().lstrip().startswith(start.lower())


@pytest.mark.django_db
def test_export_prefers_the_edition_to_the_rows(tmp_path: Path) -> None:
    meeting = factories.make_meeting()
    protocol = factories.make_protocol(meeting)
    Meeting.objects.update(place="потом")
    output = tmp_path / "paper"
    call_command("export_protocol", str(meeting.pk), format="json", output=str(output))
    assert output.read_text() == protocol.document
    call_command("export_protocol", str(meeting.pk), format="pdf", output=str(output))
    assert output.read_bytes() == bytes(protocol.pdf)
    call_command("export_protocol", str(meeting.pk), format="json", output=str(output), draft=True)
    assert decode(output.read_text()).place == "потом"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["999", "0", "-1", "9" * 30, "первое", "²"])
def test_unknown_meeting_is_refused(number: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="нет"):
        call_command("export_protocol", number, format="txt", output=str(tmp_path / "x"))


@pytest.mark.django_db
def test_unwritable_place_is_refused(tmp_path: Path) -> None:
    meeting = factories.make_meeting()
    with pytest.raises(CommandError, match="не записывается"):
        call_command("export_protocol", str(meeting.pk), format="json", output=str(tmp_path / "no" / "x.json"))


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "труба.txt")
    with pytest.raises(CommandError, match="не обычный файл"):
        call_command("import_protocol", str(tmp_path / "труба.txt"), "--dry-run")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pdf", "docx", "html", "txt"])
def test_a_paper_too_long_is_refused_and_nothing_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    monkeypatch.setattr("meetings.rendering.html.LONGEST_MARKUP", 100)
    with pytest.raises(CommandError, match="слишком длинный для печати"):
        call_command("export_protocol", str(meeting.pk), "--format", name, "--output", str(tmp_path / "бумага"))
    assert list(tmp_path.iterdir()) == []
