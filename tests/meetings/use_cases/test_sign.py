"""Signing an edition: whose line, by what, once; and when the edition is signed."""

import datetime
import hashlib
import json
from typing import Any

import pytest

from meetings.document.vocabulary import MemberRole, ProtocolState
from meetings.models import HistoryEntry, HistoryVerb, Protocol, Signature, SignatureKind, SignatureLine
from meetings.use_cases.publish import publish
from meetings.use_cases.sign import LARGEST_SCAN, CannotSign, attach_scan, sign_simple, signing_lines
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.NOW
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\xe8\0\0\3\xe8...IEND\xaeB`\x82"
JPEG, PDF = b"\xff\xd8\xff\xe0...\xff\xd9", b"%PDF-1.4 scan\n%%EOF\n"


@pytest.fixture
def protocol() -> Protocol:
    return factories.make_protocol()


def seat(protocol: Protocol, role: str, *names: str) -> Any:
    """The account of a new member of the body."""
    user = factories.make_user()
    fields = dict(zip(("family_name", "given_name", "patronymic_name"), names, strict=True))
    factories.make_member(protocol.meeting.body, role, person=factories.make_person(user=user, **fields))
    return user


@pytest.fixture
def chair(protocol: Protocol) -> Any:
    return seat(protocol, MemberRole.CHAIR, "Соловьёва", "Алёна", "Ильинична")


@pytest.fixture
def secretary(protocol: Protocol) -> Any:
    return seat(protocol, MemberRole.SECRETARY, "Швец", "Семён", "Семёнович")


def sign(protocol: Protocol, user: Any, seen: str = "") -> list[Signature]:
    return sign_simple(protocol=protocol, seen=seen or protocol.sha256, session="ключ-сеанса", actor=user, at=AT)


def attach(protocol: Protocol, *orders: int, content: bytes = PDF, day: datetime.date = factories.HELD_ON) -> Any:
    return attach_scan(protocol=protocol, orders=orders, content=content, signed_on=day, actor=None, at=AT)


def now(protocol: Protocol) -> Protocol:
    return Protocol.objects.get(pk=protocol.pk)


def verbs() -> list[str]:
    return list(HistoryEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_the_edition_is_signed_with_its_last_line(protocol: Protocol, chair: Any, secretary: Any) -> None:
    (first,) = sign(protocol, chair)
    assert (first.order, first.name_text, first.person.user, first.kind) == (1, "А.И. Соловьёва", chair, "simple")
    assert (now(protocol).state, now(protocol).signed_at) == (ProtocolState.ISSUED, None)
    sign(protocol, secretary)
    assert (now(protocol).state, now(protocol).signed_at) == (ProtocolState.SIGNED, AT)
    assert verbs() == [HistoryVerb.ADDED_SIGNATURE] * 2 + [HistoryVerb.SIGNED_PROTOCOL]


def test_evidence_binds_to_the_paper_and_holds_no_session(protocol: Protocol, chair: Any) -> None:
    (signature,) = sign(protocol, chair)
    assert signature.evidence == {
        "sha256": protocol.sha256,
        "document_sha256": protocol.document_sha256,
        "method": "password",
        "session": hashlib.sha256("ключ-сеанса".encode()).hexdigest(),
    }
    told = json.dumps([signature.evidence, HistoryEntry.objects.get().details], ensure_ascii=False)
    assert "ключ-сеанса" not in told


def test_another_paper_on_the_screen_is_not_signed(protocol: Protocol, chair: Any) -> None:
    with pytest.raises(CannotSign, match="не эта редакция"):
        sign(protocol, chair, seen="0" * 64)
    assert not Signature.objects.exists()


def test_nobody_signs_somebody_elses_line(protocol: Protocol, chair: Any) -> None:
    for user in (
        seat(protocol, MemberRole.SECRETARY, "Иванов", "Пётр", "Ильич"),
        factories.make_user(is_superuser=True),
        factories.make_user(),
    ):
        with pytest.raises(CannotSign, match="нет строки подписи"):
            sign(protocol, user)
    assert not Signature.objects.exists()


def test_a_link_put_into_the_draft_later_makes_no_signatory(protocol: Protocol) -> None:
    thief = seat(protocol, MemberRole.SECRETARY, "Иванов", "Пётр", "Ильич")
    line = {"role_text": "Председатель коллегии", "name_text": "А.И. Соловьёва", "person": thief.person}
    SignatureLine.objects.create(meeting=protocol.meeting, order=1, **line)
    with pytest.raises(CannotSign, match="нет строки подписи"):
        sign(protocol, thief)


def test_of_two_who_bear_a_name_the_linked_one_signs(protocol: Protocol, chair: Any) -> None:
    other = seat(protocol, MemberRole.MEMBER, "Соловьёва", "Анна", "Ивановна")
    for user in (chair, other):
        with pytest.raises(CannotSign, match="нет строки подписи"):
            sign(protocol, user)
    line = {"role_text": "Председатель коллегии", "name_text": "А.И. Соловьёва", "person": chair.person}
    SignatureLine.objects.create(meeting=protocol.meeting, order=1, **line)
    with pytest.raises(CannotSign, match="нет строки подписи"):
        sign(protocol, other)
    assert len(sign(protocol, chair)) == 1


def test_who_left_the_body_signs_no_more(protocol: Protocol, chair: Any) -> None:
    protocol.meeting.body.memberships.update(ends_on=factories.HELD_ON)
    with pytest.raises(CannotSign, match="нет строки подписи"):
        sign(protocol, chair)


def test_nothing_is_signed_twice(protocol: Protocol, chair: Any) -> None:
    sign(protocol, chair)
    with pytest.raises(CannotSign, match=r"Уже подписано: А\.И\. Соловьёва"):
        sign(protocol, chair)
    with pytest.raises(CannotSign, match="Уже подписано"):
        attach(protocol, 1, 2)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("state", [ProtocolState.SUPERSEDED, ProtocolState.ANNULLED, ProtocolState.SIGNED])
def test_an_edition_that_does_not_count_is_not_signed(protocol: Protocol, chair: Any, state: str) -> None:
    Protocol.objects.update(state=state)
    for deed in (lambda: sign(protocol, chair), lambda: attach(protocol, 1)):
        with pytest.raises(CannotSign, match="подписать нельзя"):
            deed()


@pytest.mark.parametrize(("content", "kind"), [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")])
def test_a_scan_signs_all_who_are_on_it(protocol: Protocol, chair: Any, content: bytes, kind: str) -> None:
    put = attach(protocol, 1, 2, content=content)
    assert [(one.kind, one.person, bytes(one.file), one.file_type, one.sha256) for one in put] == [
        (SignatureKind.PAPER, person, content, kind, hashlib.sha256(content).hexdigest())
        for person in (chair.person, None)
    ]
    assert now(protocol).state == ProtocolState.SIGNED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "не скан"),
        (b"<html><script>", "не скан"),
        (b"PK\x03\x04", "не скан"),
        (b" %PDF-1.7", "не скан"),
        (b"II*\0" + b"\0" * 500, "не скан"),
        (PDF[:-8], "обрывается"),
        (JPEG[:-2] + b"<script>alert(1)</script>", "обрывается"),
        (PNG[:-5], "обрывается"),
        (PNG.replace(b"\0\0\3\xe8", b"\0\0\x75\x30"), "слишком много точек"),
        (b"GIF89a", "не скан"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "не скан"),
        (b"%PDF-" + b"0" * LARGEST_SCAN, "больше 10 МБ"),
    ],
)
def test_what_is_no_scan_is_refused(protocol: Protocol, content: bytes, reason: str) -> None:
    with pytest.raises(CannotSign, match=reason):
        attach(protocol, 1, content=content)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("day", "reason"),
    [(datetime.date(2024, 1, 22), "раньше дня заседания"), (datetime.date(2024, 1, 26), "не наступила")],
)
def test_the_date_on_paper_is_possible(protocol: Protocol, day: datetime.date, reason: str) -> None:
    with pytest.raises(CannotSign, match=reason):
        attach(protocol, 1, day=day)


@pytest.mark.parametrize("orders", [(), (3,), (1, 99)])
def test_only_lines_of_the_paper_are_signed(protocol: Protocol, orders: tuple[int, ...]) -> None:
    with pytest.raises(CannotSign, match="Отметьте"):
        attach(protocol, *orders)


def test_a_published_edition_may_be_signed_and_stays_published(protocol: Protocol) -> None:
    publish(protocol=protocol, actor=None, at=AT)
    attach(protocol, 1, 2)
    assert (now(protocol).state, now(protocol).signed_at) == (ProtocolState.PUBLISHED, AT)


def test_a_signed_edition_may_be_published(protocol: Protocol) -> None:
    attach(protocol, 1, 2)
    assert publish(protocol=protocol, actor=None, at=AT).state == ProtocolState.PUBLISHED


def test_lines_cost_the_same_however_many_sit_in_the_body(protocol: Protocol, django_assert_num_queries: Any) -> None:
    for _number in range(12):
        factories.make_member(protocol.meeting.body)
    with django_assert_num_queries(3):
        lines = signing_lines(protocol, AT.date())
    assert [line.name for line in lines] == ["А.И. Соловьёва", "С.С. Швец"]
