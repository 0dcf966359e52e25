"""The pages of signing: the signatory finds his paper and signs it with his password; the secretary brings the scan."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol, Signature
from meetings.use_cases.publish import publish
from tests.factories import NOW, make_protocol, make_signature
from tests.meetings.views.conftest import World


@pytest.fixture
def protocol(world: World) -> Protocol:
    """An issued edition; the chair's account is the Соловьёва of its first line."""
    cache.clear()
    person = world.users["chair"].person
    person.family_name, person.given_name, person.patronymic_name = "Соловьёва", "Алёна", "Ильинична"
    person.save()
    other = world.users["member"].person
    other.given_name, other.patronymic_name = "Пётр", "Ильич"
    other.save()
    for rung in ("deputy", "secretary"):
        world.users[rung].person.save()
    return make_protocol(world.meeting)


def post_password(world: World, protocol: Protocol, password: str, rung: str = "chair") -> Any:
    sent = {"seen": protocol.sha256, "password": password}
    return world.client(rung).post(reverse("sign", args=[protocol.pk]), sent, follow=True)


def post_scan(world: World, protocol: Protocol, content: bytes, rung: str = "secretary", **sent: Any) -> Any:
    scan = SimpleUploadedFile("скан.pdf", content, content_type="application/pdf")
    sent = {"orders": [1, 2], "signed_on": "2024-01-24", "scan": scan} | sent
    return world.client(rung).post(reverse("signatures", args=[protocol.pk]), sent, follow=True)


def text_of(world: World, rung: str, name: str, *args: Any) -> str:
    return world.client(rung).get(reverse(name, args=args)).content.decode()


def test_the_signatory_finds_the_paper_on_his_desk_and_signs(world: World, protocol: Protocol) -> None:
    assert "Ждут вашей подписи" in text_of(world, "chair", "desk")
    assert "Ждут вашей подписи" not in text_of(world, "member", "desk")
    page = text_of(world, "chair", "sign", protocol.pk)
    assert protocol.sha256 in page
    assert "Доложил о ходе работ" in page, "the whole paper stands before him"

    answer = post_password(world, protocol, "пароль").content.decode()
    assert "Вы подписали протокол простой электронной подписью" in answer
    assert "Подписано простой электронной подписью." in answer
    assert "сертификат" not in answer.lower()
    assert "Ждут вашей подписи" not in text_of(world, "chair", "desk")
    assert "Подписывать здесь больше нечего" in text_of(world, "chair", "sign", protocol.pk)


def test_a_wrong_password_signs_nothing_and_guessing_is_stopped(
    world: World, protocol: Protocol, settings: Any
) -> None:
    answer = post_password(world, protocol, "не тот")
    assert "Пароль не подошёл" in answer.content.decode()
    assert "не тот" not in answer.content.decode()
    codes = [post_password(world, protocol, f"догадка {number}").status_code for number in range(8)]
    assert codes[-1] == 429
    assert post_password(world, protocol, "пароль").status_code == 429, "the right one comes too late"
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "secretary", "administrator"]
)
def test_nobody_signs_for_another(world: World, protocol: Protocol, rung: str) -> None:
    post_password(world, protocol, "пароль", rung)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "chair"])
def test_only_the_secretary_brings_scans(world: World, protocol: Protocol, rung: str) -> None:
    post_scan(world, protocol, b"%PDF-1.4%%EOF", rung)
    assert not Signature.objects.exists()


def test_the_secretary_brings_the_scan(world: World, protocol: Protocol) -> None:
    answer = post_scan(world, protocol, b"%PDF-1.4 scan%%EOF").content.decode()
    assert "Подписано на бумаге 24.01.2024" in answer
    assert Protocol.objects.get().state == ProtocolState.SIGNED
    first = Signature.objects.get(order=1)
    file = world.client("member").get(reverse("signature_file", args=[first.pk]))
    assert file.content == b"%PDF-1.4 scan%%EOF"
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "Вносить нечего" in text_of(world, "secretary", "signatures", protocol.pk)


@pytest.mark.parametrize(
    ("content", "sent", "told"),
    [
        (b"<script>alert(1)</script>", {}, "Это не скан"),
        (b"", {}, "Файл пуст"),
        (b"%PDF-%%EOF", {"orders": []}, "Отметьте, кто подписал"),
        (b"%PDF-%%EOF", {"orders": ["7"]}, "7"),
        (b"%PDF-%%EOF", {"signed_on": "2000-01-01"}, "раньше дня заседания"),
        (b"%PDF-%%EOF", {"signed_on": ""}, "Не сохранено"),
    ],
)
def test_a_bad_scan_is_refused_in_words(
    world: World, protocol: Protocol, content: bytes, sent: dict[str, Any], told: str
) -> None:
    answer = post_scan(world, protocol, content, **sent)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Signature.objects.exists()


def test_visitors_of_an_open_protocol_see_no_scan(world: World, protocol: Protocol) -> None:
    world.body.is_public = True
    world.body.save()
    signature = make_signature(protocol)
    publish(protocol=protocol, actor=None, at=NOW)
    page = text_of(world, "anonymous", "protocol", protocol.pk)
    url = reverse("signature_file", args=[signature.pk])
    assert "Подписано на бумаге" in page
    assert url not in page
    for rung in ("anonymous", "outsider", "foreign_secretary"):
        assert world.client(rung).get(url).status_code == 404
    assert url in text_of(world, "member", "protocol", protocol.pk)


def test_the_check_page_tells_kinds_to_all_and_names_to_readers(world: World, protocol: Protocol) -> None:
    make_signature(protocol)
    closed = text_of(world, "anonymous", "verify_code", protocol.code)
    assert "на бумаге" in closed
    assert "Соловьёва" not in closed
    assert "А.И. Соловьёва" in text_of(world, "member", "verify_code", protocol.code)


def test_printed_names_are_escaped(world: World, protocol: Protocol) -> None:
    make_signature(protocol, name_text="<b>Имя</b>", role_text="<i>")
    page = text_of(world, "member", "verify_code", protocol.code)
    assert "&lt;b&gt;Имя&lt;/b&gt;" in page
    assert "<b>Имя" not in page
