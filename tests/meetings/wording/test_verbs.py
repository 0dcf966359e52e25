"""Verbs: the person decides the gender."""

import pytest

from meetings.document.vocabulary import Gender
from meetings.wording.verbs import ReadVerb, read_verb, write_noun, write_participle, write_verb

VERBS = [
    "выступить",
    "предложить",
    "отметить",
    "представить",
    "доложить",
    "сообщить",
    "обратиться",
    "внести",
    "провести",
]


@pytest.mark.parametrize("infinitive", VERBS)
@pytest.mark.parametrize(("gender", "is_plural"), [(Gender.MALE, False), (Gender.FEMALE, False), (None, True)])
def test_a_written_verb_is_read_back(infinitive, gender, is_plural):
    assert read_verb(write_verb(infinitive, gender, is_plural)) == ReadVerb(infinitive, gender, is_plural)


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("выступить", ("выступил", "выступила", "выступили")),
        ("предложить", ("предложил", "предложила", "предложили")),
        ("обратиться", ("обратился", "обратилась", "обратились")),
        ("внести", ("внёс", "внесла", "внесли")),
    ],
)
def test_the_past_tense(infinitive, forms):
    assert (
        write_verb(infinitive, Gender.MALE),
        write_verb(infinitive, Gender.FEMALE),
        write_verb(infinitive, None, is_plural=True),
    ) == forms


def test_participles_agree_too():
    assert write_participle("избрать", Gender.FEMALE) == "избрана"
    assert write_participle("проинформировать", None, is_plural=True) == "проинформированы"
    assert read_verb("избрана") == ReadVerb("избрать", Gender.FEMALE, is_plural=False, is_participle=True)


def test_unknown_gender_has_a_noun_to_print():
    assert write_noun("выступить") == "выступление"
    assert write_noun("вести") == ""


def test_yo_and_capitals_do_not_matter():
    assert read_verb("ВНЕС") == read_verb("внёс")


@pytest.mark.parametrize("word", ["", "министр", "выступление", "решение"])
def test_other_words_are_no_verbs(word):
    assert read_verb(word) is None
