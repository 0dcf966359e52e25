"""The page where anybody checks a paper: what it tells of an open one, and what it must not tell of a closed one."""

import hashlib
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.document.vocabulary import ProtocolState
from meetings.models import Protocol
from meetings.use_cases.freeze import freeze
from meetings.use_cases.publish import publish
from meetings.views.verify import RATE
from meetings.wording.codes import write_code
from tests.factories import NOW, make_protocol
from tests.meetings.views.conftest import World

DEED: dict[str, Any] = {"actor": None, "at": NOW}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def issued(world: World) -> Protocol:
    """A published paper of an open body, really printed."""
    world.body.is_public = True
    world.body.save()
    return publish(protocol=freeze(meeting=world.meeting, **DEED), **DEED)


def get(world: World, url: str, rung: str = "anonymous", **sent: str) -> Any:
    return world.client(rung).get(url, sent, follow=True)


def send(world: World, content: bytes) -> str:
    upload = SimpleUploadedFile("протокол.pdf", content, content_type="application/pdf")
    return world.client("anonymous").post(reverse("verify_file"), {"file": upload}).content.decode()


def pdf_of(protocol: Protocol) -> bytes:
    return bytes(Protocol.objects.get(pk=protocol.pk).pdf)


def test_a_typed_code_tells_of_the_paper(world: World, issued: Protocol) -> None:
    page = get(world, reverse("verify"), code=write_code(issued.code).lower().replace("-", " "))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Бумага выпущена порталом" in text
    assert world.body.name in text
    assert "опубликован" in text
    assert issued.sha256 in text


def test_a_closed_protocol_is_told_of_without_a_word_of_it(world: World) -> None:
    world.meeting.number = "77-секретный"
    world.meeting.save()
    protocol = freeze(meeting=world.meeting, **DEED)
    for rung in ("anonymous", "outsider", "foreign_secretary"):
        text = get(world, reverse("verify_code", args=[write_code(protocol.code)]), rung).content.decode()
        assert "закрытый" in text
        assert protocol.sha256 in text
        for word in (world.body.name, "77-секретный", "23.01.2024", "Швец", "отдела"):
            assert word not in text, (rung, word)
    member = get(world, reverse("verify_code", args=[protocol.code]), "member").content.decode()
    assert "77-секретный" in member


def test_an_old_paper_says_what_replaced_it(world: World, issued: Protocol) -> None:
    from meetings.use_cases import parts

    version = type(world.meeting).objects.get(pk=world.meeting.pk).version
    parts.update_header(changes={"place": "другой зал"}, meeting=world.meeting, version=version, **DEED)
    second = freeze(meeting=world.meeting, reason="Зал назван <b>неверно", **DEED)
    text = get(world, reverse("verify_code", args=[issued.code])).content.decode()
    assert "Она ещё не опубликована: до тех пор действует эта." in text
    assert "неверно" not in text, "why is told to readers of the new edition, and it is not published"
    publish(protocol=second, **DEED)
    text = get(world, reverse("verify_code", args=[issued.code])).content.decode()
    assert "Старая редакция: её заменила новая" in text
    assert reverse("verify_code", args=[write_code(second.code)]) in text
    assert "Зал назван &lt;b&gt;неверно" in text
    assert "Бумага выпущена порталом" in get(world, reverse("verify_code", args=[second.code])).content.decode()
    assert "Старая редакция" in send(world, pdf_of(issued))


def test_the_annulled_is_told(world: World) -> None:
    protocol = make_protocol(world.meeting, state=ProtocolState.ANNULLED)
    assert "Протокол аннулирован" in get(world, reverse("verify_code", args=[protocol.code])).content.decode()


@pytest.mark.parametrize("code", ["ABCDE-FGHJK", "ABCDEFGHJK", "нет", "<script>", "%00", "A" * 300])
def test_an_unknown_code_is_met_with_a_calm_word(world: World, code: str) -> None:
    page = get(world, f"/v/{code}/")
    assert page.status_code == 404
    assert "<script>" not in page.content.decode().replace('<script src="', "")


def test_what_is_no_code_is_told_so(world: World) -> None:
    page = get(world, reverse("verify"), code="12345")
    assert page.status_code == 400
    assert "Это не код проверки" in page.content.decode()
    assert 'value="12345"' in page.content.decode(), "what was typed stays"


def test_a_dropped_file_is_recognised(world: World, issued: Protocol) -> None:
    pdf = pdf_of(issued)
    assert "Это оригинал" in send(world, pdf)
    assert 'data-verdict="extended"' in send(world, pdf + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    changed = pdf.replace(b"FlateDecode", b"FlateDecodf", 1)
    assert changed != pdf
    assert 'data-verdict="changed"' in send(world, changed)
    for other in (b"%PDF-1.7 another\n%%EOF", b"", b"\0" * 1000, b"%%EOF" * 5000, b"protocol-code:" * 500):
        assert 'data-verdict="unknown"' in send(world, other) or "Выберите файл" in send(world, other)


def test_a_sum_is_enough(world: World, issued: Protocol) -> None:
    known = get(world, reverse("verify"), sha256=issued.sha256.upper()).content.decode()
    assert "Это оригинал" in known
    unknown = get(world, reverse("verify"), sha256=hashlib.sha256(b"x").hexdigest()).content.decode()
    assert 'data-verdict="unknown"' in unknown
    assert get(world, reverse("verify"), sha256="xyz").status_code == 400


def test_nobody_tries_codes_for_long(world: World) -> None:
    answers = [world.client("anonymous").get("/v/ABCDE-FGHJK/") for _ in range(RATE + 1)]
    assert [answer.status_code for answer in answers] == [404] * RATE + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Подождите минуту" in answers[-1].content.decode()


def test_a_file_that_is_too_large_is_refused(world: World, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    assert "Файл слишком большой" in send(world, b"x" * 1001)


def test_the_printed_code_is_the_stored_one(world: World, issued: Protocol) -> None:
    assert b"protocol-code:" + write_code(issued.code).encode() in pdf_of(issued)
