"""Typing a part of a draft: saved, shown before saving, kept on mistakes, never over another's work unseen."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from meetings.document.tree import ProtocolDocument
from meetings.mapping.compose import compose
from meetings.models import HistoryEntry, Meeting
from meetings.views.parts import PARTS
from tests.meetings.views.conftest import World
from tests.posting import form_values


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def part_url(world: World, part: str) -> str:
    return reverse("edit_part", args=[world.meeting.pk, part])


def item_url(world: World, position: int = 1) -> str:
    return reverse("edit_item", args=[world.meeting.pk, position])


def shown_values(client: Client, url: str) -> QueryDict:
    return form_values(client.get(url).content.decode(), action=url)


def stored(world: World) -> ProtocolDocument:
    return compose(Meeting.objects.select_related("body").get(pk=world.meeting.pk))


def test_every_page_sent_back_unchanged_changes_nothing(world: World, secretary: Client) -> None:
    before, version = stored(world), Meeting.objects.get().version
    urls = [*(part_url(world, part) for part in PARTS), item_url(world), reverse("edit_style", args=[world.meeting.pk])]
    for url in urls:
        assert secretary.post(url, shown_values(secretary, url)).status_code == 302, url

    assert stored(world) == before
    assert Meeting.objects.get().version == version
    assert not HistoryEntry.objects.exists()


def test_a_corrected_vote_is_saved_and_told_in_the_history(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-votes_for"] = "1"
    answer = secretary.post(item_url(world), typed, follow=True)

    assert "Сохранено." in answer.content.decode()
    assert stored(world).items[0].votes[0].votes_for == 1
    entry = HistoryEntry.objects.get()
    assert (entry.actor, entry.verb) == (world.users["secretary"], "changed_item")


def test_a_preview_shows_the_change_and_saves_nothing(world: World, secretary: Client) -> None:
    before, typed = stored(world), shown_values(secretary, part_url(world, "header"))
    typed["place"], typed["preview"] = "г. Ясногорск, Дом мастеров", "1"
    page = secretary.post(part_url(world, "header"), typed).content.decode()

    assert "<del>" in page
    assert "Дом мастеров</ins>" in page
    assert stored(world) == before


def test_a_mistake_keeps_what_was_typed(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-votes_for"], typed["speeches-0-name"] = "двадцать", "Новая Н.Н."
    page = secretary.post(item_url(world), typed).content.decode()

    assert "Напишите число цифрами." in page
    assert 'value="двадцать"' in page
    assert 'value="Новая Н.Н."' in page
    assert stored(world).items[0].votes[0].votes_for == 2


def test_a_mistake_behind_the_rare_fields_stands_open(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-decision"] = "7"
    page = secretary.post(item_url(world), typed).content.decode()

    assert "Такого решения нет: всего их 1." in page
    assert "<details open>" in page


def test_another_editors_work_is_not_overwritten_unseen(world: World, secretary: Client) -> None:
    url = part_url(world, "header")
    mine, theirs = shown_values(secretary, url), shown_values(secretary, url)
    theirs["place"] = "<b>в зале</b>"
    world.client("administrator").post(url, theirs)
    mine["place"] = "на воздухе<script>"
    answer = secretary.post(url, mine)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "изменил кто-то другой" in page
    assert "&lt;b&gt;в зале&lt;/b&gt;</del>" in page
    assert "на воздухе&lt;script&gt;</ins>" in page
    assert "<b>в зале" not in page
    assert stored(world).place == "<b>в зале</b>"

    again = form_values(page, action=url)
    assert again["place"] == "на воздухе<script>", "what was typed stands in the form still"
    secretary.post(url, again)
    assert stored(world).place == "на воздухе<script>", "sent again, knowing of the other text, it is saved"


def test_a_question_moved_meanwhile_is_found_again(world: World, secretary: Client) -> None:
    mine = shown_values(secretary, item_url(world, 1))
    agenda = shown_values(secretary, part_url(world, "agenda"))
    agenda["row-down"] = "items-0"
    moved = form_values(
        secretary.post(part_url(world, "agenda"), agenda).content.decode(), action=part_url(world, "agenda")
    )
    secretary.post(part_url(world, "agenda"), moved)
    assert [item.title for item in stored(world).items][:2] == [
        "О плане работы отдела № 2",
        "О плане работы отдела № 1",
    ]

    mine["rapporteur"] = "Ёлкина Е.Е."
    conflict = secretary.post(item_url(world, 1), mine)
    secretary.post(item_url(world, 1), form_values(conflict.content.decode(), action=item_url(world, 1)))
    assert [item.rapporteur for item in stored(world).items] == ["Швец С.С.", "Ёлкина Е.Е.", "Швец С.С."]


def test_a_moved_question_takes_its_treatment_along(world: World, secretary: Client) -> None:
    before = stored(world)
    url = part_url(world, "agenda")
    typed = shown_values(secretary, url)
    typed["row-up"] = "items-2"
    page = secretary.post(url, typed).content.decode()
    assert stored(world) == before, "moving a row on the page saves nothing yet"

    secretary.post(url, form_values(page, action=url))
    assert stored(world).items == (before.items[0], before.items[2], before.items[1])


def test_rows_are_added_and_removed_without_a_script(world: World, secretary: Client) -> None:
    url = part_url(world, "attendance")
    typed = shown_values(secretary, url)
    typed["row-add"] = "attendees"
    typed = form_values(secretary.post(url, typed).content.decode(), action=url)
    typed["attendees-2-name"] = "Ёлкина Ева Евгеньевна"
    typed["row-remove"] = "attendees-0"
    typed = form_values(secretary.post(url, typed).content.decode(), action=url)
    secretary.post(url, typed)

    assert [attendee.name for attendee in stored(world).attendees] == ["Швец Семён Семёнович", "Ёлкина Ева Евгеньевна"]


def test_a_moved_decision_takes_its_voting_and_assignments_along(world: World, secretary: Client) -> None:
    url = item_url(world)
    typed = shown_values(secretary, url)
    typed["row-add"] = "decisions"
    typed = form_values(secretary.post(url, typed).content.decode(), action=url)
    typed["decisions-1-points"] = "- доложить"
    typed["row-up"] = "decisions-1"
    typed = form_values(secretary.post(url, typed).content.decode(), action=url)
    secretary.post(url, typed)

    item = stored(world).items[0]
    assert item.decisions[0].points[0].text == "доложить"
    assert item.votes[0].decision == 1
    assert [len(decision.assignments) for decision in item.decisions] == [0, 1]


def test_a_row_is_moved_whatever_stands_in_the_numbers_that_follow_it(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-decision"] = "9" * 5000
    typed["row-remove"] = "decisions-0"

    assert secretary.post(item_url(world), typed).status_code == 200


@pytest.mark.parametrize("value", ["speeches-99", "nothing-0", "speeches", "speeches-0-name", "'; --"])
def test_a_forged_row_button_changes_nothing(world: World, secretary: Client, value: str) -> None:
    before, typed = stored(world), shown_values(secretary, item_url(world))
    typed["row-remove"] = value

    assert secretary.post(item_url(world), typed).status_code == 200
    assert stored(world) == before


def test_a_form_that_lost_its_parts_saves_nothing(world: World, secretary: Client) -> None:
    before = stored(world)
    answer = secretary.post(item_url(world), {"version": world.meeting.version, "number": "1", "kind": "decision"})

    assert answer.status_code == 200
    assert "Не сохранено" in answer.content.decode()
    assert stored(world) == before


@pytest.mark.parametrize("version", ["", "-1", "999999999999", "x"])
def test_a_forged_version_is_a_conflict(world: World, secretary: Client, version: str) -> None:
    typed = shown_values(secretary, part_url(world, "header"))
    typed["version"], typed["place"] = version, "иное место"

    assert secretary.post(part_url(world, "header"), typed).status_code == 409
    assert stored(world).place != "иное место"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("held_on", "32.01.2024", "Такой даты нет"),
        ("held_on", "2024-13-01", "Такой даты нет"),
        ("held_on", "0024-01-01", "Проверьте год"),
        ("starts_at", "25:00", "Такого времени нет"),
        ("members_total", "-3", "не может быть меньше нуля"),
        ("body_nominative", "", "Обязательное поле"),
        ("chair_name", "", "Напишите имя или сотрите должность"),
        ("held_until", "2024-01-01", "не может быть раньше первого"),
        ("place", "а" * 20_001, "20000"),
    ],
)
def test_bad_input_is_named_in_russian(world: World, secretary: Client, field: str, value: str, message: str) -> None:
    before, typed = stored(world), shown_values(secretary, part_url(world, "header"))
    typed[field] = value
    page = secretary.post(part_url(world, "header"), typed).content.decode()

    assert message in page
    assert stored(world) == before


def test_a_paragraph_nobody_could_print_is_refused(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["speeches-0-paragraphs"] = "слово " * 4000
    page = secretary.post(item_url(world), typed).content.decode()

    assert "Разбейте его на несколько строк" in page


def test_named_votes_are_read_as_people_write_them(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-votes"] = "Швец С.С. - «против»\r\nЁлкина Е.Е.: Воздержалась.\r\nПётр Ильич не голосовал"
    secretary.post(item_url(world), typed)

    votes = [(vote.name, vote.option.value) for vote in stored(world).items[0].votes[0].votes]
    assert votes == [("Швец С.С.", "no"), ("Ёлкина Е.Е.", "abstain"), ("Пётр Ильич", "not_voting")]


def test_findings_lead_to_their_fields(world: World, secretary: Client) -> None:
    typed = shown_values(secretary, item_url(world))
    typed["votes-0-votes_for"] = "50"
    secretary.post(item_url(world), typed)
    page = secretary.get(reverse("meeting", args=[world.meeting.pk])).content.decode()

    assert f'{item_url(world)}#votes-0"' in page
