"""The phrase bank: what past protocols of the body say most, what its secretary adds and hides."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.document import tree
from meetings.mapping.record import record
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.phrase_bank import MEETINGS, read_bank
from meetings.use_cases.phrases import CannotKeepPhrase, forget_phrase, keep_phrase
from members.models import Body
from tests.factories import NOW, make_body, make_document, make_meeting, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 3, 1)


def hold(body: Body, points: list[str], *, on: datetime.date = DAY, said: str = "", lead: str | None = None) -> Meeting:
    """A past meeting with one question, its decision and one speech."""
    decision = tree.Decision(lead=lead, points=tuple(tree.DecisionPoint(text=text) for text in points))
    speech = tree.Speech(name="Швец Семён Семёнович", paragraphs=(tree.Paragraph(text=said),) if said else ())
    item = tree.AgendaItem(number="1", title="О плане", speeches=(speech,), decisions=(decision,))
    meeting = make_meeting(body, held_on=on)
    name = make_document(body).body
    record(tree.ProtocolDocument(style=body.style, body=name, title="заседания", held_on=on, items=(item,)), meeting)
    return meeting


def told(body: Body, kind: str, meeting: Meeting | None = None) -> list[tuple[str, int]]:
    return [(one.text, one.count) for one in read_bank(body, meeting).phrases if one.kind == kind]


def test_whole_points_are_counted_whatever_their_marks() -> None:
    body = make_body()
    hold(body, ["Принять информацию к сведению.", "Утвердить план;"])
    hold(body, ["принять информацию к сведению", "Утвердить смету"], on=DAY + datetime.timedelta(days=30))
    counted = told(body, "point")
    assert counted[0] == ("принять информацию к сведению", 2)
    assert ("Утвердить план", 1) in counted


def test_an_opening_is_what_several_texts_begin_with() -> None:
    body = make_body()
    hold(body, ["x"], said="Предложила рассмотреть вопрос о смете на год.")
    hold(body, ["x"], said="Предложила рассмотреть вопрос о плане на год.")
    assert told(body, "speech")[0] == ("Предложила рассмотреть вопрос о", 2)


def test_a_lead_keeps_its_colon() -> None:
    body = make_body()
    hold(body, ["создать"], lead="Рекомендовать отделу:")
    assert told(body, "lead") == [("Рекомендовать отделу:", 1)]


def test_only_the_bodys_own_past_counts() -> None:
    body, other = make_body(), make_body()
    hold(other, ["Тайна чужого органа"])
    now = hold(body, ["Пишется сейчас"])
    bank = read_bank(body, now)
    assert not [one for one in bank.phrases if one.kind == "point"]
    assert not any("Тайна" in text or "сейчас" in text for text in bank.texts)
    assert told(body, "point") == [("Пишется сейчас", 1)]


def test_people_of_the_meeting_come_first() -> None:
    body = make_body()
    past = make_meeting(body, held_on=DAY + datetime.timedelta(days=300))
    past.attendances.create(order=0, name_text="Ёлкина Анна Петровна", position_text="директор музея")
    now = make_meeting(body, held_on=DAY)
    now.attendances.create(order=0, name_text="Швец Семён Семёнович")
    assert [(one.name, one.post) for one in read_bank(body, now).people] == [
        ("Швец Семён Семёнович", ""),
        ("Ёлкина Анна Петровна", "директор музея"),
    ]


def test_old_meetings_fade_away() -> None:
    body = make_body()
    hold(body, ["Давно забытое решение"], on=datetime.date(2001, 1, 1))
    for month in range(MEETINGS):
        hold(body, ["Новое решение"], on=DAY + datetime.timedelta(days=month))
    assert told(body, "point") == [("Новое решение", MEETINGS)]


def test_the_secretary_adds_and_hides() -> None:
    body, who = make_body(), {"actor": make_user(), "at": NOW}
    hold(body, ["Принять к сведению."])
    added = keep_phrase(body=body, text="  Контроль   оставить за отделом ", **who)
    hidden = keep_phrase(body=body, text="принять к сведению", is_hidden=True, **who)
    assert told(body, "own") == [("Контроль оставить за отделом", 0)]
    assert told(body, "point") == []

    forget_phrase(body=body, pk=hidden.pk, **who)
    forget_phrase(body=body, pk=added.pk, **who)
    forget_phrase(body=body, pk=added.pk, **who)
    assert told(body, "own") == []
    assert told(body, "point") == [("Принять к сведению", 1)]
    assert [one.details for one in HistoryEntry.objects.filter(body=body).order_by("pk")] == [
        {"phrase_added": "Контроль оставить за отделом"},
        {"phrase_hidden": "принять к сведению"},
        {"phrase_forgotten": "принять к сведению"},
        {"phrase_forgotten": "Контроль оставить за отделом"},
    ]


@pytest.mark.parametrize("text", ["", "   ", "щ" * 301])
def test_no_phrase_is_kept_of_nothing_or_too_much(text: str) -> None:
    with pytest.raises(CannotKeepPhrase):
        keep_phrase(body=make_body(), text=text, actor=None, at=NOW)


def test_a_phrase_of_another_body_is_out_of_reach() -> None:
    body, other = make_body(), make_body()
    phrase = keep_phrase(body=other, text="Их фраза", actor=None, at=NOW)
    forget_phrase(body=body, pk=phrase.pk, actor=None, at=NOW)
    assert told(other, "own") == [("Их фраза", 0)]


def test_the_bank_costs_the_same_however_much_was_held() -> None:
    body = make_body()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_bank(body, meeting)
        return len(queries)

    meeting: Any = make_meeting(body)
    hold(body, ["Один"])
    first = cost()
    for month in range(30):
        hold(body, ["Решение"] * 5, on=DAY + datetime.timedelta(days=month))
    assert cost() == first == 6
