"""Owns `restore`: fills a database from a backup, and checks the archive that came of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.archive import verify_archive
from meetings.use_cases.restore import CannotRestore, restore


class Command(RefusingCommand):
    help = (
        "Восстановить портал из резервной копии: проверить суммы всех файлов, заполнить пустую базу (после migrate) "
        "одной транзакцией, проверить архив. Непустую базу заменяет только с --replace."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="папка, которую записала команда backup")
        parser.add_argument("--replace", action="store_true", help="заменить всё, что есть в базе")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            restore(Path(options["folder"]), is_replacing=options["replace"], tell=self.stdout.write)
        except CannotRestore as refusal:
            raise CommandError(str(refusal)) from refusal
        differences = list(verify_archive([], self.stdout.write))
        for difference in differences:
            self.stdout.write(f"НЕ СХОДИТСЯ: {difference}")
        if differences:
            raise CommandError(f"Копия восстановлена, но в ней не сходится: {len(differences)}.")
        self.stdout.write("Копия восстановлена, всё сходится.")
