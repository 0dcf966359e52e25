"""The words of an extract: written from the protocol's title, read back to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.wording.extracts import (
    CERTIFIED,
    is_certified,
    read_extract_title,
    read_registered,
    write_extract_title,
    write_registered,
)

TITLES = {
    "ПРОТОКОЛ № 14": "ВЫПИСКА ИЗ ПРОТОКОЛА № 14",
    "Протокол № 7/2024": "Выписка из протокола № 7/2024",
    "ПРОТОКОЛ": "ВЫПИСКА ИЗ ПРОТОКОЛА",
    "ПРОТОКОЛ ЗАСЕДАНИЯ": "ВЫПИСКА ИЗ ПРОТОКОЛА ЗАСЕДАНИЯ",
    "Протокол заседания Совета": "Выписка из протокола заседания Совета",
}


@pytest.mark.parametrize(("protocol", "extract"), TITLES.items())
def test_title_is_written_and_read(protocol: str, extract: str) -> None:
    assert write_extract_title(protocol) == extract
    assert read_extract_title(extract) == protocol


@given(number=st.text(st.sampled_from("0123456789/-абв"), max_size=12), is_upper=st.booleans())
def test_title_with_any_number_is_read_back(number: str, is_upper: bool) -> None:
    title = ("ПРОТОКОЛ" if is_upper else "Протокол") + (f" № {number}" if number else "")
    assert read_extract_title(write_extract_title(title)) == title


def test_title_of_an_odd_protocol_still_says_what_it_is() -> None:
    assert write_extract_title("П Р О Т О К О Л № 3") == "ВЫПИСКА ИЗ ПРОТОКОЛА № 3"
    assert write_extract_title("Решение") == "Выписка из протокола Решение"
    assert write_extract_title("") == "Выписка из протокола"


@pytest.mark.parametrize("line", ["Протокол № 14", "Выписка из протоколов", "Выписка из приказа", ""])
def test_other_titles_are_none(line: str) -> None:
    assert read_extract_title(line) is None


def test_certification_is_known() -> None:
    assert all(map(is_certified, (CERTIFIED, "Верно:", "ВЕРНО", "Копия верна", " верно. ")))
    assert not any(map(is_certified, ("Верно указано", "Неверно", "", "Вернон")))


@given(number=st.integers(min_value=1, max_value=999_999_999))
def test_number_of_the_register_is_read_back(number: int) -> None:
    assert read_registered(write_registered(number)) == number


@pytest.mark.parametrize("line", ["", "под № 3", "Зарегистрировано в журнале выписок под № 0.", "№ 3"])
def test_other_lines_hold_no_number(line: str) -> None:
    assert read_registered(line) is None
