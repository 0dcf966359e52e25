"""Labels: what is printed is recognised again, and so is every marker that stands in real protocols."""

import dataclasses
import time

import pytest

from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout
from meetings.wording.labels import DEFAULT_LABELS, label_pattern, read_label, read_quorum, write_label
from meetings.wording.text import fold
from tests.meetings.wording.real_markers import READ

STYLE = LAYOUT_STYLES[Layout.STANDARD]
VALUES = {
    "number": "3",
    "date": "«23» января 2024 года",
    "time": "13:00",
    "place": "г. Томск, ул. Ленина, 1",
    "form": "очная",
    "role": "Председатель комиссии",
    "name": "Зорина А.Б.",
    "count": "12",
    "attendance": "12 человек из 15 человек",
    "body_genitive": "комиссии по бюджету",
    "verb": "выступила",
    "attribution": "Зорина Анна Борисовна, директор",
    "heading": "О плане работы",
}
#: printed without words of their own, or words that are read elsewhere
SILENT = {
    "title_word",
    "number",
    "agenda_number",
    "date",
    "online",
    "votes_secret",  # read as «votes», see test_votes
    "vote_for",
    "vote_against",
    "vote_abstained",
    "vote_not_cast",
    # read by wording.annexes
    "annexed",
    "annex",
    "annex_title",
}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("key", [key for key in DEFAULT_LABELS[Layout.STANDARD] if key not in SILENT])
def test_every_label_of_a_layout_is_read_back(layout, key):
    style = LAYOUT_STYLES[layout]
    values = VALUES | ({"role": "Секретарь комиссии"} if key == "secretary" else {})
    written = write_label(key, style, **values)
    if key == "item_heading" and layout is Layout.STANDARD:
        assert written == "3. О плане работы"  # a numbered line is told by its place, not by its words
        return
    read = read_label(written) if written else None
    if written:
        assert read, written
        assert read.key == key
        pattern = label_pattern(key, style)
        assert fold(read.pattern) == fold(pattern.replace("{body_genitive}", values["body_genitive"]))


@pytest.mark.parametrize("number", range(1, 101))
def test_a_stored_pattern_prints_the_number_of_any_item(number):
    read = read_label("Решение по первому вопросу:")
    assert read
    labels = (("decisions", read.pattern),)
    again = read_label(write_label("decisions", STYLE, labels, number=number))
    assert again
    assert (again.key, again.number, again.pattern) == ("decisions", number, read.pattern)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("1. СЛУШАЛИ по первому вопросу:", "4. СЛУШАЛИ по четвертому вопросу:"),
        ("ПО ПЕРВОМУ ВОПРОСУ ПОВЕСТКИ ДНЯ:", "ПО ЧЕТВЕРТОМУ ВОПРОСУ ПОВЕСТКИ ДНЯ:"),
        ("Первый вопрос:", "Четвертый вопрос:"),
        ("I вопрос:", "IV вопрос:"),
        ("По 1-му вопросу:", "По 4-му вопросу:"),
    ],
)
def test_the_pattern_keeps_the_manner_of_the_number(line, printed):
    read = read_label(line)
    assert read
    style = dataclasses.replace(STYLE, has_yo=False)
    assert write_label(read.key, style, ((read.key, read.pattern),), number="4") == printed


def test_an_item_label_wins_over_the_style_and_the_style_over_the_layout():
    style = dataclasses.replace(STYLE, labels=(("spoke", "Обсуждение:"),))
    assert write_label("spoke", STYLE) == "ВЫСТУПИЛИ:"
    assert write_label("spoke", style) == "Обсуждение:"
    assert write_label("spoke", style, (("spoke", ""),)) == ""


def test_a_missing_value_leaves_nothing_behind_and_braces_are_kept():
    style = dataclasses.replace(STYLE, labels=(("time", "Начало {{около}} {time} {unknown}"),))
    assert write_label("time", style) == "Начало {около}"


def test_a_number_that_is_no_ordinal_stands_behind_its_noun():
    labels = (("decisions", "Решение по {ordinal_dative} вопросу:"),)
    assert write_label("decisions", STYLE, labels, number="2 а") == "Решение по вопросу 2 а:"


