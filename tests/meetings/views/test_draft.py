"""The drafting desk over the wire: what is read, saved and refused, by whom, and what it costs the database."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.mapping.compose import compose
from meetings.models import HistoryEntry, Meeting
from tests.factories import make_meeting
from tests.meetings.views.conftest import World, make_draft
from tests.meetings.views.drafting import do, save, shown_text

#: What each rung meets when it changes something from the desk.
CHANGING = {
    "anonymous": 401,
    "outsider": 404,
    "member": 404,
    "foreign_secretary": 404,
    "deputy": 403,
    "chair": 403,
    "secretary": 200,
    "administrator": 200,
}


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def position_of(meeting: Meeting) -> str:
    speech = meeting.speeches.first()
    assert speech is not None
    return f"speech:{speech.pk}:position"


@pytest.mark.parametrize("rung", CHANGING)
def test_only_the_secretary_saves_and_moves(world: World, rung: str) -> None:
    client, meeting = world.client(rung), world.meeting
    before = compose(meeting)
    row = f"attendance:{meeting.attendances.all()[1].pk}"

    assert save(client, meeting, f"meeting:{meeting.pk}:place", "зал", before.place).status_code == CHANGING[rung]
    assert do(client, meeting, deed="up", row=row, part="attendance").status_code == CHANGING[rung]
    after = compose(Meeting.objects.get(pk=meeting.pk))
    assert (after != before) is (CHANGING[rung] == 200)


def test_a_row_of_another_meeting_is_out_of_reach(world: World, secretary: Client) -> None:
    other = make_draft(world.body)
    speech = other.speeches.first()

    assert speech is not None
    assert save(secretary, world.meeting, f"speech:{speech.pk}:name", "Чужой", speech.name_text).status_code == 410
    for deed in ("up", "remove", "unanimous"):
        do(secretary, world.meeting, deed=deed, row=f"speech:{speech.pk}", part="header")
    do(secretary, world.meeting, deed="add", kind="speech", item=other.items.all()[0].pk, part="header")
    other.refresh_from_db()
    assert compose(other) == compose(Meeting.objects.get(pk=other.pk))
    assert other.speeches.count() == 3
    assert other.version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("speech:{speech}:name", "Ёлкина Анна Петровна"),
        ("speech:{speech}:kind", "spoke"),
        ("speech:{speech}:paragraphs", "Первый абзац\n- пункт\n  - подпункт"),
        ("speech:{speech}:attribution", "Выступила Ёлкина А.П."),
        ("speech:{speech}:is_inline", "on"),
        ("decision:{decision}:number", "7.1"),
        ("decision:{decision}:lead", "Поручить отделу:"),
        ("decision:{decision}:points", "Первое\n  - вложенное\nВторое"),
        ("decision:{decision}:outcome", "postponed"),
        ("decision:{decision}:addressee_text", "управлению"),
        ("vote:{vote}:votes_for", "1"),
        ("vote:{vote}:is_unanimous", "no"),
        ("vote:{vote}:decision", ""),
        ("vote:{vote}:sentence", "Первая строка\nвторая"),
        ("item:{item}:title", "О другом"),
        ("item:{item}:heading", "о другом"),
        ("item:{item}:kind", "information"),
        ("item:{item}:is_treated", ""),
        ("item:{item}:notes", "Примечание\nЕщё одно"),
        ("attendance:{attendance}:presence", "online"),
        ("attendance:{attendance}:presence", "excused"),
        ("attendance:{attendance}:position", "директор"),
        ("signature:{signature}:name", "А.П. Ёлкина"),
        ("meeting:{meeting}:held_on", "2024-02-01"),
        ("meeting:{meeting}:starts_at", "14:30"),
        ("meeting:{meeting}:number", "12"),
        ("meeting:{meeting}:chair_name", "Ёлкина А.П."),
        ("meeting:{meeting}:body_genitive", "коллегии иного министерства"),
        ("meeting:{meeting}:has_quorum", "yes"),
        ("meeting:{meeting}:members_total", "9"),
    ],
)
def test_a_field_is_saved_told_and_shown_again(world: World, secretary: Client, field: str, value: str) -> None:
    meeting = world.meeting
    keys = {
        "speech": meeting.speeches.first(),
        "decision": meeting.decisions.first(),
        "vote": meeting.vote_events.first(),
        "item": meeting.items.first(),
        "attendance": meeting.attendances.first(),
        "signature": meeting.signature_lines.first(),
        "meeting": meeting,
    }
    address = field.format(**{name: row.pk for name, row in keys.items() if row})
    kind, _, name = address.split(":")
    item = meeting.items.all()[0]
    parts = {"meeting": "header", "attendance": "attendance", "signature": "closing"}
    part = reverse("draft_part", args=[meeting.pk, parts.get(kind, f"item-{item.pk}")])
    base = shown_text(secretary, part, address)
    before = compose(meeting)

    answer = save(secretary, meeting, address, value, base)

    assert answer.status_code == 200, answer.content.decode()
    assert shown_text(secretary, part, address) == value
    after = Meeting.objects.get(pk=meeting.pk)
    assert compose(after) != before
    assert after.version == meeting.version + 1
    entry = HistoryEntry.objects.filter(meeting=meeting).first()
    assert entry is not None
    assert entry.actor == world.users["secretary"]
    assert entry.details["row"] == ":".join(address.split(":")[:2])
    was, now = entry.details[name]
    assert was != now
    # The first editor's page is old now: sent again it meets the other's text, unless it says the same.
    assert save(secretary, meeting, address, value, base).json()["changed"] is False
    assert Meeting.objects.get(pk=meeting.pk).version == after.version


def test_a_conflict_shows_both_texts_escaped_and_saves_neither(world: World, secretary: Client) -> None:
    meeting, administrator = world.meeting, world.client("administrator")
    address = position_of(meeting)
    assert save(administrator, meeting, address, "<script>их</script>", "").status_code == 200

    answer = save(secretary, meeting, address, "<img src=x onerror=мой>", "")

    assert answer.status_code == 409
    told = answer.json()
    assert told["stored"] == "<script>их</script>"
    assert "<script>" not in told["html"]
    assert "<img" not in told["html"]
    assert "&lt;script&gt;их" in told["html"]
    assert "&lt;img src=x onerror=мой&gt;" in told["html"]
    assert world.users["administrator"].username in told["html"]
    assert compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0].position == "<script>их</script>"


def test_two_editors_of_different_fields_never_meet(world: World, secretary: Client) -> None:
    meeting, administrator = world.meeting, world.client("administrator")
    speech = meeting.speeches.first()
    assert speech is not None
    for client, name, value in (
        (secretary, "position", "директор"),
        (administrator, "membership", "член коллегии"),
        (secretary, "attribution", "Сказала Ёлкина"),
        (administrator, "paragraphs", "Другой текст"),
    ):
        base = "Доложил о ходе работ." if name == "paragraphs" else ""
        assert save(client, meeting, f"speech:{speech.pk}:{name}", value, base).status_code == 200

    stored = compose(Meeting.objects.get(pk=meeting.pk)).items[0].speeches[0]
    assert (stored.position, stored.membership, stored.attribution, stored.paragraphs[0].text) == (
        *("директор", "член коллегии", "Сказала Ёлкина", "Другой текст"),
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("meeting:{pk}:held_on", "31.02.2024", "Такой даты нет"),
        ("meeting:{pk}:members_total", "много", "цифрами"),
        ("meeting:{pk}:held_until", "2024-01-01", "раньше первого"),
        ("meeting:{pk}:place", "а\0б", "запрещённый символ"),
        ("meeting:{pk}:nonsense", "1", "Такого поля нет"),
        ("nonsense", "1", "Такого поля нет"),
        ("meeting:{pk}:form", "нет такой", "Нет такого|Выберите"),
    ],
)
def test_what_cannot_be_saved_is_told(world: World, secretary: Client, field: str, value: str, message: str) -> None:
    before = compose(world.meeting)
    answer = save(secretary, world.meeting, field.format(pk=world.meeting.pk), value, "")

    assert answer.status_code in (409, 422), answer.content.decode()
    if answer.status_code == 422:
        assert re.search(message, answer.json()["error"])
    assert compose(Meeting.objects.get(pk=world.meeting.pk)) == before


def test_a_number_already_given_is_refused_with_its_reason(world: World, secretary: Client) -> None:
    Meeting.objects.filter(pk=make_draft(world.body).pk).update(number="5", number_period="2024")

    answer = save(secretary, world.meeting, f"meeting:{world.meeting.pk}:number", "5", "")

    assert answer.status_code == 422
    assert "уже есть" in answer.json()["error"]


def test_a_speaker_from_the_list_brings_his_post(world: World, secretary: Client) -> None:
    meeting = world.meeting
    speech = meeting.speeches.first()
    assert speech is not None

    answer = save(secretary, meeting, f"speech:{speech.pk}:name", "Соловьёва Алёна Ильинична", "Швец Семён Семёнович")

    assert answer.json()["others"] == {
        f"speech:{speech.pk}:membership": "председатель коллегии",
        f"speech:{speech.pk}:position": "министр культуры",
    }


def test_the_paper_follows_and_says_where_each_line_is_typed(world: World, secretary: Client) -> None:
    meeting = world.meeting
    url = reverse("draft_paper", args=[meeting.pk])
    assert secretary.get(url, {"version": meeting.version}).status_code == 204
    save(secretary, meeting, f"meeting:{meeting.pk}:place", "Новое место", compose(meeting).place)
    page = secretary.get(url, {"version": meeting.version}).content.decode()

    assert "Новое место" in page
    places = json.loads(unescape(re.search(r'data-places="([^"]*)"', page)[1]))  # type: ignore[index]
    decision = meeting.decisions.first()
    item = meeting.items.first()
    assert decision is not None
    assert item is not None
    assert places["place"] == ["header", f"meeting:{meeting.pk}:place"]
    assert places["items[0].title"] == ["agenda", f"item:{item.pk}:title"]
    assert places["items[0].heading"] == [f"item-{item.pk}", f"item:{item.pk}:heading"]
    assert places["items[0].decisions[0].points[0].points[0]"] == [
        f"item-{item.pk}",
        f"decision:{decision.pk}:points:1",
    ]
    assert places["attendees[1]"][0] == "attendance"
    assert places["signatures[0]"][0] == "closing"


def sections_of(page: str) -> dict[str, str]:
    """The questions of a paper, by where they stand."""
    return dict(re.findall(r'<section id="[^"]*" data-where="([^"]*)">(.*?)</section>', page, re.DOTALL))


def test_a_piece_of_the_paper_is_what_the_whole_paper_shows(world: World, secretary: Client) -> None:
    meeting = world.meeting
    url = reverse("draft_paper", args=[meeting.pk])
    whole = secretary.get(url, {"part": "header"}).content.decode()
    for place, item in enumerate(meeting.items.all()):
        piece = secretary.get(url, {"part": f"item-{item.pk}", "piece": 1}).content.decode()
        where = f"items[{place}]"
        assert f'data-section="{where}"' in piece
        assert sections_of(piece)[where] == sections_of(whole)[where]
    head = secretary.get(url, {"part": "attendance", "piece": 1}).content.decode()
    assert sections_of(head) == dict.fromkeys(sections_of(whole), "\n")
    assert '<ul class="agenda"></ul>' in head
    long = re.compile(r'<section.*?</section>|<ul class="agenda">.*?</ul>', re.DOTALL)
    bare = [long.sub("", page[page.index("<article") : page.index("</article>")]) for page in (head, whole)]
    assert bare[0] == bare[1]


def statements(asked: CaptureQueriesContext) -> int:
    """Queries without the marks of a transaction, which a test turns into savepoints."""
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return sum(not query["sql"].upper().startswith(marks) for query in asked)


@pytest.mark.parametrize("rung", ["secretary", "administrator"])
def test_saving_one_field_asks_at_most_eight_whatever_the_size(world: World, rung: str) -> None:
    client = world.client(rung)
    counts: dict[int, dict[str, int]] = {}
    for items in (3, 40):
        meeting = make_draft(world.body, items)
        speech, decision = meeting.speeches.last(), meeting.decisions.last()
        attendance, event = meeting.attendances.last(), meeting.vote_events.last()
        assert speech
        assert decision
        assert attendance
        assert event
        words = "Подготовить план работы на год\n  - согласовать его"
        edits = {
            f"speech:{speech.pk}:name": ("Соловьёва Алёна Ильинична", speech.name_text),
            f"speech:{speech.pk}:paragraphs": ("Иное.", "Доложил о ходе работ."),
            f"decision:{decision.pk}:points": (words + " в срок", words),
            f"attendance:{attendance.pk}:presence": ("online", "room"),
            f"vote:{event.pk}:votes_for": ("1", "2"),
            f"meeting:{meeting.pk}:number": (f"к-{items}", ""),
        }
        counts[items] = {}
        for address, (value, base) in edits.items():
            with CaptureQueriesContext(connection) as asked:
                assert save(client, meeting, address, value, base).status_code == 200, address
            counts[items][address.split(":")[0] + address.split(":")[2]] = statements(asked)
    assert counts[3] == counts[40]
    assert max(counts[3].values()) <= 8


@pytest.mark.parametrize("part", ["header", "attendance", "agenda", "opening", "closing", "item"])
def test_a_part_asks_the_same_for_three_and_for_forty_questions(world: World, secretary: Client, part: str) -> None:
    counts = []
    for items in (3, 40):
        meeting = make_draft(world.body, items)
        key = f"item-{meeting.items.all()[0].pk}" if part == "item" else part
        url = reverse("draft_part", args=[meeting.pk, key])
        secretary.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert secretary.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


def test_the_meetings_page_leads_to_the_desk(world: World, secretary: Client) -> None:
    page = secretary.get(reverse("meeting", args=[world.meeting.pk])).content.decode()
    assert reverse("draft", args=[world.meeting.pk]) in page
    assert reverse("draft", args=[world.meeting.pk]) not in (
        world.client("chair").get(reverse("meeting", args=[world.meeting.pk])).content.decode()
    )


def test_the_desk_foresees_the_number_and_can_do_without_it(world: World, secretary: Client) -> None:
    meeting = world.meeting
    header = reverse("draft_part", args=[meeting.pk, "header"])
    assert "Следующий свободный" not in secretary.get(header).content.decode(), "a protocol that waits for no number"
    Meeting.objects.filter(pk=meeting.pk).update(is_number_due=True)
    for number in ("14", "12"):
        make_meeting(world.body, number=number)

    for url in (header, reverse("issue", args=[meeting.pk])):
        page = secretary.get(url).content.decode().replace("&nbsp;", " ")
        assert "Следующий свободный: <strong>№ 15</strong>" in page
        assert "Пропущен № 13" in page
    assert 'placeholder="15"' in secretary.get(header).content.decode()
    assert "№ 15" not in secretary.get(reverse("draft_paper", args=[meeting.pk])).content.decode()
    assert save(secretary, meeting, f"meeting:{meeting.pk}:is_number_due", "", "on").status_code == 200
    assert "Следующий свободный" not in secretary.get(header).content.decode()


def test_the_number_is_told_when_the_protocol_is_issued(
    world: World, secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.rendering.pdf.render_pdf", lambda *_given, **_options: b"%PDF")
    Meeting.objects.filter(pk=world.meeting.pk).update(is_number_due=True)
    page = secretary.post(reverse("issue", args=[world.meeting.pk]), follow=True).content.decode()
    assert "Редакция протокола № 1 выпущена" in page
