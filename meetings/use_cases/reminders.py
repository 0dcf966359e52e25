"""Owns the letters about terms: one when a term is near, one when it is over, each to one address once."""

import datetime
from collections.abc import Callable, Iterator

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.models import Task, TaskReminder
from meetings.models.task import OPEN_STATES, ReminderKind

#: A term is near this many days ahead.
NEAR_DAYS = 3
#: Terms over for longer got their letter, or belong to the time before the portal sent any.
OVER_DAYS = 14


def send_reminders(*, today: datetime.date, now: Callable[[], datetime.datetime], portal_url: str) -> tuple[int, int]:
    """Send what is due; return how many letters went and how many failed.

    A letter is claimed by its row before it goes. Whoever runs beside finds the row and passes on; a run killed between
    the two loses that letter and never sends it twice.
    """
    sent = failed = 0
    for task, kind, address in list(_due(today)):
        claimed = _claim(task, kind, address, now())
        if claimed is None:
            continue
        try:
            send_mail(_subject(task, kind), _words(task, kind, portal_url), None, [address])
        except OSError:
            failed += 1
            continue
        TaskReminder.objects.filter(pk=claimed.pk).update(sent_at=now())
        sent += 1
    return sent, failed


def _due(today: datetime.date) -> Iterator[tuple[Task, ReminderKind, str]]:
    near, long_over = today + datetime.timedelta(NEAR_DAYS), today - datetime.timedelta(OVER_DAYS)
    tasks = Task.objects.in_force().filter(state__in=OPEN_STATES, due_on__range=(long_over, near))
    for task in tasks.in_order().select_related("body", "meeting").prefetch_related("executors__person__user"):
        kind = ReminderKind.OVERDUE if task.due_on and task.due_on < today else ReminderKind.SOON
        users = [one.person.user for one in task.executors.all() if one.person is not None and one.person.user]
        addresses = [user.email for user in users if user.is_active and user.email]
        for address in dict.fromkeys([*addresses, *([task.email] if task.email else [])]):
            yield task, kind, address


def _claim(task: Task, kind: ReminderKind, address: str, at: datetime.datetime) -> TaskReminder | None:
    """Take a letter for this run; None when it was taken before."""
    who = {"task": task, "kind": kind, "due_on": task.due_on, "address": address}
    if TaskReminder.objects.filter(**who).exists():
        return None
    try:
        with transaction.atomic():
            return TaskReminder.objects.create(**who, claimed_at=at)
    except IntegrityError:
        return None


def _subject(task: Task, kind: ReminderKind) -> str:
    told = _("Просрочено поручение") if kind == ReminderKind.OVERDUE else _("Подходит срок поручения")
    return f"{told}: {task.due_on:%d.%m.%Y}"


def _words(task: Task, kind: ReminderKind, portal_url: str) -> str:
    day = f" от {task.meeting.held_on:%d.%m.%Y}" if task.meeting.held_on else ""
    lines = [
        str(task.body),
        _("Протокол%(day)s, %(place)s:") % {"day": day, "place": task.place_text},
        task.text,
        "",
        _("Срок: %(term)s (%(day)s).") % {"term": task.due_text or "–", "day": f"{task.due_on:%d.%m.%Y}"},
        _("Срок прошёл.") if kind == ReminderKind.OVERDUE else "",
    ]
    if portal_url:
        lines.append(_("Отчитаться: %(url)s") % {"url": f"{portal_url.rstrip('/')}/tasks/{task.pk}/"})
    return "\n".join(lines)
