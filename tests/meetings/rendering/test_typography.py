"""Small print rules: marks of a list, words kept together, giant words, characters no paper can carry."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rendering.typography import (
    LONGEST_PARAGRAPH,
    NBSP,
    WORD_JOINER,
    keep_compounds,
    listed,
    plain,
    printable,
    split_long,
)


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Протокол № 5 принят", "Протокол №_5 принят"),
        ("г. Кемерово, ул. Мира", "г._Кемерово, ул._Мира"),
        ("23 января 2024 года", "23_января 2024_года"),
        ("в 2024 г. и позже", "в 2024_г. и позже"),
        ("присутствовали 20 человек", "присутствовали 20_человек"),
        ("В. Г. Лысенко", "В._Г._Лысенко"),
        ("Лысенко В.Г. и М.А. Прокопенко", "Лысенко_В.Г. и М.А._Прокопенко"),
        ("поручить министру А.П. Лысых", "поручить министру А.П._Лысых"),
        ("Слушали Носову Е.А. Она", "Слушали Носову_Е.А._Она"),
        ("М.-В.С. Иванова и Королёв П.", "М.-В.С._Иванова и Королёв_П."),
        ("«За» – 20", "«За»_– 20"),
        ("грант – 1 350 000 рублей", "грант_– 1_350_000_рублей"),
        ("3 150,2 кв. м и 14 м²", "3_150,2_кв. м и 14_м²"),
        ("каб. 211, стр. 5", "каб._211, стр._5"),
        ("слово дело", "слово дело"),
        ("пришли 5 гостей", "пришли 5 гостей"),
    ],
)
def test_words_that_belong_together_are_not_parted(text: str, tied: str) -> None:
    assert printable(text) == tied.replace("_", NBSP)


def test_raised_minutes_are_raised_and_other_superscripts_stay() -> None:
    assert printable("10⁰⁰ и 5 м²") == f"10<sup>00</sup> и 5{NBSP}м²"


def test_raised_minutes_in_an_attribute_leave_the_page_whole() -> None:
    markup = printable('<p><input title="Подпись: в 10³⁰"/>в 10³⁰</p>')
    assert ElementTree.fromstring(markup).find("sup") is not None  # noqa: S314 - the test's own markup
    assert 'title="Подпись: в 10³⁰"' in markup


def test_list_is_punctuated_only_where_a_mark_is_missing() -> None:
    assert listed(["а", "б.", "в:", "г"]) == ["а;", "б.", "в:", "г"]
    assert listed(["а", "б"], last=".") == ["а;", "б."]
    assert listed(["в 2023 г.", "Лось А.А.", "и т.д.", "Рысь Б.Б."]) == [
        "в 2023 г.;",
        "Лось А.А.;",
        "и т.д.;",
        "Рысь Б.Б.",
    ]
    assert listed([]) == []


def test_giant_words_may_break_and_come_back_whole() -> None:
    word = "щ" * 300
    assert max(len(part) for part in printable(word).split("\u200b")) <= 40
    assert plain(printable(word)) == word


def test_only_a_long_double_surname_may_part_at_its_hyphen() -> None:
    names = "Константинопольская-Преображенская Римский-Корсаков профессионально-образовательная"
    assert keep_compounds(names).split(WORD_JOINER) == [
        "Константинопольская-Преображенская Римский-",
        "Корсаков профессионально-",
        "образовательная",
    ]


def test_half_characters_and_controls_are_dropped() -> None:
    assert printable("а\ud83dб\x00в\x0bг\ufffe") == "абвг"


def test_entities_are_never_cut() -> None:
    markup = f"<p>{'&lt;' * 200}</p>"
    assert ElementTree.fromstring(printable(markup)).text.replace("\u200b", "") == "<" * 200  # noqa: S314


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_escaped_text_stays_well_formed_and_loses_only_control_characters(text: str) -> None:
    from django.utils.html import escape

    element = ElementTree.fromstring(f"<p>{printable(escape(text))}</p>")  # noqa: S314
    left = "".join(element.itertext()).replace("\u200b", "").replace(NBSP, " ")
    kept = "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 0x20 and c not in "\ufffe\uffff"))
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    expected = kept.replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace(NBSP, " ")
    assert left.translate(digits) == expected.translate(digits)


def test_giant_paragraph_is_cut_at_spaces() -> None:
    text = "слово " * 10_000
    blocks = split_long(text.strip())
    assert all(len(block) <= LONGEST_PARAGRAPH for block in blocks)
    assert " ".join(blocks) == text.strip()
