"""Owns the list of a body's tasks: filtered, in pages, with the paper on how decisions are executed."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings.document.excerpt import addressee_key
from meetings.forms.execution import TaskFilterForm
from meetings.models import Meeting, Task
from meetings.models.choices import ASSIGNMENT_STATES
from meetings.rendering.execution import ProgressRow, render_progress
from meetings.rendering.fonts import FontMissing
from meetings.rendering.html import PaperTooLong
from meetings.rendering.pdf import PrintingFailed
from meetings.rendering.task_sheet import SHEET_FORMATS
from meetings.use_cases.execution import control_body
from meetings.use_cases.progress import next_meeting, put_on_agenda
from meetings.use_cases.refusal import Refused
from meetings.views.files import safe_name
from meetings.views.listing import begin_words, page_of, words_of
from members.access import get_body_for, is_secretary_of
from members.models import Body, Membership

#: A term is near this many days ahead.
NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task in a list, with what its term is today: «late», «near», «done» or «», told in words too."""

    task: Task
    lead: str
    text: str
    executors: str
    urgency: str
    urgency_text: str


def list_task(task: Task, today: datetime.date) -> ListedTask:
    """Show a task; its executors must be prefetched."""
    *above, last = task.text.split("\n")
    urgency, told = _urgency(task, today)
    return ListedTask(
        task=task,
        lead=" ".join(above),
        text=last,
        executors=", ".join(one.name for one in task.executors.all()),
        urgency=urgency,
        urgency_text=told,
    )


def _urgency(task: Task, today: datetime.date) -> tuple[str, str]:
    if task.state in ("done", "cancelled"):
        return "done", str(task.get_state_display())
    if task.due_on is None:
        return "", task.due_text
    day = f"{task.due_on:%d.%m.%Y}"
    if task.state == "reported":
        return "", _("отчёт на проверке, срок %(day)s") % {"day": day}
    left = (task.due_on - today).days
    if left < 0:
        days = ngettext("%(count)s день", "%(count)s дн.", -left) % {"count": -left}
        return "late", _("просрочено на %(days)s, срок %(day)s") % {"days": days, "day": day}
    if left <= NEAR_DAYS:
        return "near", _("срок близко: %(day)s") % {"day": day} if left else _("срок сегодня: %(day)s") % {"day": day}
    return "", _("до %(day)s") % {"day": day}


@never_cache
@require_safe
def body_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the tasks of a body to its people."""
    body = _body_for(request, slug)
    today = timezone.localdate()
    form = TaskFilterForm(request.GET)
    tasks = _matching(Task.objects.in_force().filter(body=body), form, today)
    page = page_of(request, tasks.select_related("meeting", "body").prefetch_related("executors").in_order())
    is_editor = is_secretary_of(request.user, body)
    context = {
        "body": body,
        "form": form,
        "page_obj": page,
        "listed": [list_task(task, today) for task in page],
        "is_narrowed": any(request.GET.get(name) for name in ("q", "state")),
        "is_editor": is_editor,
        "next_meeting": next_meeting(body, today) if is_editor else None,
        "formats": tuple(SHEET_FORMATS),
    }
    return render(request, "meetings/execution/list.html", context)


def _matching(tasks: Any, form: TaskFilterForm, today: datetime.date) -> Any:
    values = form.cleaned_data if form.is_valid() else {}
    state = values.get("state", "")
    if state == "open":
        tasks = tasks.exclude(state__in=("done", "cancelled"))
    elif state == "overdue":
        tasks = tasks.overdue(today)
    elif state in dict(ASSIGNMENT_STATES):
        tasks = tasks.filter(state=state)
    words = words_of(values.get("q", ""))
    return _with_words(tasks, words, values.get("q", "")) if words else tasks


def _with_words(tasks: Any, words: list[str], asked: str) -> "QuerySet[Task]":
    """Narrow tasks to words of their text or executors; compared here: SQLite does not know that «О» is «о»."""
    texts: dict[int, str] = {}
    for pk, text, name in tasks.values_list("pk", "text", "executors__name").order_by():
        texts[pk] = f"{texts.get(pk, text)} {name or ''}"
    found = [pk for pk, text in texts.items() if begin_words(words, words_of(text))]
    return tasks.filter(Q(pk__in=found) | Q(executors__key=addressee_key(asked))).distinct()  # type: ignore[no-any-return]


@never_cache
@require_safe
def progress_paper(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give the paper on how earlier decisions are executed: the table for the question of the next meeting."""
    body = _body_for(request, slug)
    if name not in SHEET_FORMATS:
        raise Http404
    today = timezone.localdate()
    tasks = _matching(Task.objects.in_force().filter(body=body), TaskFilterForm(request.GET), today)
    rows = tasks.select_related("meeting").prefetch_related("executors", "steps").in_order()
    try:
        page = render_progress(body.name_genitive, today, [_row(task, today) for task in rows[:400]])
        content = SHEET_FORMATS[name].render(page)
    except (PaperTooLong, PrintingFailed, FontMissing) as refusal:
        messages.error(request, str(refusal))
        return redirect("body_tasks", body.slug)
    response = HttpResponse(content, content_type=SHEET_FORMATS[name].content_type)
    title = safe_name(_("О ходе исполнения решений %(body)s") % {"body": body.name_genitive})
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.{name}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _row(task: Task, today: datetime.date) -> ProgressRow:
    listed = list_task(task, today)
    reports = [step.text for step in task.steps.all() if step.state == "reported"]
    state = listed.urgency_text if listed.urgency == "late" else str(task.get_state_display())
    return ProgressRow(
        protocol=" ".join(
            part
            for part in (
                f"№ {task.meeting.number}" if task.meeting.number else "",
                f"от {task.meeting.held_on:%d.%m.%Y}" if task.meeting.held_on else "",
            )
            if part
        ),
        place=task.place_text,
        text=task.text,
        executors=listed.executors,
        due=task.due_text or (f"{task.due_on:%d.%m.%Y}" if task.due_on else ""),
        state=state,
        report=reports[-1] if reports else "",
    )


@never_cache
@login_required
@require_POST
def body_tasks_deed(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the issued protocols under control, or put the question on the agenda of the next meeting."""
    body = _body_for(request, slug)
    if not is_secretary_of(request.user, body):
        raise PermissionDenied(_("Исполнение контролирует секретарь органа."))
    if request.POST.get("deed") == "agenda":
        return _put(request, body)
    made = control_body(body=body, actor=request.user, at=timezone.now())
    messages.success(request, _("Взято на контроль поручений: %(count)s.") % {"count": made})
    return redirect("body_tasks", body.slug)


def _put(request: HttpRequest, body: Body) -> HttpResponse:
    meeting: Meeting | None = next_meeting(body, timezone.localdate())
    if meeting is None:
        messages.error(request, _("Следующее заседание ещё не создано."))
        return redirect("body_tasks", body.slug)
    try:
        put_on_agenda(meeting=meeting, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Вопрос включён в повестку: %(meeting)s.") % {"meeting": meeting})
    return redirect("body_tasks", body.slug)


def _body_for(request: HttpRequest, slug: str) -> Body:
    body = get_body_for(request.user, slug)
    user: Any = request.user
    if not user.is_superuser and not Membership.objects.of_user(user).filter(body=body).exists():
        raise Http404(_("Такого органа нет."))
    return body
