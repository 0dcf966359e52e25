"""A secretary starts a meeting: the page with everything chosen, and the one press from the desk."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.models import AgendaItem, Meeting
from tests.factories import HELD_ON, make_meeting, make_member, make_person, make_protocol
from tests.meetings.views.conftest import RUNGS, World
from tests.meetings.views.drafting import do
from tests.posting import form_values

#: What each rung meets when it presses «Начать».
STARTING = {
    "anonymous": "/login/",
    "outsider": 404,
    "foreign_secretary": 404,
    "member": 403,
    "deputy": 403,
    "chair": 403,
    "secretary": "/draft/",
    "administrator": "/draft/",
}


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


@pytest.fixture
def url(world: World) -> str:
    return reverse("new_meeting", args=[world.body.slug])


def proposed(client: Client, url: str, **asked: str) -> Any:
    return form_values(client.get(url, asked).content.decode(), action=url)


def started(client: Client, url: str, typed: Any) -> Meeting:
    answer = client.post(url, dict(typed.lists()))
    assert answer.status_code == 302
    (pk,) = re.findall(r"/meetings/(\d+)/draft/$", answer["Location"])
    return Meeting.objects.select_related("body").get(pk=pk)


def test_one_press_on_the_page_starts_what_was_proposed(world: World, secretary: Client, url: str) -> None:
    world.body.place, world.body.starts_at = "г. Ясногорск, ул. Озёрная, 5", datetime.time(14, 30)
    world.body.standing_last = "Разное"
    world.body.save()
    Meeting.objects.filter(pk=world.meeting.pk).update(number="14")
    typed = proposed(secretary, url, held_on="2024-02-20")
    assert (typed["starts_at"], typed["held_on"]) == ("14:30", "2024-02-20")
    document = compose(started(secretary, url, typed))

    assert (document.place, document.held_on) == ("г. Ясногорск, ул. Озёрная, 5", datetime.date(2024, 2, 20))
    assert document.chair is not None
    assert document.chair.name.startswith("Лицо chair")
    assert [one.name.split()[1] for one in document.attendees] == ["member", "deputy", "chair", "secretary"]
    assert [item.title for item in document.items] == ["Разное"], "no minutes approved before, so none now"
    page = secretary.get(reverse("desk")).content.decode()
    assert "Заседание создано. В списке присутствующих: 4. Вопросов в повестке: 1." in page


def test_minutes_are_approved_where_it_is_the_custom(world: World, secretary: Client, url: str) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(number="14")
    page = secretary.get(url).content.decode()
    assert "Об утверждении протокола № 14 от 23 января 2024 года" in page, "offered in one click"
    assert "minutes" not in proposed(secretary, url)
    world.meeting.items.filter(order=0).update(title="Утверждение протокола № 13")
    meeting = started(secretary, url, proposed(secretary, url))
    assert [row.title for row in meeting.items.all()] == ["Об утверждении протокола № 14 от 23 января 2024 года"]


def test_the_number_is_foreseen_and_not_taken(world: World, secretary: Client, url: str) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(number="14")
    page = secretary.get(url, {"held_on": "2024-02-20"}).content.decode()
    assert "Следующий свободный: <strong>№&nbsp;15</strong>" in page
    assert "№&nbsp;1</strong>" in secretary.get(url, {"held_on": "2025-01-14"}).content.decode()
    assert started(secretary, url, proposed(secretary, url)).number is None
    typed = proposed(secretary, url, held_on="2024-02-20")
    typed["number"] = "14"
    again = secretary.post(url, typed).content.decode()
    assert "Протокол № 14 в этом периоде уже есть" in again
    world.body.numbering = "none"
    world.body.save()
    assert "Номера у этого органа не ведутся" in secretary.get(url).content.decode()


def test_who_presides_is_chosen_among_the_members_of_the_day_or_typed(
    world: World, secretary: Client, url: str
) -> None:
    late = make_member(world.body, person=make_person(family_name="Поздний"), starts_on=datetime.date(2030, 1, 1))
    deputy = world.body.memberships.get(role=MemberRole.DEPUTY)
    typed = proposed(secretary, url)
    typed["chair"], typed["secretary_other"] = str(deputy.person_id), "Ясный Пётр Петрович"
    document = compose(started(secretary, url, typed))
    assert document.chair is not None
    assert (document.chair.name, document.chair.role) == (deputy.person.full_name, "Председательствующий")
    assert document.secretary is not None
    assert document.secretary.name == "Ясный Пётр Петрович"

    typed["chair"] = str(late.person_id)
    assert "В день заседания этого человека в составе нет" in secretary.post(url, typed).content.decode()
    typed["held_on"] = "2030-06-01"
    assert started(secretary, url, typed).chair == late.person


def test_the_last_protocol_serves_as_a_base(world: World, secretary: Client, url: str) -> None:
    typed = proposed(secretary, url)
    assert (typed["base"], typed.getlist("takes")) == (str(world.meeting.pk), ["form"])
    typed["people_from"] = "base"
    typed.setlist("takes", ["form", "agenda", "speakers"])
    typed["questions"] = "О смете"
    document = compose(started(secretary, url, typed))
    assert [item.title for item in document.items][2:] == ["О плане работы отдела № 3", "О смете"]
    assert [one.name for one in document.attendees] == ["Соловьёва Алёна Ильинична", "Швец Семён Семёнович"]
    assert document.items[0].speeches
    assert not document.items[0].decisions
    assert not document.items[0].votes

    typed.setlist("takes", ["decisions"])
    assert "берутся вместе с вопросами повестки" in secretary.post(url, dict(typed.lists())).content.decode()
    typed.setlist("takes", [])
    typed["base"] = str(make_meeting(world.body, held_on=datetime.date(2090, 1, 1)).pk)
    assert secretary.post(url, typed).status_code == 200, "a meeting still to come is no base"


def test_questions_moved_on_are_proposed_and_may_be_left(world: World, secretary: Client, url: str) -> None:
    world.meeting.items.filter(order__lt=2).update(is_carried=True)
    first, second = world.meeting.items.all()[:2]
    page = secretary.get(url).content.decode()
    assert "О плане работы отдела № 1 (с заседания 23.01.2024)" in page
    typed = proposed(secretary, url)
    assert typed.getlist("carried") == [str(first.pk), str(second.pk)]
    typed.setlist("carried", [str(second.pk)])
    meeting = started(secretary, url, typed)
    assert [row.carried_from for row in meeting.items.all()] == [second]
    assert list(AgendaItem.objects.waiting(world.body.pk)) == [first]
    assert "Из них перенесено с прошлых заседаний: 1." in secretary.get(reverse("desk")).content.decode()


def test_another_day_keeps_what_was_typed_and_starts_nothing(world: World, secretary: Client, url: str) -> None:
    world.meeting.items.filter(order__lt=2).update(is_carried=True)
    world.body.memberships.filter(role=MemberRole.CHAIR).update(ends_on=datetime.date(2025, 1, 1))
    second = world.meeting.items.all()[1]
    typed = proposed(secretary, url, held_on="2024-02-20")
    typed["questions"], typed["place"], typed["number"] = "О <смете>", "другой зал", "15"
    typed["minutes"], typed["people_from"] = "on", "base"
    typed.setlist("carried", [str(second.pk)])
    typed.setlist("takes", ["agenda", "чужое"])
    sent = dict(typed.lists()) | {"refresh": "1", "held_on": "2026-02-20"}
    page = secretary.post(url, sent).content.decode()
    shown = form_values(page, action=url)
    for name in ("questions", "place", "number", "minutes", "people_from"):
        assert shown[name] == typed[name], name
    assert (shown["held_on"], shown["chair"]) == ("2026-02-20", ""), "the chair of then is no member any more"
    assert (shown.getlist("carried"), shown.getlist("takes")) == ([str(second.pk)], ["agenda"])
    assert "Не сохранено" not in page
    assert Meeting.objects.count() == 1
    assert secretary.post(url, sent | {"held_on": "вчера"}).status_code == 200


@pytest.mark.parametrize(
    "typed", [{"held_on": ""}, {"held_on": "31.02.2024"}, {"people_from": "все"}, {"takes": "all"}]
)
def test_wrong_input_is_told_and_starts_nothing(world: World, secretary: Client, url: str, typed: Any) -> None:
    answer = secretary.post(url, proposed(secretary, url).dict() | typed)
    assert answer.status_code == 200
    assert "Не сохранено: исправьте отмеченные места" in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_names_of_people_and_questions_are_escaped(world: World, secretary: Client, url: str) -> None:
    make_member(world.body, person=make_person(family_name="<b>Хитрый"))
    world.meeting.items.update(is_carried=True, title="О <script>")
    world.body.standing_first = "<i>Всегда"
    world.body.save()
    page = secretary.get(url).content.decode()
    assert "<b>Хитрый" not in page
    assert "О <script>" not in page
    assert "<i>Всегда" not in page


@pytest.mark.parametrize("rung", RUNGS)
def test_only_the_secretary_starts_from_the_desk(world: World, rung: str) -> None:
    answer = world.client(rung).post(reverse("start_now", args=[world.body.slug]))
    expected = STARTING[rung]
    if isinstance(expected, int):
        assert answer.status_code == expected
    else:
        assert expected in answer["Location"]
    assert Meeting.objects.count() == (2 if expected == "/draft/" else 1)
    assert world.client(rung).get(reverse("start_now", args=[world.body.slug])).status_code in (302, 405)


def test_a_press_on_the_desk_starts_todays_meeting_once(world: World, secretary: Client) -> None:
    start = reverse("start_now", args=[world.body.slug])
    assert f'action="{start}"' in secretary.get(reverse("desk")).content.decode()
    assert start not in world.client("chair").get(reverse("desk")).content.decode()
    world.meeting.items.filter(order=0).update(is_carried=True)
    first, again = (secretary.post(start, follow=True) for _ in range(2))
    assert first.redirect_chain == again.redirect_chain
    assert "Из них перенесено с прошлых заседаний: 1." in first.content.decode()
    assert "Заседание на сегодня уже есть" in again.content.decode()
    meeting = Meeting.objects.latest("pk")
    assert meeting.held_on == datetime.datetime.now(datetime.UTC).astimezone().date()
    assert meeting.attendances.count() == 4


def test_a_body_without_members_and_meetings_starts_too(world: World) -> None:
    world.body.memberships.all().delete()
    Meeting.objects.all().delete()
    client = world.client("administrator")
    client.post(reverse("start_now", args=[world.body.slug]))
    assert compose(Meeting.objects.select_related("body").get()).attendees == ()


def test_the_page_asks_the_same_for_one_row_and_for_thirty(world: World, secretary: Client, url: str) -> None:
    def asked() -> int:
        secretary.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(url).status_code == 200
        return len(queries)

    world.meeting.items.update(is_carried=True)
    few = asked()
    for number in range(30):
        make_member(world.body, person=make_person(family_name=f"Ковальчук{number}"))
        make_protocol(make_meeting(world.body, held_on=HELD_ON, number=str(number)))
        AgendaItem.objects.create(meeting=world.meeting, order=10 + number, number="1", title="О том", is_carried=True)
    assert asked() == few <= 11


def test_a_question_is_moved_from_the_desk_and_back(world: World, secretary: Client) -> None:
    meeting, item = world.meeting, world.meeting.items.all()[1]
    planned = make_meeting(world.body, held_on=datetime.date(2024, 2, 20), number="15")
    make_meeting(world.body, held_on=datetime.date(2023, 2, 20))
    later = secretary.get(reverse("draft_later", args=[meeting.pk, item.pk])).content.decode()
    assert re.findall(r'data-as="(\d+)"', later) == [str(planned.pk)]
    assert "Сразу в повестку заседания № 15 от 20.02.2024" in later
    part, row = f"item-{item.pk}", f"item:{item.pk}"

    page = do(secretary, meeting, deed="carry", row=row, part=part).content.decode()
    assert "его предложат взять в повестку" in page
    assert "Перенести рассмотрение вопроса на следующее заседание" in page
    assert 'data-focus-deed="take_back"' in page
    assert (
        "Перенести на следующее заседание"
        in do(secretary, meeting, deed="take_back", row=row, part=part).content.decode()
    )

    page = do(secretary, meeting, **{"deed": "carry", "row": row, "as": str(planned.pk), "part": part}).content.decode()
    taken = planned.items.get()
    assert f'<a href="{reverse("draft", args=[planned.pk])}?part=item-{taken.pk}">№ 15 от 20.02.2024</a>' in page
    there = secretary.get(reverse("draft_part", args=[planned.pk, f"item-{taken.pk}"])).content.decode()
    assert (
        f'Перенесён с заседания <a href="{reverse("draft", args=[meeting.pk])}?part={part}">от 23.01.2024</a>' in there
    )
    refused = do(secretary, meeting, deed="carry", row=row, part=part).content.decode()
    assert "уже стоит в повестке другого заседания" in refused


@pytest.mark.parametrize("target", ["x", "9" * 30, "0", "-1"])
def test_a_wrong_target_is_refused(world: World, secretary: Client, target: str) -> None:
    item = world.meeting.items.all()[1]
    page = do(secretary, world.meeting, **{"deed": "carry", "row": f"item:{item.pk}", "as": target, "part": "agenda"})
    assert page.status_code == 200
    assert 'class="alert alert-danger"' in page.content.decode()
    assert not AgendaItem.objects.filter(is_carried=True).exists()


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "chair"])
def test_nobody_else_moves_a_question(world: World, rung: str) -> None:
    item = world.meeting.items.all()[1]
    for deed in ("carry", "take_back"):
        answer = do(world.client(rung), world.meeting, deed=deed, row=f"item:{item.pk}", part="agenda")
        assert answer.status_code in (401, 403, 404)
    assert not AgendaItem.objects.filter(is_carried=True).exists()


def test_a_waiting_question_is_offered_by_the_agenda_of_a_later_draft(world: World, secretary: Client) -> None:
    item = world.meeting.items.all()[1]
    AgendaItem.objects.filter(pk=item.pk).update(is_carried=True, title="О <b>плане")
    planned = make_meeting(world.body, held_on=datetime.date(2024, 2, 20))
    agenda = secretary.get(reverse("draft_part", args=[planned.pk, "agenda"])).content.decode()
    assert "Перенесён с заседания от 23.01.2024: О &lt;b&gt;плане" in agenda
    own = secretary.get(reverse("draft_part", args=[world.meeting.pk, "agenda"])).content.decode()
    assert "Взять в повестку" not in own
    page = do(secretary, planned, deed="take_up", row=f"item:{item.pk}", part="agenda").content.decode()
    assert "Взять в повестку" not in page
    assert planned.items.get().carried_from_id == item.pk
    again = do(secretary, planned, deed="take_up", row=f"item:{item.pk}", part="agenda").content.decode()
    assert "Этот вопрос уже взят" in again


def test_the_numbers_and_ways_of_questions_cost_the_same_for_one_and_for_thirty(
    world: World, secretary: Client
) -> None:
    meeting, item = world.meeting, world.meeting.items.all()[1]
    Meeting.objects.filter(pk=meeting.pk).update(is_number_due=True)
    urls = [reverse("draft_part", args=[meeting.pk, part]) for part in ("header", "agenda", f"item-{item.pk}")]
    urls += [reverse("draft_later", args=[meeting.pk, item.pk]), reverse("issue", args=[meeting.pk])]

    def asked() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert secretary.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    few = asked()
    for number in range(30):
        past = make_meeting(world.body, held_on=HELD_ON - datetime.timedelta(days=number + 1), number=f"{number}")
        AgendaItem.objects.create(meeting=past, order=0, number="1", title="О том", is_carried=True)
        make_meeting(world.body, held_on=HELD_ON + datetime.timedelta(days=number + 1))
    assert asked() == few
    assert max(few) <= 8, few
