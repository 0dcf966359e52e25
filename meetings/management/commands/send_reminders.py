"""Owns `send_reminders`: writes to executors whose terms are near or over (for cron, once a day or oftener)."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from meetings.management.refusing import RefusingCommand
from meetings.use_cases.reminders import send_reminders


class Command(RefusingCommand):
    help = "Напомнить исполнителям о сроках: за три дня и после срока. Каждое письмо уходит один раз."

    def handle(self, *_args: Any, **_options: Any) -> None:
        sent, failed = send_reminders(today=timezone.localdate(), now=timezone.now, portal_url=settings.PORTAL_URL)
        self.stdout.write(f"отправлено писем: {sent}")
        if failed:
            raise CommandError(f"не отправлено писем: {failed} (почта не отвечает; они больше не повторятся)")
