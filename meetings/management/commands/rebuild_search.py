"""Owns `rebuild_search`: fills the index of search with what it lacks, or makes it anew."""

import time
from typing import Any

from django.core.management.base import CommandParser

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.rebuild_search import rebuild_search

#: Seconds between two lines of progress.
_PAUSE = 2.0


class Command(RefusingCommand):
    help = (
        "Внести в поиск выпущенные протоколы, которых в нём нет. Прерванную работу продолжает повторный запуск; "
        "искать можно и тем временем."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="построить указатель заново")
        parser.add_argument("--after", type=int, default=0, help="пропустить заседания до этого номера включительно")

    def handle(self, *_args: Any, **options: Any) -> None:
        told, done = time.monotonic(), 0
        for done, total, pk in rebuild_search(after=options["after"], is_all=options["all"]):
            if time.monotonic() - told >= _PAUSE or done == total:
                told = time.monotonic()
                self.stdout.write(f"{done} из {total}, последнее заседание {pk}")
                self.stdout.flush()
        self.stdout.write(f"Поиск готов, внесено заседаний: {done}." if done else "В поиске уже есть всё.")
