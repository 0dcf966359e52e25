"""The cleaning of a clipboard over the wire: for whom, what comes back, and that it touches nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.meetings.importing.test_paste import specimen
from tests.meetings.views.conftest import RUNGS, World

LIST = "<ol><li>посадить <b>липы</b></li><li>полить&nbsp;их<sup>2</sup></li></ol>"


def clean(client: Client, **sent: str) -> Any:
    return client.post(reverse("clean_paste"), {"kind": "prose"} | sent)


@pytest.fixture
def secretary(world: World) -> Client:
    return world.client("secretary")


def test_who_is_signed_in_may_clean_a_clipboard(world: World) -> None:
    met = {rung: clean(world.client(rung), html=LIST).status_code for rung in RUNGS}
    assert met == dict.fromkeys(RUNGS, 200) | {"anonymous": 401}
    assert world.client("secretary").get(reverse("clean_paste")).status_code == 405


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("prose", "1. посадить липы\n2. полить их²"),
        ("lines", "1. посадить липы\n2. полить их²"),
        ("line", "1. посадить липы 2. полить их²"),
        ("rows", "посадить липы\nполить их²"),
        ("source", "1. посадить липы\n2. полить их²"),
    ],
)
def test_every_kind_of_field_gets_what_it_holds(secretary: Client, kind: str, expected: str) -> None:
    answer = clean(secretary, html=LIST, kind=kind).json()
    assert answer == {"text": expected, "lines": expected.count("\n") + 1, "pictures": 0, "is_marked": True}


def test_one_point_in_a_field_of_one_line_comes_without_its_mark(secretary: Client) -> None:
    point = "<ul><li>о парке</li></ul>"
    assert clean(secretary, html=point, kind="line").json()["text"] == "о парке"
    assert clean(secretary, html=point, kind="line", inside="1").json()["text"] == "- о парке"


def test_a_table_of_people_becomes_rows_without_its_head(secretary: Client) -> None:
    text = clean(secretary, html=specimen("word_table.html"), kind="rows").json()["text"]
    assert text.split("\n") == [
        "Лесная Вера Павловна\tначальник отдела парков",
        "Ручьёв Олег Ильич\t– главный садовник, секретарь комиссии",
        "Заречный Пётр Львович\tдиректор питомника (онлайн)",
    ]


def test_pictures_are_counted_and_plain_text_is_cleaned(secretary: Client) -> None:
    answer = clean(secretary, html="<p><img src='file:///C:/a.png'></p>").json()
    assert (answer["text"], answer["lines"], answer["pictures"]) == ("", 0, 1)
    assert clean(secretary, text="·\tпервое\r\n·\tвторое").json()["text"] == "• первое\n• второе"


def test_words_inside_a_sentence_are_taken_for_no_mark(secretary: Client) -> None:
    assert clean(secretary, html="<p>+ сдача</p>").json()["text"] == "\\+ сдача"
    assert clean(secretary, html="<p>+ сдача</p>", inside="1").json()["text"] == "+ сдача"


def test_what_no_field_takes_is_refused(secretary: Client) -> None:
    assert clean(secretary, html=LIST, kind="picture").status_code == 422
    assert clean(secretary, html=f"<p>{'ы' * 2_000_001}").json()["error"] == "Текст слишком велик для поля."
    assert clean(secretary, html="", text="").json()["text"] == ""


def test_cleaning_asks_the_database_for_nothing_but_the_person(secretary: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        clean(secretary, html=specimen("word_protocol.html"))
    assert len(queries) <= 2, [query["sql"] for query in queries]
