"""Owns the execution of decisions: tasks taken from issued editions, their steps, files, personal links, reminders.

A task is a copy: rows of a draft go on changing, and an edition never does. Its steps only grow.
"""

import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.document.vocabulary import AssignmentState, ProtocolState, TermKind
from meetings.models.choices import ASSIGNMENT_STATES, TERM_KINDS
from meetings.models.meeting import Meeting
from meetings.models.protocol import Protocol, SealedRowError
from meetings.wording.terms import Term, last_day, next_term, read_term, write_term
from members.models import Body, Membership, Person
from members.models.choices import only_known

#: Which state may follow which. A task that comes again goes from done back to work by itself.
TASK_TRANSITIONS: dict[AssignmentState, tuple[AssignmentState, ...]] = {
    AssignmentState.IN_WORK: (AssignmentState.REPORTED, AssignmentState.DONE, AssignmentState.CANCELLED),
    AssignmentState.RETURNED: (AssignmentState.REPORTED, AssignmentState.DONE, AssignmentState.CANCELLED),
    AssignmentState.REPORTED: (AssignmentState.DONE, AssignmentState.RETURNED, AssignmentState.CANCELLED),
    AssignmentState.DONE: (AssignmentState.RETURNED,),
    AssignmentState.CANCELLED: (AssignmentState.RETURNED,),
}
#: States in which the executor has something to do.
OPEN_STATES = (AssignmentState.IN_WORK, AssignmentState.RETURNED)


class TaskQuerySet(models.QuerySet["Task"]):
    def in_force(self) -> "TaskQuerySet":
        """Tasks whose protocol still counts."""
        return self.exclude(protocol__state=ProtocolState.ANNULLED)

    def visible_to(self, user: Any, on: datetime.date | None = None) -> "TaskQuerySet":
        """Tasks of the bodies where the user holds a seat on that day (today), and those he executes himself."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.in_force()
        seats = Membership.objects.of_user(user, on).filter(body=OuterRef("body"))
        return self.in_force().filter(Exists(seats) | Exists(_of_user(user)))

    def of_user(self, user: Any) -> "TaskQuerySet":
        """Tasks that the person behind an account executes, alone or with others."""
        return self.in_force().filter(Exists(_of_user(user))) if user.is_authenticated else self.none()

    def open(self) -> "TaskQuerySet":
        """Those that wait for their executor."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, on: datetime.date | None = None) -> "TaskQuerySet":
        """Those whose term is over on that day (today) and nobody has reported on."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def in_order(self) -> "TaskQuerySet":
        """The soonest term first, those without one last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


def _of_user(user: Any) -> Any:
    return TaskExecutor.objects.filter(task=OuterRef("pk"), person__user_id=user.pk)


class Task(models.Model):
    """One point under control. `place` is its place in the edition (document.excerpt.write_place), texts as printed.

    `due_on` is the last day of the term, of one that comes again the next of them; `email` gets the reminders where
    the executor has no account.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="tasks", verbose_name=_("орган"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="tasks", verbose_name=_("заседание"))
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="tasks", verbose_name=_("редакция"))
    place = models.CharField(_("место"), max_length=60)
    place_text = models.TextField(_("пункт"))
    text = models.TextField(_("поручение"))
    term_kind = models.CharField(_("вид срока"), max_length=20, choices=TERM_KINDS, default=TermKind.OPEN)
    due_on = models.DateField(_("срок"), null=True, blank=True)
    due_text = models.TextField(_("срок словами"), blank=True)
    state = models.CharField(_("состояние"), max_length=20, choices=ASSIGNMENT_STATES, default=AssignmentState.IN_WORK)
    changed_at = models.DateTimeField(_("с какого момента"))
    email = models.EmailField(_("почта исполнителя"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("поручение на контроле")
        verbose_name_plural = _("поручения на контроле")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["body", "state", "due_on"], name="task_body_due"),
            models.Index(fields=["state", "due_on"], name="task_due"),
        ]
        constraints = [
            only_known("state", ASSIGNMENT_STATES, "task_state_known"),
            only_known("term_kind", TERM_KINDS, "task_term_known"),
            models.CheckConstraint(condition=~Q(text=""), name="task_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.place_text}: {self.text[:60]}"

    @property
    def term(self) -> Term:
        """The term as a value."""
        return Term(TermKind(self.term_kind), self.due_on)

    def set_term(self, kind: TermKind, day: datetime.date | None) -> None:
        """Set another term, unsaved: the last day of the period in which `day` lies, and the words for it."""
        has_day = kind not in (TermKind.STANDING, TermKind.OPEN)
        term = Term(kind, last_day(day, kind) if has_day and day else None)
        if term != self.term:
            self.term_kind, self.due_on, self.due_text = term.kind, term.due_on, write_term(term)

    def set_next_term(self) -> bool:
        """Set the term that follows, unsaved; tell whether there is one (the task comes again)."""
        following = next_term(self.term)
        if following is not None:
            self.due_on = following.due_on
        return following is not None

    def read_term(self, text: str, named: datetime.date | None, held_on: datetime.date | None) -> None:
        """Take the term from its words and from the day that was named for it."""
        term = read_term(text, held_on) if text else Term(TermKind.OPEN)
        if named and term.due_on != named:
            term = Term(TermKind.DAY, named)
        self.term_kind, self.due_on, self.due_text = term.kind, term.due_on, text

    def may_become(self, state: AssignmentState) -> bool:
        """Whether the table of transitions lets the task take that state now."""
        return state in TASK_TRANSITIONS[AssignmentState(self.state)]

    def is_overdue(self, on: datetime.date) -> bool:
        """Whether the term is over on that day and nobody has reported."""
        return self.state in OPEN_STATES and self.due_on is not None and self.due_on < on


class TaskExecutor(models.Model):
    """Who executes a task: the first (order 0) answers for it, the others help. `key` is what his names share."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="executors", verbose_name=_("поручение"))
    order = models.PositiveIntegerField(_("порядок"))
    name = models.TextField(_("исполнитель"))
    key = models.TextField(editable=False, db_index=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("лицо")
    )

    class Meta:
        verbose_name = _("исполнитель")
        verbose_name_plural = _("исполнители")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="task_executor_order_unique")]

    def __str__(self) -> str:
        return self.name


