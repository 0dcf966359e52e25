"""Owns `backup`: everything the portal holds as files that either database reads."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.backup import MANIFEST, CannotBackUp, back_up, file_sum


class Command(RefusingCommand):
    help = (
        "Записать резервную копию всего портала в новую папку: таблицы со строками, контрольные суммы, конец журнала. "
        "Копию, сделанную на SQLite, восстановит и PostgreSQL, и наоборот. В ней и пароли (свёртки): храните закрыто."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="новая папка")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        try:
            manifest = back_up(folder, at=timezone.now(), tell=self.stdout.write)
        except CannotBackUp as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"Готово: строк {rows}. SHA-256 описи: {file_sum(folder / MANIFEST)}")
