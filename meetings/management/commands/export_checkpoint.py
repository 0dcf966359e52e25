"""Owns `export_checkpoint`: the signed end of the history's chain, to be kept outside the portal; and its key."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from meetings.management.refusing import RefusingCommand
from meetings.signing.checkpoint import new_key, public_key_of
from meetings.use_cases.checkpoint import CannotCheckpoint, make_checkpoint


class Command(RefusingCommand):
    help = (
        "Записать контрольную точку: подписанный конец цепочки журнала. Храните её вне портала: по ней verify_archive "
        "увидит и то, что переписано целиком. Ключ – файл PEM из настройки CHECKPOINT_KEY."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", metavar="FILE", help="куда записать (без него – на экран)")
        parser.add_argument("--new-key", metavar="FILE", help="создать ключ Ed25519, открытый – рядом (.pub)")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self._make_key(Path(options["new_key"]))
                return
            text = make_checkpoint(at=timezone.now())
            if options["output"]:
                Path(options["output"]).write_text(text, encoding="utf-8")
            else:
                self.stdout.write(text, ending="")
        except CannotCheckpoint as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: файл не записывается ({error.strerror}).") from error

    def _make_key(self, path: Path) -> None:
        """Write a key that only its owner reads; one that is there already is never written over."""
        key = new_key()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        public = path.with_name(f"{path.name}.pub")
        public.write_bytes(public_key_of(key))
        self.stdout.write(f"Ключ: {path}, открытый: {public}. Укажите их в CHECKPOINT_KEY и CHECKPOINT_PUBLIC_KEY.")
