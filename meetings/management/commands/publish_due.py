"""Owns `publish_due`: puts right the rows of editions whose moment of publication has come (for cron)."""

from typing import Any

from django.utils import timezone

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.publish import publish_due


class Command(RefusingCommand):
    help = (
        "Записать опубликованными протоколы, назначенный момент которых наступил. Видны они с этого момента и без "
        "команды; повторный запуск ничего не меняет."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        published = publish_due(timezone.now())
        for protocol in published:
            self.stdout.write(f"опубликован: {protocol}")
        if not published:
            self.stdout.write("Публиковать нечего.")
