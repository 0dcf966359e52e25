"""The approval of a draft: who is asked, what an answer is bound to, and that nothing is issued over a refusal."""

import datetime
from typing import Any

import pytest

from meetings.document.vocabulary import ApprovalState, MeetingState, MemberRole
from meetings.mapping.record import record
from meetings.models import Approval, ApprovalRemark, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases import parts
from meetings.use_cases.approval import (
    CannotAnswer,
    CannotAskApproval,
    answer_approval,
    ask_again,
    ask_approval,
    document_sum,
    remark_draft,
    settle_remark,
    withdraw_approval,
)
from meetings.use_cases.freeze import CannotFreeze, freeze
from members.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
DEED: dict[str, Any] = {"actor": None, "at": factories.NOW}


@pytest.fixture(autouse=True)
def _cheap_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda document, **_: b"%PDF " + document.place.encode())


@pytest.fixture
def meeting() -> Meeting:
    meeting = factories.make_meeting()
    record(factories.make_document(meeting.body), meeting)
    return meeting


@pytest.fixture
def people(meeting: Meeting) -> list[Person]:
    """Three members with accounts, and a fourth without."""
    seats = [factories.make_member(meeting.body, user=factories.make_user()) for _ in range(3)]
    factories.make_member(meeting.body, MemberRole.CHAIR)
    return [seat.person for seat in seats]


def ask(meeting: Meeting, *people: Person, **more: Any) -> list[Approval]:
    return ask_approval(meeting=meeting, people=[person.pk for person in people], **DEED, **more)


def answer(approval: Approval, is_approved: bool, reason: str = "") -> Approval:
    seen = document_sum(Meeting.objects.get(pk=approval.meeting_id))
    return answer_approval(approval=approval, is_approved=is_approved, reason=reason, seen=seen, **DEED)


def edit(meeting: Meeting, **changes: Any) -> None:
    version = Meeting.objects.get(pk=meeting.pk).version
    parts.update_header(changes=changes, meeting=meeting, version=version, **DEED)


def states(meeting: Meeting) -> list[str]:
    return [one.state for one in meeting.approvals.newest().order_by("person_id")]


def test_only_those_who_declined_are_asked_again(meeting: Meeting, people: list[Person]) -> None:
    first, second, third = ask(meeting, *people)
    answer(first, True)
    answer(second, False, "В пункте 2 другой срок.")
    assert states(meeting) == [ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.WAITING]

    (again,) = ask_again(meeting=meeting, **DEED)

    assert (again.person, again.round) == (people[1], 2)
    assert states(meeting) == [ApprovalState.APPROVED, ApprovalState.WAITING, ApprovalState.WAITING]
    assert Approval.objects.get(pk=second.pk).reason == "В пункте 2 другой срок.", "the first refusal stays on record"
    assert third.round == 1
    with pytest.raises(CannotAskApproval, match="Отказов нет"):
        ask_again(meeting=meeting, **DEED)


def test_nothing_is_issued_while_somebody_has_not_answered_or_declined(meeting: Meeting, people: list[Person]) -> None:
    first, second, _third = ask(meeting, *people)
    answer(first, True)
    answer(second, False, "Нет.")
    with pytest.raises(CannotFreeze, match="ответов не получено: 1, не согласовано: 1"):
        freeze(meeting=meeting, **DEED)
    assert not meeting.protocols.exists()
    for approval in meeting.approvals.newest().exclude(state=ApprovalState.APPROVED):
        withdraw_approval(meeting=meeting, approval_pk=approval.pk, **DEED)
    assert freeze(meeting=meeting, **DEED).edition == 1


def test_an_answer_is_bound_to_what_was_read(meeting: Meeting, people: list[Person]) -> None:
    (approval,) = ask(meeting, people[0])
    seen = document_sum(meeting)
    edit(meeting, place="другой зал")
    with pytest.raises(CannotAnswer, match="секретарь изменил протокол"):
        answer_approval(approval=approval, is_approved=True, seen=seen, **DEED)
    answered = answer(approval, True)
    assert answered.document_sha256 == document_sum(Meeting.objects.get(pk=meeting.pk)) != seen


