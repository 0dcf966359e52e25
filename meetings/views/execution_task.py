"""Owns the page of a task: its way so far, the executor's report, the secretary's answer, its personal links."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meetings.access import get_task_for, may_control
from meetings.document.excerpt import read_place
from meetings.document.places import where_of
from meetings.document.vocabulary import AssignmentState, TermKind
from meetings.forms.execution import ReasonForm, ReportForm, TaskForm
from meetings.models import Task, TaskFile
from meetings.use_cases import execution, task_links
from meetings.use_cases.refusal import Refused
from meetings.use_cases.task_files import BadFile, read_file
from meetings.views.execution import list_task
from meetings.views.places import place_url

#: Where a link just made waits to be shown once.
_SESSION_KEY = "task_link"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def task_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a task to its people; take what its executor reports and what the secretary answers."""
    task = get_task_for(request.user, pk)
    rights = _rights(request, task)
    deed = request.POST.get("deed", "")
    form = ReportForm(request.POST if deed == "report" else None, request.FILES if deed == "report" else None)
    reason = ReasonForm(request.POST if deed in ("return", "take_off") else None)
    if request.method == "POST":
        if not rights.get("report" if deed == "report" else "control"):
            raise PermissionDenied
        if (answer := _do(request, task, deed, form, reason)) is not None:
            return answer
    token = request.session.pop(_SESSION_KEY, None) or {}
    context = {
        **task_context(task),
        **rights,
        "form": form,
        "reason_form": reason,
        "links": [link for link in task.links.all() if link.is_open(timezone.now())] if rights["control"] else [],
        "new_link": token.get("url", "") if token.get("task") == task.pk else "",
    }
    return render(request, "meetings/execution/task.html", context)


def task_context(task: Task) -> dict[str, Any]:
    """What the page of a task tells of it and lets be done: three queries."""
    steps = list(task.steps.select_related("actor").prefetch_related("files"))
    return {
        "task": task,
        "body": task.body,
        "listed": list_task(task, timezone.localdate()),
        "steps": steps,
        "last_report": next((step for step in reversed(steps) if step.state == AssignmentState.REPORTED), None),
        "place_url": place_url(task.protocol, where_of(read_place(task.place))),
        "may_be_reported": task.may_become(AssignmentState.REPORTED),
        "may_be_returned": task.may_become(AssignmentState.RETURNED),
        "may_be_done": task.may_become(AssignmentState.DONE),
        "may_be_taken_off": task.may_become(AssignmentState.CANCELLED),
    }


def _rights(request: HttpRequest, task: Task) -> dict[str, bool]:
    is_executor = task.executors.filter(person__user_id=request.user.pk).exists()
    control = may_control(task)
    return {"is_executor": is_executor, "control": control, "report": is_executor or control}


def _do_link(request: HttpRequest, task: Task, deed: str) -> HttpResponse:
    """Make a link, to be shown once, or let none lead anywhere any more."""
    at = timezone.now()
    if deed == "link":
        path = reverse("task_link", args=[task_links.make_link(task=task, actor=request.user, at=at)])
        request.session[_SESSION_KEY] = {"task": task.pk, "url": request.build_absolute_uri(path)}
    else:
        task_links.revoke_links(task=task, at=at)
        messages.success(request, _("Ссылки больше не действуют."))
    return redirect("task", task.pk)


def _do(request: HttpRequest, task: Task, deed: str, form: ReportForm, reason: ReasonForm) -> HttpResponse | None:
    """Do what was asked and lead back; None when the page is to tell what is wrong."""
    if deed in ("link", "revoke"):
        return _do_link(request, task, deed)
    at, actor = timezone.now(), request.user
    deeds: dict[str, tuple[Any, Callable[[], object], str]] = {
        "report": (form, lambda: send_report(task, form, at, actor), _("Отчёт отправлен секретарю.")),
        "accept": (None, lambda: execution.accept(task=task, actor=actor, at=at), _("Исполнение принято.")),
        "return": (
            reason,
            lambda: execution.give_back(task=task, reason=reason.cleaned_data["reason"], actor=actor, at=at),
            _("Возвращено исполнителю."),
        ),
        "take_off": (
            reason,
            lambda: execution.take_off(task=task, reason=reason.cleaned_data["reason"], actor=actor, at=at),
            _("Снято с контроля."),
        ),
    }
    if deed not in deeds:
        raise Http404
    asked, act, told = deeds[deed]
    if asked is not None and not asked.is_valid():
        return None
    try:
        act()
    except BadFile as refusal:
        form.add_error("files", str(refusal))
        return None
    except Refused as refusal:  # the task is in another state by now: its form is not on the page any more
        messages.error(request, str(refusal))
        return redirect("task", task.pk)
    messages.success(request, told)
    return redirect("task", task.pk)


def send_report(task: Task, form: ReportForm, at: Any, actor: Any = None, by_name: str = "") -> object:
    """Send a valid form as the report of an account, or of who came by a link. CannotExecute, BadFile."""
    values = form.cleaned_data
    return execution.report(task=task, text=values["text"], files=values["files"], at=at, actor=actor, by_name=by_name)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who does a task, where letters go, and the term."""
    task = get_task_for(request.user, pk, to="edit")
    executors = list(task.executors.all())
    form = TaskForm(
        request.POST or None,
        body=task.body,
        initial={
            "executors": "\n".join(one.name for one in executors),
            "person": executors[0].person_id if executors else None,
            "email": task.email,
            "term_kind": task.term_kind,
            "due_on": task.due_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            execution.change_task(
                task=task,
                executors=values["executors"].splitlines(),
                person=values["person"],
                email=values["email"],
                term_kind=TermKind(values["term_kind"]),
                due_on=values["due_on"],
                actor=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Сохранено."))
            return redirect("task", task.pk)
    return render(request, "meetings/execution/edit.html", {"task": task, "body": task.body, "form": form})


@never_cache
@require_safe
def task_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give a file of a report to those who may read its task, piece by piece, to be kept and not to be opened here."""
    kept = TaskFile.objects.filter(pk=pk).select_related("step").first()
    if kept is None:
        raise Http404(_("Такого файла нет."))
    get_task_for(request.user, kept.step.task_id)
    response = StreamingHttpResponse(read_file(kept), content_type=kept.content_type)
    response["Content-Length"] = str(kept.size)
    response["Content-Disposition"] = content_disposition_header(True, kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
