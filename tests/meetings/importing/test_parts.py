"""The parts of a protocol, one by one: the forms in which real papers print each of them."""

import datetime

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import AttendanceStatus, Block, DateStyle, ListForm, NotePlace, TimeStyle, VoteStyle
from meetings.importing.reading import read_protocol
from meetings.rendering.text import render_text
from tests.meetings.importing.reading import difference, words_of_paper

TAIL = "РЕШИЛИ:\nодобрить план.\n"


def read(text: str) -> ProtocolDocument:
    """Read a protocol from its text."""
    return read_protocol(text.encode()).document


def head(lines: str) -> ProtocolDocument:
    """Read a protocol with these lines below its title."""
    return read(f"ПРОТОКОЛ № 1\nзаседания комиссии по наградам\n{lines}\n{TAIL}")


def course(lines: str) -> ProtocolDocument:
    """Read a protocol with this treatment of its questions."""
    return read(f"ПРОТОКОЛ № 1\nзаседания комиссии по наградам\n1 марта 2024 г.\n{lines}\n")


@pytest.mark.parametrize(
    ("title", "number", "kind", "body"),
    [
        ("ПРОТОКОЛ № 3\nзаседания комиссии", "3", "заседания", "комиссии"),
        ("ПРОТОКОЛ\nзаседания комиссии", None, "заседания", "комиссии"),
        ("ПРОТОКОЛ ЗАСЕДАНИЯ КОМИССИИ №3", "3", "ЗАСЕДАНИЯ", "КОМИССИИ"),
        ("Протокол №1-2023 внеочередного заседания Совета", "1-2023", "внеочередного заседания", "Совета"),
        ("П Р О Т О К О Л № 8/19\nобщего собрания членов\nсоюза", "8/19", "общего собрания членов", "союза"),
        ("Протокол № 5 от 6 мая 2024 г.\nзаседания комиссии", "5", "заседания", "комиссии"),
        ("Главная › Документы\nПротокол № 5\nПРОТОКОЛ № 5\nзаседания комиссии", "5", "заседания", "комиссии"),
    ],
)
def test_title(title: str, number: str | None, kind: str, body: str) -> None:
    document = read(f"{title}\n{TAIL}")
    assert (document.number, document.title, document.body.genitive) == (number, kind, body)


@pytest.mark.parametrize(
    ("line", "style", "text"),
    [
        ("от 19 августа 2021 года", DateStyle.WORDS, None),
        ("Дата заседания: «23» января 2024 года", DateStyle.QUOTED, None),
        ("Дата: 22.08.2021", DateStyle.NUMERIC, None),
        ("5 мая 2021 г.    г. Орск", DateStyle.WORDS_SHORT, None),
        ("Дата проведения: 5 мая 2021г.", None, "5 мая 2021г."),
    ],
)
def test_date_is_kept_as_printed(line: str, style: DateStyle | None, text: str | None) -> None:
    document = head(line)
    assert document.held_on is not None
    assert document.date_text == text
    assert style is None or document.style.date_style is style


def test_date_on_the_line_of_the_title_is_printed_there() -> None:
    document = read(f"ПРОТОКОЛ № 5 от 06.05.2024\nзаседания комиссии\n{TAIL}")
    assert document.held_on == datetime.date(2024, 5, 6)
    assert Block.DATE not in document.style.blocks


@pytest.mark.parametrize(
    ("line", "style", "begins", "ends"),
    [
        ("Начало заседания: 13 часов 00 минут", TimeStyle.WORDS, "13:00", None),
        ("Начало: 10<sup>00</sup>", TimeStyle.SUPERSCRIPT, "10:00", None),
        ("Время проведения: 18:30", TimeStyle.COLON, "18:30", None),
        ("Начало заседания: 12-00\nОкончание заседания: 13-15", TimeStyle.HYPHEN, "12:00", "13:15"),
        ("Время заседания: 11-00 – 12-00 часов", None, "11:00", "12:00"),
    ],
)
def test_time(line: str, style: TimeStyle | None, begins: str, ends: str | None) -> None:
    document = head(line)
    assert document.starts_at is not None
    assert document.starts_at.isoformat("minutes") == begins
    assert (document.ends_at.isoformat("minutes") if document.ends_at else None) == ends
    assert style is None or document.style.time_style is style


