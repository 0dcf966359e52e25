"""Going back over the wire: undoing, the values of a field, the history page, two moments compared, and who may."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.mapping.compose import compose
from meetings.models import DeskPresence, HistoryEntry, HistoryVerb, Meeting
from meetings.use_cases.save_draft import save_draft
from meetings.views.draft_pulse import GONE_AFTER
from meetings.views.word_changes import compare_words
from tests.factories import make_user
from tests.meetings.views.conftest import World, make_draft
from tests.meetings.views.drafting import do, save


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def first_speech(meeting: Meeting) -> Any:
    return meeting.speeches.order_by("item__order", "order")[0]


def undo(client: Client, meeting: Meeting, *, is_redo: bool = False) -> Any:
    return client.post(reverse("draft_undo", args=[meeting.pk]), {"redo": "1" if is_redo else ""})


def pulse(client: Client, meeting: Meeting, **sent: Any) -> Any:
    return client.post(reverse("draft_pulse", args=[meeting.pk]), sent).json()


def values(client: Client, meeting: Meeting, field: str) -> str:
    return client.get(reverse("draft_field_history", args=[meeting.pk, field])).content.decode()


def words(page: str) -> str:
    """The text of a page as it is read."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", page)))


# ---- undoing ----


def test_undoing_tells_what_and_where(world: World, secretary: Client) -> None:
    meeting = world.meeting
    speech = first_speech(meeting)
    save(secretary, meeting, f"speech:{speech.pk}:position", "директор", "")

    told = undo(secretary, meeting).json()
    assert told["message"].startswith("Отменено: Должность (выступление) – Вопрос 1")
    assert told["part"] == f"item-{speech.item_id}"
    assert told["address"] == f"speech:{speech.pk}:position"
    assert compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0].position == ""
    assert undo(secretary, meeting).json()["message"].startswith("Отменять нечего")
    assert undo(secretary, meeting, is_redo=True).json()["message"].startswith("Сделано снова: Должность")
    assert compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0].position == "директор"


@pytest.mark.parametrize("deed", ["add", "remove", "up", "unanimous", "restore"])
def test_every_deed_is_undone(world: World, secretary: Client, deed: str) -> None:
    meeting = world.meeting
    item = meeting.items.all()[1]
    vote = meeting.vote_events.filter(item=item)[0]
    sent = {
        "add": {"kind": "decision", "item": item.pk},
        "remove": {"row": f"decision:{meeting.decisions.filter(item=item)[0].pk}"},
        "up": {"row": f"item:{item.pk}"},
        "unanimous": {"row": f"vote:{vote.pk}"},
    }
    if deed == "unanimous":
        save(secretary, meeting, f"vote:{vote.pk}:votes_for", "1", "2")
    if deed == "restore":
        do(secretary, meeting, deed="remove", part="agenda", **sent["remove"])
        sent["restore"] = {"entry": HistoryEntry.objects.latest("pk").pk}
    before = compose(Meeting.objects.get(pk=meeting.pk))
    do(secretary, meeting, deed=deed, part="agenda", **sent[deed])
    after = compose(Meeting.objects.get(pk=meeting.pk))
    assert after != before

    assert undo(secretary, meeting).status_code == 200
    assert compose(Meeting.objects.get(pk=meeting.pk)) == before
    undo(secretary, meeting, is_redo=True)
    assert compose(Meeting.objects.get(pk=meeting.pk)) == after


def test_undoing_over_anothers_text_shows_both_escaped(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    address = f"speech:{speech.pk}:position"
    save(secretary, meeting, address, "директор", "")
    save(world.client("administrator"), meeting, address, "<b>ректор</b>", "директор")

    answer = undo(secretary, meeting)
    assert answer.status_code == 409
    html = answer.json()["html"]
    assert "&lt;b&gt;ректор&lt;/b&gt;" in html
    assert "<b>ректор" not in html
    assert f'data-take="{address}"' in html
    assert compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0].position == "<b>ректор</b>"


# ---- the values of a field ----


