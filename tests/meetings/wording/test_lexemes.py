"""What is indexed and what is asked meets: word forms, ё, hyphens, numbers, dates, people."""

import pytest

from meetings.wording.lexemes import is_empty, keys_of, lexemes_of
from meetings.wording.name_keys import FORM, initial_of_name, keys_of_named, keys_of_people, read_initials


def bare(text: str) -> list[set[str]]:
    return [{key.lstrip("~") for key in lexeme.keys} for lexeme in lexemes_of(text)]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("определит квоты", "квотами"),
        ("органу управления", "органы"),
        ("двадцать лет", "году"),
        ("люди старше", "человека"),
        ("рекомендовать", "рекомендуем"),
        ("подведомственным учреждениям", "подведомственного"),
        ("Учёный совет", "ученого"),
        ("научно-методических разработок", "методический"),
        ("№ 273-ФЗ", "273"),
        ("статьёй 95.2 закона", "95.2"),
        ("статьёй 95,2 закона", "95.2"),
        ("статьёй 95.2", "95"),
        ("в 2024 г.", "год"),
        ("СТАЛИ", "сталь"),
    ],
)
def test_a_form_is_found_by_another(written: str, asked: str) -> None:
    assert any(keys & bare(asked)[0] for keys in bare(written))


def test_a_date_in_figures_is_the_date_in_words() -> None:
    lemmas = [[lexeme.lemma for lexeme in lexemes_of(text)] for text in ("до 02.08.2021", "до 2 августа 2021")]
    assert lemmas[0] == lemmas[1]


def test_words_stand_where_they_are_written() -> None:
    text = "По ст. 95.2 «Совета» — к 22.08.2021."
    written = [text[one.start : one.end] for one in lexemes_of(text)]
    assert written == ["По", "ст", "95.2", "Совета", "к", "22", "08", "2021"]


def test_empty_words_are_those_of_the_question() -> None:
    asked = "что было решено по квотам для школ и кто голосовал против в этом году"
    assert [word for word in asked.split() if not is_empty(word)] == ["решено", "квотам", "школ", "голосовал", "против"]


@pytest.mark.parametrize("form", ["Пфельцер", "Пфельцера", "Пфельцером", "пфельцеру"])
def test_a_surname_no_dictionary_holds_is_found_in_any_case(form: str) -> None:
    people = keys_of_people(["Пфельцер Савва Андреевич"])
    assert FORM + form.lower() in people["пфельцеру"]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Мшельская Анна Львовна", "мшельской мшельскую"),
        ("Хваленко Н.Г.", "хваленко"),
        ("Заяц Пётр Ильич", "зайца зайцу заяц"),
        ("Швец С.С.", "швеца швецом"),
        ("Лысых Ольга Борисовна", "лысых"),
        ("Демченко-Вольский И.И.", "вольскому демченко"),
        ("Цой В.Р.", "цоя цоем"),
    ],
)
def test_every_form_of_a_surname_leads_to_its_bearer(name: str, forms: str) -> None:
    people = keys_of_people([name])
    for form in forms.split():
        assert FORM + form in people[form]


def test_a_person_named_in_a_sentence_is_found_by_the_nominative() -> None:
    assert "=тополь" in keys_of_named("Поручить Тополю Ф.Ф. полив.")["тополю"]
    assert "=носов" in keys_of_named("СЛУШАЛИ: Носова Е.А. о ходе работ")["носова"]
    assert not keys_of_named("Без имён, только слова.")


def test_initials_and_full_names_meet() -> None:
    full = keys_of_people(["Пфельцер Савва Андреевич"])["пфельцер"]
    short = keys_of_people(["Пфельцер С.А."])["пфельцер"]
    rest, asked = read_initials("пфельцеру с.а.")

    assert (rest.split(), asked) == (["пфельцеру"], ("+с", "++а"))
    assert read_initials("г. Ясногорск, и.о. ректора")[1] == ()
    assert read_initials("Пфельцер С.")[1] == ("+с",)
    assert set(asked) <= set(full) & set(short)
    assert initial_of_name("савве") in short
    assert initial_of_name("савве") not in full
    assert initial_of_name("андреевичем") in short
    assert "~андреевич" in full
    assert initial_of_name("школа") is None


def test_the_first_lemma_of_a_form_never_changes() -> None:
    first = keys_of("ноко")
    keys_of.cache_clear()
    assert keys_of("ноко") == first