def test_an_answer_is_given_once(meeting: Meeting, people: list[Person]) -> None:
    (approval,) = ask(meeting, people[0])
    answer(approval, True)
    with pytest.raises(CannotAnswer, match="уже ответили"):
        answer(approval, False, "передумал")
    with pytest.raises(CannotAnswer, match="уже ответили"):
        remark_draft(approval=approval, text="и ещё", **DEED)
    with pytest.raises(CannotAnswer, match="Отозвать можно"):
        withdraw_approval(meeting=meeting, approval_pk=approval.pk, **DEED)


def test_a_refusal_tells_why(meeting: Meeting, people: list[Person]) -> None:
    (approval,) = ask(meeting, people[0])
    with pytest.raises(CannotAnswer, match="почему не согласны"):
        answer(approval, False, "   ")
    assert Approval.objects.get().state == ApprovalState.WAITING


def test_whom_nobody_can_reach_is_not_asked(meeting: Meeting, people: list[Person]) -> None:
    stranger = factories.make_person(user=factories.make_user())
    without_account = Person.objects.filter(user=None).first()
    assert without_account is not None
    for person in (stranger, without_account):
        with pytest.raises(CannotAskApproval):
            ask(meeting, person)
        with pytest.raises(CannotAskApproval, match="Кого-то из отмеченных"):
            ask(meeting, people[0], person)
    with pytest.raises(CannotAskApproval, match="хотя бы одно"):
        ask(meeting)
    with pytest.raises(CannotAskApproval, match="Срок ответа уже прошёл"):
        ask(meeting, people[0], due_on=datetime.date(2024, 1, 1))
    assert not Approval.objects.exists()
    ask(meeting, people[0])
    with pytest.raises(CannotAskApproval, match="уже спрошены"):
        ask(meeting, people[0])


def test_a_guest_of_the_meeting_may_confirm_his_words(meeting: Meeting) -> None:
    guest = factories.make_person(user=factories.make_user())
    meeting.attendances.create(order=99, person=guest, name_text="Гость", status="invited")
    assert ask(meeting, guest)[0].person == guest


def test_a_remark_keeps_the_words_it_is_about(meeting: Meeting, people: list[Person]) -> None:
    (approval,) = ask(meeting, people[0])
    remark = remark_draft(
        approval=approval, where="items[0]", quote="1.1. Рекомендовать отделу:", text=" Не отделу. ", **DEED
    )
    edit(meeting, place="другой зал")
    assert (remark.text, remark.quote) == ("Не отделу.", "1.1. Рекомендовать отделу:")
    settled = settle_remark(meeting=meeting, remark_pk=remark.pk, **DEED)
    assert settled.settled_at == factories.NOW
    with pytest.raises(CannotAnswer, match="замечания нет"):
        settle_remark(meeting=factories.make_meeting(), remark_pk=remark.pk, **DEED)
    with pytest.raises(CannotAnswer, match="Напишите замечание"):
        remark_draft(approval=approval, text=" ", **DEED)
    assert ApprovalRemark.objects.count() == 1


def test_a_cancelled_meeting_is_not_approved(meeting: Meeting, people: list[Person]) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED)
    with pytest.raises(CannotAskApproval, match="отменено"):
        ask(meeting, people[0])


def test_every_deed_stands_in_the_history(meeting: Meeting, people: list[Person]) -> None:
    first, second, _ = ask(meeting, *people)
    remark = remark_draft(approval=first, text="Опечатка.", **DEED)
    settle_remark(meeting=meeting, remark_pk=remark.pk, **DEED)
    answer(first, True)
    answer(second, False, "Нет.")
    withdraw_approval(meeting=meeting, approval_pk=second.pk, **DEED)
    told = list(HistoryEntry.objects.filter(meeting=meeting).order_by("pk").values_list("verb", flat=True))
    assert told == [
        HistoryVerb.ASKED_APPROVAL,
        HistoryVerb.REMARKED_DRAFT,
        HistoryVerb.SETTLED_REMARK,
        HistoryVerb.APPROVED_DRAFT,
        HistoryVerb.DECLINED_DRAFT,
        HistoryVerb.WITHDREW_APPROVAL,
    ]
