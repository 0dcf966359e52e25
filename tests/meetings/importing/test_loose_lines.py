"""Lines that offices write in their own way: a number below the word, no marker, a verb before an office, areas."""

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.importing.reading import read_protocol
from meetings.rendering.text import render_text
from meetings.wording.text import words_of
from meetings.wording.votes import read_votes

GARDENERS = """ПРОТОКОЛ
{number}заседания Правления садоводческого товарищества «Рябинка»
от 14 мая 2024 года

Присутствовали: Орлова А.П., Дьяков С.С., Чижов П.Р.
Председатель – Орлова А.П.
Секретарь – Чижов П.Р.

ПОВЕСТКА ДНЯ:
1. О вывозе мусора. Докл. Носова И.И.
2. О ремонте дороги. Докл. Дьяков С.С.
3. РАЗНОЕ.

1. О вывозе мусора.
Докладывала начальник хозяйственной части Носова И.И.
Она сообщила, что контейнер переполнен.
РЕШИЛИ: Заключить договор на вывоз.
Срок: ежемесячно до 5 числа.
Голосовали: «за» – единогласно.

2. О ремонте дороги.
СЛУШАЛИ: Дьяков С.С. – поступило предложение купить щебень.
РЕШИЛИ: Купить щебень.
Голосовали: «за» – 2, «против» – 1, «воздерж.» – 0.

3. РАЗНОЕ.
Чижов П.Р. напомнил о субботнике 25 мая.

Председатель                         А.П. Орлова
Секретарь                            П.Р. Чижов
"""

COMPETITION = """ПРОТОКОЛ
заседания конкурсной комиссии управления культуры
от 20 февраля 2024 года

Председательствовал: заместитель министра Рябов О.Н.
Присутствовали: Белова Т.К., Гусев М.А.

I. О допуске кандидатов к участию в конкурсе

1. Принять к сведению поступление 5 заявлений.
2. Допустить к участию в конкурсе Соколову И.И.
Голосовали: за – 4, против – нет, воздержались – нет.

II. О дате второго этапа конкурса

1. Назначить второй этап конкурса на 15 марта 2024 года.

Председатель комиссии                              О.Н. Рябов
"""


def read(text: str) -> ProtocolDocument:
    document = read_protocol(text.encode(), "protocol.txt").document
    printed, source = (words_of(part.casefold()) for part in (render_text(document), text))
    assert printed == source
    return document


@pytest.mark.parametrize("number", ["№ 1\n", "\n№ 1\n", "№ 1 "])
def test_number_alone_below_the_word_is_the_number(number: str) -> None:
    document = read(GARDENERS.format(number=number))
    assert (document.number, document.title) == ("1", "заседания")
    assert document.body.genitive == "Правления садоводческого товарищества «Рябинка»"
    assert not document.notes
    assert "ПРОТОКОЛ № 1" in render_text(document)


def test_miscellaneous_without_a_marker_is_a_question() -> None:
    items = read(GARDENERS.format(number="")).items
    assert [(item.number, item.title, item.is_treated) for item in items] == [
        ("1", "О вывозе мусора.", True),
        ("2", "О ремонте дороги.", True),
        ("3", "РАЗНОЕ.", True),
    ]
    assert [speech.name for speech in items[2].speeches] == ["Чижов П.Р."]
    assert not items[1].notes


def test_title_that_ends_with_its_rapporteur_is_no_rapporteur() -> None:
    rapporteurs = [item.rapporteur for item in read(GARDENERS.format(number="")).items]
    assert [rapporteur.removeprefix("Докл. ") for rapporteur in rapporteurs] == ["Носова И.И.", "Дьяков С.С.", ""]


def test_verb_before_an_office_and_a_name_tells_who_reported() -> None:
    (speech,) = read(GARDENERS.format(number="")).items[0].speeches
    assert (speech.name, speech.position) == ("Носова И.И.", "начальник хозяйственной части")
    assert [paragraph.text for paragraph in speech.paragraphs] == ["Она сообщила, что контейнер переполнен."]


def test_what_came_in_is_no_office() -> None:
    (speech,) = read(GARDENERS.format(number="")).items[1].speeches
    assert (speech.name, speech.position) == ("Дьяков С.С.", "")


def test_roman_questions_without_agenda_or_marker_are_questions() -> None:
    items = read(COMPETITION).items
    assert [item.heading for item in items] == [
        "О допуске кандидатов к участию в конкурсе",
        "О дате второго этапа конкурса",
    ]
    assert [len(item.decisions) for item in items] == [2, 1]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("«за» – 3 050,2 кв. м (100 %), «против» – 0, «воздержались» – 0.", (None, 0, 0)),
        ("«за» – 3050 кв. м, «против» – 12 кв. м, «воздержались» – 0.", (None, None, 0)),
        ("«за» – 75,3 %, «против» – 10,2 %, «воздержался» – 14,5 %.", (None, None, None)),
        ("«за» – 12 голосов, «против» – 3, «воздерж.» – 1.", (12, 3, 1)),
    ],
)
def test_areas_and_shares_are_never_taken_for_heads(line: str, counts: tuple[int | None, ...]) -> None:
    read_line = read_votes(["Голосовали:", line])
    found = (
        (read_line.votes_for, read_line.votes_against, read_line.votes_abstained) if read_line else (None, None, None)
    )
    assert found == counts
