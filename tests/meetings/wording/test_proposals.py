"""What a speaker proposes is read out of the phrase that says so."""

import pytest

from meetings.document.vocabulary import Gender
from meetings.wording.proposals import read_proposal, write_proposal


@pytest.mark.parametrize("gender", [*Gender, None])
@pytest.mark.parametrize("text", ["заслушать руководителей", "вернуться к смете: она велика", "«Озеро» закрыть"])
def test_a_proposal_is_read_as_it_was_written(text: str, gender: Gender | None) -> None:
    assert read_proposal(write_proposal(text, gender)) == text


@pytest.mark.parametrize(
    ("phrase", "proposed"),
    [
        ("Предложила: заслушать отчёт музея.", "заслушать отчёт музея"),
        ("предложил заслушать отчёт музея;", "заслушать отчёт музея"),
        ("Швец С.С. предложил – заслушать отчёт", "заслушать отчёт"),
        ("Внесла предложение: закрыть смету", "закрыть смету"),
        ("заслушать отчёт,", "заслушать отчёт"),
        ("Предложила:", "Предложила:"),
        ("", ""),
    ],
)
def test_a_chosen_phrase_becomes_a_point(phrase: str, proposed: str) -> None:
    assert read_proposal(phrase) == proposed
