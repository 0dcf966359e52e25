"""Owns `import_protocol`: a file becomes a meeting, or, with --dry-run, is only looked at."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from meetings.document.checks import check_beside
from meetings.importing.imported import ImportedProtocol
from meetings.importing.outline import write_outline
from meetings.importing.reading import read_protocol
from meetings.importing.refusal import UnreadableSource
from meetings.management.refusing import RefusingCommand
from meetings.use_cases.import_meeting import body_for, import_meeting
from meetings.use_cases.refusal import Refused
from members.models import Body


class Command(RefusingCommand):
    help = "Загрузить протокол из файла (.txt, .md, .docx) и напечатать номер заседания."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="файл протокола")
        parser.add_argument("--body", metavar="SLUG", help="адрес органа; без него орган ищется по названию")
        parser.add_argument("--dry-run", action="store_true", help="ничего не записывать")
        parser.add_argument("--json", action="store_true", help="напечатать распознанное как JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        imported = read_file(Path(options["file"]))
        outline: dict[str, Any] = dict(write_outline(imported))
        if options["dry_run"]:
            self.stdout.write(_as_json(outline) if options["json"] else _as_text(imported))
            return
        pk = self._save(imported, options["body"])
        self.stdout.write(_as_json({"id": pk} | outline) if options["json"] else str(pk))

    def _save(self, imported: ImportedProtocol, slug: str | None) -> int:
        document, at = imported.document, timezone.now()
        try:
            # One transaction: a refused meeting leaves no new body behind.
            with transaction.atomic():
                if slug is None:
                    body = body_for(document=document, actor=None, at=at)
                elif (found := Body.objects.filter(slug=slug).first()) is not None:
                    body = found
                else:
                    raise CommandError(f"Органа с адресом «{slug}» нет.")
                return import_meeting(document=document, body=body, actor=None, at=at).pk
        except Refused as error:
            raise CommandError(str(error)) from error


def read_file(path: Path) -> ImportedProtocol:
    """Read a protocol from a file and check it; CommandError with one clear line when it cannot be read."""
    try:
        if path.is_dir():
            raise CommandError(f"{path}: это папка, а нужен файл протокола.")
        if path.exists() and not path.is_file():
            # A pipe would keep the command waiting, a device would never end.
            raise CommandError(f"{path}: это не обычный файл, а нужен файл протокола.")
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
            raise CommandError(f"{path}: файл больше {limit} МБ, протоколов такого размера не бывает.")
        source = path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"{path}: такого файла нет.") from error
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: файл не читается.") from error
    try:
        imported = read_protocol(source, path.name)
    except UnreadableSource as error:
        raise CommandError(f"{path}: {error}") from error
    others = check_beside(imported.document, imported.findings)
    return dataclasses.replace(imported, findings=(*imported.findings, *others))


def _as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)


def _as_text(imported: ImportedProtocol) -> str:
    """What was recognised, for a person at a terminal."""
    document = imported.document
    lines = [
        f"{document.title} {document.body.genitive}".strip(),
        f"№ {document.number or '–'}, {document.held_on or document.date_text or 'дата не найдена'}",
        f"Вопросов: {len(document.items)}, лиц в списках: {len(document.attendees)}",
    ]
    remarks = (f"строка {one.line}: {one.message}" if one.line else one.message for one in imported.findings)
    return "\n".join((*lines, *remarks))