@pytest.mark.parametrize(
    ("key", "line"), [(key, line.strip()) for key, lines in READ.items() for line in lines.strip().splitlines()]
)
def test_markers_of_real_protocols_are_recognised(key, line):
    for written in (line, line.upper(), f"  **{line}**", line.replace(" ", "\u00a0")):
        read = read_label(written)
        assert read, written
        assert read.key == key, written


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("1. СЛУШАЛИ: Зорина Е.А.", "heard"),
        ("1. СЛУШАЛИ по первому вопросу: Зорина", "heard"),
        ("СЛУШАЛИ по 1 вопросу:", "heard"),
        ("По первому вопросу слушали Зорина Е.А.", "heard"),
        ("По пункту 1 повестки дня слушали: Зорина", "heard"),
        ("По первому вопросу выступил Зорин Е.А.", "spoke"),
        ("Решение по первому вопросу:", "decisions"),
        ("По первому вопросу решили:", "decisions"),
        ("I. РЕШИЛИ:", "decisions"),
        ("По вопросу №1 слушали Зорина", "heard"),
        ("1. По первому вопросу повестки дня слушали: Зорина", "heard"),
        ("1. По первому вопросу: О плане", "item_heading"),
        ("По п. 1 повестки дня", "item_subheading"),
        ("Результаты голосования по первому вопросу:", "votes"),
        ("По первому вопросу докладчик: Зорин", "rapporteur"),
    ],
)
def test_a_marker_may_carry_the_number_of_its_question(line, key):
    read = read_label(line)
    assert read
    assert (read.key, read.number) == (key, 1)


@pytest.mark.parametrize(
    ("line", "rest", "pattern"),
    [
        ("Начало в 15.00", "15.00", "Начало в {time}"),
        ("Дата заседания – 5 мая 2024 г.", "5 мая 2024 г.", "Дата заседания – {date}"),
        ("Первый вопрос: О плане", "О плане", "{Ordinal} вопрос: {heading}"),
        ("Всего присутствует: 20 человек.", "20 человек.", "Всего присутствует: {attendance}."),
        ("(Докладчик – Зорин И.И.)", "Зорин И.И.", "(Докладчик – {name})"),
        ("Приглашенные: Зорин И.И.", "Зорин И.И.", "Приглашенные:"),
    ],
)
def test_the_value_is_parted_from_the_pattern(line, rest, pattern):
    read = read_label(line)
    assert read
    assert (read.rest, read.pattern) == (rest, pattern)


def test_a_joint_label_names_its_other_values():
    read = read_label("Дата, время и место проведения: 5 мая 2024 г., 10:00, г. Томск")
    assert read
    assert (read.key, read.also) == ("date", ("time", "place"))


def test_the_office_of_the_chair_is_kept():
    read = read_label("**Председатель Союза –** Зорин В.Г.")
    assert read
    assert (read.role, read.rest, read.pattern) == ("Председатель Союза", "Зорин В.Г.", "{role} – {name}")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Отметила необходимость взаимосвязи; предложила согласовать",
        "Предложила:",
        "Предложил рассмотреть вопрос о поощрении",
        "Члены коллегии проинформированы о результатах",
        "1. Рекомендовать министерству образования:",
        "- создать на сайте раздел",
        "Председатель коллегии, министр образования",
        "Председатель Союза                 В.Г. Зорин",
        "Первый заместитель министра: Зорин И.И.",
        "Решение суда отменить",
        "О результатах голосования",
        "За отчётный период проведено 12 заседаний",
        "Отсутствуют замечания и предложения.",
        "Дата составления протокола: 05.05.2024",
        "Дата следующего заседания: 05.05.2024",
        "Начало регистрации: 9.00",
        "Место жительства заявителя",
        "Вопрос 3 рассмотрен ранее",
        "Информация о ходе работ принята",
        "Утвердить следующее решение:",
        "Председатель комиссии ____________ Зорин И.И.",
        "Решение суда вступило в силу",
        "Доклад подготовлен в срок",
        "Начало реализации проекта: 2021 год",
        "Состав преступления отсутствует",
        "Члены комиссии отметили: работа ведётся",
        "Слово «протокол» пишется с одной буквой",
        "Повестка дня утверждается большинством",
        "Принятые меры: проведены проверки",
        "За принятие мер отвечает директор",
        "председателю Союза доработать схему",
        "По итогам года лучший результат показал Томск",
    ],
)
def test_ordinary_lines_are_no_labels(line):
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("text", "has_quorum"),
    [
        ("Кворум имеется.", True),
        ("Кворум соблюден. Собрание правомочно.", True),
        ("Кворум отсутствует", False),
        ("Кворума нет.", False),
        ("Кворум не набран", False),
        ("Присутствовало 5 человек", None),
    ],
)
def test_a_quorum_is_read(text, has_quorum):
    assert read_quorum(text) is has_quorum


@pytest.mark.parametrize(
    "hostile",
    ["слово ", "на ", "по первому ", "1.", "«", " ", "I", "П ", "вопрос 1 ", "председатель ", "за ", "присутствовали "],
)
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    read_label(line)
    read_quorum(line)
    assert time.process_time() - started < 1
