"""Importing in the browser: every bad source gets a clear word and stores nothing; names are text, never markup."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.mapping.compose import compose
from meetings.models import Meeting
from members.models import Person
from tests.meetings.views.conftest import World
from tests.posting import form_values

TEXT = """ПРОТОКОЛ № 7
заседания Совета Союза «Озёрный край»
от 5 марта 2024 года
Председатель – Ковальчук И.Л.
Секретарь – <script>alert(1)</script>Швец С.С.
Присутствовали: 5
Повестка дня:
1. О плане работы <b>летних</b> лагерей.
По первому вопросу о плане работы летних лагерей.
Решение по первому вопросу:
- утвердить план <img src=x onerror=alert(2)> работы;
- доложить до 1 июня 2024 года.
Председатель И.Л. Ковальчук
Секретарь С.С. Швец
"""


@pytest.fixture
def url(world: World) -> str:
    return reverse("import", args=[world.body.slug])


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def send(client: Client, url: str, content: bytes, name: str) -> Any:
    return client.post(url, {"file": SimpleUploadedFile(name, content), "text": ""})


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 80_000_000)
    return packed.getvalue()


def entities() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.txt"),
        (b"   \n ", "blank.txt"),
        (bytes(range(256)) * 20, "picture.png"),
        (b"MZ\x90\x00" * 500, "protocol.txt"),
        (b"PK\x03\x04 broken", "broken.docx"),
        (bomb(), "bomb.docx"),
        (entities(), "entities.docx"),
        ("Купить молоко, хлеб и сыр.".encode(), "list.txt"),
    ],
)
def test_a_bad_source_is_refused_in_russian(secretary: Client, url: str, content: bytes, name: str) -> None:
    before = Meeting.objects.count()
    answer = send(secretary, url, content, name)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "alert-danger" in page or "invalid-feedback" in page
    assert "Traceback" not in page
    assert Meeting.objects.count() == before


def test_nothing_chosen_is_told(secretary: Client, url: str) -> None:
    assert "Выберите файл или вставьте текст" in secretary.post(url, {"text": " "}).content.decode()


def test_file_and_text_together_are_told(secretary: Client, url: str) -> None:
    typed = {"file": SimpleUploadedFile("a.txt", TEXT.encode()), "text": TEXT}
    assert "Оставьте что-нибудь одно" in secretary.post(url, typed).content.decode()


def test_a_huge_upload_is_refused_before_it_is_read(secretary: Client, url: str) -> None:
    answer = send(secretary, url, b"0" * (50 * 1024 * 1024), "huge.txt")

    assert answer.status_code == 413
    assert "Файл слишком большой" in answer.content.decode()
    assert "до 10 МБ" in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(secretary: Client, url: str, encoding: str) -> None:
    page = send(secretary, url, TEXT.replace("✓", "").encode(encoding), "protocol.txt").content.decode()

    assert "Что прочитано" in page
    assert "Ковальчук И.Л." in page


def test_nothing_is_stored_before_the_confirmation(secretary: Client, url: str) -> None:
    meetings, people = Meeting.objects.count(), Person.objects.count()
    assert secretary.post(url, {"text": TEXT}).status_code == 200

    assert (Meeting.objects.count(), Person.objects.count()) == (meetings, people)


def test_what_was_shown_is_what_is_saved(secretary: Client, url: str) -> None:
    page = secretary.post(url, {"text": TEXT}).content.decode()
    typed = form_values(page, action=url)
    assert typed["number"] == "7"
    typed["number"] = "7-а"
    answer = secretary.post(url, typed)

    meeting = Meeting.objects.latest("pk")
    assert answer.url == reverse("meeting", args=[meeting.pk])  # type: ignore[attr-defined]
    document = compose(meeting)
    assert document.number == "7-а"
    assert [item.title for item in document.items] == ["О плане работы <b>летних</b> лагерей."]


def test_markup_in_a_source_stays_text(secretary: Client, url: str) -> None:
    page = secretary.post(url, {"text": TEXT}).content.decode()
    answer = secretary.post(url, form_values(page, action=url), follow=True)
    for shown in (page, answer.content.decode()):
        for tag in ("<script>alert", "<img src=x", "<b>летних"):
            assert tag not in shown
        assert "&lt;b&gt;летних&lt;/b&gt;" in shown


def test_a_known_person_is_matched_and_a_new_one_only_when_chosen(secretary: Client, url: str) -> None:
    known = Person.objects.create(family_name="Ковальчук", given_name="Игорь", patronymic_name="Львович")
    typed = form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url)
    chosen = {name: value for name, value in typed.items() if name.startswith("person_")}
    assert str(known.pk) in chosen.values()

    people = Person.objects.count()
    for name in chosen:
        typed[name] = "none"
    secretary.post(url, typed)
    assert Person.objects.count() == people
    assert Meeting.objects.latest("pk").chair is None


def test_a_number_that_is_taken_is_told_and_can_be_changed(secretary: Client, url: str) -> None:
    secretary.post(url, form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url))
    answer = secretary.post(url, form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url))

    assert answer.status_code == 422
    assert "№ 7" in answer.content.decode()
    typed = form_values(answer.content.decode(), action=url)
    typed["number"] = "8"
    assert secretary.post(url, typed).status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "eyJ9:1abc:def"])
def test_a_forged_preview_is_refused(secretary: Client, url: str, forged: str) -> None:
    before = Meeting.objects.count()
    answer = secretary.post(url, {"recognised": forged}, follow=True)

    assert "Просмотр устарел" in answer.content.decode()
    assert Meeting.objects.count() == before


def test_a_preview_confirmed_twice_leads_to_the_one_meeting(secretary: Client, url: str) -> None:
    typed = form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url) | {"number": ""}
    first = secretary.post(url, typed)
    meeting = Meeting.objects.latest("pk")
    before = Meeting.objects.count(), Person.objects.count()
    second = secretary.post(url, typed, follow=True)

    assert first.url == reverse("meeting", args=[meeting.pk])  # type: ignore[attr-defined]
    assert second.redirect_chain == [(first.url, 302)]  # type: ignore[attr-defined]
    assert "второй раз заседание не создано" in second.content.decode()
    assert (Meeting.objects.count(), Person.objects.count()) == before


def test_a_preview_whose_draft_was_deleted_is_not_saved_again(secretary: Client, url: str) -> None:
    typed = form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url)
    secretary.post(url, typed)
    Meeting.objects.latest("pk").delete()
    before = Meeting.objects.count()
    answer = secretary.post(url, typed, follow=True)

    assert "черновик потом удалён" in answer.content.decode()
    assert Meeting.objects.count() == before


def test_a_preview_shown_again_for_a_correction_is_still_one(secretary: Client, url: str) -> None:
    secretary.post(url, form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url))
    typed = form_values(secretary.post(url, {"text": TEXT}).content.decode(), action=url)
    refused = secretary.post(url, typed)
    corrected = form_values(refused.content.decode(), action=url) | {"number": "8"}
    saved = secretary.post(url, corrected)
    before = Meeting.objects.count()

    assert secretary.post(url, typed).url == saved.url  # type: ignore[attr-defined]
    assert Meeting.objects.count() == before
