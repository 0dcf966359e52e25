"""Owns the pages of the approval of a draft: the secretary's (who was asked, who answered), and the asked person's."""

from typing import Any
from xml.etree import ElementTree

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.access import get_meeting_for, may_edit
from meetings.document.vocabulary import ApprovalState
from meetings.forms.approval import AskForm, DeclineForm, RemarkForm
from meetings.mapping.compose import compose
from meetings.models import Approval, ApprovalRemark, Meeting
from meetings.use_cases.approval import (
    answer_approval,
    ask_again,
    ask_approval,
    document_sum,
    may_be_asked,
    remark_draft,
    settle_remark,
    withdraw_approval,
)
from meetings.use_cases.refusal import Refused
from meetings.views.article import show_article
from meetings.views.navigation import meeting_title

#: Characters of a paragraph's beginning in the list of places.
_BEGINNING = 90


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def approvals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was asked and what was answered; the secretary asks, asks again, settles remarks, withdraws."""
    meeting = get_meeting_for(request.user, pk, to="read")
    people = [(person.pk, person.full_name) for person in may_be_asked(meeting, timezone.localdate())]
    form = AskForm(people=people)
    if request.method == "POST":
        if not may_edit(meeting):
            raise PermissionDenied(_("Согласование ведёт секретарь."))
        answer = _do(request, meeting, people)
        if isinstance(answer, HttpResponse):
            return answer
        form = answer
    asked = list(meeting.approvals.newest().select_related("person"))
    remarks = list(
        ApprovalRemark.objects.filter(approval__meeting=meeting).select_related("approval__person", "settled_by")
    )
    document = compose(meeting)
    context = {
        "meeting": meeting,
        "meeting_title": meeting_title(document),
        "body": meeting.body,
        "is_editor": may_edit(meeting),
        "form": form,
        "people": people,
        "asked": asked,
        "answered_total": sum(one.state in (ApprovalState.APPROVED, ApprovalState.DECLINED) for one in asked),
        "declined": [one for one in asked if one.state == ApprovalState.DECLINED],
        "open_remarks": [one for one in remarks if one.settled_at is None],
        "settled_remarks": [one for one in remarks if one.settled_at is not None],
        "document_sha256": document_sum(meeting),
    }
    return render(request, "meetings/approval/meeting.html", context)


def _do(request: HttpRequest, meeting: Meeting, people: list[tuple[int, str]]) -> HttpResponse | AskForm:
    """Do what the secretary pressed: a redirect when done, the form again when it does not hold."""
    who: dict[str, Any] = {"meeting": meeting, "actor": request.user, "at": timezone.now()}
    deed, key = request.POST.get("deed", ""), request.POST.get("key", "")
    number = int(key) if key.isdecimal() and len(key) < 18 else 0
    try:
        if deed == "ask":
            form = AskForm(request.POST, people=people)
            if not form.is_valid():
                return form
            asked = ask_approval(people=form.cleaned_data["people"], due_on=form.cleaned_data["due_on"], **who)
            messages.success(request, _asked(len(asked)))
        elif deed == "again":
            messages.success(request, _asked(len(ask_again(**who))))
        elif deed == "settle":
            settle_remark(remark_pk=number, **who)
        elif deed == "withdraw":
            withdraw_approval(approval_pk=number, **who)
            messages.success(request, _("Запрос отозван."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("approvals", meeting.pk)


def _asked(count: int) -> str:
    return _("Отправлено на согласование: %(count)d.") % {"count": count}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the draft to a person asked to approve it; he remarks on paragraphs, approves or declines."""
    asked = Approval.objects.of_user(request.user).newest().select_related("meeting__body", "person").filter(pk=pk)
    own = asked.first()
    if own is None:
        raise Http404(_("Такого запроса нет."))
    is_waiting = own.state == ApprovalState.WAITING
    article, paragraphs = _paper(own) if is_waiting else ("", {})
    places = [(where, Truncator(text).chars(_BEGINNING)) for where, text in paragraphs.items()]
    remark_form, decline_form = RemarkForm(paragraphs=places), DeclineForm()
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        if deed == "remark":
            remark_form = RemarkForm(request.POST, paragraphs=places)
        if deed == "decline":
            decline_form = DeclineForm(request.POST)
        form = {"remark": remark_form, "decline": decline_form}.get(deed)
        if (form is None or form.is_valid()) and _answer(request, own, deed, form, paragraphs):
            return redirect("approval", own.pk) if deed == "remark" else redirect("desk")
    context = {
        "approval": own,
        "is_waiting": is_waiting,
        "meeting": own.meeting,
        "body": own.meeting.body,
        "meeting_title": meeting_title(compose(own.meeting)) if is_waiting else str(own.meeting),
        "article": article,
        "seen": document_sum(own.meeting) if is_waiting else "",
        "remarks": list(own.remarks.all()),
        "remark_form": remark_form,
        "decline_form": decline_form,
    }
    return render(request, "meetings/approval/page.html", context)


def _answer(request: HttpRequest, own: Approval, deed: str, form: Any, paragraphs: dict[str, str]) -> bool:
    """Do what the asked person pressed; False with a message when it was refused: the page stays with what he typed."""
    who: dict[str, Any] = {"approval": own, "actor": request.user, "at": timezone.now()}
    seen = request.POST.get("seen", "")
    try:
        if deed == "remark":
            where = form.cleaned_data["where"]
            remark_draft(text=form.cleaned_data["text"], where=where, quote=paragraphs.get(where, ""), **who)
            messages.success(request, _("Замечание отправлено секретарю."))
        elif deed == "approve":
            answer_approval(is_approved=True, seen=seen, **who)
            messages.success(request, _("Протокол согласован. Секретарь это видит."))
        elif deed == "decline":
            answer_approval(is_approved=False, seen=seen, reason=form.cleaned_data["reason"], **who)
            messages.success(request, _("Отказ отправлен секретарю."))
        else:
            raise Http404
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _paper(own: Approval) -> tuple[str, dict[str, str]]:
    """The draft as a page, and its paragraphs: place in the tree → words."""
    article = show_article(compose(own.meeting))
    paragraphs: dict[str, str] = {}
    for element in ElementTree.fromstring(article).iter():  # noqa: S314 - our own markup, every text in it escaped
        where = element.get("data-where", "")
        if where and element.tag != "section" and where not in paragraphs:
            words = " ".join("".join(element.itertext()).split())
            if words:
                paragraphs[where] = words
    return article, paragraphs
