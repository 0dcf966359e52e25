"""Owns the page behind a personal link: one task, for an executor without an account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.document.vocabulary import AssignmentState
from meetings.forms.execution import ReportForm
from meetings.use_cases.refusal import Refused
from meetings.use_cases.task_links import find_task
from meetings.views.execution import list_task
from meetings.views.execution_task import send_report
from meetings.views.throttle import limited

#: Requests a minute from one address.
RATE = 30


@never_cache
@limited("task_link", RATE)
@require_http_methods(["GET", "POST"])
def task_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a task to who came by its personal link, and take his report."""
    task = find_task(token, timezone.now())
    if task is None:
        raise Http404(_("Эта ссылка не действует. Попросите у секретаря новую."))
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name = task.executors.all()[0].name
        try:
            send_report(task, form, timezone.now(), by_name=name)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Отчёт отправлен секретарю."))
            return redirect(request.path)
    context = {
        "task": task,
        "body": task.body,
        "listed": list_task(task, timezone.localdate()),
        "steps": list(task.steps.select_related("actor").prefetch_related("files")),
        "may_be_reported": task.may_become(AssignmentState.REPORTED),
        "form": form,
    }
    response = render(request, "meetings/execution/link.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
