"""A meeting started in one press: from the body, from the last protocol, from what was moved on; nothing unasked."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from meetings.document import tree
from meetings.document.vocabulary import AttendanceStatus, MeetingForm, MemberRole, Outcome, SpeechKind
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import AgendaItem, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.start_meeting import PeopleFrom, Start, Take, start_meeting
from members.models import Body
from tests import factories
from tests.meetings.views.conftest import make_draft

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 2, 20)


@pytest.fixture
def body() -> Body:
    return factories.make_body(
        starts_at=datetime.time(14, 30),
        standing_first="О ходе исполнения ранее принятых решений",
        standing_last="Разное",
    )


@pytest.fixture
def base(body: Body) -> Meeting:
    """The last meeting: a guest, an absent member, an opening word, minutes approved, a question, something else."""
    meeting = factories.make_meeting(body, number="14")
    document = factories.make_document(body)
    first = replace(document.items[0], title="Об утверждении протокола № 13 от 1 декабря 2023 года")
    people = (
        replace(document.attendees[0], mode="online"),
        replace(document.attendees[1], status=AttendanceStatus.EXCUSED, reason="болезнь", note="с 3 вопроса"),
        tree.Attendee(name="Белова Анна Петровна", position="эксперт", status=AttendanceStatus.INVITED),
    )
    opening = (
        tree.Speech(name="Швец С.С.", kind=SpeechKind.OPENING, paragraphs=(tree.Paragraph(text="Здравствуйте."),)),
    )
    signatures = (*document.signatures, tree.SignatureLine(role="Счётная комиссия", name="А.П. Белова"))
    record(
        replace(
            document,
            number="14",
            items=(first, document.items[1], replace(document.items[2], title="РАЗНОЕ")),
            attendees=people,
            opening=opening,
            signatures=signatures,
            style=replace(document.style, font_size_pt=13),
        ),
        meeting,
    )
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def started(body: Body, **chosen: Any) -> tree.ProtocolDocument:
    meeting = start_meeting(
        body=body, start=Start(**{"held_on": DAY, "place": "зал"} | chosen), actor=None, at=factories.NOW
    )
    return compose(Meeting.objects.select_related("body").get(pk=meeting.pk))


def titles(document: tree.ProtocolDocument) -> list[str | None]:
    return [item.title for item in document.items]


def test_what_is_not_chosen_does_not_come(body: Body, base: Meeting) -> None:
    document = started(body, base=base, starts_at=body.starts_at)
    assert (document.items, document.attendees, document.opening, document.signatures) == ((), (), (), ())
    assert document.starts_at == datetime.time(14, 30), "the body's usual time"
    assert document.style == body.style
    assert started(body).starts_at is None, "wiped out on the page"


def test_the_agenda_begins_and_ends_as_always(body: Body, base: Meeting) -> None:
    document = started(body, minutes_of=base, has_standing=True, questions=("О плане", "о  плане", "О смете"))
    assert titles(document) == [
        "Об утверждении протокола № 14 от 23 января 2024 года",
        "О ходе исполнения ранее принятых решений",
        "О плане",
        "О смете",
        "Разное",
    ]
    assert [item.number for item in document.items] == ["1", "2", "3", "4", "5"]


def test_the_last_agenda_comes_without_what_was_said_and_decided(body: Body, base: Meeting) -> None:
    document = started(body, base=base, takes=frozenset({Take.AGENDA}), has_standing=True)
    assert titles(document) == [
        "О ходе исполнения ранее принятых решений",
        "О плане работы отдела № 2",
        "РАЗНОЕ",
    ], "no minutes of long ago, and nothing twice"
    assert [(item.speeches, item.decisions, item.votes, item.rapporteur) for item in document.items] == [
        ((), (), (), "")
    ] * 3


def test_speakers_come_without_their_words_and_decisions_without_their_terms(body: Body, base: Meeting) -> None:
    takes = frozenset({Take.AGENDA, Take.SPEAKERS, Take.DECISIONS})
    item = started(body, base=base, takes=takes).items[0]
    assert item.speeches == (tree.Speech(name="Швец Семён Семёнович", kind=SpeechKind.HEARD),)
    assert item.rapporteur == "Швец С.С."
    (decision,) = item.decisions
    assert decision.points[0].text == "Подготовить план работы на год"
    assert (decision.assignments, decision.outcome, item.votes) == ((), Outcome.ADOPTED, ())
    assert started(body, base=base, takes=takes).opening == (tree.Speech(name="Швец С.С.", kind=SpeechKind.OPENING),)


def test_people_of_the_last_meeting_come_as_present(body: Body, base: Meeting) -> None:
    person = factories.make_person(family_name="Швец", given_name="Семён", patronymic_name="Семёнович")
    base.attendances.filter(order=1).update(person=person)
    document = started(body, base=base, people_from=PeopleFrom.BASE, takes=frozenset({Take.GUESTS}))
    assert document.attendees == (
        tree.Attendee(name="Соловьёва Алёна Ильинична", position="министр культуры", role="председатель коллегии"),
        tree.Attendee(name="Швец Семён Семёнович", position="главный специалист", role="секретарь коллегии"),
        tree.Attendee(name="Белова Анна Петровна", position="эксперт", status=AttendanceStatus.INVITED),
    )
    assert Meeting.objects.latest("pk").attendances.get(order=1).person == person


def test_members_of_the_day_come_in_rank_order_and_guests_only_once(body: Body, base: Meeting) -> None:
    guest = factories.make_person(family_name="Белова", given_name="Анна", patronymic_name="Петровна")
    base.attendances.filter(order=2).update(person=guest)
    factories.make_member(body, person=factories.make_person(family_name="Второй"), rank=2)
    factories.make_member(body, person=factories.make_person(family_name="Первый"), rank=1)
    factories.make_member(body, person=factories.make_person(family_name="Будущий"), starts_on=DAY.replace(day=21))
    chosen = {"base": base, "takes": frozenset({Take.GUESTS})}
    names = [one.name.split()[0] for one in started(body, **chosen).attendees]
    assert names == ["Первый", "Второй", "Белова"]
    factories.make_member(body, person=guest, rank=3, starts_on=DAY)
    document = started(body, **chosen)
    assert [(one.name.split()[0], one.status) for one in document.attendees][2:] == [
        ("Белова", AttendanceStatus.PRESENT)
    ], "who became a member is no guest"


def test_a_deputy_or_anybody_may_preside(body: Body) -> None:
    factories.make_member(body, MemberRole.CHAIR, rank=1, person=factories.make_person(family_name="Главный"))
    deputy = factories.make_person(family_name="Зимин", given_name="Олег", patronymic_name="Ильич")
    factories.make_member(body, MemberRole.DEPUTY, rank=2, person=deputy, role_text="заместитель председателя")
    own = started(body)
    assert own.chair == tree.Officer(name="Главный Алёна Ильинична", role="Председатель коллегии")
    presided = started(body, chair="зимин олег ильич", secretary="Ясный П.П.")
    assert presided.chair == tree.Officer(name="Зимин Олег Ильич", role="Председательствующий")
    assert presided.secretary == tree.Officer(name="Ясный П.П.", role="Секретарь заседания")
    assert [(line.role, line.name) for line in presided.signatures] == [
        ("Председательствующий", "О.И.\u00a0Зимин"),
        ("Секретарь заседания", "Ясный П.П."),
    ]
    meeting = Meeting.objects.latest("pk")
    assert (meeting.chair, meeting.secretary) == (deputy, None)
    assert started(body, chair="").chair is None


def test_the_paper_looks_and_is_signed_as_the_last_one(body: Body, base: Meeting) -> None:
    deputy = factories.make_person(family_name="Зимин", given_name="Олег", patronymic_name="Ильич")
    factories.make_member(body, MemberRole.DEPUTY, person=deputy)
    document = started(body, base=base, takes=frozenset({Take.FORM}), chair="Зимин Олег Ильич", secretary="Швец С.С.")
    assert document.style.font_size_pt == 13
    assert [(line.role, line.name) for line in document.signatures] == [
        ("Председательствующий", "О.И.\u00a0Зимин"),
        ("Секретарь заседания", "Швец С.С."),
        ("Счётная комиссия", "А.П. Белова"),
    ]
    assert base.signature_lines.count() == 3, "the base is not touched"


def test_a_line_of_who_signs_again_stays_as_it_was_printed(body: Body, base: Meeting) -> None:
    chair = factories.make_member(body, MemberRole.CHAIR)
    base.signature_lines.filter(order=0).update(person=chair.person, role_text="Председатель", name_text="А. Соловьёва")
    Meeting.objects.filter(pk=base.pk).update(chair=chair.person)
    base.refresh_from_db()
    document = started(body, base=base, takes=frozenset({Take.FORM}))
    assert document.signatures[0] == tree.SignatureLine(role="Председатель", name="А. Соловьёва")


def test_the_way_of_remote_participation_comes_with_the_same_form(body: Body, base: Meeting) -> None:
    Meeting.objects.filter(pk=base.pk).update(form=MeetingForm.MIXED, remote_method="видео-конференц-связь")
    base.refresh_from_db()
    takes = frozenset({Take.FORM})
    assert started(body, base=base, takes=takes, form=MeetingForm.MIXED).remote_method == "видео-конференц-связь"
    assert started(body, base=base, takes=takes).remote_method == ""


def test_questions_moved_on_are_taken_once_and_lead_back(body: Body, base: Meeting) -> None:
    source = base.items.all()[1]
    source.is_carried, source.rapporteur = True, "Швец С.С."
    source.save()
    assert list(type(source).objects.waiting(body.pk)) == [source]
    assert list(type(source).objects.waiting(factories.make_body().pk)) == []
    document = started(body, carried=(source,), questions=("О смете",))
    assert [(item.title, item.rapporteur) for item in document.items] == [
        ("О плане работы отдела № 2", "Швец С.С."),
        ("О смете", ""),
    ]
    meeting = Meeting.objects.latest("pk")
    assert meeting.items.all()[0].carried_from == source
    entry = HistoryEntry.objects.filter(meeting=meeting, verb=HistoryVerb.CHANGED_AGENDA).get()
    assert entry.details == {"items": 2, "carried": [source.pk], "base": None}
    assert titles(started(body, carried=(source,))) == [], "another meeting has it"
    meeting.delete()
    assert list(type(source).objects.waiting(body.pk)) == [source], "a draft that is gone gives it back"


def test_a_number_already_given_starts_nothing(body: Body, base: Meeting) -> None:
    with pytest.raises(CannotSave, match="№ 14"):
        started(body, number="14", has_standing=True)
    assert Meeting.objects.count() == 1
    assert started(body).number is None
    assert Meeting.objects.latest("pk").is_number_due


@pytest.mark.django_db(transaction=True)
def test_a_press_repeated_starts_one_meeting_and_a_question_is_taken_up_once() -> None:
    body = factories.make_body()
    source = make_draft(body).items.all()[1]
    type(source).objects.filter(pk=source.pk).update(is_carried=True)

    def press(day: int) -> int:
        try:
            start = Start(held_on=DAY.replace(day=day), carried=(source,))
            return start_meeting(body=body, start=start, actor=None, at=factories.NOW, is_once=True).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        pks = set(threads.map(press, [20, 21, 22] * 4))
    assert len(pks) == 3
    assert set(Meeting.objects.exclude(pk=source.meeting_id).values_list("pk", flat=True)) == pks
    assert [row.carried_from_id for row in AgendaItem.objects.filter(meeting__in=pks)] == [source.pk]
