"""Owns the command `load_demo`: loads the demonstration and prints who may sign in."""

from typing import Any

from django.core.management.base import BaseCommand

from meetings.management.demonstration import PASSWORD, load


class Command(BaseCommand):
    """Loads invented bodies, people and protocols; may be run again at any time."""

    help = "Загружает демонстрацию (повторный запуск ничего не меняет) и печатает входы."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Load and tell."""
        logins = load(lambda line: self.stdout.write(f"  {line}"))
        width = max(len(name) for name, _ in logins)
        self.stdout.write(f"\nВходы (пароль у всех один: {PASSWORD}):")
        for name, who in logins:
            self.stdout.write(f"  {name:<{width}}  {who}")
