"""Owns the bundle: everything an edition is, as one ZIP file with check sums; and a year of a body's editions.

A bundle of an edition has the same bytes whenever and wherever one version of the portal makes it: PDF and JSON are the
frozen ones, the other forms are made of the frozen document, nothing is compressed here, every entry bears one moment.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import decode
from meetings.models import Protocol, SignatureKind
from meetings.rendering.formats import FORMATS
from meetings.rendering.html import PaperTooLong
from meetings.use_cases.refusal import Refused
from members.models import Body

#: Editions in one file: each takes a third of a second to write down in all its forms.
MOST_EDITIONS = 100
MANIFEST = "manifest.json"
#: The forms of an edition in a bundle; the HTML page is the portal's own.
_FORMS = ("pdf", "json", "txt", "docx", "xml")
#: The oldest moment a ZIP archive knows: bytes must not depend on the clock.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


class CannotBundle(Refused):
    """There is nothing to bundle, or too much for one file."""


def bundle_edition(protocol: Protocol, signatures: Mapping[str, bytes] | None = None) -> bytes:
    """Return the ZIP of an edition: its forms, detached signatures by file name, and the manifest with SHA-256 of each.

    The manifest says nothing that may still change (state, publication), so the bytes do not follow the edition's life.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        _write_edition(archive, protocol, "", signatures or {})
    return out.getvalue()


def signature_files(protocol: Protocol) -> dict[str, bytes]:
    """Return the detached signatures of an edition by file name: one file, one entry, whoever signed in it."""
    rows = protocol.signatures.filter(kind=SignatureKind.DETACHED).order_by("order")
    found = {row.sha256: bytes(row.file) for row in rows}
    return {f"protocol-{number}.sig": content for number, content in enumerate(found.values(), start=1)}


def bundle_editions(body: Body, year: int, editions: Any) -> Iterator[bytes]:
    """Return the parts of the ZIP of many editions, a folder each, as they are made: one edition in memory at a time.

    `editions` is a queryset of what the reader may see, of any year. Raises CannotBundle before the first part.
    """
    keys = list(_of_year(body, year, editions).values_list("pk", flat=True)[: MOST_EDITIONS + 1])
    if not keys:
        raise CannotBundle(_("За %(year)s год нет протоколов, открытых для вас.") % {"year": year})
    if len(keys) > MOST_EDITIONS:
        raise CannotBundle(_("За %(year)s год слишком много протоколов для одного файла.") % {"year": year})
    return _parts(body, year, keys)


def _of_year(body: Body, year: int, editions: Any) -> Any:
    in_year = editions.filter(meeting__body=body, meeting__held_on__year=year)
    return in_year.order_by("meeting__held_on", "meeting__pk", "edition")


def _parts(body: Body, year: int, keys: Iterable[int]) -> Iterator[bytes]:
    sink = _Sink()
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for pk in keys:
            protocol = Protocol.objects.select_related("meeting").get(pk=pk)
            folder = _folder(protocol)
            listed.append({"folder": folder, **_write_edition(archive, protocol, f"{folder}/", {})})
            yield sink.take()
        about = {"format": "protocol-bundle", "version": 1, "body": body.name, "year": year, "editions": listed}
        _put(archive, MANIFEST, _json(about))
    yield sink.take()


def _folder(protocol: Protocol) -> str:
    """Name a folder by day, number and edition: «2024-01-23_14_1»; the key keeps two of one day apart."""
    meeting = protocol.meeting
    day = meeting.held_on.isoformat() if meeting.held_on else "nn"
    return f"{day}_{slugify(meeting.number or '', allow_unicode=True) or 'bn'}_{protocol.edition}_{protocol.pk}"


def _write_edition(
    archive: zipfile.ZipFile, protocol: Protocol, folder: str, signatures: Mapping[str, bytes]
) -> dict[str, Any]:
    """Write an edition's files and its manifest into a folder of the archive; return the manifest."""
    files: dict[str, dict[str, Any]] = {}
    for name, content in (*_files(protocol), *sorted((f"signatures/{key}", sig) for key, sig in signatures.items())):
        _put(archive, folder + name, content)
        files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {
        "format": "protocol-bundle",
        "version": 1,
        "edition": protocol.edition,
        "issued_at": protocol.issued_at.isoformat(),
        "document_sha256": protocol.document_sha256,
        "sha256": protocol.sha256,
        "files": files,
        "signatures": sorted(signatures),
    }
    if protocol.reason:
        manifest["reason"] = protocol.reason
    _put(archive, folder + MANIFEST, _json(manifest))
    return manifest


def _files(protocol: Protocol) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of an edition: the frozen PDF and document, the others made of that document."""
    document = decode(protocol.document)
    for name in _FORMS:
        if name == "pdf":
            yield "protocol.pdf", bytes(protocol.pdf)
        elif name == "json":
            yield "protocol.json", protocol.document.encode()
        else:
            try:
                yield f"protocol.{FORMATS[name].extension}", FORMATS[name].render(document)
            except PaperTooLong:
                # The rules of length may grow stricter than they were when the paper was frozen; PDF and JSON remain.
                continue


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_MOMENT)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, content)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


class _Sink:
    """Takes what the archive writes and gives it away in parts."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, content: bytes) -> int:
        self._written += content
        return len(content)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        part = bytes(self._written)
        self._written.clear()
        return part
