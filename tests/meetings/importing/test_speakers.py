"""Who is heard and who speaks: names in every case, posts before them, the words that follow."""

import pytest

from meetings.document.tree import Speech
from meetings.importing.reading import read_protocol
from meetings.rendering.text import render_text
from tests.meetings.importing.reading import words_of_paper

HEAD = (
    "ПРОТОКОЛ № 4\nзаседания совета музея\n12 мая 2024 г.\n"
    "Присутствовали: Котов Л.Л. – директор, Ерина Д.О., Савин П.П.\n"
)


def speech_of(lines: str) -> Speech:
    """The first speech of a protocol with these lines, printed as it was read."""
    source = f"{HEAD}{lines}\nРЕШИЛИ:\nодобрить отчёт.\n"
    document = read_protocol(source.encode()).document
    assert lines.splitlines()[-1] in " ".join(render_text(document).split()).replace("\u00a0", " ")
    return document.items[0].speeches[0]


@pytest.mark.parametrize(
    ("line", "name", "position", "said"),
    [
        ("Савина П.П. – о ремонте крыши. Нашли подрядчика.", "Савин П.П.", "", "о ремонте крыши. Нашли подрядчика."),
        ("Ерину Д.О. о новой выставке.", "Ерина Д.О.", "", "о новой выставке."),
        ("Громову Т.Т. о новой выставке.", "Громова Т.Т.", "", "о новой выставке."),
        ("Лугового И.И. – о смете.", "Луговой И.И.", "", "о смете."),
        ("Панова Р.Р., который показал план.", "Панов Р.Р.", "", "который показал план."),
        ("Зимину Анну Львовну – о фондах.", "Зимина Анна Львовна", "", "о фондах."),
        ("Пак А.А. – о фондах.", "Пак А.А.", "", "о фондах."),
        (
            "главного хранителя Громову Т.Т. Она рассказала о находках.",
            "Громова Т.Т.",
            "главный хранитель",
            "Она рассказала о находках.",
        ),
        ("казначея Зимину А.Л. с отчётом.", "Зимина А.Л.", "казначей", "с отчётом."),
    ],
)
def test_who_is_heard(line: str, name: str, position: str, said: str) -> None:
    speech = speech_of(f"СЛУШАЛИ:\n{line}")
    assert (speech.name, speech.position) == (name, position)
    assert [paragraph.text for paragraph in speech.paragraphs] == [said]


@pytest.mark.parametrize("line", ["Ерина Д.О.: возражений нет.", "Савин П.П. – за утверждение сметы."])
def test_dash_and_colon_behind_a_name_are_printed(line: str) -> None:
    speech = speech_of(f"ВЫСТУПИЛИ:\n{line}")
    assert speech.name in line
    assert speech.paragraphs[0].text in line


def test_question_named_between_marker_and_speaker() -> None:
    source = (
        f"{HEAD}Повестка дня:\n1. О ремонте крыши.\n2. О выставке.\n"
        "Слушали:\nПо первому вопросу: Савина П.П., который нашёл подрядчика.\nРешили: заключить договор.\n"
        "Слушали:\nПо второму вопросу: Ерину Д.О. Экспонаты отобраны.\nРешили: открыть выставку.\n"
    )
    document = read_protocol(source.encode()).document
    said = [
        (item.title, [(speech.name, speech.paragraphs[0].text) for speech in item.speeches]) for item in document.items
    ]
    assert said == [
        ("О ремонте крыши.", [("Савин П.П.", "который нашёл подрядчика.")]),
        ("О выставке.", [("Ерина Д.О.", "Экспонаты отобраны.")]),
    ]
    assert words_of_paper(render_text(document)) == words_of_paper(source)
    assert read_protocol(render_text(document).encode()).document == document
