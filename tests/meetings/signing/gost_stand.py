"""Owns the GOST part of the test stand: certificates and signatures made by OpenSSL with its gost engine (Debian)."""

import datetime
import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from meetings.signing.asn1 import x509
from tests.meetings.signing.outside import tool
from tests.meetings.signing.pki import STAND

_CONFIGURATION = """
openssl_conf = openssl_def
[openssl_def]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
default_algorithms = ALL
[req]
distinguished_name = dn
utf8 = yes
string_mask = utf8only
[dn]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[person]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[encrypting]
basicConstraints = critical,CA:FALSE
keyUsage = critical,keyEncipherment
[strange]
basicConstraints = critical,CA:FALSE
1.2.643.99.1 = critical,ASN1:NULL
[ca]
default_ca = store
[store]
database = index.txt
crlnumber = crlnumber
default_md = md_gost12_256
default_crl_days = 3650
"""


@dataclass(frozen=True)
class GostHolder:
    """A certificate and key in files of a folder that goes with the process; `name` is their stem."""

    folder: Path
    name: str

    @property
    def der(self) -> bytes:
        return openssl(self.folder, "x509", "-in", f"{self.name}.pem", "-outform", "DER")


def openssl(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    """Run OpenSSL with the gost engine; the test is reported as not run without it."""
    program = tool("openssl")
    environment = {**os.environ, "OPENSSL_CONF": str(folder / "openssl.cnf"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - our own words
        [program, *arguments], input=feed, capture_output=True, check=False, cwd=folder, env=environment, timeout=60
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace")
        if "gost" in said and "could not load" in said:
            pytest.skip("не запущено: нет модуля gost для OpenSSL (пакет libengine-gost-openssl)")
        raise AssertionError(said)
    return done.stdout


_KEEP: list[TemporaryDirectory[str]] = []


@cache
def gost_folder() -> Path:
    """The folder of the stand; removed when the process ends."""
    _KEEP.append(TemporaryDirectory(prefix="gost-stand-"))
    folder = Path(_KEEP[-1].name)
    (folder / "openssl.cnf").write_text(_CONFIGURATION, encoding="utf-8")
    (folder / "index.txt").write_text("")
    (folder / "crlnumber").write_text("01\n")
    return folder


def _key_options(bits: int, parameters: str) -> list[str]:
    return ["-newkey", f"gost2012_{bits}", "-pkeyopt", f"paramset:{parameters}", "-nodes"]


@cache
def gost_root(bits: int = 256) -> GostHolder:
    """The authority, signing itself with keys of so many bits."""
    folder, name = gost_folder(), f"root{bits}"
    if (folder / f"{name}.pem").exists():
        return GostHolder(folder, name)
    subject = f"/CN={STAND}, корень ГОСТ {bits}/O={STAND}"
    options = ["-x509", "-utf8", "-subj", subject, "-days", "3650", "-extensions", "authority"]
    openssl(folder, "req", *_key_options(bits, "A"), *options, "-keyout", f"{name}.key", "-out", f"{name}.pem")
    return GostHolder(folder, name)


@cache
def gost_person(
    owner: str,
    bits: int = 256,
    *,
    parameters: str = "A",
    extensions: str = "person",
    root_bits: int | None = None,
) -> GostHolder:
    """A person of that authority; `parameters` choose the curve."""
    folder, root = gost_folder(), gost_root(root_bits or bits)
    name = f"p{bits}{parameters}{extensions}{root_bits}{owner.encode().hex()[:24]}"
    subject = f"/CN={owner}/O={STAND}"
    # one person, however the arguments were written: each call would make another certificate
    if (folder / f"{name}.pem").exists():
        return GostHolder(folder, name)
    options = ["-utf8", "-subj", subject, "-keyout", f"{name}.key", "-out", f"{name}.csr"]
    openssl(folder, "req", *_key_options(bits, parameters), *options)
    issuing = ["-req", "-in", f"{name}.csr", "-CA", f"{root.name}.pem", "-CAkey", f"{root.name}.key", "-CAcreateserial"]
    issuing += ["-days", "365", "-extfile", "openssl.cnf", "-extensions", extensions]
    openssl(folder, "x509", *issuing, "-out", f"{name}.pem")
    return GostHolder(folder, name)


@cache
def gost_list(bits: int = 256, revoked: GostHolder | None = None) -> bytes:
    """A list of revoked certificates of the authority, with one or nobody on it."""
    folder, root = gost_folder(), gost_root(bits)
    keys = ["-config", "openssl.cnf", "-cert", f"{root.name}.pem", "-keyfile", f"{root.name}.key"]
    keys += ["-md", f"md_gost12_{bits}"]
    (folder / "index.txt").write_text("")
    if revoked:
        openssl(folder, "ca", *keys, "-revoke", f"{revoked.name}.pem")
    openssl(folder, "ca", *keys, "-gencrl", "-out", "list.pem")
    return openssl(folder, "crl", "-in", "list.pem", "-outform", "DER")


def gost_signature(
    document: bytes, *signers: GostHolder, form: str = "DER", options: tuple[str, ...] = ("-cades",)
) -> bytes:
    """A detached CMS by the signers over the document."""
    folder = gost_folder()
    (folder / "document").write_bytes(document)
    people = [part for one in signers for part in ("-signer", f"{one.name}.pem", "-inkey", f"{one.name}.key")]
    digest = "256" if "p256" in signers[0].name or "root256" in signers[0].name else "512"
    arguments = ["-sign", "-binary", "-in", "document", "-outform", form, "-md", f"md_gost12_{digest}"]
    return openssl(folder, "cms", *arguments, *people, *options)


def moment(holder: GostHolder) -> datetime.datetime:
    """An hour into a certificate's days: OpenSSL takes the machine's clock, which the tests do not know."""
    begins: datetime.datetime = x509.Certificate.load(holder.der)["tbs_certificate"]["validity"]["not_before"].native
    return begins + datetime.timedelta(hours=1)
