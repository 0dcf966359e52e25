"""The standard phrases of decisions that adopt nothing are read as they were written."""

import pytest

from meetings.document.vocabulary import Outcome
from meetings.wording.outcomes import read_outcome, write_outcome


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ADOPTED])
def test_a_phrase_is_read_as_it_was_written(outcome: Outcome) -> None:
    phrase = write_outcome(outcome)
    assert phrase
    assert read_outcome(phrase) is outcome
    assert read_outcome(f"1. {phrase.upper()}.") is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Принять к сведению доклад директора музея.", Outcome.NOTED),
        ("Информацию заслушали, вопросов нет", None),
        ("Принять отчёт директора к сведению", Outcome.NOTED),
        ("Отложить рассмотрение сметы до весны", Outcome.POSTPONED),
        ("Снять с рассмотрения вопрос о смете", Outcome.WITHDRAWN),
        ("Отклонить заявление", Outcome.REJECTED),
        ("Утвердить план и принять меры", None),
        ("", None),
    ],
)
def test_outcomes_are_read_as_papers_word_them(text: str, outcome: Outcome | None) -> None:
    assert read_outcome(text) is outcome


def test_what_is_adopted_has_words_of_its_own() -> None:
    assert write_outcome(Outcome.ADOPTED) == ""
