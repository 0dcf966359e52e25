"""Keys brought by people: what is taken, what is refused, and that nothing of them is told."""

import datetime
import logging
import pickle
import time

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from meetings.signing.asn1 import pkcs12 as asn1_pkcs12
from meetings.signing.keys import LARGEST_PKCS12, Key, KeyRefused, open_pkcs12
from tests.meetings.signing.pki import DAY, NOW, PASSWORD, Holder, issue, stand


def refusal(content: bytes, password: str = PASSWORD, at: datetime.datetime = NOW) -> str:
    with pytest.raises(KeyRefused) as caught:
        open_pkcs12(content, password, at=at)
    assert caught.value.__cause__ is None
    assert password not in str(caught.value)
    return str(caught.value)


def demanding(iterations: int) -> bytes:
    """A key file whose own seal asks for so many iterations."""
    pfx = asn1_pkcs12.Pfx.load(stand()["chair"].pkcs12())
    pfx["mac_data"]["iterations"] = iterations
    return pfx.dump(force=True)


def scrambled(iterations: int) -> bytes:
    """A key file whose key is hidden behind so many iterations."""
    holder = stand()["chair"]
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(iterations)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(PASSWORD.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"k", holder.key, holder.certificate, None, encryption)


@pytest.mark.parametrize("name", ["chair", "secretary", "seal"])
def test_honest_key_opens(name: str) -> None:
    key = open_pkcs12(stand()[name].pkcs12(), PASSWORD, at=NOW)
    certificate = stand()[name].certificate
    assert int(key.facts.serial, 16) == certificate.serial_number
    assert len(key.facts.serial) % 2 == 0
    assert key.facts.valid_from == certificate.not_valid_before_utc
    assert key.facts.sha256 == certificate.fingerprint(hashes.SHA256()).hex()
    assert key.facts.snils == {"chair": "11223344595", "secretary": "08765430300", "seal": ""}[name]
    assert key.facts.owner == {"chair": "Медовкин Пётр Романович", "secretary": "Клеверова Ольга Дмитриевна"}.get(
        name, "Печать портала"
    )


@pytest.mark.parametrize("case", ["nothing", "rubbish", "depth", "a framed certificate", "a certificate"])
def test_what_is_no_key_file_is_refused(case: str) -> None:
    content = {
        "nothing": b"",
        "rubbish": b"rubbish",
        "depth": b"\x30\x80" * 50_000,
        "a framed certificate": stand()["chair"].pem,
        "a certificate": stand()["chair"].der,
    }[case]
    assert "не файл ключа" in refusal(content)


def test_wrong_password_is_refused() -> None:
    assert "неверный пароль" in refusal(stand()["chair"].pkcs12(), "другой-пароль-991")


@pytest.mark.parametrize("make", [demanding, scrambled])
def test_endless_work_is_refused_before_it_begins(make: object) -> None:
    content = demanding(2_000_000_000) if make is demanding else scrambled(1_000_001)
    begun = time.process_time()
    assert "долгих вычислений" in refusal(content)
    assert time.process_time() - begun < 0.5


def test_too_large_a_file_is_refused() -> None:
    assert "велик" in refusal(stand()["chair"].pkcs12() + b"\0" * LARGEST_PKCS12)


@pytest.mark.parametrize(
    ("name", "message"),
    [("expired", "Срок"), ("early", "Срок"), ("encrypting", "не предназначен"), ("root", "центра")],
)
def test_unfit_certificate_is_refused(name: str, message: str) -> None:
    assert message in refusal(stand()[name].pkcs12())


def test_certificate_expires_with_the_clock() -> None:
    assert "Срок" in refusal(stand()["chair"].pkcs12(), at=NOW + 300 * DAY)


def test_weak_key_is_refused() -> None:
    assert "короткий" in refusal(issue("Слабый Ключ", stand()["middle"], kind="rsa1024").pkcs12())


def test_file_without_a_key_is_refused() -> None:
    encryption = serialization.BestAvailableEncryption(PASSWORD.encode())
    content = pkcs12.serialize_key_and_certificates(b"k", None, stand()["chair"].certificate, None, encryption)
    assert "не содержит ключа" in refusal(content)


def test_key_is_neither_printed_nor_stored(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    holder: Holder = stand()["chair"]
    with caplog.at_level(logging.DEBUG):
        key = open_pkcs12(holder.pkcs12(), PASSWORD, at=NOW)
        refusal(holder.pkcs12(), "не-тот-пароль")
    assert isinstance(key, Key)
    assert repr(key) == str(key) == f"{key}" == "<Key>"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    out, err = capfd.readouterr()
    modulus = f"{holder.key.private_numbers().p:x}"
    for said in (caplog.text, out, err, repr([key]), repr(vars)):
        assert PASSWORD not in said
        assert modulus not in said
        assert "Медовкин" not in said
