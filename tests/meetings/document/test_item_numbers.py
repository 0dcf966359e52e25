"""Numbers of questions are counted anew in their own shape; what was typed otherwise stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.document.item_numbers import NumberShape, count_anew, counts_in_order, depth_of, shapes_of


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["2", "1"], ["1", "2"]),
        (["1", "2", "2.1", "2.2", "3"], ["1", "2", "2.1", "2.2", "3"]),
        (["2", "2.1", "1", "3"], ["1", "1.1", "2", "3"]),
        (["1", "2.2", "2.1"], ["1", "1.1", "1.2"]),
        (["1.1", "2"], ["1", "2"]),
        (["1", "1 а", "1 б", "2", "2а"], ["1", "1 а", "1 б", "2", "2а"]),
        (["1", "1.1", "1.1.4", "1.1.1"], ["1", "1.1", "1.1.1", "1.1.2"]),
        (["3.", "5)", "7"], ["1.", "2)", "3"]),
        (["1", "б/н", "3"], ["1", "б/н", "2"]),
        ([], []),
    ],
)
def test_numbers_keep_their_shape(numbers: list[str], counted: list[str]) -> None:
    assert count_anew(shapes_of(numbers)) == counted


@pytest.mark.parametrize(
    ("numbers", "is_counting"),
    [
        (["1", "2"], True),
        (["1", "1.1", "2"], True),
        (["1", "б/н", "2"], True),
        (["1", "3"], False),
        (["2", "3"], False),
        (["1", "2.1"], False),
        (["I", "II"], True),
        ([], True),
    ],
)
def test_only_numbers_that_count_are_counted_anew(numbers: list[str], is_counting: bool) -> None:
    assert counts_in_order(numbers) is is_counting


def test_the_depth_of_a_number() -> None:
    assert [depth_of(number) for number in ("2", "2.1", "2 а.", "2.1.1", "б/н", "")] == [0, 1, 1, 2, 0, 0]


@given(
    st.lists(st.builds(NumberShape, st.integers(0, 3), st.sampled_from([None, "", " "]), st.sampled_from(["", "."])))
)
def test_what_was_counted_counts(shapes: list[NumberShape]) -> None:
    numbers = count_anew(shapes)
    assert counts_in_order(numbers)
    assert len(set(numbers)) == len(numbers)
