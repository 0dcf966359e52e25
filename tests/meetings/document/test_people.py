"""Which printed names may mean one person."""

import pytest

from meetings.document.people import is_same_person, name_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Балакирева Софья Юрьевна", "С.Ю.Балакирева"),
        ("Балакирева Софья Юрьевна", "Софья Юрьевна Балакирева"),
        ("Балакирева С.Ю.", "Балакиревой Софье Юрьевне"),
        ("Мжельская А.А.", "Мжельской А. А."),
        ("Пфетцер С.А.", "Пфетцеру С.А."),
        ("Фёдорова Ирина Фёдоровна", "И.Ф. Федорова"),
        ("Лысых О.Б.", "Лысых Ольга Борисовна"),
        ("Ким Олег", "Кима О."),
        ("Белый Андрей Ильич", "Белого Андрея Ильича"),
        ("Носов", "Носова Е.А."),
        ("Демченко-Вольский П.П.", "Демченко-Вольскому П.П."),
    ],
)
def test_same_person(first, second):
    assert is_same_person(first, second)
    assert is_same_person(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Балакирева С.Ю.", "Балакирева А.Ю."),
        ("Коваль И.И.", "Ковалёв И.И."),
        ("Иванов Иван Иванович", "Иванов Илья Игоревич"),
        ("Лысенко В.Г.", "Лысых В.Г."),
    ],
)
def test_other_person(first, second):
    assert not is_same_person(first, second)


def test_husband_and_wife_in_one_list_are_two():
    assert not is_same_person("Носов Е.А.", "Носова Е.А.", in_any_case=False)
    assert is_same_person("Носов Е.А.", "Носов Евгений Андреевич", in_any_case=False)


@pytest.mark.parametrize("text", ["депутаты сельского Совета", "", "представители прессы", "54"])
def test_no_name(text):
    assert name_key(text) is None
