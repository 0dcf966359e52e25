"""The code of a paper: read back however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models.protocol import new_code
from meetings.wording.codes import ALPHABET, LENGTH, read_code, write_code

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


@given(CODES)
def test_a_written_code_is_read_back(code: str) -> None:
    assert read_code(write_code(code)) == code
    assert read_code(write_code(code).lower().replace("-", " – ")) == code


def test_letters_of_a_russian_keyboard_are_taken_for_what_they_look_like() -> None:
    assert read_code("АВЕКМ-НРСТХ") == "ABEKMHPCTX"


@pytest.mark.parametrize("text", ["", "ABCDE", "ABCDE-FGHJ0", "ABCDE-FGHJI", "ABCDE-FGHJK-L", "ЖЖЖЖЖ-ЖЖЖЖЖ", "١" * 10])
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert read_code(text) is None


def test_codes_are_drawn_from_the_whole_alphabet() -> None:
    drawn = [new_code() for _ in range(400)]
    assert len(set(drawn)) == 400
    assert set("".join(drawn)) == set(ALPHABET)
    assert len(ALPHABET) == 32
