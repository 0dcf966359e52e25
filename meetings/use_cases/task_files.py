"""Owns the files of reports: what is taken, in pieces, and given back in pieces."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol as Shape

from django.utils.translation import gettext_lazy as _

from meetings.models import TaskFile, TaskFileChunk, TaskStep
from meetings.use_cases.refusal import Refused

#: Files of one report, and the largest of them, bytes.
MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024
CHUNK = 256 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORD, _EXCEL = "wordprocessingml.document", "spreadsheetml.sheet"
#: extension → media type, and how such a file begins
TYPES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF"),
    "docx": (f"application/vnd.openxmlformats-officedocument.{_WORD}", _ZIP),
    "xlsx": (f"application/vnd.openxmlformats-officedocument.{_EXCEL}", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "doc": ("application/msword", _OLE),
    "xls": ("application/vnd.ms-excel", _OLE),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
}


class BadFile(Refused):
    """A file that is not taken: its kind, its size, or there are too many."""


class ReportFile(Shape):
    """An uploaded file as Django gives it."""

    name: str | None
    size: int | None

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        ...


def keep_files(step: TaskStep, files: Iterable[ReportFile]) -> list[TaskFile]:
    """Keep the files of a report piece by piece; BadFile. Must run inside a transaction, which then keeps none."""
    given = list(files)
    if len(given) > MOST_FILES:
        raise BadFile(_("Файлов больше пяти. Сложите их в один."))
    return [_keep(step, one) for one in given]


def _keep(step: TaskStep, given: ReportFile) -> TaskFile:
    # No signs without a shape: one of them turns «отчёт…xcod.pdf» around, and the reader sees another kind of file.
    name = "".join(sign if sign.isprintable() else " " for sign in given.name or "")
    name = " ".join(name.split())[-150:].strip()
    extension = name.rpartition(".")[2].lower()
    if extension not in TYPES:
        raise BadFile(_("Файл «%(name)s» не принят: нужен PDF, Word, Excel, ODT, ODS, JPEG или PNG.") % {"name": name})
    content_type, start = TYPES[extension]
    kept = TaskFile.objects.create(step=step, name=name, content_type=content_type, size=0, sha256="")
    total, digest = 0, hashlib.sha256()
    for order, piece in enumerate(_pieces(given)):
        if order == 0 and not piece.startswith(start):
            raise BadFile(_("Файл «%(name)s» не тот, чем назван: проверьте, что он открывается.") % {"name": name})
        total += len(piece)
        if total > LARGEST_FILE:
            raise BadFile(_("Файл «%(name)s» больше 10 МБ.") % {"name": name})
        digest.update(piece)
        TaskFileChunk.objects.create(file=kept, order=order, content=piece)
    if not total:
        raise BadFile(_("Файл «%(name)s» пуст.") % {"name": name})
    kept.size, kept.sha256 = total, digest.hexdigest()
    kept.save(update_fields=["size", "sha256"])
    return kept


def _pieces(given: ReportFile) -> Iterator[bytes]:
    """Yield pieces of one size: a small upload comes in one, whatever it is asked for."""
    for piece in given.chunks(CHUNK):
        for start in range(0, len(piece), CHUNK):
            yield piece[start : start + CHUNK]


def read_file(kept: TaskFile) -> Iterator[bytes]:
    """Yield the bytes of a file, one piece in memory at a time."""
    for order in range(-(-kept.size // CHUNK)):
        yield bytes(TaskFileChunk.objects.values_list("content", flat=True).get(file=kept, order=order))
