"""A correction: why is asked and told, both editions stay, and their difference is shown word by word."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.codec import encode
from meetings.document.tree import Paragraph, ProtocolDocument
from meetings.document.vocabulary import ProtocolState
from meetings.models import Meeting, Protocol
from meetings.use_cases import parts
from meetings.use_cases.publish import publish, schedule_publication
from tests.factories import NOW, make_document, make_item, make_protocol
from tests.meetings.views.conftest import World

REASON = "В вопросе 1 неверно назван <b>доклад"
TOLD = "В вопросе 1 неверно назван &lt;b&gt;доклад"
DEED: dict[str, Any] = {"actor": None, "at": NOW}


def corrected(document: ProtocolDocument) -> ProtocolDocument:
    """The same paper: a word of the first question changed, one with a script in it; a question put before it."""
    first = document.items[0]
    speech = replace(first.speeches[0], paragraphs=(Paragraph(text="Доложил о ходе <script>ремонта."),))
    new = replace(make_item(9), title="О новом деле")
    return replace(document, items=(new, replace(first, speeches=(speech,)), *document.items[1:]))


@pytest.fixture
def editions(world: World) -> tuple[Protocol, Protocol]:
    """Two editions of a public body: the first published, the second issued."""
    world.body.is_public = True
    world.body.save()
    first = publish(protocol=make_protocol(world.meeting), **DEED)
    document = encode(corrected(make_document(world.body)))
    return first, make_protocol(world.meeting, document=document, reason=REASON)


def page(world: World, name: str, protocol: Protocol, rung: str = "anonymous", **sent: Any) -> str:
    return " ".join(world.client(rung).get(reverse(name, args=[protocol.pk]), sent).content.decode().split())


def test_issuing_asks_why(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda *_, **__: b"%PDF")
    make_protocol(world.meeting)
    version = Meeting.objects.get(pk=world.meeting.pk).version
    parts.update_header(changes={"place": "другой зал"}, meeting=world.meeting, version=version, **DEED)
    client, url = world.client("secretary"), reverse("issue", args=[world.meeting.pk])

    assert "Причина исправления" in client.get(url).content.decode()
    refused = client.post(url, {"reason": " "}).content.decode()
    assert "Напишите, почему выпускается новая редакция." in refused
    assert Protocol.objects.count() == 1
    told = client.post(url, {"reason": REASON}, follow=True).content.decode()
    assert TOLD in told
    assert [(one.edition, one.state) for one in Protocol.objects.all()] == [
        (2, ProtocolState.ISSUED),
        (1, ProtocolState.SUPERSEDED),
    ]


def test_the_old_edition_says_what_replaced_it_and_why(world: World, editions: tuple[Protocol, Protocol]) -> None:
    first, second = editions
    assert "эта действует, пока новая не опубликована" in page(world, "protocol", first, "member")
    assert "Выпущена редакция 2" not in page(world, "protocol", first), "a visitor does not see an issued edition"

    publish(protocol=second, **DEED)
    for rung in ("anonymous", "member", "secretary"):
        old, new = page(world, "protocol", first, rung), page(world, "protocol", second, rung)
        assert "Это старая редакция: её заменила редакция 2" in old
        assert TOLD in old
        assert TOLD in new
        assert reverse("protocol", args=[second.pk]) in old
        assert reverse("protocol", args=[first.pk]) in new, "both stay reachable"
        assert reverse("edition_changes", args=[second.pk]) in old


def test_it_is_superseded_from_the_moment_on_though_nothing_ran(
    world: World, editions: tuple[Protocol, Protocol]
) -> None:
    first, second = editions
    moment = NOW.replace(year=2025)
    schedule_publication(protocol=second, moment=moment, **DEED)
    assert Protocol.objects.get(pk=first.pk).state == ProtocolState.PUBLISHED
    for text in (page(world, "protocol", first), world.client("anonymous").get(f"/v/{first.code}/").content.decode()):
        assert "Старая редакция: её заменила" in text or "Это старая редакция: её заменила" in text


def test_the_difference_is_shown_word_by_word(world: World, editions: tuple[Protocol, Protocol]) -> None:
    second = publish(protocol=editions[1], **DEED)
    text = page(world, "edition_changes", second)
    assert '<del><span class="visually-hidden">было: </span>работ</del>' in text
    assert '<ins><span class="visually-hidden">стало: </span>&lt;script&gt;ремонта</ins>' in text
    assert "<script>ремонта" not in text
    assert TOLD in text
    assert text.count("добавлен</span>") == 1, "a question put in is one part, the others are known again"
    assert page(world, "edition_changes", second, **{"from": "1"}) == text


@pytest.mark.parametrize("given", ["2", "7", "-1", "x", "9" * 30, "²"])
def test_there_is_nothing_to_compare_with(world: World, editions: tuple[Protocol, Protocol], given: str) -> None:
    second = publish(protocol=editions[1], **DEED)
    url = reverse("edition_changes", args=[second.pk])
    assert world.client("secretary").get(url, {"from": given}).status_code == 404


def test_a_closed_edition_is_compared_for_nobody_else(world: World, editions: tuple[Protocol, Protocol]) -> None:
    first, second = editions
    url = reverse("edition_changes", args=[second.pk])
    assert [world.client(rung).get(url).status_code for rung in ("anonymous", "outsider", "member")] == [404, 404, 200]
    # published, but the one before was never open to visitors
    Protocol.objects.filter(pk=first.pk).update(audience="members")
    publish(protocol=second, **DEED)
    assert [world.client(rung).get(url).status_code for rung in ("anonymous", "outsider", "member")] == [404, 404, 200]
    assert "Исправленная редакция." in page(world, "protocol", second)


def test_the_difference_asks_the_same_for_one_question_and_for_thirty(world: World) -> None:
    counts = []
    for items in (1, 30):
        document = make_document(world.body, item_count=items)
        pair = [make_protocol(world.meeting, document=encode(one)) for one in (document, corrected(document))]
        with CaptureQueriesContext(connection) as asked:
            page(world, "edition_changes", pair[1], "member")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5