@pytest.mark.parametrize(
    ("lines", "form"),
    [
        ("Присутствовали: Иванов И.И., Петрова А.А.", ListForm.INLINE),
        ("Присутствовали:\nИванов И.И.\nПетрова А.А.", ListForm.LINES),
        ("Присутствовали:\n1. Иванов И.И.;\n2. Петрова А.А.", ListForm.NUMBERED),
        ("Присутствовали:\n- Иванов И.И.;\n- Петрова А.А.", ListForm.BULLETS),
        ("Присутствовали:\n• Иванов И.И.\n• Петрова А.А.", ListForm.BULLETS),
        ("Присутствовали:\n\t1.\n\tИванов И.И.\n\t- мастер;\n\t2.\n\tПетрова А.А.\n\tврач.", ListForm.TABLE),
        ("Присутствовали:\n| 1 | Иванов И.И. | мастер |\n| 2 | Петрова А.А. | врач |", ListForm.TABLE),
    ],
)
def test_list_of_people_in_every_form(lines: str, form: ListForm) -> None:
    document = head(lines)
    assert [person.name for person in document.attendees] == ["Иванов И.И.", "Петрова А.А."]
    assert document.style.present_form is form


def test_columns_with_names_on_two_lines() -> None:
    document = head(
        "Присутствовали:\nБерёзова             - начальник управления\nИнна Львовна           архитектуры\n"
        "Клёнов               - мастер\nАнтон Ильич"
    )
    assert [(person.name, person.position) for person in document.attendees] == [
        ("Берёзова Инна Львовна", "начальник управления архитектуры"),
        ("Клёнов Антон Ильич", "мастер"),
    ]


def test_absent_with_reasons_and_counts_without_names() -> None:
    document = head(
        "Присутствовало 7 членов комиссии\nОтсутствовали: Иванов И.И. (отпуск), Петрова А.А.\nПриглашены: нет"
    )
    assert document.present_total == 7
    assert [(person.name, person.status, person.reason) for person in document.attendees] == [
        ("Иванов И.И.", AttendanceStatus.EXCUSED, "отпуск"),
        ("Петрова А.А.", AttendanceStatus.ABSENT, ""),
    ]
    assert [note.text for note in document.notes] == ["Приглашены: нет"]


def test_office_in_the_body_is_told_from_a_post_elsewhere() -> None:
    document = head(
        "Присутствовали:\nИванов И.И. – мастер, председатель комиссии\nПетров П.П. – врач, секретарь союза писателей"
    )
    assert [(person.position, person.role) for person in document.attendees] == [
        ("мастер", "председатель комиссии"),
        ("врач, секретарь союза писателей", ""),
    ]
    assert document.chair is not None
    assert document.chair.name == "Иванов И.И."


@pytest.mark.parametrize("number", ["1.", "1)", "I."])
def test_agenda_in_every_numbering(number: str) -> None:
    second = {"1.": "2.", "1)": "2)", "I.": "II."}[number]
    document = head(
        f"Повестка дня:\n{number} О планах.\nДокладчик: Иванов И.И.\n{second} Разное.\n"
        f"{number} О планах.\nСЛУШАЛИ: Иванова И.И."
    )
    assert [item.title for item in document.items] == ["О планах.", "Разное."]
    assert [item.is_treated for item in document.items] == [True, False]
    assert document.items[0].rapporteur == "Иванов И.И."


@pytest.mark.parametrize(
    "headings",
    [
        ("По первому вопросу:", "По второму вопросу:"),
        ("Первый вопрос: О планах", "Второй вопрос: О сроках"),
        ("Вопрос 1. О планах", "Вопрос 2. О сроках"),
        ("1. О планах", "2. О сроках"),
        ("I. О планах", "II. О сроках"),
        ("О планах", "О сроках"),
        ("СЛУШАЛИ: о планах", "СЛУШАЛИ: о сроках"),
        ("1. СЛУШАЛИ: о планах", "2. СЛУШАЛИ: о сроках"),
        ("По первому вопросу слушали Иванова И.И.", "По второму вопросу слушали Петрова П.П."),
    ],
)
def test_questions_under_every_heading(headings: tuple[str, str]) -> None:
    first, second = headings
    document = course(
        f"Повестка дня:\n1. О планах\n2. О сроках\n{first}\nРЕШИЛИ: одобрить.\n{second}\nРЕШИЛИ: перенести."
    )
    texts = [[decision.points[0].text for decision in item.decisions] for item in document.items]
    assert texts == [["одобрить."], ["перенести."]]
    assert [item.title for item in document.items] == ["О планах", "О сроках"]


