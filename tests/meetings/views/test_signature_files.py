"""Signatures in files of their own: taken when good and of those whose lines wait, refused in words, shown and kept."""

import base64
import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.document.codec import encode
from meetings.document.tree import SignatureLine
from meetings.document.vocabulary import MemberRole, ProtocolState
from meetings.models import HistoryEntry, Protocol, RevocationList, Signature, TrustedCertificate
from meetings.use_cases.publish import publish
from meetings.use_cases.sign import CannotSign
from meetings.use_cases.sign_detached import (
    CannotTrust,
    add_revocations,
    attach_signature_file,
    facts_of,
    recheck,
    trust_certificate,
)
from tests.factories import make_body, make_document, make_meeting, make_member, make_person, make_protocol, make_user
from tests.meetings.signing.forging import make_cms, signer_info
from tests.meetings.signing.pki import DAY, NOW, lists, revocations, stand

pytestmark = pytest.mark.django_db
AT = NOW + DAY
PDF = b"%PDF-1.7 invented"


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_stand() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def trusted() -> None:
    """The stand's authorities and their fresh lists."""
    for name in ("root", "middle"):
        trust_certificate(content=stand()[name].pem, actor=None, at=AT)
    for one in lists():
        add_revocations(content=one, actor=None, at=AT)


@pytest.fixture
def edition(trusted: None) -> Protocol:
    """An edition with lines of the stand's chair and secretary."""
    body = make_body(is_public=True)
    lines = (
        SignatureLine(role="Председатель коллегии", name="П.Р. Медовкин"),
        SignatureLine(role="Секретарь коллегии", name="О.Д. Клеверова"),
    )
    document = encode(replace(make_document(body), signatures=lines))
    return make_protocol(make_meeting(body), document=document, issued_at=NOW)


def signed(name: str = "chair", content: bytes = PDF, **options: Any) -> bytes:
    return make_cms(stand()[name], content, **options)


def both() -> bytes:
    people = [stand()["chair"], stand()["secretary"]]
    bag = [*people, stand()["middle"], stand()["root"]]
    return make_cms(people[0], PDF, others=(signer_info(people[1], PDF),), certificates=bag)


def attach(edition: Protocol, content: bytes) -> list[Signature]:
    return attach_signature_file(protocol=edition, content=content, actor=None, at=AT)


def test_one_file_of_two_signs_the_edition(edition: Protocol) -> None:
    content = both()
    assert [one.order for one in attach(edition, content)] in ([1, 2], [2, 1])
    assert Protocol.objects.get().state == ProtocolState.SIGNED
    owners = []
    for row in Signature.objects.order_by("order"):
        facts = facts_of(row)
        assert facts is not None
        assert bytes(row.file) == content
        owners.append(facts.certificate.owner)
    assert owners == ["Медовкин Пётр Романович", "Клеверова Ольга Дмитриевна"]
    entry = HistoryEntry.objects.filter(verb="added_signature").first()
    assert entry is not None
    assert entry.details["file_sha256"] == row.sha256


