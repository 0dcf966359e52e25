"""From which question to which a person took part: written and read as a pair."""

import pytest

from meetings.wording.spans import read_span, write_span

NUMBERS = (None, "1", "3", "12", "2.1", "2 а")


@pytest.mark.parametrize("first", NUMBERS)
@pytest.mark.parametrize("last", NUMBERS)
def test_what_is_written_is_read(first: str | None, last: str | None) -> None:
    text = write_span(first, last)
    assert read_span(text) == ((first, last) if text else None)


@pytest.mark.parametrize("text", ["", "без права голоса", "с 3 вопроса, без права голоса", "по доверенности"])
def test_other_remarks_are_left_alone(text: str) -> None:
    assert read_span(text) is None


def test_the_words_of_the_office() -> None:
    assert write_span("3", None) == "с 3 вопроса"
    assert write_span(None, "5") == "по 5 вопрос"
    assert write_span("3", "5") == "с 3 по 5 вопрос"