class TaskStep(models.Model):
    """One step of a task's history: the state it led to, what was said; `by_name` of who came by a personal link."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps", verbose_name=_("поручение"))
    state = models.CharField(_("состояние"), max_length=20, choices=ASSIGNMENT_STATES)
    title = models.TextField(_("действие"))
    text = models.TextField(_("текст"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто")
    )
    by_name = models.TextField(_("кто, по ссылке"), blank=True)
    at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("шаг исполнения")
        verbose_name_plural = _("ход исполнения")
        ordering = ["at", "pk"]
        constraints = [only_known("state", ASSIGNMENT_STATES, "task_step_state_known")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise SealedRowError("a step of execution never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - the model's signature
        raise SealedRowError("a step of execution is never deleted")


class TaskFile(models.Model):
    """A file of a report; its bytes stand in chunks: neither taking nor giving it needs memory for the whole."""

    step = models.ForeignKey(TaskStep, models.PROTECT, related_name="files", verbose_name=_("шаг"))
    name = models.TextField(_("имя файла"))
    content_type = models.CharField(_("вид"), max_length=100)
    size = models.PositiveIntegerField(_("размер, байт"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("файл отчёта")
        verbose_name_plural = _("файлы отчётов")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class TaskFileChunk(models.Model):
    """A piece of a file, in its order."""

    file = models.ForeignKey(TaskFile, models.PROTECT, related_name="chunks")
    order = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["file", "order"], name="task_file_chunk_unique")]

    def __str__(self) -> str:
        return f"{self.file}: {self.order}"


class TaskLink(models.Model):
    """A personal link to answer by. Only the SHA-256 of its token is kept: who reads the database cannot answer."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="links", verbose_name=_("поручение"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("создана"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто создал")
    )
    expires_at = models.DateTimeField(_("действует до"))
    revoked_at = models.DateTimeField(_("отозвана"), null=True, blank=True)

    class Meta:
        verbose_name = _("личная ссылка")
        verbose_name_plural = _("личные ссылки")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.task} ({self.expires_at:%d.%m.%Y})"

    def is_open(self, at: datetime.datetime) -> bool:
        """Whether the link still leads anywhere at that moment."""
        return self.revoked_at is None and at < self.expires_at


class ReminderKind(models.TextChoices):
    """What a letter about a term says."""

    SOON = "soon", _("срок близко")
    OVERDUE = "overdue", _("просрочено")


class TaskReminder(models.Model):
    """A letter about one term of a task to one address. The row is there before the letter goes: none goes twice."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders", verbose_name=_("поручение"))
    kind = models.CharField(_("вид"), max_length=20, choices=ReminderKind.choices)
    due_on = models.DateField(_("срок"))
    address = models.EmailField(_("кому"))
    claimed_at = models.DateTimeField(_("взято"))
    sent_at = models.DateTimeField(_("отправлено"), null=True, blank=True)

    class Meta:
        verbose_name = _("напоминание")
        verbose_name_plural = _("напоминания")
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "kind", "due_on", "address"], name="task_reminder_once"),
            only_known("kind", ReminderKind.choices, "task_reminder_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.address}"
