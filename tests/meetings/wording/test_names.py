"""Names: every order real papers use, the four printed styles, the cases, and who is whom."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.vocabulary import Case, Gender, NameStyle
from meetings.wording.names import (
    PersonName,
    find_name_start,
    find_names,
    gender_of,
    inflect_name,
    is_same_person,
    read_name,
    restore_name,
    write_name,
)
from meetings.wording.text import clean_spaces

FAMILIES = [
    "Зорин",
    "Зорина",
    "Прокопенко",
    "Лысых",
    "Пфетцер",
    "Демченко-Вольский",
    "Мжельская",
    "Цой",
    "О’Нил",
    "Ли",
    "ЗОРИН",
]
GIVENS = [
    ("Виктор", "Геннадьевич"),
    ("Софья", "Юрьевна"),
    ("Мария-Виктория", "Ильинична"),
    ("Рашид", "Али оглы"),
    ("Илья", "Ильич"),
]
NAMES = st.builds(lambda family, names: PersonName(family, *names), st.sampled_from(FAMILIES), st.sampled_from(GIVENS))
LETTERS = st.sampled_from([f"{letter}." for letter in "АБВГДЕЁЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"])
SHORT_NAMES = st.builds(PersonName, st.sampled_from(FAMILIES), LETTERS, LETTERS | st.just(""))


def name(text: str) -> PersonName:
    read = read_name(text)
    assert read, text
    return read


def plain(person: PersonName, case: Case, gender: Gender | None = None) -> str:
    return clean_spaces(write_name(person, NameStyle.FULL, case, gender))


@given(NAMES, st.sampled_from([NameStyle.FULL, NameStyle.GIVEN_FIRST]))
def test_a_full_name_is_read_back(person, style):
    assert read_name(write_name(person, style)) == person


@given(SHORT_NAMES, st.sampled_from(NameStyle))
def test_a_name_with_initials_is_read_back_in_every_style(person, style):
    assert read_name(write_name(person, style)) == person


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (NameStyle.FULL, "Зорина Мария-Виктория\u00a0Юрьевна"),
        (NameStyle.GIVEN_FIRST, "Мария-Виктория\u00a0Юрьевна Зорина"),
        (NameStyle.FAMILY_FIRST, "Зорина\u00a0М.-В.Ю."),
        (NameStyle.INITIALS_FIRST, "М.-В.Ю.\u00a0Зорина"),
    ],
)
def test_the_four_styles_and_their_no_break_spaces(style, written):
    assert write_name(name("Зорина Мария-Виктория Юрьевна"), style) == written


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Лысенко Виктор Геннадьевич", ("Лысенко", "Виктор", "Геннадьевич")),
        ("Виктор Геннадьевич Лысенко", ("Лысенко", "Виктор", "Геннадьевич")),
        ("Лысенко В.Г.", ("Лысенко", "В.", "Г.")),
        ("Лысенко В. Г.", ("Лысенко", "В.", "Г.")),
        ("Лысенко В.Г", ("Лысенко", "В.", "Г.")),
        ("В.Г. Лысенко", ("Лысенко", "В.", "Г.")),
        ("С.Ю.Балакирева", ("Балакирева", "С.", "Ю.")),
        ("М.А. Прокопенко", ("Прокопенко", "М.", "А.")),
        ("Гайдук Б.Л.", ("Гайдук", "Б.", "Л.")),
        ("Залецкий А.О, ", ("Залецкий", "А.", "О.")),
        ("Мокина Р..", ("Мокина", "Р.", "")),
        ("Шамаев Г. О.", ("Шамаев", "Г.", "О.")),
        ("П. Королёв", ("Королёв", "П.", "")),
        ("О. Прокопьичева", ("Прокопьичева", "О.", "")),
        ("И.Г.Савинсккая", ("Савинсккая", "И.", "Г.")),
        ("Балакирева\nСофья Юрьевна", ("Балакирева", "Софья", "Юрьевна")),
        ("ЗОРИН Иван Иванович", ("ЗОРИН", "Иван", "Иванович")),
        ("И.И. ЗОРИН", ("ЗОРИН", "И.", "И.")),
        ("Мамедов Рашид Али оглы", ("Мамедов", "Рашид", "Али оглы")),
        ("Алиева Лейла Рашид кызы", ("Алиева", "Лейла", "Рашид кызы")),
        ("Зорин Иван", ("Зорин", "Иван", "")),
        ("Виктор Лысенко", ("Лысенко", "Виктор", "")),
        ("фон Берг А.А.", ("фон Берг", "А.", "А.")),
        ("Ким Чен Ир", ("Ким", "Чен", "Ир")),
        ("г-н Зорин И.И.", ("Зорин", "И.", "И.")),
        ("Балакиревой Софье Юрьевне", ("Балакиревой", "Софье", "Юрьевне")),
    ],
)
def test_names_of_real_papers_are_read(text, parts):
    assert read_name(text) == PersonName(*parts)


@pytest.mark.parametrize(
    "text",
    [
        *["", "Министерство Образования", "Повестка Дня", "Томская Область", "ГБУ ДПО", "Председатель И.И. Зорин"],
        *["Г. Кемерово", "И.о. директора", "Ф.И.О.", "Новый Год", "Грачёва", "Зорин И.И., директор", "x" * 100_000],
    ],
)
def test_other_texts_are_no_names(text):
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Балакирева Софья Юрьевна, министр", ("Балакирева Софья Юрьевна", ", министр")),
        ("Пфетцер С.А. - заместитель", ("Пфетцер С.А.", "- заместитель")),
        ("Прокопенко Максим Александрович представил план", ("Прокопенко Максим Александрович", "представил план")),
        ("С.Ю.Балакирева – министр", ("С.Ю.Балакирева", "– министр")),
        ("Зорин И.И. (директор)", ("Зорин И.И.", "(директор)")),
        ("  Зорин Иван – директор", ("Зорин Иван", "– директор")),
        ("Мжельская Анна Александровна. Члены", ("Мжельская Анна Александровна", ". Члены")),
    ],
)
def test_a_name_at_the_start_of_a_line_is_parted_from_the_rest(line, parts):
    assert find_name_start(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        *["Министерство образования определит квоты", "Рекомендовать Министерству", "Члены коллегии проинформированы"],
        *[
            "Отметила необходимость",
            "Г. Кемерово",
            "И.о. директора Зорин",
            "А. О результатах",
            "И. Рассмотрели вопрос",
            "",
        ],
    ],
)
def test_ordinary_lines_begin_with_no_name(line):
    assert find_name_start(line) is None


def test_names_in_a_list_with_slips_are_found():
    text = (
        "Носов Е.А., Тихонов С.М., Залецкий А.О, Мокина Р.. Игнатова А.А., Шамаев Г. О., П. Королёв и Зорин Иван Ильич"
    )
    assert [found.text for found in find_names(text)] == [
        *["Носов Е.А.", "Тихонов С.М.", "Залецкий А.О", "Мокина Р..", "Игнатова А.А.", "Шамаев Г. О.", "П. Королёв"],
        "Зорин Иван Ильич",
    ]


def test_initials_belong_to_the_surname_behind_them():
    assert [found.text for found in find_names("Президента Российской Федерации В.В. Зорина")] == ["В.В. Зорина"]


@pytest.mark.parametrize(
    ("person", "dative", "instrumental"),
    [
        ("Балакирева Софья Юрьевна", "Балакиревой Софье Юрьевне", "Балакиревой Софьей Юрьевной"),
        ("Забнева Эльвира Ивановна", "Забневой Эльвире Ивановне", "Забневой Эльвирой Ивановной"),
        ("Мжельская Анна Александровна", "Мжельской Анне Александровне", "Мжельской Анной Александровной"),
        ("Дашковская Наталья Юрьевна", "Дашковской Наталье Юрьевне", "Дашковской Натальей Юрьевной"),
        (
            "Баканов Александр Александрович",
            "Баканову Александру Александровичу",
            "Бакановым Александром Александровичем",
        ),
        ("Ведягин Денис Юрьевич", "Ведягину Денису Юрьевичу", "Ведягиным Денисом Юрьевичем"),
        ("Пфетцер Сергей Александрович", "Пфетцеру Сергею Александровичу", "Пфетцером Сергеем Александровичем"),
        ("Гаврилюк Юлия Васильевна", "Гаврилюк Юлии Васильевне", "Гаврилюк Юлией Васильевной"),
        ("Васильчук Галина Талгатовна", "Васильчук Галине Талгатовне", "Васильчук Галиной Талгатовной"),
        ("Лысых Ольга Борисовна", "Лысых Ольге Борисовне", "Лысых Ольгой Борисовной"),
        ("Трофименко Олег Николаевич", "Трофименко Олегу Николаевичу", "Трофименко Олегом Николаевичем"),
        (
            "Демченко-Вольский Олег Олегович",
            "Демченко-Вольскому Олегу Олеговичу",
            "Демченко-Вольским Олегом Олеговичем",
        ),
        ("Лаптев Г.Н.", "Лаптеву Г.Н.", "Лаптевым Г.Н."),
        ("Некрасова Е.П.", "Некрасовой Е.П.", "Некрасовой Е.П."),
        ("Заяц Олег Ильич", "Зайцу Олегу Ильичу", "Зайцем Олегом Ильичом"),
        ("Швец Пётр Лукич", "Швецу Петру Лукичу", "Швецом Петром Лукичом"),
        ("Кузнец Игорь Ильич", "Кузнецу Игорю Ильичу", "Кузнецом Игорем Ильичом"),
        ("Стрелец Лев Ильич", "Стрельцу Льву Ильичу", "Стрельцом Львом Ильичом"),
        ("Орёл Павел Ильич", "Орлу Павлу Ильичу", "Орлом Павлом Ильичом"),
        ("Волчок Павел Ильич", "Волчку Павлу Ильичу", "Волчком Павлом Ильичом"),
        ("Сосна Анна Ильинична", "Сосне Анне Ильиничне", "Сосной Анной Ильиничной"),
        ("Зорина Алия Рашидовна", "Зориной Алии Рашидовне", "Зориной Алией Рашидовной"),
        ("ЗОРИН Иван Ильич", "ЗОРИНУ Ивану Ильичу", "ЗОРИНЫМ Иваном Ильичом"),
        ("Мамедов Рашид Али оглы", "Мамедову Рашиду Али оглы", "Мамедовым Рашидом Али оглы"),
    ],
)
def test_names_are_declined(person, dative, instrumental):
    assert plain(name(person), Case.DATIVE) == dative
    assert plain(name(person), Case.INSTRUMENTAL) == instrumental


@pytest.mark.parametrize(
    ("person", "gender", "accusative"),
    [
        ("Носов Е.А.", None, "Носова Е.А."),
        ("Авдеева С.П.", None, "Авдееву С.П."),
        ("Ковальчук И.И.", Gender.MALE, "Ковальчука И.И."),
        ("Ковальчук И.И.", Gender.FEMALE, "Ковальчук И.И."),
        ("Прокопенко М.А.", None, "Прокопенко М.А."),
        ("Тимофеев О.Р.", None, "Тимофеева О.Р."),
        ("Сосна А.А.", Gender.FEMALE, "Сосну А.А."),
    ],
)
def test_who_is_heard_stands_in_the_accusative(person, gender, accusative):
    assert plain(name(person), Case.ACCUSATIVE, gender) == accusative


def test_without_a_gender_a_surname_that_only_men_decline_stays():
    assert plain(name("Ковальчук И.И."), Case.DATIVE) == "Ковальчук И.И."


def test_a_persons_own_forms_win_over_the_rules():
    forms = {Case.DATIVE: "Демченко-Вольскому Олегу Олеговичу"}
    person = name("Демченко-Вольский Олег Олегович")
    assert (
        clean_spaces(write_name(person, NameStyle.FAMILY_FIRST, Case.DATIVE, forms=forms)) == "Демченко-Вольскому О.О."
    )


@pytest.mark.parametrize(
    ("person", "gender"),
    [
        ("Саша Ильич Ким", Gender.MALE),
        ("Ким Ольга Ильинична", Gender.FEMALE),
        ("Мамедов Рашид Али оглы", Gender.MALE),
        ("Алиева Лейла Рашид кызы", Gender.FEMALE),
        ("Ким Сергей", Gender.MALE),
        ("Ким Софья", Gender.FEMALE),
        ("Зорина Е.П.", Gender.FEMALE),
        ("Зорин Е.П.", Gender.MALE),
        ("Дашковская Н.Ю.", Gender.FEMALE),
        ("Лысенко В.Г.", None),
        ("Гаврилюк Ю.В.", None),
        ("Лысых О.Б.", None),
    ],
)
def test_the_gender_is_read_off_the_name_or_left_open(person, gender):
    assert gender_of(name(person)) is gender


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Лысенко В.Г.", "В.Г. Лысенко"),
        ("Лысенко В.Г.", "Лысенко Виктор Геннадьевич"),
        ("Фёдорова И.Ф.", "Федорова Ирина Федоровна"),
        ("П. Королёв", "Королев Пётр Ильич"),
        ("ЗОРИН И.И.", "Зорин Иван Иванович"),
    ],
)
def test_one_person_in_two_manners(first, second):
    assert is_same_person(name(first), name(second))
    assert is_same_person(name(second), name(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Лысенко В.Г.", "Лысенко Н.Г."), ("Зорин И.И.", "Зорин Пётр Иванович"), ("Зорин И.И.", "Зорина И.И.")],
)
def test_two_persons_are_not_one(first, second):
    assert not is_same_person(name(first), name(second))


@pytest.mark.parametrize(
    ("heard", "listed"),
    [
        ("Носова Е.А.", "Носов Евгений Андреевич"),
        ("Авдееву С.П.", "Авдеева Софья Петровна"),
        ("Балакиревой Софьей Юрьевной", "Балакирева Софья Юрьевна"),
        ("Зайца О.И.", "Заяц Олег Ильич"),
        ("Лаптеву Г.Н.", "Г.Н. Лаптев"),
    ],
)
def test_one_person_in_two_cases(heard, listed):
    assert is_same_person(name(heard), name(listed), fuzzy_case=True)
    assert not is_same_person(name(heard), name(listed))


@given(NAMES, st.sampled_from([Case.DATIVE, Case.INSTRUMENTAL]))
def test_a_declined_full_name_is_restored(person, case):
    gender = gender_of(person)
    if (gender is Gender.MALE) != person.family_name.endswith(("ая", "ина")):
        assert restore_name(inflect_name(person, case), case) == person


@pytest.mark.parametrize(
    ("written", "case", "nominative"),
    [
        ("Лаптеву Г.Н.", Case.DATIVE, "Лаптев Г.Н."),
        ("Некрасовой Е.П.", Case.DATIVE, "Некрасова Е.П."),
        ("Носова Е.А.", Case.ACCUSATIVE, "Носов Е.А."),
        ("Авдееву С.П.", Case.ACCUSATIVE, "Авдеева С.П."),
        ("Дашковской Н.Ю.", Case.INSTRUMENTAL, "Дашковская Н.Ю."),
        ("Вольским О.О.", Case.INSTRUMENTAL, "Вольский О.О."),
        ("Зайца О.И.", Case.GENITIVE, "Заяц О.И."),
        ("Прокопенко М.А.", Case.DATIVE, "Прокопенко М.А."),
        ("Тимофеева Олега Романовича", Case.ACCUSATIVE, "Тимофеев Олег Романович"),
        ("Балакиревой Анне Юрьевне", Case.DATIVE, "Балакирева Анна Юрьевна"),
    ],
)
def test_the_nominative_of_a_declined_name_is_found(written, case, nominative):
    assert restore_name(name(written), case) == name(nominative)


def test_inflecting_keeps_initials():
    assert inflect_name(name("Зорина Е.П."), Case.DATIVE) == PersonName("Зориной", "Е.", "П.")


@pytest.mark.parametrize("hostile", ["А.", "Иванов ", "И. ", "Ив-", "И", "Иванович ", "Зорин И.И. ", "фон "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    read_name(line)
    find_name_start(line)
    find_names(line)
    assert time.process_time() - started < 1