def test_a_field_tells_its_values_with_who_and_the_difference(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    address = f"speech:{speech.pk}:position"
    save(secretary, meeting, address, "директор школы", "")
    save(world.client("administrator"), meeting, address, "директор музея <i>", "директор школы")

    page = values(secretary, meeting, address)
    assert world.users["secretary"].username in page
    assert world.users["administrator"].username in page
    assert 'data-value="директор школы"' in page
    assert "музея &lt;i&gt;" in words(page).replace("<i>", "&lt;i&gt;")
    assert "<i>" not in page
    assert "При создании заседания" in page
    assert re.search(r"<del>.*?школы</del>", page)


def test_points_and_what_a_form_wrote_are_told_too(world: World, secretary: Client) -> None:
    meeting = world.meeting
    decision = meeting.decisions.order_by("item__order")[0]
    points = "Подготовить план работы на год\n  - согласовать его"
    save(secretary, meeting, f"decision:{decision.pk}:points", "Иное", points)
    page = values(secretary, meeting, f"decision:{decision.pk}:points")
    assert unescape(re.search(r'data-value="([^"]*)"', page)[1]) == points  # type: ignore[index]

    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    save_draft(
        meeting=meeting,
        version=meeting.version,
        replace=lambda document: replace(document, place="зал заседаний"),
        verb=HistoryVerb.CHANGED_HEADER,
        actor=world.users["administrator"],
        at=timezone.now(),
    )
    page = values(secretary, meeting, f"meeting:{meeting.pk}:place")
    assert "стало: зал заседаний" in words(page)
    assert world.users["administrator"].username in page


def test_typing_on_is_one_value(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    address = f"speech:{speech.pk}:position"
    for base, value in (("", "дир"), ("дир", "директор"), ("директор", "директор школы"), ("директор школы", "ректор")):
        save(secretary, meeting, address, value, base)
    page = values(secretary, meeting, address)
    assert 'data-value="директор школы"' in page
    assert 'data-value="дир"' not in page


@pytest.mark.parametrize("field", ["speech:999999:position", "speech:1:nonsense", "nonsense", "meeting:1"])
def test_no_such_field_has_no_values(world: World, secretary: Client, field: str) -> None:
    url = reverse("draft_field_history", args=[world.meeting.pk, field])
    assert secretary.get(url).status_code == 404


def test_values_of_a_field_cost_the_same_for_many(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    address, counts, base = f"speech:{speech.pk}:position", [], ""
    for many in (2, 12):
        for number in range(many):
            save(secretary, meeting, address, f"{many} {number}", base)
            base = f"{many} {number}"
        with CaptureQueriesContext(connection) as asked:
            values(secretary, meeting, address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# ---- the history page and two moments ----


def history(client: Client, meeting: Meeting, **sent: Any) -> str:
    return client.get(reverse("draft_history", args=[meeting.pk]), sent).content.decode()


def test_the_history_is_narrowed_by_part_person_day_and_words(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    assert "Протокол ещё не правили." in history(secretary, meeting)
    save(secretary, meeting, f"speech:{speech.pk}:position", "директор музея", "")
    save(world.client("administrator"), meeting, f"meeting:{meeting.pk}:place", "Ясногорск", compose(meeting).place)
    do(secretary, meeting, deed="up", row=f"item:{meeting.items.all()[1].pk}", part="agenda")

    everything = words(history(secretary, meeting))
    for told in ("Должность (выступление)", "директор музея", "Место", "Переставлено: вопрос"):
        assert told in everything
    item = f"item-{speech.item_id}"
    assert "директор музея" in (page := words(history(secretary, meeting, part=item)))
    assert "Переставлено" not in page
    assert "Переставлено" in words(history(secretary, meeting, part="agenda"))
    page = words(history(secretary, meeting, who=world.users["administrator"].pk))
    assert "Ясногорск" in page
    assert "директор музея" not in page
    assert "директор музея" in words(history(secretary, meeting, q="МУЗЕЯ директор"))
    assert "По этому отбору записей нет." in history(secretary, meeting, q="такого слова нет")
    today = timezone.localdate()
    assert "директор музея" in words(history(secretary, meeting, day=today.isoformat()))
    assert "По этому отбору" in history(secretary, meeting, day=(today - timedelta(days=1)).isoformat())
    assert "директор музея" in words(history(secretary, meeting, day="нет такого дня"))


def test_a_long_history_has_pages_and_costs_the_same(world: World, secretary: Client) -> None:
    meeting = world.meeting
    place, counts = compose(meeting).place, []
    for many in (3, 60):
        for number in range(many):
            save(secretary, meeting, f"meeting:{meeting.pk}:place", f"зал {many} {number}", place)
            place = f"зал {many} {number}"
        history(secretary, meeting)
        with CaptureQueriesContext(connection) as asked:
            page = history(secretary, meeting)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7
    assert "1 из 2" in page
    second = history(secretary, meeting, page=2)
    assert "2 из 2" in second
    assert len(re.findall('<div class="history-deed">', page + second)) == 63


def test_two_moments_are_compared_part_by_part(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    url = reverse("draft_compare", args=[meeting.pk])
    save(secretary, meeting, f"speech:{speech.pk}:position", "директор музея", "")
    do(secretary, meeting, deed="remove", row=f"item:{meeting.items.all()[2].pk}", part="agenda")

    page = secretary.get(url).content.decode()
    assert "Вопрос 1. О плане работы отдела № 1" in page
    assert re.search(r"<ins>.*директор музея</ins>", page)
    assert "убран" in page
    assert "Вопрос 2." not in page
    first = words(secretary.get(url, {"from": 1, "to": 2}).content.decode())
    assert "директор музея" in first
    assert "убран" not in first
    assert words(secretary.get(url, {"from": 2, "to": 1}).content.decode()) == first, "the order of the moments is ours"
    same = secretary.get(url, {"from": 3, "to": 3}).content.decode()
    assert "один и тот же" in same
    now = timezone.localtime()
    by_time = secretary.get(url, {"from_at": "2000-01-01T00:00", "to_at": now.strftime("%Y-%m-%dT%H:%M")})
    assert "директор музея" in by_time.content.decode()
    assert secretary.get(url, {"from": "x", "to_at": "когда-нибудь"}).status_code == 200


def test_comparing_costs_the_same_for_three_and_for_twenty_questions(world: World, secretary: Client) -> None:
    counts = []
    for items in (3, 20):
        meeting = make_draft(world.body, items)
        save(secretary, meeting, f"meeting:{meeting.pk}:place", "зал", compose(meeting).place)
        url = reverse("draft_compare", args=[meeting.pk])
        secretary.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert secretary.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("", "раз"), ("раз два", "раз три"), ("а\nб", "а\n\nб"), ("x" * 9000, "y z " * 3000)]
)
def test_words_lead_back_to_both_texts(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == new


# ---- the pulse ----


def test_two_at_one_desk_see_each_other(world: World, secretary: Client) -> None:
    meeting, administrator = world.meeting, world.client("administrator")
    assert pulse(secretary, meeting, part="header", version=1)["others"] == []
    told = pulse(administrator, meeting, part="agenda", field="item:1:title", version=1)
    assert [one["part"] for one in told["others"]] == ["header"]
    assert told["others"][0]["name"] == world.users["secretary"].username
    assert pulse(secretary, meeting, part="header")["others"] == [
        {"name": world.users["administrator"].username, "part": "agenda", "field": "item:1:title"}
    ]
    other = make_draft(world.body)
    assert pulse(administrator, other, part="header")["others"] == []

    DeskPresence.objects.update(seen_at=timezone.now() - GONE_AFTER)
    assert pulse(secretary, meeting, part="header")["others"] == []
    pulse(administrator, meeting, part="agenda")
    pulse(administrator, meeting, leaving=1)
    assert pulse(secretary, meeting, part="header")["others"] == []


def test_a_pulse_tells_what_others_did(world: World, secretary: Client) -> None:
    meeting, speech = world.meeting, first_speech(world.meeting)
    save(secretary, meeting, f"speech:{speech.pk}:membership", "член", "")
    save(world.client("administrator"), meeting, f"speech:{speech.pk}:position", "директор", "")

    told = pulse(secretary, meeting, version=1, part="header")
    assert told["version"] == 3
    assert told["news"] == [
        {
            "who": world.users["administrator"].username,
            "what": "Должность (выступление)",
            "part": f"item-{speech.item_id}",
        }
    ]
    assert pulse(secretary, meeting, version=3, part="header")["news"] == []
    assert pulse(secretary, meeting, version="x", part="header")["news"] == []


def test_a_pulse_costs_the_same_however_many_are_there(world: World, secretary: Client) -> None:
    meeting, counts = world.meeting, []
    pulse(secretary, meeting, part="header")
    for many in (1, 9):
        DeskPresence.objects.bulk_create(
            DeskPresence(meeting=meeting, user=make_user(), part="agenda", seen_at=timezone.now()) for _ in range(many)
        )
        with CaptureQueriesContext(connection) as asked:
            assert len(pulse(secretary, meeting, part="agenda" if many == 9 else "header")["others"]) >= many
        counts.append(sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked))
    assert max(counts) <= 5


@pytest.mark.parametrize("name", ["draft_undo", "draft_pulse"])
def test_only_who_may_edit_undoes_and_is_there(world: World, name: str) -> None:
    codes = {"anonymous": 401, "outsider": 404, "member": 404, "foreign_secretary": 404, "deputy": 403, "chair": 403}
    url = reverse(name, args=[world.meeting.pk])
    for rung, code in (codes | {"secretary": 200, "administrator": 200}).items():
        assert world.client(rung).post(url).status_code == code, rung
    assert DeskPresence.objects.count() == (2 if name == "draft_pulse" else 0)