@pytest.mark.parametrize("form", ["der", "base64", "pem"])
def test_every_way_to_write_a_file_is_read(edition: Protocol, form: str) -> None:
    der = signed()
    text = base64.encodebytes(der)
    framed = b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n"
    attach(edition, {"der": der, "base64": text, "pem": framed}[form])
    attach(edition, signed("secretary"))
    assert Protocol.objects.get().state == ProtocolState.SIGNED


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "another file": (lambda: signed(content=PDF + b"\n"), "не к этому файлу PDF"),
    "no signature": (lambda: b"\x89PNG picture", "Это не файл подписи"),
    "the paper itself": (lambda: PDF, "Это не файл подписи"),
    "empty": (lambda: b"", "Файл слишком велик или пуст"),
    "great": (lambda: b"0" * 500_001, "Файл слишком велик или пуст"),
    "cut": (lambda: signed()[:-20], ""),
    "a line of nobody": (lambda: signed("third"), "строки с этим именем в протоколе нет"),
    "an impostor's authority": (lambda: signed("impostor"), "которого нет среди доверенных"),
    "expired": (lambda: signed("expired"), "Срок сертификата истёк"),
    "to come": (lambda: signed("early"), "Срок сертификата истёк или ещё не начался"),
    "not for signatures": (lambda: signed("encrypting"), "Сертификату нельзя доверять"),
    "old digest": (lambda: signed(digest="sha1"), ""),
    "its own content": (lambda: make_cms(stand()["chair"], PDF, content=PDF), ""),
    "a good one beside a stranger's": (
        lambda: make_cms(
            stand()["chair"],
            PDF,
            others=(signer_info(stand()["third"], PDF),),
            certificates=[stand()["chair"], stand()["third"], stand()["middle"], stand()["root"]],
        ),
        "строки с этим именем в протоколе нет",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_good_is_refused_in_words(edition: Protocol, name: str) -> None:
    make, told = REFUSED[name]
    with pytest.raises(CannotSign, match=r"[А-Яа-я]") as refused:
        attach(edition, make())
    assert told in str(refused.value)
    assert not Signature.objects.exists()


def test_a_revoked_one_is_refused_and_a_list_must_be_fresh(edition: Protocol) -> None:
    add_revocations(content=revocations(stand()["middle"], ((stand()["chair"], -1),)), actor=None, at=AT)
    with pytest.raises(CannotSign, match="отозван центром"):
        attach(edition, signed())
    late = AT + datetime.timedelta(days=60)
    with pytest.raises(CannotSign, match="нет действующего списка отзыва"):
        attach_signature_file(protocol=edition, content=signed("secretary"), actor=None, at=late)


def test_nobody_signs_twice_or_under_another_person(edition: Protocol) -> None:
    attach(edition, signed())
    with pytest.raises(CannotSign, match="Уже подписано"):
        attach(edition, signed())
    other = make_person(family_name="Клеверова", given_name="Оксана", patronymic_name="Давидовна")
    make_member(edition.meeting.body, MemberRole.SECRETARY, person=other)
    with pytest.raises(CannotSign, match="под этой строкой другое лицо"):
        attach(edition, signed("secretary"))


def test_trust_is_for_authorities_and_once(trusted: None) -> None:
    for content in (stand()["chair"].pem, b"", b"x", b"-----BEGIN CERTIFICATE-----\nAA=\n-----END CERTIFICATE-----"):
        with pytest.raises(CannotTrust):
            trust_certificate(content=content, actor=None, at=AT)
    with pytest.raises(CannotTrust, match="уже внесён"):
        trust_certificate(content=stand()["root"].der, actor=None, at=AT)
    for content in (revocations(stand()["alien"]), revocations(stand()["root"], key=stand()["alien"].key), b"x"):
        with pytest.raises(CannotTrust):
            add_revocations(content=content, actor=None, at=AT)
    assert (TrustedCertificate.objects.count(), RevocationList.objects.count()) == (2, 2)


def test_a_stored_file_is_checked_again_by_what_was_trusted_then(edition: Protocol) -> None:
    (row,) = attach(edition, signed())
    TrustedCertificate.objects.update(withdrawn_at=AT)
    add_revocations(content=revocations(stand()["middle"], ((stand()["chair"], 5),)), actor=None, at=AT)
    assert recheck(row, PDF).is_accepted, "revoked and distrusted later, good then"
    assert not recheck(row, PDF + b"x").is_accepted
    with pytest.raises(CannotSign, match="нет среди доверенных"):
        attach(edition, signed("secretary"))


def upload(client: Client, edition: Protocol, content: bytes) -> Any:
    file = SimpleUploadedFile("подпись.sig", content)
    return client.post(reverse("upload_signature", args=[edition.pk]), {"signature": file}, follow=True)


def test_the_way_of_a_file(edition: Protocol) -> None:
    """The chair brings his file; the page, the bundle and the check know it; strangers see no certificate."""
    user = make_user()
    chair = make_person(user=user, family_name="Медовкин", given_name="Пётр", patronymic_name="Романович")
    make_member(edition.meeting.body, MemberRole.CHAIR, person=chair)
    client, visitor = Client(), Client()
    client.force_login(user)
    refused = upload(client, edition, signed(content=b"%PDF other")).content.decode()
    assert "не к этому файлу PDF" in refused
    page = upload(client, edition, signed()).content.decode()
    assert "Подпись проверена и принята: П.Р. Медовкин" in page
    assert "владелец Медовкин Пётр Романович" in page
    row = Signature.objects.get()
    file = client.get(reverse("signature_file", args=[row.pk]))
    assert file.content == signed_bytes(row)
    assert "attachment" in file["Content-Disposition"]
    assert "protocol-1.sig" in " ".join(names_in(client, edition))

    publish(protocol=edition, actor=None, at=AT)
    assert visitor.get(reverse("signature_file", args=[row.pk])).status_code == 404
    assert not [name for name in names_in(visitor, edition) if "sig" in name]
    told = visitor.get(reverse("verify"), {"sha256": row.sha256}).content.decode()
    assert 'data-verdict="signature"' in told
    assert "электронная подпись в отдельном файле" in told
    dropped = visitor.post(reverse("verify_file"), {"file": SimpleUploadedFile("п.sig", signed_bytes(row))})
    assert 'data-verdict="signature"' in dropped.content.decode()


def signed_bytes(row: Signature) -> bytes:
    return bytes(Signature.objects.get(pk=row.pk).file)


def names_in(client: Client, edition: Protocol) -> list[str]:
    content = client.get(reverse("edition_bundle", args=[edition.pk])).content
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_a_stranger_brings_nothing(edition: Protocol) -> None:
    member = make_user()
    make_member(edition.meeting.body, user=member)
    client = Client()
    client.force_login(member)
    assert upload(client, edition, signed()).status_code == 403
    assert not Signature.objects.exists()


def test_an_administrator_brings_trust(admin_client: Client) -> None:
    url = reverse("admin:meetings_trustedcertificate_add")
    refused = admin_client.post(url, {"file": SimpleUploadedFile("x.cer", stand()["chair"].der)})
    assert "не удостоверяющего центра" in refused.content.decode()
    assert admin_client.post(url, {"file": SimpleUploadedFile("x.cer", stand()["root"].der)}).status_code == 302
    row = TrustedCertificate.objects.get()
    assert (row.is_root, row.added_by_id is not None) == (True, True)
    url = reverse("admin:meetings_revocationlist_add")
    assert admin_client.post(url, {"file": SimpleUploadedFile("x.crl", lists()[0])}).status_code == 302
    chosen = {"action": "withdraw", "_selected_action": [row.pk]}
    admin_client.post(reverse("admin:meetings_trustedcertificate_changelist"), chosen)
    assert TrustedCertificate.objects.get().withdrawn_at == AT
