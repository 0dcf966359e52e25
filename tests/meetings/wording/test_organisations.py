"""Organisations and offices: their cases, and to whom a decision is addressed."""

import time

import pytest

from meetings.document.vocabulary import Case
from meetings.wording.organisations import find_addressee, inflect_phrase, to_nominative
from tests.seeds import seed_path

PHRASES = [
    "Министерство образования Кузбасса",
    "министр образования Кузбасса",
    "первый заместитель министра образования",
    "начальник управления образования администрации города",
    "директор ГАУ ДО «Кузбасский центр «ДОМ ЮНАРМИИ»",
    "муниципальные органы управления образованием",
    "Государственное профессиональное образовательное учреждение «Техникум»",
    "Некоммерческая организация «Союз директоров»",
    "учёный секретарь совета",
    "Глава Беловского городского округа",
    "исполняющий обязанности директора",
    "заведующий кафедрой",
    "управляющий делами",
    "Коллегия Министерства образования Кузбасса",
    "Общее собрание членов",
    "главный врач",
    "Комитет по делам молодёжи",
    "руководители образовательных организаций",
    "рабочая группа",
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
    "члены комиссии",
]


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("case", [Case.GENITIVE, Case.DATIVE, Case.INSTRUMENTAL])
def test_a_phrase_comes_back_from_every_case(phrase, case):
    inflected = inflect_phrase(phrase, case)
    assert inflected != phrase
    assert to_nominative(inflected) == phrase


@pytest.mark.parametrize(
    ("phrase", "case", "expected"),
    [
        ("Министерство образования Кузбасса", Case.DATIVE, "Министерству образования Кузбасса"),
        ("Министерство образования Кузбасса", Case.INSTRUMENTAL, "Министерством образования Кузбасса"),
        ("министр образования Кузбасса", Case.GENITIVE, "министра образования Кузбасса"),
        ("первый заместитель министра", Case.DATIVE, "первому заместителю министра"),
        ("муниципальные органы управления образованием", Case.DATIVE, "муниципальным органам управления образованием"),
        ("Учёный секретарь", Case.DATIVE, "Учёному секретарю"),
        ("Ученый секретарь", Case.DATIVE, "Ученому секретарю"),
        ("новые формы работы", Case.PREPOSITIONAL, "новых формах работы"),
        ("Разное", Case.PREPOSITIONAL, "Разном"),
        ("Глава района", Case.INSTRUMENTAL, "Главой района"),
        ("заведующий кафедрой", Case.ACCUSATIVE, "заведующего кафедрой"),
        ("председатель Совета и секретарь", Case.DATIVE, "председателю Совета и секретарю"),
        (
            "министр науки, высшего образования и молодёжной политики, председатель коллегии",
            Case.DATIVE,
            "министру науки, высшего образования и молодёжной политики, председателю коллегии",
        ),
    ],
)
def test_only_the_head_changes(phrase, case, expected):
    assert inflect_phrase(phrase, case) == expected


@pytest.mark.parametrize(
    "phrase", ["и.о. ректора ГБУ", "ГОУ ДПО «Институт развития»", "НО «Союз»", "врио губернатора", "", "«Уют»"]
)
def test_what_never_changes(phrase):
    assert {inflect_phrase(phrase, case) for case in Case} == {phrase}
    assert to_nominative(phrase) == phrase


@pytest.mark.parametrize(
    ("written", "nominative"),
    [
        ("коллегии Министерства образования Кузбасса", "коллегия Министерства образования Кузбасса"),
        ("Некоммерческой организации «Союз директоров»", "Некоммерческая организация «Союз директоров»"),
        ("Общего собрания членов", "Общее собрание членов"),
        ("комиссии по делам несовершеннолетних", "комиссия по делам несовершеннолетних"),
        ("Совета депутатов", "Совет депутатов"),
        ("публичных слушаний", "публичные слушания"),
        ("Ученого совета", "Ученый совет"),
        ("Министерство образования", "Министерство образования"),
    ],
)
def test_the_name_of_a_body_is_taken_from_its_genitive(written, nominative):
    assert to_nominative(written) == nominative


#: the addressee stands between bars, its nominative behind the arrow; a lead ends in a colon
ADDRESSEES = """
    Рекомендовать |Министерству образования Томска|: => Министерство образования Томска
    2. Рекомендовать |муниципальным органам управления образованием|: => муниципальные органы управления образованием
    Рекомендовать |ГОУ ДПО «Институт»|: => ГОУ ДПО «Институт»
    Рекомендовать |Министерству образования| утвердить план => Министерство образования
    для включения в проект ПОО, |председателю Союза| доработать схему => председатель Союза
    |Министерство образования| до 22.08.2021 года определит квоты => Министерство образования
    |Департаменту культуры| (Зорину И.И.) в срок до 1 мая представить отчёт => Департамент культуры
    Поручить |Зорину И.И.| подготовить отчёт => Зорин И.И.
    Поручить |Зориной Е.П.| подготовить отчёт => Зорина Е.П.
    Поручить |Прокопенко М.А.| подготовить отчёт => Прокопенко М.А.
    Поручить |директору школы Зорину И.И.| подготовить => директор школы Зорин И.И.
    Поручить |и.о. директора Зорину И.И.| провести => и.о. директора Зорин И.И.
    |Начальнику отдела Зориной Анне Ивановне| подготовить => Начальник отдела Зорина Анна Ивановна
    Рекомендовать |главам городских округов| ежемесячно представлять отчёт => главы городских округов
    Рекомендовать |управлению по работе с населением|: => управление по работе с населением
    Рекомендовать |АО «Центр «Дом»|: => АО «Центр «Дом»
    Обязать |директора школы| представить отчёт => директор школы
    Просить |администрацию города| рассмотреть вопрос => администрация города
    |Руководителям организаций| обеспечить явку => Руководители организаций
    |Комиссии| подготовить отчёт => Комиссия
    |Комитету по образованию| совместно с отделом культуры организовать конкурс => Комитет по образованию
"""


@pytest.mark.parametrize("case", [line.strip() for line in ADDRESSEES.strip().splitlines()])
def test_the_addressee_of_a_decision(case):
    marked, _, nominative = case.partition(" => ")
    text = marked.replace("|", "")
    found = find_addressee(text)
    assert found
    assert (found.text, found.name, found.is_lead) == (marked.split("|")[1], nominative, text.endswith(":"))


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "Утвердить план работы",
            "Рекомендовать утвердить план",
            "Рекомендовать:",
            "Предложить кандидатуру Зорина",
        ],
        *["Принять к сведению информацию Зорина И.И.", "План будет утверждён", "Министерство образования обеспечивает"],
        "обеспечить разработку подведомственному Министерству образования организациями комплекса мер",
        "согласовывать направления деятельности с Министерством образования",
        "провести выборы председателей советов",
    ],
)
def test_nobody_is_made_an_addressee(text):
    assert find_addressee(text) is None


@pytest.mark.parametrize("name", ["union", "kollegiya"])
def test_the_addressees_of_the_real_protocols(name):
    import json

    expected = json.loads(seed_path(f"{name}.expected.json").read_text(encoding="utf-8"))
    for item in expected["items"]:
        for resolution in item["resolutions"]:
            found = find_addressee(resolution["lead"] or resolution["points"][0]["text"])
            assert (found and found.text) == resolution["addressee"]
            if found:
                assert found.name == resolution["addressee_nominative"]


@pytest.mark.parametrize("hostile", ["председателю ", "Министерству ", "Рекомендовать ", "«", "а ", "Поручить Зорину "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    find_addressee(line)
    to_nominative(line)
    assert time.process_time() - started < 1
