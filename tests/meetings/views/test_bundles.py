"""Bundles over the web: what a reader may see and nothing else; the command that writes them to a file."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.use_cases.bundle import bundle_edition
from tests.factories import HELD_ON, NOW, make_meeting, make_protocol
from tests.meetings.views.conftest import World


def names_of(answer: Any) -> set[str]:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_the_page_of_an_edition_gives_it_whole(world: World) -> None:
    protocol = make_protocol(world.meeting)
    page = world.client("member").get(reverse("protocol", args=[protocol.pk])).content.decode()
    url = reverse("edition_bundle", args=[protocol.pk])
    answer = world.client("member").get(url)

    assert url in page
    assert answer.content == bundle_edition(protocol)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_year_holds_only_what_the_reader_may_see(world: World) -> None:
    world.body.is_public = True
    world.body.save()
    hidden = make_protocol(world.meeting)
    shown = make_protocol(make_meeting(world.body), state=ProtocolState.PUBLISHED)
    annulled = make_protocol(make_meeting(world.body), state=ProtocolState.ANNULLED)
    url = reverse("body_bundle", args=[world.body.slug, HELD_ON.year])

    def seen(rung: str) -> set[int]:
        names = names_of(world.client(rung).get(url))
        keys = {name.partition("/")[0].rpartition("_")[2] for name in names if "/" in name}
        return {int(key) for key in keys}

    assert seen("outsider") == {shown.pk}
    assert seen("member") == {hidden.pk, shown.pk}
    assert seen("secretary") == {hidden.pk, shown.pk, annulled.pk}
    assert url in world.client("member").get(reverse("body", args=[world.body.slug])).content.decode()


def test_a_year_of_nothing_is_told_in_words(world: World) -> None:
    answer = world.client("member").get(reverse("body_bundle", args=[world.body.slug, 1999]), follow=True)
    assert "За 1999 год нет протоколов" in answer.content.decode()


def test_command_writes_an_edition_and_a_year(world: World, tmp_path: Path) -> None:
    old = make_protocol(world.meeting, state=ProtocolState.SUPERSEDED)
    protocol = make_protocol(world.meeting)
    one, year = tmp_path / "one.zip", tmp_path / "year.zip"
    call_command("export_bundle", str(world.meeting.pk), output=str(one))
    call_command("export_bundle", body=world.body.slug, year=str(HELD_ON.year), output=str(year))

    assert one.read_bytes() == bundle_edition(protocol)
    folders = {name.partition("/")[0] for name in zipfile.ZipFile(year).namelist() if "/" in name}
    assert {int(folder.rpartition("_")[2]) for folder in folders} == {old.pk, protocol.pk}


@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        ([], {}, "Назовите либо"),
        (["1"], {"body": "x", "year": "2024"}, "Назовите либо"),
        ([], {"body": "x"}, "Назовите либо"),
        ([], {"body": "нет", "year": "2024"}, "Органа «нет» нет"),
        (["999999"], {}, "нет действующей редакции"),
        (["первое"], {}, "нет действующей редакции"),
    ],
)
@pytest.mark.django_db
def test_command_refuses_in_words_and_leaves_the_file(
    arguments: list[str], options: dict[str, str], told: str, tmp_path: Path
) -> None:
    output = tmp_path / "kept.zip"
    output.write_bytes(b"kept")
    with pytest.raises(CommandError, match=told):
        call_command("export_bundle", *arguments, output=str(output), **options)
    assert output.read_bytes() == b"kept"


def test_command_refuses_years_and_places_that_are_none(world: World, tmp_path: Path) -> None:
    make_protocol(world.meeting, published_at=NOW)
    for year, told in (("24", "записан неверно"), ("1999", "За 1999 год нет")):
        with pytest.raises(CommandError, match=told):
            call_command("export_bundle", body=world.body.slug, year=year, output=str(tmp_path / "x.zip"))
    assert not list(tmp_path.iterdir())
    with pytest.raises(CommandError, match="не записывается"):
        call_command("export_bundle", str(world.meeting.pk), output=str(tmp_path / "no" / "x.zip"))
    assert Protocol.objects.count() == 1
