"""Owns `verify_archive`: everything the portal keeps for ever against its sums, its history and checkpoints."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.archive import verify_archive
from meetings.use_cases.checkpoint import CannotCheckpoint, Checkpoint, read_checkpoint, read_key


class Command(RefusingCommand):
    help = (
        "Проверить архив: байты каждой редакции, подписи и выписки – по контрольным суммам и журналу, цепочку "
        "журнала – по контрольным точкам. Называет всё, что не сходится; код выхода 0 – сходится всё, 1 – нет."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--checkpoint", metavar="FILE", action="append", default=[], help="можно несколько")
        parser.add_argument("--key", metavar="FILE", help="открытый ключ (иначе из настроек)")

    def handle(self, *_args: Any, **options: Any) -> None:
        points = _read(options["checkpoint"], options["key"])
        if not points:
            self.stdout.write("Без контрольной точки не видно, отрезан ли конец журнала и переписан ли он целиком.")
        found = 0
        for difference in verify_archive(points, self.stdout.write):
            found += 1
            self.stdout.write(f"НЕ СХОДИТСЯ: {difference}")
        if found:
            raise CommandError(f"Не сходится: {found}.")
        self.stdout.write("Всё сходится.")


def _read(paths: list[str], key: str | None) -> list[Checkpoint]:
    if not paths:
        return []
    try:
        setting = "CHECKPOINT_PUBLIC_KEY"
        public = read_key(key or settings.CHECKPOINT_PUBLIC_KEY or settings.CHECKPOINT_KEY, setting)
        return [read_checkpoint(Path(path).read_text(encoding="utf-8"), public) for path in paths]
    except CannotCheckpoint as refusal:
        raise CommandError(str(refusal)) from refusal
    except (OSError, ValueError) as error:
        raise CommandError(f"Контрольная точка не читается: {error}") from error
