"""Owns the other eyes on a signature: programs of other people, asked from the command line."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.meetings.signing.pki import stand

PACKAGES = {"pdfsig": "poppler-utils", "certutil": "libnss3-tools", "qpdf": "qpdf", "mutool": "mupdf-tools"}
CLEAN = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}


def tool(name: str) -> str:
    """Return the path of an outside program; the test is reported as not run without it."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"не запущено: нет программы {name} (пакет {PACKAGES.get(name, name)})")
    return path


def run(name: str, *arguments: str | Path, feed: bytes = b"") -> str:
    """Run a program; return all it said, its failures included."""
    command = [tool(name), *map(str, arguments)]
    done = subprocess.run(command, input=feed, capture_output=True, check=False, env=CLEAN, timeout=60)  # noqa: S603
    return (done.stdout + done.stderr).decode(errors="replace")


def pdfsig_verdicts(pdf: bytes, folder: Path) -> list[tuple[str, str, bool]]:
    """What poppler (with NSS) says of each signature: its verdict, the certificate's, whether it covers the file."""
    database = folder / "nss"
    if not database.exists():
        database.mkdir()
        run("certutil", "-N", "-d", f"sql:{database}", "--empty-password")
        root = folder / "root.pem"
        root.write_bytes(stand()["root"].pem)
        run("certutil", "-A", "-d", f"sql:{database}", "-n", "root", "-t", "CT,CT,CT", "-i", root)
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    parts = run("pdfsig", "-nssdir", f"sql:{database}", file).split("Signature #")[1:]
    verdicts = []
    for part in parts:
        # poppler reads no time stamps of the whole document
        if "not signed" in part or "Signature Type: unknown" in part:
            continue
        own = re.search(r"Signature Validation: (.*)", part)
        trust = re.search(r"Certificate Validation: (.*)", part)
        verdicts.append((own[1] if own else part, trust[1] if trust else "", "- Total document signed" in part))
    return verdicts


def mutool_verdicts(pdf: bytes, folder: Path) -> list[str]:
    """What mupdf (with OpenSSL) says of the digest of each signature."""
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    said = run("mutool", "sign", "-v", file)
    return re.findall(
        r"(The (?:document is unchanged since signing|signature is valid but|signature is invalid).*)", said
    )


def profile_failures(pdf: bytes, profile: str, *, is_alone: bool) -> set[str]:
    """The rules of a PDF profile that a validator finds broken, but for two of its own mistakes.

    It takes the last byte of a stream that happens to be a carriage return for a part of the line end behind it; and it
    wants the first of two signatures to cover the second (`is_alone`: there is one).
    """
    from page._page import validate_pdf_bytes

    mistaken = set() if is_alone else {"PDFA3A-SIGNATURE-BYTERANGE-001"}
    if b"\r\nendstream" in pdf:
        mistaken.add("PDFA3A-STREAM-LENGTH-001")
    return {failure.rule_id for failure in validate_pdf_bytes(pdf, profile=profile).failures} - mistaken
