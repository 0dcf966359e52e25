"""Elections of chair and secretary in a sentence."""

import time

import pytest

from meetings.wording.elections import ElectedOfficer, find_officers


@pytest.mark.parametrize(
    ("text", "key", "role", "name"),
    [
        ("избрать председателем заседания Тимофеева О.Р.", "chair", "председатель заседания", "Тимофеев О.Р."),
        ("председателем – Ковардиса Олега Дмитриевича", "chair", "председатель", "Ковардис Олег Дмитриевич"),
        ("Секретарем заседания единогласно избрана – Ильина Д.О.", "secretary", "секретарь заседания", "Ильина Д.О."),
        ("секретарём собрания – Ильина Дарья Олеговна.", "secretary", "секретарь собрания", "Ильина Дарья Олеговна"),
        ("Председателем собрания избран Зорин И.И.", "chair", "председатель собрания", "Зорин И.И."),
        ("Единогласно председателем избрали Зорина И.И.", "chair", "председатель", "Зорин И.И."),
        ("Предложено избрать секретарем Гаврилюк Ю.В.", "secretary", "секретарь", "Гаврилюк Ю.В."),
        ("Председательствующим избрана Зорина А.А.", "chair", "председательствующий", "Зорина А.А."),
    ],
)
def test_an_elected_officer_comes_in_the_nominative(text, key, role, name):
    assert find_officers(text) == (ElectedOfficer(key, role, name),)


def test_both_officers_of_one_sentence_are_found():
    text = "Избрать председателем собрания Зорина И.И., секретарём – Белову А.А."
    assert [(officer.key, officer.name) for officer in find_officers(text)] == [
        ("chair", "Зорин И.И."),
        ("secretary", "Белова А.А."),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "вместе с председателем комиссии Зориным И.И.", "Выступил председатель", "избрать председателем достойного"],
)
def test_nobody_else_is_elected(text):
    assert find_officers(text) == ()


@pytest.mark.parametrize("hostile", ["председателем ", "избрать ", "секретарем - ", "председателем - ", "ведущим Ив "])
def test_a_hostile_line_is_read_at_once(hostile):
    line = (hostile * 100_000)[:100_000]
    started = time.process_time()
    find_officers(line)
    assert time.process_time() - started < 1