def test_single_question_without_a_heading_and_sub_items() -> None:
    document = course("Повестка дня:\nО планах\nВЫСТУПИЛИ: Иванов И.И.\nРЕШИЛИ: одобрить.")
    assert [(item.title, len(item.decisions)) for item in document.items] == [("О планах", 1)]
    document = course(
        "Повестка дня:\n1. О планах:\nа) на год;\nб) на месяц.\n2. Разное.\n1. О планах:\nРЕШИЛИ: одобрить."
    )
    assert [item.title for item in document.items] == ["О планах:", "на год", "на месяц.", "Разное."]


def test_decisions_nest_by_their_marks() -> None:
    document = course(
        "РЕШИЛИ:\n1. Отделу кадров:\n1.1. подготовить приказ:\n– о премиях;\n– об отпусках;\n"
        "1.2. обновить списки.\n2. Закрыть вопрос."
    )
    first, second = document.items[0].decisions
    assert first.lead == "Отделу кадров:"
    assert [point.marker for point in first.points] == ["1.1.", "1.2."]
    assert [point.text for point in first.points[0].points] == ["о премиях", "об отпусках"]
    assert (second.number, second.points[0].text) == ("2", "Закрыть вопрос.")


def test_terms_and_responsible_persons_annotate_their_point() -> None:
    document = course(
        "РЕШИЛИ:\n1. Закупить мел.\nОтветственный: Иванов И.И.\nСрок: до 5 мая 2024 г.\n"
        "2. Мыть доску.\nСрок – постоянно."
    )
    first, second = document.items[0].decisions
    assert [(part.responsible, part.due_on) for part in first.assignments] == [
        ("Иванов И.И.", datetime.date(2024, 5, 5))
    ]
    assert [part.due_text for part in second.assignments] == ["постоянно"]


@pytest.mark.parametrize(
    ("lines", "style", "counts"),
    [
        ("Голосовали: «за» – 5, «против» – 1, «воздержались» – 0.", VoteStyle.SENTENCE, (5, 1, 0)),
        (
            "Проголосовали:\n«За» – 5 человек.\n«Против» – 1 человек.\n«Воздержались» – 0 человек.",
            VoteStyle.LINES,
            (5, 1, 0),
        ),
        ("Голосовали: единогласно.", VoteStyle.SENTENCE, (None, None, None)),
        ("Решение принято единогласно.", VoteStyle.SENTENCE, (None, None, None)),
        ("(Результаты голосования: «за» - 37, «против» - 1)", VoteStyle.SENTENCE, (37, 1, None)),
    ],
)
def test_votes(lines: str, style: VoteStyle, counts: tuple[int | None, ...]) -> None:
    document = course(f"РЕШИЛИ: одобрить.\n{lines}")
    (event,) = document.items[0].votes
    assert (event.votes_for, event.votes_against, event.votes_abstained) == counts
    assert document.style.vote_style is style


def test_votes_behind_each_decision_belong_to_it() -> None:
    document = course(
        "РЕШИЛИ:\n1. Одобрить.\nГолосовали: за – 3, против – 0.\n2. Закрыть.\nГолосовали: за – 2, против – 1."
    )
    assert [(event.decision, event.votes_for) for event in document.items[0].votes] == [(0, 3), (1, 2)]


def test_votes_before_decisions_are_printed_there() -> None:
    document = course("СЛУШАЛИ: Иванова И.И.\nГОЛОСОВАЛИ: за – 3, против – нет.\nРЕШИЛИ: одобрить.")
    assert document.style.is_vote_first
    assert document.items[0].votes[0].decision is None


