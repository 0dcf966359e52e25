"""Owns personal links: a random token opens one task for one answer, until a day, or until it is revoked."""

import datetime
import hashlib
import secrets
from typing import Any

from django.db import transaction

from meetings.models import Task, TaskLink

#: How long a link leads somewhere.
LIFETIME = datetime.timedelta(days=30)


@transaction.atomic
def make_link(*, task: Task, actor: Any, at: datetime.datetime) -> str:
    """Make a personal link to a task; return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    TaskLink.objects.create(task=task, token_sha256=_sum(token), made_at=at, made_by=actor, expires_at=at + LIFETIME)
    return token


def revoke_links(*, task: Task, at: datetime.datetime) -> int:
    """Let no link to the task lead anywhere any more; return how many did."""
    return TaskLink.objects.filter(task=task, revoked_at=None, expires_at__gt=at).update(revoked_at=at)


def find_task(token: str, at: datetime.datetime) -> Task | None:
    """Return the task that a token opens at that moment, with its body and meeting; None for any other token."""
    link = TaskLink.objects.filter(token_sha256=_sum(token), task__in=Task.objects.in_force())
    found = link.select_related("task__body", "task__meeting", "task__protocol").first()
    return found.task if found is not None and found.is_open(at) else None


def _sum(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
