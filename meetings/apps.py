"""The app's registration, and the triggers that `migrate` sets anew (meetings/models/keeping.py, search_words.py)."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class MeetingsConfig(AppConfig):
    name = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_lift_triggers, sender=self)
        post_migrate.connect(_set_triggers, sender=self)


def _lift_triggers(*, using: str, **_signal: Any) -> None:
    from meetings.models.keeping import forget_triggers

    forget_triggers(connections[using])


def _set_triggers(*, using: str, **signal: Any) -> None:
    from meetings.mapping.rows import PARTS
    from meetings.models.keeping import keep_changes
    from meetings.models.search_words import set_search_index

    # `flush` sends the signal too, without a plan: it leaves the triggers alone.
    if "plan" in signal:
        keep_changes(connections[using], PARTS)
        set_search_index(connections[using])