@pytest.mark.parametrize(
    "lines",
    [
        "Председатель комиссии                       И.И. Иванов",
        "Председатель комиссии\tИ.И. Иванов",
        "Председатель комиссии\n\n\n\nИ.И. Иванов",
        "Председатель комиссии ____________ И.И. Иванов",
        "Председатель комиссии ____________ /И.И. Иванов/\n                   (подпись)",
        "Председатель комиссии                       И.И. Иванов\n«__» ________ 20__ г.",
    ],
)
def test_signature(lines: str) -> None:
    document = course(f"РЕШИЛИ: одобрить.\n{lines}")
    assert [(line.role, line.name) for line in document.signatures] == [("Председатель комиссии", "И.И. Иванов")]


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        ("Глава администрации\nСосновского округа              И.И. Иванов", "Глава администрации Сосновского округа"),
        ("Вела протокол        И.И. Иванов", "Вела протокол"),
        ("Подсчёт голосов вёл        И.И. Иванов", "Подсчёт голосов вёл"),
    ],
)
def test_signature_of_another_office(lines: str, role: str) -> None:
    document = course(f"РЕШИЛИ:\n1. Одобрить.\n2. Отчёт принять.\n\n{lines}")
    assert [(line.role, line.name) for line in document.signatures] == [(role, "И.И. Иванов")]


def test_officers_before_their_names_are_printed_in_that_order() -> None:
    lines = "Председатель комиссии Иванова И.И.\nСекретарь комиссии Петров П.П.\nЧлены комиссии: Сомов С.С., Жуков Ж.Ж."
    document = head(f"Присутствовали:\n{lines}")
    assert [officer and officer.name for officer in (document.chair, document.secretary)] == [
        "Иванова И.И.",
        "Петров П.П.",
    ]
    printed = words_of_paper(render_text(document))
    assert difference(words_of_paper(lines), [word for word in printed if word in words_of_paper(lines)])[0] > 0.95


def test_elected_above_the_agenda() -> None:
    document = head(
        "1 марта 2024 г.\nДля ведения собрания избраны:\nпредседателем собрания – Панов Роман Ильич;\n"
        "секретарём собрания – Лузина Ева Львовна.\nПовестка дня:\n1. О плане."
    )
    assert [officer and officer.name for officer in (document.chair, document.secretary)] == [
        "Панов Роман Ильич",
        "Лузина Ева Львовна",
    ]


def test_what_somebody_did_is_no_entry_of_a_list() -> None:
    document = head(
        "Присутствовали: Панов Р.И., Лузина Е.Л.\nПанов Р.И. предложил утвердить повестку.\nПовестка дня:\n1. О плане."
    )
    assert [person.name for person in document.attendees] == ["Панов Р.И.", "Лузина Е.Л."]
    assert [person.position for person in document.attendees] == ["", ""]
    assert "предложил утвердить повестку" in render_text(document)


def test_members_counted_in_the_sentence_on_the_quorum() -> None:
    document = head(
        "1 марта 2024 г.\nПрисутствовали: Панов Р.И.\nВсего членов попечительского совета – 3. Кворум имеется."
    )
    assert (document.members_total, document.has_quorum) == (3, True)
    assert "Всего членов попечительского совета – 3. Кворум имеется." in render_text(document)


def test_election_is_no_signature() -> None:
    document = course(
        "РЕШИЛИ: избрать:\nПредседатель – Иванов И.И.\nСекретарь – Петров П.П.\nПредседатель          С.С. Сидоров"
    )
    assert [line.name for line in document.signatures] == ["С.С. Сидоров"]


def test_end_attachments_and_what_follows_the_signatures() -> None:
    document = course(
        "РЕШИЛИ: одобрить.\nЗаседание закрыто.\nПриложения:\n1. Список на 2 л.\n2. Смета на 1 л.\n"
        "Председатель          С.С. Сидоров\nИсполнитель: Петрова, тел. 12-34"
    )
    assert [(part.title, part.extent) for part in document.attachments] == []
    assert [note.text for note in document.notes if note.place is NotePlace.AFTER_SIGNATURES] == [
        "Исполнитель: Петрова, тел. 12-34"
    ]


def test_every_line_names_its_part() -> None:
    imported = read_protocol(
        "ПРОТОКОЛ № 1\nзаседания комиссии\n\n1 марта 2024 г.\nСтранная строка\nРЕШИЛИ:\nодобрить.".encode()
    )
    assert [(line.number, line.part) for line in imported.lines][:4] == [
        (1, "title"),
        (2, "title"),
        (3, ""),
        (4, "held_on"),
    ]
    assert all(finding.line is None or finding.line == 5 for finding in imported.findings)
